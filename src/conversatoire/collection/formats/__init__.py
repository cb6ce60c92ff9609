"""One module an export format: `x_api_v2.py` reads `format: x-api-v2`. Adding a format is adding a module.

A module has one function:

    def read(path: Path, source: Source) -> Iterator[Batch]

It streams the file in batches whose memory does not grow with the file, and accounts for every row: a row becomes a
line of `Batch.posts` or a `Reject`, never nothing. `source` carries the study's hints (columns, delimiter, …).

`Batch.posts` is a polars frame with `row` (Int64: CSV record number with the header as 1, line number of JSONL, message or
item number from 1) and any of RAW_COLUMNS, as strings (numbers too; null for nothing), or lists of strings for hashtags, mentions
and links. Its texts are plain: entities decoded, HTML removed (helpers in `conversatoire.text`). `published_at` is text with an offset,
or epoch seconds, or whatever the source's `date_format` tells. Ids are the platform's own. `collection/normalise.py` does the rest.

Formats whose records are read one by one write a generator of dicts and Rejects and wrap it with `in_batches`.
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from conversatoire.settings.collection import Columns, Source

RAW_COLUMNS = tuple(Columns.model_fields)
LIST_COLUMNS = ("hashtags", "mentions", "links")
BATCH_ROWS = 20_000


class Reject(NamedTuple):
    """A row that could not be read: its number in the file, why (a short constant sentence), and its raw text."""

    row: int
    reason: str
    raw: str


class Batch(NamedTuple):
    """Some rows of a file: `posts` as described above, and what could not be read."""

    posts: pl.DataFrame
    rejects: list[Reject]


Reader = Callable[[Path, Source], Iterator[Batch]]


def names() -> list[str]:
    """The formats a study may name, sorted."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def reader(name: str) -> Reader:
    """The `read` function of a format (one of `names()`)."""
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}").read


def in_batches(records: Callable[[Path, Source], Iterator[dict[str, Any] | Reject]]) -> Reader:
    """Makes a `read` function out of a generator of records: dicts with `row` and any of RAW_COLUMNS, and Rejects."""

    @functools.wraps(records)
    def read(path: Path, source: Source) -> Iterator[Batch]:
        posts: list[dict[str, Any]] = []
        rejects: list[Reject] = []
        for record in records(path, source):
            if isinstance(record, Reject):
                rejects.append(record)
            else:
                posts.append(record)
            if len(posts) + len(rejects) >= BATCH_ROWS:
                yield Batch(_frame(posts), rejects)
                posts, rejects = [], []
        yield Batch(_frame(posts), rejects)

    return read


def _frame(posts: list[dict[str, Any]]) -> pl.DataFrame:
    present = {key for post in posts for key in post}
    types = {name: pl.List(pl.String) if name in LIST_COLUMNS else pl.String for name in RAW_COLUMNS if name in present}
    return pl.DataFrame(posts, schema={"row": pl.Int64} | types)
