"""How far counts scatter about their mean: quasi-Poisson and negative binomial, told by the usual counts alone."""

from typing import NamedTuple

import numpy as np
from scipy import optimize, stats

RECENT = 1500  # units, the last ones, that tell the dispersion: two months of hours
PLAUSIBLE = 1.353  # drop of the log-likelihood to the largest plausible dispersion: the upper end of a one-sided 95 % interval
LIKE_OTHERS = 1.0  # standard deviation, on the logarithm, of the dispersions of series of a kind
_BOUNDS = (-7.0, 5.0)  # of the logarithm of phi − 1 and of alpha


class Dispersion(NamedTuple):
    """The two forms of over-dispersion: variance = phi · mean, and variance = mean + alpha · mean²."""

    phi: float
    alpha: float

    def variance(self, mean: np.ndarray) -> np.ndarray:
        """Of counts of the given means: the larger of both."""
        return np.maximum(self.phi * mean, mean + self.alpha * mean**2)


def resistant(counts: np.ndarray, mean: np.ndarray) -> Dispersion:
    """Phi by the median of Anscombe's residuals, which are nearly normal; several peaks together cannot hide from it."""
    residual = 1.5 * (counts ** (2 / 3) * mean ** (-1 / 6) - mean**0.5)
    return Dispersion(max(1.0, float(np.median(np.abs(residual)) / stats.norm.ppf(0.75)) ** 2), 0.0)


def likeliest(counts: np.ndarray, mean: np.ndarray, cap: np.ndarray, typical: Dispersion | None = None, drop: float = 0) -> Dispersion:
    """Each dispersion by maximum likelihood, counts being censored from `cap` on.

    Args:
        counts: of the units, in time.
        mean: expected.
        cap: from which a count is taken for no more than beyond it.
        typical: dispersion of the other series of the kind, from which a series of few posts is expected to differ by LIKE_OTHERS.
        drop: with it, the largest dispersion whose log-likelihood is no lower than the highest by more (profile likelihood).
    """
    counts, mean, cap = counts[-RECENT:], mean[-RECENT:], cap[-RECENT:]
    high = counts >= cap

    def unlikely(log: float, power: int, centre: float | None) -> float:
        size, chance = shape(mean, mean + np.exp(log) * mean**power)
        seen = stats.nbinom.logpmf(counts[~high], size[~high], chance[~high]).sum()
        apart = 0 if centre is None else ((log - centre) / LIKE_OTHERS) ** 2 / 2
        return apart - float(seen + stats.nbinom.logsf(cap[high] - 1, size[high], chance[high]).sum())

    def found(power: int, extra: float | None) -> float:
        centre = None if extra is None else float(np.clip(np.log(max(extra, 1e-9)), *_BOUNDS))
        best = optimize.minimize_scalar(unlikely, bounds=_BOUNDS, args=(power, centre), method="bounded", options={"xatol": 0.05})
        if not drop:
            return float(np.exp(best.x))
        if unlikely(_BOUNDS[1], power, centre) <= best.fun + drop:
            return float(np.exp(_BOUNDS[1]))
        return float(np.exp(optimize.brentq(lambda log: unlikely(log, power, centre) - best.fun - drop, best.x, _BOUNDS[1], xtol=0.05)))

    return Dispersion(1 + found(1, typical and typical.phi - 1), found(2, typical and typical.alpha))


def shape(mean: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Size and probability of scipy's negative binomial; as good as Poisson's where the variance is no larger than the mean."""
    size = mean**2 / np.maximum(variance - mean, 1e-9 * mean)
    return size, size / (size + mean)
