"""What a post set off: reposts, quotes and replies, the cascade over time, and the thread it stands in."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from conversatoire.influencers import cascades
from conversatoire.watch import spread
from conversatoire.watch.cards import cards

MOST = 20_000  # posts followed: more than any post of a month's study has set off so far
THREAD = 10  # posts of the thread told before and after
_REFERENCES = ("repost_of", "quote_of", "reply_to")


@dataclass(frozen=True)
class Resonance:
    """A post and what follows from it.

    Attributes:
        post_id: the post.
        post: itself (see `cards.py`), or None where others refer to it but it was not collected.
        known: False where the index neither has it nor a post that refers to it; all else is then empty.
        author: (medium, account) of its author, as the post or those that refer to it tell; None where none does.
        posts: posts that follow from it, itself left out.
        accounts: their distinct accounts.
        kinds: {repost, quote, reply: posts}.
        media: {medium: posts}.
        reached: hours since the first post until a part of those that follow was out: {0.1: …, 0.5: … (the half-life), 0.9: …}.
        depth: steps of the longest chain (a lower bound: exports tell the original of a repost only).
        rows: the posts in time, itself included, at most `spread.MOST_ROWS`: `n`, `order`, `post_id`, `medium`, `account`, `hours`, `kind`, `parent`
            (post_id), `parent_account`, `distance`, `followers`.
        curve: of those that follow: `from`, `to` (hours), `posts`, `total`, as in `link.Shares`.
        loudest: accounts among those that follow with the most followers, as in `link.Shares`.
        before: the posts that it answers, quotes or passes on, step by step, and those of its thread before it, in time: the last THREAD (see
            `cards.py`).
        after: posts of its thread after it, in time: the first THREAD.
        thread_posts: posts of the thread in the index (0 where the export tells no thread).
        cut: more than MOST posts follow from it; MOST of them are told.
    """

    post_id: str
    post: dict | None
    known: bool
    author: tuple[str, str] | None
    posts: int
    accounts: int
    kinds: dict[str, int]
    media: dict[str, int]
    reached: dict[float, float]
    depth: int
    rows: list[dict]
    curve: list[dict]
    loudest: list[dict]
    before: list[dict]
    after: list[dict]
    thread_posts: int
    cut: bool


def resonance(connection: sqlite3.Connection, post_id: str, length: int = 10) -> Resonance:
    """The resonance of one post over the whole index; `length` rows in `loudest`."""
    numbers = _related(connection, post_id)
    posts = spread.frame(connection, _with_references(connection, numbers[: MOST + 1]))
    rows = spread.rows(connection, cascades.of_post(posts, post_id))
    own, follow = [row for row in rows if row["post_id"] == post_id], [row for row in rows if row["post_id"] != post_id]
    hours = [row["hours"] for row in follow]
    thread, place = _thread(connection, post_id)
    return Resonance(
        post_id=post_id,
        post=next(iter(cards(connection, [row["n"] for row in own])), None),
        known=bool(rows),
        author=_author(connection, post_id),
        posts=len(follow),
        accounts=len({(row["medium"], row["account"]) for row in follow if row["account"]}),
        kinds=dict(Counter(row["kind"] for row in follow).most_common()),
        media=dict(Counter(row["medium"] for row in follow).most_common()),
        reached=spread.reached(hours),
        depth=max((row["distance"] for row in rows), default=0),
        rows=rows[: spread.MOST_ROWS],
        curve=spread.curve(hours),
        loudest=spread.loudest(follow, length),
        before=cards(connection, _before(connection, post_id, thread[:place])),
        after=cards(connection, [number for number in thread[place:] if number not in {row["n"] for row in own}][:THREAD]),
        thread_posts=len(thread),
        cut=len(numbers) > MOST + len(own),
    )


def _related(connection: sqlite3.Connection, post_id: str) -> list[int]:
    """The post and those that refer to it, step by step."""
    step = " UNION ".join(f"SELECT p.post_id FROM tree t CROSS JOIN posts p ON p.{name}_id = t.post_id" for name in _REFERENCES)
    sql = f"WITH RECURSIVE tree(post_id) AS (VALUES (?) UNION {step} LIMIT ?) SELECT p.n FROM tree CROSS JOIN posts p USING (post_id) ORDER BY p.n"
    return [row[0] for row in connection.execute(sql, [post_id, MOST + 2])]


def _with_references(connection: sqlite3.Connection, numbers: list[int]) -> list[int]:
    """The posts and those that they refer to: the parent of a post may be one that does not follow from the same."""
    referred = " UNION ".join(
        f"SELECT q.n FROM json_each(?1) JOIN posts p ON p.n = value JOIN posts q ON q.post_id = p.{name}_id" for name in _REFERENCES
    )
    return sorted({*numbers, *(row[0] for row in connection.execute(referred, [json.dumps(numbers)]))})


def _author(connection: sqlite3.Connection, post_id: str) -> tuple[str, str] | None:
    """(medium, account) of a post's author, by itself or by what refers to it."""
    told = ["SELECT n, medium, account FROM posts WHERE post_id = ?1"]
    told += [f"SELECT n, medium, {name}_account FROM posts WHERE {name}_id = ?1" for name in _REFERENCES]
    sql = f"SELECT medium, account FROM ({' UNION ALL '.join(told)}) WHERE account <> '' LIMIT 1"
    row = connection.execute(sql, [post_id]).fetchone()
    return (row["medium"], row["account"]) if row else None


def _thread(connection: sqlite3.Connection, post_id: str) -> tuple[list[int], int]:
    """The n of the posts of its thread, in time, and its own place among them.

    A post that was not collected is of the thread of the first that answers it, and stands before that one.
    """
    sql = (
        "SELECT n, thread_id FROM posts WHERE post_id = ?1 UNION ALL SELECT * FROM (SELECT n, thread_id FROM posts WHERE reply_to_id = ?1 ORDER BY n)"
    )
    row = connection.execute(f"{sql} LIMIT 1", [post_id]).fetchone()
    if row is None or row["thread_id"] is None:
        return [], 0
    thread = [number for (number,) in connection.execute("SELECT n FROM posts WHERE thread_id = ? ORDER BY n", [row["thread_id"]])]
    return thread, thread.index(row["n"])


def _before(connection: sqlite3.Connection, post_id: str, thread: list[int]) -> list[int]:
    """The n of the posts that it answers, quotes or passes on, step by step, and the last of the thread before it: THREAD in all, in time."""
    step = " UNION ".join(f"SELECT p.{name}_id FROM up CROSS JOIN posts p USING (post_id)" for name in _REFERENCES)
    up = f"WITH RECURSIVE up(post_id) AS (VALUES (?1) UNION {step} LIMIT ?2)"
    sql = f"{up} SELECT p.n FROM up CROSS JOIN posts p USING (post_id) WHERE up.post_id <> ?1"
    above = [row[0] for row in connection.execute(sql, [post_id, THREAD + 2])]
    near = [number for number in reversed(thread) if number not in above]
    return sorted([*above, *near][:THREAD])
