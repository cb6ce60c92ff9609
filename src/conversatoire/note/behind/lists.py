"""Lists of posts under names that are safe file names, written beside the note as `posts/{name}.txt`; and the marks of a figure as `figure-….csv`."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from conversatoire.note.escape import HIDDEN, hide_addresses
from conversatoire.tables import neutral
from conversatoire.terminal import printable

FOLDER = "posts"  # beside the note
LARGE = 100  # posts of a list from which another one with the same posts leads to its file: most months have such pairs, and they weigh most
_SAFE = re.compile(r"[a-z0-9-]+")

Places = NDArray[np.int64]  # of posts in time, rising
Lists = dict[str, Places]


class Mark(NamedTuple):
    """A point, bar or cell of a figure: which one it is, and its posts, all of which stand in the list named."""

    series: str
    x: str
    list: str
    places: Places


Marks = dict[str, list[Mark]]


@dataclass(frozen=True)
class Behind:
    """What stands behind a note.

    Attributes:
        posts: the ids of the month's posts, in time.
        lists: name → places in `posts`.
        rows: name → rows of the exports (`posts.csv:12`) that never became posts.
        marks: figure → its marks; those of no post are left out.
    """

    posts: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, dtype=object))
    lists: Lists = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)

    @cached_property
    def files(self) -> dict[str, str]:
        """Name of each list → name of its file."""
        seen: dict[tuple[bool, bytes], str] = {}
        found = {}
        for name, places in self.lists.items():
            key = ("authored" in name, hashlib.sha256(places.tobytes()).digest())  # a number of authors does not lead to a list of as many posts
            same = seen.setdefault(key, name) if len(places) >= LARGE else name
            found[name] = f"{same}.txt"
        return found | {name: f"{name}.txt" for name in self.rows}


def named(*parts: object) -> str:
    """The name of a list: its parts joined by hyphens; one that is no plain small letters, digits and hyphens stands as the start of its SHA-256."""
    return "-".join(_part(str(part)) for part in parts)


def _part(text: str) -> str:
    return text if _SAFE.fullmatch(text) else hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def of_figure(figure: str) -> str:
    """The name of the file that tells the posts of each mark of a figure."""
    return f"figure-{named(figure.replace('_', '-'))}.csv"


def where(mask: pd.Series | NDArray[np.bool_]) -> Places:
    """The places of the posts that a mask holds."""
    return np.flatnonzero(np.asarray(mask, dtype=bool)).astype(np.int64)


def by(name: str, places: Places, x: pd.Series, series: str = "") -> list[Mark]:
    """The marks that a list falls into by the value of `x` (of every post): one a value, in order."""
    values = x.iloc[places].reset_index(drop=True)
    return [Mark(series or name, str(value), name, places[rows]) for value, rows in sorted(values.groupby(values).indices.items())]


def ranges(places: Places, inside: Places) -> str:
    """The lines of a list's file that hold some of its posts: `1-4 9 12-13`, empty where they are all of them."""
    if len(places) == len(inside):
        return ""
    lines = np.searchsorted(inside, places) + 1
    starts = np.flatnonzero(np.diff(lines, prepend=-1) != 1)
    ends = np.append(starts[1:] - 1, len(lines) - 1)
    return " ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in zip(lines[starts], lines[ends], strict=True))


def write(behind: Behind, out: Path) -> None:
    """Writes `posts/` under `out` anew; what an earlier run has left there is taken away.

    A list is `{name}.txt`, one post id a line, in time. A figure is `figure-{name}.csv`: a row a mark with its `series`, its `x`, the number of
    `posts`, the `list` (a file beside it) that holds them, and on which `lines` of it (from 1; empty for all).
    """
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("*.txt"), *folder.glob("*.csv")]:
        old.unlink()
    ids = np.array([" ".join(str(post).split()) for post in behind.posts], dtype=object)
    for name, places in behind.lists.items():
        if behind.files[name] == f"{name}.txt":
            _write_lines(folder / f"{name}.txt", ids[places])
    for name, rows in behind.rows.items():
        _write_lines(folder / f"{name}.txt", [" ".join(printable(row).split()) for row in rows])
    for figure, marks in behind.marks.items():
        with (folder / of_figure(figure)).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["series", "x", "posts", "list", "lines"])
            writer.writerows(_rows(marks, behind))


def _rows(marks: list[Mark], behind: Behind) -> Iterator[list[object]]:
    for mark in marks:
        cells = [neutral(" ".join(hide_addresses(text, HIDDEN).split())) for text in (mark.series, mark.x)]
        if len(mark.places):
            yield [*cells, len(mark.places), behind.files[mark.list], ranges(mark.places, behind.lists[mark.list])]


def _write_lines(path: Path, lines: list[str] | NDArray[np.object_]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", errors="replace", newline="\n")


def some(lists: Mapping[str, Places | NDArray[np.bool_] | pd.Series]) -> Lists:
    """The lists that hold any post; masks become places."""
    found = {name: places if isinstance(places, np.ndarray) and places.dtype != bool else where(places) for name, places in lists.items()}
    return {name: places for name, places in found.items() if len(places)}
