"""The tables of a month as far as they are there: a run may have ended before a step, or be of an older version."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from conversatoire import tables
from conversatoire.compare.folders import Pair
from conversatoire.errors import RunError

# The tables behind each kind of measure (`parameters.KINDS`).
NEEDED = {
    "posts": ("collection/posts.parquet",),
    "media": ("collection/volume.csv",),
    "topics": ("topics/topics.csv", "topics/topic_words.csv", "topics/post_topics.parquet", "collection/posts.parquet"),
    "ranks": ("influencers/accounts.csv", "influencers/rankings.csv"),
    "indices": ("barometer/indices.csv",),
    "tone": ("tone/shares.csv",),
    "voice": ("benchmark/share_of_voice.csv",),
    "events": ("events/peaks.csv", "events/crisis_course.csv"),
}
_BESIDE = ("topics/topic_model.csv",)  # told where it is there
_COLUMNS = {"collection/posts.parquet": ["post_id", "medium", "source", "author", "published_at", "origin"]}


class Month(NamedTuple):
    """A month's tables by path (`topics/topics.csv`), and why each of the others cannot be had: `absent` or `unreadable`."""

    folder: Path
    frames: dict[str, pd.DataFrame]
    missing: dict[str, str]

    def __getitem__(self, path: str) -> pd.DataFrame:  # type: ignore[override]
        """The table of that path."""
        return self.frames[path]


def read(folder: Path) -> Month:
    """Reads the tables that comparisons need from a month's folder."""
    frames: dict[str, pd.DataFrame] = {}
    missing: dict[str, str] = {}
    for path in sorted({path for paths in (*NEEDED.values(), _BESIDE) for path in paths}):
        if not (folder / path).is_file():
            missing[path] = "absent"
            continue
        try:
            frames[path] = tables.read(folder / path, Path(path).stem, _COLUMNS.get(path))
        except RunError:  # a table of another version: told as not compared
            missing[path] = "unreadable"
    return Month(folder, frames, missing)


def lacking(a: Month, b: Month, kind: str) -> list[str]:
    """The tables that keep a kind of measures from being compared: `a:tone/shares.csv:absent`; none where all it needs are there."""
    return [f"{side}:{path}:{month.missing[path]}" for side, month in (("a", a), ("b", b)) for path in NEEDED[kind] if path in month.missing]


def has(a: Month, b: Month, *paths: str) -> bool:
    """Whether both months have all these tables."""
    return all(path in month.frames for month in (a, b) for path in paths)


def pair(found: Pair) -> tuple[Month, Month]:
    """Both months of a pair."""
    return read(found.a), read(found.b)


def authors(folder: Path) -> pd.DataFrame:
    """medium, author and author_name of a month's posts; no rows where they cannot be read."""
    columns = ["medium", "author", "author_name"]
    try:
        return tables.read(folder / "collection/posts.parquet", "posts", columns)
    except RunError:
        return tables.frame("posts")[columns]
