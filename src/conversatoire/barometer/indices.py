"""Indices of the conversation over the month and over its last 24 hours and 7 days, each with an interval and beside what it was before."""

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.barometer import resampling
from conversatoire.barometer.activity import FEWEST_HOURS, FEWEST_POSTS, activity, hourly
from conversatoire.barometer.history import FLAGS, History, Window
from conversatoire.settings.barometer import Barometer

FORMULAS = {
    "posts_per_minute": "posts / minutes of the window",
    "activity": "100 × posts / posts that are usual in the same hours of the week: the median of the weeks of reference; empty: no reference",
    "hashtag": "share of the posts that carry a hashtag",
    "conversation": "share of the posts that mention, answer or quote an account",
    "sharing": "share of the posts that carry a link or pass on a post",
}
FEWEST_AUTHORS = 10  # for the interval of a share, counted so that those who write most do not hide that they are few (Kish 1965: (Σn)² / Σn²)
FLAT_DAYS = 7  # a shorter history does not tell the course of a day
MINUTE = pd.Timedelta(minutes=1)

Row = dict[str, object]


def indices(history: History, settings: Barometer) -> pd.DataFrame:
    """The table «indices»: the month, beside the month before."""
    month = history.month()
    before = history.month(1) if len(history.months) > 1 else None
    rows = _rows(history, month, before, settings)
    window = _days(month.start, month.end)
    for row in rows:
        row |= {"formula": FORMULAS[str(row["index"])], "window": window, "reference": _days(*row["reference"]) if row["reference"] else None}
    return tables.frame("indices", rows)


def windows(history: History, settings: Barometer) -> pd.DataFrame:
    """The table «windows»: the last 24 hours and 7 days, beside the window before of the same length."""
    rows = []
    for window in history.last():
        before = window.before if window.before.start >= history.first else None
        for row in _rows(history, window, before, settings):
            reference = "/".join(instant.isoformat() for instant in row["reference"]) if row["reference"] else None
            about = {"window": window.name, "start": window.start, "end": window.end - pd.Timedelta(seconds=1), "reference": reference}
            rows.append(row | about)
    return tables.frame("windows", rows)


def _rows(history: History, window: Window, before: Window | None, settings: Barometer) -> list[Row]:
    """index, value, baseline, low, high, reference (first instant, instant after the last; or None) of each index, in the order of FORMULAS."""
    seed = settings.seed or 0
    posts = _inside(history.posts, window)
    counted = hourly(history.instants, window.start, window.end, history.first)
    found = activity(counted, window.start, window.end, settings.reference_weeks, settings.resamples, seed)
    usual = {"baseline": 100.0 if found.reference else None, "reference": found.reference}
    rows = [
        {"index": "posts_per_minute", "value": rate(len(posts), window)} | _within(_rate_interval(counted, window, settings.resamples, seed)),
        {"index": "activity", "value": found.activity} | _within((found.low, found.high)) | usual,
    ]
    intervals = _share_intervals(posts, settings.resamples, seed)
    rows += [{"index": flag, "value": _share(posts[flag])} | _within(intervals[flag]) for flag in FLAGS]
    if before is not None:
        earlier = _inside(history.posts, before)
        values = {"posts_per_minute": rate(len(earlier), before)} | {flag: _share(earlier[flag]) for flag in FLAGS}
        rows = [{"baseline": values.get(str(row["index"])), "reference": (before.start, before.end)} | row for row in rows]
    return [{"baseline": None, "reference": None} | row for row in rows]


def rate(posts: int, window: Window) -> float:
    """Posts per minute; the minutes are real ones, also where the clock changes."""
    return posts / ((window.end - window.start) / MINUTE)


def _rate_interval(hourly: pd.Series, window: Window, resamples: int, seed: int) -> resampling.Interval:
    """Draws blocks of the window's hours, each beside what its hour of the day usually holds, so that the course of a day is no chance."""
    inside = slice(*hourly.index.searchsorted([window.start, window.end]))
    counts, hour = hourly.to_numpy(), hourly.index.hour.to_numpy()
    observed = counts[inside]
    if len(observed) < FEWEST_HOURS or observed.sum() < FEWEST_POSTS:
        return None, None
    usual = np.ones(24)
    if len(hourly) >= 24 * FLAT_DAYS:
        usual = np.bincount(hour, weights=counts, minlength=24) / np.bincount(hour, minlength=24)
    usual = usual[hour[inside]]
    drawn = resampling.blocks(len(observed), resamples, np.random.default_rng(seed))
    value = rate(int(observed.sum()), window)
    with np.errstate(divide="ignore", invalid="ignore"):
        return resampling.bounds(value * (drawn @ observed) / (drawn @ usual) * usual.sum() / observed.sum(), value)


def _share_intervals(posts: pd.DataFrame, resamples: int, seed: int) -> dict[str, resampling.Interval]:
    """Draws authors with all their posts.

    Where no post has the flag, or every one, drawing tells nothing: there the bound is Clopper & Pearson's (1934), on authors.
    """
    cluster = pd.factorize(posts["author"])[0]
    written = np.bincount(cluster)
    if not len(written) or written.sum() ** 2 < FEWEST_AUTHORS * (written**2).sum():
        return dict.fromkeys(FLAGS, (None, None))
    drawn = resampling.shares(posts[FLAGS].to_numpy("int64"), cluster, resamples, np.random.default_rng(seed))
    beyond = 1 - ((1 - resampling.LEVEL) / 2) ** (1 / len(written))
    found = {}
    for flag, column in zip(FLAGS, drawn.T, strict=True):
        value = _share(posts[flag])
        found[flag] = (0.0, beyond) if value == 0 else (1 - beyond, 1.0) if value == 1 else resampling.bounds(column, value)
    return found


def _within(interval: resampling.Interval) -> Row:
    return dict(zip(("low", "high"), interval, strict=True))


def _inside(posts: pd.DataFrame, window: Window) -> pd.DataFrame:
    return posts[(posts["published_at"] >= window.start) & (posts["published_at"] < window.end)]


def _share(flags: pd.Series) -> float | None:
    return float(flags.mean()) if len(flags) else None


def _days(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """First and last day, `2024-10-01/2024-10-31`."""
    return f"{start.date()}/{(end - MINUTE).date()}"
