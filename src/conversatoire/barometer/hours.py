"""When the conversation takes place, and at which hours posts are answered and passed on most, by medium."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import stats

from conversatoire import tables
from conversatoire.barometer import engagement
from conversatoire.barometer.history import Window
from conversatoire.settings.barometer import Barometer

CELLS = pd.MultiIndex.from_product([range(1, 8), range(24)], names=["weekday", "hour"])
BEST = 5  # hours told of each medium and purpose
FEWEST_POSTS = 10  # in an hour of the week, to advise listening then
ALPHA = 0.05  # false discoveries allowed among the hours to post
HOUR = pd.Timedelta(hours=1)


def hours(posts: pd.DataFrame, timezone: str) -> pd.DataFrame:
    """Posts by weekday (1 Monday … 7 Sunday) and hour (0–23) in `timezone`: the table «hours», all 168 cells."""
    counts = np.bincount(cells(posts["published_at"], timezone), minlength=len(CELLS))
    return CELLS.to_frame(index=False).assign(posts=counts)


def cells(instants: pd.Series, timezone: str) -> np.ndarray:
    """The hour of the week of each instant by the local clock, 0 Monday from midnight … 167."""
    local = instants.dt.tz_convert(timezone)
    return (local.dt.day_of_week * 24 + local.dt.hour).to_numpy("int64")


def public(posts: pd.DataFrame, own_accounts: Collection[str]) -> pd.DataFrame:
    """The posts that no account of the organisation wrote: its office hours are not the public's."""
    own = {account.lower().lstrip("@") for account in own_accounts}
    return posts[~posts["author"].str.lower().isin(own)]


def hours_media(posts: pd.DataFrame, month: Window, settings: Barometer) -> pd.DataFrame:
    """The table «hours_media», with `p_value` beside it: of «posts of this hour are not engaged with more than usual», empty where too few are known.

    Args:
        posts: table «posts» of the month.
        month: the whole month, in the study's zone.
        settings: the study's section.
    """
    zone = str(month.start.tz)
    times = np.bincount(cells(_real_hours(month), zone), minlength=len(CELLS))
    parts = [CELLS.to_frame(index=False).assign(medium="", posts=0, times=0).join(engagement.nothing(len(CELLS)))[:0]]
    for medium, of_medium in posts.groupby("medium"):
        cell = cells(of_medium["published_at"], zone)
        rated = engagement.by_cell(of_medium, cell, len(CELLS), settings.resamples, settings.seed or 0)
        counted = CELLS.to_frame(index=False).assign(medium=medium, posts=np.bincount(cell, minlength=len(CELLS)), times=times)
        parts.append(counted.join(rated))
    return pd.concat(parts, ignore_index=True)


def best_hours(posts: pd.DataFrame, cells_of_media: pd.DataFrame, month: Window, settings: Barometer) -> pd.DataFrame:
    """The table «best_hours»: BEST hours at most of each medium, to listen and to post.

    To listen: most posts an hour, where FEWEST_POSTS were written and where the hour stays above the medium's mean hour when the weeks of the month
    are drawn again, so that an event of one day is not taken for a habit. To post: most engagement, where it is better than usual with a false
    discovery rate of ALPHA over the medium's hours (Benjamini & Hochberg 1995). Where no hour passes, none is told.

    Args:
        posts: table «posts» of the month.
        cells_of_media: `hours_media` of them.
        month: the whole month, in the study's zone.
        settings: the study's section.
    """
    rows = []
    for medium, of_medium in cells_of_media.groupby("medium"):
        listen = _listen(posts[posts["medium"] == medium]["published_at"], of_medium, month, settings)
        post = _post(of_medium)
        for purpose, found in (("listen", listen), ("post", post)):
            best = found.sort_values(["value", "weekday", "hour"], ascending=[False, True, True])[:BEST]
            rows += best.assign(purpose=purpose, medium=medium, rank=range(1, len(best) + 1)).to_dict("records")
    return tables.frame("best_hours", rows)


def _listen(instants: pd.Series, of_medium: pd.DataFrame, month: Window, settings: Barometer) -> pd.DataFrame:
    """weekday, hour, posts, value, low, high of the hours that stay above the mean hour."""
    zone = str(month.start.tz)
    counts, times = (_by_week(series, month, zone) for series in (instants, _real_hours(month)))
    weeks = len(counts)
    drawn = np.random.default_rng(settings.seed or 0).multinomial(weeks, np.full(weeks, 1 / weeks), size=settings.resamples)
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = np.nanquantile((drawn @ counts) / (drawn @ times), [0.025, 0.975], axis=0)
    frame = of_medium[["weekday", "hour", "posts"]].assign(value=of_medium["posts"].to_numpy() / of_medium["times"].to_numpy(), low=low, high=high)
    return frame[(frame["posts"] >= FEWEST_POSTS) & (frame["low"] > counts.sum() / times.sum())]


def _post(of_medium: pd.DataFrame) -> pd.DataFrame:
    """weekday, hour, posts (rated), value, low, high, q_value of the hours whose posts are engaged with more than usual."""
    tried = of_medium.dropna(subset=["p_value"])
    tried = tried.assign(
        q_value=stats.false_discovery_control(tried["p_value"]) if len(tried) else [], value=tried["engagement"], posts=tried["rated"]
    )
    return tried.loc[tried["q_value"] <= ALPHA, ["weekday", "hour", "posts", "value", "low", "high", "q_value"]]


def _real_hours(month: Window) -> pd.Series:
    """Each hour of the month: one more or less where the clock changes."""
    return pd.Series(pd.date_range(month.start, month.end, freq=HOUR, inclusive="left"))


def _by_week(instants: pd.Series, month: Window, zone: str) -> np.ndarray:
    """How many instants fall into each hour of the week, a row a week counted from the month's first day."""
    days = (instants.dt.tz_convert(zone).dt.tz_localize(None) - month.start.tz_localize(None)) // pd.Timedelta(days=1)
    weeks = -(-round((month.end.tz_localize(None) - month.start.tz_localize(None)) / pd.Timedelta(days=1)) // 7)
    place = (days // 7).to_numpy("int64") * len(CELLS) + cells(instants, zone)
    return np.bincount(place, minlength=weeks * len(CELLS)).reshape(weeks, len(CELLS))
