"""Excel workbooks (.xlsx, .xlsm) with the study's `columns:` mapping, streamed row by row.

A row's number is the sheet's; in the sheets after the first, rows go on where the sheet before ended.
"""

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from conversatoire.collection.formats import LIST_COLUMNS, Batch, Reject, in_batches
from conversatoire.collection.formats._fields import text_of
from conversatoire.collection.formats._lists import parse_list
from conversatoire.collection.formats._missing import missing_columns
from conversatoire.collection.formats.csv import with_plain_texts
from conversatoire.collection.formats.jsonl import EXACT
from conversatoire.errors import SourceError
from conversatoire.settings.collection import Source
from conversatoire.study_file import nearest

HEADER_ROWS = 20  # the header stands in one of the first rows: some exports open with a title


def read(path: Path, source: Source) -> Iterator[Batch]:
    """Reads the sheet that the study names, or all sheets with the mapped columns.

    Raises:
        SourceError: no such file, not a workbook, no such sheet, or no sheet with the mapped columns.
    """
    for batch in _read(path, source):
        yield batch._replace(posts=with_plain_texts(batch.posts))


def _records(path: Path, source: Source) -> Iterator[dict[str, Any] | Reject]:
    columns = {raw: header for raw, header in source.columns.model_dump().items() if header}
    nulls = {*source.null_values, ""}
    book = _open(path)
    try:
        sheets = _sheets(path, book, source.sheet)
        offset, matched, best = 0, False, []
        for sheet in sheets:
            sheet.reset_dimensions()  # some tools write a wrong size, which read-only mode would believe
            rows = enumerate(sheet.iter_rows(values_only=True), start=1 + offset)
            places, names = _header(rows, columns)
            best = max(best, names, key=lambda candidate: len(set(candidate) & set(columns.values())))
            last = offset
            if len(places) == len(columns):
                matched = True
                for last, cells in rows:
                    if any(cell is not None for cell in cells):
                        yield {"row": last} | {raw: _value(raw, cells[place] if place < len(cells) else None, nulls) for raw, place in places.items()}
            offset = last
        if not matched and best:
            _check(path, columns, best)
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError) as error:
        raise SourceError(f"{path}: the workbook is damaged: {error}; save it again as .xlsx") from None
    finally:
        book.close()


_read = in_batches(_records)


def _open(path: Path) -> Any:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file") from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, ParseError, TypeError, AttributeError):
        raise SourceError(f"{path}: is not an Excel workbook (.xlsx); save it as .xlsx, without a password, or use format: csv") from None


def _sheets(path: Path, book: Any, name: str | None) -> list[Any]:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if name is None:
        return list(sheets.values())
    if name not in sheets:
        raise SourceError(f"{path}: there is no sheet «{name}»; {nearest(name, list(sheets))}")
    return [sheets[name]]


def _header(rows: Iterator[tuple[int, tuple[Any, ...]]], columns: dict[str, str]) -> tuple[dict[str, int], list[str]]:
    """Place of each mapped column, from the first row that has them all; and the names of the first row that is not empty."""
    first: list[str] = []
    for _, (_, cells) in zip(range(HEADER_ROWS), rows, strict=False):
        names = ["" if cell is None else str(cell).strip() for cell in cells]
        first = first if any(first) else names
        if all(header.strip() in names for header in columns.values()):
            return {raw: names.index(header.strip()) for raw, header in columns.items()}, names
    return {}, first


def _check(path: Path, columns: dict[str, str], names: list[str]) -> None:
    if missing := {raw: header for raw, header in columns.items() if header.strip() not in names}:
        raise missing_columns(path, missing, names)


def _value(raw: str, cell: Any, nulls: set[str]) -> str | list[str] | None:
    text = cell_text(cell)
    if text is None or text in nulls:
        return None
    return parse_list(text) if raw in LIST_COLUMNS else text


def cell_text(cell: Any) -> str | None:
    """A cell as text: dates in ISO form, whole numbers whole, numbers that Excel has rounded (above 2⁵³) in the form that tells them ruined."""
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, float) and abs(cell) >= EXACT:
        return f"{cell:.14E}"
    if isinstance(cell, str) and "_x" in cell:
        from openpyxl.utils.escape import unescape

        return text_of(unescape(cell))
    return text_of(cell)
