"""How sure a rank is: the month's posts are drawn again with replacement, many times, and every account ranked each time (Efron 1979)."""

import numpy as np
import pandas as pd
import scipy.sparse as sp

from conversatoire.influencers.measures import DAMPING, ranks

RESAMPLES = 200
LEVEL = 0.95


def rank_intervals(ties: pd.DataFrame, accounts: pd.DataFrame, seed: int, resamples: int = RESAMPLES) -> pd.DataFrame:
    """The 95 % percentile interval of each account's rank by PageRank, over resamples of the posts.

    Args:
        ties: `graph.ties`: post_id, medium, source, target.
        accounts: columns medium, account and rank, sorted by medium and account.
        seed: of the drawing.
        resamples: how many times the posts are drawn.

    Returns:
        rank_low and rank_high (best and worst rank), in the order of `accounts`; the observed rank is always between them. Posts that
        address nobody change no rank, so only the others are drawn.
    """
    if ties.empty:
        return accounts[["rank"]].assign(rank_low=accounts["rank"], rank_high=accounts["rank"])[["rank_low", "rank_high"]]
    number = pd.Series(range(len(accounts)), index=pd.MultiIndex.from_frame(accounts[["medium", "account"]]))
    source = number.loc[pd.MultiIndex.from_frame(ties[["medium", "source"]])].to_numpy()
    target = number.loc[pd.MultiIndex.from_frame(ties[["medium", "target"]])].to_numpy()
    post = pd.factorize(ties["post_id"], sort=True)[0]
    low, high = _quantiles(_resampled(source, target, post, len(accounts), resamples, seed))
    return pd.DataFrame(
        {"rank_low": np.minimum(low, accounts["rank"].to_numpy()), "rank_high": np.maximum(high, accounts["rank"].to_numpy())}, index=accounts.index
    )


def _resampled(source: np.ndarray, target: np.ndarray, post: np.ndarray, size: int, resamples: int, seed: int) -> np.ndarray:
    """Ranks of `size` accounts in each resample, one row a resample."""
    random = np.random.default_rng(seed)
    posts = int(post.max()) + 1
    found = np.empty((resamples, size), dtype="int32")
    for row in range(resamples):
        drawn = np.bincount(random.integers(0, posts, posts), minlength=posts)
        weights = drawn[post].astype(float)
        found[row] = ranks(prestige(sp.csr_array((weights, (target, source)), shape=(size, size))))
    return found


def prestige(into: sp.csr_array) -> np.ndarray:
    """PageRank times a constant, out of the weights target by source.

    PageRank is the solution of x = c + d·P x, with one constant c for teleportation and for those who address nobody; so it is
    proportional to that of y = 1 + d·P y, which needs no normalisation. The accounts that a resample leaves without posts have y = 1 and
    change nobody else's.
    """
    into = into.tocsr()  # adds up several posts of one pair
    out = into.sum(axis=0)
    spread = into @ sp.diags_array(np.divide(DAMPING, out, out=np.zeros_like(out), where=out > 0))
    score = np.ones(into.shape[0])
    while True:  # d < 1: each step brings the scores nearer by 15 % at least
        after = 1 + spread @ score
        change, score = np.abs(after - score).max(), after
        if change < 1e-9:
            return score


def _quantiles(found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    tail = (1 - LEVEL) / 2
    return np.quantile(found, tail, axis=0, method="lower"), np.quantile(found, 1 - tail, axis=0, method="higher")
