"""The calendar of the study: its peaks, its alerts and the level of each day, over all months."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from conversatoire.note.escape import HIDDEN, is_address
from conversatoire.note.names import show
from conversatoire.note.rows import records
from conversatoire.site.months import Month, line

LEVELS = ("calm", "watch", "alert", "crisis")
_SCHEME = re.compile(r"^https?://(www\.)?")
WORDS = 5  # words told of a peak


def peaks(month: Month, timezone: str) -> list[dict[str, Any]]:
    """The peaks of a month that are no part of a larger one, in time.

    Args:
        month: the month.
        timezone: IANA zone in which days are cut.

    Returns:
        period, number, kind and of (what its series is of: all, others, or a medium, the label of a topic, a link), first and last (local days),
        posts, expected, low, high, q_value, cause_kind, cause (as shown), words.
    """
    labels = {str(row["topic"]): line(row["label"]) for row in records(month.frames["topics"])}
    table = month.frames["peaks"]
    found = []
    for row in records(table[table["part_of"].isna()].sort_values(["start", "number"])):
        kind, _, item = row["series"].partition(":")
        start, end = (row[name].astimezone(ZoneInfo(timezone)) for name in ("start", "end"))
        kept = {key: row[key] for key in ("number", "posts", "expected", "low", "high", "q_value", "cause_kind")}
        found.append(
            kept
            | {"period": month.period, "kind": kind, "of": labels.get(item, line(item)) if kind == "topic" else line(item)}
            | {"first": start.date().isoformat(), "last": (end - timedelta(seconds=1)).date().isoformat()}
            | {"cause": _cause(month, row, labels), "words": [line(word.replace("_", " ")) for word in (row["words"] or "").split()[:WORDS]]}
        )
    return found


def _cause(month: Month, row: dict[str, Any], labels: dict[str, str]) -> str:
    """The single cause of a peak as it is shown; "" where it has none, or one that is an address or a post's id."""
    kind, cause = row["cause_kind"], row["cause"]
    if not cause or kind == "post":
        return ""
    if kind in ("account", "addressed"):
        frame = month.frames["accounts"].iloc[:1].assign(account=cause, medium=row["cause_medium"])
        return line(show(frame["account"], frame["medium"], month.names, HIDDEN).iloc[0]) if len(frame) else ""
    if kind == "topic":
        return labels.get(cause, "")
    return "" if is_address(cause) else line(cause.replace("_", " ") if kind == "word" else _SCHEME.sub("", cause))


def alerts(month: Month) -> list[dict[str, Any]]:
    """The days on which alert rules fired: period, day, rule, when (its kind), value, threshold, posts; by day, then rule."""
    fired = month.frames["alerts"]
    fired = fired[fired["fired"].astype(bool)].sort_values(["day", "rule"])
    return [
        {"period": month.period, "rule": line(row.pop("rule"))} | row
        for row in records(fired[["rule", "when", "day", "value", "threshold", "posts"]])
    ]


def levels(month: Month) -> dict[str, str]:
    """The level of each day: day → one of `LEVELS`, or why it cannot be told."""
    course = month.frames["crisis_course"]
    return dict(zip(course["day"], course["level"], strict=True))


def highest(month: Month) -> str | None:
    """The highest level that a day of the month reached; None where no day's can be told."""
    told = [LEVELS.index(level) for level in levels(month).values() if level in LEVELS]
    return LEVELS[max(told)] if told else None


def days_of(rows: Sequence[dict[str, Any]]) -> set[str]:
    """The days from the first to the last of each peak."""
    found = set()
    for row in rows:
        day, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        while day <= last:
            found.add(day.isoformat())
            day += timedelta(days=1)
    return found
