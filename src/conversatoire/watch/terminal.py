"""`conversatoire search`: the posts of a search and its tops, as text for a terminal, JSON or CSV.

Whatever a post holds, it cannot steer the terminal: controls and direction overrides are taken out of text and CSV, and are escapes in JSON.
"""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from conversatoire.study_file import load
from conversatoire.watch import ask, db, find, schema, syntax
from conversatoire.watch.terminal_text import Found, interval, text_of

COLUMNS = [column for column in schema.POSTS if column != "n"] + ["label"]
# What steers a terminal or turns the direction of its text; line ends and tabs stay.
_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def search(
    study: str,
    query: str,
    results: Path = Path("results"),
    sort: str = "date",
    limit: int = 20,
    form: str | None = None,
    top: int = 10,
    **asked: str | Sequence[str] | None,
) -> str:
    """Searches the index of a study.

    Args:
        study: its name or file.
        query: words, in the syntax of `syntax.py`; an empty one finds all posts.
        results: the folder of results.
        sort: date, relevance or engagement.
        limit: posts shown, at most.
        form: json, csv, or None for text in the study's first note language, the words found in bold (`click.echo` takes that off where no
            terminal reads it).
        top: length of the tops; 0 for none. CSV has none.
        asked: the parameters of `ask.selection` beside the query.

    Returns:
        What to print, without the last line end.

    Raises:
        StudyError: there is no such study.
        SearchError: there is no index, or the search cannot be read.
    """
    name, settings = load(study)
    values = {key: [value] if isinstance(value, str) else list(value or ()) for key, value in asked.items()}
    connection = db.connect(results / name / "watch/posts.sqlite")
    try:
        found = _found(connection, settings.lists, results / name, values | {"q": [query]}, sort, limit, 0 if form == "csv" else top)
    finally:
        connection.close()
    if form == "json":
        return _json(found, sort)
    return _csv(found) if form == "csv" else text_of(found, settings.note_languages[0])


def _found(
    connection: sqlite3.Connection,
    lists: Mapping[str, Sequence[str]],
    folder: Path,
    values: Mapping[str, Sequence[str]],
    sort: str,
    limit: int,
    top: int,
) -> Found:
    about = db.about(connection)
    selection = ask.selection(values, about, lists, folder)
    tops = None
    with find.chosen(connection, selection) as chosen:
        count = find.count(connection, chosen)
        posts = find.find(connection, selection, chosen, sort, limit)
        if top and count:
            from conversatoire.watch.tops import tops as tops_of

            tops = tops_of(connection, chosen, top)
    return Found(about, selection, syntax.parse(selection.query), count, posts, tops)


def _json(found: Found, sort: str) -> str:
    """One document; each instant is told in the study's zone, with its offset."""
    zone = ZoneInfo(found.about["timezone"])
    start, end = (None if instant is None else datetime.fromtimestamp(instant, zone).isoformat() for instant in interval(found))
    document = {
        "study": found.about["study"],
        "query": found.selection.query,
        "parameters": {name: values for name, values in ask.params(found.selection, found.about).items() if name != "q"},
        "notices": [notice.en for notice in found.query.notices],
        "interval": {"from": start, "to": end, "timezone": found.about["timezone"]},
        "count": found.count,
        "sort": sort,
        "posts": [_row(post) for post in found.posts],
    }
    if found.tops:
        tops = asdict(found.tops)
        document["tops"] = tops | {"engaging": [{key: value for key, value in post.items() if key != "n"} for post in tops["engaging"]]}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _csv(found: Found) -> str:
    """The posts, a row each; cells that a spreadsheet would run are led by an apostrophe, as in the study's other tables."""
    from conversatoire.tables import neutral  # late: it imports pandas

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for post in found.posts:
        cells = _row(post).values()
        writer.writerow([neutral(_plain_lines(cell)) if isinstance(cell, str) else cell for cell in cells])
    return file.getvalue().rstrip("\n")


def _plain_lines(cell: str) -> str:
    """A text without what steers a terminal, its lines ended by line feeds: a lone carriage return would end a row of some readers."""
    return _STEERING.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))


def _row(post: dict[str, Any]) -> dict[str, Any]:
    """A post without the index's own number; published_at in UTC, ISO 8601."""
    instant = datetime.fromtimestamp(post["published_at"], UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {column: instant if column == "published_at" else post[column] for column in COLUMNS}
