"""One account: what it posts, when, whom it addresses and who addresses it, and how its posts fare."""

import sqlite3
from dataclasses import dataclass, field
from statistics import median

from conversatoire.watch import counts, find, steps, tops
from conversatoire.watch.db import about
from conversatoire.watch.facets import NO_TOPIC
from conversatoire.watch.selection import Selection

FEWEST = 10  # posts whose engagement is known, for a median
_KINDS = {"reply": "reply_to", "repost": "repost_of", "quote": "quote_of"}


@dataclass(frozen=True)
class Account:
    """An account of the index.

    Attributes:
        medium: as asked.
        account: handle, lower-case, as its posts have it (some exports lead it with @), or as asked where it has none.
        known: False where it neither posts nor is addressed; all else is then empty.
        author: handle as it writes it last; None where it does not post.
        name: displayed name of its last post that has one.
        posts: its posts.
        first_at: instant of its first post, seconds since 1970, UTC.
        last_at: instant of its last.
        followers: (lowest, highest) that the export tells of it; None where it tells none.
        kinds: {post, reply, repost, quote: posts}.
        months: `month`, `posts`, for every month of the index.
        days: `day`, `posts`, from its first to its last day, zeros included.
        hours: `weekday` (1 Monday), `hour`, `posts`, all 168.
        topics: `topic`, `label`, `posts`, `share` (of its posts); «none» among them.
        tags: `tag`, `shown`, `posts`.
        links: `link`, `posts`.
        sites: `site`, `posts`.
        addresses: accounts that it names, answers, relays or quotes, the first `length`: `account`, `posts` (each once), and of these `mention`,
            `reply`, `repost`, `quote`.
        addresses_all: how many there are.
        addressed_by: the same of who addresses it.
        addressed_by_all: how many there are.
        engagement: `median` of its posts that are no reposts, `told` (how many are known), `usual` (median of the same of its medium), `usual_told`;
            medians are None where fewer than FEWEST are known.
        best: its posts with the most engagement (see `cards.py`).
    """

    medium: str
    account: str
    known: bool
    author: str | None = None
    name: str | None = None
    posts: int = 0
    first_at: int | None = None
    last_at: int | None = None
    followers: tuple[int, int] | None = None
    kinds: dict[str, int] = field(default_factory=dict)
    months: list[dict] = field(default_factory=list)
    days: list[dict] = field(default_factory=list)
    hours: list[dict] = field(default_factory=list)
    topics: list[dict] = field(default_factory=list)
    tags: list[dict] = field(default_factory=list)
    links: list[dict] = field(default_factory=list)
    sites: list[dict] = field(default_factory=list)
    addresses: list[dict] = field(default_factory=list)
    addresses_all: int = 0
    addressed_by: list[dict] = field(default_factory=list)
    addressed_by_all: int = 0
    engagement: dict[str, float | int | None] = field(default_factory=dict)
    best: list[dict] = field(default_factory=list)


def account(connection: sqlite3.Connection, medium: str, handle: str, length: int = 10) -> Account:
    """Everything about one account of a medium (handle in any case, with or without @), over the whole index; `length` rows a list."""
    handle = handle.lower()
    with (
        find.chosen(connection, Selection(accounts=((medium, handle),))) as own,
        find.chosen(connection, Selection(mentioned=(medium, handle))) as others,
    ):
        posts = counts.posts(connection, own)
        addressed_by = _tied(connection, others, handle, "by")
        if not posts and not addressed_by:
            return Account(medium, handle, known=False)
        addresses = _tied(connection, own, handle, "to")
        itself = _itself(connection, own)
        return Account(
            medium,
            (itself["author"] or handle).lower(),
            known=True,
            **itself,
            posts=posts,
            kinds=counts.by(connection, own, "kind"),
            **_times(connection, own),
            topics=_topics(connection, own, posts, length),
            tags=counts.tags(connection, own, length),
            links=counts.links(connection, own, length),
            sites=counts.sites(connection, own, length),
            addresses=addresses[:length],
            addresses_all=len(addresses),
            addressed_by=addressed_by[:length],
            addressed_by_all=len(addressed_by),
            engagement=_engagement(connection, own, medium),
            best=tops.engaging(connection, own, length),
        )


def _itself(connection: sqlite3.Connection, own: str) -> dict:
    walk = f"FROM {own} c CROSS JOIN posts p ON p.n = c.n"
    sql = f"SELECT min(p.published_at), max(p.published_at), min(p.author_followers), max(p.author_followers) {walk}"
    first, last, fewest, most = connection.execute(sql).fetchone()
    author, name = (
        connection.execute(f"SELECT p.{column} {walk} WHERE p.{column} <> '' ORDER BY p.n DESC LIMIT 1").fetchone()
        for column in ("author", "author_name")
    )
    return {
        "author": author[0] if author else None,
        "name": name[0] if name else None,
        "first_at": first,
        "last_at": last,
        "followers": None if most is None else (fewest, most),
    }


def _times(connection: sqlite3.Connection, own: str) -> dict[str, list[dict]]:
    """months, days and hours."""
    months, days = counts.by(connection, own, "month"), counts.by(connection, own, "day")
    sql = f"SELECT p.weekday, p.hour, count(*) FROM {own} c CROSS JOIN posts p ON p.n = c.n GROUP BY 1, 2"
    hours = {(weekday, hour): posts for weekday, hour, posts in connection.execute(sql)}
    every = [day for day in map(str, steps.days(connection)) if days and min(days) <= day <= max(days)]
    return {
        "months": [{"month": month, "posts": months.get(month, 0)} for month in about(connection)["months"]],
        "days": [{"day": day, "posts": days.get(day, 0)} for day in every],
        "hours": [{"weekday": weekday, "hour": hour, "posts": hours.get((weekday, hour), 0)} for weekday in range(1, 8) for hour in range(24)],
    }


def _topics(connection: sqlite3.Connection, own: str, posts: int, length: int) -> list[dict]:
    labels = counts.labels(connection)
    found = list(counts.by(connection, own, "topic").items())[:length]
    return [
        {"topic": topic or NO_TOPIC, "label": labels.get(topic, topic or NO_TOPIC), "posts": held, "share": held / posts} for topic, held in found
    ]


def _tied(connection: sqlite3.Connection, chosen: str, handle: str, direction: str) -> list[dict]:
    """Whom the posts address («to»), or who wrote those that address `handle` («by»): account, posts, and the posts of each kind."""
    walk = f"FROM {chosen} c CROSS JOIN posts p ON p.n = c.n"
    found = [f"SELECT p.n, p.account AS source, m.account AS target, 'mention' AS kind {walk} CROSS JOIN mentions m ON m.n = p.n"]
    found += [f"SELECT p.n, p.account, p.{column}_account, '{kind}' {walk} WHERE p.{column}_account <> ''" for kind, column in _KINDS.items()]
    kinds = ", ".join(f"count(*) FILTER (WHERE kind = '{kind}') AS {kind}" for kind in ("mention", *_KINDS))
    other, same = ("target", "source") if direction == "to" else ("source", "target")
    sql = f"""
        SELECT {other} AS account, count(DISTINCT n) AS posts, {kinds} FROM ({" UNION ALL ".join(found)})
        WHERE {other} <> '' AND ltrim({same}, '@') = ?1 AND ltrim({other}, '@') <> ?1 GROUP BY 1 ORDER BY 2 DESC, 1"""
    return [dict(row) for row in connection.execute(sql, [handle.removeprefix("@")])]


def _engagement(connection: sqlite3.Connection, own: str, medium: str) -> dict[str, float | int | None]:
    mine = f"SELECT p.engagement FROM {own} c CROSS JOIN posts p ON p.n = c.n WHERE p.kind <> 'repost' AND p.engagement IS NOT NULL"
    usual = "SELECT engagement FROM posts WHERE medium = ? AND kind <> 'repost' AND engagement IS NOT NULL"
    told, all_told = ([row[0] for row in connection.execute(sql, values)] for sql, values in ((mine, []), (usual, [medium])))
    medians = [median(values) if len(values) >= FEWEST else None for values in (told, all_told)]
    return {"median": medians[0], "told": len(told), "usual": medians[1], "usual_told": len(all_told)}
