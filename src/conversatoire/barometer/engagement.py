"""How much posts are answered and passed on, at each hour of the week.

Engagement is likes + reposts + replies, of those that the export tells; reposts are left out, whose figures are those of the post passed on. It is
very skewed, so that a mean would tell of the one post that went round: each post counts by its percentile rank among the medium's posts.
"""

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy import stats

from conversatoire.barometer.history import authors
from conversatoire.barometer.resampling import LEVEL

PARTS = ["likes", "reposts", "replies"]
USUAL = 0.5  # the mean percentile rank of all
FEWEST_RATED = 20  # posts of an hour
FEWEST_AUTHORS = 10  # the same, counted so that authors of many posts do not hide that they are few (Kish 1965: (Σn)² / Σn²)

COLUMNS = {"rated": "int64", "engagement": "float64", "low": "float64", "high": "float64", "p_value": "float64"}


def nothing(count: int) -> pd.DataFrame:
    """`by_cell` of no posts."""
    return pd.DataFrame(np.nan, range(count), list(COLUMNS)).fillna({"rated": 0}).astype(COLUMNS)


def by_cell(posts: pd.DataFrame, cell: np.ndarray, count: int, resamples: int, seed: int) -> pd.DataFrame:
    """The mean percentile rank of the engagement in each cell, with its interval when authors are drawn again.

    Args:
        posts: table «posts» of one medium.
        cell: the cell of each post, 0 to before `count`.
        count: cells.
        resamples: how often the authors are drawn.
        seed: of the drawing.

    Returns:
        A row a cell: rated (posts whose engagement is known), engagement, low, high (0–1) and p_value (one-sided, of «no better than usual»: t on
        the standard error of the resamples); these four are empty where FEWEST_RATED posts or FEWEST_AUTHORS are not reached.
    """
    rank = percentiles(posts)
    known = rank.notna().to_numpy()
    found = nothing(count)
    if not known.any():
        return found
    author, ranks, cell = pd.factorize(authors(posts)[known])[0], rank[known].to_numpy(), cell[known]
    shape = (author.max() + 1, count)
    written = sp.coo_array((np.ones(len(ranks)), (author, cell)), shape=shape).tocsr()
    earned = sp.coo_array((ranks, (author, cell)), shape=shape).tocsr()
    found["rated"] = rated = np.asarray(written.sum(axis=0)).astype("int64")
    independent = rated**2 / np.maximum(np.asarray((written * written).sum(axis=0)), 1)
    told = np.flatnonzero((rated >= FEWEST_RATED) & (independent >= FEWEST_AUTHORS))
    if len(told):
        value = np.asarray(earned.sum(axis=0))[told] / rated[told]
        drawn = _drawn(earned[:, told], written[:, told], resamples, seed)
        low, high = np.nanquantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
        p_value = stats.t.sf((value - USUAL) / np.nanstd(drawn, axis=0, ddof=1), independent[told] - 1)
        found.loc[told, list(COLUMNS)[1:]] = np.column_stack([value, low, high, p_value])
    return found


def percentiles(posts: pd.DataFrame) -> pd.Series:
    """The percentile rank of each post's engagement among the posts whose engagement is known, 0–1, with a mean of .5; equals share theirs."""
    passed_on = posts["repost_of_id"].notna() | posts["repost_of_author"].notna()
    total = posts[PARTS].astype("float64").sum(axis=1, min_count=1).where(~passed_on)
    return (total.rank() - 0.5) / total.notna().sum()


def _drawn(earned: sp.csr_array, written: sp.csr_array, resamples: int, seed: int) -> np.ndarray:
    """The mean of each cell in each resample of the authors."""
    chance, count = np.random.default_rng(seed), written.shape[0]
    both = sp.hstack([earned, written]).T.tocsr()
    found = np.empty((resamples, written.shape[1]))
    for resample in range(resamples):
        times = np.bincount(chance.integers(0, count, count), minlength=count).astype("float64")
        ranks, posts = np.split(both @ times, 2)
        found[resample] = np.divide(ranks, posts, out=np.full(len(posts), np.nan), where=posts > 0)
    return found
