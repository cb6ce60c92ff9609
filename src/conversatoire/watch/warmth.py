"""The thermometer of any selection: its activity against the same hours of the weeks before."""

import sqlite3
from dataclasses import dataclass, replace

import pandas as pd

from conversatoire.barometer import activity, thermometer
from conversatoire.collection.period import bounds
from conversatoire.watch import find
from conversatoire.watch.db import about
from conversatoire.watch.selection import Selection

_WEEK = 7 * 86_400


@dataclass(frozen=True)
class Warmth:
    """How warm the window of a selection is.

    Attributes:
        start: the window's first instant, seconds since 1970, UTC.
        end: the instant after its last.
        posts: posts of the window.
        expected: posts that are usual in these hours of the week; None where there is no reference.
        activity: 100 × posts / expected; None where there is no reference.
        low: lower bound of its 95 % interval; None where the window is too short or has too few posts.
        high: upper bound.
        temperature: °C, 36–42; None where there is no reference.
        zone: calm, normal, lively, feverish or burning; None where there is no reference.
        reference: first instant and the one after the last of the weeks it is taken from; None where there is none.
        weeks: whole weeks of reference that the index has.
    """

    start: int
    end: int
    posts: int
    expected: float | None
    activity: float | None
    low: float | None
    high: float | None
    temperature: float | None
    zone: str | None
    reference: tuple[int, int] | None
    weeks: int


def warmth(connection: sqlite3.Connection, selection: Selection, weeks: int, resamples: int, seed: int) -> Warmth | None:
    """The warmth of a selection's window; None where the index has no post or the window lies outside its months.

    Args:
        connection: the index.
        selection: what is counted, in the window and in the weeks before. Its window is cut to the index's months; without a start it begins
            with them, without an end it ends with the index's last post.
        weeks: `reference_weeks` of `settings.Barometer`.
        resamples: as there.
        seed: as there.
    """
    index = about(connection)
    if index["first"] is None:
        return None
    zone = index["timezone"]
    first, closes = (_local(bounds(index["months"][place], zone)[place].timestamp(), zone) for place in (0, -1))
    start = first if selection.start is None else max(first, _local(selection.start, zone))
    end = min(closes, _local(index["last"] + 1 if selection.end is None else selection.end, zone))
    if end <= start:
        return None
    # an hour more: a week of local time is one longer where the clock changes
    earlier = int(start.timestamp()) - weeks * _WEEK - 3600
    with find.chosen(connection, replace(selection, start=earlier, end=int(end.timestamp()))) as chosen:
        instants = [row[0] for row in connection.execute(f"SELECT p.published_at FROM {chosen} c CROSS JOIN posts p ON p.n = c.n")]
    counted = activity.hourly(pd.to_datetime(pd.Series(instants, dtype="int64"), unit="s", utc=True), start, end, first)
    found = activity.activity(counted, start, end, weeks, resamples, seed)
    temperature = thermometer.temperature(found.activity)
    reference = tuple(int(instant.timestamp()) for instant in found.reference) if found.reference else None
    told = {name: getattr(found, name) for name in ("posts", "expected", "activity", "low", "high", "weeks")}
    window = {"start": int(start.timestamp()), "end": int(end.timestamp())}
    return Warmth(**window, **told, temperature=temperature, zone=thermometer.zone(temperature), reference=reference)


def _local(instant: float, zone: str) -> pd.Timestamp:
    return pd.Timestamp(instant, unit="s", tz="UTC").tz_convert(zone)
