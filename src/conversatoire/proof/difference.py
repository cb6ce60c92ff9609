"""Where two versions of a result differ, told in one line."""

from itertools import zip_longest
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from conversatoire.note.escape import plain

_LONGEST = 40  # characters of a cell that a line shows


def describe(before: Path, after: Path) -> str:
    """Where `after` differs from `before`: the first row and column of a table with the count of rows, a parameter, a line, or bytes alone.

    Args:
        before: the file as it stands in the results.
        after: the same file made again; both exist and differ.
    """
    try:
        if before.suffix in (".csv", ".parquet"):
            return _tables(_table(before), _table(after))
        if before.suffix == ".yaml":
            return parameters(yaml.safe_load(before.read_text(encoding="utf-8")), yaml.safe_load(after.read_text(encoding="utf-8")))
        if before.suffix in (".md", ".txt"):
            return _lines(before.read_text(encoding="utf-8"), after.read_text(encoding="utf-8"))
    except (OSError, ValueError, pl.exceptions.PolarsError, yaml.YAMLError) as error:
        return f"cannot be read: {_shown(str(error).splitlines()[0] if str(error) else type(error).__name__)}"
    return f"{before.stat().st_size} bytes, {after.stat().st_size} when made again"


def parameters(before: Any, after: Any, path: str = "") -> str:
    """The first value in which two trees of parameters differ, with both values; "" where they do not."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [*before, *(key for key in after if key not in before)]
        return next((found for key in keys if (found := parameters(before.get(key), after.get(key), f"{path}.{key}".lstrip(".")))), "")
    return "" if before == after else f"{path or 'the whole'} is {_shown(before)}, {_shown(after)} when made again"


def _table(path: Path) -> pl.DataFrame:
    frame = pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.read_parquet(path)
    return frame.with_columns(pl.col(pl.List(pl.String)).list.join("\x1f"))


def _tables(before: pl.DataFrame, after: pl.DataFrame) -> str:
    if before.columns != after.columns:
        gone, more = [c for c in before.columns if c not in after.columns], [c for c in after.columns if c not in before.columns]
        return f"columns differ: {', '.join([f'−{c}' for c in gone] + [f'+{c}' for c in more]) or 'their order'}"
    rows = min(before.height, after.height)
    other = [
        (before[c].head(rows).cast(pl.String) != after[c].head(rows).cast(pl.String)) | _one_empty(before[c], after[c], rows) for c in before.columns
    ]
    differing = (
        pl.DataFrame(other).select(pl.any_horizontal(pl.all().fill_null(False)).alias("any"))["any"] if rows else pl.Series([], dtype=pl.Boolean)
    )
    count = int(differing.sum()) + abs(before.height - after.height)
    lengths = "" if before.height == after.height else f"; {before.height} rows, {after.height} when made again"
    if not differing.any():
        return f"rows differ from row {rows + 1} on{lengths}" if lengths else "the same cells in other bytes"
    row = int(differing.arg_max() or 0)
    column = next(c for c, mask in zip(before.columns, other, strict=True) if mask[row])
    cells = f"{_shown(before[column][row])}, {_shown(after[column][row])} when made again"
    return f"first in row {row + 1}, column «{column}»: {cells}; {count} of {max(before.height, after.height)} rows differ{lengths}"


def _one_empty(before: pl.Series, after: pl.Series, rows: int) -> pl.Series:
    return before.head(rows).is_null() != after.head(rows).is_null()


def _lines(before: str, after: str) -> str:
    pairs = enumerate(zip_longest(before.splitlines(), after.splitlines()), 1)
    found = [(number, old, new) for number, (old, new) in pairs if old != new]
    if not found:
        return "other line ends"
    number, old, new = found[0]
    return f"first in line {number}: {_shown(old)}, {_shown(new)} when made again; {len(found)} lines differ"


def _shown(value: object) -> str:
    """A value on one line, without what could move a terminal's cursor."""
    if value is None:
        return "nothing"
    text = plain(str(value))
    return f"«{text[:_LONGEST]}…»" if len(text) > _LONGEST else f"«{text}»"
