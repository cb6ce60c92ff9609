"""Measures of each account of the graph, and the role they give it in words."""

import networkx as nx
import numpy as np
import pandas as pd
import scipy.sparse as sp

from conversatoire.influencers.graph import KINDS

DAMPING = 0.85  # Brin & Page (1998)
HITS_STEPS = 1000  # more than graphs of posts need; a graph that has not settled by then keeps its last scores
ROLE_QUANTILE = 0.9  # «much» is: more than nine in ten of those who do it at all …
ROLE_MINIMUM = 3  # … and never less than this, for small graphs


def measure(graph: nx.DiGraph, betweenness_sources: int, seed: int) -> pd.DataFrame:
    """Degrees, PageRank, HITS, betweenness and core of each node, in the graph's order.

    Returns:
        medium, account, in_degree, out_degree (distinct accounts), pagerank (weighted, sums to 1), hub and authority (weighted, each
        sums to 1 in a medium), betweenness (0–1, unweighted), core, rank (by PageRank, equals share a rank).
    """
    nodes = list(graph)
    scores = pagerank(graph)
    hub, authority = hits(graph)
    through = betweenness(graph, betweenness_sources, seed)
    core = nx.core_number(graph.to_undirected())
    return pd.DataFrame(
        {
            "medium": pd.Series([medium for medium, _ in nodes], dtype="str"),
            "account": pd.Series([account for _, account in nodes], dtype="str"),
            "in_degree": np.array([graph.in_degree(node) for node in nodes], dtype="int64"),
            "out_degree": np.array([graph.out_degree(node) for node in nodes], dtype="int64"),
            "pagerank": scores,
            "hub": hub,
            "authority": authority,
            "betweenness": through,
            "core": np.array([core[node] for node in nodes], dtype="int64"),
            "rank": ranks(scores * len(nodes)),
        }
    )


def ranks(scores: np.ndarray) -> np.ndarray:
    """Rank of each score, 1 the highest; equals, to six decimals, share the best of their ranks.

    The scores are expected around 1 or above, so that the rounding takes away what the order of a sum leaves, and no more.
    """
    lowered = -np.round(scores, 6)
    return np.searchsorted(np.sort(lowered), lowered, side="left") + 1


def pagerank(graph: nx.DiGraph) -> np.ndarray:
    """PageRank on edge weights (Brin & Page 1998), in the order of the nodes; sums to 1.

    networkx multiplies its tolerance by the number of nodes, which at 300,000 nodes lets an error of a third of the top score through.
    """
    if not graph:
        return np.zeros(0)
    scores = nx.pagerank(graph, alpha=DAMPING, tol=1e-12 / len(graph), max_iter=1000)
    return np.array([scores[node] for node in graph])


def hits(graph: nx.DiGraph) -> tuple[np.ndarray, np.ndarray]:
    """Hub and authority scores (Kleinberg 1999) on edge weights, each summing to 1 in every medium that has edges, else 0.

    Media share no edge; over all of them at once the largest would take every point. The start is uniform, so that two equal groups
    share the points (the singular-value routine of networkx gives them to either, by a random start).
    """
    hub, authority = np.zeros(len(graph)), np.zeros(len(graph))
    media = np.array([medium for medium, _ in graph], dtype=object)
    for medium in sorted(set(media)):
        inside = np.flatnonzero(media == medium)
        matrix = matrix_of(graph)[inside][:, inside]
        if matrix.nnz:
            hub[inside], authority[inside] = _hits(matrix)
    return hub, authority


def _hits(matrix: sp.csr_array) -> tuple[np.ndarray, np.ndarray]:
    hub = np.full(matrix.shape[0], 1 / matrix.shape[0])
    for _ in range(HITS_STEPS):
        authority = matrix.T @ hub
        authority /= authority.sum()
        after = matrix @ authority
        after /= after.sum()
        change, hub = np.abs(after - hub).sum(), after
        if change < 1e-12:
            break
    return hub, authority


def matrix_of(graph: nx.DiGraph) -> sp.csr_array:
    """Weights of the graph's edges as a sparse matrix, source by target, in the order of the nodes."""
    if not graph.number_of_edges():
        return sp.csr_array((len(graph), len(graph)))
    return nx.to_scipy_sparse_array(graph, weight="weight", dtype=float, format="csr")


def betweenness(graph: nx.DiGraph, sources: int, seed: int) -> np.ndarray:
    """Share of shortest directed paths that go through each node (Brandes 2001), unweighted, in the order of the nodes.

    Exact up to `sources` nodes; above, estimated from so many drawn sources and scaled up by networkx (Brandes & Pich 2007).
    """
    if len(graph) < 3 or not graph.number_of_edges():
        return np.zeros(len(graph))
    # Plain dict views over integers: faster to hash than pairs of strings, and ordered alike in every process.
    plain = nx.convert_node_labels_to_integers(graph, ordering="default")
    scores = nx.betweenness_centrality(plain, k=sources if len(graph) > sources else None, seed=seed)
    return np.array([scores[node] for node in plain])


def h_indices(posts: pd.DataFrame) -> pd.DataFrame:
    """The h-index of each account: h of its posts were each passed on by h other accounts or more (Hirsch 2005), among the posts collected.

    Returns:
        medium, account, h_index; accounts that nobody passed on are missing. A repost that does not tell which post it passes on is
        matched by that post's author and text.
    """
    column = KINDS["repost"]
    relayed = posts[f"{column}_id"].fillna("text:" + posts["text"])
    target, by = posts[f"{column}_author"].str.lower(), posts["author"].str.lower()
    frame = pd.DataFrame({"medium": posts["medium"], "account": target, "relayed": relayed, "by": by})
    frame = frame.dropna()[lambda f: f["account"] != f["by"]].drop_duplicates()
    counts = frame.groupby(["medium", "account", "relayed"]).size().rename("relays").reset_index()
    counts = counts.sort_values(["medium", "account", "relays"], ascending=[True, True, False])
    place = counts.groupby(["medium", "account"]).cumcount() + 1
    return counts[counts["relays"] >= place].groupby(["medium", "account"]).size().rename("h_index").reset_index()


def roles(accounts: pd.DataFrame, edges: pd.DataFrame, own_accounts: list[str]) -> pd.Series:
    """The role of each account; the first rule that holds gives it.

    «Many» is the ninth decile of the accounts that have any, and three at least.

    1. own: one of the study's `own_accounts`;
    2. hub: addressed by many and addresses many;
    3. source: addressed by many;
    4. relay: more than half of what it addresses are reposts;
    5. talker: addresses many, or posts much;
    6. audience: everyone else.

    Args:
        accounts: columns medium, account, posts, in_degree, out_degree.
        edges: table «edges».
        own_accounts: handles, with or without @, in any case; they hold on every medium.
    """
    own = {handle.lower().lstrip("@") for handle in own_accounts}
    spoken = edges.assign(share=edges["weight"].where(edges["kind"] == "repost", 0) / edges.groupby(["medium", "source"])["weight"].transform("sum"))
    share = spoken.groupby(["medium", "source"])["share"].sum().reset_index().rename(columns={"source": "account"})
    relays = accounts[["medium", "account"]].merge(share, how="left", on=["medium", "account"])["share"].fillna(0).set_axis(accounts.index)
    heard, speaks = _many(accounts["in_degree"]), _many(accounts["out_degree"])
    rules = {
        "own": accounts["account"].isin(own),
        "hub": heard & speaks,
        "source": heard,
        "relay": relays.round(9) > 0.5,
        "talker": speaks | _many(accounts["posts"]),
    }
    names = np.select([rule.to_numpy(dtype=bool) for rule in rules.values()], list(rules), default="audience")
    return pd.Series(names, index=accounts.index, dtype="str", name="role")


def _many(counts: pd.Series) -> pd.Series:
    some = counts[counts > 0]
    return counts >= max(ROLE_MINIMUM, some.quantile(ROLE_QUANTILE) if len(some) else 0)
