"""JSON, mailboxes, feeds and workbooks rewritten entry by entry."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from conversatoire.collection.formats._bytes import open_bytes, utf8_pieces
from conversatoire.collection.formats._feed import _declared_encoding, open_feed
from conversatoire.collection.formats._json import split_lines
from conversatoire.collection.formats.mbox import _FROM, _separates
from conversatoire.errors import SourceError

Text = Callable[[str], str]


def json_file(
    path: Path, encoding: str | None, gone: set[int], by_line: bool, clean: Callable[[Any], Any], trace: re.Pattern[str]
) -> Iterator[bytes]:
    """JSON lines, or a list, without some objects; values in which the account is named are cleaned and the others keep their bytes.

    Args:
        path: the export.
        encoding: its encoding.
        gone: rows to leave out, numbered as the importer does (lines, or items of a list).
        by_line: whether rows are lines.
        clean: cleans a value; None where nothing is left of it.
        trace: where a text may name the account; a line that is no JSON and holds one is left out.
    """
    if not by_line:
        whole = json.loads(b"".join(utf8_pieces(path, encoding)))
        items = whole if isinstance(whole, list) else [whole]
        yield orjson.dumps([clean(item) for number, item in enumerate(items, start=1) if number not in gone], option=orjson.OPT_INDENT_2) + b"\n"
        return
    for number, line in enumerate(split_lines(utf8_pieces(path, encoding)), start=1):
        if number in gone:
            continue
        yield _line(line, clean, trace)


def _line(line: bytes, clean: Callable[[Any], Any], trace: re.Pattern[str]) -> bytes:
    try:
        before = orjson.loads(line)
    except orjson.JSONDecodeError:
        return b"" if trace.search(line.decode("utf-8", "replace")) else line + b"\n"
    after = clean(before)
    return line + b"\n" if after == before else orjson.dumps(after) + b"\n" if after is not None else b""


def is_json_lines(path: Path, encoding: str | None) -> bool:
    """Whether a JSON file has a value a line, told as `_json.json_records` does."""
    head = next((piece for piece in utf8_pieces(path, encoding) if not piece.isspace()), b"").lstrip()
    return not (head[:1] == b"[" or head.split(b"\n", 1)[0].strip() == b"{")


def mailbox(path: Path, gone: set[int], text: Text) -> Iterator[bytes]:
    """A mailbox without some messages, numbered as the importer does; in the others the account is masked in every line."""
    with open_bytes(path) as file:
        lines = file.read().split(b"\n")
    number, kept, begun = 0, True, False
    for at, line in enumerate(lines):
        starts = _FROM.match(line) and _separates(line, lines[at - 1] if at else b"", lines[at + 1] if at + 1 < len(lines) else b"")
        if starts or (not begun and line.strip()):
            number += 1
            begun, kept = True, number not in gone
        if kept:
            end = b"\n" if at + 1 < len(lines) else b""
            yield text(line.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape") + end


def feed(path: Path, encoding: str | None, gone: set[int], text: Text) -> Iterator[bytes]:
    """A feed without some items; in the rest the account is masked."""
    encoding = encoding or _declared_encoding(path)
    whole, at = b"".join(utf8_pieces(path, encoding)), 0
    for number, piece in enumerate(open_feed(path, encoding)[1], start=1):
        start = whole.find(piece.raw, at)
        if start < 0:
            raise SourceError(f"{path}: its items cannot be told apart")
        yield text(whole[at:start].decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        at = start + len(piece.raw)
        if number not in gone:
            yield text(piece.raw.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    yield text(whole[at:].decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def workbook(path: Path, target: Path, sheet: str | None, gone: set[int], cell: Callable[[str, str], str]) -> None:
    """A workbook without some rows, written to `target`; in the others cells are cleaned. Where nothing is to do it is copied.

    Raises:
        SourceError: it has several sheets and the study does not say which.
    """
    import openpyxl

    book = openpyxl.load_workbook(path)
    if sheet is None and len(book.worksheets) > 1:
        raise SourceError(f"{path}: has several sheets; name the one that is read (sheet:), or save each as a workbook")
    page = book[sheet] if sheet else book.worksheets[0]
    changed = bool(gone)
    for place, after in _changes(page, cell):
        place.value, changed = after or None, True
    for number in sorted(gone, reverse=True):
        page.delete_rows(number)
    if changed:
        book.save(target)
    else:
        shutil.copyfile(path, target)


def changes(path: Path, sheet: str | None, gone: set[int], cell: Callable[[str, str], str]) -> bool:
    """Whether `cell` changes any cell of the rows that stay: of the sheet, or of all sheets where none is named."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    pages = [book[sheet]] if sheet else book.worksheets
    return any(place.row not in gone for page in pages for place, _ in _changes(page, cell))


def _changes(page: Any, cell: Callable[[str, str], str]) -> Iterator[tuple[Any, str]]:
    """The cells of a sheet that `cell` changes, each with its new text."""
    names = {column: str(page.cell(1, column).value or "") for column in range(1, page.max_column + 1)}
    for row in page.iter_rows():
        for place in row:
            if isinstance(place.value, str | int) and not isinstance(place.value, bool):
                before = str(place.value)
                after = cell(names[place.column], before)
                if after != before:
                    yield place, after
