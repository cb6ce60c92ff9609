"""JSON exports with the study's `columns:` mapping: an object a line, or a list of objects, also indented.

A mapping may go down into objects with dots (`user.name`), and through lists (`entities.hashtags.text`).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conversatoire.collection.formats import LIST_COLUMNS, Batch, Reject, in_batches
from conversatoire.collection.formats._fields import as_dict, text_of
from conversatoire.collection.formats._json import Line, json_records
from conversatoire.collection.formats._lists import names_in, parse_list
from conversatoire.collection.formats._missing import missing_columns
from conversatoire.collection.formats.csv import with_plain_texts
from conversatoire.settings.collection import Source

NOT_OBJECT = "not a JSON object"
EXACT = 2**53  # above, a number with decimals has lost its last digits


def read(path: Path, source: Source) -> Iterator[Batch]:
    """Reads a JSON file; rows are numbered by line, in a list by item.

    Raises:
        SourceError: no such file, or none of its objects has the keys of `published_at` or of the text.
    """
    for batch in _read(path, source):
        yield batch._replace(posts=with_plain_texts(batch.posts))


def _records(path: Path, source: Source) -> Iterator[dict[str, Any] | Reject]:
    columns = {raw: key for raw, key in source.columns.model_dump().items() if key}
    nulls = set(source.null_values)
    seen: set[str] = set()
    known: dict[str, None] = {}
    for line in json_records(path, source.encoding):
        if isinstance(line, Reject):
            yield line
        elif not isinstance(line.value, dict):
            yield Reject(line.row, NOT_OBJECT, line.raw.decode("utf-8", "backslashreplace"))
        else:
            post = _post(line, columns, nulls)
            seen |= post.keys()
            if len(known) < 1000:
                known.update(dict.fromkeys(line.value))
            yield post
    if known:
        _check(path, columns, seen, list(known))


_read = in_batches(_records)


def _post(line: Line, columns: dict[str, str], nulls: set[str]) -> dict[str, Any]:
    post: dict[str, Any] = {"row": line.row}
    for raw, key in columns.items():
        found, value = at(line.value, key)
        if found:
            post[raw] = as_list(value, nulls) if raw in LIST_COLUMNS else as_text(value, nulls)
    return post


def at(value: Any, key: str) -> tuple[bool, Any]:
    """Whether an object has `key` (as it is, or a path with dots, through lists to each item), and what stands there."""
    if key in as_dict(value):
        return True, value[key]
    if isinstance(value, list):
        items = [item for found, item in (at(item, key) for item in value) if found]
        return bool(items), items
    head, dot, rest = key.partition(".")
    return at(value[head], rest) if dot and head in as_dict(value) else (False, None)


def as_text(value: Any, nulls: set[str]) -> str | None:
    """A JSON value as text; a float too large to be exact in the form that tells ids ruined by it; lists and objects by the name they hold."""
    if isinstance(value, float) and abs(value) >= EXACT:
        return f"{value:.15E}"
    if isinstance(value, dict | list):
        names = names_in(value)
        return text_of(names[0] if len(names) == 1 else json.dumps(value, ensure_ascii=False)) if value else None
    text = text_of(value)
    return None if text in nulls else text


def as_list(value: Any, nulls: set[str]) -> list[str] | None:
    """A JSON value as a list of names: a list, or a text that holds one."""
    if value is None or (isinstance(value, str) and value in nulls):
        return None
    names = parse_list(value) if isinstance(value, str) else names_in(value)
    return [name for name in (text_of(name) for name in names) if name]


def _check(path: Path, columns: dict[str, str], seen: set[str], known: list[str]) -> None:
    """A key that no object has is a slip of the mapping, where the post cannot do without it."""
    content = [raw for raw in ("text", "title", "links") if raw in columns]
    if missing := {needed[0]: columns[needed[0]] for needed in (["published_at"], content) if not seen.intersection(needed)}:
        raise missing_columns(path, missing, known, "no object has", "no object has")
