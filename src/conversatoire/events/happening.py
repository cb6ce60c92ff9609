"""What happened in a month and what is beginning, put together: its posts and those before, the tables."""

from collections.abc import Collection
from typing import NamedTuple

import pandas as pd

from conversatoire.events import causes, peaks, series, weak_signals
from conversatoire.events.items import COLUMNS as COLUMNS
from conversatoire.settings.events import Events


class Happening(NamedTuple):
    """The tables of the month, named as `columns/events.py` names them."""

    peaks: pd.DataFrame
    causes: pd.DataFrame
    series: pd.DataFrame
    weak_signals: pd.DataFrame


def with_topics(posts: pd.DataFrame, post_topics: pd.DataFrame, topic_links: pd.DataFrame, ids: dict[str, int] | None = None) -> pd.DataFrame:
    """Posts with their column `topic`: the number of their topic, −1 without one.

    Args:
        posts: table «posts» of a month.
        post_topics: table «post_topics» of it.
        topic_links: table «topic_links» of it.
        ids: of an earlier month, the id of each topic that this month has and its number (`series.topic_ids`); other topics are none.
    """
    topic = posts["post_id"].map(post_topics.set_index("post_id")["topic"])
    if ids is not None:
        topic = topic.map({number: ids[name] for name, number in series.topic_ids(topic_links).items() if name in ids})
    return posts.assign(topic=topic.fillna(-1).astype("int64"))


def happening(
    posts: pd.DataFrame,
    earlier: list[pd.DataFrame],
    coverage_days: pd.DataFrame,
    period: str,
    timezone: str,
    settings: Events,
    own_accounts: Collection[str] = (),
) -> Happening:
    """Peaks with their causes, and weak signals.

    Args:
        posts: table «posts» of the month, with its `topic`.
        earlier: those of the months before (COLUMNS and `topic`), the latest first.
        coverage_days: table «coverage_days» of all these months.
        period: the month, YYYY-MM.
        timezone: IANA zone in which days and hours are cut.
        settings: the section «events».
        own_accounts: handles of the organisation.
    """
    posts = posts.reset_index(drop=True)
    before = pd.concat(earlier, ignore_index=True) if earlier else posts.iloc[:0]
    counts = series.counts(posts, before, coverage_days, period, timezone, settings.fewest_posts, own_accounts)
    tests = peaks.test(counts, period, settings.level)
    found, made = causes.causes(peaks.peaks(tests, counts, posts, settings.level), tests, counts, posts)
    recent = pd.concat([before[[*COLUMNS, "topic"]], posts[[*COLUMNS, "topic"]]], ignore_index=True)
    return Happening(found, made, peaks.curves(tests), weak_signals.weak_signals(recent, found, period, timezone, settings))
