"""nmf: non-negative matrix factorisation (Lee & Seung 1999) of the tf-idf rows, quick and little moved by its seed.

What it finds are the topics' words; which document belongs where, a mixture settles.
"""

import warnings

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer

from conversatoire.topics.engines import Fitted
from conversatoire.topics.engines.choose import best_count
from conversatoire.topics.engines.mixture import assign, settle

ROUNDS = 50  # at most; the mixture goes on from there


def fit(counts: csr_matrix, count: int | None, granularity: str, seed: int) -> Fitted:
    """Topics of documents × words; without `count`, as many as `choose.best_count` says. Never more than documents or words."""
    if count is None:
        count = best_count(counts, granularity, seed, _fit)
    return _fit(counts, count, seed)


def _fit(counts: csr_matrix, count: int, seed: int) -> Fitted:
    rows = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        parts = NMF(min(count, *counts.shape), init="nndsvda", max_iter=ROUNDS, random_state=seed).fit_transform(rows)
    mixture = settle(counts, parts / np.maximum(parts.sum(axis=1, keepdims=True), np.finfo(float).tiny))
    return Fitted(mixture.topic_word, assign(counts, mixture), lambda others: assign(others, mixture))
