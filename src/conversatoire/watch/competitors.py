"""Brands side by side: posts, share of voice, media, curve, and what is said beside each."""

import sqlite3
from dataclasses import dataclass
from statistics import median

from conversatoire.watch import counts, curves, steps, syntax
from conversatoire.watch.errors import SearchError
from conversatoire.watch.intervals import wilson
from conversatoire.watch.selection import Selection
from conversatoire.watch.within import union, within

FEWEST = 10  # posts whose engagement is known, for a median that one or two posts do not make


@dataclass(frozen=True)
class Competitors:
    """Brands compared over a selection.

    A post that names several brands counts for each; shares are parts of the posts that name at least one, so they may add up to more than 1.

    Attributes:
        posts: posts that name at least one brand.
        several: posts that name two or more.
        brands: a dict a brand, most posts first, equals by name: `brand`, `posts`, `share`, `low`, `high` (0–1, 95 % interval of Wilson 1927; None
            where no post names any), `media` ({medium: posts}), `engagement` (median of its posts that are no reposts; None where fewer than
            FEWEST are known), `engagement_told` (how many are known), `accounts` (distinct), `top_tags` (`tag`, `shown`, `posts`),
            `top_links` (`link`, `posts`), `top_accounts` (`medium`, `account`, `posts`, `followers`).
        step: hour, day, week or month, as in `curves.Volume`.
        points: `start`, `end`, `local`, `whole`, `posts` (that name at least one), `brands` ({brand: posts}).
    """

    posts: int
    several: int
    brands: list[dict]
    step: str
    points: list[dict]


def competitors(
    connection: sqlite3.Connection, selection: Selection, brands: dict[str, list[str]], length: int = 5, step: str | None = None
) -> Competitors:
    """Compares the study's brands (name → terms as in the study file) over a selection; `length` rows in each top.

    Raises:
        SearchError: no brand is given, or as `curves.volume`.
    """
    if not brands:
        raise SearchError("the study names no brands; add `brands:` to it", "l’étude ne nomme aucune marque\u202f; ajoutez-y `brands:`")
    queries = [syntax.any_of(terms).fts for terms in brands.values()]
    with within(connection, selection, queries) as (_, parts), union(connection, parts) as some:
        named = counts.posts(connection, some)
        rows = [{"brand": brand, **_brand(connection, part, named, length)} for brand, part in zip(brands, parts, strict=True)]
        whole = curves.volume(connection, some, selection.start, selection.end, step)
        by_brand = [steps.counts(connection, part, whole.points) for part in parts]
        several = _several(connection, parts)
    points = [{key: value for key, value in point.items() if key != "media"} for point in whole.points]
    for place, point in enumerate(points):
        point["brands"] = {brand: sum(curve[place].values()) for brand, curve in zip(brands, by_brand, strict=True)}
    return Competitors(named, several, sorted(rows, key=lambda row: (-row["posts"], row["brand"])), whole.step, points)


def _several(connection: sqlite3.Connection, parts: list[str]) -> int:
    every = " UNION ALL ".join(f"SELECT n FROM {part}" for part in parts)
    return connection.execute(f"SELECT count(*) FROM (SELECT n FROM ({every}) GROUP BY n HAVING count(*) > 1)").fetchone()[0]


def _brand(connection: sqlite3.Connection, part: str, named: int, length: int) -> dict:
    posts = counts.posts(connection, part)
    sql = f"SELECT p.engagement FROM {part} c CROSS JOIN posts p ON p.n = c.n WHERE p.kind <> 'repost' AND p.engagement IS NOT NULL"
    engagement = [row[0] for row in connection.execute(sql)]
    return {
        "posts": posts,
        **wilson(posts, named),
        "media": counts.by(connection, part, "medium"),
        "engagement": median(engagement) if len(engagement) >= FEWEST else None,
        "engagement_told": len(engagement),
        "accounts": counts.distinct_authors(connection, part),
        "top_tags": counts.tags(connection, part, length),
        "top_links": counts.links(connection, part, length),
        "top_accounts": counts.authors(connection, part, length),
    }
