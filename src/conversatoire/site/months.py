"""The months that the site tells of, read once: their tables, how accounts are shown, their parameters and their notes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from conversatoire import manifest, tables
from conversatoire.errors import RunError
from conversatoire.note.escape import HIDDEN, hide_addresses, plain
from conversatoire.note.names import shown_names
from conversatoire.site.notes import Note, read_notes

POSTS = ["post_id", "medium", "author", "author_name", "published_at", "title", "text", "url", "repost_of_id", "repost_of_author"]
TABLES = {
    "collection": ("volume", "coverage"),
    "topics": ("topics", "topic_links", "topic_words", "topic_media", "representative_posts"),
    "influencers": ("accounts", "communities"),
    "barometer": ("indices",),
    "tone": ("shares",),
    "events": ("peaks", "alerts", "crisis_course"),
    "benchmark": ("share_of_voice",),
}


@dataclass(frozen=True)
class Month:
    """One month.

    Attributes:
        period: YYYY-MM.
        frames: its tables by name, of `TABLES` and `posts`.
        names: how accounts are shown: (medium, handle in lower case) → name, see `note.names`.
        made: step → parameters, with `inputs` and `versions` of the manifest where there is one.
        notes: language → the note, where there is one.
        files: files of the month that the pages link to, relative to its folder.
    """

    period: str
    frames: dict[str, pd.DataFrame]
    names: dict[tuple[str, str], str]
    made: dict[str, Any]
    notes: dict[str, Note]
    files: frozenset[str]


def line(text: object) -> str:
    """A text of the data on one line: no control signs, nothing that turns the direction of what follows, no e-mail address."""
    return hide_addresses(plain(str(text)), HIDDEN)


def follows(before: str, period: str) -> bool:
    """Whether `before` is the calendar month before `period`."""
    year, month = map(int, period.split("-"))
    return before == (f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12")


def load(folders: Sequence[Path], kept: Sequence[Path], languages: Sequence[str]) -> tuple[list[Month], list[str]]:
    """The months, oldest first, and of `kept` those that cannot be read: what another version of the program left.

    Args:
        folders: months that this run made.
        kept: months that earlier runs left.
        languages: those of the notes.

    Raises:
        RunError: a table of a month of `folders` is missing or cannot be read.
    """
    found, refused = [read(folder, languages) for folder in folders], []
    for folder in kept:
        try:
            found.append(read(folder, languages))
        except RunError:
            refused.append(folder.name)
    return sorted(found, key=lambda month: month.period), sorted(refused)


def read(folder: Path, languages: Sequence[str]) -> Month:
    """One month out of its folder.

    Raises:
        RunError: a table is missing or cannot be read.
    """
    frames = {name: tables.read(folder / step / f"{name}.csv", name) for step, names in TABLES.items() for name in names}
    frames["posts"] = tables.read(folder / "collection/posts.parquet", "posts", POSTS)
    accounts = frames["accounts"][["medium", "account"]].itertuples(index=False, name=None)
    files = (path.relative_to(folder).as_posix() for path in folder.glob("*/**/*") if path.suffix in (".csv", ".html", ".pdf", ".docx", ".txt"))
    return Month(
        period=folder.name,
        frames=frames,
        names=shown_names(frames["posts"], HIDDEN, accounts),
        made=manifest.parameters(folder) | _proof(folder),
        notes=read_notes(folder, languages),
        files=frozenset(files),
    )


def _proof(folder: Path) -> dict[str, Any]:
    """What the manifest tells beside the parameters."""
    try:
        told = json.loads((folder / manifest.NAME).read_text(encoding="utf-8"))
        return {key: told[key] for key in ("inputs", "versions") if isinstance(told.get(key), dict)}
    except (OSError, ValueError, AttributeError):
        return {}
