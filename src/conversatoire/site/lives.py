"""The lives of subjects: topics of several months that are one subject, chained by the ids of «topic_links»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from conversatoire import tables
from conversatoire.note.facts_topics import verbatims
from conversatoire.note.rows import records
from conversatoire.site.months import Month, follows, line

QUOTED = 2  # posts quoted of a subject a month
WORDS = 10  # first words that are compared between two months


@dataclass
class Life:
    """One subject over the months.

    Attributes:
        id: `YYYY-MM/n`, the month in which it first appeared and its rank there.
        months: what it was in each month it appears in, oldest first: period, topic (its number), label, posts, share, low, high (0–1), stability,
            unstable, status, similarity (with the month before), words, gained, lost, media, verbatims, merged (lives that went into it).
        split_of: the life that it is a part of, where it began so.
        end: how it ended: `gone`, `merged` (into the life `into`), or "" where it is there in the last month or nothing tells.
        ended: the first month without it; "" where it has not ended.
    """

    id: str
    months: list[dict[str, Any]] = field(default_factory=list)
    split_of: str | None = None
    end: str = ""
    ended: str = ""
    into: str | None = None

    @property
    def label(self) -> str:
        """Its name in the month in which its share is the largest."""
        return max(self.months, key=lambda month: (month["share"], month["period"]))["label"]

    @property
    def peak(self) -> float:
        """Its largest share."""
        return max(month["share"] for month in self.months)

    @property
    def posts(self) -> int:
        """Its posts over all months."""
        return sum(month["posts"] for month in self.months)

    @property
    def file(self) -> str:
        """The name of its page: the id's numbers."""
        return f"subject-{re.sub(r'[^0-9]+', '-', self.id)}.html"

    def at(self, period: str) -> dict[str, Any] | None:
        """What it was in a month."""
        return next((month for month in self.months if month["period"] == period), None)


def lives(months: Sequence[Month]) -> list[Life]:
    """The subjects of all months, those of the largest share first.

    Args:
        months: oldest first.
    """
    found: dict[str, Life] = {}
    for month in months:
        links = records(month.frames["topic_links"])
        own = {link["topic"]: link for link in links if link["topic"] is not None and link["status"] != "merged"}
        topics = {row["topic"]: row for row in records(month.frames["topics"].sort_values("topic"))}
        ids = {topic: (own.get(topic) or {}).get("id") or f"{month.period}/{topic + 1}" for topic in topics}
        parts = _parts(month)
        earlier = {life.months[-1]["topic"]: life.id for life in found.values() if follows(life.months[-1]["period"], month.period)}
        for topic, row in topics.items():
            life = found.setdefault(ids[topic], Life(ids[topic]))
            life.end, life.ended = "", ""
            link = own.get(topic) or {"status": "first", "similarity": None, "previous_topic": None}
            if link["status"] == "split" and not life.months:
                life.split_of = earlier.get(link["previous_topic"])
            life.months.append(_month(month, row, parts.get(topic, {}), link, life.months[-1] if life.months else None))
        _end(found, links, ids, month.period)
    return sorted(found.values(), key=lambda life: (-life.peak, life.id))


def _end(found: dict[str, Life], links: list[dict[str, Any]], ids: dict[int, str], period: str) -> None:
    """Marks the lives that a month's links tell as gone or merged."""
    for link in links:
        life = found.get(link["id"] or "")
        if life is None or link["status"] not in ("gone", "merged") or life.months[-1]["period"] == period:
            continue
        life.end, life.ended = link["status"], period
        into = found.get(ids.get(link["topic"], "")) if link["status"] == "merged" else None
        if into:
            life.into = into.id
            into.months[-1]["merged"].append(life.id)


def _parts(month: Month) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """The rows of each topic in the tables of its words and media, and its verbatims: topic → name → rows."""
    frames = month.frames
    media = frames["topic_media"].loc[lambda table: table["posts"] > 0].sort_values(["posts", "medium"], ascending=[False, True])
    found: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for name, table in (("words", frames["topic_words"].sort_values("rank")), ("media", media)):
        for topic, rows in table.groupby("topic"):
            found.setdefault(topic, {})[name] = records(rows)
    shown = frames["representative_posts"]
    quoted = frames["posts"][frames["posts"]["post_id"].isin(shown["post_id"])]
    for topic, rows in shown.groupby("topic"):
        found.setdefault(topic, {})["verbatims"] = verbatims({"representative_posts": rows, "posts": quoted}, topic, month.names, QUOTED)
    return found


def _month(
    month: Month, row: dict[str, Any], parts: dict[str, list[dict[str, Any]]], link: dict[str, Any], before: dict[str, Any] | None
) -> dict[str, Any]:
    """What a subject is in one month, see `Life.months`."""
    words = ([line(word["word"]) for word in parts.get("words", [])] or line(row["words"]).split())[:WORDS]
    past = before["words"] if before else words
    return {
        "period": month.period,
        "topic": row["topic"],
        "label": line(row["label"]),
        "posts": row["posts"],
        "share": row["share"],
        "low": row["share_low"],
        "high": row["share_high"],
        "stability": row["stability"],
        "unstable": row["stability"] <= tables.UNSTABLE,
        "status": link["status"],
        "similarity": link["similarity"],
        "words": words,
        "gained": [word for word in words if word not in past],
        "lost": [word for word in past if word not in words],
        "media": [{key: one[key] for key in ("medium", "posts", "share")} for one in parts.get("media", [])],
        "verbatims": [quote | {"text": line(quote["text"])} for quote in parts.get("verbatims", [])],
        "merged": [],
    }
