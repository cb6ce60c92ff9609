"""Records of a chunk of CSV, found strictly: a stray or unclosed quote costs its own line, never the posts after it.

Bytes are looked at once, with numpy. The number of quotes before a byte tells whether it stands inside a quoted field (odd) or outside
(even). After a broken line the two change places, so there are two readings of a chunk («sides» 0 and 1), and taking up again after a broken
line is a binary search in one of them: the work stays linear in the size of the chunk, whatever is broken.
"""

import weakref
from functools import cached_property
from typing import NamedTuple

import numpy as np

QUOTE, CR, LF = 34, 13, 10
LONG = 8 * 1024 * 1024  # a record without an end after so many bytes is an unclosed quote if whole records stand inside
TOO_LONG = 128 * 1024 * 1024  # … and whatever stands inside, after so many

WRONG_COLUMNS = "wrong number of columns"
STRAY_QUOTE = "unclosed or stray quote"


class Dialect(NamedTuple):
    """How a file is cut: the bytes of the delimiter and of the line end (LF, or CR in old Macintosh files), and the header's columns."""

    delimiter: int
    newline: int
    columns: int


class Run(NamedTuple):
    """Records one after the other: first bytes, ends (the line ends' places), and the side under which they are read."""

    starts: np.ndarray
    ends: np.ndarray
    side: int


class Span(NamedTuple):
    """Broken bytes `start` to `end` (excluded; a line end stands there), and what is wrong with them."""

    start: int
    end: int
    reason: str


class Records(NamedTuple):
    """What stands in a chunk, and the byte with which the next chunk has to begin."""

    runs: list[Run]
    broken: list[Span]
    consumed: int


class Chunk:
    """Where the quotes, delimiters and line ends of a chunk are.

    Args:
        data: the bytes, with padding after `size`.
        size: bytes that count; of the last chunk, the last is a line end.
        dialect: how the file is cut.
        final: whether the file ends with this chunk.
    """

    def __init__(self, data: np.ndarray, size: int, dialect: Dialect, final: bool) -> None:
        self.data, self.size, self.dialect, self.final = data, size, dialect, final
        body = data[:size]
        positions = np.flatnonzero((body == QUOTE) | (body == dialect.delimiter) | (body == dialect.newline))
        kinds = body[positions]
        is_quote = kinds == QUOTE
        odd = (np.cumsum(is_quote, dtype=np.int32) & 1).astype(bool)
        is_line, is_cut = kinds == dialect.newline, kinds == dialect.delimiter
        self.quotes, self.lines, self.delimiters = positions[is_quote], positions[is_line], positions[is_cut]
        self.lines_odd, self.delimiters_odd = odd[is_line], odd[is_cut]
        self.sides = (Side(self, 0), Side(self, 1))

    def side(self, start: int) -> "Side":
        """The reading under which a record starts at `start`."""
        return self.sides[int(np.searchsorted(self.quotes, start)) & 1]

    def line_end(self, start: int) -> int:
        """End of the physical line at `start`, or the chunk's."""
        index = int(np.searchsorted(self.lines, start))
        return int(self.lines[index]) if index < len(self.lines) else self.size

    @cached_property
    def may_open(self) -> np.ndarray:
        """Whether each quote stands where a field may open."""
        before = self.data[np.maximum(self.quotes - 1, 0)]
        return (self.quotes == 0) | (before == self.dialect.delimiter) | (before == self.dialect.newline) | (before == QUOTE)

    @cached_property
    def may_close(self) -> np.ndarray:
        """Whether each quote stands where a field may close (or before its second in a pair)."""
        after, next_but_one = self.data[self.quotes + 1], self.data[self.quotes + 2]
        carriage = (after == CR) & ((next_but_one == LF) | (self.quotes + 2 >= self.size))
        cut = (after == self.dialect.delimiter) | (after == self.dialect.newline) | (after == QUOTE)
        return cut | carriage | (self.quotes + 1 >= self.size)


class Side:
    """One reading of a chunk: which delimiters and line ends stand outside quotes, where quotes before a record are even (0) or odd (1)."""

    def __init__(self, chunk: Chunk, number: int) -> None:
        self.chunk: Chunk = weakref.proxy(chunk)  # without a circle of references a chunk's memory is free as soon as it has been read
        self.number = number

    @cached_property
    def ends(self) -> np.ndarray:
        """Line ends outside quotes: the ends of records."""
        return self.chunk.lines[self.chunk.lines_odd == bool(self.number)]

    @cached_property
    def cuts(self) -> np.ndarray:
        """Delimiters outside quotes."""
        return self.chunk.delimiters[self.chunk.delimiters_odd == bool(self.number)]

    @cached_property
    def strays(self) -> np.ndarray:
        """Quotes that can neither open nor close a field where they stand."""
        opens = np.arange(len(self.chunk.quotes)) % 2 == self.number
        return self.chunk.quotes[np.where(opens, ~self.chunk.may_open, ~self.chunk.may_close)]

    @cached_property
    def doubled(self) -> np.ndarray:
        """First quotes of the pairs that mean one quote inside a quoted field."""
        first = self.chunk.quotes[:-1]
        closes = np.arange(len(first)) % 2 != self.number
        return first[closes & (self.chunk.quotes[1:] == first + 1)]

    @cached_property
    def suspects(self) -> np.ndarray:
        """Indices in `ends` of records over several lines with a wrong number of columns: an unclosed quote may have swallowed posts there."""
        starts = np.concatenate(([0], self.ends[:-1] + 1))[: len(self.ends)]
        lines = self.chunk.lines
        several = np.searchsorted(lines, self.ends) > np.searchsorted(lines, starts)
        return np.flatnonzero(several & (self.columns(starts, self.ends) != self.chunk.dialect.columns))

    def columns(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Columns of each record."""
        return np.searchsorted(self.cuts, ends) - np.searchsorted(self.cuts, starts) + 1

    def is_suspect(self, start: int, end: int) -> bool:
        """Whether one record is as `suspects` says."""
        return self.chunk.line_end(start) < end and int(self.columns(np.array([start]), np.array([end]))[0]) != self.chunk.dialect.columns


def find_records(chunk: Chunk, start: int) -> Records:
    """Cuts a chunk into records, from the record that starts at byte `start` on."""
    runs: list[Run] = []
    broken: list[Span] = []
    while start < chunk.size:
        side = chunk.side(start)
        first = int(np.searchsorted(side.ends, start))
        stop, stray = _trouble(side, start, first)
        if stop > first:
            ends = side.ends[first:stop]
            runs.append(Run(np.concatenate(([start], ends[:-1] + 1)), ends, side.number))
            start = int(ends[-1]) + 1
        if start >= chunk.size:
            break
        line_end, unended = chunk.line_end(start), stop == len(side.ends)
        sure = chunk.final or (stray and line_end < chunk.size) or chunk.size - start >= TOO_LONG
        span = Span(start, line_end, STRAY_QUOTE) if stray or unended else _merged(side, start, int(side.ends[stop]))
        may_end_later = unended and not sure
        if may_end_later and (chunk.size - start < LONG or (span := _merged(side, start, chunk.size)).reason != STRAY_QUOTE):
            return Records(runs, broken, start)
        broken.append(span)
        start = span.end + 1
    return Records(runs, broken, min(start, chunk.size))


def _trouble(side: Side, start: int, first: int) -> tuple[int, bool]:
    """Index in `side.ends` of the first record, from `first` on, that cannot be taken as it is, and whether a stray quote is why."""
    none = len(side.ends) + 1
    index = int(np.searchsorted(side.strays, start))
    stray = int(np.searchsorted(side.ends, side.strays[index])) if index < len(side.strays) else none
    if first < len(side.ends) and side.is_suspect(start, int(side.ends[first])):
        merged = first
    else:  # the record at `first` starts at `start`, not where the one on its left ends: it was looked at just above
        index = int(np.searchsorted(side.suspects, first, side="right"))
        merged = int(side.suspects[index]) if index < len(side.suspects) else none
    return min(stray, merged, len(side.ends)), stray <= min(merged, len(side.ends))


def _merged(side: Side, start: int, end: int) -> Span:
    """The broken part of a record with a wrong number of columns: up to the first line inside it that starts a whole record, else all of it."""
    chunk, other = side.chunk, side.chunk.sides[1 - side.number]
    inner = chunk.lines[np.searchsorted(chunk.lines, start) : np.searchsorted(chunk.lines, end)] + 1
    where = np.searchsorted(other.ends, inner)
    inner, where = inner[where < len(other.ends)], where[where < len(other.ends)]
    clean = np.searchsorted(other.strays, inner) == np.searchsorted(other.strays, other.ends[where])
    whole = np.flatnonzero(clean & (other.columns(inner, other.ends[where]) == chunk.dialect.columns))
    return Span(start, int(inner[whole[0]]) - 1, STRAY_QUOTE) if len(whole) else Span(start, end, WRONG_COLUMNS)
