"""First line of a CSV file: its delimiter, its line ends, and where the mapped columns stand."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

import numpy as np

from conversatoire.collection.formats._bytes import CHUNK, shown
from conversatoire.collection.formats._missing import missing_columns
from conversatoire.collection.formats._records import CR, LF, QUOTE, Chunk, Dialect, find_records
from conversatoire.collection.formats._views import padded
from conversatoire.errors import SourceError

DELIMITERS = b",;\t|"
_LOOKED_AT = 256 * 1024  # bytes that tell the delimiter


class Header(NamedTuple):
    """How the file is cut, where its first record starts, and the place of each wanted column."""

    dialect: Dialect
    end: int
    places: dict[str, int]


def find_header(path: Path, data: np.ndarray, size: int, final: bool, columns: dict[str, str], delimiter: str | None) -> Header | None:
    """Reads the header in the first chunk of a file.

    Args:
        path: the file, for messages.
        data: the first bytes, padded.
        size: bytes that count.
        final: whether the file ends there.
        columns: name of each column wanted → name in the header.
        delimiter: detected where None: the one under which most wanted columns are found, then most records have the header's number of columns.

    Returns:
        The header, or None where more bytes are needed.

    Raises:
        SourceError: there is no header, or a wanted column is not in it, or stands in it twice.
    """
    newline = line_end_of(data[:size].tobytes(), final)
    start, stated = _preamble(data, size, newline or LF)
    if newline is None or start >= size:
        return None
    candidates = _delimiter_bytes(path, delimiter) if delimiter else stated or DELIMITERS
    for looked_at in (min(size, _LOOKED_AT), size):
        sample = padded(data[:looked_at].tobytes())
        whole = final and looked_at == size
        found = [_try(sample, looked_at, start, whole, Dialect(candidate, newline, 0), columns) for candidate in candidates]
        tried = [attempt for attempt in found if attempt is not None]
        if tried:
            break
    else:
        if size > 2 * CHUNK:
            raise SourceError(f"{path}: has no header line; is it a CSV file?")
        return None
    _, names, header = max(tried, key=lambda attempt: attempt[0])
    _check(path, names, columns)
    return header


def line_end_of(head: bytes, final: bool) -> int | None:
    """What ends the first line: LF, or a carriage return without one, as in old Macintosh files; None where more bytes must tell."""
    carriage, line = head.find(b"\r"), head.find(b"\n")
    if carriage < 0 or 0 <= line < carriage:
        return LF
    after = head[carriage:].lstrip(b"\r")[:1]
    if not after and not final:
        return None
    return LF if after == b"\n" else CR


def _preamble(data: np.ndarray, size: int, newline: int) -> tuple[int, bytes]:
    """Where the header starts, after blank lines and Excel's `sep=;`, and the delimiter that it states."""
    start, stated = 0, b""
    while start < size:
        line = data[start : min(size, start + 16)].tobytes().split(bytes([newline]))[0]
        text = line.strip(b"\r")
        if text[:4].lower() == b"sep=" and len(text) == 5 and start == 0:
            stated = text[4:]
        elif text.strip() or len(line) == 16:
            break
        start += len(line) + 1
    return min(start, size), stated


def _delimiter_bytes(path: Path, delimiter: str) -> bytes:
    if not delimiter.isascii() or ord(delimiter) in (QUOTE, CR, LF, 0):
        raise SourceError(f"{path}: delimiter: {delimiter!r} cannot separate columns; use , ; | or a tab, or leave it out")
    return delimiter.encode("ascii")


def _try(data: np.ndarray, size: int, start: int, final: bool, dialect: Dialect, columns: dict[str, str]) -> tuple[tuple, list[str], Header] | None:
    """The header under one delimiter, its names, and how well that fits."""
    whole = Chunk(data, size, dialect, final)
    ends = whole.sides[0].ends
    ends = ends[np.searchsorted(ends, start) :]
    if len(ends) == 0 and not final:
        return None
    end = int(ends[0]) if len(ends) else size
    names = _names(data[start:end].tobytes(), dialect.delimiter)
    dialect = dialect._replace(columns=len(names))
    places = {raw: place for raw, name in columns.items() if (place := _place(names, name)) is not None}
    sample = Chunk(data, size, dialect, False)
    runs = find_records(sample, end + 1).runs
    counts = np.concatenate([sample.sides[run.side].columns(run.starts, run.ends) for run in runs]) if runs else np.empty(0)
    fitting = float((counts == len(names)).mean()) if len(counts) and len(names) > 1 else 0.0
    return (len(places), round(fitting, 2), len(names)), names, Header(dialect, min(end + 1, size), places)


def _names(line: bytes, delimiter: int) -> list[str]:
    text = shown(line).strip("\r\n")
    try:
        names = next(csv.reader(io.StringIO(text, newline=""), delimiter=chr(delimiter)), [])
    except csv.Error:
        names = text.split(chr(delimiter))
    return [name.strip().lstrip("\ufeff") for name in names]


def _place(names: list[str], name: str) -> int | None:
    return names.index(name.strip()) if name.strip() in names else None


def _check(path: Path, names: list[str], columns: dict[str, str]) -> None:
    if missing := {raw: name for raw, name in columns.items() if name.strip() not in names}:
        raise missing_columns(path, missing, names)
    for raw, name in columns.items():
        times = names.count(name.strip())
        if times > 1:
            raise SourceError(f"{path}: the column «{name}» (columns: {raw}) stands {times} times in the header; rename the others")
