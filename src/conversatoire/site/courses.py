"""Courses over the months: the barometer's indices, the shares of the tones, the share of voice of each brand; each value with its interval."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conversatoire.compare.parameters import differences, not_comparable
from conversatoire.note.rows import records
from conversatoire.site.months import Month, line

INDICES = ("posts_per_minute", "activity", "hashtag", "conversation", "sharing")
TONES = ("negative", "neutral", "positive")


@dataclass(frozen=True)
class Course:
    """One measure over the months.

    Attributes:
        name: the index, tone or brand.
        kind: `indices`, `tone` or `voice`, as in `compare.parameters.KINDS`.
        values: of each month: period, value, low, high (None where unknown) and posts (counted, where the table tells).
    """

    name: str
    kind: str
    values: list[dict[str, Any]]


def barometer(months: Sequence[Month]) -> list[Course]:
    """The indices that any month tells."""
    rows = {(month.period, row["index"]): row for month in months for row in records(month.frames["indices"])}
    return _courses(months, "indices", INDICES, {key: (row["value"], row["low"], row["high"], None) for key, row in rows.items()})


def tone(months: Sequence[Month]) -> list[Course]:
    """The shares of the tones among all posts whose tone is known."""
    rows = {(month.period, row["tone"]): row for month in months for row in records(month.frames["shares"].query("by == 'all'"))}
    return _courses(months, "tone", TONES, {key: (row["share"], row["low"], row["high"], row["posts"]) for key, row in rows.items()})


def voice(months: Sequence[Month]) -> list[Course]:
    """The share of voice of each brand over all media; the brand with the most posts first."""
    rows = {(month.period, row["brand"]): row for month in months for row in records(month.frames["share_of_voice"].query("medium == 'all'"))}
    total: dict[str, int] = {}
    for (_, brand), row in rows.items():
        total[brand] = total.get(brand, 0) + row["posts"]
    brands = sorted(total, key=lambda brand: (-total[brand], brand))
    return _courses(months, "voice", brands, {key: (row["share"], row["low"], row["high"], row["posts"]) for key, row in rows.items()})


def _courses(months: Sequence[Month], kind: str, names: Sequence[str], found: dict[tuple[str, str], tuple]) -> list[Course]:
    """A course per name that some month tells."""
    told = []
    for name in names:
        rows = [(month.period, *found.get((month.period, name), (None,) * 4)) for month in months]
        if any(row[1] is not None for row in rows):
            told.append(Course(line(name), kind, [dict(zip(("period", "value", "low", "high", "posts"), row, strict=True)) for row in rows]))
    return told


def breaks(months: Sequence[Month]) -> dict[str, dict[str, list[str]]]:
    """What does not compare with the month before: period → kind of measure → reasons (see `compare.parameters.not_comparable`)."""
    found = {}
    for before, month in itertools.pairwise(months):
        reasons = not_comparable(differences(before.made, month.made))
        if reasons:
            found[month.period] = reasons
    return found
