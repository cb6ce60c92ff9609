"""Posts that show a topic: typical, by distinct authors, each thing said once."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.topics.model import Model, word_weights
from conversatoire.topics.prepare import Documents

SHOWN = 10  # posts per topic
READABLE = range(40, 601)  # characters; shorter says little, longer is no verbatim
ALIKE = 0.5  # Jaccard of the words from which two posts say the same


class _Candidate(NamedTuple):
    score: float
    weight: float
    post_id: str
    author: tuple
    words: frozenset[str]
    is_readable: bool


def representative_posts(posts: pd.DataFrame, documents: Documents, model: Model, of_posts: pd.DataFrame) -> pd.DataFrame:
    """Table representative_posts: per topic the SHOWN posts with the highest weight × cosine to the topic's words; no reposts.

    Posts of a readable length go first; of an author, and of posts that share half of their words, only the first is shown.
    """
    weights = np.maximum(word_weights(model), 0) if len(model.topic_word) > 1 else model.topic_word
    column = {word: i for i, word in enumerate(model.vocabulary)}
    norms = np.linalg.norm(weights, axis=1)
    candidates: dict[int, list[_Candidate]] = {}
    columns = (posts[name].tolist() for name in ("post_id", "medium", "author", "text"))
    is_repost = (posts["repost_of_id"].notna() | posts["repost_of_author"].notna()).tolist()
    rows = zip(*columns, is_repost, of_posts["topic"].tolist(), of_posts["weight"].tolist(), documents.of_post.tolist(), strict=True)
    for post_id, medium, author, text, passed_on, topic, weight, document in rows:
        if topic < 0 or passed_on:
            continue
        words = frozenset(documents.tokens[document])
        cosine = weights[topic, sorted(column[word] for word in words)].sum() / (norms[topic] * np.sqrt(len(words)) or 1)
        who = (medium, author.lower()) if isinstance(author, str) else (medium, None, post_id)
        found = _Candidate(round(weight * cosine, 9), weight, post_id, who, words, len(text) in READABLE)
        candidates.setdefault(topic, []).append(found)
    chosen = [(topic, rank, c.post_id, c.weight) for topic in sorted(candidates) for rank, c in enumerate(_differing(candidates[topic]), 1)]
    return pd.DataFrame(chosen, columns=["topic", "rank", "post_id", "weight"]).astype({"topic": "int64", "rank": "int64", "weight": "float64"})


def _differing(candidates: list[_Candidate]) -> list[_Candidate]:
    chosen: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (not c.is_readable, -c.score, c.post_id)):
        is_new = all(candidate.author != c.author and len(candidate.words & c.words) < ALIKE * len(candidate.words | c.words) for c in chosen)
        if is_new:
            chosen.append(candidate)
        if len(chosen) == SHOWN:
            break
    return chosen
