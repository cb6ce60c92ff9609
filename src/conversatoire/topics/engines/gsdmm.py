"""gsdmm: Gibbs sampling of a Dirichlet multinomial mixture, one topic a document (Yin & Wang 2014), for short texts.

It starts from many topics, and those that do not attract documents die out: so it finds the number by itself.
"""

import numba
import numpy as np
from scipy.sparse import csr_matrix

from conversatoire.topics.engines import SMALLEST_TOPIC, Fitted
from conversatoire.topics.engines.mixture import assign, settle

START = 200  # topics at first, where their number is not given
ROOM = 3  # as many times the number given are there at first: on 20 subreddits .44 of normalised mutual information instead of .40
SWEEPS = 50  # over the documents; between 30 and 100 the agreement with labels rises by .01
ALPHA = 0.1  # documents that an empty topic seems to hold
# Occurrences that each topic seems to hold of each word: the more, the less a shared word counts, and the fewer topics stay apart.
BETA = {"broad": 0.2, "standard": 0.1, "fine": 0.05}


def fit(counts: csr_matrix, count: int | None, granularity: str, seed: int) -> Fitted:
    """Topics of documents × words; `count` is the most there can be, without it the documents say.

    Granularity sets BETA, with `count` too: 20,000 titles of 20 subreddits come out as some 20, 40 or 90 topics.
    Topics of less than SMALLEST_TOPIC documents, and the smallest beyond `count`, are dissolved among the others.
    """
    start = START if count is None else ROOM * count
    times = counts.data.astype(np.int64)
    topic = _sample(counts.indptr, counts.indices, times, counts.shape[1], start, ALPHA, BETA[granularity], SWEEPS, seed)
    size = np.bincount(topic)
    largest = np.argsort(-size, kind="stable")[: max(1, (size >= SMALLEST_TOPIC).sum())][:count]
    mixture = settle(counts, (topic[:, None] == largest).astype(float))
    return Fitted(mixture.topic_word, assign(counts, mixture), lambda others: assign(others, mixture))


@numba.njit(cache=True)
def _sample(starts, words, times, vocabulary, topics, alpha, beta, sweeps, seed):
    """Topic of each document after so many sweeps; the first three arguments are the rows of a csr matrix, `times` whole numbers.

    A topic that a sweep leaves empty is closed. Sums of logarithms, from tables: a long document would underflow a product.
    """
    np.random.seed(seed)
    documents = len(starts) - 1
    occurrences = times.sum()
    log_size = np.log(np.arange(documents + 1) + alpha)
    log_word = np.log(np.arange(occurrences + 1) + beta)
    log_rising = np.zeros(occurrences + 2)  # Σ log(i + vocabulary · beta) over i below
    log_rising[1:] = np.cumsum(np.log(np.arange(occurrences + 1) + vocabulary * beta))

    topic = np.random.randint(0, topics, documents)
    length = np.zeros(documents, np.int64)
    size = np.zeros(topics, np.int64)
    held = np.zeros(topics, np.int64)  # occurrences in each topic
    held_of = np.zeros((vocabulary, topics), np.int32)  # of each word
    for d in range(documents):
        size[topic[d]] += 1
        for i in range(starts[d], starts[d + 1]):
            length[d] += times[i]
            held_of[words[i], topic[d]] += times[i]
        held[topic[d]] += length[d]

    for _ in range(sweeps):
        for d in range(documents):
            old = topic[d]
            size[old] -= 1
            held[old] -= length[d]
            score = np.empty(len(size))
            for i in range(starts[d], starts[d + 1]):
                held_of[words[i], old] -= times[i]
            for k in range(len(size)):
                score[k] = log_size[size[k]] + log_rising[held[k]] - log_rising[held[k] + length[d]]
            for i in range(starts[d], starts[d + 1]):
                row = held_of[words[i]]
                for again in range(times[i]):
                    for k in range(len(size)):
                        score[k] += log_word[row[k] + again]
            chances = np.cumsum(np.exp(score - score.max()))
            new = min(np.searchsorted(chances, np.random.random() * chances[-1], side="right"), len(size) - 1)
            topic[d] = new
            size[new] += 1
            held[new] += length[d]
            for i in range(starts[d], starts[d + 1]):
                held_of[words[i], new] += times[i]
        open_ = np.flatnonzero(size)
        place = np.zeros(len(size), np.int64)
        place[open_] = np.arange(len(open_))
        topic, size, held, held_of = place[topic], size[open_], held[open_], held_of[:, open_].copy()
    return topic
