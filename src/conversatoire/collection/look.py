"""What the first rows of a source show a person: how they were read, what stands in them, and what looks like a slip of the study file."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import polars as pl

from conversatoire.collection import dates
from conversatoire.collection.formats import Reject
from conversatoire.collection.formats._bytes import detect_encoding
from conversatoire.collection.formats.csv import delimiter_of
from conversatoire.collection.heads import Head, some, without_rows
from conversatoire.collection.normalise import COUNTS, Normalised, normalise, whole_numbers
from conversatoire.settings.collection import Source

MAPPED = ("csv", "excel", "jsonl")  # formats whose columns the study names
CELL = 60  # letters of a cell that are shown
_FIGURES = r"^[\d\s.,]+$"


class Look(NamedTuple):
    """What to tell of a source: `lines`, the `instants` of the posts read, and why none of the rows read can be used (None: some can)."""

    lines: list[str]
    instants: pl.Series
    useless: str | None


def look(source: Source, heads: list[Head], show_cells: bool) -> Look:
    """Describes the first rows of a source's files.

    Args:
        source: the source; its time zone must be filled in.
        heads: the first rows of its files.
        show_cells: whether cells of the export may be shown.
    """
    filled = [head for head in heads if head.read]
    day_first = _day_first(source, filled)
    made = [normalise(head.rows, source, head.path.name, day_first) for head in filled]
    instants = pl.concat([part.posts["published_at"] for part in made]) if made else pl.Series([], dtype=pl.Datetime("us", "UTC"))
    rejects = [(head, reject) for head, part in zip(filled, made, strict=True) for reject in sorted([*head.rejects, *part.rejects])]
    lines = [*_read_as(source, filled), *_counts(filled, rejects), *_found(filled)]
    if len(instants):
        lines.append(f"posts from {instants.min():%Y-%m-%d %H:%M} to {instants.max():%Y-%m-%d %H:%M} UTC")
        lines += _one_row(filled, made) if show_cells else []
        lines += _order(source, filled, day_first)
    lines += _troubles(heads, filled, made, rejects) + _odd_columns(source, filled, show_cells)
    number, first = len(rejects), rejects[0][1].reason if rejects else ""
    useless = f"none of its first {number} rows can be used ({first}); look at its columns, encoding and date_format"
    return Look(lines, instants, None if len(instants) or not filled else useless)


def _day_first(source: Source, heads: list[Head]) -> bool:
    """Order of day and month as the rows read tell it; the import asks all rows."""
    mapped = source.format in MAPPED and not source.date_format
    return dates.day_first(head.rows["published_at"] for head in heads if "published_at" in head.rows.columns) if mapped else True


def _read_as(source: Source, heads: list[Head]) -> Iterator[str]:
    """The delimiter and the encoding of the files, where the format has them, a line for each way of reading."""
    if source.format not in ("csv", "jsonl"):
        return
    ways: dict[str, list[Head]] = {}
    for head in heads:
        ways.setdefault(_way(source, head), []).append(head)
    for way, same in ways.items():
        files = "" if len(ways) == 1 else f" ({os.path.relpath(same[0].path)}{f' and {len(same) - 1} more' if len(same) > 1 else ''})"
        yield f"read as: {way}{files}"


def _way(source: Source, head: Head) -> str:
    encoding = f"encoding {source.encoding or detect_encoding(head.path)}{_stated(source.encoding)}"
    if source.format != "csv":
        return encoding
    delimiter = delimiter_of(head.path, source)
    return f"delimiter {'tab' if delimiter == chr(9) else f'«{delimiter}»'}{_stated(source.delimiter)}, {encoding}"


def _stated(hint: str | None) -> str:
    return " (stated)" if hint else " (guessed)"


def _counts(heads: list[Head], rejects: list[tuple[Head, Reject]]) -> Iterator[str]:
    if not heads:
        return
    rows = "all rows" if all(head.whole for head in heads) else "first rows"
    files = os.path.relpath(heads[0].path) if len(heads) == 1 else f"{len(heads)} files"
    yield f"{rows} of {files}: {sum(head.read for head in heads)} read, {len(rejects)} rejected"


def _found(heads: list[Head]) -> Iterator[str]:
    if heads:
        columns = {name: None for head in heads for name in head.rows.columns if name != "row" and head.rows[name].null_count() < len(head.rows)}
        yield f"found: {', '.join(columns) or 'nothing'}"


def _one_row(heads: list[Head], made: list[Normalised]) -> list[str]:
    """The first row that becomes a post, cell by cell, beside the instant that its date was taken for."""
    head, part = next((head, part) for head, part in zip(heads, made, strict=True) if len(part.posts))
    row = int(part.posts["origin"][0].rpartition(":")[2])
    cells = head.rows.filter(pl.col("row") == row).row(0, named=True)
    shown = {name: _short(value) for name, value in cells.items() if name != "row" and value not in (None, "", [])}
    if "published_at" in shown:
        shown["published_at"] += f" = {part.posts['published_at'][0]:%Y-%m-%d %H:%M} UTC"
    return [f"row {row}: {' · '.join(f'{name} {value}' for name, value in shown.items())}"]


def _short(value: object) -> str:
    text = " ".join((", ".join(map(str, value)) if isinstance(value, list) else str(value)).split())
    return f"«{text[:CELL]}…»" if len(text) > CELL else f"«{text}»"


def _order(source: Source, heads: list[Head], day_first: bool) -> list[str]:
    """What was taken of dates in figures, where nothing states their form."""
    if source.format not in MAPPED:
        return []
    if source.date_format:
        return [f"dates: in the form {source.date_format} (stated)"]
    slashed = any("published_at" in head.rows.columns and dates.is_slashed(head.rows["published_at"]) for head in heads)
    return [f"dates: 03/04/2024 is in {'April' if day_first else 'March'} (guessed from the rows read); else state date_format"] if slashed else []


def _troubles(heads: list[Head], filled: list[Head], made: list[Normalised], rejects: list[tuple[Head, Reject]]) -> list[str]:
    lines = []
    if rejects:
        head, reject = rejects[0]
        lines.append(f"first reject: {f'{os.path.relpath(head.path)}, ' if len(filled) > 1 else ''}row {reject.row}: {reject.reason}")
    if ruined := sum(part.ruined_ids for part in made):
        lines.append(f"ids that a spreadsheet ruined (1,45E+18): {ruined}; export again and leave spreadsheets out")
    useless = [head for head, part in zip(filled, made, strict=True) if not len(part.posts)]
    unused = [f"{os.path.relpath(head.path)}: none of the {head.read} rows read can be used" for head in useless] if len(filled) > 1 else []
    return lines + [f"warning: {line}" for line in some(unused + without_rows(heads))]


def _odd_columns(source: Source, heads: list[Head], show_cells: bool) -> list[str]:
    """Columns of numbers that hold none, and a text that is nothing but numbers."""
    if source.format not in MAPPED:
        return []
    lines = []
    for name, header in source.columns.model_dump().items():
        cells = _cells(heads, name) if name in (*COUNTS, "text") else pl.Series([], dtype=pl.String)
        such = f", such as {_short(cells[0])}" if show_cells and len(cells) else ""
        if name in COUNTS and len(cells) and whole_numbers(cells).null_count() == len(cells):
            lines.append(f"warning: {name}: none of the {len(cells)} values read in «{header}» is a number{such}")
        if name == "text" and len(cells) and cells.str.contains(_FIGURES).all():
            lines.append(f"warning: text: all {len(cells)} values read in «{header}» are numbers{such}")
    return lines


def _cells(heads: Iterable[Head], name: str) -> pl.Series:
    """The cells of a column that hold something."""
    columns = [head.rows[name].cast(pl.String).str.strip_chars() for head in heads if name in head.rows.columns]
    cells = pl.concat(columns) if columns else pl.Series([], dtype=pl.String)
    return cells.filter(cells.is_not_null() & (cells != ""))
