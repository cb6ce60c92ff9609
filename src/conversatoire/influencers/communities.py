"""Communities: groups of accounts that address each other more than they address others; how sure they are, and what the table tells of them."""

import random
from itertools import combinations

import igraph as ig
import networkx as nx
import numpy as np
import pandas as pd

from conversatoire.influencers import community_words, igraphs

ALONE = -1
LEADERS = 3
SEEDS = 10  # other seeds that a community is looked for in
# Ties above which accounts are moved in three rounds, and not until none moves: of 750,000 ties among 165,000 accounts, 2 s instead of 6
# for a modularity of .5805 both ways (without planted communities .651 instead of .658; Louvain's .554).
LARGE = 200_000
UNTIL_SETTLED, FEW = -1, 3


def communities(graph: nx.DiGraph, resolution: float, seed: int) -> np.ndarray:
    """The community of each node by Leiden's algorithm for modularity (Traag, Waltman & van Eck 2019), in the order of the nodes; 0 is the largest.

    The weights of both directions are added. Accounts without any tie have no community (−1). Communities of equal size are numbered
    by their first account.

    Args:
        graph: as `graph.digraph` makes it.
        resolution: weight of what chance would tie; higher gives more, smaller communities (Reichardt & Bornholdt 2006).
        seed: of the order in which accounts are moved.
    """
    both, tied = _ties(graph)
    return _found(both, tied, len(graph), resolution, seed)


def recomputed(graph: nx.DiGraph, resolution: float, seed: int) -> np.ndarray:
    """`communities` under `SEEDS` other seeds: seeds × nodes."""
    both, tied = _ties(graph)
    return np.stack([_found(both, tied, len(graph), resolution, seed + other) for other in range(1, SEEDS + 1)])


def _ties(graph: nx.DiGraph) -> tuple[ig.Graph, np.ndarray]:
    """The undirected graph of the accounts that have a tie, and their places among all."""
    both = igraphs.from_networkx(graph).as_undirected(mode="collapse", combine_edges={"weight": "sum"})
    tied = np.flatnonzero(np.array(both.degree(), dtype="int64"))
    return both.induced_subgraph(tied.tolist()), tied


def _found(both: ig.Graph, tied: np.ndarray, size: int, resolution: float, seed: int) -> np.ndarray:
    found = np.full(size, ALONE, dtype="int64")
    if len(tied):
        ig.set_random_number_generator(random.Random(seed))
        rounds = UNTIL_SETTLED if both.ecount() <= LARGE else FEW
        groups = both.community_leiden("modularity", weights="weight", resolution=resolution, n_iterations=rounds)
        found[tied] = _numbered(np.array(groups.membership))
    return found


def _numbered(groups: np.ndarray) -> np.ndarray:
    """The groups renamed: 0 is the largest, equals by their first member."""
    _, first, place, size = np.unique(groups, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(size), dtype="int64")
    number[np.lexsort((first, -size))] = np.arange(len(size))
    return number[place]


def stability(community: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Per community, the mean Jaccard index of its accounts with those of its best match under each other seed, 0–1 (Hennig 2007).

    Up to .5 a community is dissolved, from .75 it is valid. It tells what the algorithm's chance does, not what another month's posts would do.

    Args:
        community: of each account, −1 for none.
        others: of `recomputed`, seeds × accounts in the same order.
    """
    tied = community != ALONE
    mine = community[tied]
    sizes = np.bincount(mine)
    best = np.zeros((len(others), len(sizes)))
    for row, other in zip(best, others, strict=True):
        theirs = other[tied]
        width = theirs.max(initial=0) + 1
        pairs, both = np.unique(mine * width + theirs, return_counts=True)
        a, b = np.divmod(pairs, width)
        np.maximum.at(row, a, both / (sizes[a] + np.bincount(theirs)[b] - both))
    return best.mean(axis=0)


def agreement(community: np.ndarray, others: np.ndarray) -> float | None:
    """Mean normalised mutual information (Strehl & Ghosh 2002; arithmetic mean) over all pairs of seeds, this one included, 0–1.

    Accounts without any tie are left out; None where there are no others.

    Args:
        community: of each account, −1 for none.
        others: of `recomputed`, seeds × accounts in the same order.
    """
    from sklearn.metrics import normalized_mutual_info_score

    tied = community != ALONE
    if not tied.any():
        return None
    pairs = combinations([community[tied], *others[:, tied]], 2)
    return float(np.mean([normalized_mutual_info_score(first, second) for first, second in pairs]))


def describe(accounts: pd.DataFrame, posts: pd.DataFrame, ties: pd.DataFrame, others: np.ndarray) -> pd.DataFrame:
    """What there is to say of each community: the table «communities».

    Args:
        accounts: columns medium, account, posts, pagerank, community.
        posts: table «posts».
        ties: of `graph.ties`.
        others: of `recomputed`, seeds × accounts in the order of `accounts`.
    """
    inside = accounts[accounts["community"] != ALONE]
    ordered = inside.sort_values(["community", "pagerank", "account", "medium"], ascending=[True, False, True, True])
    grouped = ordered.groupby("community", sort=True)
    frame = grouped.agg(accounts=("account", "size"), posts=("posts", "sum")).reset_index()
    leaders = ordered[grouped.cumcount() < LEADERS].groupby("community")["account"].agg(", ".join)
    authored = community_words.authored(posts, inside)
    lists = {"leaders": leaders, "words": community_words.words(authored), "links": community_words.links(authored)}
    for column, values in lists.items():
        frame[column] = frame["community"].map(values).astype("str").fillna("")
    frame["internal"] = frame["community"].map(_internal(inside, ties))
    frame["stability"] = stability(accounts["community"].to_numpy(), others)
    return frame[["community", "accounts", "posts", "words", "leaders", "links", "internal", "stability"]]


def _internal(accounts: pd.DataFrame, ties: pd.DataFrame) -> pd.Series:
    """Of the ties (one a post and pair) that start or end at accounts of a community, the part that does both."""
    of = accounts[["medium", "account", "community"]]
    source, target = (
        ties[["medium", end]].merge(of, left_on=["medium", end], right_on=["medium", "account"], how="left")["community"]
        for end in ("source", "target")
    )
    within = source[source == target].value_counts()
    across = pd.concat([source[source != target], target[source != target]]).value_counts()
    return within.div(within.add(across, fill_value=0), fill_value=0)
