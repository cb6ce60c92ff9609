"""Tables of the topics: numbered, named, counted by medium and day, shown by posts. Nothing here knows which engine found them."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.collection.coverage import month_days
from conversatoire.config import Topics
from conversatoire.text import fold
from conversatoire.topics.engines import fit
from conversatoire.topics.model import Model, strongest
from conversatoire.topics.prepare import Documents
from conversatoire.topics.representative import representative_posts
from conversatoire.topics.stability import coherence, compared_words, stability

CLEAR = 0.5  # a post belongs to a topic that holds more than half of it
LISTED = 30  # words per topic in topic_words.csv, or as many as the study shows: the months are matched by them
LABEL_WORDS = 3
STEM = 5  # two words that start with the same five letters are one in a label: «rembourse», «remboursement»


class Found(NamedTuple):
    """The step's tables of one month, each as `tables.py` describes it."""

    topics: pd.DataFrame
    post_topics: pd.DataFrame
    topic_words: pd.DataFrame
    topic_media: pd.DataFrame
    topic_days: pd.DataFrame
    representative_posts: pd.DataFrame


def find(posts: pd.DataFrame, documents: Documents, model: Model, settings: Topics, timezone: str, period: str) -> Found:
    """Describes the topics of a month, the largest first.

    Args:
        posts: table posts.
        documents: of these posts, by `prepare`.
        model: of these documents, by `fit`; refitted under other seeds to measure how stable each topic is.
        settings: the section `topics:` of the study.
        timezone: the study's, in which days are cut.
        period: the month, YYYY-MM.
    """
    model = _numbered(model, documents)
    of_posts = _post_topics(posts, documents, model)
    words = _topic_words(model, documents, settings)
    topics = _topics(of_posts, words, settings)
    if len(topics):
        refit = _refit(documents.tokens, settings, len(topics))
        topics["stability"] = stability(model, refit, settings.seed or 0)
        topics["coherence"] = coherence(compared_words(model), documents.tokens)
    shown = posts[["post_id", "medium", "published_at"]].merge(of_posts[["post_id", "topic"]], on="post_id", validate="one_to_one")
    numbers = [-1, *range(len(topics))]
    return Found(
        topics,
        of_posts,
        words,
        _topic_media(shown, numbers),
        _topic_days(shown, numbers, timezone, period),
        representative_posts(posts, documents, model, of_posts),
    )


def _refit(tokens: list[list[str]], settings: Topics, count: int) -> Callable[[int], Model]:
    return lambda seed: fit(tokens, settings.model_copy(update={"count": count, "seed": seed}))


def _numbered(model: Model, documents: Documents) -> Model:
    """The model with its topics in order of posts, without topics that hold no post clearly."""
    known = documents.of_post[documents.of_post >= 0]
    while model.doc_topic.shape[1]:
        nearest, weight = model.doc_topic.argmax(axis=1)[known], model.doc_topic.max(axis=1)[known]
        posts = np.bincount(nearest[weight > CLEAR], minlength=model.doc_topic.shape[1])
        first = [words[0][0] if words else "" for words in strongest(model, 1)]
        order = [topic for topic in sorted(range(len(posts)), key=lambda topic: (-posts[topic], first[topic])) if posts[topic]]
        total = model.doc_topic[:, order].sum(axis=1, keepdims=True)
        kept = Model(model.vocabulary, model.doc_topic[:, order] / np.where(total == 0, 1, total), model.topic_word[order])
        if len(order) == len(posts):
            return kept
        model = kept  # what an empty topic held goes to the others, which may change their order
    return model


def _post_topics(posts: pd.DataFrame, documents: Documents, model: Model) -> pd.DataFrame:
    if not model.doc_topic.shape[1]:
        return pd.DataFrame({"post_id": posts["post_id"], "topic": -1, "nearest": -1, "weight": 0.0})
    known = documents.of_post >= 0
    of_post = np.where(known, documents.of_post, 0)
    nearest = np.where(known, model.doc_topic.argmax(axis=1)[of_post], -1)
    weight = np.where(known, np.round(model.doc_topic.max(axis=1), 6)[of_post], 0.0)
    return pd.DataFrame(
        {"post_id": posts["post_id"].to_numpy(), "topic": np.where(weight > CLEAR, nearest, -1), "nearest": nearest, "weight": weight}
    )


def _topic_words(model: Model, documents: Documents, settings: Topics) -> pd.DataFrame:
    found = strongest(model, max(LISTED, settings.words))
    rows = [
        (topic, rank, documents.surface[token], weight, token) for topic, words in enumerate(found) for rank, (token, weight) in enumerate(words, 1)
    ]
    return pd.DataFrame(rows, columns=["topic", "rank", "word", "weight", "token"]).astype({"topic": "int64", "rank": "int64", "weight": "float64"})


def _topics(of_posts: pd.DataFrame, words: pd.DataFrame, settings: Topics) -> pd.DataFrame:
    """Table topics; stability and coherence still 0."""
    posts = of_posts.loc[of_posts["topic"] >= 0, "topic"].value_counts().sort_index()
    listed = [words.loc[words["topic"] == topic, "word"].tolist() for topic in posts.index]
    frame = pd.DataFrame(
        {"topic": posts.index.to_numpy("int64"), "label": pd.Series(labels(words, len(posts)), dtype="object"), "posts": posts.to_numpy("int64")}
    )
    frame["share"] = frame["posts"] / max(len(of_posts), 1)
    frame["stability"] = frame["coherence"] = 0.0
    return frame.assign(words=pd.Series([" ".join(found[: settings.words]) for found in listed], dtype="object"))


def labels(words: pd.DataFrame, count: int) -> list[str]:
    """A readable name per topic 0 … count − 1: its strongest words as people wrote them, without two of one family.

    A word names one topic only, the one where it weighs most, so that no two names are alike.
    """
    owner = words.sort_values(["weight", "topic"], ascending=[False, True], kind="stable").drop_duplicates("token").set_index("token")["topic"]
    found = []
    for topic in range(count):
        rows = words[words["topic"] == topic].sort_values("rank")
        own = rows.loc[rows["token"].map(owner) == topic, "word"].tolist()
        chosen: list[str] = []
        for word in own + rows["word"].tolist():
            if len(chosen) < LABEL_WORDS and not any(_akin(word, other) for other in chosen):
                chosen.append(word)
        name = ", ".join(chosen)
        found.append(name[:1].upper() + name[1:])
    return [name if name and found.count(name) == 1 else f"{name or 'Topic'} ({topic})" for topic, name in enumerate(found)]


def _akin(word: str, other: str) -> bool:
    a, b = fold(word).lstrip("#"), fold(other).lstrip("#")
    return a in b or b in a or a[:STEM] == b[:STEM]


def _topic_media(shown: pd.DataFrame, numbers: list[int]) -> pd.DataFrame:
    media = sorted(shown["medium"].unique())
    counts = shown.groupby(["topic", "medium"]).size().reindex(pd.MultiIndex.from_product([numbers, media], names=["topic", "medium"]), fill_value=0)
    frame = counts.rename("posts").reset_index()
    return frame.assign(share=frame["posts"] / frame.groupby("medium")["posts"].transform("sum"))


def _topic_days(shown: pd.DataFrame, numbers: list[int], timezone: str, period: str) -> pd.DataFrame:
    days = month_days(period)
    local = shown.assign(day=shown["published_at"].dt.tz_convert(timezone).dt.strftime("%Y-%m-%d"))
    index = pd.MultiIndex.from_product([numbers, sorted({*days, *local["day"]})], names=["topic", "day"])
    return local.groupby(["topic", "day"]).size().reindex(index, fill_value=0).rename("posts").reset_index()
