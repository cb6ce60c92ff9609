"""How well each method gives the codes that persons gave, and which one is used."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.tone.classify import FOLDS, MEASURED, draws, labels_of, macro_f1, near_duplicates


class Verdict(NamedTuple):
    """What the coded posts say of the methods.

    Attributes:
        method: the one to use: the first, unless another is measurably better; None where there is none.
        coded: code, predicted (by that method, cross-validated), weight; None where fewer than `MEASURED` posts are coded.
        drawn: places of `coded`, a resample each.
        evaluation: rows of the table «evaluation».
        confusion: rows of the table «confusion».
    """

    method: str | None
    coded: pd.DataFrame | None
    drawn: list[np.ndarray]
    evaluation: list[dict[str, object]]
    confusion: list[dict[str, object]]


def judge(codebook: str, coded: pd.DataFrame, methods: dict[str, np.ndarray], codes: Sequence[str], resamples: int, seed: int) -> Verdict:
    """Compares methods on coded posts; a method replaces another where its macro-F1 is higher in 97.5 % of the resamples.

    Args:
        codebook: its name.
        coded: text, code, weight.
        methods: name → what it says of each coded post without having seen it; the first one needs no better to be used.
        codes: the codes of the book.
        resamples: of the coded posts, near-duplicates together.
        seed: of the resamples.
    """
    first = next(iter(methods), None)
    labels = labels_of(coded["code"], codes)
    if len(coded) < MEASURED or len(labels) < 2 or not methods:
        return Verdict(first, None, [], [row(codebook, f"macro_f1_{name}", None, MACRO) for name in methods], [])
    drawn = draws(near_duplicates(coded["text"]), resamples, seed)
    true, weights = coded["code"].to_numpy(), coded["weight"].to_numpy()
    found = {name: _measured(true, said, weights, labels, drawn) for name, said in methods.items()}
    rows = [row(codebook, f"macro_f1_{name}", found[name], MACRO) for name in methods]
    for name, said in methods.items():
        rows += [row(codebook, f"f1_{name}_{label}", _measured(true, said, weights, [label], drawn), "F1 of one code, 0–1") for label in labels]
    used = first
    for name in list(methods)[1:]:
        gain = found[name] - found[used]
        rows.append(
            row(codebook, f"gain_{name}", gain, f"macro-F1 of {name} less that of {used}, whose place it takes where the lower bound is above 0")
        )
        used = name if np.percentile(gain[1:], 2.5) > 0 else used
    confusion = [line for name, said in methods.items() for line in _confusion(codebook, name, true, said, weights)]
    return Verdict(used, coded[["code", "weight"]].assign(predicted=methods[used]), drawn, rows, confusion)


MACRO = f"mean F1 over the codes given {FOLDS} times or more, 0–1, posts weighted by what they stand for; cross-validated"


def row(codebook: str, measure: str, values: np.ndarray | float | None, about: str) -> dict[str, object]:
    """A row of the table «evaluation»: a value, or a value followed by those of the resamples."""
    known = {"codebook": codebook, "measure": measure, "about": about}
    if isinstance(values, np.ndarray):
        low, high = np.percentile(values[1:], [2.5, 97.5])
        return known | {"value": float(values[0]), "low": float(low), "high": float(high)}
    return known | {"value": None if values is None else float(values)}


def _measured(true: np.ndarray, said: np.ndarray, weights: np.ndarray, labels: Sequence[str], drawn: list[np.ndarray]) -> np.ndarray:
    """Macro-F1, and that of each resample."""
    return np.array([macro_f1(true[at], said[at], weights[at], labels) for at in [np.arange(len(true)), *drawn]])


def _confusion(codebook: str, method: str, true: np.ndarray, said: np.ndarray, weights: np.ndarray) -> list[dict[str, object]]:
    pairs = pd.DataFrame({"code": true, "predicted": said, "weight": weights}).groupby(["code", "predicted"])["weight"].agg(["size", "sum"])
    return [
        {"codebook": codebook, "method": method, "code": code, "predicted": predicted, "posts": int(count), "share": total / weights.sum()}
        for (code, predicted), count, total in zip(pairs.index, pairs["size"], pairs["sum"], strict=True)
    ]


def evaluation(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Rows as the table «evaluation»."""
    return tables.frame("evaluation", rows)
