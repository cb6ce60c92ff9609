"""Several queries inside one selection: the posts of each, what they share, and what none of them finds."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence

from conversatoire.watch import find
from conversatoire.watch.selection import Selection


@contextlib.contextmanager
def within(connection: sqlite3.Connection, selection: Selection, queries: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The temporary table of a selection, and those of the part of it that each full-text expression (`syntax.Query.fts`) finds.

    Raises:
        SearchError: the selection's own query cannot be read.
    """
    with find.chosen(connection, selection) as every, contextlib.ExitStack() as stack:
        first, last = connection.execute(f"SELECT min(n), max(n) FROM {every}").fetchone()
        # + keeps the search from running once for each post of the selection
        sql = f"SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT n FROM {every})"
        yield every, [stack.enter_context(_table(connection, f"{every}_{place}", sql, [query, first, last])) for place, query in enumerate(queries)]


@contextlib.contextmanager
def union(connection: sqlite3.Connection, parts: Sequence[str]) -> Iterator[str]:
    """The temporary table of the posts that are in one of the parts at least."""
    with _table(connection, f"{parts[0]}_union", " UNION ".join(f"SELECT n FROM {part}" for part in parts), []) as name:
        yield name


def both(connection: sqlite3.Connection, one: str, other: str) -> int:
    """Posts in two tables."""
    return connection.execute(f"SELECT count(*) FROM {one} JOIN {other} USING (n)").fetchone()[0]


@contextlib.contextmanager
def _table(connection: sqlite3.Connection, name: str, sql: str, values: list) -> Iterator[str]:
    connection.execute(f"CREATE TEMP TABLE {name} (n INTEGER PRIMARY KEY)")
    try:
        connection.execute(f"INSERT INTO temp.{name} {sql} ORDER BY 1", values)
        connection.execute(f"ANALYZE temp.{name}")  # else SQLite takes it for a million rows, and scans all posts before it joins them
        connection.commit()  # where Python opened a transaction, the file would stay locked for the workflow
        yield name
    finally:
        connection.execute(f"DROP TABLE temp.{name}")
