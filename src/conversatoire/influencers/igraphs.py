"""The graph inside igraph, which measures it many times faster than networkx (`bench/graph.py` tells how many), and as a sparse matrix."""

import igraph as ig
import networkx as nx
import numpy as np
import scipy.sparse as sp


def from_networkx(graph: nx.DiGraph) -> ig.Graph:
    """The same graph in igraph: nodes numbered in their order, with `medium` and `account`; edges in theirs, with `weight` (1 where it has none)."""
    number = {node: place for place, node in enumerate(graph)}
    pairs = [(number[source], number[target]) for source, target in graph.edges]
    network = ig.Graph(len(graph), edges=pairs, directed=True)
    network.vs["medium"] = [medium for medium, _ in graph]
    network.vs["account"] = [account for _, account in graph]
    network.es["weight"] = [float(weight) for _, _, weight in graph.edges(data="weight", default=1)]
    return network


def matrix(network: ig.Graph) -> sp.csr_array:
    """The weights of the edges, source by target."""
    source, target = np.array(network.get_edgelist(), dtype="int64").reshape(-1, 2).T
    size = network.vcount()
    return sp.csr_array((np.array(network.es["weight"], dtype=float), (source, target)), shape=(size, size))


def cores(network: ig.Graph) -> np.ndarray:
    """k-core number of each account (Seidman 1983), two accounts being tied whoever addresses the other.

    The directed number of igraph would count a tie that goes both ways twice.
    """
    return np.array(_undirected(network).coreness(), dtype="int64")


def modularity(network: ig.Graph, community: np.ndarray) -> float:
    """Modularity of the communities (Newman 2006), the weights of both directions added; NaN without any tie.

    Accounts without any tie (−1) change nothing, whatever their community.
    """
    if not network.ecount():
        return float("nan")
    both = _undirected(network)
    return both.modularity((community + 1).tolist(), weights="weight")


def _undirected(network: ig.Graph) -> ig.Graph:
    return network.as_undirected(mode="collapse", combine_edges={"weight": "sum"})
