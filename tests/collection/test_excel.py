"""Reading workbooks: dates as dates, ids whole or plainly ruined, and no traceback for what is no workbook."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from conversatoire.collection.formats.excel import cell_text, read
from conversatoire.collection.normalise import normalise
from conversatoire.config import Source
from conversatoire.errors import SourceError

HEADER = ["id", "at", "text"]
COLUMNS = {"native_id": "id", "published_at": "at", "text": "text"}


def book(folder: Path, **sheets: list[list]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "x.xlsx"
    workbook.save(path)
    return path


def source(**hints) -> Source:
    return Source(name="s", medium="facebook", format="excel", path=["x"], columns=COLUMNS, timezone="Europe/Paris", **hints)


def rows_of(path: Path, **hints) -> list[dict]:
    return [row for batch in read(path, source(**hints)) for row in batch.posts.rows(named=True)]


def test_dates_ids_and_texts_come_as_text(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        posts=[HEADER, ["18", datetime.datetime(2024, 7, 10, 16, 13), "été &amp; \nligne"], [1811040987365421.0, None, None], [None, None, None]],
    )
    assert rows_of(path) == [
        {"row": 2, "native_id": "18", "published_at": "2024-07-10T16:13:00", "text": "été & \nligne"},
        {"row": 3, "native_id": "1811040987365421", "published_at": None, "text": None},
    ]


def test_ids_that_excel_has_rounded_are_ruined_and_get_a_hash(tmp_path: Path) -> None:
    path = book(tmp_path, posts=[HEADER, [1.81104098736542e18, "2024-07-10", "a"], ["1,45E+18", "2024-07-10", "b"]])
    assert "E+" in cell_text(1.81104098736542e18)
    (batch,) = read(path, source())
    result = normalise(batch.posts, source(), "x.xlsx")
    assert result.ruined_ids == 2 and all(name.startswith("facebook:~") for name in result.posts["post_id"])


def test_all_sheets_with_the_columns_are_read_or_the_one_named(tmp_path: Path) -> None:
    path = book(
        tmp_path, notes=[["nothing"]], july=[["Export of July"], [], HEADER, ["1", "2024-07-10", "a"]], august=[HEADER, ["2", "2024-08-10", "b"]]
    )
    rows = rows_of(path)
    assert [row["native_id"] for row in rows] == ["1", "2"]
    assert len({row["row"] for row in rows}) == 2
    assert [row["native_id"] for row in rows_of(path, sheet="august")] == ["2"]


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    path = book(tmp_path, posts=[["id", "date", "text"], ["1", "x", "y"]])
    with pytest.raises(SourceError, match="there is no column «at»"):
        rows_of(path)
    with pytest.raises(SourceError, match="there is no sheet «post»; did you mean «posts»"):
        rows_of(path, sheet="post")
    fake = tmp_path / "fake.xlsx"
    fake.write_bytes(b"id,at,text\n")
    with pytest.raises(SourceError, match="is not an Excel workbook"):
        rows_of(fake)
    with pytest.raises(SourceError, match="there is no such file"):
        rows_of(tmp_path / "absent.xlsx")


def test_a_cut_workbook_is_a_clear_error(tmp_path: Path) -> None:
    path = book(tmp_path, posts=[HEADER, *([str(i), "2024-07-10", "text"] for i in range(500))])
    whole = path.read_bytes()
    for size in (10, 500, len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:size])
        with pytest.raises(SourceError):
            rows_of(path)


def test_an_empty_sheet_gives_no_rows(tmp_path: Path) -> None:
    assert rows_of(book(tmp_path, posts=[HEADER])) == []
