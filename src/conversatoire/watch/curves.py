"""Volume over time: of a selection by medium, and of several terms side by side."""

import itertools
import sqlite3
from dataclasses import dataclass

from conversatoire.watch import counts, steps, syntax
from conversatoire.watch.errors import SearchError
from conversatoire.watch.intervals import wilson
from conversatoire.watch.selection import Selection
from conversatoire.watch.within import both, union, within

MOST_TERMS = 8  # as many as a figure's colours tell apart


@dataclass(frozen=True)
class Volume:
    """Posts over time.

    Attributes:
        step: hour, day, week (from Monday) or month, in the study's zone.
        media: media of the posts, by name.
        points: every step of the interval, those without posts included: `start`, `end` (seconds since 1970, UTC; of the first and last step
            cut to the interval), `local` (`2011-05-17T14`, `2011-05-17`, the Monday of the week, `2011-05`), `whole` (False where cut),
            `posts`, `media` ({medium: posts}).
    """

    step: str
    media: list[str]
    points: list[dict]


@dataclass(frozen=True)
class Comparison:
    """Several terms over the same filters.

    Attributes:
        step: as in Volume.
        posts: all posts that the filters leave, whatever they say: the shares are parts of them.
        terms: a dict a term, in the order given: `term`, `posts`, `share`, `low`, `high` (0–1, 95 % interval of Wilson 1927; None where `posts`
            is 0).
        points: as in Volume without `media`: `posts` (all posts of the step) and `terms`, a list in the order of `terms` of dicts `posts`,
            `share`, `low`, `high`.
        overlaps: posts that hold two of the terms: `first`, `second`, `posts`, for each pair; and so why shares may add up to more than 1.
        none: posts that hold none of them.
    """

    step: str
    posts: int
    terms: list[dict]
    points: list[dict]
    overlaps: list[dict]
    none: int


def volume(connection: sqlite3.Connection, chosen: str, start: int | None = None, end: int | None = None, step: str | None = None) -> Volume:
    """Posts of a selection per hour, day, week or month.

    Args:
        connection: the index.
        chosen: temporary table of the selection's posts.
        start: first instant shown, seconds since 1970 (UTC); None, or before the index's first day, for the start of that day.
        end: the instant after the last; None, or after the index's last day, for the end of that day.
        step: hour, day, week or month; chosen by the length of the interval where None.

    Raises:
        SearchError: another step, an end before the start, or more than `steps.MOST_POINTS` points.
    """
    interval = steps.span(connection, start, end)
    step, points = steps.points(*(interval or (0, 0)), step, steps.zone(connection))
    media = steps.counts(connection, chosen, points)
    told = [{**point, "posts": sum(by.values()), "media": by} for point, by in zip(points, media, strict=True)]
    return Volume(step, sorted({medium for by in media for medium in by}), told)


def compare(connection: sqlite3.Connection, selection: Selection, terms: list[str], step: str | None = None) -> Comparison:
    """Compares terms (each a query in the syntax of the search box) within a selection; words of the selection's own query filter too.

    Raises:
        SearchError: a term is empty or wrong, there are none or more than MOST_TERMS, or as `volume`.
    """
    queries = _read(terms)
    with within(connection, selection, queries) as (every, parts), union(connection, parts) as some:
        whole = volume(connection, every, selection.start, selection.end, step)
        posts = counts.posts(connection, every)
        held = [counts.posts(connection, part) for part in parts]
        curves = [steps.counts(connection, part, whole.points) for part in parts]
        pairs = [(one, other, both(connection, parts[one], parts[other])) for one, other in itertools.combinations(range(len(terms)), 2)]
        none = posts - counts.posts(connection, some)
    return Comparison(
        whole.step,
        posts,
        [{"term": term, "posts": count, **wilson(count, posts)} for term, count in zip(terms, held, strict=True)],
        [_compared(point, [sum(curve[place].values()) for curve in curves]) for place, point in enumerate(whole.points)],
        [{"first": terms[one], "second": terms[other], "posts": shared} for one, other, shared in pairs],
        none,
    )


def _compared(point: dict, held: list[int]) -> dict:
    """A point of a `Volume` with the posts and the share of each term in the place of the media."""
    terms = [{"posts": count, **wilson(count, point["posts"])} for count in held]
    return {key: value for key, value in point.items() if key != "media"} | {"terms": terms}


def _read(terms: list[str]) -> list[str]:
    """The full-text expressions of the terms."""
    queries = [syntax.parse(term).fts for term in terms]
    if not all(queries) or not queries:
        raise SearchError(
            f"a term to compare is empty; give 1 to {MOST_TERMS} words or queries",
            f"un des termes à comparer est vide ; donnez de 1 à {MOST_TERMS} mots ou requêtes",
        )
    if len(terms) > MOST_TERMS:
        raise SearchError(
            f"{len(terms)} terms to compare are too many; a figure tells {MOST_TERMS} apart",
            f"{len(terms)} termes à comparer, c’est trop ; une figure en distingue {MOST_TERMS}",
        )
    return queries
