"""Intervals at 95 %: of a share, of a ratio of daily volumes, and of that ratio against other posts of the same days.

Days differ by more than chance: people answer each other. The intervals of the ratios therefore take their variance from the days themselves
(quasi-likelihood: Wedderburn 1974; McCullagh & Nelder 1989, chapters 4.5 and 9.2): chance alone, times the dispersion, which is Pearson's χ²
over its degrees of freedom and never below 1. A trend, or days that resemble the day before, are not in the model; the intervals are then too short.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FEWEST_POSTS = 5  # in each of the two phases: below, the logarithm of a count is far from normal
FEWEST_FREE = 3  # degrees of freedom of the dispersion: below, the days do not tell how much they differ
_Z = 1.959963984540054  # 97.5 % quantile of the normal distribution


@dataclass(frozen=True)
class Ratio:
    """How many times as many posts a day, with its 95 % interval.

    Attributes:
        value: the ratio; None where too few posts or days to tell (`why`).
        low: lower bound of the interval; None where value is.
        high: upper bound.
        dispersion: variance of the days' counts over what chance alone gives; the interval allows for it.
        why: «posts» (fewer than FEWEST_POSTS in one of the phases), «days» (fewer than FEWEST_FREE degrees of freedom, or no day at all in one of
            the phases); "" where value stands.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    dispersion: float | None = None
    why: str = ""


def wilson(count: int, total: int) -> dict[str, float | None]:
    """`share`, `low`, `high` of count out of total (Wilson 1927); None where total is 0."""
    if not total:
        return {"share": None, "low": None, "high": None}
    share, spread = count / total, _Z**2 / total
    centre = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * (share * (1 - share) / total + spread / (4 * total)) ** 0.5
    return {"share": share, "low": max(0.0, centre - half), "high": min(1.0, centre + half)}


def rate_ratio(phases: Sequence[Sequence[int]], one: int, other: int) -> Ratio:
    """Posts a day of phase `one` over those of phase `other`; log-linear quasi-Poisson model with a mean a phase.

    Args:
        phases: posts of each day, phase by phase; all of them tell the dispersion.
        one: place of a phase in `phases`.
        other: place of the phase it is compared with.
    """
    days = [np.asarray(phase, dtype=float) for phase in phases]
    told = [phase for phase in days if phase.any()]
    free = sum(len(phase) - 1 for phase in told)
    if why := _too_few([days[one], days[other]], free):
        return Ratio(why=why)
    squares = sum(((phase - phase.mean()) ** 2).sum() / phase.mean() for phase in told)
    value = days[one].mean() / days[other].mean()
    return _ratio(value, 1 / days[one].sum() + 1 / days[other].sum(), squares, free)


def odds_ratio(phases: Sequence[Sequence[int]], rest: Sequence[Sequence[int]], one: int, other: int) -> Ratio:
    """The same against the rest of the posts: (posts of `one` / their rest) / (posts of `other` / their rest), a difference in differences.

    Quasi-binomial logit model of each day's posts among all of that day, with a mean a phase: what moves all posts of a day cancels out.

    Args:
        phases: posts of each day, phase by phase.
        rest: all other posts of the same days.
        one: place of a phase in `phases`.
        other: place of the phase it is compared with.
    """
    days = [(np.asarray(phase, dtype=float), np.asarray(others, dtype=float)) for phase, others in zip(phases, rest, strict=True)]
    days = [(phase[phase + others > 0], others[phase + others > 0]) for phase, others in days]
    told = [(phase, others) for phase, others in days if phase.any() and others.any()]
    free = sum(len(phase) - 1 for phase, _ in told)
    counted = [*days[one], *days[other]]
    if why := _too_few(counted, free):
        return Ratio(why=why)
    squares = 0.0
    for phase, others in told:
        all_posts = phase + others
        share = phase.sum() / all_posts.sum()
        squares += ((phase - all_posts * share) ** 2 / (all_posts * share * (1 - share))).sum()
    value = (counted[0].sum() / counted[1].sum()) / (counted[2].sum() / counted[3].sum())
    return _ratio(value, sum(1 / part.sum() for part in counted), squares, free)


def _too_few(counted: list[np.ndarray], free: int) -> str:
    if any(not len(part) for part in counted):
        return "days"
    if any(part.sum() < FEWEST_POSTS for part in counted):
        return "posts"
    return "days" if free < FEWEST_FREE else ""


def _ratio(value: float, variance: float, squares: float, free: float) -> Ratio:
    from scipy.special import stdtrit

    dispersion = max(1.0, squares / free)
    half = float(stdtrit(free, 0.975)) * (dispersion * variance) ** 0.5
    return Ratio(float(value), float(value * np.exp(-half)), float(value * np.exp(half)), float(dispersion))
