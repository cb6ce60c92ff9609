"""The barometer's lists of any selection, its most engaging posts, and its subjects that are most shared and commented."""

import sqlite3
from dataclasses import dataclass

from conversatoire.watch import addresses, counts
from conversatoire.watch.cards import cards

LISTS = ("hashtags", "links", "sites", "cited", "active", "sociable", "influential")
MOST = 200_000  # posts whose graph of addresses is made while the user waits


@dataclass(frozen=True)
class Tops:
    """The tops of a selection.

    Attributes:
        posts: posts of the selection.
        lists: each of LISTS: rows rank, item (tag as most posts write it, link, site, account), value, and
            medium (of an account; None else); for a tag also `tag` (what a `Selection` takes).
        engaging: posts (see `cards.py`) with the most engagement, reposts left out, with `rank`.
        topics: `shared` and `commented`: rows rank, topic, label, posts, value (shares or comments as the platforms count them, reposts left
            out), told (posts whose export tells it), collected (the selection's own reposts or replies, which also count where no export tells).
        too_many: the selection has more than MOST posts: `sociable` and `influential` are empty.
    """

    posts: int
    lists: dict[str, list[dict]]
    engaging: list[dict]
    topics: dict[str, list[dict]]
    too_many: bool


def tops(connection: sqlite3.Connection, chosen: str, length: int = 20) -> Tops:
    """The tops of the posts in the temporary table `chosen`; the lists' rules are those of `barometer.top.rankings`."""
    posts = counts.posts(connection, chosen)
    pairs = addresses.pairs(connection, chosen) if posts <= MOST else []
    authors = addresses.authors(connection, chosen) if pairs else []
    tags = [{"rank": rank, "item": row["shown"], "value": row["posts"], "medium": None, "tag": row["tag"]}
            for rank, row in enumerate(counts.tags(connection, chosen, length), start=1)]  # fmt: skip
    lists = {
        "hashtags": tags,
        "links": _ranked(counts.links(connection, chosen, length), "link", "posts"),
        "sites": _ranked(counts.sites(connection, chosen, length), "site", "posts"),
        "cited": _ranked(counts.cited(connection, chosen, length), "account", "posts"),
        "active": _ranked(counts.authors(connection, chosen, length), "account", "posts"),
        "sociable": _ranked(addresses.sociable(pairs, length), "account", "value"),
        "influential": _ranked(addresses.influential(pairs, authors, length), "account", "value"),
    }
    topics = {name: _topics(connection, chosen, length, *columns) for name, columns in _SPREAD.items()}
    return Tops(posts, lists, engaging(connection, chosen, length), topics, posts > MOST)


def engaging(connection: sqlite3.Connection, chosen: str, length: int) -> list[dict]:
    """The posts with the most engagement (see `cards.py`), with `rank`: reposts, whose figures are those of the original, are left out."""
    sql = f"""
        SELECT p.n FROM {chosen} c CROSS JOIN posts p ON p.n = c.n
        WHERE p.kind <> 'repost' AND p.engagement > 0 ORDER BY p.engagement DESC, p.n LIMIT ?"""
    numbers = [row[0] for row in connection.execute(sql, [length])]
    return [{"rank": rank, **card} for rank, card in enumerate(cards(connection, numbers), start=1)]


# What tells that a subject was shared or commented: the column of the platform's count, and the kind of the posts collected.
_SPREAD = {"shared": ("reposts", "repost"), "commented": ("replies", "reply")}


def _topics(connection: sqlite3.Connection, chosen: str, length: int, column: str, kind: str) -> list[dict]:
    sql = f"""
        WITH spread AS (
            SELECT p.topic, count(*) AS posts, coalesce(sum(p.{column}) FILTER (WHERE p.kind <> 'repost'), 0) AS value,
                count(p.{column}) FILTER (WHERE p.kind <> 'repost') AS told, count(*) FILTER (WHERE p.kind = '{kind}') AS collected
            FROM {chosen} c CROSS JOIN posts p ON p.n = c.n WHERE p.topic IS NOT NULL GROUP BY 1)
        SELECT * FROM spread WHERE value + collected > 0 ORDER BY value DESC, collected DESC, posts DESC, topic LIMIT ?"""
    labels = counts.labels(connection)
    rows = enumerate(connection.execute(sql, [length]), start=1)
    return [{"rank": rank, "label": labels.get(row["topic"], row["topic"]), **dict(row)} for rank, row in rows]


def _ranked(rows: list[dict], item: str, value: str) -> list[dict]:
    return [{"rank": rank, "item": row[item], "value": row[value], "medium": row.get("medium")} for rank, row in enumerate(rows, start=1)]
