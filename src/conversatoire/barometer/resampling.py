"""How sure an index is: hours or authors are drawn again with replacement, many times (Efron 1979), and the index computed each time."""

import numpy as np

LEVEL = 0.95

Interval = tuple[float | None, float | None]


def bounds(found: np.ndarray, value: float) -> Interval:
    """The 95 % percentile interval of what the resamples gave; the value itself is always inside."""
    found = found[np.isfinite(found)]
    if not len(found):
        return None, None
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return min(float(low), value), max(float(high), value)


def blocks(count: int, resamples: int, chance: np.random.Generator) -> np.ndarray:
    """How often each of `count` successive hours is drawn, a row a resample, where blocks of neighbouring hours are drawn.

    Neighbouring hours are alike, so they are kept together: circular blocks (Politis & Romano 1992), n^(1/3) hours long (Hall, Horowitz & Jing 1995).
    """
    length = max(1, round(count ** (1 / 3)))
    row = np.repeat(np.arange(resamples), -(-count // length))
    starts = row * count + chance.integers(0, count, len(row))
    drawn = np.bincount(starts, minlength=resamples * count).reshape(resamples, count)
    return sum(np.roll(drawn, shift, axis=1) for shift in range(length))


def shares(posts: np.ndarray, cluster: np.ndarray, resamples: int, chance: np.random.Generator) -> np.ndarray:
    """The share of the posts that each flag holds for, when the authors are drawn again with all their posts.

    Authors whose posts are alike (as many, and as many with each flag) are the same to the draw: so their numbers are drawn, which is exact
    and does not grow with the month.

    Args:
        posts: flags (0, 1), a row a post, a column a flag.
        cluster: number of each post's author, from 0 without gaps.
        resamples: how often the authors are drawn.
        chance: draws them.

    Returns:
        A row a resample, a column a flag.
    """
    kinds, alike = np.unique(totals(posts, cluster), axis=0, return_counts=True)
    drawn = chance.multinomial(alike.sum(), alike / alike.sum(), size=resamples) @ kinds
    return drawn[:, 1:] / drawn[:, :1]


def totals(posts: np.ndarray, cluster: np.ndarray) -> np.ndarray:
    """Posts of each author, and those with each flag: a row an author."""
    counted = np.column_stack([np.ones(len(posts), dtype="int64"), posts])
    return np.column_stack([np.bincount(cluster, weights=column) for column in counted.T])
