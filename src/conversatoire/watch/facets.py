"""What a selection holds, value by value: how many of its posts are of each medium, kind, language, author, tag, site, topic, month and day."""

import sqlite3
from collections import Counter

from conversatoire.watch import counts

DAYS = 400  # days told, the last ones: a year and some
NO_TOPIC = "none"


def facets(connection: sqlite3.Connection, chosen: str, length: int = 10) -> dict[str, list[dict]]:
    """The values that most posts of a selection have.

    Args:
        connection: the index.
        chosen: name of the temporary table of the selection's posts.
        length: values a facet, at most; months are told whole, days up to the last DAYS.

    Returns:
        medium, kind, lang, account, tag, site, topic (largest first, equals by name), month and day (in time): a dict a value with
        `value` (what a `Selection` takes), `shown` (what people read), `posts`; for an account also `medium`.
        A post without a topic has the value «none»; one of an unknown author is in no account.
    """
    found = _columns(connection, chosen)
    labels = counts.labels(connection)
    topics = [_value(topic or NO_TOPIC, labels.get(topic, topic or NO_TOPIC), posts) for topic, posts in found["topic"].items()]
    accounts = counts.authors(connection, chosen, length)
    return {
        **{name: _largest([_value(value, value, posts) for value, posts in found[name].items()], length) for name in ("medium", "kind", "lang")},
        "account": [_value(row["account"], row["account"], row["posts"]) | {"medium": row["medium"]} for row in accounts],
        "tag": [_value(row["tag"], row["shown"], row["posts"]) for row in counts.tags(connection, chosen, length)],
        "site": [_value(row["site"], row["site"], row["posts"]) for row in counts.sites(connection, chosen, length)],
        "topic": _largest(topics, length),
        "month": [_value(month, month, found["month"][month]) for month in sorted(found["month"])],
        "day": [_value(day, day, found["day"][day]) for day in sorted(found["day"])[-DAYS:]],
    }


def _columns(connection: sqlite3.Connection, chosen: str) -> dict[str, Counter]:
    """The counts of five columns and of the months, out of one walk over the posts: SQLite would sort them once for each column."""
    walk = connection.cursor()
    walk.row_factory = None  # plain tuples, which can be counted
    columns = ("medium", "kind", "lang", "topic", "day")
    rows = Counter(walk.execute(f"SELECT {', '.join(f'p.{column}' for column in columns)} FROM {chosen} c CROSS JOIN posts p ON p.n = c.n"))
    found = {name: Counter() for name in (*columns, "month")}
    for values, posts in rows.items():
        for name, value in zip((*columns, "month"), (*values, values[-1][:7]), strict=True):
            found[name][value] += posts
    return found


def _value(value: str, shown: str, posts: int) -> dict:
    return {"value": value, "shown": shown, "posts": posts}


def _largest(values: list[dict], length: int) -> list[dict]:
    return sorted(values, key=lambda row: (-row["posts"], row["shown"], row["value"]))[:length]
