"""How far coders agree: Cohen's kappa (two coders) and Krippendorff's alpha (any number, missing codes allowed), with intervals."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.tone.coding import Coded


def agreement(coded: Coded, codes: Sequence[str], codebook: str, resamples: int, seed: int) -> pd.DataFrame:
    """Table «agreement»: over all codes, and each code against the others; no rows where no post has two coders."""
    grid = coded.codes.pivot(index="post_id", columns="coder", values="code").sort_index()
    grid = grid[grid.notna().sum(axis=1) > 1]
    if grid.empty:
        return tables.frame("agreement")
    number = {code: place for place, code in enumerate(codes)}
    units = grid.map(lambda code: number.get(code, np.nan)).to_numpy(dtype=float)
    chance = np.random.default_rng(seed)
    draws = [chance.integers(len(units), size=len(units)) for _ in range(resamples)]
    rows = []
    for code in [None, *codes]:
        part = units if code is None else np.where(np.isnan(units), np.nan, units == number[code])
        if code is None or np.nansum(part):
            measured = _measured("alpha", alpha, part, draws) | (_measured("kappa", kappa, part, draws) if units.shape[1] == 2 else {})
            rows.append({"codebook": codebook, "code": code, "coders": grid.shape[1], "posts": len(grid)} | measured)
    return tables.frame("agreement", rows)


def alpha(units: np.ndarray) -> float | None:
    """Krippendorff's alpha for nominal codes: 1 − observed / expected disagreement (Krippendorff 2018, chapter 12).

    Args:
        units: posts × coders, numbers of codes; NaN where a coder gave none.

    Returns:
        Alpha; None where all codes are the same, since then nothing tells agreement from chance.
    """
    values = np.unique(units[~np.isnan(units)])
    counts = np.stack([(units == value).sum(axis=1) for value in values], axis=1) if len(values) else np.zeros((len(units), 0))
    coders = counts.sum(axis=1)
    counts, coders = counts[coders > 1], coders[coders > 1]
    total = counts.sum(axis=0)
    pairs = total.sum() * (total.sum() - 1)
    expected = (total.sum() ** 2 - (total**2).sum()) / pairs if pairs else 0.0
    if not expected:
        return None
    observed = ((coders**2 - (counts**2).sum(axis=1)) / (coders - 1)).sum() / total.sum()
    return float(1 - observed / expected)


def kappa(units: np.ndarray) -> float | None:
    """Cohen's kappa (1960) of two coders on the posts that both coded; None where all codes are the same."""
    both = units[~np.isnan(units).any(axis=1)]
    by_chance = sum((both[:, 0] == code).mean() * (both[:, 1] == code).mean() for code in np.unique(both))
    return float(((both[:, 0] == both[:, 1]).mean() - by_chance) / (1 - by_chance)) if by_chance < 1 and len(both) else None


def disagreements(coded: Coded, codebook: str) -> pd.DataFrame:
    """Table «disagreements»: every code of the posts whose coders do not agree."""
    differing = coded.codes.groupby("post_id")["code"].transform("nunique") > 1
    return coded.codes[differing].assign(codebook=codebook)[["codebook", "post_id", "coder", "code"]].reset_index(drop=True)


def _measured(name: str, measure, units: np.ndarray, draws: list[np.ndarray]) -> dict[str, float | None]:
    value = measure(units)
    again = [found for draw in draws if (found := measure(units[draw])) is not None] if value is not None else []
    low, high = np.percentile(again, [2.5, 97.5]) if again else (None, None)
    return {name: value, f"{name}_low": low, f"{name}_high": high}
