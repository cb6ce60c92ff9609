"""Betweenness by Brandes's algorithm (2001), compiled: twice as fast as igraph from sampled sources."""

import numba
import numpy as np
import scipy.sparse as sp


def betweenness(graph: sp.csr_array, sources: int, seed: int) -> np.ndarray:
    """Share of the ordered pairs of other accounts that each account lies between, on the shortest directed paths, unweighted.

    Paths start at accounts that address someone. Where these are `sources` or fewer, the measure is exact; else it is estimated from so
    many of them, drawn, and multiplied by how many there are for each one drawn (Brandes & Pich 2007): right on average, and rough for low values.

    Args:
        graph: source by target; each entry is an edge, whatever its value.
        sources: how many accounts paths are followed from, at most.
        seed: of the drawing.
    """
    size, starts = graph.shape[0], np.flatnonzero(np.diff(graph.indptr))
    if size < 3 or not len(starts):
        return np.zeros(size)
    drawn = starts
    if len(starts) > sources:
        drawn = np.sort(np.random.default_rng(seed).choice(starts, sources, replace=False))
    return paths_through(graph, drawn) * (len(starts) / len(drawn)) / ((size - 1) * (size - 2))


def paths_through(graph: sp.csr_array, sources: np.ndarray) -> np.ndarray:
    """Over the sources and all other nodes as ends, the sum of the part of the shortest paths between them that each node lies inside."""
    return _accumulated(graph.indptr.astype("int32"), graph.indices.astype("int32"), sources.astype("int64"))


@numba.njit(cache=True, nogil=True)
def _accumulated(start: np.ndarray, target: np.ndarray, sources: np.ndarray) -> np.ndarray:
    size = len(start) - 1
    total, paths, share = np.zeros(size), np.zeros(size), np.zeros(size)
    distance, order = np.full(size, -1, np.int32), np.empty(size, np.int32)
    for source in sources:
        distance[source], paths[source], order[0] = 0, 1.0, source
        done, seen = 0, 1
        while done < seen:  # breadth first: how far each node is, and over how many shortest paths
            node = order[done]
            done += 1
            for edge in range(start[node], start[node + 1]):
                after = target[edge]
                if distance[after] < 0:
                    distance[after], order[seen] = distance[node] + 1, after
                    seen += 1
                if distance[after] == distance[node] + 1:
                    paths[after] += paths[node]
        for place in range(seen - 1, -1, -1):  # and back, from the farthest: what part of them goes on through it
            node = order[place]
            onward = 0.0
            for edge in range(start[node], start[node + 1]):
                after = target[edge]
                if distance[after] == distance[node] + 1:
                    onward += (1 + share[after]) / paths[after]
            share[node] = onward * paths[node]
            if node != source:
                total[node] += share[node]
        for place in range(seen):
            node = order[place]
            distance[node], paths[node], share[node] = -1, 0.0, 0.0
    return total
