"""Topics of two months: which go on, which are new, which have gone.

`python -m conversatoire.topics.match LINKS.csv WORDS.csv [PREVIOUS_WORDS.csv]` writes the table topic_links. It is a job of its own, and not
a part of the notebook, so that a month's topics never wait for those of all the months before.
"""

import sys

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from conversatoire import tables

SAME = 0.35  # cosine of the words from which two topics are one: on the teaching corpus one subject has .35 to .96, two have .33 at most
COLUMNS = ["topic", "previous_topic", "similarity", "status"]


def links(words: pd.DataFrame, previous: pd.DataFrame | None) -> pd.DataFrame:
    """Matches the month's topics with those of the month before, one to one, so that the sum of the similarities is the highest (Kuhn 1955).

    Args:
        words: table topic_words of the month.
        previous: the same of the month before; None where there is none.

    Returns:
        Table topic_links: a row a topic of either month; no rows without a month before.
    """
    if previous is None:
        return _table([])
    similarity, now, before = _similarity(words, previous)
    pairs = [
        (i, j)
        for i, j in zip(*linear_sum_assignment(np.where(similarity >= SAME, similarity, 0), maximize=True), strict=True)
        if similarity[i, j] >= SAME
    ]
    of_now, of_before = dict(pairs), {j: i for i, j in pairs}
    rows = [
        (topic, before[of_now[i]], similarity[i, of_now[i]], "continued") if i in of_now else (topic, None, None, "new")
        for i, topic in enumerate(now)
    ]
    return _table(rows + [(None, topic, None, "gone") for j, topic in enumerate(before) if j not in of_before])


def _similarity(words: pd.DataFrame, previous: pd.DataFrame) -> tuple[np.ndarray, list[int], list[int]]:
    """Cosines of the topics' word vectors (this month's × last month's), and the topics of both in order."""
    vectors = [_vectors(frame) for frame in (words, previous)]
    vocabulary = sorted(set().union(*(frame.columns for frame in vectors)))
    now, before = (frame.reindex(columns=vocabulary, fill_value=0.0).to_numpy(float) for frame in vectors)
    norms = np.outer(np.linalg.norm(now, axis=1), np.linalg.norm(before, axis=1))
    # rounded: the last bits of a sum must not choose between equals
    return np.round(now @ before.T / np.where(norms == 0, 1, norms), 6), vectors[0].index.tolist(), vectors[1].index.tolist()


def _vectors(words: pd.DataFrame) -> pd.DataFrame:
    # what was counted, not how it was mostly written that month
    tokens = words["token"].fillna(words["word"]).astype(object)
    return words.assign(token=tokens, weight=words["weight"].astype(float)).groupby(["topic", "token"])["weight"].sum().unstack(fill_value=0.0)


def _table(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"topic": "Int64", "previous_topic": "Int64", "similarity": "float64", "status": "object"})


if __name__ == "__main__":
    target, *both = sys.argv[1:]
    now, *before = [tables.read(path, "topic_words") for path in both]
    tables.write(links(now, before[0] if before else None), target, "topic_links")
