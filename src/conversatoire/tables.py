"""Every table the workflow writes, checked on writing and on reading against its columns (`columns/`, one file a step).

`write(frame, path, "topics")` and `read(path, "topics")` are the only ways in and out. Parquet or CSV by the path's suffix;
pandas frames, or polars frames where they are large. Rows are sorted by the table's key, floats have six significant digits (so that
the last bits of a sum, which depend on the number of cores, never show; whole numbers are exact). CSV: UTF-8, comma, header, and
cells that a spreadsheet would run as a formula led by an apostrophe, which `read` takes off again. In CSV an optional empty text
reads back as missing.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from conversatoire.columns import TABLES
from conversatoire.columns.base import FLOAT, INSTANT, INT, LIST, TEXT, Column, Table
from conversatoire.errors import RunError

UNSTABLE = 0.5  # stability of a topic up to which it counts as dissolved (Hennig 2007): nobody should report it alone

# A tab, a line end or a full-width sign leads some spreadsheets to a formula too (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
# Rows of a Parquet row group: also the slice in which a polars frame is written, so that its memory is bounded.
ROW_GROUP = 200_000
_DIGITS = 6  # significant digits kept of a float


def write(frame: pd.DataFrame | pl.DataFrame, path: Path | str, name: str) -> Path:
    """Checks `frame` against the table `name`, sorts it and writes it as Parquet or CSV, by the suffix of `path`.

    Raises:
        RunError: a column is missing, unknown, of another type, or empty where it may not be.
    """
    path, table = Path(path), TABLES[name]
    _check_columns(list(frame.columns), table, path)
    _check_zones(frame, table, path)
    _check_empty(frame, table, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        parts = _from_pandas(frame, table) if isinstance(frame, pd.DataFrame) else _from_polars(frame, table)
        if path.suffix == ".parquet":
            _write_parquet(parts, table, path)
        else:
            _write_csv(pa.concat_tables(parts), table, path)
    except (pa.ArrowException, ValueError, TypeError) as error:
        path.unlink(missing_ok=True)
        raise RunError(f"{path}: does not fit the table «{name}»: {error}") from None
    return path


def read(path: Path | str, name: str, columns: list[str] | None = None) -> pd.DataFrame:
    """Reads a table that `write` wrote; whole numbers that may be empty come as Int64, lists as lists.

    Raises:
        RunError: there is no such file, it cannot be read, or its columns are not the table's.
    """
    path, table = Path(path), TABLES[name]
    try:
        return _read_parquet(path, table, columns) if path.suffix == ".parquet" else _read_csv(path, table, columns)
    except FileNotFoundError:
        raise RunError(f"{path}: there is no such file; the step that writes the table «{name}» has not run") from None
    except (OSError, ValueError, pa.ArrowException) as error:
        raise RunError(f"{path}: cannot be read as the table «{name}»: {error}") from None


def frame(name: str, rows: list[dict[str, object]] | None = None) -> pd.DataFrame:
    """A table out of rows, as `read` would give it; what a row does not tell is empty, and no rows give the table's columns alone."""
    return _to_pandas(pa.Table.from_pylist(rows or [], TABLES[name].schema), TABLES[name])


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs: led by an apostrophe where it starts as a formula does."""
    return "'" + cell if _FORMULA.match(cell) else cell


def _unquote(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _from_pandas(frame: pd.DataFrame, table: Table) -> Iterator[pa.Table]:
    frame = frame[list(table.columns)]
    if table.key:
        frame = frame.sort_values(list(table.key), kind="stable", na_position="last")
    yield pa.Table.from_pandas(frame, table.schema, preserve_index=False).replace_schema_metadata(None)


def _from_polars(frame: pl.DataFrame, table: Table) -> Iterator[pa.Table]:
    """The frame sorted, in slices. Unlike arrow's, its numbers never become texts, nor texts numbers, unseen."""
    for name, column in table.columns.items():
        found = frame.schema[name]
        if found != pl.Null and (column.type == TEXT) != (found in (pl.String, pl.Categorical)):
            raise TypeError(f"column «{name}» is {found}, not {column.type}")
    frame, rows = frame.select(list(table.columns)), pl.int_range(frame.height, eager=True)
    if table.key:
        rows = frame.select(pl.arg_sort_by(list(table.key), nulls_last=True, maintain_order=True)).to_series()
    for start in range(0, max(frame.height, 1), ROW_GROUP):
        yield frame[rows.slice(start, ROW_GROUP)].to_arrow().cast(table.schema)


def _check_columns(found: list[str], table: Table, path: Path) -> None:
    missing, unknown = [c for c in table.columns if c not in found], [c for c in found if c not in table.columns]
    if missing or unknown:
        raise RunError(f"{path}: missing columns {missing}, unknown columns {unknown}")


def _check_zones(frame: pd.DataFrame | pl.DataFrame, table: Table, path: Path) -> None:
    """An instant without a zone would silently be taken for UTC."""
    for name, column in table.columns.items():
        dtype = frame[name].dtype
        naive = dtype.time_zone is None if isinstance(dtype, pl.Datetime) else pd.api.types.is_datetime64_dtype(dtype)
        filled = len(frame) and not (frame[name].is_null() if isinstance(frame, pl.DataFrame) else frame[name].isna()).all()
        if column.type == INSTANT and naive and filled:
            raise RunError(f"{path}: column «{name}» holds instants without a time zone")


def _check_empty(frame: pd.DataFrame | pl.DataFrame, table: Table, path: Path) -> None:
    for name, column in table.columns.items():
        empty = 0 if column.optional else int((frame[name].isna() if isinstance(frame, pd.DataFrame) else frame[name].is_null()).sum())
        if empty:
            raise RunError(f"{path}: column «{name}» is empty in {empty} rows")


def _rounded(arrow: pa.Table) -> pa.Table:
    """Floats with six significant digits, whole ones as they are: the last bits of a sum depend on the number of cores."""
    for index, field in enumerate(arrow.schema):
        if field.type == FLOAT:
            column = arrow[index]
            values = column.to_numpy(zero_copy_only=False)
            with np.errstate(all="ignore"):
                scale = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(np.abs(values))))
                short = np.round(values * scale) / scale
            keep = ~np.isfinite(short) | (values == np.round(values))
            arrow = arrow.set_column(index, field, pa.array(np.where(keep, values, short) + 0.0, FLOAT, from_pandas=True))
    return arrow


def _write_parquet(parts: Iterator[pa.Table], table: Table, path: Path) -> None:
    with pq.ParquetWriter(path, table.schema, compression="zstd", compression_level=3) as file:
        for part in parts:
            file.write_table(_rounded(part), row_group_size=ROW_GROUP)


def _write_csv(arrow: pa.Table, table: Table, path: Path) -> None:
    # polars' writer: the csv module (and so pandas) leaves a lone carriage return unquoted, and the row would be read as two
    frame = pl.from_arrow(_rounded(arrow))
    for name, column in table.columns.items():
        cell = pl.col(name)
        if column.type == TEXT:
            frame = frame.with_columns(pl.when(cell.str.contains("^" + _FORMULA.pattern)).then("'" + cell).otherwise(cell).alias(name))
        elif column.type == INSTANT:
            frame = frame.with_columns(cell.dt.to_string("%Y-%m-%dT%H:%M:%SZ"))
        elif column.type == FLOAT:
            frame = frame.with_columns(pl.Series(name, [None if value is None else _digits(value) for value in frame[name]], pl.String))
    frame.write_csv(path, line_terminator="\n", quote_style="necessary")


def _digits(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() and abs(value) < 2**53 else f"{value:.{_DIGITS}g}"


def _read_parquet(path: Path, table: Table, columns: list[str] | None) -> pd.DataFrame:
    with pq.ParquetFile(path) as file:
        _check_columns(file.schema_arrow.names, table, path)
        return _to_pandas(file.read(columns=columns).select(columns or list(table.columns)), table)


def _to_pandas(arrow: pa.Table, table: Table) -> pd.DataFrame:
    lists = [name for name in arrow.column_names if table.columns[name].type == LIST]
    frame = arrow.drop_columns(lists).to_pandas(types_mapper={INT: pd.Int64Dtype()}.get).reindex(range(arrow.num_rows))
    for name in frame.columns:
        if table.columns[name].type == INT and not table.columns[name].optional:
            frame[name] = frame[name].astype("int64")
    for name in lists:
        frame[name] = pd.Series(_lists(arrow[name]), dtype=object)
    return frame[arrow.column_names]


def _lists(column: pa.ChunkedArray) -> list[list[str]]:
    """Python lists out of a list column, by its offsets: ten times faster than to_pylist."""
    out: list[list[str]] = []
    for chunk in column.chunks:
        values, ends = chunk.values.to_pylist(), chunk.offsets.to_pylist()
        out += [values[start:end] for start, end in itertools.pairwise(ends)]
    return out


def _read_csv(path: Path, table: Table, columns: list[str] | None) -> pd.DataFrame:
    types = {n: _csv_type(column) for n, column in table.columns.items()}
    gaps = {n: [""] for n, c in table.columns.items() if c.optional}
    _check_columns(list(pd.read_csv(path, nrows=0, encoding="utf-8").columns), table, path)
    frame = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=gaps, usecols=columns, encoding="utf-8")
    for column in frame.columns:
        if table.columns[column].type == TEXT:
            frame[column] = frame[column].map(_unquote, na_action="ignore")
        elif table.columns[column].type == INSTANT:
            frame[column] = pd.to_datetime(frame[column], utc=True, format="ISO8601")
    return frame[columns or list(table.columns)]


def _csv_type(column: Column) -> str:
    if column.type in (TEXT, INSTANT):
        return "str"
    return "Int64" if column.type == INT and column.optional else str(column.type.to_pandas_dtype().__name__)
