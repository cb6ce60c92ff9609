"""Small tables that an analyst keeps by hand (CSV), read with care: each error tells the file, the line and what to do."""

import csv
import io
import re
from pathlib import Path
from typing import NamedTuple

from conversatoire.errors import StudyError
from conversatoire.study_file import nearest

LARGEST = 1_000_000  # bytes; a table kept by hand is smaller by far
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_IN_CELL = re.compile(r"[\t\r\n\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")  # line ends and signs that turn the direction of writing


class Row(NamedTuple):
    """The cells asked for of one row, without the white space around them, and the line where it starts."""

    line: int
    cells: tuple[str, ...]


def read(path: Path | str, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a CSV file (UTF-8; separated by commas, or by semicolons or tabs as spreadsheets do), empty ones left out.

    Args:
        path: the file.
        columns: those asked for, whatever their order and case; the file may have others, which are ignored.

    Raises:
        StudyError: the file cannot be read, is no CSV, lacks a column, or a row has more cells than there are columns.
    """
    text = _text(Path(path))
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    rows, header, line = [], None, 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [cell.strip().lower() for cell in cells]
                places = [_place(column, header, path, start) for column in columns]
                continue
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                raise StudyError(
                    f"{path}:{start}: has {len(cells)} cells where the first line has {len(header)}; put a cell that holds commas in double quotes"
                )
            rows.append(Row(start, tuple(_cell(cells, place, path, start) for place in places)))
    except csv.Error as error:
        raise StudyError(f"{path}:{line}: is not valid CSV ({error}); write a double quote inside a cell twice") from None
    if header is None:
        raise StudyError(f"{path}:1: is empty; its first line names the columns: {','.join(columns)}")
    return rows


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise StudyError(f"{path}: has more than {LARGEST // 1_000_000} MB; a table kept by hand is smaller: is this the right file?")
        data = path.read_bytes()
    except FileNotFoundError:
        raise StudyError(f"{path}: there is no such file; paths are relative to the folder one runs from") from None
    except OSError as error:
        raise StudyError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StudyError(f"{path}:{_line(data[: error.start])}: is not UTF-8; save it as «CSV UTF-8»") from None
    if found := _CONTROL.search(text):
        line = _line(text[: found.start()].encode())
        raise StudyError(f"{path}:{line}: holds the control character U+{ord(found[0]):04X}; is this a CSV file? Save it as «CSV UTF-8»")
    return text


def _line(before: bytes) -> int:
    return len(re.findall(rb"\r\n|\r|\n", before)) + 1


def _place(column: str, header: list[str], path: Path | str, line: int) -> int:
    if header.count(column) == 1:
        return header.index(column)
    if column in header:
        raise StudyError(f"{path}:{line}: has the column «{column}» twice; keep one")
    raise StudyError(
        f"{path}:{line}: has no column «{column}»; {nearest(column, [name for name in header if name])}; the first line names the columns"
    )


def _cell(cells: list[str], place: int, path: Path | str, line: int) -> str:
    cell = cells[place].strip() if place < len(cells) else ""
    if _IN_CELL.search(cell):
        raise StudyError(f"{path}:{line}: a cell holds a line end, a tab or an invisible sign; write it anew on one line")
    return cell
