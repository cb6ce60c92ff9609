"""Cells of the records of a chunk: where each mapped column's text starts and ends, quotes taken off."""

import functools
import re
from typing import NamedTuple

import numpy as np
import polars as pl

from conversatoire.collection.formats._records import CR, QUOTE, Chunk, Run, Side
from conversatoire.collection.formats._views import frame, padded, views

_NONE = np.empty((0, 2), dtype=np.int64)


class Cells(NamedTuple):
    """Records with their mapped columns.

    `starts` (n) the records' first bytes; `begins` and `ends` (columns × n) of each cell; `doubled` (k × 2) column and record of the cells that
    hold pairs of quotes.
    """

    starts: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    doubled: np.ndarray


def of_run(chunk: Chunk, run: Run, columns: list[int]) -> Cells:
    """Cells of records that all have the header's number of columns."""
    side, data, places = chunk.sides[run.side], chunk.data, np.array(columns, dtype=np.int64)[:, None]
    # The delimiter that ends column c of a record is number `first + c`; one more at each end serves the first and the last column.
    first, cuts = np.searchsorted(side.cuts, run.starts), np.concatenate(([-1], side.cuts, [-1]))
    around = first + places
    begins, ends = cuts[around] + 1, cuts[around + 1]
    begins[places[:, 0] == 0] = run.starts
    last = run.ends - ((data[run.ends - 1] == CR) & (run.ends > run.starts))
    ends[places[:, 0] == chunk.dialect.columns - 1] = last
    np.maximum(ends, begins, out=ends)  # a lone carriage return in the last cell
    quoted = (ends - begins >= 2) & (data[begins] == QUOTE)
    begins += quoted
    ends -= quoted
    return Cells(run.starts, begins, ends, _doubled(side, run, first, columns))


def _doubled(side: Side, run: Run, first: np.ndarray, columns: list[int]) -> np.ndarray:
    """Column and record of the cells that hold pairs of quotes, from the places of the pairs."""
    record = np.searchsorted(run.starts, side.doubled, side="right") - 1
    inside = np.flatnonzero((record >= 0) & (side.doubled < np.append(run.ends, 0)[record]))
    record, column = record[inside], np.searchsorted(side.cuts, side.doubled[inside])
    column -= first[record]
    found = [np.stack((np.full(len(own), place), own), axis=1) for place, name in enumerate(columns) if len(own := np.unique(record[column == name]))]
    return np.concatenate(found) if found else _NONE


def holders(points: np.ndarray, begins: np.ndarray, ends: np.ndarray) -> list[int]:
    """Indices of the cells (or records) from `begins` to `ends` that hold a point; these and the points are in ascending order."""
    if len(points) == 0 or len(begins) == 0:
        return []
    cell = np.searchsorted(begins, points, side="right") - 1
    inside = (cell >= 0) & (points < ends[cell])
    return np.unique(cell[inside]).tolist()


def of_line(chunk: Chunk, start: int, end: int, columns: list[int]) -> Cells | None:
    """Cells of one physical line read on its own, with bare quotes allowed inside unquoted fields; None where it is no whole record."""
    line = chunk.data[start:end].tobytes()
    if chunk.dialect.newline != CR:
        line = line.removesuffix(b"\r")
    fields = _fields(line, bytes([chunk.dialect.delimiter]), chunk.dialect.columns)
    if fields is None:
        return None
    spans = [fields[column] for column in columns]
    begins, ends = (np.array([[start + span[i]] for span in spans], dtype=np.int64).reshape(len(columns), 1) for i in (0, 1))
    doubled = [(place, 0) for place, (begin, stop, quoted) in enumerate(spans) if quoted and b'""' in line[begin:stop]]
    return Cells(np.array([start]), begins, ends, np.array(doubled, dtype=np.int64).reshape(-1, 2))


def _fields(line: bytes, delimiter: bytes, expected: int) -> list[tuple[int, int, bool]] | None:
    field = _field(delimiter)
    fields: list[tuple[int, int, bool]] = []
    place = 0
    while len(fields) < expected:
        match = field.match(line, place)
        if match is None:
            return None
        quoted = match.group(1) is not None
        fields.append((*match.span(1 if quoted else 2), quoted))
        if match.group(3) is not None:
            return fields if len(fields) == expected else None
        place = match.end()
    return None


@functools.cache
def _field(delimiter: bytes) -> re.Pattern[bytes]:
    cut = re.escape(delimiter)
    return re.compile(rb'(?:"([^"]*(?:""[^"]*)*)"|((?!")[^' + cut + rb"]*))(?:" + cut + rb"|(\Z))")


def joined(parts: list[Cells], columns: int) -> Cells:
    """Several parts as one, in the order of the file."""
    if not parts:
        empty = np.empty((columns, 0), dtype=np.int64)
        return Cells(np.empty(0, dtype=np.int64), empty, empty, _NONE)
    if len(parts) == 1:
        return parts[0]
    starts = np.concatenate([part.starts for part in parts])
    order = np.argsort(starts, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    offsets = np.cumsum([0, *(len(part.starts) for part in parts[:-1])])
    doubled = np.concatenate([np.add(part.doubled, (0, offset)) for part, offset in zip(parts, offsets, strict=True)])
    doubled[:, 1] = place[doubled[:, 1]]
    begins, ends = (np.take(np.concatenate(cells, axis=1), order, axis=1) for cells in ([p.begins for p in parts], [p.ends for p in parts]))
    return Cells(starts[order], begins, ends, doubled)


def texts(chunk: Chunk, cells: Cells, names: list[str]) -> pl.DataFrame:
    """Cells as text columns: pairs of quotes made one, empty cells null. The cells must be UTF-8."""
    place, record = cells.doubled.T
    view, spans = memoryview(chunk.data), zip(cells.begins[place, record].tolist(), cells.ends[place, record].tolist(), strict=True)
    rebuilt = [bytes(view[begin:end]).replace(b'""', b'"') for begin, end in spans]
    extra = padded(*rebuilt)
    lengths = np.array([len(cell) for cell in rebuilt], dtype=np.int64)
    size = cells.ends - cells.begins
    words = views(chunk.data, cells.begins, size)
    words[place, record] = views(extra, np.cumsum(lengths) - lengths, lengths, buffer=1)
    return frame(names, words, size > 0, [chunk.data, extra])
