"""What is usual: each day of a measure against the days before it. Shares with their intervals."""

from typing import NamedTuple

import numpy as np
import pandas as pd

MAD_TO_SD = 1.4826  # of a normal distribution


class Norm(NamedTuple):
    """Centre and spread of the days before each day; NaN where they are too few."""

    centre: np.ndarray
    spread: np.ndarray


def calendar(first: str, last: str) -> list[str]:
    """Every day from `first` to `last`, YYYY-MM-DD."""
    return pd.date_range(first, last).strftime("%Y-%m-%d").tolist()


def series(days: pd.DataFrame, measure: str, column: str, on: list[str], unknown: frozenset[str] = frozenset()) -> np.ndarray:
    """A column of one measure, a value a day: 0 where there are no posts, NaN on the days that are `unknown`."""
    rows = days[days["measure"] == measure]
    values = rows.groupby("day")[column].sum().reindex(on).fillna(0.0).to_numpy(dtype="float64", copy=True)
    values[[day in unknown for day in on]] = np.nan
    return values


def robust(values: np.ndarray, window: int, fewest: int) -> Norm:
    """Median and 1.4826 × median absolute deviation of the `window` days before each day, of which `fewest` must be known."""
    return _before(values, window, fewest, lambda known: (np.median(known), MAD_TO_SD * np.median(np.abs(known - np.median(known)))))


def mean_sd(values: np.ndarray, window: int, fewest: int) -> Norm:
    """Mean and standard deviation (n − 1) of the `window` days before each day, of which `fewest` must be known."""
    return _before(values, window, fewest, lambda known: (known.mean(), known.std(ddof=1)))


def _before(values: np.ndarray, window: int, fewest: int, summary) -> Norm:
    centre, spread = np.full(len(values), np.nan), np.full(len(values), np.nan)
    for place in range(len(values)):
        known = values[max(0, place - window) : place]
        known = known[~np.isnan(known)]
        if len(known) >= max(fewest, 2):
            centre[place], spread[place] = summary(known)
    return Norm(centre, spread)


def share(posts: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The share `posts` / `of` with its 95 % interval (Wilson 1927); NaN where there is nothing to count."""
    from statsmodels.stats.proportion import proportion_confint

    posts, of = np.asarray(posts, dtype="float64"), np.asarray(of, dtype="float64")
    among = np.where(of > 0, of, np.nan)
    low, high = proportion_confint(np.where(of > 0, posts, np.nan), among, alpha=0.05, method="wilson")
    return posts / among, np.asarray(low), np.asarray(high)
