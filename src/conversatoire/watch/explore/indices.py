"""The barometer's three shares of any selection: posts with a hashtag, that speak to somebody, that share something (see `barometer/indices.py`)."""

import sqlite3
from typing import NamedTuple

import numpy as np

from conversatoire.barometer import resampling
from conversatoire.barometer.history import FLAGS
from conversatoire.barometer.indices import FEWEST_AUTHORS

_FLAGS = {
    "hashtag": "EXISTS (SELECT 1 FROM tags t WHERE t.n = p.n)",
    "conversation": "p.kind = 'reply' OR p.reply_to_id IS NOT NULL OR p.reply_to_account IS NOT NULL OR p.quote_of_id IS NOT NULL "
    "OR p.quote_of_account IS NOT NULL OR EXISTS (SELECT 1 FROM mentions m WHERE m.n = p.n)",
    "sharing": "p.kind = 'repost' OR EXISTS (SELECT 1 FROM links l WHERE l.n = p.n)",
}


class Share(NamedTuple):
    """Part of the posts (0–1; None of none), with the 95 % interval over authors (None for too few of them)."""

    index: str
    value: float | None
    low: float | None
    high: float | None


def shares(connection: sqlite3.Connection, chosen: str, resamples: int, seed: int) -> list[Share]:
    """The shares of the posts in the temporary table `chosen`, in the order of the barometer; authors are drawn again with all their posts.

    Posts of an unknown author count as of one of their own each.
    """
    columns = ", ".join(f"({_FLAGS[flag]})" for flag in FLAGS)
    sql = f"SELECT coalesce(p.medium || ' ' || p.account, p.post_id) AS author, {columns} FROM {chosen} c CROSS JOIN posts p ON p.n = c.n"
    rows = [tuple(row) for row in connection.execute(sql)]
    if not rows:
        return [Share(flag, None, None, None) for flag in FLAGS]
    flags = np.array([row[1:] for row in rows], dtype="int64")
    authors, cluster = np.unique([row[0] for row in rows], return_inverse=True)
    drawn = resampling.shares(flags, cluster, resamples, np.random.default_rng(seed)) if len(authors) >= FEWEST_AUTHORS else None
    found = []
    for place, flag in enumerate(FLAGS):
        value = float(flags[:, place].mean())
        within = (None, None) if drawn is None or value in (0, 1) else resampling.bounds(drawn[:, place], value)
        found.append(Share(flag, value, *within))
    return found
