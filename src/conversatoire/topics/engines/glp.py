"""GLP: topics as the parts of a graph of posts on which many Leiden partitions agree, then polished by a mixture of their words.

1. Two posts are linked where one is among the other's nearest neighbours by tf-idf, by word vectors, or both.
2. The graph is cut many times by the Leiden algorithm (Traag, Waltman & van Eck 2019), each time from another seed; links that the cuts agree
   on are kept, the others fade (consensus clustering, Lancichinetti & Fortunato 2012); the consensus is cut once more, and parts that are
   linked far more than parts are on average are joined.
3. Each post goes to the topic from whose words it is likeliest drawn: a mixture of multinomials (Nigam et al. 2000), a few rounds of
   expectation and maximisation.
4. How sure: the share of a post's neighbours that are in its topic, weighted by their closeness.

The number of topics comes out of the graph; the resolution makes it broader or finer.
"""

import random
from collections.abc import Callable
from typing import NamedTuple

import igraph
import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, triu

from conversatoire.topics import neighbours, tfidf
from conversatoire.topics.engines import SMALLEST_TOPIC, Fitted
from conversatoire.topics.engines.mixture import Mixture, settle
from conversatoire.topics.model import Membership, assigned, membership
from conversatoire.topics.vectors import word_vectors

NEIGHBOURS = 15
LEAST_COSINE = {"words": 0.05, "vectors": 0.6}
RUNS, RUNS_DOCUMENTS = (20, 40), 200_000  # partitions the consensus is made of: as many as cut so many documents together, within bounds
RESOLUTION = {"broad": 0.5, "standard": 1.0, "fine": 2.0}
# Two parts are one topic where they are linked so many times as much as parts are on average. On real posts that joins next to nothing; where
# subjects hardly touch, as in the teaching corpus, it joins what is one subject said in two tones.
JOINED = {"broad": 5.0, "standard": 10.0, "fine": np.inf}
FINER = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)  # tried in turn until there are as many topics as asked for
AGREED = 2  # power of the share of partitions that agree: what half of them doubt weighs a quarter
ROUNDS = 4  # of the polish: more of them agree a little better with labels, and a little less from seed to seed


class _Placed(NamedTuple):
    """Where documents lie: unit rows by their words (sparse) and by their words' vectors (dense)."""

    words: csr_matrix
    vectors: np.ndarray


def fit(counts: csr_matrix, count: int | None, granularity: str, seed: int) -> Fitted:
    """Topics of documents × words; see the module. `count` topics where it is given, as far as the graph has so many parts."""
    idf = tfidf.rarity(counts)
    vectors = tfidf.unit(word_vectors(counts))
    placed = _place(counts, idf, vectors)
    graph = _near(placed, placed)
    graph = graph.maximum(graph.T).tocsr()
    if count is None:
        topics = _joined(graph, _consensus(graph, RESOLUTION[granularity], seed), lambda _, lift: lift >= JOINED[granularity])
    else:
        topics = _consensus_of(graph, count, seed)
    mixture = _polish(counts, topics)
    documents, _ = _belonging(graph, counts, mixture)
    held = np.bincount(assigned(documents) + 1, minlength=len(mixture.share) + 1)[1:] >= SMALLEST_TOPIC
    if held.any():  # else: nothing is clear, the documents stay where they are nearest
        mixture = Mixture(mixture.topic_word[held], mixture.share[held])
    documents, members = _belonging(graph, counts, mixture)

    def assign(others: csr_matrix) -> Membership:
        return _membership(_near(_place(others, idf, vectors), placed) @ members, _likeliest(others, mixture))

    return Fitted(mixture.topic_word, documents, assign)


def _place(counts: csr_matrix, idf: np.ndarray, vectors: np.ndarray) -> _Placed:
    words = tfidf.unit_rows(tfidf.weighted(counts, idf))
    return _Placed(words, tfidf.unit(words @ vectors))


def _near(rows: _Placed, others: _Placed) -> csr_matrix:
    """Rows × others: half the cosine of the nearest by words and half that of the nearest by vectors; no row is its own neighbour."""
    same = rows is others
    more = NEIGHBOURS + same  # the first of a row's own neighbours is itself
    words = neighbours.of_sparse(rows.words, others.words, more, LEAST_COSINE["words"])
    vectors = neighbours.of_dense(rows.vectors, others.vectors, more, LEAST_COSINE["vectors"])
    near = [_without_diagonal(matrix) if same else matrix for matrix in (words, vectors)]
    return ((near[0] + near[1]) / 2).tocsr()


def _without_diagonal(matrix: csr_matrix) -> csr_matrix:
    pairs = matrix.tocoo()
    others = pairs.row != pairs.col
    return csr_matrix((pairs.data[others], (pairs.row[others], pairs.col[others])), shape=matrix.shape)


def _consensus(graph: csr_matrix, resolution: float, seed: int) -> np.ndarray:
    """Per document its part of the graph, 0 the largest; −1 in a part of less than SMALLEST_TOPIC documents."""
    upper = triu(graph, 1).tocoo()
    size = int(np.clip(RUNS_DOCUMENTS // graph.shape[0], *RUNS))
    seeds = np.random.default_rng(seed).integers(2**31, size=size + 1).tolist()
    runs = _leiden(upper, resolution, seeds[:-1])
    agreed = np.mean([run[upper.row] == run[upper.col] for run in runs], axis=0)
    kept = agreed > 0
    weights = upper.data[kept] * agreed[kept] ** AGREED
    return _numbered(_leiden(coo_matrix((weights, (upper.row[kept], upper.col[kept])), shape=graph.shape), resolution, seeds[-1:])[0])


def _leiden(links: coo_matrix, resolution: float, seeds: list[int]) -> list[np.ndarray]:
    """A partition a seed, by modularity."""
    graph = igraph.Graph(n=links.shape[0], edges=np.column_stack([links.row, links.col]))
    found = []
    for seed in seeds:
        igraph.set_random_number_generator(random.Random(seed))
        parts = graph.community_leiden(objective_function="modularity", weights=links.data, resolution=resolution, n_iterations=2)
        found.append(np.array(parts.membership))
    return found


def _numbered(parts: np.ndarray) -> np.ndarray:
    """The parts numbered by size, the largest 0; −1 for those of less than SMALLEST_TOPIC documents, and where there was none."""
    sizes = np.bincount(parts[parts >= 0])
    order = np.argsort(-sizes, kind="stable")
    number = np.full(len(sizes) + 1, -1)  # the last is that of −1
    kept = order[sizes[order] >= SMALLEST_TOPIC]
    number[kept] = np.arange(len(kept))
    return number[parts]


def _consensus_of(graph: csr_matrix, count: int, seed: int) -> np.ndarray:
    """As `_consensus`, of `count` parts: a resolution that gives at least so many is sought, then the closest parts are joined."""
    for resolution in FINER:
        parts = _consensus(graph, resolution, seed)
        if parts.max(initial=-1) + 1 >= count:
            break
    return _joined(graph, parts, lambda left, _: left > count)


def _joined(graph: csr_matrix, parts: np.ndarray, goes_on: Callable[[int, float], bool]) -> np.ndarray:
    """Joins, two by two, the parts with the most weight between them for their degrees.

    Args:
        graph: of the documents.
        parts: of each document, −1 none.
        goes_on: how many parts are left, and how many times more weight the closest two have between them than two parts have on average, both
            for their degrees → whether these two are joined.
    """
    members = _indicator(parts, parts.max(initial=-1) + 1)
    between = (members.T @ graph @ members).toarray()
    groups = [[part] for part in range(len(between))]
    while len(groups) > 2:
        degree = between.sum(axis=1)
        expected = np.maximum(np.outer(degree, degree), np.finfo(float).tiny)
        closeness = np.round(between * degree.sum() / expected, 9)
        np.fill_diagonal(closeness, -1)
        first, second = sorted(divmod(int(closeness.argmax()), len(groups)))
        apart = ~np.eye(len(groups), dtype=bool)
        average = between[apart].sum() * degree.sum() / expected[apart].sum()
        if not average or not goes_on(len(groups), closeness[first, second] / average):
            break
        between[first] += between[second]
        between[:, first] += between[:, second]
        between = np.delete(np.delete(between, second, axis=0), second, axis=1)
        groups[first] += groups.pop(second)
    new = np.array([next(number for number, group in enumerate(groups) if part in group) for part in range(members.shape[1])] + [-1])
    return new[parts]  # the last is that of −1


def _polish(counts: csr_matrix, topics: np.ndarray) -> Mixture:
    """The mixture of the words of `topics` after a few rounds; at least one topic."""
    parts = _indicator(topics, topics.max(initial=-1) + 1).toarray()
    return settle(counts, parts if parts.shape[1] else np.ones((len(topics), 1)), ROUNDS)


def _likeliest(counts: csr_matrix, mixture: Mixture) -> np.ndarray:
    """Per document the topic that most likely drew its words; −1 without words."""
    return np.where(np.diff(counts.indptr) > 0, (counts @ np.log(mixture.topic_word).T + np.log(mixture.share)).argmax(axis=1), -1)


def _belonging(graph: csr_matrix, counts: csr_matrix, mixture: Mixture) -> tuple[Membership, csr_matrix]:
    """The membership of the graph's documents, and documents × topics by the nearest."""
    nearest = _likeliest(counts, mixture)
    members = _indicator(nearest, len(mixture.share))
    return _membership(graph @ members, nearest), members


def _indicator(topics: np.ndarray, size: int) -> csr_matrix:
    """Documents × topics, 1 where the document belongs."""
    rows = np.flatnonzero(topics >= 0)
    return csr_matrix((np.ones(len(rows)), (rows, topics[rows])), shape=(len(topics), size))


def _membership(votes: csr_matrix, nearest: np.ndarray) -> Membership:
    """How sure each document's topic is, and its second, by the weight of its neighbours in each topic."""
    votes = votes.toarray()
    total = votes.sum(axis=1, keepdims=True)
    shares = np.divide(votes, total, out=np.zeros_like(votes), where=total > 0)
    rows, own = np.arange(len(nearest)), np.maximum(nearest, 0)
    weight = np.where(nearest >= 0, shares[rows, own], 0.0)
    shares[rows, own] = 0
    rest = membership(shares)
    return Membership(nearest.astype(np.int32), weight, rest.nearest, rest.weight)
