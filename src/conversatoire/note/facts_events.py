"""What a note tells of the month's peaks with their causes, and of its weak signals: plain numbers and texts, no word of any language."""

import json
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from conversatoire.config import Note
from conversatoire.events.grouping import ranked
from conversatoire.events.weak_signals import FEWEST_DAYS, LEAST_GROWTH, WINDOW
from conversatoire.note.escape import HIDDEN, is_address
from conversatoire.note.facts_topics import quotation
from conversatoire.note.names import show
from conversatoire.note.rows import records
from conversatoire.settings.events import Events

EXCERPT = 180  # characters of a post quoted
PEAKS, SIGNALS = 8, 8  # told in full; the tables hold all
TELLING = 0.2  # part of the excess from which a further trait of a peak is told
WORDS = 5  # words told of a peak, and other items of a signal
QUOTED = 2  # posts quoted of a peak without a single cause
Names = dict[tuple[str, str], str]  # (medium, handle in lower case) → as it is shown, see `names.shown_names`
# Months without any event in which a peak was told, of 100 each (bench/events.py, docs/events.md).
MEASURED = {"months": 100, "lowest": 0.01, "highest": 0.06}


def happening(
    frames: dict[str, pd.DataFrame],
    topics: list[dict[str, Any]],
    names: Names,
    settings: Note,
    study: Events,
    timezone: str,
    own_accounts: Collection[str],
    has_past: bool,
) -> dict[str, Any]:
    """Peaks and weak signals.

    Args:
        frames: the month's tables by name: posts, peaks, causes, weak_signals.
        topics: rows of the month's topics, with topic, label and unstable.
        names: how accounts are shown, see `names.shown_names`.
        settings: how many rows to show.
        study: the settings that the tables were made with.
        timezone: IANA zone in which days are cut.
        own_accounts: handles of the organisation.
        has_past: whether the study has a month before.
    """
    posts = frames["posts"].set_index("post_id")
    labels = {str(row["topic"]): row for row in topics}
    own = {handle.lower().lstrip("@") for handle in own_accounts}
    causes = _shown(frames["causes"], names).assign(own=lambda table: (table["kind"] == "account") & table["item"].isin(own))
    peaks = frames["peaks"].sort_values("number")
    whole = [_peak(row, peaks, causes, labels, names, posts, timezone) for row in records(peaks[peaks["part_of"].isna()])]
    largest = sorted(whole, key=lambda row: (-row["excess"], row["number"]))[: min(PEAKS, settings.top)]
    heard = [row for row in whole if not (row["single"] and row["single"]["own"])]
    signals = ranked(frames["weak_signals"])
    told = [_signal(row, frames["weak_signals"], labels, names, posts) for row in records(signals.head(min(SIGNALS, settings.top)))]
    return {
        "peaks": sorted(largest, key=lambda row: row["number"]),
        "all_peaks": len(whole),
        "first": min(heard or whole, key=lambda row: (row["q_value"], row["number"]), default=None),
        "own_peaks": len(whole) - len(heard),
        "too_few": len(posts) < study.fewest_posts,
        "fewest_posts": study.fewest_posts,
        "level": study.level,
        "measured": MEASURED,
        "signals": sorted(told, key=lambda row: (row["first_seen"], row["signal"])),
        "all_signals": len(signals),
        "of_peaks": int(frames["weak_signals"].loc[frames["weak_signals"]["peak"].notna(), "signal"].nunique()),
        "small": study.small,
        "fewest_authors": study.fewest_authors,
        "weeks": study.weeks,
        "window": WINDOW,
        "fewest_days": FEWEST_DAYS,
        "least_growth": LEAST_GROWTH,
        "has_past": has_past,
    }


def _shown(causes: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The causes without links that hold an e-mail address; accounts as they are shown."""
    causes = causes[~(causes["kind"].isin(["link", "site"]) & causes["item"].map(is_address).astype(bool))]
    is_account = causes["kind"].isin(["account", "addressed"])
    shown = show(causes.loc[is_account, "item"], causes.loc[is_account, "medium"], names, HIDDEN)
    return causes.assign(account=shown.reindex(causes.index))


def _peak(
    row: dict[str, Any],
    peaks: pd.DataFrame,
    causes: pd.DataFrame,
    labels: dict[str, dict],
    names: Names,
    posts: pd.DataFrame,
    timezone: str,
) -> dict[str, Any]:
    """A peak with all the note says of it.

    Returns:
        the row of «peaks» and `kind` and `of` (what its series is of: a medium, the row of a topic, a link), `from` and `to` (local days),
        `hours` (local, where it lies in one day and is no whole day), `single` (its cause), `others` (the first of each other kind), `words`,
        `quoted` posts.
    """
    kind, _, item = row["series"].partition(":")
    start, end = (row[name].astimezone(ZoneInfo(timezone)) for name in ("start", "end"))
    last = end - timedelta(seconds=1)
    own = [_cause(cause, labels, posts) for cause in records(causes[causes["peak"] == row["number"]])]
    told = (row["cause_kind"], row["cause"], row["cause_medium"])
    single = next((cause for cause in own if (cause["kind"], cause["item"], cause["medium"]) == told), None)
    is_other = {cause["kind"]: cause for cause in own if cause["rank"] == 1 and (cause["kind"], cause["item"]) != (kind, item)}
    others = [cause for name, cause in is_other.items() if cause["part"] >= TELLING and name not in ("word", "post", row["cause_kind"])]
    quoted = [post for post_id in json.loads(row["examples"]) if (post := _post(post_id, posts, names))]
    is_day = start.hour == 0 and end.hour == 0
    return row | {
        "kind": kind,
        "of": labels.get(item, {"label": item, "unstable": False, "topic": item}) if kind == "topic" else item,
        "from": start.date(),
        "to": last.date(),
        "hours": (start.hour, last.hour + 1) if start.date() == last.date() and not is_day else None,
        "whole_days": is_day,
        "single": single,
        "others": others[:3],
        "words": _words([cause["item"] for cause in own if cause["kind"] == "word"]),
        "quoted": quoted[: 1 if single else QUOTED],
    }


def _words(items: list[str]) -> list[str]:
    """The first words and phrases; a word that stands in one of the phrases is told by it."""
    parts = [set(item.split("_")) for item in items]
    return [item.replace("_", " ") for item, own in zip(items, parts, strict=True) if not any(own < other for other in parts)][:WORDS]


def _cause(cause: dict[str, Any], labels: dict[str, dict], posts: pd.DataFrame) -> dict[str, Any]:
    """A cause with the row of its topic, or the text of its post (None where it was not collected)."""
    post = _post(cause["item"], posts, {}) if cause["kind"] == "post" else None
    return cause | {"row": labels.get(cause["item"]) if cause["kind"] == "topic" else None, "post": post}


def _post(post_id: str, posts: pd.DataFrame, names: Names) -> dict[str, Any] | None:
    if post_id not in posts.index:
        return None
    post = posts.loc[post_id]
    author = post["author"].lower() if isinstance(post["author"], str) else None
    account = names.get((post["medium"], author), HIDDEN if is_address(author) else author)
    return {"text": quotation(post["title"], post["text"], EXCERPT), "url": post["url"], "medium": post["medium"], "account": account}


def _signal(row: dict[str, Any], table: pd.DataFrame, labels: dict[str, dict], names: Names, posts: pd.DataFrame) -> dict[str, Any]:
    """A signal with its other items, its topic and the post that shows it best."""
    of = table[(table["signal"] == row["signal"]) & (table["rank"] > 1) & (table["kind"] != "topic")].sort_values("rank")
    return row | {
        "row": labels.get(row["item"]) if row["kind"] == "topic" else None,
        "others": records(of[~of["item"].map(is_address)].head(WORDS)),
        "topic_row": labels.get(str(row["topic"])) if row["topic"] is not None else None,
        "post": _post(row["example"], posts, names),
    }
