"""Which topic each of the analyst's names (`topics.names`) goes to: the one whose words it was given, in every month and run."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from conversatoire.by_hand.names import Name, pieces
from conversatoire.text import fold

FITS = 0.35  # similarity from which a name is a topic's


class Named(NamedTuple):
    """Which name each topic gets, and the names that fit no topic of the month, in the order of the file."""

    of_topic: dict[int, str]
    without_topic: list[str]


def assign(names: list[Name], words: pd.DataFrame) -> Named:
    """Gives each topic one name at most, and each name to one topic at most, so that the sum of the similarities is the highest (Kuhn 1955).

    A similarity is the cosine of a name's words (each 1) and a topic's (their weights); a phrase counts by the part of it that the name has.

    Args:
        names: those of the file.
        words: table topic_words.
    """
    topics = sorted(words["topic"].unique())
    similarity = np.array([[_similarity(name.words, words[words["topic"] == topic]) for topic in topics] for name in names])
    similarity = similarity.reshape(len(names), len(topics))
    pairs = zip(*linear_sum_assignment(np.where(similarity >= FITS, similarity, 0), maximize=True), strict=True)
    of_name = {name: int(topics[topic]) for name, topic in pairs if similarity[name, topic] >= FITS}
    of_topic = {of_name[number]: name.name for number, name in enumerate(names) if number in of_name}
    return Named(of_topic, [name.name for number, name in enumerate(names) if number not in of_name])


def labelled(labels: list[str], of_topic: dict[int, str]) -> list[str]:
    """`labels` with the analyst's names in their places; a label that is also a name of another topic gets its number."""
    taken = {fold(name) for name in of_topic.values()}
    return [of_topic.get(topic) or (f"{label} ({topic + 1})" if fold(label) in taken else label) for topic, label in enumerate(labels)]


def _similarity(name: frozenset[str], words: pd.DataFrame) -> float:
    weights = words["weight"].to_numpy(float)
    written = zip(words["token"], words["word"], strict=True)
    held = np.array([max((len(pieces & name) / len(pieces) for pieces in map(pieces, both) if pieces), default=0.0) for both in written])
    lengths = np.sqrt(max(len(name), held.sum())) * np.linalg.norm(weights)
    return round(float(held @ weights / lengths), 6) if lengths else 0.0  # the last bits of a sum must not choose between equals
