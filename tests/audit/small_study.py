"""Months of a study small enough to be counted by hand, as the steps before the audit leave them."""

from pathlib import Path

import pandas as pd

from conversatoire import tables
from conversatoire.audit import months
from conversatoire.collection.coverage import month_days

OWN = ["Maison"]
BRANDS = {"Maison": ["maison"], "Rivale": ["rivale"]}
ABOUT = {"title": "Essai", "question": "Quoi ?", "note_languages": ["fr", "en"]}


def post(number: int, text: str = "la maison", author: str | None = "ana", day: int = 1, month: str = "2011-05", **more: object) -> dict:
    at = pd.Timestamp(f"{month}-{day:02d} 10:00", tz="UTC")
    known = {"post_id": f"twitter:{month}-{number}", "medium": "twitter", "source": "s", "author": author, "published_at": at, "text": text}
    return known | {"lang": "fr", "hashtags": [], "mentions": [], "links": [], "origin": "a.csv:1", "tone": "neutral", "topic": -1} | more


def write_month(folder: Path, posts: list[dict], topics: list[str] = (), edges: list[tuple[str, str]] = (), **rows: list[dict]) -> Path:
    """Writes every table that the audit reads; `topics` are labels, each new in this month unless `topic_links` says otherwise."""
    tones = [{"post_id": one["post_id"], "tone": one["tone"], "score": 0.0, "words": 1, "method": "lexicon"} for one in posts]
    links = [{"topic": number, "status": "new", "id": f"{folder.name}/{number + 1}"} for number in range(len(topics))]
    measures = {"stability": 0.9, "coherence": 0.1, "words": "a b"}
    authors = sorted({(one["medium"], one["author"].lower()) for one in posts if one["author"]})
    known = {
        "posts": [{key: value for key, value in one.items() if key not in ("tone", "topic")} for one in posts],
        "coverage_days": [{"source": "s", "medium": "twitter", "day": day, "collected": 5, "kept": 1} for day in month_days(folder.name)],
        "topics": [{"topic": n, "label": label, "posts": 1, "share": 0.1} | measures for n, label in enumerate(topics)],
        "topic_links": links,
        "post_topics": [{"post_id": one["post_id"], "topic": one["topic"], "nearest": one["topic"], "weight": 0.5} for one in posts],
        "accounts": [_account(rank, medium, name) for rank, (medium, name) in enumerate(authors, 1)],
        "edges": [{"source": a, "target": b, "kind": "mention", "weight": 1, "medium": "twitter"} for a, b in edges],
        "post_tone": tones if posts else [],
    }
    for name, file in months.FILES.items():
        tables.write(tables.frame(name, rows.get(name, known.get(name, []))), folder / file, name)
    return folder


def _account(rank: int, medium: str, name: str) -> dict:
    scores = dict.fromkeys(("pagerank", "hub", "authority", "betweenness"), 0.1)
    degrees = dict.fromkeys(("posts", "in_degree", "out_degree", "core", "h_index"), 1)
    places = {"rank": rank, "rank_low": rank, "rank_high": rank, "community": 0, "role": "source", "own": name == "maison", "bot": False}
    return {"account": name, "medium": medium} | scores | degrees | places
