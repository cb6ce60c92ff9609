"""The indicators of a crisis, each against its own norm, and the level that follows from them by a stated rule; never one score."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.events.norms import Norm, calendar, robust, series, share
from conversatoire.settings.events_watch import Watching

INDICATORS = ("volume", "negative", "crisis_words", "media", "communities", "press", "speed")
FEWEST_DAYS = 14  # known days before, from which there is a norm
FEWEST_POSTS = 10  # a day with fewer posts raises no level: too few to tell
RISING = 5  # posts from which a medium or a community can be said to rise
ORDINARY = 28  # posts of a medium or community in all, under which it is left out: one that was made by the event itself is not reached by it
RAISED = 2  # the level from which an indicator counts towards an alert or a crisis
FOR_CRISIS, FOR_ALERT = 3, 2  # indicators at RAISED, the volume among them
HOSTILE = ("negative", "crisis_words")  # without one of them at RAISED there is no crisis: good news too is much spoken of, everywhere


class Indicator(NamedTuple):
    """One indicator on each day; NaN where it is not told. `state` is told, too_few, no_norm or absent."""

    value: np.ndarray
    posts: np.ndarray
    of: np.ndarray
    norm: Norm
    score: np.ndarray
    level: np.ndarray
    state: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None


def indicators(
    days: pd.DataFrame, settings: Watching, first: str, last: str, absent: frozenset[str] = frozenset(), unknown=frozenset()
) -> pd.DataFrame:
    """Table «crisis», of every day from `first` to `last`.

    Args:
        days: results of `watched.daily` of all months, one after the other.
        settings: the keys of the section `events`.
        first: the first day on which anything was collected, YYYY-MM-DD.
        last: the last day of the month.
        absent: indicators that nothing in the study tells, such as press where no press is listed and all links are shortened.
        unknown: days on which nothing was collected.
    """
    on = calendar(first, last)
    found = {
        "volume": _count("volume", days, settings, on, unknown),
        "negative": _share("negative", days, settings, on, unknown),
        "crisis_words": _share("crisis_words", days, settings, on, unknown),
        "media": _rising("medium:", days, settings, on, unknown),
        "communities": _rising("community:", days, settings, on, unknown),
        "press": _count("press", days, settings, on, unknown),
        "speed": _speed(days, settings, on, unknown),
    }
    frames = [_frame(name, found[name], on, name in absent) for name in INDICATORS]
    return pd.concat(frames, ignore_index=True)[list(tables.TABLES["crisis"].columns)]


def _levels(score: np.ndarray, scores: list[float]) -> np.ndarray:
    """How many of the `scores` are reached; NaN where the score is not known."""
    reached = np.sum([score >= limit for limit in scores], axis=0).astype("float64")
    return np.where(np.isnan(score), np.nan, reached)


def _count(measure: str, days: pd.DataFrame, settings: Watching, on: list[str], unknown: frozenset[str]) -> Indicator:
    """Posts against the median of the days before; the spread is never less than chance has it: √median (Poisson), and one post."""
    posts, of = (series(days, measure, column, on, unknown) for column in ("posts", "of"))
    norm = robust(posts, settings.norm_days, FEWEST_DAYS)
    norm = Norm(norm.centre, np.fmax(np.fmax(norm.spread, np.sqrt(norm.centre)), 1.0) + 0 * norm.centre)
    score = (posts - norm.centre) / norm.spread
    return Indicator(posts, posts, of, norm, score, _levels(score, settings.crisis_scores), _state(score, of, 0))


def _share(measure: str, days: pd.DataFrame, settings: Watching, on: list[str], unknown: frozenset[str]) -> Indicator:
    """A share against the median of the days before that have enough posts; the spread is never less than chance has it for the day's posts."""
    posts, of = (series(days, measure, column, on, unknown) for column in ("posts", "of"))
    enough = of >= settings.least_posts
    p, low, high = share(posts, of)
    usual = robust(np.where(of >= FEWEST_POSTS, p, np.nan), settings.norm_days, FEWEST_DAYS)
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = np.sqrt(usual.centre * (1 - usual.centre) / of)
        norm = Norm(usual.centre, np.fmax(np.fmax(usual.spread, chance), 1 / of) + 0 * usual.centre)
        score = np.where(enough, (p - norm.centre) / norm.spread, np.nan)
    return Indicator(p, posts, of, norm, score, _levels(score, settings.crisis_scores), _state(score, of, settings.least_posts), low, high)


def _rising(prefix: str, days: pd.DataFrame, settings: Watching, on: list[str], unknown: frozenset[str]) -> Indicator:
    """How many media or communities rise at once: their posts reach the first score above their own norm.

    Level 1 from two on; 2 where they are also at least half of those that can be told; 3 from three on that are at least three quarters.
    """
    size = days[days["measure"].str.startswith(prefix)].groupby("measure")["posts"].sum()
    names = sorted(size.index[size >= ORDINARY])
    months = set(days.loc[days["measure"].isin(names), "day"].str[:7])  # communities are of one month and unknown before
    unknown = unknown | {day for day in on if day[:7] not in months}
    parts = [_count(name, days, settings, on, unknown) for name in names]
    none = np.full(len(on), np.nan)
    if len(parts) < 2:
        return Indicator(none, none, none, Norm(none, none), none, none, np.full(len(on), "absent", dtype=object))
    told = np.sum([~np.isnan(part.score) for part in parts], axis=0).astype("float64")
    up = [(part.score >= settings.crisis_scores[0]) & (part.posts >= RISING) for part in parts]
    rising = np.where(told >= 2, np.sum(up, axis=0), np.nan)
    posts = np.where(told >= 2, np.nansum([np.where(flag, part.posts, 0) for flag, part in zip(up, parts, strict=True)], axis=0), np.nan)
    level = (rising >= 2) * 1.0 + ((rising >= 2) & (rising >= told / 2)) + ((rising >= 3) & (rising >= 0.75 * told))
    usual = robust(rising, settings.norm_days, 1)
    level = np.where(np.isnan(rising), np.nan, level)
    return Indicator(rising, posts, np.where(told >= 2, told, np.nan), usual, none, level, _state(rising, told, 0))


def _speed(days: pd.DataFrame, settings: Watching, on: list[str], unknown: frozenset[str]) -> Indicator:
    """Hours that hold half of a day's posts, against the days before that have enough; fewer hours score higher. Spread: at least half an hour."""
    hours, of = series(days, "speed", "value", on, unknown), series(days, "speed", "of", on, unknown)
    usual = robust(np.where(of >= FEWEST_POSTS, hours, np.nan), settings.norm_days, FEWEST_DAYS)
    norm = Norm(usual.centre, np.fmax(usual.spread, 0.5) + 0 * usual.centre)
    score = np.where(of >= settings.least_posts, (norm.centre - hours) / norm.spread, np.nan)
    value = np.where(of > 0, hours, np.nan)
    return Indicator(value, np.ceil(of / 2), of, norm, score, _levels(score, settings.crisis_scores), _state(score, of, settings.least_posts))


def _state(score: np.ndarray, of: np.ndarray, least: int) -> np.ndarray:
    """told; absent on a day on which nothing was collected; too_few posts; no_norm otherwise."""
    return np.select([~np.isnan(score), np.isnan(of), of < least], ["told", "absent", "too_few"], "no_norm").astype(object)


def _frame(name: str, found: Indicator, on: list[str], absent: bool) -> pd.DataFrame:
    none = np.full(len(on), np.nan)
    columns = {
        "value": found.value,
        "low": none if found.low is None else found.low,
        "high": none if found.high is None else found.high,
        "norm": found.norm.centre,
        "spread": found.norm.spread,
        "score": found.score,
    }
    whole = {"posts": found.posts, "of": found.of, "level": found.level}
    if absent:
        columns, whole = dict.fromkeys(columns, none), dict.fromkeys(whole, none)
    table = pd.DataFrame({"day": on, "indicator": name} | columns | {key: pd.array(value).astype("Int64") for key, value in whole.items()})
    return table.assign(state=np.full(len(on), "absent", dtype=object) if absent else found.state)


def course(table: pd.DataFrame) -> pd.DataFrame:
    """Table «crisis_course»: each day's level, from the table «crisis».

    - crisis: three indicators at level 2 or more, among them the volume and one of tone and vocabulary;
    - alert: two, the volume among them;
    - watch: one, or two at level 1 or more;
    - calm: otherwise.

    A day on which nothing was collected is `unknown`; one whose volume has no norm is `no_norm`; a day under
    FEWEST_POSTS posts is calm where its volume is usual, and `too_few` where it is not.
    The worst day has the highest level, then the most indicators at level 2 or more, then the highest score of volume; the earliest of equals.
    """
    rows = []
    for day, part in table.groupby("day", sort=True):
        known = part[part["level"].notna()].set_index("indicator")["level"]
        volume = part[part["indicator"] == "volume"].iloc[0]
        high, raised = (
            [name for name in INDICATORS if name in known.index and test(known[name])] for test in (lambda n: n >= RAISED, lambda n: n == 1)
        )
        row = {"day": day, "level": _overall(volume, high, raised), "made_by": " ".join(high) or None, "raised": " ".join(raised) or None}
        rows.append(row | {"told": len(known), "posts": 0 if pd.isna(volume["posts"]) else int(volume["posts"]), "score": volume["score"]})
    days = pd.DataFrame(rows, columns=["day", "level", "made_by", "raised", "told", "posts", "score"])
    ranks = days["level"].map({"crisis": 3, "alert": 2, "watch": 1}).fillna(0)
    order = days.assign(rank=ranks, high=days["made_by"].fillna("").str.split().str.len())
    worst = (
        order[order["rank"] > 0].sort_values(["rank", "high", "score", "day"], ascending=[False, False, False, True], kind="stable")["day"].head(1)
    )
    return days.drop(columns="score").assign(worst=days["day"].isin(worst))


def _overall(volume: pd.Series, high: list[str], raised: list[str]) -> str:
    if pd.isna(volume["level"]):
        return "unknown" if volume["state"] == "absent" else "no_norm"
    if volume["posts"] < FEWEST_POSTS:
        return "too_few" if volume["level"] > 0 else "calm"
    if "volume" in high and len(high) >= FOR_ALERT:
        return "crisis" if len(high) >= FOR_CRISIS and set(high) & set(HOSTILE) else "alert"
    return "watch" if high or len(raised) >= 2 else "calm"
