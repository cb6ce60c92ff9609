"""Posts planned by hand, for the tests of peaks and weak signals."""

import numpy as np
import pandas as pd

from conversatoire import tables

ZONE = "Europe/Paris"
PERIOD = "2011-05"


def posts(instants: list, **columns) -> pd.DataFrame:
    """Table «posts» with its topic: one post an instant (local), each of its own author; a column is a value, or one a post."""
    size = len(instants)
    at = pd.DatetimeIndex(pd.to_datetime(instants, format="ISO8601")).tz_localize(ZONE).tz_convert("UTC")
    fixed = {"medium": "twitter", "source": "x", "text": "bonjour", "lang": "fr", "origin": "x.csv:1", "topic": -1}
    lists = dict.fromkeys(("hashtags", "mentions", "links"))
    rows = []
    for number in range(size):
        own = {name: values[number] if isinstance(values, list) else values for name, values in columns.items()}
        row = fixed | {"post_id": f"x:{number}", "author": f"a{number}"} | {name: [] for name in lists} | own
        rows.append(row | {"published_at": at[number]})
    made = tables.frame("posts", [{name: value for name, value in row.items() if name != "topic"} for row in rows])
    return made.assign(topic=[row["topic"] for row in rows])


def steady(seed: int, a_day: int = 30, period: str = PERIOD, months: int = 1) -> list[pd.Timestamp]:
    """Local instants of months in which nothing happens: Poisson, by day and by night."""
    chance = np.random.default_rng(seed)
    last = pd.Period(period, "M")
    hours = pd.date_range((last - months + 1).start_time, last.end_time, freq="h")
    usual = np.where((hours.hour >= 8) & (hours.hour < 23), a_day * 0.95 / 15, a_day * 0.05 / 9)
    hours, usual = hours[is_real := ~hours.tz_localize(ZONE, nonexistent="NaT", ambiguous=True).isna()], usual[is_real]
    at = hours.repeat(chance.poisson(usual))
    return list(at + pd.to_timedelta(chance.integers(1, 3600, len(at)), unit="s"))


def covered(*periods: str, media: tuple[str, ...] = ("twitter",), without: tuple[str, ...] = ()) -> pd.DataFrame:
    """Table «coverage_days»: all days of the months collected, but those `without`."""
    days = [day for period in periods for day in pd.period_range(f"{period}-01", periods=pd.Period(period, "M").days_in_month, freq="D").astype(str)]
    rows = [{"source": medium, "medium": medium, "day": day, "collected": int(day not in without), "kept": 0} for medium in media for day in days]
    return tables.frame("coverage_days", rows)
