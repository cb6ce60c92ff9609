"""A small index made by hand: posts as dicts, written as a study's months and indexed as the workflow does it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from conversatoire import tables
from conversatoire.watch import db, index

PARIS = "Europe/Paris"


def at(local: str, zone: str = PARIS) -> int:
    """Seconds since 1970 of a local time: `2024-05-01`, `2024-05-01T14:30`."""
    return int(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).timestamp())


def post(number: int, local: str, author: str | None, text: str = "des mots", medium: str = "x", **more: object) -> dict:
    """A row of the table «posts», with `number` as native id; `topic` (a number in the month) may be given beside its columns."""
    row = {"post_id": f"{medium}:{number}", "medium": medium, "source": medium, "author": author, "text": text, "lang": "fr", "origin": "hand.csv:1"}
    instant = datetime.fromtimestamp(at(local), UTC)
    return row | {"published_at": instant, "hashtags": [], "mentions": [], "links": []} | more


def made(folder: Path, posts: list[dict], months: list[str], zone: str = PARIS) -> sqlite3.Connection:
    """The index of some posts, open."""
    return db.connect(
        index.build(folder / "small/watch/posts.sqlite", [_month(folder, posts, month, zone) for month in months], "small", "Small", zone)
    )


def _month(folder: Path, posts: list[dict], month: str, zone: str) -> Path:
    path = folder / "small" / month
    inside = [row for row in posts if f"{row['published_at'].astimezone(ZoneInfo(zone)):%Y-%m}" == month]
    topics = sorted({row["topic"] for row in inside if "topic" in row})
    rows = [{key: value for key, value in row.items() if key != "topic"} for row in inside]
    tables.write(tables.frame("posts", rows), path / "collection/posts.parquet", "posts")
    measured = {"posts": 1, "share": 0.5, "stability": 1.0, "coherence": 0.1, "words": "mots"}
    named = [{"topic": topic, "label": f"sujet {topic}"} | measured for topic in topics]
    tables.write(tables.frame("topics", named), path / "topics/topics.csv", "topics")
    links = [{"topic": topic, "status": "first", "id": f"2024-05/{topic + 1}"} for topic in topics]
    tables.write(tables.frame("topic_links", links), path / "topics/topic_links.csv", "topic_links")
    held = [{"post_id": row["post_id"], "topic": row["topic"], "nearest": row["topic"], "weight": 1.0} for row in inside if "topic" in row]
    tables.write(tables.frame("post_topics", held), path / "topics/post_topics.parquet", "post_topics")
    return path
