"""What a note tells, read from a month's tables: plain numbers and texts, no word of any language.

A fact that cannot be known (no month before, no author in the export) is None; a step without rows gives empty lists.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from conversatoire import manifest, tables
from conversatoire.collection.coverage import month_days
from conversatoire.config import Influencers, Note, Topics
from conversatoire.errors import RunError
from conversatoire.note.escape import HIDDEN, is_address
from conversatoire.note.facts_actors import actors
from conversatoire.note.facts_topics import topics
from conversatoire.note.names import show, shown_names
from conversatoire.note.rows import records

POST_COLUMNS = [
    *("post_id", "medium", "source", "author", "author_name", "published_at", "title", "text", "url", "lang"),
    *("repost_of_id", "repost_of_author", "quote_of_id", "quote_of_author", "reply_to_id", "reply_to_author"),
]
STEPS = {
    "collection": ("coverage", "coverage_days", "volume", "rejects"),
    "topics": (
        *("topics", "topic_model", "topic_words", "topic_media", "topic_days", "topic_keys", "topic_map"),
        *("representative_posts", "topic_links"),
    ),
    "influencers": (
        *("accounts", "edges", "graphs", "rankings", "communities", "community_links", "community_topics"),
        *("cascades", "cascade_posts", "coordination"),
    ),
    "barometer": ("indices", "top", "hours"),
}
# The columns that hold accounts, which are shown as their owners write them.
ACCOUNTS = {
    "accounts": ["account"],
    "edges": ["source", "target"],
    "rankings": ["account"],
    "cascade_posts": ["author"],
    "coordination": ["first", "second"],
    "top": ["item"],
}


@dataclass(frozen=True)
class Facts:
    """All that the templates and figures need of one month."""

    study: str
    period: str
    timezone: str
    about: dict[str, Any]
    settings: Note
    frames: dict[str, pd.DataFrame]
    volume: dict[str, Any]
    before: dict[str, Any] | None
    media: list[dict[str, Any]]
    coverage: dict[str, Any]
    topics: dict[str, Any]
    actors: dict[str, Any]
    barometer: dict[str, Any]
    provenance: dict[str, Any]
    names: dict[tuple[str, str], str] = field(repr=False, default_factory=dict)


def load(month: str | Path, previous: str | Path, study: str, period: str, timezone: str, about: dict[str, Any], settings: Note) -> Facts:
    """Reads the tables of `month` (and of `previous`, unless it is "") and works out the facts.

    Raises:
        RunError: a table is missing or is not what `tables.py` says.
    """
    month, past = Path(month), Path(previous) if previous else None
    frames = read_all(month)
    posts = frames["posts"]
    addressed = frames["edges"][["medium", "target"]].itertuples(index=False, name=None)
    names = shown_names(posts, HIDDEN, [*addressed, *frames["accounts"][["medium", "account"]].itertuples(index=False, name=None)])
    for table, columns in ACCOUNTS.items():
        for column in columns:
            frames[table][column] = show(frames[table][column], frames[table]["medium"], names, HIDDEN)
    frames["cascades"] = _cascades(frames["cascades"], names)
    before_posts = _posts(past) if past else None
    before_days = _table(past / "collection/volume.csv", "volume") if past else None
    before_topics = tables.read(past / "topics/topics.csv", "topics") if past else None
    made = {step: values.get("settings", {}) for step, values in manifest.parameters(month).items()}
    subjects = topics(frames, before_topics, names, settings, Topics(**made.get("topics", {})))
    return Facts(
        study=study,
        period=period,
        timezone=timezone,
        about=about,
        settings=settings,
        frames=frames,
        volume=volume(posts, frames["volume"], period),
        before=None if before_posts is None else volume(before_posts, before_days, past.name) | {"period": past.name},
        media=media(posts, before_posts),
        coverage=coverage(frames["coverage"], frames["rejects"], posts, settings.top),
        topics=subjects,
        actors=actors(frames, subjects, settings, Influencers(**made.get("influencers", {})), timezone),
        barometer=barometer(frames, before_posts is not None, settings),
        provenance=provenance(month),
        names=names,
    )


def read_all(month: Path) -> dict[str, pd.DataFrame]:
    """Every table of a month that the note tells of, by its name.

    Raises:
        RunError: one is missing.
    """
    frames = {"posts": _posts(month), "post_topics": _table(month / "topics/post_topics.parquet", "post_topics")}
    return frames | {name: _table(month / step / f"{name}.csv", name) for step, names in STEPS.items() for name in names}


def _cascades(cascades: pd.DataFrame, names: dict[tuple[str, str], str]) -> pd.DataFrame:
    """The cascades, first authors as they are shown, without links that hold an e-mail address."""
    shown = show(cascades["first_author"], cascades["media"].str.split(" ").str[0], names, HIDDEN)
    return cascades.assign(first_author=shown)[(cascades["kind"] != "link") | ~cascades["item"].map(is_address).astype(bool)]


def _table(path: Path, name: str, columns: list[str] | None = None) -> pd.DataFrame:
    if not path.is_file():
        raise RunError(f"{path}: no such table; run the step «{path.parent.name}» before the note")
    return tables.read(path, name, columns)


def _posts(month: Path) -> pd.DataFrame:
    return _table(month / "collection/posts.parquet", "posts", POST_COLUMNS)


def totals(posts: pd.DataFrame) -> dict[str, Any]:
    """Posts, distinct authors (by medium and handle; None where no post tells its author), media and reposts of a month."""
    known = posts.dropna(subset=["author"])
    authors = len({(medium, author.lower()) for medium, author in zip(known["medium"], known["author"], strict=True)})
    reposts = int((posts["repost_of_id"].notna() | posts["repost_of_author"].notna()).sum())
    return {"posts": len(posts), "authors": authors if len(known) else None, "media": posts["medium"].nunique(), "reposts": reposts}


def volume(posts: pd.DataFrame, days: pd.DataFrame, period: str) -> dict[str, Any]:
    """`totals`, posts per day, the busiest days (largest first) and the days without any post."""
    length = len(month_days(period))
    per_day = days.groupby("day", sort=True)["posts"].sum()
    ranked = sorted(((int(count), day) for day, count in per_day.items() if count), key=lambda pair: (-pair[0], pair[1]))
    mean = len(posts) / length
    return totals(posts) | {
        "days": length,
        "mean": mean,
        "busiest": [{"day": day, "posts": count, "times": count / mean} for count, day in ranked[:3]],
        "empty_days": length - len(ranked),
    }


def media(posts: pd.DataFrame, before: pd.DataFrame | None) -> list[dict[str, Any]]:
    """Each medium with its posts, share, authors, posts of the month before and change; largest first."""
    now = posts["medium"].value_counts()
    past = before["medium"].value_counts() if before is not None else {}
    rows = []
    for medium in sorted(set(now.index) | set(past.keys()), key=lambda m: (-now.get(m, 0), m)):
        count, earlier = int(now.get(medium, 0)), int(past.get(medium, 0)) if before is not None else None
        authors = totals(posts[posts["medium"] == medium])["authors"]
        share = count / len(posts) if len(posts) else 0.0
        rows.append({"medium": medium, "posts": count, "share": share, "authors": authors, "before": earlier, "change": change(count, earlier)})
    return rows


def change(now: float, before: float | None) -> float | None:
    """Relative change; None without a positive value before."""
    return now / before - 1 if before else None


def coverage(sources: pd.DataFrame, rejects: pd.DataFrame, posts: pd.DataFrame, top: int) -> dict[str, Any]:
    """The coverage table, its sums, the reasons of the rejects and the languages of the posts kept."""
    parts = ["rejected", "duplicate", "off_query", "off_period", "off_language", "kept"]
    sums = {column: int(sources[column].sum()) for column in ["read", *parts, "ruined_ids"]}
    reasons = rejects["reason"].value_counts()
    languages = posts["lang"].value_counts()
    return {
        "sources": sources.to_dict("records"),
        "sums": sums,
        "adds_up": bool((sources[parts].sum(axis=1) == sources["read"]).all()),
        "rejected_share": sums["rejected"] / sums["read"] if sums["read"] else 0.0,
        "reasons": _ranked(reasons)[:top],
        "more_reasons": max(0, len(reasons) - top),
        "languages": [{"lang": code, "posts": count, "share": count / len(posts)} for code, count in _ranked(languages)],
    }


def _ranked(counts: pd.Series) -> list[tuple[str, int]]:
    return sorted(((str(key), int(count)) for key, count in counts.items()), key=lambda pair: (-pair[1], pair[0]))


def barometer(frames: dict[str, pd.DataFrame], compared: bool, settings: Note) -> dict[str, Any]:
    """Indices, and the rows of each top list; `move` is new, up, down, same, or None where nothing is `compared`, without a month before."""
    top = frames["top"].astype(object).where(frames["top"].notna(), None)
    indices = records(frames["indices"])
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in top.sort_values(["list", "rank"], kind="stable").to_dict("records"):
        lists.setdefault(row["list"], []).append(row | {"move": move(row["rank"], row["previous_rank"]) if compared else None})
    hours = frames["hours"].sort_values(["posts", "weekday", "hour"], ascending=[False, True, True])
    busiest = hours.iloc[0].to_dict() if len(hours) and hours["posts"].iloc[0] else None
    return {"indices": indices, "compared": compared, "lists": {name: rows[: settings.top] for name, rows in lists.items()}, "busiest": busiest}


def move(rank: int, previous: int | None) -> str:
    """Where an item of a list went since the month before."""
    if previous is None:
        return "new"
    return "same" if rank == previous else "up" if rank < previous else "down"


def provenance(month: Path) -> dict[str, Any]:
    """Parameters of each step, versions, and the hashes of the tables that the note was made from."""
    shared = ("study", "period", "timezone")  # the same for every step, and told elsewhere
    params = {
        step: {key: value for key, value in values.items() if key not in shared}
        for step, values in manifest.parameters(month).items()
        if step in STEPS
    }
    hashes = {path: digest for path, digest in manifest.promised(month).items() if path.split("/")[1] in STEPS}
    return {
        "parameters": yaml.safe_dump(params, sort_keys=True, allow_unicode=True, width=110).strip() if params else "",
        "versions": manifest.versions(),
        "hashes": {path.split("/", 1)[1]: digest for path, digest in hashes.items()},
    }
