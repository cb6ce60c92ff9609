"""Engines: documents of tokens in, topics out. The rest of the step knows only `fit` and `Model`.

nmf: non-negative matrix factorisation of the tf-idf rows (gensim's; Zhao & Tan 2017) proposes the topics' words, then a mixture of
multinomials (Nigam et al. 2000) settles which document belongs where, for a short post has one subject; of some such fits the likeliest is kept.
lda: latent Dirichlet allocation (Blei et al. 2003; gensim's), as it is taught.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from gensim.corpora import Dictionary
from gensim.matutils import corpus2csc
from gensim.models import LdaModel, TfidfModel
from gensim.models.nmf import Nmf
from scipy.sparse import csr_matrix

from conversatoire.config import Topics
from conversatoire.topics.model import Model
from conversatoire.topics.stability import best_count, other_seeds

LARGEST_FIT = 50_000  # documents; the others are assigned to the topics of a sample of so many
SMALLEST_TOPIC = 5  # documents a topic, on average
COUNTS = (5, 6, 7, 8, 9, 10, 12, 15)  # numbers that «auto» tries; a study that wants more than a note can show says so
NMF_DOCUMENTS = 20_000  # documents on which NMF proposes topics; the mixture then sees all
NMF_PASSES = 4
NMF_STOPS = {"h_max_iter": 20, "h_stop_condition": 1e-6, "w_max_iter": 50, "w_stop_condition": 1e-5}  # gensim's own stop too early for short posts
NMF_FLOOR = 1e-3  # added to each word of NMF's topics, which are mostly zeros: a word that a topic lacks is rare there, not impossible
# Proposals from different starts: the likeliest comes nearer to planted subjects than any one start, and comes back under other seeds.
# As many as have seen so many documents together, within bounds: large months agree better by themselves.
START_DOCUMENTS, STARTS = 100_000, (6, 20)
TRYING_ROUNDS, LAST_ROUNDS = 12, 50  # of expectation and maximisation, at most: for each proposal, and for the likeliest
SETTLED = 1e-5  # relative gain of likelihood under which the rounds end
MIXTURE_SMOOTHING = 0.1  # count added to every word of every topic
LDA_PASSES, LDA_CHUNK = 10, 2_000


class _Effort(NamedTuple):
    documents: int
    seeds: int
    starts: int


# What «auto» spends on each number it tries: less on each fit and more seeds than the last fit, since the seeds' agreement is what it measures.
CHOICE = {"nmf": _Effort(documents=2_000, seeds=6, starts=8), "lda": _Effort(documents=500, seeds=3, starts=1)}

Assign = Callable[[csr_matrix], np.ndarray]  # counts, documents × words → documents × topics


def fit(tokens: list[list[str]], settings: Topics) -> Model:
    """Topics of `tokens`, one list a document, none empty; the same tokens and seed give the same model.

    `settings.count` «auto» takes the number that `stability.best_count` finds. There are never more topics than a fifth of the documents (but one at
    least); no documents give a model without topics.
    """
    if not tokens:
        return Model([], np.zeros((0, 0)), np.zeros((0, 0)))
    seed = settings.seed or 0
    dictionary = Dictionary(tokens)
    counts = _counts(tokens, dictionary)
    rows = _sample(len(tokens), LARGEST_FIT, seed)
    wanted = _best_count(tokens, counts, dictionary, settings, seed) if settings.count == "auto" else settings.count
    starts = int(np.clip(START_DOCUMENTS // len(rows), *STARTS))
    topic_word, assign = _ENGINES[settings.engine](counts[rows], dictionary, _possible(wanted, len(rows)), seed, starts)
    return Model([dictionary[i] for i in range(len(dictionary))], assign(counts), topic_word)


def _best_count(tokens: list[list[str]], counts: csr_matrix, dictionary: Dictionary, settings: Topics, seed: int) -> int:
    effort = CHOICE["lda" if settings.engine == "lda" else "nmf"]
    rows = _sample(len(tokens), effort.documents, seed)
    tried, vocabulary = counts[rows], [dictionary[i] for i in range(len(dictionary))]

    def refit(count: int, seed: int) -> Model:
        topic_word, assign = _ENGINES[settings.engine](tried, dictionary, count, seed, effort.starts)
        return Model(vocabulary, assign(tried), topic_word)

    return best_count(
        [tokens[row] for row in rows], sorted({_possible(count, len(rows)) for count in COUNTS}), refit, other_seeds(seed, effort.seeds)
    )


def _possible(count: int, documents: int) -> int:
    """`count`, or less where so many topics would hold less than SMALLEST_TOPIC documents each."""
    return max(1, min(count, documents // SMALLEST_TOPIC))


def _sample(size: int, most: int, seed: int) -> np.ndarray:
    """Sorted row numbers: all of `size`, or `most` of them drawn by `seed`."""
    return np.arange(size) if size <= most else np.sort(np.random.default_rng(seed).choice(size, most, replace=False))


def _nmf(counts: csr_matrix, dictionary: Dictionary, topics: int, seed: int, starts: int) -> tuple[np.ndarray, Assign]:
    tried = counts[_sample(counts.shape[0], NMF_DOCUMENTS, seed)]
    weights = TfidfModel(dictionary=dictionary, smartirs="nfc")
    rows = corpus2csc((weights[bag] for bag in _bags(tried)), len(dictionary), num_docs=tried.shape[0]).tocsc()
    best: _Mixture | None = None
    for start in np.random.default_rng(seed).integers(2**31, size=starts if topics > 1 else 1):
        model = Nmf(rows, topics, dictionary, NMF_DOCUMENTS, NMF_PASSES, eval_every=0, random_state=int(start), **NMF_STOPS)
        proposal = np.nan_to_num(model.get_topics()) + NMF_FLOOR
        found = _mixture(tried, proposal / proposal.sum(axis=1, keepdims=True), np.full(topics, 1 / topics), TRYING_ROUNDS)
        best = found if best is None or found.likelihood > best.likelihood else best
    last = _mixture(counts, best.topic_word, best.share, LAST_ROUNDS)
    return last.topic_word, lambda counts: _belonging(counts, last.topic_word, last.share)[0]


class _Mixture(NamedTuple):
    likelihood: float  # its logarithm, before the last round
    topic_word: np.ndarray
    share: np.ndarray  # of each topic


def _mixture(counts: csr_matrix, topic_word: np.ndarray, share: np.ndarray, rounds: int) -> _Mixture:
    """A mixture of multinomials after so many rounds of expectation and maximisation (Dempster, Laird & Rubin 1977)."""
    likelihood = -np.inf
    for _ in range(rounds):
        before = likelihood
        belonging, likelihood = _belonging(counts, topic_word, share)
        if likelihood - before < SETTLED * abs(likelihood):
            break
        weight = (counts.T @ belonging).T + MIXTURE_SMOOTHING
        topic_word = weight / weight.sum(axis=1, keepdims=True)
        share = (belonging.sum(axis=0) + 1) / (counts.shape[0] + len(share))
    return _Mixture(likelihood, topic_word, share)


def _belonging(counts: csr_matrix, topic_word: np.ndarray, share: np.ndarray) -> tuple[np.ndarray, float]:
    """Probability of each topic given each document, and the log-likelihood of all."""
    log = counts @ np.log(topic_word).T + np.log(share)
    highest = log.max(axis=1, keepdims=True)
    part = np.exp(log - highest)
    total = part.sum(axis=1, keepdims=True)
    return part / total, float((highest + np.log(total)).sum())


def _lda(counts: csr_matrix, dictionary: Dictionary, topics: int, seed: int, _starts: int) -> tuple[np.ndarray, Assign]:
    model = LdaModel(
        list(_bags(counts)),
        topics,
        dictionary,
        chunksize=LDA_CHUNK,
        passes=LDA_PASSES,
        iterations=100,
        alpha="auto" if topics > 1 else "symmetric",
        eval_every=None,
        random_state=seed,
    )

    def assign(counts: csr_matrix) -> np.ndarray:
        weight, _ = model.inference(list(_bags(counts)))
        return weight.astype(float) / weight.sum(axis=1, keepdims=True, dtype=float)

    return model.get_topics().astype(float), assign


_ENGINES = {"auto": _nmf, "nmf": _nmf, "lda": _lda}


def _counts(tokens: list[list[str]], dictionary: Dictionary) -> csr_matrix:
    return corpus2csc((dictionary.doc2bow(document) for document in tokens), len(dictionary), num_docs=len(tokens)).T.tocsr()


def _bags(counts: csr_matrix) -> Iterator[list[tuple[int, float]]]:
    """The rows as gensim reads documents: lists of (word number, count)."""
    for start, end in zip(counts.indptr, counts.indptr[1:], strict=False):
        yield list(zip(counts.indices[start:end].tolist(), counts.data[start:end].tolist(), strict=True))
