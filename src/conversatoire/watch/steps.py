"""An interval of time cut into hours, days, weeks or months of the study's zone, and the posts of each."""

import bisect
import sqlite3
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from conversatoire.watch.db import about
from conversatoire.watch.errors import SearchError

STEPS = ("hour", "day", "week", "month")
# Longest interval, in days, of each step where none is asked for: at most some 120 points, which a curve still shows apart.
_UP_TO = {"hour": 4, "day": 120, "week": 800}
MOST_POINTS = 5000  # of a curve: half a year of hours; beyond, neither the page nor the eye can do anything with it
_QUARTER = 900  # every zone of today is a whole number of quarters of an hour from UTC
_DAY = 86_400


def zone(connection: sqlite3.Connection) -> ZoneInfo:
    """The study's time zone."""
    return ZoneInfo(about(connection)["timezone"])


def span(connection: sqlite3.Connection, start: int | None, end: int | None) -> tuple[int, int] | None:
    """The part of an interval that the index covers, from its first to its last day; None where that is nothing.

    Beyond, no posts were collected: zeros there would be wrong.

    Raises:
        SearchError: the end comes before the start.
    """
    if start is not None and end is not None and end < start:
        raise SearchError("the interval ends before it starts; swap its two dates", "l’intervalle finit avant de commencer ; échangez ses deux dates")
    index = about(connection)
    if index["first"] is None:
        return None
    where = ZoneInfo(index["timezone"])
    opens, closes = _floor(index["first"], "day", where), _after(_floor(index["last"], "day", where), "day", where)
    start, end = opens if start is None else max(start, opens), closes if end is None else min(end, closes)
    return (start, end) if start < end else None


def points(start: int, end: int, step: str | None, where: ZoneInfo) -> tuple[str, list[dict]]:
    """The steps of an interval, and which step it is where `step` is None.

    Returns:
        hour, day, week or month, and a dict a step: `start`, `end` (seconds since 1970, UTC; of the first and last step cut to the interval),
        `local` (`2011-05-17T14`, `2011-05-17`, the Monday of the week, `2011-05`), `whole` (False where cut).

    Raises:
        SearchError: another step, or more than MOST_POINTS.
    """
    if step not in (None, *STEPS):
        names = ", ".join(STEPS)
        raise SearchError(f"there is no step «{step}»; choose one of {names}", f"le pas « {step} » n’existe pas ; choisissez parmi {names}")
    step = step or next((name for name, days in _UP_TO.items() if end - start <= days * _DAY), "month")
    if (end - start) / {"hour": 3600}.get(step, _DAY) > MOST_POINTS:
        raise SearchError(
            f"one point a {step} would make more than {MOST_POINTS} of them; choose a longer step or a shorter interval",
            f"la courbe aurait plus de {MOST_POINTS} points ; choisissez un pas plus long ou un intervalle plus court",
        )
    found, at = [], _floor(start, step, where)
    while at < end:
        after = _after(at, step, where)
        local = datetime.fromtimestamp(at, where).strftime({"hour": "%Y-%m-%dT%H", "month": "%Y-%m"}.get(step, "%Y-%m-%d"))
        found.append({"start": max(at, start), "end": min(after, end), "local": local, "whole": start <= at and after <= end})
        at = after
    return step, found


def counts(connection: sqlite3.Connection, chosen: str, at: list[dict]) -> list[dict[str, int]]:
    """{medium: posts} of the posts of `chosen` in each of the `points`; a medium without posts in the step is missing."""
    found: list[dict[str, int]] = [{} for _ in at]
    if not at:
        return found
    starts = [point["start"] for point in at]
    sql = f"""
        SELECT max(p.published_at / {_QUARTER} * {_QUARTER}, ?) AS quarter, p.medium, count(*)
        FROM {chosen} c CROSS JOIN posts p ON p.n = c.n WHERE p.published_at >= ? AND p.published_at < ? GROUP BY 1, 2 ORDER BY 1, 2"""
    for quarter, medium, posts in connection.execute(sql, [starts[0], starts[0], at[-1]["end"]]):
        step = found[bisect.bisect_right(starts, quarter) - 1]
        step[medium] = step.get(medium, 0) + posts
    return found


def days(connection: sqlite3.Connection) -> list[date]:
    """The local days of the index, from that of its first post to that of its last."""
    interval = span(connection, None, None)
    if interval is None:
        return []
    where = zone(connection)
    first, after = (datetime.fromtimestamp(instant, where).date() for instant in interval)
    return [first + timedelta(number) for number in range((after - first).days)]


def instants(connection: sqlite3.Connection, days: list[date]) -> tuple[int, int]:
    """The first instant of the first of some local days and the one after the last, seconds since 1970, UTC."""
    where = zone(connection)
    return _midnight(days[0], where), _midnight(days[-1] + timedelta(1), where)


def _midnight(day: date, where: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=where).timestamp())


def _floor(instant: int, step: str, where: ZoneInfo) -> int:
    """The start of the step that an instant is in."""
    local = datetime.fromtimestamp(instant, where)
    if step == "hour":
        return instant - local.minute * 60 - local.second
    day = local.date()
    if step == "week":
        day -= timedelta(days=day.weekday())
    return _midnight((day.replace(day=1) if step == "month" else day), where)


def _after(start: int, step: str, where: ZoneInfo) -> int:
    """The start of the next step: local days have 23 or 25 hours where the clock changes."""
    if step == "hour":
        return start + 3600
    day = datetime.fromtimestamp(start, where).date()
    if step == "month":
        return _midnight((day.replace(day=1) + timedelta(days=32)).replace(day=1), where)
    return _midnight((day + timedelta(days=7 if step == "week" else 1)), where)
