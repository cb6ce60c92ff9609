"""Lists that exports write into one cell: JSON, a printed Python list of names or of objects, or names with separators."""

import ast
import re
from typing import Any

import orjson
import polars as pl

# Where an object stands for a name, the first of these keys holds it.
KEYS = ("text", "tag", "name", "screen_name", "username", "acct", "handle", "expanded_url", "unwound_url", "url", "href", "uri", "value", "title")
_SEPARATORS = re.compile(r"[,;|\s]+")
_URL_SEPARATORS = re.compile(r"[|\s]+|[,;]+(?=\s|https?://|www\.|$)")
_EMPTY = {"", "[]", "{}", "null", "None", "nan", "NaN"}


def parse_list(cell: str) -> list[str]:
    """The names in a cell, in order: `["a","b"]`, `['a', 'b']`, `[{'text': 'a'}]`, `a, b`, `a b`, `a|b` or `a;b`.

    URLs may hold commas and semicolons, so between URLs these separate only before the next URL or a space.
    """
    cell = cell.strip()
    if cell in _EMPTY:
        return []
    if cell[0] in "[{(":
        value = _literal(cell)
        if value is not None:
            return names_in(value)
        cell = cell.strip("[](){}").replace("'", "").replace('"', "")
    pattern = _URL_SEPARATORS if "://" in cell or "www." in cell else _SEPARATORS
    return [part for part in (part.strip("'\"") for part in pattern.split(cell)) if part]


def names_in(value: Any) -> list[str]:
    """Names in a parsed list of strings, numbers, or objects; nested lists are flattened, anything else is left out."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [str(value)]
    if isinstance(value, dict):
        return next(([str(value[key]).strip()] for key in KEYS if isinstance(value.get(key), str) and value[key].strip()), [])
    if isinstance(value, list | tuple | set):
        return [name for item in value for name in names_in(item)]
    return []


def parse_lists(cells: pl.Series) -> pl.Series:
    """A column of cells as a column of lists of strings; null stays null. Each distinct cell is parsed once."""
    if cells.dtype != pl.String:
        return cells
    distinct = cells.drop_nulls().unique(maintain_order=True)
    parsed = pl.Series("list", [parse_list(cell) for cell in distinct], dtype=pl.List(pl.String))
    table = pl.DataFrame({"cell": distinct, "list": parsed})
    joined = pl.DataFrame({"cell": cells}).join(table, on="cell", how="left", maintain_order="left")
    return joined["list"].alias(cells.name)


def _literal(cell: str) -> Any:
    try:
        return orjson.loads(cell)
    except orjson.JSONDecodeError:
        pass
    try:
        return ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
