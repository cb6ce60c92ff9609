"""A post as the analyses of a selection return it."""

import json
import sqlite3
from collections.abc import Sequence

COLUMNS = (
    "n", "post_id", "published_at", "day", "hour", "medium", "kind", "account", "author", "author_name", "author_followers",
    "title", "text", "url", "lang", "likes", "reposts", "replies", "views", "engagement", "topic",
)  # fmt: skip


def cards(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[dict]:
    """The posts with these `n`, in the order given, each a dict of COLUMNS (see `schema.POSTS`); numbers that the index has not are left out."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM posts WHERE n IN (SELECT value FROM json_each(?))"
    found = {row["n"]: dict(row) for row in connection.execute(sql, [json.dumps(list(numbers))])}
    return [found[number] for number in numbers if number in found]
