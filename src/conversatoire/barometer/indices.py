"""Indices of a month's conversation, each beside the value of the month before."""

from datetime import UTC

import numpy as np
import pandas as pd

from conversatoire.collection.coverage import month_days
from conversatoire.collection.period import bounds

FORMULAS = {
    "posts_per_minute": "posts of the month / minutes of the month in the study's time zone",
    "activity": "100 × posts per day of the month / posts per day of the month before; empty: no reference",
    "hashtag": "share of the posts that carry a hashtag",
    "conversation": "share of the posts that mention, answer or quote an account",
    "sharing": "share of the posts that carry a link or pass on a post",
}


def indices(posts: pd.DataFrame, period: str, timezone: str, previous: pd.DataFrame | None) -> pd.DataFrame:
    """The table «indices».

    Args:
        posts: table «posts» of the month.
        period: the month, YYYY-MM.
        timezone: the study's.
        previous: table «posts» of the month before, or None where there is none.
    """
    before = month_before(period)
    values = _values(posts, period, timezone)
    baseline = dict.fromkeys(FORMULAS, np.nan) if previous is None else _values(previous, before, timezone)
    reference = 0 if previous is None else len(previous) / days(before)
    values["activity"] = 100 * len(posts) / days(period) / reference if reference else np.nan
    baseline["activity"] = 100.0 if reference else np.nan
    return pd.DataFrame(
        {
            "index": pd.Series(list(FORMULAS), dtype="str"),
            "value": pd.Series([values[name] for name in FORMULAS], dtype="float64"),
            "baseline": pd.Series([baseline[name] for name in FORMULAS], dtype="float64"),
            "formula": pd.Series(list(FORMULAS.values()), dtype="str"),
        }
    )


def _values(posts: pd.DataFrame, period: str, timezone: str) -> dict[str, float]:
    """The indices that one month tells by itself."""
    return {
        "posts_per_minute": len(posts) / minutes(period, timezone),
        "hashtag": _share(_filled(posts, "hashtags")),
        "conversation": _share(_filled(posts, "mentions") | _refers(posts, "reply_to") | _refers(posts, "quote_of")),
        "sharing": _share(_filled(posts, "links") | _refers(posts, "repost_of")),
    }


def month_before(period: str) -> str:
    """«2024-01» → «2023-12»."""
    year, month = map(int, period.split("-"))
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02d}"


def minutes(period: str, timezone: str) -> float:
    """Minutes of a month in a time zone: an hour more or less where the clock changes."""
    start, end = (instant.astimezone(UTC) for instant in bounds(period, timezone))
    return (end - start).total_seconds() / 60


def days(period: str) -> int:
    """Days of a month."""
    return len(month_days(period))


def _share(flags: pd.Series) -> float:
    return float(flags.mean()) if len(flags) else np.nan


def _filled(posts: pd.DataFrame, column: str) -> pd.Series:
    return posts[column].map(len).astype("int64") > 0


def _refers(posts: pd.DataFrame, column: str) -> pd.Series:
    return posts[f"{column}_id"].notna() | posts[f"{column}_author"].notna()
