"""How many posts are usual: robust regression of counts with weekly and daily rhythm, and the chance of as many as were counted.

After Farrington et al. (1996) and Noufal et al. (2013), who look for outbreaks of disease in weekly counts: a log-linear model that past
outbreaks hardly move, over-dispersion in the place of Poisson's variance, and a chance that allows for what the estimates leave open.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from conversatoire.events.dispersion import PLAUSIBLE, Dispersion, likeliest, resistant, shape
from conversatoire.events.series import Series

# Standard deviation, on the logarithm's scale, that is expected beforehand of each kind of effect (a ridge penalty): an hour in which nobody
# posted in a month is not an hour in which nobody posts.
SPREAD = {"month": 2.0, "slope": 0.5, "weekday": 0.5, "hour": 1.0, "weekend": 0.5}
USUAL = 0.9  # quantile of the usual counts; of a count beyond it, no more is taken than that it was beyond
FEWEST = 3  # posts that are never beyond the usual, since a quantile of rare posts is 0 or 1
ROUNDS = 4  # of the fit; it hardly moves after two
RESISTANT = 2  # first rounds, whose dispersion no peak may raise
SILENT = 0.02  # times the mean that all posts are expected to be in an hour, at the least, where a part of them is measured against them
_LEAST = 1e-6  # posts that are usual at the least


class Usual(NamedTuple):
    """What is usual in each unit of a series, NaN where nothing was collected.

    Attributes:
        mean: expected posts.
        variance: of a count: by the largest plausible dispersion, the uncertainty of the mean included.
        dispersion: the likeliest one.
    """

    mean: np.ndarray
    variance: np.ndarray
    dispersion: Dispersion


def expected(series: Series, name: str, whole: Usual | None = None) -> Usual:
    """The expected counts of one series, which peaks do not raise.

    log(mean) = level and slope of each month + weekday + hour, an hour of Saturday and Sunday apart.

    Args:
        series: counts.
        name: which of them.
        whole: what is usual of all posts, whose rhythm a part is expected to follow unless its own posts tell otherwise.
    """
    return _fitted(series, name, whole, np.ones(len(series.units), bool))


def again(series: Series, name: str, usual: Usual, whole: Usual | None, typical: Dispersion | None, first: int) -> Usual:
    """`usual` with the days that stand out expected from all others: what happens must not tell its own norm.

    A day stands out where it, or an hour of it, has a chance of less than one in as many; days side by side are left out together.

    Args:
        series: counts.
        name: which of them.
        usual: as `expected` has it.
        whole: see there.
        typical: dispersion of the other series of the kind.
        first: the first unit that is asked for; those before only tell what is usual.
    """
    chance = tail(series.posts[name], usual)[first:]
    days = series.units["day"].to_numpy()
    day = np.cumsum(np.concatenate([[False], days[1:] != days[:-1]]))
    out = np.unique(day[first:][chance * (~np.isnan(chance)).sum() <= 1])
    for block in np.split(out, np.flatnonzero(np.diff(out) > 1) + 1) if len(out) else []:
        inside = np.isin(day, block)
        new = _fitted(series, name, whole, ~inside, typical)
        usual = Usual(np.where(inside, new.mean, usual.mean), np.where(inside, new.variance, usual.variance), usual.dispersion)
    return usual


def design(units: pd.DataFrame) -> np.ndarray:
    """The effects as columns of the size of what is expected of them: months (level, slope), weekdays, hours, hours of weekends."""
    months = pd.get_dummies(units["month"]).to_numpy(float)
    through = units.groupby("month").cumcount() / units.groupby("month")["day"].transform("size") * 2 - 1
    weekdays = (units["weekday"].to_numpy()[:, None] == np.arange(7)).astype(float)
    parts = {"month": months, "slope": months * through.to_numpy()[:, None], "weekday": weekdays}
    if (units["hour"] >= 0).any():
        hours = (units["hour"].to_numpy()[:, None] == np.arange(24)).astype(float)
        parts |= {"hour": hours, "weekend": hours * (units["weekday"].to_numpy() >= 5)[:, None]}
    return np.hstack([SPREAD[kind] * columns for kind, columns in parts.items()])


def _fitted(series: Series, name: str, whole: Usual | None, asked: np.ndarray, typical: Dispersion | None = None) -> Usual:
    """What is usual in all units, as those that are `asked` have it.

    The EM algorithm for censored counts (Dempster et al. 1977): of a count beyond the usual range no more is taken than that it is there.
    """
    from sklearn.linear_model import PoissonRegressor

    columns = design(series.units)
    exposure = np.ones(len(columns)) if whole is None else np.maximum(whole.mean, SILENT * np.nanmean(whole.mean))
    known = ~np.isnan(series.posts[name]) & ~np.isnan(exposure)
    told = known & (asked | ~(known & asked).any())
    counts, scatter = series.posts[name][told], Dispersion(1.0, 0.0)
    least = 0 if counts.any() else 0.5 / len(counts)  # no posts are as good as half a post
    taken = np.maximum(counts, least)
    mean, cap = np.full(len(counts), max(counts.mean(), _LEAST)), np.full(len(counts), np.inf)
    for turn in range(ROUNDS):
        trust = mean / scatter.variance(mean)  # counts that scatter more tell less
        model = PoissonRegressor(alpha=1 / (trust @ exposure[told]), solver="newton-cholesky", tol=1e-6)
        model.fit(columns[told], taken / exposure[told], sample_weight=trust * exposure[told])
        mean = np.maximum(model.predict(columns[told]) * exposure[told], _LEAST)
        scatter = resistant(counts, mean) if turn < RESISTANT else likeliest(counts, mean, cap, typical)
        size, chance = shape(mean, scatter.variance(mean))
        cap = np.maximum(stats.nbinom.ppf(USUAL, size, chance) + 1, FEWEST)
        beyond = mean * stats.nbinom.sf(cap - 2, size + 1, chance) / np.maximum(stats.nbinom.sf(cap - 1, size, chance), 1e-300)
        taken = np.where(counts >= cap, beyond, np.maximum(counts, least))
    residual = (taken - mean) / np.sqrt(scatter.variance(mean))
    together = _together(residual, series.units["day"].to_numpy()[told])
    unsure, effects = _uncertainty(columns, columns[told], mean**2 / scatter.variance(mean))
    largest = likeliest(counts, mean, cap, typical, PLAUSIBLE * together)
    mean = np.where(known, np.maximum(model.predict(columns) * exposure, _LEAST), np.nan)
    extra = (largest.variance(mean) - mean) * len(counts) / max(len(counts) - effects, 1)
    return Usual(mean, mean + extra + mean**2 * unsure * together, scatter)


def _together(residual: np.ndarray, days: np.ndarray) -> float:
    """How many times less the units tell than if those of a day were independent: the design effect of days (Kish 1965), 1 or more."""
    return max(1.0, float((pd.Series(residual).groupby(days).sum() ** 2).sum() / (residual**2).sum()))


def _uncertainty(columns: np.ndarray, told: np.ndarray, information: np.ndarray) -> tuple[np.ndarray, float]:
    """Variance of the logarithm of each mean, and how many effects the units that are `told` could tell."""
    full, seen = (np.hstack([np.ones((len(part), 1)), part]) for part in (columns, told))
    penalty = np.eye(full.shape[1])
    penalty[0, 0] = 1e-6  # the mean level is left free
    half = np.linalg.cholesky(seen.T @ (seen * information[:, None]) + penalty)
    of_all, of_told = ((np.linalg.solve(half, part.T) ** 2).sum(axis=0) for part in (full, seen))
    return of_all, float(of_told @ information)


def tail(counts: np.ndarray, usual: Usual) -> np.ndarray:
    """Chance of so many posts or more in each unit where nothing happens, by the negative binomial; NaN where unknown."""
    return stats.nbinom.sf(counts - 1, *shape(usual.mean, usual.variance))


def band(mean: np.ndarray, variance: np.ndarray, share: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The counts between which `share` of the usual ones lie."""
    return tuple(stats.nbinom.ppf((1 + side * share) / 2, *shape(mean, variance)) for side in (-1, 1))
