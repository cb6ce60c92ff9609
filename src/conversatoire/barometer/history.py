"""What the indices are counted from: the month's posts and, where the study has them, those of the months before; and the windows that are told."""

import itertools
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.collection.period import bounds

SPANS = {"day": pd.Timedelta(hours=24), "week": pd.Timedelta(days=7)}
FLAGS = ["hashtag", "conversation", "sharing"]


class Window(NamedTuple):
    """A stretch of time, in the study's zone."""

    name: str
    """day, week, month or date."""
    start: pd.Timestamp
    end: pd.Timestamp
    """The instant after the last."""

    @property
    def before(self) -> "Window":
        """The window of the same length that ends where this one begins."""
        return Window(self.name, self.start - (self.end - self.start), self.start)


class History(NamedTuple):
    """Posts up to the end of a month, as far as the indices need them."""

    posts: pd.DataFrame
    """Of the month and the month before: published_at, author (a number each, one of their own for posts without), and the flags FLAGS."""
    instants: pd.Series
    """Of the posts of all months."""
    months: list[str]
    """The months at hand, the month itself first, then those before, the latest first."""
    timezone: str

    @property
    def first(self) -> pd.Timestamp:
        """The first instant of which posts are at hand."""
        return self.month(-1).start

    def month(self, place: int = 0) -> Window:
        """The whole of one of `months`."""
        start, end = bounds(self.months[place], self.timezone)
        return Window("month", pd.Timestamp(start).tz_convert(self.timezone), pd.Timestamp(end).tz_convert(self.timezone))

    def last(self) -> list[Window]:
        """The last 24 hours and the last 7 days up to the month's last post, cut where the first month begins; none in a month without posts."""
        month = self.month()
        inside = self.posts["published_at"]
        inside = inside[(inside >= month.start) & (inside < month.end)]
        if inside.empty:
            return []
        end = (inside.max().floor("s") + pd.Timedelta(seconds=1)).tz_convert(self.timezone)
        return [Window(name, max(end - span, self.first), end) for name, span in SPANS.items()]

    def dates(self) -> list[Window]:
        """Each day of the month, from midnight to midnight by the local clock."""
        month = self.month()
        days = pd.date_range(month.start.date(), month.end.date(), freq="D")
        midnights = days.tz_localize(self.timezone, ambiguous=np.ones(len(days), bool), nonexistent="shift_forward")
        return [Window("date", start, end) for start, end in itertools.pairwise(midnights)]


def history(posts: pd.DataFrame, period: str, timezone: str, earlier: list[pd.DataFrame]) -> History:
    """Puts together what the indices are counted from.

    Args:
        posts: table «posts» of the month.
        period: the month, YYYY-MM.
        timezone: the study's.
        earlier: table «posts» of the months before, the latest first and none left out; of all but the first, published_at is enough.
    """
    months = [period]
    for _ in earlier:
        months.append(month_before(months[-1]))
    instants = pd.concat([frame["published_at"] for frame in (posts, *earlier)], ignore_index=True)
    return History(_flagged(pd.concat([posts, *earlier[:1]], ignore_index=True)), instants, months, timezone)


def month_before(period: str) -> str:
    """«2024-01» → «2023-12»."""
    year, month = map(int, period.split("-"))
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02d}"


def _flagged(posts: pd.DataFrame) -> pd.DataFrame:
    reposts, replies, quotes = (_refers(posts, column) for column in ("repost_of", "reply_to", "quote_of"))
    return pd.DataFrame(
        {
            "published_at": posts["published_at"],
            "author": authors(posts),
            "hashtag": _filled(posts, "hashtags"),
            "conversation": _filled(posts, "mentions") | replies | quotes,
            "sharing": _filled(posts, "links") | reposts,
        }
    )


def authors(posts: pd.DataFrame) -> np.ndarray:
    """A number for each account (medium, author in any case); posts without an author have one of their own each."""
    known = posts["author"].fillna("") != ""
    account = (posts["medium"] + " " + posts["author"].str.lower()).where(known, posts["post_id"])
    return pd.factorize(account)[0]


def _filled(posts: pd.DataFrame, column: str) -> pd.Series:
    return posts[column].map(len).astype("int64") > 0


def _refers(posts: pd.DataFrame, column: str) -> pd.Series:
    return posts[f"{column}_id"].notna() | posts[f"{column}_author"].notna()
