"""How much oftener than before an item is used, and whether that is more than chance: counts of a window and of those before it."""

import numpy as np
from scipy import special, stats

GROWING = 4.0  # uses that the expectation of no growth is worth, for items that change
LEAST_VARIED, MOST_VARIED = 0.005, 0.5  # bounds of the correlation of the uses of an item within a window


def growth(counts: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    """authors, expected, growth, its interval and p-value of the items of a kind.

    Args:
        counts: (items, windows) authors a day, the last window first.
        exposure: authors a day of each window, whatever they used.
    """
    now, before = counts[:, 0], counts[:, 1:].sum(axis=1)
    share = exposure[0] / exposure.sum()
    usual = 1 / _variation(counts[:, 1:], exposure[1:]) - 1
    forms = [(share * worth, (1 - share) * worth) for worth in (usual, GROWING)]
    expected = np.maximum(before, 0.5) * exposure[0] / exposure[1:].sum()
    growing = _growing(*(stats.betabinom.pmf(now, now + before, *form) for form in forms))
    found = np.column_stack([now, expected, *np.ones((4, len(now)))])
    more = np.flatnonzero(now > expected)  # the chance of all others is about one half, or more
    now, before, growing = now[more], before[more], growing[more]
    later = [(first + now, second + before) for first, second in forms]
    logs = [special.digamma(first) - special.digamma(second) for first, second in later]
    low, high = (_quantile(later, growing, tail) for tail in (0.025, 0.975))
    odds = (1 - share) / share
    found[more, 2] = np.exp((1 - growing) * logs[0] + growing * logs[1]) * odds
    found[more, 3:5] = np.column_stack([low / (1 - low), high / (1 - high)]) * odds
    found[more, 5] = stats.betabinom.sf(now - 1, now + before, *forms[0])
    return found


def _growing(usual: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Chance that an item is one of those that change, by the likelihoods of both; their part is found by EM."""
    part = 0.1
    for _ in range(30):
        chance = part * other / np.maximum((1 - part) * usual + part * other, 1e-300)
        part = float(np.clip(chance.mean(), 1e-3, 0.5)) if len(chance) else part
    return chance


def _quantile(later: list[tuple[np.ndarray, np.ndarray]], growing: np.ndarray, tail: float) -> np.ndarray:
    """Quantile of the mixture of two beta distributions, by bisection."""
    low, high = np.zeros(len(growing)), np.ones(len(growing))
    for _ in range(40):
        middle = (low + high) / 2
        below = (1 - growing) * special.betainc(*later[0], middle) + growing * special.betainc(*later[1], middle) < tail
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return high.clip(1e-9, 1 - 1e-9)


def _variation(counts: np.ndarray, exposure: np.ndarray) -> float:
    """Correlation of the uses of an item within a week, by moments: 0 where weeks differ by chance alone (Ridout et al. 1999)."""
    windows = exposure > 0
    counts, part = counts[:, windows], exposure[windows] / max(exposure.sum(), 1)
    total = counts.sum(axis=1)
    counts, total = counts[total > 1], total[total > 1]
    if not len(counts) or len(part) < 2:
        return MOST_VARIED
    squares = ((counts - total[:, None] * part) ** 2 / (total[:, None] * part)).sum()
    freedom = len(part) - 1
    return float(np.clip((squares - freedom * len(counts)) / (freedom * (total - 1).sum()), LEAST_VARIED, MOST_VARIED))
