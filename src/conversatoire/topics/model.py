"""What every engine gives: topics as two matrices, and the words that tell each topic from the rest."""

from typing import NamedTuple

import numpy as np


class Model(NamedTuple):
    """Topics of some documents, whatever found them.

    Attributes:
        vocabulary: the words, in the order of the columns of `topic_word`.
        doc_topic: documents × topics; the part of each document that belongs to each topic, rows sum to 1.
        topic_word: topics × words; the probability of each word in each topic, rows sum to 1.
    """

    vocabulary: list[str]
    doc_topic: np.ndarray
    topic_word: np.ndarray


def word_weights(model: Model) -> np.ndarray:
    """Topics × words: p(w|topic) · log(p(w|topic) / p(w)), what each word adds to the divergence from the whole (Kullback & Leibler 1951).

    A word that is everywhere weighs nothing, and so does a rare one; a word that the topic lacks weighs less than nothing.
    """
    everywhere = model.doc_topic.mean(axis=0) @ model.topic_word if len(model.doc_topic) else np.zeros(len(model.vocabulary))
    smallest = np.finfo(float).tiny
    weights = model.topic_word * np.log(np.maximum(model.topic_word, smallest) / np.maximum(everywhere, smallest))
    return np.round(weights, 9)  # below, the last bits of a sum would order equals


def strongest(model: Model, count: int) -> list[list[tuple[str, float]]]:
    """Per topic, the `count` words of the highest weight, strongest first, equals by alphabet; fewer where fewer weigh anything.

    A single topic is the whole, from which nothing tells it: its most frequent words stand in.
    """
    weights = word_weights(model) if len(model.topic_word) > 1 else np.round(model.topic_word, 9)
    alphabet = np.argsort(np.array(model.vocabulary, dtype=object), kind="stable")
    order = [alphabet[np.argsort(-row[alphabet], kind="stable")[:count]] for row in weights]
    return [[(model.vocabulary[i], float(row[i])) for i in chosen if row[i] > 0] for chosen, row in zip(order, weights, strict=True)]
