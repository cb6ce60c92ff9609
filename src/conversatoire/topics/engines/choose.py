"""How many topics, for the engines that must be told."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.metrics import adjusted_mutual_info_score

from conversatoire.topics.engines import SMALLEST_TOPIC, Fitted
from conversatoire.topics.model import Model, word_weights

COUNTS = {"broad": (2, 3, 4, 5, 7, 10), "standard": (5, 7, 10, 14, 20, 28), "fine": (14, 20, 28, 40, 56, 80)}
RUNS = 3  # of each count, each with its own seed and its own documents
# Documents a run sees, at most. Of 20 subreddits, 8,000 titles let 20 topics be best for nmf and 10 to 20 for lda, 4,000 only 14 and 7.
SHARE, LARGEST = 0.8, 8_000
COMPARED = 4_000  # documents on which runs are compared, at most
COHERENT = 10  # words of a topic whose coherence is measured, as is the custom

Fit = Callable[[csr_matrix, int, int], Fitted]  # counts, number of topics, seed


def best_count(counts: csr_matrix, granularity: str, seed: int, fit_to: Fit) -> int:
    """The number of topics with the highest coherence + agreement between runs; the smallest of equals.

    Coherence is the mean over topics of their words' NPMI; it falls once topics take in words that are not about one subject. Agreement is the
    adjusted mutual information of the topics that two runs, of other documents and seeds, give the same documents; it is low until subjects
    are told apart. Neither alone has its best value inside the range. The agreement of topics' words, tried before, favoured the smallest number.

    Args:
        counts: documents × words.
        granularity: which numbers are tried (COUNTS), as far as the documents allow SMALLEST_TOPIC a topic.
        seed: draws the documents and seeds of the runs.
        fit_to: finds so many topics.
    """
    possible = sorted({max(1, min(count, counts.shape[0] // SMALLEST_TOPIC)) for count in COUNTS[granularity]})
    if len(possible) == 1:
        return possible[0]
    return max(possible, key=lambda count: (round(_quality(counts, count, seed, fit_to), 6), -count))


def _quality(counts: csr_matrix, count: int, seed: int, fit_to: Fit) -> float:
    chance = np.random.default_rng(seed)  # the same documents for each count

    def draw(size: int) -> csr_matrix:
        return counts[np.sort(chance.choice(counts.shape[0], size, replace=False))]

    compared = draw(min(COMPARED, counts.shape[0]))
    runs = [fit_to(draw(min(LARGEST, int(SHARE * counts.shape[0]))), count, int(chance.integers(2**31))) for _ in range(RUNS)]
    nearest = [run.assign(compared).nearest for run in runs]
    agreement = np.mean([adjusted_mutual_info_score(one, other) for one, other in combinations(nearest, 2)])
    words = np.vstack([_top_words(run) for run in runs])
    return float(coherence(counts, words).mean() + agreement)


def _top_words(fitted: Fitted) -> np.ndarray:
    """Topics × COHERENT: the numbers of the words that tell each topic most from the rest, strongest first."""
    weights = word_weights(Model([], fitted.topic_word, fitted.documents))
    return np.argsort(-weights, axis=1, kind="stable")[:, :COHERENT]


def coherence(counts: csr_matrix, topics: np.ndarray) -> np.ndarray:
    """Per topic (a row of word numbers), the mean NPMI of its pairs of words in the documents, −1 to 1; 0 for a topic of one word.

    NPMI is log(p(a, b) / p(a)p(b)) / −log p(a, b), how much oftener than by chance they share a document (Bouma 2009): −1 where they never
    do, 1 where both are in all.
    """
    used, places = np.unique(topics, return_inverse=True)
    holds = (counts[:, used] > 0).astype(float)
    together = (holds.T @ holds).toarray() / counts.shape[0]
    alone = together.diagonal()
    places = places.reshape(topics.shape)
    first, second = (places[:, columns] for columns in np.triu_indices(topics.shape[1], 1))
    if not first.shape[1]:
        return np.zeros(len(topics))
    both, expected = together[first, second], alone[first] * alone[second]
    some = (both > 0) & (both < 1)
    npmi = np.where(both == 1, 1.0, -1.0)
    npmi[some] = np.log(both[some] / expected[some]) / -np.log(both[some])
    return npmi.mean(axis=1)
