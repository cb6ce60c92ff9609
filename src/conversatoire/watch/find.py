"""Finding posts in the index: a selection as a temporary table, its number of posts, and pages of results."""

import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from conversatoire.watch import schema, syntax
from conversatoire.watch.selection import Selection

_NUMBERS = itertools.count(1)
# bm25 (Robertson & Zaragoza 2009) of title, text, marks: a word of the title says more of what a post is about
_RELEVANCE = "bm25(words, 4.0, 1.0, 1.0)"
_ORDERS = {"date": "n DESC", "engagement": "engagement DESC, n DESC", "relevance": f"{_RELEVANCE}, n DESC"}  # DESC puts NULL last
_ROWS = f"""
    SELECT {", ".join(f"posts.{column}" for column in schema.POSTS)}, topics.label AS label
    FROM json_each(?) AS found CROSS JOIN posts ON posts.n = found.value LEFT JOIN topics USING (topic, month) ORDER BY found.key"""


@contextmanager
def chosen(connection: sqlite3.Connection, selection: Selection) -> Iterator[str]:
    """The posts of a selection as a temporary table with the column n, dropped at the end; its name, to be joined with posts, tags, links.

    Raises:
        SearchError: the query cannot be read.
    """
    name = f"chosen_{next(_NUMBERS)}"
    sql, values = matching(connection, selection)
    connection.execute(f"CREATE TEMP TABLE {name} (n INTEGER PRIMARY KEY)")
    try:
        connection.execute(f"INSERT INTO temp.{name} (n) {sql}", values)
        connection.execute(f"ANALYZE temp.{name}")  # else SQLite takes it for a million rows, and scans all posts before it joins them
        connection.commit()  # where Python opened a transaction, the file would stay locked for the workflow
        yield name
    finally:
        connection.execute(f"DROP TABLE temp.{name}")


def count(connection: sqlite3.Connection, chosen: str) -> int:
    """How many posts a table of `chosen` holds."""
    return connection.execute(f"SELECT count(*) FROM temp.{chosen}").fetchone()[0]


def find(
    connection: sqlite3.Connection, selection: Selection, chosen: str, sort: str = "date", limit: int = 20, offset: int = 0
) -> list[dict[str, Any]]:
    """A page of the posts of a selection.

    Args:
        connection: the index.
        selection: the selection.
        chosen: its table, of the context manager `chosen`.
        sort: date (the latest first), relevance (BM25; by date where there is no query) or engagement (the highest first). Equals: the latest first.
        limit: posts, at most.
        offset: posts passed over.

    Returns:
        A dict a post: the columns of `schema.POSTS` and the label of its topic in its month, None where it has none.
    """
    query = syntax.parse(selection.query).fts
    if sort == "relevance" and query:
        source = f"SELECT rowid AS n FROM words WHERE words MATCH :query AND +rowid IN (SELECT n FROM temp.{chosen})"
    elif sort == "engagement":
        source = f"SELECT n FROM temp.{chosen} CROSS JOIN posts USING (n)"
    else:
        source, sort = f"SELECT n FROM temp.{chosen}", "date"
    return _page(connection, source, sort, {"query": query, "limit": limit, "offset": offset})


def first(connection: sqlite3.Connection, selection: Selection, sort: str = "date", limit: int = 20) -> list[dict[str, Any]]:
    """The first page as `find` gives it, without a table of the whole selection: by date it stops as soon as the page is full."""
    sql, values = matching(connection, selection)
    if sort == "relevance" and "query" not in values:
        sort = "date"
    if sort == "engagement":
        sql = f"SELECT n FROM ({sql}) CROSS JOIN posts USING (n)"
    return _page(connection, sql, sort, values | {"limit": limit, "offset": 0})


def _page(connection: sqlite3.Connection, source: str, sort: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    """The posts whose numbers a SELECT gives, in an order, from `offset` on."""
    numbers = [row[0] for row in connection.execute(f"{source} ORDER BY {_ORDERS[sort]} LIMIT :limit OFFSET :offset", values)]
    cursor = connection.execute(_ROWS, [json.dumps(numbers)])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def matching(connection: sqlite3.Connection, selection: Selection) -> tuple[str, dict[str, Any]]:
    """The SELECT of the numbers (n) of a selection's posts, and its bound values.

    The full-text table is always read first: the planner, left to itself, may ask it again for each post of a medium.
    """
    query = syntax.parse(selection.query).fts
    conditions, values = _conditions(selection)
    low, high = interval(connection, selection)
    number = "words.rowid" if query else "posts.n"
    for sign, bound, name in ((">=", low, "low"), ("<=", high, "high")):
        if bound is not None:
            conditions.append(f"{number} {sign} :{name}")
            values[name] = bound
    if query:
        source = "words CROSS JOIN posts ON posts.n = words.rowid" if any("posts." in condition for condition in conditions) else "words"
        conditions.insert(0, "words MATCH :query")
        values["query"] = query
    else:
        source = "posts"
    # with + the list is looked up for each post found, else the full-text search would run once for each of the list
    conditions = [condition.replace("{n}", f"+{number}" if query else number) for condition in conditions]
    return f"SELECT {number} AS n FROM {source}" + (f" WHERE {' AND '.join(conditions)}" if conditions else ""), values


def interval(connection: sqlite3.Connection, selection: Selection) -> tuple[int | None, int | None]:
    """The first and last number (n) of the selection's interval; None where it is open."""
    low = high = None
    if selection.start is not None:
        row = connection.execute("SELECT n FROM posts WHERE published_at >= ? ORDER BY published_at, n LIMIT 1", (selection.start,)).fetchone()
        low = row[0] if row else 2**62
    if selection.end is not None:
        row = connection.execute("SELECT n FROM posts WHERE published_at < ? ORDER BY published_at DESC, n DESC LIMIT 1", (selection.end,)).fetchone()
        high = row[0] if row else 0
    return low, high


def _conditions(selection: Selection) -> tuple[list[str], dict[str, Any]]:
    """Conditions on a post's columns and lists; `{n}` stands for its number. Lists of values are bound as one JSON text."""
    conditions, values = [], {}
    for column, wanted in (("medium", selection.media), ("lang", selection.languages), ("kind", selection.kinds)):
        if wanted:
            conditions.append(f"posts.{column} IN (SELECT value FROM json_each(:{column}))")
            values[column] = json.dumps(wanted)
    for column in ("hour", "weekday"):
        if getattr(selection, column) is not None:
            conditions.append(f"posts.{column} = :{column}")
            values[column] = getattr(selection, column)
    for table, column in (("tags", "tag"), ("links", "link"), ("links", "site")):
        if getattr(selection, column):
            conditions.append(f"{{n}} IN (SELECT n FROM {table} WHERE {column} = :{column})")
            values[column] = getattr(selection, column)
    if selection.topic:
        conditions.append("posts.topic IS NULL" if selection.topic == "none" else "posts.topic = :topic")
        values["topic"] = selection.topic
    if selection.behind:
        conditions.append("{n} IN (SELECT n FROM posts WHERE post_id IN (SELECT value FROM json_each(:ids)))")
        values["ids"] = json.dumps(selection.ids)
    if selection.not_by:
        conditions.append("coalesce(posts.account, '') NOT IN (SELECT value FROM json_each(:not_by))")
        values["not_by"] = json.dumps([spelt for account in selection.not_by for spelt in _spelt(account)])
    for add in (_of_accounts, _of_mentioned):
        condition, more = add(selection)
        conditions += [condition] if condition else []
        values |= more
    return conditions, values


def _of_accounts(selection: Selection) -> tuple[str, dict[str, Any]]:
    """Posts that one of the accounts wrote."""
    by_medium: dict[str, list[str]] = {}
    for medium, account in selection.accounts:
        by_medium.setdefault(medium, []).extend(_spelt(account))
    parts, values = [], {}
    for place, (medium, accounts) in enumerate(sorted(by_medium.items())):
        of_medium = f"posts.medium = :medium{place} AND " if medium else ""
        parts.append(f"({of_medium}posts.account IN (SELECT value FROM json_each(:accounts{place})))")
        values |= {f"accounts{place}": json.dumps(accounts)} | ({f"medium{place}": medium} if medium else {})
    return f"({' OR '.join(parts)})" if parts else "", values


def _of_mentioned(selection: Selection) -> tuple[str, dict[str, Any]]:
    """Posts that name, answer, relay or quote an account."""
    if not selection.mentioned:
        return "", {}
    medium, account = selection.mentioned
    here = "IN (SELECT value FROM json_each(:mentioned))"
    parts = [f"SELECT n FROM mentions WHERE account {here}"]
    parts += [f"SELECT n FROM posts WHERE {kind}_account {here}" for kind in ("reply_to", "repost_of", "quote_of")]
    values = {"mentioned": json.dumps(_spelt(account))} | ({"mentioned_medium": medium} if medium else {})
    return f"{{n}} IN ({' UNION '.join(parts)})" + (" AND posts.medium = :mentioned_medium" if medium else ""), values


def _spelt(account: str) -> list[str]:
    """A handle as exports write it: some lead it with @."""
    return [account.removeprefix("@"), f"@{account.removeprefix('@')}"]
