"""What a note tells, read from a month's tables: plain numbers and texts, no word of any language.

A fact that cannot be known (no month before, no author in the export) is None; a step without rows gives empty lists.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from conversatoire import manifest, tables
from conversatoire.config import Barometer, Events, Influencers, Note, Tone, Topics
from conversatoire.errors import RunError
from conversatoire.note.behind.gather import behind
from conversatoire.note.behind.lists import Behind
from conversatoire.note.escape import HIDDEN, is_address
from conversatoire.note.facts_actors import actors
from conversatoire.note.facts_alerts import watching
from conversatoire.note.facts_barometer import barometer
from conversatoire.note.facts_before import earlier
from conversatoire.note.facts_benchmark import TABLES as BENCHMARK
from conversatoire.note.facts_benchmark import benchmark
from conversatoire.note.facts_events import happening
from conversatoire.note.facts_month import coverage, media, volume
from conversatoire.note.facts_tone import tone
from conversatoire.note.facts_topics import topics
from conversatoire.note.names import show, shown_names

POST_COLUMNS = [
    *("post_id", "medium", "source", "author", "author_name", "published_at", "title", "text", "url", "lang"),
    *("repost_of_id", "repost_of_author", "quote_of_id", "quote_of_author", "reply_to_id", "reply_to_author"),
    *("hashtags", "mentions", "links", "likes", "reposts", "replies"),
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
    "tone": ("shares", "evaluation", "agreement", "extremes", "tone_words", "code_shares"),
    "events": (
        *("peaks", "causes", "series", "weak_signals"),
        *("alerts", "alert_rates", "crisis", "crisis_course", "crisis_words", "crisis_plan", "questions"),
    ),
    "benchmark": BENCHMARK,
    "barometer": ("indices", "windows", "thermometer", "top", "hours", "hours_media", "best_hours"),
}
# What tells the posts behind a number, and is empty in months made before there was such a table.
OF_POSTS = {"post_tone": "tone/post_tone.parquet", "post_codes": "tone/post_codes.parquet", "reaction_posts": "benchmark/reaction_posts.csv"}
# The columns that hold accounts, which are shown as their owners write them.
ACCOUNTS = {
    "accounts": ["account"],
    "edges": ["source", "target"],
    "rankings": ["account"],
    "cascade_posts": ["author"],
    "coordination": ["first", "second"],
    "top": ["item"],
    "pages": ["account"],
    "reaction": ["account"],
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
    earlier: dict[str, Any] | None
    media: list[dict[str, Any]]
    coverage: dict[str, Any]
    topics: dict[str, Any]
    actors: dict[str, Any]
    barometer: dict[str, Any]
    tone: dict[str, Any]
    happening: dict[str, Any]
    watching: dict[str, Any]
    benchmark: dict[str, Any]
    provenance: dict[str, Any]
    names: dict[tuple[str, str], str] = field(repr=False, default_factory=dict)
    behind: Behind = field(repr=False, default_factory=Behind)


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
        if table in ("accounts", "top", "coordination", "pages", "reaction"):  # those whose rows lead to an account's page or posts
            for name, column in zip(("handle", "other_handle"), columns, strict=False):
                frames[table][name] = frames[table][column]
        for column in columns:
            frames[table][column] = show(frames[table][column], frames[table]["medium"], names, HIDDEN)
    frames["cascades"] = _cascades(frames["cascades"], names)
    before_posts = _posts(past) if past else None
    before_days = _table(past / "collection/volume.csv", "volume") if past else None
    before_topics = _table(past / "topics/topics.csv", "topics") if past else None
    given = manifest.parameters(month)
    made = {step: values.get("settings", {}) for step, values in given.items()}
    days = volume(posts, frames["volume"], period)
    subjects = topics(frames, before_topics, names, settings, Topics(**made.get("topics", {})))
    people = actors(frames, subjects, settings, Influencers(**made.get("influencers", {})), timezone)
    seen = Events(**made.get("events", {}))
    own = given.get("events", {}).get("own_accounts", [])
    health = barometer(frames, before_posts is not None, settings, Barometer(**made.get("barometer", {})), timezone)
    told = Facts(
        study=study,
        period=period,
        timezone=timezone,
        about=about,
        settings=settings,
        frames=frames,
        volume=days,
        before=None if before_posts is None else volume(before_posts, before_days, past.name) | {"period": past.name},
        earlier=earlier(month, past, frames["coverage"]),
        media=media(posts, before_posts),
        coverage=coverage(frames["coverage"], frames["rejects"], posts, settings.top),
        topics=subjects,
        actors=people,
        barometer=health,
        tone=tone(frames, subjects, names, settings, Tone(**made.get("tone", {}))),
        happening=happening(frames, subjects["all"], names, settings, seen, timezone, own, past is not None),
        watching=watching(frames, subjects["all"], names, settings, seen, given.get("events", {}).get("lists", {})),
        benchmark=benchmark(frames, given.get("benchmark", {}), settings, period),
        provenance=provenance(month),
        names=names,
    )
    return replace(told, behind=behind(told, given, timezone))


def read_all(month: Path) -> dict[str, pd.DataFrame]:
    """Every table of a month that the note tells of, by its name.

    Raises:
        RunError: one is missing.
    """
    frames = {"posts": _posts(month), "post_topics": _table(month / "topics/post_topics.parquet", "post_topics")}
    frames |= {name: _table(month / step / f"{name}.csv", name) for step, names in STEPS.items() for name in names}
    of_posts = {name: month / path for name, path in OF_POSTS.items()}
    return frames | {name: tables.read(path, name) if path.is_file() else tables.frame(name) for name, path in of_posts.items()}


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
