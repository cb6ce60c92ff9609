"""Measures of each account: its place in the graph, and what others made of its posts."""

import igraph as ig
import networkx as nx
import numpy as np
import pandas as pd
import scipy.sparse as sp

from conversatoire.influencers import igraphs
from conversatoire.influencers import pagerank as prestige
from conversatoire.influencers.brandes import betweenness

HITS_STEPS = 1000  # more than graphs of posts need; a graph that has not settled by then keeps its last scores
KEY = ["medium", "account"]


def measure(network: ig.Graph, betweenness_sources: int, seed: int) -> pd.DataFrame:
    """Degrees, PageRank, HITS, betweenness and core of each account, in the graph's order.

    Returns:
        medium, account, in_degree, out_degree (distinct accounts), in_strength, out_strength (posts), pagerank (weighted, sums to 1), hub and
        authority (weighted, each sums to 1 in a medium), betweenness (0–1, unweighted), core, rank (by PageRank, equals share a rank).
    """
    weights = igraphs.matrix(network)
    scores = prestige.pagerank(weights)
    hub, authority = hits(weights, network.vs["medium"])
    return pd.DataFrame(
        {
            "medium": pd.Series(network.vs["medium"], dtype="str"),
            "account": pd.Series(network.vs["account"], dtype="str"),
            "in_degree": np.array(network.indegree(), dtype="int64"),
            "out_degree": np.array(network.outdegree(), dtype="int64"),
            "in_strength": weights.sum(axis=0).astype("int64"),
            "out_strength": weights.sum(axis=1).astype("int64"),
            "pagerank": scores,
            "hub": hub,
            "authority": authority,
            "betweenness": betweenness(weights, betweenness_sources, seed),
            "core": igraphs.cores(network),
            "rank": ranks(scores * len(scores)),
        }
    )


def ranks(scores: np.ndarray) -> np.ndarray:
    """Rank of each score, 1 the highest; equals, to six decimals, share the best of their ranks.

    The scores are expected around 1 or above, so that the rounding takes away what the order of a sum leaves, and no more.
    """
    lowered = -np.round(scores, 6)
    return np.searchsorted(np.sort(lowered), lowered, side="left") + 1


def ranks_without(network: ig.Graph, left_out: np.ndarray) -> pd.Series:
    """Rank of each account by PageRank in the graph without some accounts (a flag each); empty (Int64) for these."""
    kept = np.flatnonzero(~left_out)
    scores = prestige.pagerank(igraphs.matrix(network)[kept][:, kept])
    found = pd.Series(pd.NA, index=range(len(left_out)), dtype="Int64")
    found.iloc[kept] = ranks(scores * len(scores))
    return found


def pagerank(graph: nx.DiGraph) -> np.ndarray:
    """PageRank on edge weights (Brin & Page 1998), in the order of the nodes; sums to 1."""
    return prestige.pagerank(igraphs.matrix(igraphs.from_networkx(graph)))


def hits(weights: sp.csr_array, media: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Hub and authority scores (Kleinberg 1999) on edge weights, each summing to 1 in every medium that has edges, else 0.

    Media share no edge; over all of them at once the largest would take every point. The start is uniform, so that two equal groups
    share the points (the routines of networkx and igraph give them to either, by a random start).
    """
    hub, authority = np.zeros(len(media)), np.zeros(len(media))
    medium_of = np.array(media, dtype=object)
    for medium in sorted(set(media)):
        inside = np.flatnonzero(medium_of == medium)
        matrix = weights[inside][:, inside]
        if matrix.nnz:
            hub[inside], authority[inside] = _hits(matrix)
    return hub, authority


def _hits(matrix: sp.csr_array) -> tuple[np.ndarray, np.ndarray]:
    hub, transposed = np.full(matrix.shape[0], 1 / matrix.shape[0]), matrix.T.tocsr()
    for _ in range(HITS_STEPS):
        authority = transposed @ hub
        authority /= authority.sum()
        after = matrix @ authority
        after /= after.sum()
        change, hub = np.abs(after - hub).sum(), after
        if change < 1e-12:
            break
    return hub, authority


def participation(network: ig.Graph, community: np.ndarray) -> np.ndarray:
    """Participation coefficient: 1 − Σ (part of an account's ties in each community)² (Guimerà & Amaral 2005); NaN without any tie.

    A tie weighs the posts of both directions; `community` is the number of each account's, −1 for those without any tie.
    """
    weights = igraphs.matrix(network)
    size = len(community)
    member = sp.csr_array((np.ones(size), (np.arange(size), community + 1)), shape=(size, int(community.max(initial=0)) + 2))
    into = (weights + weights.T) @ member
    strength = into.sum(axis=1)
    squares = into.multiply(into).sum(axis=1)
    return np.where(strength > 0, 1 - squares / np.where(strength > 0, strength, 1) ** 2, np.nan)


def spread(accounts: pd.DataFrame, posts: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """How far the posts of each account were passed on by others, among the posts collected.

    Args:
        accounts: columns medium and account.
        posts: table «posts».
        edges: table «edges».

    Returns:
        In the order of `accounts`: reposted (reposts), reach (distinct reposters), relays (its own posts that are reposts), amplification
        (reposts / its posts that are no reposts; NaN without such posts), h_index (`h_indices`).
    """
    reposts = edges[edges["kind"] == "repost"].rename(columns={"target": "account"})
    received = reposts.groupby(KEY)["weight"].agg(reposted="sum", reach="size").reset_index()
    relayed = posts["repost_of_id"].notna() | posts["repost_of_author"].notna()
    written = pd.DataFrame({"medium": posts["medium"], "account": posts["author"].str.lower(), "relays": relayed, "originals": ~relayed})
    written = written.groupby(KEY)[["relays", "originals"]].sum().reset_index()
    found = accounts[KEY]
    for part in (received, written, h_indices(posts)):
        found = found.merge(part, how="left", on=KEY, validate="1:1")
    counts = ["reposted", "reach", "relays", "originals", "h_index"]
    found = found.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64"))
    found["amplification"] = (found["reposted"] / found["originals"]).where(found["originals"] > 0)
    return found[["reposted", "reach", "relays", "amplification", "h_index"]].set_axis(accounts.index)


def self_loops(accounts: pd.DataFrame, loops: pd.DataFrame) -> pd.Series:
    """How many posts of each account address the account itself, in the order of `accounts`.

    Args:
        accounts: columns medium and account.
        loops: as in `graph.Conversation`.
    """
    posts = loops.rename(columns={"source": "account"}).groupby(KEY)["post_id"].nunique().rename("self_loops").reset_index()
    found = accounts[KEY].merge(posts, how="left", on=KEY)["self_loops"]
    return found.fillna(0).astype("int64").set_axis(accounts.index)


def h_indices(posts: pd.DataFrame) -> pd.DataFrame:
    """The h-index of each account: h of its posts were each passed on by h other accounts or more (Hirsch 2005), among the posts collected.

    Returns:
        medium, account, h_index; accounts that nobody passed on are missing. A repost that does not tell which post it passes on is
        matched by that post's author and text.
    """
    relayed = posts["repost_of_id"].fillna("text:" + posts["text"])
    target, by = posts["repost_of_author"].str.lower(), posts["author"].str.lower()
    frame = pd.DataFrame({"medium": posts["medium"], "account": target, "relayed": relayed, "by": by})
    frame = frame.dropna()[lambda f: f["account"] != f["by"]].drop_duplicates()
    counts = frame.groupby([*KEY, "relayed"]).size().rename("times").reset_index()
    counts = counts.sort_values([*KEY, "times"], ascending=[True, True, False])
    place = counts.groupby(KEY).cumcount() + 1
    return counts[counts["times"] >= place].groupby(KEY).size().rename("h_index").reset_index()
