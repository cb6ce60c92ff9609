"""Tables of the topics: numbered, named, counted by medium and day, shown by posts. Nothing here knows which engine found them."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.by_hand.names import read as read_names
from conversatoire.collection.coverage import month_days
from conversatoire.settings.topics import Topics
from conversatoire.topics import names
from conversatoire.topics.engines import fit
from conversatoire.topics.keys import topic_keys
from conversatoire.topics.labels import labels
from conversatoire.topics.map import topic_map
from conversatoire.topics.model import Membership, Model, assigned, strongest
from conversatoire.topics.phrases import JOINT, is_phrase
from conversatoire.topics.prepare import Documents
from conversatoire.topics.representative import representative_posts
from conversatoire.topics.stability import agreement, coherence, diversity, recomputations, stability

FINDS_THE_NUMBER = ("auto", "glp", "gsdmm")  # engines that need not be told how many topics there are, in a recomputation neither
LISTED = 50  # words per topic in topic_words.csv: the months are matched by them


class Found(NamedTuple):
    """The step's tables of one month, each as `tables.py` describes it."""

    topics: pd.DataFrame
    topic_model: pd.DataFrame
    post_topics: pd.DataFrame
    topic_words: pd.DataFrame
    topic_media: pd.DataFrame
    topic_days: pd.DataFrame
    topic_keys: pd.DataFrame
    topic_map: pd.DataFrame
    representative_posts: pd.DataFrame


def find(posts: pd.DataFrame, documents: Documents, model: Model, settings: Topics, timezone: str, period: str) -> Found:
    """Describes the topics of a month, the largest first.

    Args:
        posts: table posts.
        documents: of these posts, by `prepare`.
        model: of these documents, by `fit`; refitted under other seeds and on samples to measure how stable each topic is.
        settings: the section `topics:` of the study.
        timezone: the study's, in which days are cut.
        period: the month, YYYY-MM.

    Raises:
        StudyError: the file of the analyst's names (`topics.names`) is not in order.
    """
    own_names = read_names(settings.names) if settings.names else []
    model = _numbered(model, documents)
    of_posts = _post_topics(posts, documents, model)
    words = _topic_words(model, documents)
    seed = settings.seed or 0
    again = {} if settings.engine in FINDS_THE_NUMBER else {"count": max(len(model.topic_word), 1)}
    others = list(recomputations(documents.tokens, lambda tokens, seed: fit(tokens, settings.model_copy(update={"seed": seed} | again)), seed))
    sizes = np.bincount(documents.of_post[documents.of_post >= 0], minlength=len(documents.tokens))
    topics = _topics(of_posts, words, settings).assign(
        **stability(model, others, sizes),
        coherence=coherence(model, documents.tokens),
        diversity=diversity(model),
        label_auto=pd.Series(labels(model, documents.surface), dtype="object"),
    )
    documented = sizes.sum() / max(len(posts), 1)
    topics["share_low"] = np.minimum(topics["share_low"] * documented, topics["share"])
    topics["share_high"] = np.maximum(topics["share_high"] * documented, topics["share"])
    named = names.assign(own_names, words)
    topics["label"] = pd.Series(names.labelled(topics["label_auto"].tolist(), named.of_topic), dtype="object")
    shown = posts[["post_id", "medium", "published_at"]].merge(of_posts[["post_id", "topic"]], on="post_id", validate="one_to_one")
    numbers = [-1, *range(len(topics))]
    return Found(
        topics[list(tables.TABLES["topics"].columns)],
        _topic_model(of_posts, documents, topics, agreement(model, others), len(others), named.without_topic),
        of_posts,
        words,
        _topic_media(shown, numbers),
        _topic_days(shown, numbers, timezone, period),
        topic_keys(posts, of_posts),
        topic_map(posts, documents, model, seed),
        representative_posts(posts, documents, model, of_posts),
    )


def _numbered(model: Model, documents: Documents) -> Model:
    """The model with its topics in order of posts, without topics that hold no post clearly (whose documents go to their second)."""
    posts = np.bincount(documents.of_post[documents.of_post >= 0], minlength=len(documents.tokens))
    while not (held := _held(model, posts)).all():
        model = _only(model, np.flatnonzero(held))
    first = [words[0][0] if words else "" for words in strongest(model, 1)]
    return _only(model, np.array(sorted(range(len(held)), key=lambda number: (-held[number], first[number])), dtype=np.int64))


def _held(model: Model, posts: np.ndarray) -> np.ndarray:
    """Posts that clearly belong to each topic."""
    topic = assigned(model.documents)
    return np.bincount(topic[topic >= 0], posts[topic >= 0], len(model.topic_word))


def _only(model: Model, order: np.ndarray) -> Model:
    """The model with the topics of `order` alone, in that order."""
    number = np.full(len(model.topic_word) + 1, -1, dtype=np.int32)  # the last is that of −1
    number[order] = np.arange(len(order))
    nearest, weight, second, second_weight = model.documents
    nearest, second = number[nearest], number[second]
    lost = nearest < 0
    return Model(
        model.vocabulary,
        model.topic_word[order],
        Membership(
            np.where(lost, second, nearest),
            np.where(lost, second_weight, weight) * (~lost | (second >= 0)),
            np.where(lost, -1, second),
            np.where(lost | (second < 0), 0.0, second_weight),
        ),
    )


def _post_topics(posts: pd.DataFrame, documents: Documents, model: Model) -> pd.DataFrame:
    columns = ("topic", "nearest", "weight", "second", "second_weight")
    nowhere = (-1, -1, 0.0, -1, 0.0)
    values = (assigned(model.documents), *model.documents)
    # the last of each is that of a post without a document
    of_post = [np.append(value, nothing)[documents.of_post] for value, nothing in zip(values, nowhere, strict=True)]
    frame = pd.DataFrame({"post_id": posts["post_id"].to_numpy(), **dict(zip(columns, of_post, strict=True))})
    return frame.astype(dict.fromkeys(("topic", "nearest", "second"), "int64"))


def _topic_words(model: Model, documents: Documents) -> pd.DataFrame:
    found = strongest(model, LISTED)
    rows = [
        (topic, rank, documents.surface[token], weight, token) for topic, words in enumerate(found) for rank, (token, weight) in enumerate(words, 1)
    ]
    return pd.DataFrame(rows, columns=["topic", "rank", "word", "weight", "token"]).astype({"topic": "int64", "rank": "int64", "weight": "float64"})


def _topics(of_posts: pd.DataFrame, words: pd.DataFrame, settings: Topics) -> pd.DataFrame:
    """The columns topic, posts, share and words of the table topics."""
    posts = of_posts.loc[of_posts["topic"] >= 0, "topic"].value_counts().sort_index()
    first = [" ".join(_told(words[words["topic"] == topic])[: settings.words]) for topic in posts.index]
    return pd.DataFrame(
        {
            "topic": posts.index.to_numpy("int64"),
            "label": "",
            "posts": posts.to_numpy("int64"),
            "share": posts.to_numpy(float) / max(len(of_posts), 1),
            "words": pd.Series(first, dtype="object"),
        }
    )


def _told(words: pd.DataFrame) -> list[str]:
    """The words of a topic without those that one of its phrases says already."""
    inside = {part for token in words["token"] if is_phrase(token) for part in token.split(JOINT)}
    return words.loc[~words["token"].isin(inside), "word"].tolist()


def _topic_model(
    of_posts: pd.DataFrame, documents: Documents, topics: pd.DataFrame, agreed: float | None, recomputed: int, without_topic: list[str]
) -> pd.DataFrame:
    posts = max(len(of_posts), 1)
    without = float((of_posts["nearest"] < 0).sum())
    unassigned = float((of_posts["topic"] < 0).sum())
    some = len(topics) > 0
    rows = [
        ("posts", len(of_posts), "posts of the month"),
        ("documents", len(documents.tokens), "posts that differ; a repost and a near-duplicate count with their original"),
        ("words", len(documents.surface), "words, tags and phrases known"),
        ("topics", len(topics), "topics"),
        ("unassigned_share", unassigned / posts, "share of the posts without a topic, 0–1"),
        ("no_known_word_share", without / posts, "share of the posts without a word that others use, 0–1; a part of unassigned"),
        ("between_topics_share", (unassigned - without) / posts, "share of the posts that stand between topics, 0–1; the other part of unassigned"),
        ("mean_coherence", topics["coherence"].mean() if some else None, "mean NPMI of the topics' words, −1 to 1"),
        ("diversity", topics["diversity"].mean() if some else None, "mean share of a topic's words that no other has, 0–1"),
        ("mean_stability", topics["stability"].mean() if some else None, "mean stability of the topics, 0–1"),
        ("unstable", int((topics["stability"] <= tables.UNSTABLE).sum()), "topics not to be reported alone"),
        ("seed_nmi", agreed, "normalised mutual information of the nearest topics under two seeds, 0–1"),
        ("recomputations", recomputed, "how often the topics were found again to measure stability"),
        ("names_without_topic", len(without_topic), " · ".join(["the analyst's names that fit no topic of the month", *without_topic])),
    ]
    return pd.DataFrame(rows, columns=["measure", "value", "about"]).astype({"value": "float64"})


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
