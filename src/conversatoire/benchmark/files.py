"""The analyst's own CSV files: followers, internal series, search results. Each error tells the file, the line and what to do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from conversatoire.benchmark import cells
from conversatoire.by_hand import table
from conversatoire.errors import StudyError
from conversatoire.settings.benchmark import Benchmark, Internal

DAY = "a day such as 2024-10-22 or 22/10/2024"
NUMBER = "a number such as 1234.5 or 1 234,5"
WHOLE = "a whole number from 0 on"


def paths(settings: Benchmark) -> list[str]:
    """The files that a study's benchmark reads."""
    named = [settings.followers, settings.visibility, *(series.path for series in settings.internal)]
    return list(dict.fromkeys(path for path in named if path))


def check(settings: Benchmark) -> None:
    """Raises what is wrong with any of them (StudyError), before anything runs."""
    followers(settings.followers)
    visibility(settings.visibility)
    for series in settings.internal:
        internal(series)


def followers(path: Path | str | None) -> pd.DataFrame:
    """Followers noted over time: date (datetime.date), medium, account (lower-case), followers; no rows without a file.

    Raises:
        StudyError: the file cannot be read, a cell is not what its column asks for, or a day and account stand there twice.
    """
    rows, lines = [], {}
    for line, (day, medium, account, count) in table.read(path, ("date", "medium", "account", "followers")) if path else []:
        handle = account.lower().removeprefix("@")
        if not medium or not handle:
            lacking = "account" if medium else "medium"
            raise StudyError(f"{path}:{line}: has no {lacking}; write the study's name of the medium and the account's handle")
        row = {"date": _day(day, "date", path, line), "medium": medium.lower(), "account": handle}
        _once(tuple(row.values()), lines, f"{handle} on {row['date']}", path, line)
        rows.append(row | {"followers": _cell(cells.whole, count, "followers", WHOLE, path, line)})
    return pd.DataFrame(rows, columns=["date", "medium", "account", "followers"])


def internal(series: Internal) -> pd.DataFrame:
    """A series from inside: date (datetime.date) and value, by date; rows without a value are left out.

    Raises:
        StudyError: the file cannot be read, a cell is not what its column asks for, or a day stands there twice.
    """
    path, rows, lines = series.path, [], {}
    for line, (day, value) in table.read(path, (series.date.lower(), series.value.lower())):
        when = _day(day, series.date, path, line)
        _once((when,), lines, str(when), path, line)
        if value:
            rows.append({"date": when, "value": _cell(cells.number, value, series.value, NUMBER, path, line)})
    return pd.DataFrame(rows, columns=["date", "value"]).sort_values("date", ignore_index=True)


def visibility(path: Path | str | None) -> pd.DataFrame:
    """Search results: date (datetime.date), engine (None where not told), query, rank, url, tone ("" where not told); no rows without a file.

    Raises:
        StudyError: the file cannot be read, a cell is not what its column asks for, or a rank stands twice in one search.
    """
    rows, lines = [], {}
    for line, (query, rank, url, day, tone, *engine) in _with_engine(path) if path else []:
        if not query:
            raise StudyError(f"{path}:{line}: has no query; write what was searched for")
        row = {"date": _day(day, "date", path, line), "engine": (engine[0] if engine else None) or None, "query": query}
        row["rank"] = _cell(cells.whole, rank, "rank", "the place of the result, 1 the first", path, line)
        if not row["rank"]:
            raise StudyError(f"{path}:{line}: rank: 0 is no place; the first result has the rank 1")
        _once(tuple(row.values()), lines, f"rank {row['rank']} of «{query}» on {row['date']}", path, line)
        rows.append(row | {"url": url, "tone": _cell(cells.tone, tone, "tone", "negative, neutral, positive or nothing", path, line)})
    return pd.DataFrame(rows, columns=["date", "engine", "query", "rank", "url", "tone"]).astype({"engine": object})


def host(url: str) -> str:
    """Host of an address in lower case, without www.; "" where there is none."""
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _with_engine(path: Path | str) -> list[table.Row]:
    needed = ("query", "rank", "url", "date", "tone")
    try:
        return table.read(path, (*needed, "engine"))
    except StudyError:
        return table.read(path, needed)  # without the optional column; whatever else is wrong is told again


def _day(cell: str, column: str, path: Path | str, line: int) -> date:
    return _cell(cells.day, cell, column, DAY, path, line)


def _cell(read: Callable[[str], Any], cell: str, column: str, wanted: str, path: Path | str, line: int) -> Any:
    value = read(cell)
    if value is None:
        raise StudyError(f"{path}:{line}: {column}: «{cell[:40]}» is not {wanted}")
    return value


def _once(key: tuple[object, ...], lines: dict[tuple[object, ...], int], what: str, path: Path | str, line: int) -> None:
    if key in lines:
        raise StudyError(f"{path}:{line}: {what} stands in line {lines[key]} already; keep one")
    lines[key] = line
