"""Alerts, crisis and questions of a month, put together: its posts, what came before, the tables."""

from typing import NamedTuple

import pandas as pd

from conversatoire import tables
from conversatoire.collection.coverage import month_days
from conversatoire.events import alerts, crisis, plan_table, press, vocabulary, watched
from conversatoire.events.norms import calendar
from conversatoire.events.questions import questions
from conversatoire.settings.events_watch import Watching


class Watched(NamedTuple):
    """The tables of the month, named as `columns/events_watch.py` names them."""

    alerts: pd.DataFrame
    alert_rates: pd.DataFrame
    crisis: pd.DataFrame
    crisis_course: pd.DataFrame
    crisis_words: pd.DataFrame
    crisis_plan: pd.DataFrame
    questions: pd.DataFrame


def earlier_days(posts: pd.DataFrame, tone: pd.DataFrame, watch: watched.Watch) -> pd.DataFrame:
    """What the days of an earlier month hold (`watched.daily`), so that its posts need not be kept."""
    return watched.daily(watched.flags(posts, tone, watch), posts["published_at"], watch)


def watching(
    posts: pd.DataFrame,
    tone: pd.DataFrame,
    earlier: list[pd.DataFrame],
    settings: Watching,
    watch: watched.Watch,
    period: str,
    topics: pd.DataFrame | None = None,
    post_topics: pd.DataFrame | None = None,
    accounts: pd.DataFrame | None = None,
    peaks: pd.DataFrame | None = None,
    coverage_days: pd.DataFrame | None = None,
) -> Watched:
    """Everything of a month.

    Args:
        posts: table «posts» of the month.
        tone: table «post_tone» of the month.
        earlier: results of `earlier_days`, in any order.
        settings: the keys of the section `events`.
        watch: what is looked for.
        period: the month, YYYY-MM.
        topics: table «topics» of the month; without it no topic has a name.
        post_topics: table «post_topics» of the month; without it no topic is known.
        accounts: table «accounts» of the month; without it no community is known.
        peaks: table «peaks» of the month; without it no alert is told apart.
        coverage_days: table «coverage_days» of the months that are known; days on which it has no row collected are unknown.
    """
    topic = (
        pd.Series(-1, index=posts.index)
        if post_topics is None
        else posts["post_id"].map(post_topics.set_index("post_id")["topic"]).fillna(-1).astype("int64")
    )
    labels = None if topics is None else topic.map(topics.set_index("topic")["label"])
    found = watched.flags(posts, tone, watch, labels)
    days = pd.concat([*earlier, watched.daily(found, posts["published_at"], watch, _communities(posts, accounts))], ignore_index=True)
    month = month_days(period)
    first, last, unknown = _known_days(days, coverage_days, month)
    told = alerts.alerts(days, watch, first, last, unknown)
    told = alerts.in_peaks(told, peaks, period, watch.timezone) if peaks is not None else told
    indicators = crisis.indicators(days, settings, first, last, _absent(posts, found, watch), unknown)
    indicators = indicators[indicators["day"].isin(month)]
    course = crisis.course(indicators)
    asked = questions(posts, topic, watch.own)
    return Watched(
        alerts=alerts.with_posts(told[told["day"].isin(month)], found, posts),
        alert_rates=alerts.rates(told, period),
        crisis=indicators,
        crisis_course=course,
        crisis_words=_words(posts, found, course, watch),
        crisis_plan=plan_table.plan(posts, found, topic, asked, plan_table.span(course), watch),
        questions=asked,
    )


def _known_days(days: pd.DataFrame, coverage_days: pd.DataFrame | None, month: list[str]) -> tuple[str, str, frozenset[str]]:
    """The first day and the last that are told, and those between on which nothing was collected (all before the first post, without coverage)."""
    seen = set(days.loc[days["measure"] == "volume", "day"])
    collected = seen | (set() if coverage_days is None else set(coverage_days.loc[coverage_days["collected"] > 0, "day"]))
    first, last = min([*collected, month[0]]), month[-1]
    silent = set(calendar(first, last)) - collected
    unknown = silent if coverage_days is not None else {day for day in silent if day < min(collected, default="9999")}
    return first, last, frozenset(unknown)


def _communities(posts: pd.DataFrame, accounts: pd.DataFrame | None) -> pd.Series | None:
    if accounts is None:
        return None
    known = accounts.assign(account=accounts["account"].str.lower()).drop_duplicates(["medium", "account"])
    keys = posts[["medium"]].assign(account=posts["author"].astype(object).str.lower())
    found = keys.merge(known[["medium", "account", "community"]], on=["medium", "account"], how="left")["community"]
    return pd.Series(found.fillna(-1).astype("int64").to_numpy(), index=posts.index)


def _absent(posts: pd.DataFrame, found: pd.DataFrame, watch: watched.Watch) -> frozenset[str]:
    """The indicators that nothing in the month tells: no tone at all; no press list, and links that are all shortened or none."""
    links = [link for links in posts["links"] for link in links]
    blind = not watch.press and (not links or press.hidden(links))
    return frozenset([*(["press"] if blind else []), *([] if found["toned"].any() else ["negative"])])


def _words(posts: pd.DataFrame, found: pd.DataFrame, course: pd.DataFrame, watch: watched.Watch) -> pd.DataFrame:
    worst = course.loc[course["worst"], "day"]
    if worst.empty:
        return tables.frame("crisis_words")
    original = found["original"]
    return vocabulary.counts(posts[original], watch.entries, found.loc[original, "day"].isin(worst))
