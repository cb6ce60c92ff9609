"""Peaks, weak signals and questions: the lists and marks of what happened."""

import json
from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from conversatoire.events import items
from conversatoire.note.behind.known import holding, items_of, places_of
from conversatoire.note.behind.lists import Lists, Mark, Marks, Places, by, named, some, where

HELD = {"link": "links", "hashtag": "hashtags"}


def peaks(posts: pd.DataFrame, told: Any, own_accounts: Collection[str]) -> Lists:
    """`peak-N`; of each cause told `peak-N-{kind}-R`, and `peak-N-without`: its posts without its single cause."""
    own = {handle.lower().lstrip("@") for handle in own_accounts}
    words: list[items.Items] = []
    found: dict[str, Places] = {}
    shown = {row["number"]: row for row in [*told.happening["peaks"], *filter(None, [told.happening["first"]])]}
    for number, row in sorted(shown.items()):
        inside = where(_series(posts, row["series"], own) & (posts["published_at"] >= row["start"]) & (posts["published_at"] < row["end"]))
        found[named("peak", number)] = inside
        for cause in [*filter(None, [row["single"]]), *row["others"]]:
            if cause["kind"] == "word" and not words:  # the words of all posts: only where one is told
                words.append(items.words(posts))
            places = inside[_holds(posts, cause["kind"], cause["item"], cause["medium"], words)[inside]]
            found[named("peak", number, cause["kind"], cause["rank"])] = places
        if cause := row["single"]:
            found[named("peak", number, "without")] = np.setdiff1d(inside, found[named("peak", number, cause["kind"], cause["rank"])])
    return some(found)


def _series(posts: pd.DataFrame, series: str, own: set[str]) -> pd.Series:
    """The posts of a series of «peaks»."""
    kind, _, item = series.partition(":")
    if kind == "others":
        return ~posts["account"].isin(own)
    if kind == "medium":
        return posts["medium"] == item
    if kind == "topic":
        return posts["topic"] == int(item)
    return pd.Series(_has(posts, "links", item) if kind == "link" else True, index=posts.index)


def _holds(posts: pd.DataFrame, kind: str, item: str, medium: str | None, words: list[items.Items]) -> np.ndarray:
    """Which posts hold an item, as `events/items.py` finds them."""
    if kind == "word":
        kept = words[0]
        return np.isin(np.arange(len(posts)), kept.rows[np.isin(kept.codes, [code for code, name in enumerate(kept.names) if name == item])])
    if kind in HELD:
        return _has(posts, HELD[kind], item.removeprefix("#") if kind == "hashtag" else item)
    if kind == "site":
        return _has(posts, "sites", item)
    if kind == "topic":
        return (posts["topic"] == int(item)).to_numpy()
    if kind == "account":
        return ((posts["account"] == item) & (posts["medium"] == medium)).to_numpy()
    if kind == "post":
        return (posts["post_id"].eq(item) | _any(posts, "_id", item)).to_numpy()
    named_there = posts["mentions"].map(lambda names: item in [name.lower() for name in names]).astype(bool)
    return ((named_there | _any(posts, "_author", item)) & (posts["medium"] == medium)).to_numpy()


def _has(posts: pd.DataFrame, column: str, item: str) -> np.ndarray:
    return np.isin(np.arange(len(posts)), holding(items_of(posts, column), {item}))


def _any(posts: pd.DataFrame, suffix: str, item: str) -> pd.Series:
    """Whether one of the references of each post is `item`; accounts are compared in lower case."""
    found = [posts[f"{how}{suffix}"].astype(object) for how in items.REFERENCES]
    return pd.concat([column.str.lower().eq(item) if suffix == "_author" else column.eq(item) for column in found], axis=1).any(axis=1)


def signals(posts: pd.DataFrame, told: Any) -> Lists:
    """`signal-N`: the posts of this month among those that the note counts of a signal, the first of each author a day."""
    return some({named("signal", row["signal"]): places_of(posts, json.loads(row["post_ids"] or "[]")) for row in told.happening["signals"]})


def questions(posts: pd.DataFrame, told: Any, asked: pd.DataFrame) -> Lists:
    """`questions` and their parts: open, to the organisation, by subject, by group."""
    is_open, own = asked["answered"] == "no", asked["to_own"].astype(bool)
    rows = {named("questions"): is_open | True, named("questions", "open"): is_open, named("questions", "own"): own}
    rows |= {
        named("questions", "own", "answered"): own & asked["own_hours"].notna(),
        named("questions", "own", "stock"): own & (asked["answered"] == "stock"),
    }
    listed = [row["topic"] for row in told.watching["questions"]["topics"]]
    subjects = {number: asked["topic"] == number for number in listed} | {None: ~asked["topic"].isin(listed)}
    for number, mask in subjects.items():
        name = "outside" if number is None else number + 1
        rows |= {named("questions", "topic", name): mask, named("questions", "topic", name, "open"): mask & is_open}
    rows |= {named("question", row["question"]): asked["question"] == row["question"] for row in told.watching["questions"]["shown"]}
    return some({name: places_of(posts, asked.loc[mask.astype(bool), "post_id"]) for name, mask in rows.items()})


def marks(posts: pd.DataFrame, found: Lists, told: Any, asked: pd.DataFrame) -> Marks:
    """Those of the figures of peaks, signals and questions."""
    shown = [(row["number"], named("peak", row["number"])) for row in told.happening["peaks"]]
    course = by("month", found["month"], posts["day"], "all") if shown else []
    causes = [
        Mark(str(number), part.removeprefix(f"{name}-"), name, found[part]) for number, name in shown for part in found if part.startswith(f"{name}-")
    ]
    whole = [Mark(str(number), "", name, found[name]) for number, name in shown if name in found]
    signals_ = [Mark(name.removeprefix("signal-"), "", name, found[name]) for name in found if name.startswith("signal-")]
    answered = posts["post_id"].map(asked.set_index("post_id")["answered"]).astype(object)
    topics = posts["topic"].where(posts["topic"] < 0, posts["topic"] + 1).astype(str)
    every = by("questions", found["questions"], topics) if "questions" in found else []
    parts = [part._replace(series=mark.x) for mark in every for part in by("questions", mark.places, answered)]
    return {"peaks": course + whole + causes, "weak_signals": signals_, "questions": parts}
