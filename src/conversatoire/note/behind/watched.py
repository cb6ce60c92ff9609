"""Alerts and the indicators of a crisis: the lists and marks of what is watched, found as the step itself finds them."""

from typing import Any

import pandas as pd

from conversatoire.config import Events
from conversatoire.events import vocabulary, watched
from conversatoire.note.behind.lists import Lists, Marks, by, named, some, where

PARTS = {"volume": "public", "negative": "negative", "crisis_words": "crisis", "press": "press"}  # the posts that an indicator counts
AMONG = {"volume": "public", "negative": "toned", "crisis_words": "original", "press": "public", "speed": "exact"}


def flags(posts: pd.DataFrame, given: dict[str, Any], labels: pd.Series, timezone: str) -> tuple[pd.DataFrame, watched.Watch]:
    """What each post says (`events.watched.flags`), and what was looked for; `given` is what the step got (`params/events.yaml`)."""
    watch = watched.watch(Events(**given.get("settings", {})), given.get("own_accounts") or [], given.get("lists") or {}, timezone)
    tone = posts.loc[posts["tone"].notna(), ["post_id", "tone"]]
    return watched.flags(posts, tone, watch, posts["topic"].map(labels)), watch


def lists(posts: pd.DataFrame, told: Any, found: pd.DataFrame, watch: watched.Watch) -> Lists:
    """`alert-N-{day}` and `alert-N-{day}-of` by rule, `crisis-{indicator}` and `crisis-{indicator}-of` of the worst day, `crisis-word-R`."""
    made = {}
    for number, rule in enumerate(told.watching["alerts"]["rules"], 1):
        for row in rule["fired"]:
            on = posts["day"] == row["day"]
            made[named("alert", number, row["day"])] = on & found[f"rule:{rule['label']}"]
            if row["share"] is not None:
                made[named("alert", number, row["day"], "of")] = on & found[AMONG[rule["when"]]]
    if worst := told.watching["crisis"]["worst"]:
        on = posts["day"] == worst["day"]
        made |= {named("crisis", _plain(name)): on & found[part] for name, part in PARTS.items()}
        made |= {named("crisis", _plain(name), "of"): on & found[part] for name, part in AMONG.items()}
        places = posts.index[(on & found["original"]).to_numpy()]
        for rank, row in enumerate(told.watching["crisis"]["words"], 1):
            entries = [entry for entry in watch.entries if entry.word == row["word"]]
            made[named("crisis", "word", rank)] = places[vocabulary.holds(posts.loc[places], entries).to_numpy()].to_numpy("int64")
    return some(made)


def marks(posts: pd.DataFrame, told: Any, found: pd.DataFrame) -> Marks:
    """Those of the figure of the crisis: of each indicator and day, the posts that it counts (`posts`) and those among which (`of`)."""
    if not told.watching["crisis"]["told"]:
        return {}
    parts = PARTS | {f"{name} of": part for name, part in AMONG.items()} | dict.fromkeys(("media", "communities"), "public")
    return {"crisis": [mark for series, part in parts.items() for mark in by("month", where(found[part]), posts["day"], series)]}


def _plain(indicator: str) -> str:
    return indicator.replace("_", "-")
