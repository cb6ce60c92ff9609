"""The first rows of every file of a source: whether each can be read is told before a run, not in the middle of one."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from conversatoire.collection.formats import Batch, Reject, reader
from conversatoire.errors import SourceError
from conversatoire.settings.collection import Source

ROWS = 20_000  # of a source, shared out among its files: about a second
FEWEST_ROWS = 100  # of each file, however many there are
TOLD = 5  # files that a message names one by one


class Head(NamedTuple):
    """The first rows of a file, as its format reads them.

    Attributes:
        path: the file.
        rows: what `Batch.posts` holds of them.
        rejects: those that could not be read.
        whole: whether these are all rows of the file.
    """

    path: Path
    rows: pl.DataFrame
    rejects: list[Reject]
    whole: bool

    @property
    def read(self) -> int:
        """How many rows that is."""
        return len(self.rows) + len(self.rejects)


class Heads(NamedTuple):
    """The heads of a source's files, and what is wrong with those that have none, a sentence each."""

    heads: list[Head]
    errors: list[str]


def read_heads(source: Source, files: list[Path]) -> Heads:
    """Reads the first rows of every file; what cannot be read is told, and the other files are read nonetheless."""
    limit = max(FEWEST_ROWS, ROWS // max(1, len(files)))
    heads, errors = [], []
    for path in files:
        try:
            heads.append(_head(path, source, limit))
        except SourceError as error:
            errors.append(str(error))
    return Heads(heads, errors)


def _head(path: Path, source: Source, limit: int) -> Head:
    batches = iter(reader(source.format)(path, source))
    batch = next(batches, None) or Batch(pl.DataFrame(schema={"row": pl.Int64}), [])
    read = len(batch.posts) + len(batch.rejects)
    if read <= limit:
        return Head(path, batch.posts, batch.rejects, next(batches, None) is None)
    last = sorted([*batch.posts["row"], *(reject.row for reject in batch.rejects)])[limit - 1]
    return Head(path, batch.posts.filter(pl.col("row") <= last), [reject for reject in batch.rejects if reject.row <= last], False)


def without_rows(heads: Iterable[Head]) -> list[str]:
    """A sentence for each file that holds no row."""
    empty = [head.path for head in heads if head.whole and not head.read]
    return [f"{os.path.relpath(path)}: {'holds no row' if path.stat().st_size else 'is empty (0 bytes)'}" for path in empty]


def some(sentences: list[str]) -> list[str]:
    """The first of many sentences, and how many more there are."""
    more = len(sentences) - TOLD
    return sentences if more < 2 else [*sentences[:TOLD], f"… and the same kind of thing for {more} more files"]
