"""How sure a share is when posts are written by authors who repeat themselves."""

import numpy as np

LEVEL = 0.95
_BLOCK = 20_000_000  # numbers drawn at a time, so that memory does not grow with the resamples


def share_intervals(parts: np.ndarray, of: np.ndarray, resamples: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """95 % intervals of shares, when whole authors are drawn again instead of posts.

    The variance of each share is that of the resamples (cluster bootstrap: Davison & Hinkley 1997, 3.8). It gives the effective number of posts,
    from which the interval is Wilson's (1927), as Franco, Little, Louis & Slud (2019) do for complex samples: it stays within 0–1 and is honest at
    0 and 1. Few authors tell little of their own spread: the quantile is Student's, by the effective number of authors (Kish 1965), less one.

    Args:
        parts: posts of each author that count for each share, shape (authors, shares).
        of: posts of each author that the shares are parts of, shape (authors,).
        resamples: how many times the authors are drawn.
        seed: of the drawing.

    Returns:
        Lower and upper bounds, shape (shares,); NaN where `of` adds up to 0.
    """
    from scipy.special import stdtrit

    if not of.sum():
        return np.full(parts.shape[1], np.nan), np.full(parts.shape[1], np.nan)
    authors = of.sum() ** 2 / (of.astype(float) ** 2).sum()
    share, spread = parts.sum(axis=0) / of.sum(), _spread(parts, of, resamples, seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(spread > 0, np.minimum(share * (1 - share) / spread, of.sum()), authors)
    z2 = stdtrit(max(authors - 1, 1), (1 + LEVEL) / 2) ** 2
    centre = (share + z2 / size / 2) / (1 + z2 / size)
    half = np.sqrt(z2) / (1 + z2 / size) * np.sqrt(share * (1 - share) / size + z2 / (4 * size**2))
    return np.clip(centre - half, 0, share), np.clip(centre + half, share, 1)


def _spread(parts: np.ndarray, of: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """Variance of the shares over the resamples. Authors with the same counts are drawn together, which changes nothing but the time."""
    kinds, times = np.unique(np.column_stack([of, parts])[of > 0], axis=0, return_counts=True)
    rng, found = np.random.default_rng(seed), []
    block = max(1, _BLOCK // len(kinds))
    for start in range(0, resamples, block):
        drawn = rng.multinomial(times.sum(), times / times.sum(), min(block, resamples - start)) @ kinds
        found.append(drawn[:, 1:] / drawn[:, :1])
    return np.concatenate(found).var(axis=0)
