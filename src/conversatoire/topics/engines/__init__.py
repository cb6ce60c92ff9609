"""Engines: documents of tokens in, topics out. The rest of the step knows only `fit` and `Model`.

One file an engine; each has `fit(counts, count, granularity, seed) → Fitted`. An engine sees at most LARGEST_FIT documents, the others are
assigned to the topics it found by its own rule.
"""

import importlib
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from gensim.corpora import Dictionary
from gensim.matutils import corpus2csc
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from conversatoire.settings.topics import Topics
from conversatoire.topics.model import Membership, Model

LARGEST_FIT = 30_000  # documents
BLOCK = 20_000  # documents assigned at once
SMALLEST_TOPIC = 5  # documents a topic, on average


class Fitted(NamedTuple):
    """What an engine makes of counts (documents × words).

    Attributes:
        topic_word: topics × words; rows sum to 1.
        documents: topics of the documents it was fitted on.
        assign: topics of other documents, counts over the same words → membership.
    """

    topic_word: np.ndarray
    documents: Membership
    assign: Callable[[csr_matrix], Membership]


def fit(tokens: list[list[str]], settings: Topics) -> Model:
    """Topics of `tokens`, one list a document; the same tokens and seed give the same model, on one core or two.

    With `settings.count` «auto» the engine finds the number. There are never more topics than a fifth of the documents (but one at least); no
    documents give a model without topics.
    """
    dictionary = Dictionary(tokens)
    vocabulary = [dictionary[i] for i in range(len(dictionary))]
    if not vocabulary:
        nowhere = np.full(len(tokens), -1, dtype=np.int32)
        nothing = np.zeros(len(tokens))
        return Model([], np.zeros((0, 0)), Membership(nowhere, nothing, nowhere, nothing))
    counts = corpus2csc((dictionary.doc2bow(document) for document in tokens), len(vocabulary), num_docs=len(tokens)).T.tocsr()
    seed = settings.seed or 0
    rows = _sample(len(tokens), seed)
    count = None if settings.count == "auto" else max(1, min(settings.count, len(rows) // SMALLEST_TOPIC))
    # one thread of linear algebra: with two, sums come in another order and their last bits differ
    with threadpool_limits(1):
        fitted = _engine(settings.engine)(counts[rows], count, settings.granularity, seed)
        return Model(vocabulary, fitted.topic_word, _all(counts, rows, fitted))


def _engine(name: str) -> Callable[[csr_matrix, int | None, str, int], Fitted]:
    module = "glp" if name == "auto" else name.replace("-", "_")
    return importlib.import_module(f"conversatoire.topics.engines.{module}").fit


def _sample(size: int, seed: int) -> np.ndarray:
    """Sorted row numbers: all of `size`, or LARGEST_FIT of them drawn by `seed`."""
    return np.arange(size) if size <= LARGEST_FIT else np.sort(np.random.default_rng(seed).choice(size, LARGEST_FIT, replace=False))


def _all(counts: csr_matrix, rows: np.ndarray, fitted: Fitted) -> Membership:
    """The membership of all documents: as fitted where they were, else assigned."""
    others = np.setdiff1d(np.arange(counts.shape[0]), rows, assume_unique=True)
    if not len(others):
        return fitted.documents
    parts = [fitted.assign(counts[others[start : start + BLOCK]]) for start in range(0, len(others), BLOCK)]
    order = np.argsort(np.concatenate([rows, others]), kind="stable")
    return Membership(*(np.concatenate(columns)[order] for columns in zip(fitted.documents, *parts, strict=True)))
