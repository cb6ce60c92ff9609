"""Volume, media, coverage: the lists and marks of the month as a whole."""

from typing import Any

import pandas as pd

from conversatoire.note.behind.lists import Lists, Mark, Marks, by, named, some, where


def lists(posts: pd.DataFrame, told: Any) -> Lists:
    """`month`, `reposts`, `authored` (author known), `medium-…`, `authored-…` by medium, `source-N`, and `day-…` for the days told."""
    known = posts["account"].notna()
    found = {named("month"): posts["post_id"].notna(), named("reposts"): posts["repost"], named("authored"): known}
    for medium in sorted(posts["medium"].unique()):
        found |= {named("medium", medium): posts["medium"] == medium, named("authored", medium): (posts["medium"] == medium) & known}
    for number, row in enumerate(told.coverage["sources"], 1):
        found[named("source", number)] = (posts["source"] == row["source"]) & (posts["medium"] == row["medium"])
    hottest = told.barometer["hottest"]
    for row in [*told.volume["busiest"], *([hottest] if hottest else [])]:
        found[named("day", row["day"])] = posts["day"] == row["day"]
    return some(found)


def rejected(rejects: pd.DataFrame, told: Any) -> dict[str, list[str]]:
    """The rows that could not be read: `rejected`, `rejected-N` by source, `reason-N` by reason; each as `file:row`."""
    found = {named("rejected"): rejects["origin"]}
    found |= {
        named("rejected", number): rejects["origin"][rejects["source"] == row["source"]] for number, row in enumerate(told.coverage["sources"], 1)
    }
    found |= {
        named("reason", number): rejects["origin"][rejects["reason"] == reason] for number, (reason, _) in enumerate(told.coverage["reasons"], 1)
    }
    return {name: rows.astype(str).tolist() for name, rows in found.items() if len(rows)}


def marks(posts: pd.DataFrame, found: Lists, told: Any) -> Marks:
    """Those of the figures volume, media_shares and gaps."""
    media = [name for name in found if name.startswith("medium-")]
    sources = [(row["source"], named("source", number)) for number, row in enumerate(told.coverage["sources"], 1)]
    return {
        "volume": [mark for name in media for mark in by(name, found[name], posts["day"], name.removeprefix("medium-"))],
        "media_shares": [Mark(name.removeprefix("medium-"), "", name, found[name]) for name in media],
        "gaps": [mark for source, name in sources if name in found for mark in by(name, found[name], posts["day"], source)],
    }


def thermometer(posts: pd.DataFrame, warmth: pd.DataFrame, found: Lists) -> Marks:
    """Those of the two figures of the thermometer: the windows, and the days."""
    at = posts["published_at"]
    spans = {row.span: where((at >= row.start) & (at < row.end)) for row in warmth.itertuples() if row.span != "date"}
    return {
        "thermometer": [Mark("thermometer", span, "month", places) for span, places in spans.items()],
        "thermometer_days": by("month", found["month"], posts["day"], "thermometer"),
    }
