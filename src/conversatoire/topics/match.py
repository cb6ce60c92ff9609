"""Topics over the months: which go on, divide, join, are new or have gone; and an id that each keeps as long as it goes on.

`python -m conversatoire.topics.match LINKS.csv PERIOD WORDS.csv [PREVIOUS_WORDS.csv PREVIOUS_LINKS.csv]` writes the table topic_links. It is a
job of its own, and not a part of the notebook, so that a month's topics never wait for those of the month before.
"""

import sys
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from conversatoire import tables

# Cosine of the words from which two topics are one. With glp, 50 words a topic and other seeds each month: topics of different subjects have .07 at
# most in the teaching corpus and .35 in months made of 20 subreddits; topics whose posts are of one subject, and in one topic where the months are
# taken together, .57 and .55 at least (with 30 words .39). F1 of the pairs: 1.00, .96, and .50 on 500 tweets a month to a telecom operator (.53
# from .35 on). 18 of 21 topics called a part of another were one.
# As good, so left out: square-rooted weights, weights by rarity among topics, overlap, phrases taken apart. Worse by .01 to .02: the words alone that
# both months know, vectors of words learned from the topics (soft cosine, LSA); by .09: words without weights.
SAME = 0.4
COLUMNS = ["topic", "previous_topic", "similarity", "status", "id"]


class Before(NamedTuple):
    """What the month before left: its tables topic_words and topic_links."""

    words: pd.DataFrame
    links: pd.DataFrame


def links(words: pd.DataFrame, period: str, before: Before | None) -> pd.DataFrame:
    """Matches the month's topics with those of the month before.

    One to one, so that the sum of the similarities is the highest (Kuhn 1955): «continued». A topic that is left over is a part of the topic of the
    month before that is most like it («split»), or «new» where none is the same subject; one of the month before that is left over went into the
    topic that is most like it («merged»), or has «gone». Equals: the lower number.

    Args:
        words: table topic_words of the month.
        period: the month, YYYY-MM.
        before: of the month before; None in the study's first, whose topics are neither new nor old: «first».

    Returns:
        Table topic_links: a row a topic of the month, and a row a topic of the month before that does not go on.
    """
    now = _vectors(words)
    own = [f"{period}/{topic + 1}" for topic in now.index]  # as the note numbers them
    if before is None:
        return _table([(topic, None, None, "first", own[i]) for i, topic in enumerate(now.index)])
    past = _vectors(before.words)
    topics, earlier, ids = now.index, past.index, _ids(before.links)
    similarity = _similarity(now, past)
    continued = _pairs(similarity)
    rows: list[tuple] = []
    for i, topic in enumerate(topics):
        if i in continued:
            j = continued[i]
            rows.append((topic, earlier[j], similarity[i, j], "continued", ids[earlier[j]]))
        elif (j := _nearest(similarity[i])) is not None:
            rows.append((topic, earlier[j], similarity[i, j], "split", own[i]))
        else:
            rows.append((topic, None, None, "new", own[i]))
    for j in sorted(set(range(len(earlier))) - set(continued.values())):
        if (i := _nearest(similarity[:, j])) is not None:
            rows.append((topics[i], earlier[j], similarity[i, j], "merged", ids[earlier[j]]))
        else:
            rows.append((None, earlier[j], None, "gone", ids[earlier[j]]))
    return _table(rows)


def _vectors(words: pd.DataFrame) -> pd.DataFrame:
    """Topics × tokens, weights: what was counted, not how it was mostly written that month."""
    tokens = words["token"].fillna(words["word"]).astype(object)
    return words.assign(token=tokens, weight=words["weight"].astype(float)).groupby(["topic", "token"])["weight"].sum().unstack(fill_value=0.0)


def _similarity(now: pd.DataFrame, past: pd.DataFrame) -> np.ndarray:
    """Cosines of the topics' words, this month's × last month's, over the words of both."""
    vocabulary = sorted({*now.columns, *past.columns})
    a, b = (frame.reindex(columns=vocabulary, fill_value=0.0).to_numpy(float) for frame in (now, past))
    norms = np.outer(np.linalg.norm(a, axis=1), np.linalg.norm(b, axis=1))
    return np.round(a @ b.T / np.where(norms == 0, 1, norms), 6)  # the last bits of a sum must not choose between equals


def _pairs(similarity: np.ndarray) -> dict[int, int]:
    """The matching of the highest sum among pairs that are the same subject: row → column."""
    rows, columns = similarity.shape
    # Less than the similarities' last digit in all, and highest where equals are matched in the order of their numbers.
    order = np.outer(np.arange(rows, 0, -1), np.arange(columns, 0, -1)) * 1e-7 / max(rows * columns * min(rows, columns), 1)
    chosen = zip(*linear_sum_assignment(np.where(similarity >= SAME, similarity + order, 0), maximize=True), strict=True)
    return {int(i): int(j) for i, j in chosen if similarity[i, j] >= SAME}


def _nearest(similarities: np.ndarray) -> int | None:
    """The place of the most similar topic, if it is the same subject; it is matched with another, else the matching would hold the pair."""
    return int(similarities.argmax()) if similarities.size and similarities.max() >= SAME else None


def _ids(previous: pd.DataFrame) -> dict[int, str]:
    """The ids of the topics of a month: a row that says «merged» or «gone» holds that of an older one."""
    own = previous[~previous["status"].isin(["merged", "gone"])]
    return dict(zip(own["topic"], own["id"], strict=True))


def _table(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"topic": "Int64", "previous_topic": "Int64", "similarity": "float64", "status": "object", "id": "object"})


if __name__ == "__main__":
    target, month, now_words, *earlier = sys.argv[1:]
    past_tables = Before(tables.read(earlier[0], "topic_words"), tables.read(earlier[1], "topic_links")) if earlier else None
    tables.write(links(tables.read(now_words, "topic_words"), month, past_tables), target, "topic_links")
