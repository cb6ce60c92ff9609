"""The activity index: 100 when as many posts are written as is usual at the same hours of the week.

For a window W the reference is the whole weeks that end where W begins, by the local clock. Week k tells how many posts W would hold if each
of its hours were like the same weekday and hour of week k; `expected` is the median over the weeks, and

    activity = 100 × posts of W / expected

For a window of one hour this is 100 × its posts / the median of the same weekday and hour.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.barometer import resampling

FEWEST_WEEKS = 3  # of two weeks nobody could say which is the unusual one
FEWEST_EXPECTED = 20  # posts: below, chance alone (Poisson) moves the index by half, and the thermometer by a degree
FEWEST_POSTS = 10  # in a window, for an interval
FEWEST_HOURS = 12  # the same: blocks of fewer hours say nothing
HOUR = pd.Timedelta(hours=1)


class Activity(NamedTuple):
    """A window's activity; expected, activity and its 95 % interval are None where there is no reference."""

    posts: int
    expected: float | None
    activity: float | None
    low: float | None
    high: float | None
    weeks: int
    """How many weeks of reference could be read."""
    reference: tuple[pd.Timestamp, pd.Timestamp] | None
    """First instant of the earliest week of reference and the instant after the latest."""


def hourly(instants: pd.Series, start: pd.Timestamp, end: pd.Timestamp, first: pd.Timestamp) -> pd.Series:
    """Posts an hour, from `first` on (to the next whole hour before `start`) up to `end`.

    Args:
        instants: of the posts, with a time zone, in any order.
        start: where the window of interest begins, in the study's zone; hours are counted from there, so that they are whole inside the window.
        end: the instant after the window.
        first: the first instant that the data could hold.

    Returns:
        Counts, indexed by the first instant of each hour in the zone of `start`; every real hour stands once, also where the clock changes.
    """
    before, after = -int((start - first) // HOUR), -int((start - end) // HOUR)
    place = ((instants - start) // HOUR).to_numpy() - before
    inside = (place >= 0) & (place < after - before)
    counts = np.bincount(place[inside], minlength=max(after - before, 0))
    index = pd.date_range(start + before * HOUR, periods=len(counts), freq=HOUR)
    return pd.Series(counts, index, dtype="int64")


def activity(hourly: pd.Series, start: pd.Timestamp, end: pd.Timestamp, weeks: int, resamples: int = 0, seed: int = 0) -> Activity:
    """The activity of the window from `start` to before `end`.

    Args:
        hourly: posts an hour without gaps (zeros stand in it), indexed by each hour's first instant in the study's zone; its first hour is the
            first that the data could hold. Naive local hours work too; then an hour that comes twice in autumn counts as one.
        start: the first instant, in the same zone; an hour of `hourly` begins here.
        end: the instant after the last.
        weeks: whole weeks of reference. One that begins before `hourly`, or holds no post, does not count.
        resamples: how often hours and weeks are drawn again for the interval; 0 for none.
        seed: of the drawing.
    """
    instants = hourly.index
    cell = (instants.day_of_week * 24 + instants.hour).to_numpy()
    counts = hourly.to_numpy()
    inside = slice(*instants.searchsorted([start, end]))
    observed, usual, reference = counts[inside], [], []
    for week in range(1, weeks + 1):
        first, last = weeks_before(start, week), weeks_before(start, week - 1)
        whole = slice(*instants.searchsorted([first, last]))
        if len(instants) and first >= instants[0] and counts[whole].any():
            usual.append(_by_cell(cell[whole], counts[whole])[cell[inside]])
            reference.append((first, last))
    expected = float(np.median(np.sum(usual, axis=1))) if usual else 0.0
    if len(usual) < FEWEST_WEEKS or expected < FEWEST_EXPECTED:
        return Activity(int(observed.sum()), None, None, None, None, len(usual), None)
    value = 100 * float(observed.sum()) / expected
    low, high = _interval(observed, np.array(usual), value, resamples, seed)
    return Activity(int(observed.sum()), expected, value, low, high, len(usual), (reference[-1][0], reference[0][1]))


def weeks_before(instant: pd.Timestamp, weeks: int) -> pd.Timestamp:
    """The same weekday and time by the local clock, some weeks earlier; an hour later where the clock skips it."""
    earlier = instant.tz_localize(None) - pd.Timedelta(weeks=weeks)
    return earlier if instant.tz is None else earlier.tz_localize(instant.tz, ambiguous=True, nonexistent="shift_forward")


def _by_cell(cell: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Posts of a week at each of its 168 weekdays and hours: the mean of an hour that comes twice, 0 for one that the clock skips."""
    times = np.bincount(cell, minlength=168)
    return np.bincount(cell, weights=counts, minlength=168) / np.maximum(times, 1)


def _interval(observed: np.ndarray, usual: np.ndarray, value: float, resamples: int, seed: int) -> resampling.Interval:
    """Draws blocks of the window's hours, each with what the weeks tell of it, and the weeks."""
    if not resamples or len(observed) < FEWEST_HOURS or observed.sum() < FEWEST_POSTS:
        return None, None
    chance = np.random.default_rng(seed)
    drawn = resampling.blocks(len(observed), resamples, chance)
    totals = drawn @ usual.T
    weeks = chance.integers(0, len(usual), totals.shape)
    expected = np.median(np.take_along_axis(totals, weeks, axis=1), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return resampling.bounds(100 * (drawn @ observed) / expected, value)
