"""Posts by hour and by day: of all, of others than the organisation, of each medium, topic and link; what was not collected is unknown."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.influencers.shares import imprecise

COLUMNS = ["post_id", "medium", "source", "author", "published_at", "links"]  # of the posts of earlier months
DAY = 86_400  # seconds
LINKS = 20  # links, at most, that have a series of their own
LARGEST = 0.9  # a medium, topic or link of more of the posts has no series: it is that of all posts


class Series(NamedTuple):
    """Counts of several series by one unit, the earlier months first.

    Attributes:
        units: one row an hour or a day: start (UTC), day (YYYY-MM-DD), month, weekday (0 Monday), hour (−1 where the unit is a day); in time.
        posts: name of each series → its posts in each unit; NaN where nothing was collected.
    """

    units: pd.DataFrame
    posts: dict[str, np.ndarray]


class Counts(NamedTuple):
    """The same posts by hour and by day, and the series that each post of the month counts in."""

    hours: Series
    days: Series
    rows: dict[str, np.ndarray]


def topic_ids(topic_links: pd.DataFrame) -> dict[str, int]:
    """The id that each topic of a month keeps over the months, and its number in the month; of parts of one topic, the largest."""
    told = topic_links[topic_links["topic"].notna() & topic_links["id"].notna() & (topic_links["status"] != "merged")].sort_values("topic")
    told = told.drop_duplicates("id")
    return dict(zip(told["id"], told["topic"].astype(int), strict=True))


def counts(
    posts: pd.DataFrame,
    earlier: pd.DataFrame,
    coverage_days: pd.DataFrame,
    period: str,
    timezone: str,
    fewest: int,
    own_accounts: Collection[str] = (),
) -> Counts:
    """Counts of a month and of the months before it.

    A day without any row collected, of the medium or of all, is unknown and not zero. Posts of which the export tells the day alone count
    by day. A topic has posts only in the months that know it, and is unknown before.

    Args:
        posts: table «posts» of the month, with its column `topic`: the topic's number, −1 without one.
        earlier: the same (COLUMNS and `topic`, as numbers of this month) of the months before, in any order; may be empty.
        coverage_days: table «coverage_days» of all these months.
        period: the month, YYYY-MM.
        timezone: IANA zone in which days and hours are cut.
        fewest: posts of the month that a medium, a topic or a link needs for a series of its own, and the month for any.
        own_accounts: handles of the organisation: where they post, the series «others» leaves their posts out.
    """
    every = pd.concat([earlier[[*COLUMNS, "topic"]], posts[[*COLUMNS, "topic"]]], ignore_index=True)
    first = min(coverage_days["day"].min() if len(coverage_days) else f"{period}-01", f"{period}-01")
    days, hours = grid(first, period, timezone)
    held = membership(every, len(earlier), fewest, own_accounts)
    at = every["published_at"].astype("datetime64[us, UTC]")
    day = days["start"].searchsorted(at, side="right") - 1
    hour = ((at - hours["start"].iloc[0]) // pd.Timedelta(hours=1)).to_numpy()
    inside = (at >= days["start"].iloc[0]).to_numpy() & (hour < len(hours))
    exact = inside & ~_dated(every, timezone)
    by_day, by_hour = {}, {}
    for name, rows in held.items():
        unknown = _unknown(name, coverage_days, days, rows, day)
        by_day[name] = _counted(day[rows[inside[rows]]], len(days), unknown)
        by_hour[name] = _counted(hour[rows[exact[rows]]], len(hours), unknown[hours["place"]])
    in_month = {name: rows[rows >= len(earlier)] - len(earlier) for name, rows in held.items()}
    return Counts(Series(hours.drop(columns="place"), by_hour), Series(days, by_day), in_month)


def grid(first: str, period: str, timezone: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The days and the hours from the day `first` to the end of `period`; an hour's `place` is that of its day."""
    after = (pd.Period(period, "M") + 1).start_time
    naive = pd.date_range(first, after, freq="D")
    starts = naive.tz_localize(timezone, ambiguous=np.ones(len(naive), bool), nonexistent="shift_forward").tz_convert("UTC").as_unit("us")
    days = pd.DataFrame({"start": starts[:-1], "day": naive[:-1].strftime("%Y-%m-%d"), "weekday": naive[:-1].day_of_week, "hour": -1})
    start = pd.date_range(starts[0], starts[-1], freq="h", inclusive="left", unit="us")
    place = days["start"].searchsorted(start, side="right") - 1
    hours = days.iloc[place].reset_index(drop=True).assign(start=start, hour=start.tz_convert(timezone).hour, place=place)
    return days.assign(month=days["day"].str[:7]), hours.assign(month=hours["day"].str[:7])


def membership(every: pd.DataFrame, earlier: int, fewest: int, own_accounts: Collection[str]) -> dict[str, np.ndarray]:
    """Name of each series → the rows of its posts; the first `earlier` rows are of earlier months. Largest first within a kind."""
    own = {handle.lower().lstrip("@") for handle in own_accounts}
    is_own = every["author"].astype(object).str.lower().isin(own).to_numpy()
    in_month = np.arange(len(every)) >= earlier
    size = int(in_month.sum())
    if size < fewest:
        return {}
    found = {"all": np.arange(len(every))}
    if (is_own & in_month).any() and (~is_own & in_month).any():
        found["others"] = np.flatnonzero(~is_own)
    links = every["links"].explode().dropna()
    kinds = {
        "medium": pd.Series(every["medium"].to_numpy(), index=every.index),
        "topic": every.loc[every["topic"] >= 0, "topic"].astype(str),
        "link": links[links != ""],
    }
    for kind, items in kinds.items():
        number = items[items.index >= earlier].value_counts()
        number = number[(number >= fewest) & (number <= LARGEST * size)]
        chosen = sorted(number.index, key=lambda item, number=number: (-number[item], item))[: LINKS if kind == "link" else None]
        rows = items[items.isin(chosen)]
        grouped = rows.groupby(rows).indices
        found |= {f"{kind}:{item}": rows.index.to_numpy()[grouped[item]] for item in chosen}
    return found


def _dated(posts: pd.DataFrame, timezone: str) -> np.ndarray:
    """Whether a post's source tells days and no hours."""
    coarse = imprecise(posts, [1], timezone)
    coarse = coarse[coarse["step"] >= DAY]
    size = posts.groupby(["medium", "source"]).size()
    # ASSUME a source tells no hours where half of its posts have none.
    dated = {key for *key, posts in coarse[["medium", "source", "posts"]].itertuples(index=False) for key in [tuple(key)] if 2 * posts > size[key]}
    return np.fromiter((key in dated for key in zip(posts["medium"], posts["source"], strict=True)), bool, len(posts))


def _unknown(name: str, coverage_days: pd.DataFrame, days: pd.DataFrame, rows: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Whether each day of a series is unknown: nothing collected; for a topic, also the months before it is known."""
    kind, _, item = name.partition(":")
    told = coverage_days[coverage_days["medium"] == item] if kind == "medium" else coverage_days
    collected = told.groupby("day")["collected"].sum().reindex(days["day"], fill_value=0).to_numpy() > 0
    seen = np.bincount(day[rows][day[rows] >= 0], minlength=len(days)) > 0
    unknown = ~collected & ~seen
    if kind == "topic":
        known = days["month"].isin(set(days["month"][seen]))
        unknown |= ~known.to_numpy()
    return unknown


def _counted(places: np.ndarray, size: int, unknown: np.ndarray) -> np.ndarray:
    return np.where(unknown, np.nan, np.bincount(places, minlength=size)[:size])
