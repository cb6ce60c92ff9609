"""How sure a rank is: the month's posts are drawn again with replacement, many times, and every account ranked each time (Efron 1979).

A score is a function of how often each post was drawn. Posts that address nobody change no rank, so only the others are drawn.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import scipy.sparse as sp

from conversatoire.influencers.brandes import betweenness
from conversatoire.influencers.measures import KEY, ranks
from conversatoire.influencers.pagerank import prestige

LEVEL = 0.95

Score = Callable[[np.ndarray], np.ndarray]


def rank_intervals(score: Score, posts: int, observed: np.ndarray, resamples: int, seed: int) -> pd.DataFrame:
    """The 95 % percentile interval of each account's rank, over resamples of the posts.

    Args:
        score: the score of each account out of how often each post was drawn.
        posts: how many posts there are to draw.
        observed: the rank of each account in the posts as they are.
        resamples: how many times the posts are drawn.
        seed: of the drawing; the same seed draws the same posts whatever the score.

    Returns:
        rank_low and rank_high (best and worst rank), in the order of `observed`; the observed rank is always between them.
    """
    if not posts:
        return pd.DataFrame({"rank_low": observed, "rank_high": observed}, dtype="int64")
    found = np.empty((len(observed), resamples), dtype="int32")
    for resample in range(resamples):
        drawn = np.random.default_rng([seed, resample]).integers(0, posts, posts)
        found[:, resample] = ranks(score(np.bincount(drawn, minlength=posts)))
    tail = (1 - LEVEL) / 2 * (resamples - 1)
    low, high = int(np.floor(tail)), int(np.ceil(resamples - 1 - tail))
    found.partition((low, high), axis=1)
    return pd.DataFrame({"rank_low": np.minimum(found[:, low], observed), "rank_high": np.maximum(found[:, high], observed)}, dtype="int64")


def numbered(addresses: pd.DataFrame) -> pd.DataFrame:
    """The addresses with the number of their post (`post`), 0 the first by id."""
    return addresses.assign(post=pd.factorize(addresses["post_id"], sort=True)[0])


def by_pagerank(ties: pd.DataFrame, accounts: pd.DataFrame) -> Score:
    """PageRank, but for a constant, of the graph that the drawn posts make.

    Args:
        ties: `graph.ties`, `numbered`.
        accounts: columns medium and account.
    """
    size = len(accounts)
    into, weigh = _pairs(ties, "target", "source", accounts)

    def score(drawn: np.ndarray) -> np.ndarray:
        return prestige(sp.csr_array((weigh(drawn), into.indices, into.indptr), shape=(size, size)))

    return score


def by_betweenness(ties: pd.DataFrame, accounts: pd.DataFrame, sources: int, seed: int) -> Score:
    """Betweenness (`brandes.betweenness`), in pairs of accounts, of the graph that the drawn posts make.

    Args:
        ties: `graph.ties`, `numbered`.
        accounts: columns medium and account.
        sources: as in `brandes.betweenness`.
        seed: as in `brandes.betweenness`.
    """
    size = len(accounts)
    out, weigh = _pairs(ties, "source", "target", accounts)

    def score(drawn: np.ndarray) -> np.ndarray:
        made = sp.csr_array((weigh(drawn), out.indices, out.indptr), shape=(size, size), copy=True)
        made.eliminate_zeros()
        return betweenness(made, sources, seed) * size**2

    return score


def by_posts(addresses: pd.DataFrame, accounts: pd.DataFrame) -> Score:
    """How many of the drawn posts address each account.

    Args:
        addresses: columns medium, target, post; each post once a target.
        accounts: columns medium and account.
    """
    return _sum(addresses, np.ones(len(addresses)), accounts)


def by_sources(addresses: pd.DataFrame, accounts: pd.DataFrame) -> Score:
    """How many distinct accounts address each account.

    Each counts 1, spread over the posts by which it addresses the other: were it 1 as soon as one of them is drawn, a resample would lose
    four in ten of those with a single post and hardly any of the others, and be of another kind than the month.

    Args:
        addresses: columns medium, source, target, post; each post once a target.
        accounts: columns medium and account.
    """
    times = addresses.groupby(["medium", "source", "target"])["target"].transform("size")
    return _sum(addresses, 1 / times.to_numpy(dtype=float), accounts)


def _sum(addresses: pd.DataFrame, share: np.ndarray, accounts: pd.DataFrame) -> Score:
    target, post = _places(addresses, "target", accounts), addresses["post"].to_numpy()
    return lambda drawn: np.bincount(target, weights=share * drawn[post], minlength=len(accounts))


def _pairs(ties: pd.DataFrame, row: str, column: str, accounts: pd.DataFrame) -> tuple[sp.csr_array, Score]:
    """The pairs of accounts that are tied, as a sparse matrix, and a function that weighs them by the drawn posts, in the matrix's order."""
    size, post = len(accounts), ties["post"].to_numpy()
    pairs, edge = np.unique(_places(ties, row, accounts) * size + _places(ties, column, accounts), return_inverse=True)
    start = np.searchsorted(pairs, np.arange(size + 1) * size)
    matrix = sp.csr_array((np.ones(len(pairs)), pairs % size, start), shape=(size, size))
    return matrix, lambda drawn: np.bincount(edge, weights=drawn[post], minlength=len(pairs))


def _places(addresses: pd.DataFrame, end: str, accounts: pd.DataFrame) -> np.ndarray:
    """The row of `accounts` that stands at one end of each address."""
    return pd.MultiIndex.from_frame(accounts[KEY]).get_indexer(pd.MultiIndex.from_frame(addresses[["medium", end]]))
