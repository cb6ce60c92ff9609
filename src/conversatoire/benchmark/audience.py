"""Followers of an account over the month: the last count known, and what was gained since the month began."""

from datetime import date, timedelta

import pandas as pd

from conversatoire.collection.coverage import month_days

NEAR = timedelta(days=31)  # how long before the month a count may stand for its first day
KEY = ["medium", "account"]


def counts(posts: pd.DataFrame, noted: pd.DataFrame, timezone: str) -> pd.DataFrame:
    """Every count of followers that is known, by date: medium, account (lower-case), date, followers, noted.

    A count that the analyst `noted` wins over the export's of the same day.
    An export that gives one and the same count with all posts of an account was made at one moment, which need not be that of any post: its
    count stands on the day of the last post alone, so that no gain of 0 is made of it.

    Args:
        posts: medium, author, author_followers, published_at.
        noted: as `files.followers` gives it.
        timezone: IANA zone in which days are cut.
    """
    told = posts.dropna(subset=["author", "author_followers"]).sort_values(["published_at", "post_id"])
    found = pd.DataFrame(
        {
            "medium": told["medium"].astype(object),
            "account": told["author"].str.lower().str.removeprefix("@").astype(object),
            "date": told["published_at"].dt.tz_convert(timezone).dt.date.astype(object),
            "followers": told["author_followers"].astype("int64"),
            "noted": False,
        }
    ).drop_duplicates([*KEY, "date"], keep="last")
    is_one = found.groupby(KEY)["followers"].transform("nunique") == 1
    found = found[~is_one | ~found.duplicated(KEY, keep="last")]
    every = pd.concat([found, noted.assign(noted=True)], ignore_index=True) if len(noted) else found
    return every.drop_duplicates([*KEY, "date"], keep="last").sort_values([*KEY, "date"], kind="stable", ignore_index=True)


def audience(known: pd.DataFrame, period: str) -> pd.DataFrame:
    """Audience of each account by the month's end: followers, followers_day, gained, since, growth and noted, indexed by medium and account.

    `noted` says whether the analyst noted any count of it.
    The gain runs from the last count on or before the month's first day (within NEAR), else from the first count in the month; it is missing where
    there are not two counts.

    Args:
        known: as `counts` gives it.
        period: the month.
    """
    days = month_days(period)
    start, end = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    known = known[known["date"] <= end]
    last = known.drop_duplicates(KEY, keep="last").set_index(KEY)
    near = known[known["date"] >= start - NEAR]
    before = near[near["date"] <= start].drop_duplicates(KEY, keep="last")
    base = pd.concat([before, near[near["date"] > start]]).drop_duplicates(KEY).set_index(KEY).reindex(last.index)
    is_later = base["date"].notna() & (last["date"] != base["date"])
    gained = (last["followers"] - base["followers"]).where(is_later)
    return pd.DataFrame(
        {
            "followers": last["followers"],
            "followers_day": last["date"].map(date.isoformat).astype(object),
            "gained": gained,
            "since": base["date"].where(is_later).map(date.isoformat, na_action="ignore").astype(object),
            "growth": gained / base["followers"].where(base["followers"] > 0),
            "noted": known.groupby(KEY)["noted"].any().reindex(last.index),
        }
    )
