"""Small months whose tables are planted by hand: three subjects that live, merge and go; two accounts; a peak, an alert; hostile texts."""

from pathlib import Path
from typing import Any

import pandas as pd

from conversatoire import tables
from conversatoire.columns import TABLES
from conversatoire.columns.base import FLAG, FLOAT, INSTANT, INT, TEXT
from conversatoire.site.months import TABLES as READ

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
BREAK = "</script><script>alert(3)</script>{{ 7*7 }}"
HANDLE = "../../<b>évil</b>"
ZERO: dict[Any, Any] = {TEXT: "", INT: 0, FLOAT: 0.0, FLAG: False, INSTANT: pd.Timestamp("2024-01-01", tz="UTC")}
NOTE = """<html><head><style>h2 {}</style></head><body><nav><a href="#sujets">x</a></nav><h2 id="sujets">Sujets</h2><p>Deux sujets.</p>
<h3 id="un">1. Un</h3><p>Le pangolin &lt;b&gt; dort.</p><table><tr><td>caché</td></tr></table><h2 id="pics">Pics</h2><p>Un pic.</p></body></html>"""


def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """A table out of rows that tell only what matters; the rest is zero where it may not be empty."""
    zero = {column: ZERO.get(told.type, []) for column, told in TABLES[name].columns.items() if not told.optional}
    return tables.frame(name, [zero | row for row in rows])


def write(folder: Path, told: dict[str, list[dict[str, Any]]], note: bool = True) -> Path:
    """A month's folder that holds the tables of `told`, the others without rows."""
    for step, names in READ.items():
        for name in names:
            tables.write(table(name, told.get(name, [])), folder / step / f"{name}.csv", name)
    tables.write(table("posts", told.get("posts", [])), folder / "collection/posts.parquet", "posts")
    if note:
        (folder / "note/posts").mkdir(parents=True)
        for form in ("html", "pdf", "docx"):
            (folder / f"note/note.fr.{form}").write_text(NOTE if form == "html" else "", encoding="utf-8")
        (folder / "note/posts/topic-1.txt").write_text("forum:1\n", encoding="utf-8")
    return folder


def topic(number: int, label: str, posts: int, share: float, stability: float = 0.9) -> dict[str, Any]:
    """A row of «topics»."""
    interval = {"share_low": share - 0.02, "share_high": share + 0.02}
    return {"topic": number, "label": label, "posts": posts, "share": share, "stability": stability} | interval


def link(topic: int | None, before: int | None, status: str, life: str) -> dict[str, Any]:
    """A row of «topic_links»."""
    return {"topic": topic, "previous_topic": before, "status": status, "id": life, "similarity": 0.7 if status in ("continued", "merged") else None}


def words(topic: int, listed: str) -> list[dict[str, Any]]:
    """Rows of «topic_words»."""
    return [{"topic": topic, "rank": rank, "word": word, "weight": 1 / rank} for rank, word in enumerate(listed.split(), 1)]


def account(handle: str, rank: int, **told: Any) -> dict[str, Any]:
    """A row of «accounts»."""
    return {"account": handle, "medium": "forum", "rank": rank, "rank_low": max(1, rank - 1), "rank_high": rank + 2, "role": "hub"} | told


def day(text: str, medium: str, posts: int) -> dict[str, Any]:
    """A row of «volume»."""
    return {"day": text, "medium": medium, "posts": posts, "authors": posts}


def post(number: int, month: str, text: str, author: str | None = "anne", **told: Any) -> dict[str, Any]:
    """A row of «posts»."""
    at = pd.Timestamp(f"{month}-03T10:00:00Z")
    return {"post_id": f"forum:{number}", "medium": "forum", "author": author, "published_at": at, "text": text, "lang": "fr"} | told


def three_months(root: Path) -> list[Path]:
    """January to March 2024."""
    january = {
        "volume": [day("2024-01-01", "forum", 3), day("2024-01-02", "forum", 0), day("2024-01-02", "blog", 1)],
        "coverage": [{"source": "s", "medium": "forum", "read": 5, "rejected": 1, "kept": 4}],
        "posts": [post(i, "2024-01", f"texte {i}") for i in range(3)] + [post(3, "2024-01", "autre", HANDLE)],
        "topics": [topic(0, "Pont", 2, 0.5), topic(1, "Péage", 1, 0.25), topic(2, "Gué", 1, 0.25, 0.4)],
        "topic_links": [link(i, None, "first", f"2024-01/{i + 1}") for i in range(3)],
        "topic_words": [*words(0, "pont arche pierre"), *words(1, "péage prix"), *words(2, "gué eau")],
        "topic_media": [{"topic": 0, "medium": "forum", "posts": 2, "share": 0.5}],
        "accounts": [account("anne", 1, posts=3), account("bob", 21)],
        "communities": [{"community": 0, "accounts": 2, "words": "pont pierre"}],
        "indices": [{"index": "hashtag", "value": 0.25, "low": 0.1, "high": 0.4}],
        "shares": [
            {"by": "all", "tone": tone, "posts": 1, "share": share, "low": 0.0, "high": 0.9}
            for tone, share in (("negative", 0.75), ("neutral", 0.25))
        ],
        "crisis_course": [{"day": "2024-01-01", "level": "no_norm"}, {"day": "2024-01-02", "level": "calm"}],
        "share_of_voice": [{"brand": SCRIPT, "medium": "all", "posts": 2, "share": 0.5, "low": 0.2, "high": 0.8}],
    }
    peak = {
        "series": "all",
        "words": "pont_neuf pierre",
        "cause_kind": "account",
        "cause": HANDLE.lower(),
        "cause_medium": "forum",
        "posts": 6,
        "expected": 1.5,
    }
    start, end = pd.Timestamp("2024-02-02T08:00Z"), pd.Timestamp("2024-02-03T10:00Z")
    february = {
        "volume": [day("2024-02-01", "forum", 2), day("2024-02-02", "forum", 6)],
        "posts": [post(10 + i, "2024-02", "texte", "anne" if i < 7 else HANDLE, title=BREAK if i == 0 else None) for i in range(8)],
        "topics": [topic(0, f"Pont {SCRIPT}", 4, 0.5), topic(1, "Gare", 2, 0.25)],
        "topic_links": [
            *(link(0, 0, "continued", "2024-01/1"), link(0, 1, "merged", "2024-01/2")),
            *(link(1, None, "new", "2024-02/2"), link(None, 2, "gone", "2024-01/3")),
        ],
        "topic_words": [*words(0, "pont arche péage"), *words(1, "gare train")],
        "representative_posts": [
            {"topic": 0, "rank": 1, "post_id": "forum:10", "weight": 1.0},
            {"topic": 0, "rank": 2, "post_id": "forum:17", "weight": 1.0},
        ],
        "accounts": [account(HANDLE.lower(), 1, posts=1, community=-1), account("anne", 2, posts=7)],
        "peaks": [
            peak | {"number": 1, "start": start, "peak": start, "end": end},
            peak | {"number": 2, "part_of": 1, "series": "topic:0", "start": start, "peak": start, "end": end},
        ],
        "alerts": [
            {"rule": IMAGE, "when": "volume", "day": "2024-02-02", "value": 6.0, "threshold": 5.0, "fired": True, "posts": 6},
            {"rule": "calme", "when": "volume", "day": "2024-02-01", "value": 2.0, "threshold": 5.0, "fired": False, "posts": 2},
        ],
        "crisis_course": [{"day": "2024-02-01", "level": "calm"}, {"day": "2024-02-02", "level": "alert"}],
        "shares": [{"by": "all", "tone": "negative", "posts": 4, "share": 0.5, "low": 0.4, "high": 0.6}],
    }
    march = {"volume": [day("2024-03-01", "forum", 0)]}
    months = zip(("2024-01", "2024-02", "2024-03"), (january, february, march), strict=True)
    return [write(root / period, told, note=period != "2024-03") for period, told in months]
