"""An answer as CSV or JSON: the same rows that the page shows."""

import csv
import io
import json
from typing import Any

from conversatoire.tables import neutral
from conversatoire.watch.explore.asked import Answer


def as_csv(rows: list[dict[str, Any]]) -> str:
    """The rows with a header; cells that a spreadsheet would run are neutralised, lists and dicts are JSON, None is empty. Nothing without rows."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if not columns:
        return ""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return file.getvalue()


def as_json(answer: Answer, about: dict[str, Any]) -> str:
    """All tables of an answer with what was asked; no sign in it can end or begin an HTML element."""
    return json.dumps(about | answer.tables, ensure_ascii=False, indent=1, default=str).replace("<", "\\u003c")


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return neutral(value.replace("\x00", ""))
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value
