"""Shares of codes with their intervals, and shares corrected for the error of the method that gave the codes.

The correction is the prediction-powered estimator for shares (Angelopoulos et al. 2023) in its form for categories, known to survey statisticians as
post-stratification (Holt & Smith 1979): the coded posts tell what those that the method calls «negative» really are (weighted by their sampling
probabilities); every post then counts by these parts. In simulations it was nearer the truth than the uncorrected shares and the adjusted count
(Forman 2008), see docs/tone.md. For a part of the posts (a medium, a day) it supposes that the method errs there as it does overall.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

FEWEST_POSTS, FEWEST_AUTHORS = 20, 5  # below, no share is given
_BLOCK = 25  # resamples at once: bounds the memory
_PRIOR = 1.0  # weight of the overall shares in the parts of a predicted code, in coded posts: a code never seen among them is not impossible


def shares(
    frame: pd.DataFrame, codes: Sequence[str], resamples: int, seed: int, coded: pd.DataFrame | None = None, drawn: Sequence[np.ndarray] = ()
) -> pd.DataFrame:
    """Shares of each code in each group of posts.

    Args:
        frame: a row a post and group: by, value, unit (who is drawn again), code, predicted (what the method says; `code` may be a person's).
        codes: the codes, in order; a post whose code is another (unknown) is left out.
        resamples: of the units.
        seed: of the resamples.
        coded: coded posts with code, predicted (by a method that had not seen them) and weight; None where they are too few.
        drawn: places of `coded`, a resample each; as many as `resamples`.

    Returns:
        by, value, code, posts, share, low, high, corrected, corrected_low, corrected_high; a row a group and code.
    """
    frame = frame[frame["code"].isin(list(codes)) & frame["predicted"].isin(list(codes))]
    groups = frame[["by", "value"]].drop_duplicates().sort_values(["by", "value"], kind="stable", na_position="first").reset_index(drop=True)
    if groups.empty:
        return pd.DataFrame(columns=["by", "value", "code", "posts", *_MEASURES])
    place = pd.MultiIndex.from_frame(groups).get_indexer(pd.MultiIndex.from_frame(frame[["by", "value"]]))
    counts, again = _counted(place, frame["code"], frame["unit"], codes, len(groups), resamples, seed)
    units = pd.Series(frame["unit"].to_numpy()).groupby(place).nunique().reindex(range(len(groups)), fill_value=0).to_numpy()
    enough = (counts.sum(axis=1) >= FEWEST_POSTS) & (units >= FEWEST_AUTHORS)
    measures = _with_interval(_ratio(counts), [_ratio(part) for part in again], counts)
    if coded is not None:
        said, said_again = _counted(place, frame["predicted"], frame["unit"], codes, len(groups), resamples, seed)
        corrected = _ratio(said) @ parts(coded, codes)
        redrawn = [_ratio(part) @ parts(coded.iloc[draw], codes) for part, draw in zip(said_again, drawn, strict=True)]
        low, high = np.percentile(np.stack(redrawn), [2.5, 97.5], axis=0)
        measures += [corrected, np.minimum(low, corrected), np.maximum(high, corrected)]
    else:
        measures += [np.full(counts.shape, np.nan)] * 3
    rows = (
        groups.loc[groups.index.repeat(len(codes))]
        .reset_index(drop=True)
        .assign(code=list(codes) * len(groups), posts=counts.ravel().astype("int64"))
    )
    for name, values in zip(_MEASURES, measures, strict=True):
        rows[name] = np.where(enough[:, None], values, np.nan).ravel()
    return rows


_MEASURES = ["share", "low", "high", "corrected", "corrected_low", "corrected_high"]


def parts(coded: pd.DataFrame, codes: Sequence[str]) -> np.ndarray:
    """What posts of each predicted code really are: predicted codes × codes, rows sum to 1."""
    true, said = (pd.Categorical(coded[column], codes).codes for column in ("code", "predicted"))
    seen = (true >= 0) & (said >= 0)
    weights = coded["weight"].to_numpy()[seen]
    table = np.zeros((len(codes), len(codes)))
    np.add.at(table, (said[seen], true[seen]), weights / weights.mean() if len(weights) else weights)
    overall = table.sum(axis=0) / max(table.sum(), 1e-12)
    table += _PRIOR * (overall if table.any() else np.full(len(codes), 1 / len(codes)))
    return table / table.sum(axis=1, keepdims=True)


def _counted(
    place: np.ndarray, given: pd.Series, units: pd.Series, codes: Sequence[str], groups: int, resamples: int, seed: int
) -> tuple[np.ndarray, Iterator[np.ndarray]]:
    """Posts of each group and code; and the same where units are drawn again, a resample each."""
    from scipy.sparse import csr_array

    cell = place * len(codes) + pd.Categorical(given, codes).codes.astype(np.int64)
    unit, names = pd.factorize(units, sort=True)
    table = csr_array((np.ones(len(cell)), (cell, unit)), shape=(groups * len(codes), len(names)))

    def again() -> Iterator[np.ndarray]:
        chance = np.random.default_rng(seed)
        for start in range(0, resamples, _BLOCK):
            size = min(_BLOCK, resamples - start)
            times = np.stack([np.bincount(chance.integers(len(names), size=len(names)), minlength=len(names)) for _ in range(size)], axis=1)
            for column in (table @ times.astype(float)).T:
                yield column.reshape(groups, len(codes))

    return np.asarray(table.sum(axis=1)).reshape(groups, len(codes)), again()


def _ratio(counts: np.ndarray) -> np.ndarray:
    total = counts.sum(axis=1, keepdims=True)
    return np.divide(counts, total, out=np.full(counts.shape, np.nan), where=total > 0)


def _with_interval(share: np.ndarray, again: list[np.ndarray], counts: np.ndarray) -> list[np.ndarray]:
    """Percentiles of the resamples, and at least as wide as Wilson's interval (1927): resamples of no post at all are all 0."""
    from statsmodels.stats.proportion import proportion_confint

    total = counts.sum(axis=1, keepdims=True) + np.zeros_like(counts)
    low, high = np.nanpercentile(np.stack(again), [2.5, 97.5], axis=0)
    lowest, highest = proportion_confint(counts, total, method="wilson")
    return [share, np.fmin(low, lowest).clip(0), np.fmax(high, highest).clip(None, 1)]
