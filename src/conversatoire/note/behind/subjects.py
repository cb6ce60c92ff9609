"""Topics: the lists and marks of the note's subjects."""

from typing import Any

import pandas as pd

from conversatoire.barometer.top import site
from conversatoire.note.behind.known import places_of
from conversatoire.note.behind.lists import Lists, Mark, Marks, by, named, some

COLUMNS = {"hashtag": "hashtags", "link": "links", "site": "links", "mentioned": "mentions"}


def lists(posts: pd.DataFrame, told: Any, keys: pd.DataFrame) -> Lists:
    """`topic-N` (from 1), `topic-none`, and of those told in detail `topic-N-medium-…`, `-day-…`, `-{kind}-R` and `-community-C`.

    Args:
        posts: as `known.known` gives them.
        told: the facts of the note.
        keys: table «topic_keys».
    """
    found = {named("topic", "none"): posts["topic"] == -1}
    found |= {named("topic", row["topic"] + 1): posts["topic"] == row["topic"] for row in told.topics["all"]}
    for row in told.topics["shown"]:
        own, number = posts[posts["topic"] == row["topic"]], row["topic"] + 1
        found |= {named("topic", number, "medium", part["medium"]): _at(own, own["medium"] == part["medium"]) for part in row["media"]}
        if row["peak"]:
            found[named("topic", number, "day", row["peak"]["day"])] = _at(own, own["day"] == row["peak"]["day"])
        shown = {(kind, part["rank"]) for kind, parts in row["told_by"].items() for part in parts}
        for key in keys[keys["topic"] == row["topic"]].itertuples():
            if (key.kind, key.rank) not in shown:
                continue
            found[named("topic", number, key.kind, key.rank)] = _at(own, _holds(own, key.kind, key.item, key.medium))
    for topic, groups in told.actors["behind"].items():
        for group in groups:
            mask = (posts["topic"] == topic) & (posts["community"] == group["community"])
            found[named("topic", topic + 1, "community", group["community"] + 1)] = mask
    return some(found)


def _at(own: pd.DataFrame, mask: pd.Series) -> Any:
    return own.index[mask.to_numpy(dtype=bool)].to_numpy("int64")


def _holds(own: pd.DataFrame, kind: str, item: str, medium: str | None) -> pd.Series:
    """Which posts hold a key of a topic, as `topics/keys.py` counts them."""
    if kind == "author":
        return (own["account"] == item) & (own["medium"] == medium)
    if kind == "site":
        return own["links"].map(lambda links: any(site(link) == item for link in links)).astype(bool)
    wanted = item.removeprefix("#") if kind == "hashtag" else item
    mask = own[COLUMNS[kind]].map(lambda held: wanted in held).astype(bool)
    return mask & (own["medium"] == medium) if kind == "mentioned" else mask


def marks(posts: pd.DataFrame, found: Lists, on_map: pd.Series) -> Marks:
    """Those of the figures of the topics; `on_map` are the ids of the posts that the map shows."""
    topics = [name for name in found if name.startswith("topic-") and name.removeprefix("topic-").isdigit()]
    every = [*topics, *(["topic-none"] if "topic-none" in found else [])]
    whole = [Mark(name.removeprefix("topic-"), "", name, found[name]) for name in every]
    shown = pd.Series(False, index=posts.index)
    shown.iloc[places_of(posts, on_map)] = True
    return {
        "topic_shares": whole,
        "topic_words": [mark for mark in whole if mark.series != "none"],
        "topic_days": [mark for name in topics for mark in by(name, found[name], posts["day"], name.removeprefix("topic-"))],
        "topic_media": [mark for name in every for mark in by(name, found[name], posts["medium"], name.removeprefix("topic-"))],
        "topic_map": [Mark(mark.series, "", mark.list, mark.places[shown.to_numpy()[mark.places]]) for mark in whole],
    }
