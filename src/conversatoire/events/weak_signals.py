"""Weak signals: words, phrases, tags, links, sites and topics that few people use yet and that grow beyond chance, seen day by day.

An author counts once a day and an item, in posts of his own (a repost repeats what another said): no single account makes a signal.
"""

import json
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from conversatoire import tables
from conversatoire.events.grouping import grouped
from conversatoire.events.growth import growth
from conversatoire.events.items import is_repost, items
from conversatoire.settings.events import Events
from conversatoire.topics.representative import NOT_SAID, READABLE

WINDOW = 7  # days that are looked at
KINDS = ("word", "hashtag", "link", "site", "topic")
FEWEST_DAYS = 14  # days of reference that were collected: with fewer, nothing tells what was usual
LEAST_GROWTH = 1.5  # lower end of the growth that is worth a look


class Days(NamedTuple):
    """Who used what on which day.

    Attributes:
        held: row, code and day (place), once an author, item and day.
        items: of all KINDS, one after the other: kind, item, posts of the month.
        authors: distinct authors of each day; 0 where nothing was collected.
        days: YYYY-MM-DD, the month's last.
    """

    held: pd.DataFrame
    items: pd.DataFrame
    authors: np.ndarray
    days: pd.Index


def weak_signals(posts: pd.DataFrame, peaks: pd.DataFrame, period: str, timezone: str, settings: Events) -> pd.DataFrame:
    """Table «weak_signals» of a month, as each of its days would have shown it with what was known then.

    On each day, the authors a day who used an item in the last seven days are set against those of the weeks before. Given both together,
    those of the last days are beta-binomial: of two gamma–Poisson counts, conditional on their sum (Przyborowski & Wilenski 1940 for Poisson
    counts). How much the use of an item varies from week to week where nothing happens is measured on the weeks before. What is tested is
    whether it grew. The growth that is told is shrunken towards none as DuMouchel (1999) does: most items vary as in the weeks before, some change
    at all, and the data tell how many.

    Args:
        posts: those of the month and of the weeks before (`items.COLUMNS` and `topic`), in any order.
        peaks: table «peaks» of the month.
        period: the month, YYYY-MM.
        timezone: IANA zone in which days are cut.
        settings: the section «events».
    """
    posts = posts.sort_values(["published_at", "post_id"], ignore_index=True)
    local = posts["published_at"].dt.tz_convert(timezone).dt.strftime("%Y-%m-%d")
    month = pd.Period(period, "M")
    start = month.start_time - pd.Timedelta(days=WINDOW * (settings.weeks + 1) - 1)
    days = pd.date_range(start, month.end_time, freq="D").strftime("%Y-%m-%d")
    posts, local = posts[local.isin(days)].reset_index(drop=True), local[local.isin(days)]
    if posts.empty:
        return tables.frame("weak_signals")
    use = _days(posts, days.get_indexer(local), days)
    seen = [_shown(use, place, settings).assign(day=days[place]) for place in range(WINDOW * (settings.weeks + 1) - 1, len(days))]
    seen = pd.concat(seen, ignore_index=True)
    return _table(seen, use, posts, peaks[peaks["part_of"].isna()]) if len(seen) else tables.frame("weak_signals")


def _days(posts: pd.DataFrame, day: np.ndarray, days: pd.Index) -> Days:
    author = posts["author"].astype(object).str.lower().where(posts["author"].notna(), posts["post_id"])
    who = pd.factorize(posts["medium"].astype(str) + " " + author.astype(str))[0]
    own, in_month = ~is_repost(posts), days[day] >= days[-1][:7]
    held = {kind: kept for kind, kept in items(posts).items() if kind in KINDS}
    parts, found, first = [], [], 0
    for kind, kept in held.items():
        spoken = own[kept.rows]
        parts.append(pd.DataFrame({"row": kept.rows[spoken], "code": kept.codes[spoken] + first}))
        number = np.bincount(kept.codes[in_month[kept.rows]], minlength=len(kept.names))
        found.append(pd.DataFrame({"kind": kind, "item": pd.Series(kept.names, dtype=object), "posts": number}))
        first += len(kept.names)
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.assign(day=day[frame["row"]], who=who[frame["row"]]).drop_duplicates(["code", "day", "who"])
    alone = pd.DataFrame({"day": day[own], "who": who[own]}).drop_duplicates()
    return Days(frame, pd.concat(found, ignore_index=True), np.bincount(alone["day"], minlength=len(days)), days)


def _shown(use: Days, place: int, settings: Events) -> pd.DataFrame:
    """What the day `place` shows: code, authors, distinct, expected, share, growth and its interval, p_value, q_value."""
    now = slice(place - WINDOW + 1, place + 1)
    before = slice(place - WINDOW * (settings.weeks + 1) + 1, place - WINDOW + 1)
    if (use.authors[before] > 0).sum() < FEWEST_DAYS or not use.authors[now].sum():
        return pd.DataFrame()
    held = use.held[(use.held["day"] >= before.start) & (use.held["day"] <= place)]
    week = (held["day"].to_numpy() - place - 1) // WINDOW  # −1 the last seven days
    size, number = len(use.items), settings.weeks + 1
    counts = np.bincount(held["code"] * number + (-1 - week), minlength=size * number).reshape(size, number)
    exposure = use.authors[before.start : place + 1][::-1].reshape(number, WINDOW).sum(axis=1)
    known = np.flatnonzero(counts.sum(axis=1) >= settings.fewest_authors)
    counts, kinds = counts[known], use.items["kind"].to_numpy()[known]
    first = int(np.flatnonzero(use.days >= use.days[-1][:7])[0])
    whole = (place - first + 1) // WINDOW  # weeks of the month, which has topics of its own
    windows = {kind: number if kind != "topic" else whole if whole > 2 else 0 for kind in KINDS}
    tested = np.concatenate([growth(counts[kinds == kind, : windows[kind]], exposure[: windows[kind]]) for kind in KINDS if windows[kind]])
    order = np.concatenate([known[kinds == kind] for kind in KINDS if windows[kind]])
    found = pd.DataFrame(tested, columns=["authors", "expected", "growth", "growth_low", "growth_high", "p_value"]).assign(code=order)
    found["q_value"] = stats.false_discovery_control(found["p_value"]) if len(found) else 1.0
    found["share"] = found["authors"] / use.authors[now].sum()
    small = (found["share"] <= settings.small) & (found["authors"] >= settings.fewest_authors)
    found = found[small & (found["q_value"] <= settings.level) & (found["growth_low"] >= LEAST_GROWTH)]
    in_window = held[(week == -1) & held["code"].isin(found["code"])]
    found["distinct"] = found["code"].map(in_window.groupby("code")["who"].nunique())
    is_now = found["code"].isin(in_window.loc[in_window["day"] >= first, "code"])  # not of the days before the month alone
    return found[is_now & (found["distinct"] >= settings.fewest_authors)]


def _table(seen: pd.DataFrame, use: Days, posts: pd.DataFrame, peaks: pd.DataFrame) -> pd.DataFrame:
    """The items that some day showed, those of the same posts together."""
    by_code = seen.groupby("code")["day"]
    best = seen.sort_values(["p_value", "growth_low", "day"], ascending=[True, False, True]).drop_duplicates("code").set_index("code")
    best = best.assign(first_seen=by_code.min(), last_seen=by_code.max(), days=by_code.size(), open=by_code.max() == use.days[-1]).join(use.items)
    ordered = best.assign(chance=best["p_value"].round(15)).sort_values(["chance", "authors", "kind", "item"], ascending=[True, False, True, True])
    order = ordered.index.tolist()
    kept = use.held[use.held["code"].isin(order)]
    rows = {code: np.sort(part) for code, part in kept.groupby("code")["row"].unique().items()}
    window = {code: _in_window(kept[kept["code"] == code], best.at[code, "day"], use.days) for code in order}
    of_peak = {code: _in_peak(posts.iloc[window[code]], peaks) for code in order}
    groups = sorted(grouped(rows, order, of_peak).values(), key=lambda group: (best.loc[group, "first_seen"].min(), order.index(group[0])))
    found = []
    for signal, group in enumerate(groups, start=1):
        told = {
            "signal": signal,
            "example": _example(group, rows, window, posts),
            "peak": _in_peak(posts.iloc[window[group[0]]], peaks),
            "topic": _topic(posts["topic"].iloc[window[group[0]]]),
        }
        for rank, code in enumerate(group, start=1):
            ids = posts["post_id"].iloc[window[code]].tolist()
            found.append(best.loc[code].to_dict() | told | {"rank": rank, "post_ids": json.dumps(ids, ensure_ascii=False)})
    return tables.frame("weak_signals", [{name: row[name] for name in tables.TABLES["weak_signals"].columns} for row in found])


def _in_window(held: pd.DataFrame, day: str, days: pd.Index) -> np.ndarray:
    """The rows of an item in the seven days up to `day`, in time."""
    place = days.get_loc(day)
    return np.unique(held.loc[held["day"].between(place - WINDOW + 1, place), "row"])


def _example(group: list[int], rows: dict[int, np.ndarray], window: dict[int, np.ndarray], posts: pd.DataFrame) -> str:
    """The post of the leader's window that holds most of the group's items, of a readable length if there is one; the first among equals."""
    own = window[group[0]]
    held = sum(np.isin(own, rows[code]).astype(int) for code in group)
    readable = posts["text"].iloc[own].str.replace(NOT_SAID, "", regex=True).str.strip().str.len().between(*READABLE).to_numpy()
    return posts["post_id"].iloc[own[np.lexsort([own, -held, ~readable])[0]]]


def _in_peak(posts: pd.DataFrame, peaks: pd.DataFrame) -> int | None:
    """Number of the peak in whose time most of the posts fall; none where they are spread over time."""
    at = posts["published_at"]
    inside = [(int(((at >= peak.start) & (at < peak.end)).sum()), -peak.number) for peak in peaks.itertuples()]
    most, number = max(inside, default=(0, 0))
    return -number if 2 * most > len(posts) else None


def _topic(topics: pd.Series) -> int | None:
    """The topic of more than half of the posts."""
    number = topics.value_counts()
    return int(number.index[0]) if len(number) and 2 * number.iloc[0] > len(topics) and number.index[0] >= 0 else None
