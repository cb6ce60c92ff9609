"""CSV exports rewritten record by record, as the importer cuts them: what is not touched keeps its bytes."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from conversatoire.collection.formats._bytes import utf8_pieces
from conversatoire.collection.formats._header import Header, find_header
from conversatoire.collection.formats._records import CR, Chunk, find_records
from conversatoire.collection.formats.csv import _next_chunk

Cell = Callable[[str, str], str]


def rewritten(path: Path, encoding: str | None, delimiter: str | None, columns: dict[str, str], gone: set[int], cell: Cell) -> Iterator[bytes]:
    """The file as UTF-8 without the records `gone` (numbered as the importer does), the other ones with their cells passed through `cell`.

    Args:
        path: the export.
        encoding: its encoding.
        delimiter: detected where None.
        columns: the mapped columns, by which the header is found.
        gone: records to leave out.
        cell: gets a column's name and a cell's text.
    """
    pieces = utf8_pieces(path, encoding)
    header: Header | None = None
    names: list[str] = []
    tail, row, final = b"", 2, False
    while not final:
        data, size, final, _ = _next_chunk(pieces, tail, header)
        start = 0
        if header is None and size:
            header = find_header(path, data, size, final, columns, delimiter)
            start = header.end if header else 0
            if header:
                yield data[:start].tobytes()
                names = _cells(data[:start].tobytes().decode("utf-8", "surrogateescape").strip("\r\n").splitlines()[-1], header)
        if header is None:
            tail = data[:size].tobytes()
            continue
        chunk = Chunk(data, size, header.dialect, final)
        records = find_records(chunk, start)
        spans = [(int(a), int(b)) for run in records.runs for a, b in zip(run.starts, run.ends, strict=True)]
        spans = sorted([*spans, *((span.start, span.end) for span in records.broken)])
        at = start
        for begin, end in spans:
            raw = data[begin : end + 1].tobytes()
            yield data[at:begin].tobytes()
            at = end + 1
            if _is_blank(data, begin, end):
                yield raw
                continue
            if row not in gone:
                yield _cleaned(raw, header, names, cell)
            row += 1
        yield data[at : records.consumed].tobytes()
        tail = data[records.consumed : size].tobytes()


def _is_blank(data: np.ndarray, begin: int, end: int) -> bool:
    return end == begin or (end - begin == 1 and data[begin] == CR)


def _cells(record: str, header: Header) -> list[str]:
    return next(csv.reader(io.StringIO(record, newline=""), delimiter=chr(header.dialect.delimiter)), [])


def _cleaned(raw: bytes, header: Header, names: list[str], cell: Cell) -> bytes:
    """A record with its cells cleaned; its own bytes where nothing is to clean. A broken record is cleaned as one text."""
    text = raw.decode("utf-8", "surrogateescape")
    body = text.rstrip("\r\n")
    ends = text[len(body) :]
    try:
        before = _cells(body, header)
    except csv.Error:
        before = []
    if len(before) != len(names):
        return (cell("", body) + ends).encode("utf-8", "surrogateescape")
    after = [cell(name, value) for name, value in zip(names, before, strict=True)]
    if after == before:
        return raw
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=chr(header.dialect.delimiter), lineterminator="").writerow(after)
    return (out.getvalue() + ends).encode("utf-8", "surrogateescape")
