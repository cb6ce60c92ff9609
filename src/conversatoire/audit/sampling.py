"""Shares, medians and rates with their intervals, empty where too few posts tell."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.benchmark.pages import middle
from conversatoire.benchmark.sampling import share_intervals

LEVEL = 0.95
FEWEST_WEEKS = 4
FEWEST_VALUES = 6  # the least that bounds a median at 95 %
GROUPS = 50  # of the jackknife; more change nothing but the time


class Value(NamedTuple):
    """A number with the bounds of its 95 % interval; None where too few tell."""

    value: float | None = None
    low: float | None = None
    high: float | None = None

    def named(self, name: str) -> dict[str, float | None]:
        """As columns: `name`, `name_low`, `name_high`."""
        return {name: self.value, f"{name}_low": self.low, f"{name}_high": self.high}


class Drawing(NamedTuple):
    """How shares are bounded: the posts they need, how often authors are drawn, and the seed."""

    fewest: int
    resamples: int
    seed: int


def share(held: pd.Series, cluster: pd.Series, drawing: Drawing) -> Value:
    """The part of the posts that are `held`, whoever wrote them (`cluster`) being drawn again."""
    return shares(held.to_frame(), cluster, drawing)[0]


def shares(held: pd.DataFrame, cluster: pd.Series, drawing: Drawing) -> list[Value]:
    """As `share`, of each column."""
    if len(held) < drawing.fewest:
        return [Value()] * held.shape[1]
    counts = held.astype(int).assign(_of=1).groupby(cluster.to_numpy()).sum().to_numpy()
    low, high = share_intervals(counts[:, :-1], counts[:, -1], drawing.resamples, drawing.seed)
    return [Value(float(one), float(a), float(b)) for one, a, b in zip(held.mean(), low, high, strict=True)]


def median(values: pd.Series) -> Value:
    """The median, bounded by order statistics."""
    known = np.sort(values.dropna().to_numpy(dtype=float))
    if len(known) < FEWEST_VALUES:
        return Value()
    low, found, high = middle(known)
    return Value(found, low, high)


def weekly(days: pd.Series, weeks: list[str]) -> tuple[Value, Value]:
    """Posts a week and how unsteady they are: the coefficient of variation of the weeks' posts (0: every week the same).

    The mean's interval is Student's over the weeks, that of the variation the jackknife's.

    Args:
        days: day of each post.
        weeks: Mondays of the weeks that count, `months.weeks`.
    """
    from scipy.stats import t

    if len(weeks) < FEWEST_WEEKS:
        return Value(), Value()
    mondays = pd.to_datetime(days).dt.to_period("W-SUN").dt.start_time.dt.strftime("%Y-%m-%d")
    counts = mondays.value_counts().reindex(weeks, fill_value=0).to_numpy(dtype=float)
    mean, half = counts.mean(), t.ppf((1 + LEVEL) / 2, len(counts) - 1) * counts.std(ddof=1) / np.sqrt(len(counts))
    rate = Value(float(mean), float(max(0.0, mean - half)), float(mean + half))
    return rate, jackknife(counts, lambda some: some.std(ddof=1) / some.mean() if some.any() else np.nan)


def jackknife(units: np.ndarray, statistic: Callable[[np.ndarray], float], ceiling: float = np.inf) -> Value:
    """A statistic of `units` (first axis) with an interval from leaving out one group of them after the other (Tukey 1958; Shao & Tu 1995).

    Unlike resampling it adds no chance of its own, which would pull a similarity down. Units belong to the groups in turn, by their order.
    """
    from scipy.stats import t

    value = float(statistic(units))
    groups = np.arange(len(units)) % min(GROUPS, max(len(units), 1))
    count = int(groups.max(initial=0)) + 1
    if count < FEWEST_WEEKS or not np.isfinite(value):
        return Value(value if np.isfinite(value) else None)
    without = np.array([statistic(units[groups != one]) for one in range(count)])
    if not np.isfinite(without).all():
        return Value(value)
    half = t.ppf((1 + LEVEL) / 2, count - 1) * np.sqrt((count - 1) / count * ((without - without.mean()) ** 2).sum())
    return Value(value, float(max(0.0, value - half)), float(min(ceiling, value + half)))
