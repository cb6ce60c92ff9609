"""What every engine gives: each document's topic, and the words that tell each topic from the rest."""

from typing import NamedTuple

import numpy as np

CLEAR = 0.5  # weight from which a document has its nearest topic; below, it has none


class Membership(NamedTuple):
    """The topics of some documents, one value a document in each array.

    Attributes:
        nearest: the closest topic; −1 where no word of the document is known.
        weight: how sure, 0–1: the share of its nearest neighbours that are in `nearest` (glp), else the part of the document that belongs to it.
        second: the next closest topic; −1 where there is none.
        second_weight: the same measure for `second`.
    """

    nearest: np.ndarray
    weight: np.ndarray
    second: np.ndarray
    second_weight: np.ndarray


class Model(NamedTuple):
    """Topics of some documents, whatever found them.

    Attributes:
        vocabulary: the words, in the order of the columns of `topic_word`.
        topic_word: topics × words; the probability of each word in each topic, rows sum to 1.
        documents: the topics of each document.
    """

    vocabulary: list[str]
    topic_word: np.ndarray
    documents: Membership


def membership(parts: np.ndarray) -> Membership:
    """The two strongest topics of each row of documents × topics; equals: the first. A row of zeros belongs nowhere."""
    rows = np.arange(len(parts))
    nearest = parts.argmax(axis=1) if parts.shape[1] else np.zeros(len(parts), dtype=np.int64)
    weight = parts[rows, nearest] if parts.shape[1] else np.zeros(len(parts))
    others = parts.copy()
    if parts.shape[1]:
        others[rows, nearest] = 0
    second = others.argmax(axis=1) if parts.shape[1] > 1 else np.full(len(parts), -1)
    second_weight = others[rows, second] if parts.shape[1] > 1 else np.zeros(len(parts))
    return Membership(
        np.where(weight > 0, nearest, -1).astype(np.int32),
        np.where(weight > 0, weight, 0.0),
        np.where(second_weight > 0, second, -1).astype(np.int32),
        np.where(second_weight > 0, second_weight, 0.0),
    )


def word_weights(model: Model) -> np.ndarray:
    """Topics × words: p(w|topic) · log(p(w|topic) / p(w)), what each word adds to the divergence from the whole (Kullback & Leibler 1951).

    p(w) weighs the topics by their documents. A word that is everywhere weighs nothing, and so does a rare one; a word that the topic lacks
    weighs less than nothing. A single topic is the whole, from which nothing tells it: its words' probabilities stand in.
    """
    if len(model.topic_word) < 2:
        return np.round(model.topic_word, 9)
    sizes = np.bincount(model.documents.nearest[model.documents.nearest >= 0], minlength=len(model.topic_word)).astype(float)
    everywhere = (sizes / max(sizes.sum(), 1)) @ model.topic_word
    smallest = np.finfo(float).tiny
    weights = model.topic_word * np.log(np.maximum(model.topic_word, smallest) / np.maximum(everywhere, smallest))
    return np.round(weights, 9)  # below, the last bits of a sum would order equals


def strongest(model: Model, count: int) -> list[list[tuple[str, float]]]:
    """Per topic, the `count` words of the highest weight, strongest first, equals by alphabet; fewer where fewer weigh anything."""
    alphabet = np.argsort(np.array(model.vocabulary, dtype=object), kind="stable")
    weights = word_weights(model)
    order = [alphabet[np.argsort(-row[alphabet], kind="stable")[:count]] for row in weights]
    return [[(model.vocabulary[i], float(row[i])) for i in chosen if row[i] > 0] for chosen, row in zip(order, weights, strict=True)]


def assigned(documents: Membership) -> np.ndarray:
    """The topic of each document: the nearest where it is clear, else −1."""
    return np.where(documents.weight >= CLEAR, documents.nearest, -1)
