"""Who addresses whom in a selection: its most sociable and most influential accounts, by the rules of `barometer.top`.

The edges are those of `influencers.graph`: naming, answering, relaying or quoting, one a post and pair, nobody addressing himself.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable

import numpy as np

_KINDS = ("reply_to_account", "repost_of_account", "quote_of_account")
Node = tuple[str, str]


def sociable(pairs: list[tuple[str, str, str, int]], length: int) -> list[dict]:
    """`medium`, `account`, `value`: distinct accounts that it addresses. Takes `pairs`."""
    found = Counter((medium, source) for medium, source, _, _ in pairs)
    return _first(found.items(), length)


def influential(pairs: list[tuple[str, str, str, int]], authors: list[Node], length: int) -> list[dict]:
    """`medium`, `account`, `value`: PageRank (six digits) of the accounts that somebody addresses.

    Args:
        pairs: as `pairs` gives them.
        authors: every account that wrote a post of the selection: those that address nobody have their part of the scores too.
        length: rows.
    """
    import scipy.sparse as sp

    from conversatoire.influencers.pagerank import pagerank

    addressed = {(medium, target) for medium, _, target, _ in pairs}
    nodes = sorted(addressed.union(authors))
    place = {node: number for number, node in enumerate(nodes)}
    sources = np.array([place[medium, source] for medium, source, _, _ in pairs], dtype="int64")
    targets = np.array([place[medium, target] for medium, _, target, _ in pairs], dtype="int64")
    weights = np.array([posts for *_, posts in pairs], dtype=float)
    scores = pagerank(sp.csr_array((weights, (sources, targets)), shape=(len(nodes), len(nodes))))
    found = ((node, float(f"{score:.6g}")) for node, score in zip(nodes, scores.tolist(), strict=True) if node in addressed)
    return _first(found, length)


def pairs(connection: sqlite3.Connection, chosen: str) -> list[tuple[str, str, str, int]]:
    """medium, source, target and the posts by which the one addresses the other, sorted."""
    walk = f"FROM {chosen} c CROSS JOIN posts p ON p.n = c.n"
    addressed = [f"SELECT p.n, p.medium, p.account, m.account AS target {walk} CROSS JOIN mentions m ON m.n = p.n"]
    addressed += [f"SELECT p.n, p.medium, p.account, p.{kind} {walk} WHERE p.{kind} <> ''" for kind in _KINDS]
    sql = f"""
        SELECT medium, account, target, count(*) FROM ({" UNION ".join(addressed)})
        WHERE account <> '' AND target <> '' AND account <> target GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
    return [tuple(row) for row in connection.execute(sql)]


def authors(connection: sqlite3.Connection, chosen: str) -> list[Node]:
    """(medium, account) of everyone who wrote a post of the selection."""
    sql = f"SELECT DISTINCT p.medium, p.account FROM {chosen} c CROSS JOIN posts p ON p.n = c.n WHERE p.account <> ''"
    return [tuple(row) for row in connection.execute(sql)]


def _first(found: Iterable[tuple[Node, float]], length: int) -> list[dict]:
    ordered = sorted(found, key=lambda item: (-item[1], item[0][1], item[0][0]))[:length]
    return [{"medium": medium, "account": account, "value": value} for (medium, account), value in ordered]
