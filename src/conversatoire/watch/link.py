"""How a link was shared: who first, who relayed, how fast, on which media."""

import sqlite3
from dataclasses import dataclass

from conversatoire.influencers import cascades
from conversatoire.watch import spread
from conversatoire.watch.cards import cards


@dataclass(frozen=True)
class Shares:
    """The shares of one link.

    Attributes:
        link: the canonical address.
        site: its host.
        posts: posts that share it (0: the index does not have it; all else is then empty).
        accounts: distinct accounts.
        first_at: instant of the first share, seconds since 1970, UTC.
        last_at: instant of the last.
        reached: hours since the first share until a part of all shares was out: {0.1: …, 0.5: … (the half-life), 0.9: …}.
        media: by first share: `medium`, `posts`, `accounts`, `first_at`, `hours` (since the first share of all).
        rows: the shares in time, at most `spread.MOST_ROWS`: `n`, `order`, `post_id`, `medium`, `account`, `hours`, `kind`, `parent` (post_id of the
            share that it passes on, quotes or answers), `parent_account`, `distance`, `followers`.
        relays: shares that have a parent.
        curve: shares per hour since the first, or per day where they span more than `spread.HOURS`: `from`, `to` (hours), `posts`, `total` (so far).
        loudest: accounts with the most followers: `medium`, `account`, `followers`, `hours` (of its first share), `posts`.
        first_posts: the first shares (see `cards.py`).
    """

    link: str
    site: str
    posts: int
    accounts: int
    first_at: int | None
    last_at: int | None
    reached: dict[float, float]
    media: list[dict]
    rows: list[dict]
    relays: int
    curve: list[dict]
    loudest: list[dict]
    first_posts: list[dict]


def shares(connection: sqlite3.Connection, link: str, length: int = 10) -> Shares:
    """Everything about one link (canonical), over the whole index; `length` rows in `loudest` and `first_posts`."""
    found = connection.execute("SELECT n, site FROM links WHERE link = ? ORDER BY n", [link]).fetchall()
    if not found:
        return Shares(link, "", 0, 0, None, None, {}, [], [], 0, [], [], [])
    numbers = [row["n"] for row in found]
    rows = spread.rows(connection, cascades.of_link(spread.frame(connection, numbers, link), link))
    hours = [row["hours"] for row in rows]
    ends = connection.execute("SELECT min(published_at), max(published_at) FROM posts WHERE n IN (?, ?)", [numbers[0], numbers[-1]]).fetchone()
    return Shares(
        link=link,
        site=found[0]["site"],
        posts=len(rows),
        accounts=len({(row["medium"], row["account"]) for row in rows if row["account"]}),
        first_at=ends[0],
        last_at=ends[1],
        reached=spread.reached(hours),
        media=_media(rows, ends[0]),
        rows=rows[: spread.MOST_ROWS],
        relays=sum(row["parent"] is not None for row in rows),
        curve=spread.curve(hours),
        loudest=spread.loudest(rows, length),
        first_posts=cards(connection, numbers[:length]),
    )


def _media(rows: list[dict], first_at: int) -> list[dict]:
    found: dict[str, list[dict]] = {}
    for row in rows:
        found.setdefault(row["medium"], []).append(row)
    return [
        {
            "medium": medium,
            "posts": len(shared),
            "accounts": len({row["account"] for row in shared if row["account"]}),
            "first_at": first_at + round(shared[0]["hours"] * 3600),
            "hours": shared[0]["hours"],
        }
        for medium, shared in found.items()
    ]
