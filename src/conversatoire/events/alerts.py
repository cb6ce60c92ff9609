"""Alerts: the study's rules, checked day by day, and how often each would have fired before."""

import json
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.events.norms import calendar, mean_sd, series, share
from conversatoire.events.watched import Watch

SHOWN = 5  # posts listed of a day on which a rule fired
DAYS = 30  # of the month in which episodes are counted


class _Told(NamedTuple):
    """A rule on each day: what it compares with what, and the shares where it is on one."""

    value: np.ndarray
    threshold: np.ndarray
    posts: np.ndarray
    of: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    unknown: np.ndarray


def alerts(days: pd.DataFrame, watch: Watch, first: str, last: str, unknown: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Every rule on every day from `first` to `last`: table «alerts», without peaks and posts.

    Args:
        days: results of `watched.daily` of all months, one after the other.
        watch: what they looked for.
        first: the first day on which anything was collected, YYYY-MM-DD.
        last: the last day of the month.
        unknown: days on which nothing was collected.
    """
    on = calendar(first, last)
    frames = [_days_of(rule, _told(rule, days, on, unknown), on) for rule in watch.rules]
    return pd.concat(frames, ignore_index=True)[list(tables.TABLES["alerts"].columns)]


def _told(rule, days: pd.DataFrame, on: list[str], unknown: frozenset[str]) -> _Told:
    measure = f"rule:{rule.label}"
    months = {day[:7] for day in days.loc[days["measure"] == measure, "day"]}
    if rule.when == "topic":  # a month in which no post is of the topic does not know it
        held = {day[:7] for day in days.loc[(days["measure"] == measure) & (days["posts"] > 0), "day"]}
        unknown = unknown | {day for day in on if day[:7] not in held & months}
    posts, of = (series(days, measure, column, on, unknown) for column in ("posts", "of"))
    none = np.full(len(on), np.nan)
    if rule.when in ("negative", "crisis_words"):
        p, low, high = share(posts, of)
        if isinstance(rule.above, float):
            return _Told(low, np.full(len(on), rule.above), posts, of, p, low, high, np.isnan(of))
        norm = mean_sd(np.where(of >= rule.at_least / 2, p, np.nan), rule.days, _fewest(rule.days))
        return _Told(low, norm.centre + _spreads(rule.above) * norm.spread, posts, of, p, low, high, np.isnan(of))
    if rule.when == "volume":
        norm = mean_sd(posts, rule.days, rule.days if rule.days <= 7 else _fewest(rule.days))
        # days that happen to be alike make no norm of nought: chance alone spreads counts by the root of their mean (Poisson)
        threshold = norm.centre + _spreads(rule.above) * np.maximum(norm.spread, np.sqrt(norm.centre))
        return _Told(posts, threshold, posts, of, none, none, none, np.isnan(posts))
    return _Told(posts, np.full(len(on), float(rule.at_least)), posts, of, none, none, none, np.isnan(posts))


def _fewest(days: int) -> int:
    """Half of the days before must be known."""
    return max(3, days // 2)


def _spreads(above: str) -> float:
    return float(above.removeprefix("mean + ").removesuffix(" sd"))


def _days_of(rule, told: _Told, on: list[str]) -> pd.DataFrame:
    reaches = told.value >= told.threshold if rule.when in ("named_by", "term", "tag", "topic") else told.value > told.threshold
    counted = told.of if rule.when in ("negative", "crisis_words") else told.posts
    few = counted < rule.at_least
    conditions = [told.unknown, np.isnan(told.threshold), reaches & few, reaches]
    # a share of a day without posts is no share, and no alert
    state = np.select(conditions, ["unknown", "no_norm", "too_few", "fired"], "calm")
    table = pd.DataFrame(
        {
            "rule": rule.label,
            "when": rule.when,
            "day": on,
            "value": np.nan_to_num(told.value),
            "threshold": told.threshold,
            "fired": state == "fired",
            "state": state,
            "posts": np.nan_to_num(told.posts).astype("int64"),
            "of": np.nan_to_num(told.of).astype("int64"),
            "share": told.share,
            "low": told.low,
            "high": told.high,
        }
    )
    return table.assign(in_peak=None, post_ids=None)


def in_peaks(table: pd.DataFrame, peaks: pd.DataFrame, period: str, timezone: str) -> pd.DataFrame:
    """`alerts` with in_peak: whether a peak covers the day (yes or no), in the month that the peaks are of.

    Args:
        table: result of `alerts`.
        peaks: table «peaks» of the month.
        period: the month, YYYY-MM.
        timezone: IANA zone in which days are cut.
    """
    covered: set[str] = set()
    for start, end in zip(peaks["start"], peaks["end"], strict=True):
        first, last = (instant.tz_convert(timezone).strftime("%Y-%m-%d") for instant in (start, end - pd.Timedelta(microseconds=1)))
        covered.update(calendar(first, last))
    inside = table["day"].isin(covered).map({True: "yes", False: "no"})
    return table.assign(in_peak=inside.where(table["day"].str[:7] == period, None))


def with_posts(table: pd.DataFrame, found: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """`alerts` with the first posts of each day on which a rule fired, by instant, as a JSON list.

    Args:
        table: result of `alerts`, the month's days.
        found: result of `watched.flags` of the month's posts.
        posts: post_id and published_at of the same posts.
    """
    order = posts.assign(day=found["day"]).sort_values(["published_at", "post_id"])
    ids: list[str | None] = []
    for row in table[["rule", "day", "fired"]].itertuples(index=False):
        if not row.fired:
            ids.append(None)
            continue
        counted = found.loc[order.index, f"rule:{row.rule}"] & (order["day"] == row.day)
        ids.append(json.dumps(order.loc[counted, "post_id"].head(SHOWN).tolist(), ensure_ascii=False))
    return table.assign(post_ids=pd.Series(ids, index=table.index, dtype=object))


def rates(table: pd.DataFrame, period: str) -> pd.DataFrame:
    """Table «alert_rates»: how often each rule fires in the month and in all earlier months.

    Args:
        table: result of `alerts`, of all days.
        period: the month, YYYY-MM.
    """
    rows = []
    months = table["day"].str[:7]
    for rule in dict.fromkeys(table["rule"]):
        for span, inside in (("month", months == period), ("earlier", months < period)):
            days = table[inside & (table["rule"] == rule)].sort_values("day")
            told = days[days["state"].isin(["fired", "calm", "too_few"])]
            fired = int(told["fired"].sum())
            p, low, high = share(np.array([fired]), np.array([len(told)]))
            episodes = int((days["fired"] & ~days["fired"].shift(fill_value=False)).sum())
            peaks = int((days["fired"] & days["in_peak"].eq("yes")).sum()) if days["in_peak"].notna().any() else None
            rates = {"rate": p[0], "low": low[0], "high": high[0], "per_month": DAYS * episodes / len(told) if len(told) else None}
            rows.append({"rule": rule, "span": span, "days": len(told), "fired": fired, "episodes": episodes, "in_peaks": peaks} | rates)
    return tables.frame("alert_rates", [{key: None if value != value else value for key, value in row.items()} for row in rows])
