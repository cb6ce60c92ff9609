"""How many posts of a selection hold each tag, link, site and account: the counts that facets, tops and pages share.

`chosen` is the temporary table of the selection's posts. It is read first (CROSS JOIN keeps SQLite from turning the join round), and in the
order of `n`, in which the posts stand in the file. Largest first, equals by name.
"""

import sqlite3


def posts(connection: sqlite3.Connection, chosen: str) -> int:
    """Posts of the selection."""
    return connection.execute(f"SELECT count(*) FROM {chosen}").fetchone()[0]


def tags(connection: sqlite3.Connection, chosen: str, length: int) -> list[dict]:
    """`tag` (folded), `shown` (as most posts of the study write it), `posts`."""
    sql = f"""
        WITH held AS (SELECT t.tag, count(*) AS posts FROM {chosen} c CROSS JOIN tags t ON t.n = c.n GROUP BY t.tag)
        SELECT tag, coalesce(shown, tag) AS shown, posts FROM held LEFT JOIN spellings USING (tag) ORDER BY posts DESC, 2, tag LIMIT ?"""
    return _rows(connection, sql, length)


def links(connection: sqlite3.Connection, chosen: str, length: int) -> list[dict]:
    """`link`, `posts`."""
    sql = f"SELECT l.link, count(*) AS posts FROM {chosen} c CROSS JOIN links l ON l.n = c.n GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    return _rows(connection, sql, length)


def sites(connection: sqlite3.Connection, chosen: str, length: int) -> list[dict]:
    """`site`, `posts`: a post with two links to a site counts once."""
    sql = f"""
        SELECT site, count(*) AS posts FROM (SELECT DISTINCT c.n, l.site FROM {chosen} c CROSS JOIN links l ON l.n = c.n)
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"""
    return _rows(connection, sql, length)


def cited(connection: sqlite3.Connection, chosen: str, length: int) -> list[dict]:
    """`medium`, `account`, `posts` that name the account."""
    sql = f"""
        SELECT p.medium, m.account, count(*) AS posts
        FROM {chosen} c CROSS JOIN mentions m ON m.n = c.n CROSS JOIN posts p ON p.n = c.n
        GROUP BY 1, 2 ORDER BY 3 DESC, 2, 1 LIMIT ?"""
    return _rows(connection, sql, length)


def authors(connection: sqlite3.Connection, chosen: str, length: int) -> list[dict]:
    """`medium`, `account`, `posts` that it wrote, `followers` (the most that the export tells of it in these posts)."""
    sql = f"""
        SELECT p.medium, p.account, count(*) AS posts, max(p.author_followers) AS followers
        FROM {chosen} c CROSS JOIN posts p ON p.n = c.n WHERE p.account <> ''
        GROUP BY 1, 2 ORDER BY 3 DESC, 2, 1 LIMIT ?"""
    return _rows(connection, sql, length)


def distinct_authors(connection: sqlite3.Connection, chosen: str) -> int:
    """Distinct accounts that wrote the selection's posts."""
    sql = f"SELECT count(*) FROM (SELECT DISTINCT p.medium, p.account FROM {chosen} c CROSS JOIN posts p ON p.n = c.n WHERE p.account <> '')"
    return connection.execute(sql).fetchone()[0]


def by(connection: sqlite3.Connection, chosen: str, column: str) -> dict[str, int]:
    """{value: posts} of a column of `schema.POSTS`, largest first; posts without a value have the key None."""
    sql = f"SELECT p.{column}, count(*) FROM {chosen} c CROSS JOIN posts p ON p.n = c.n GROUP BY 1 ORDER BY 2 DESC, 1"
    return {row[0]: row[1] for row in connection.execute(sql)}


def labels(connection: sqlite3.Connection) -> dict[str, str]:
    """{topic: label}: the label of its last month."""
    return {row[0]: row[1] for row in connection.execute("SELECT topic, label, max(month) FROM topics GROUP BY topic")}


def _rows(connection: sqlite3.Connection, sql: str, length: int) -> list[dict]:
    return [dict(row) for row in connection.execute(sql, [length])]
