"""What a note tells of the tone of the month's posts and of its code books: plain numbers and texts, no word of any language."""

from typing import Any

import pandas as pd

from conversatoire.note.facts_topics import Names, quotation
from conversatoire.note.rows import records
from conversatoire.settings.note import Note
from conversatoire.settings.tone import TONES, Tone
from conversatoire.tone.classify import ENOUGH, MEASURED
from conversatoire.tone.estimate import FEWEST_AUTHORS, FEWEST_POSTS
from conversatoire.tone.zone import DEFAULT

WORDS = 8  # words told on each side; the table holds more
GROUPS = 5  # communities told
RELIABLE = 0.667  # Krippendorff's alpha from which tentative conclusions may be drawn (Krippendorff 2018, chapter 12)


def tone(frames: dict[str, pd.DataFrame], topics: dict[str, Any], names: Names, settings: Note, made: Tone) -> dict[str, Any]:
    """The shares of the tones with their intervals, how they were measured and how well, and what to read.

    Args:
        frames: the month's tables by name.
        topics: the facts of the topics, see `facts_topics.topics`.
        names: how accounts are shown, see `names.shown_names`.
        settings: how many rows and verbatims to show.
        made: the settings that the tables were made with.

    Returns:
        `all` (None where there are too few posts: `known` says how many there are), `public` (the same without the organisation's own accounts),
        `rows` (by, value, posts, and negative, neutral, positive, each with share, low, high; None where too few), `communities` and `days` (those
        clearly more negative or positive than the month), `extremes` and `words` by tone, `measured` (method, its macro-F1, the codes), `corrected`,
        `books` (the code books).
    """
    measures = _measures(frames["evaluation"], "tone")
    groups = _groups(frames["shares"], "tone", TONES)
    whole = groups.get("all", [None])[0]
    labels = {str(row["topic"]): row for row in topics["all"]}
    subjects = [row | {"row": labels[row["value"]]} for row in groups.get("topic", []) if row["value"] in labels]
    return heard(frames["shares"]) | {
        "known": whole["posts"] if whole else 0,
        "rows": _rows(groups, subjects, settings.top),
        "communities": standing(sorted(groups.get("community", []), key=lambda row: int(row["value"])), whole)[:GROUPS],
        "days": {"told": sum(1 for row in groups.get("day", []) if row["negative"]), "standing": standing(groups.get("day", []), whole)},
        "extremes": {side: extremes(frames, side, names, settings.verbatims) for side in ("negative", "positive")},
        "words": {side: records(frames["tone_words"].query("tone == @side").sort_values("rank").head(WORDS)) for side in ("negative", "positive")},
        "corrected": bool(frames["shares"]["corrected"].notna().any()),
        "measured": measured(measures, frames, "tone"),
        "unknown": int(_value(measures, "unknown_posts") or 0),
        "silent": int(_value(measures, "silent_posts") or 0),
        "zone": {"low": _value(measures, "neutral_low"), "high": _value(measures, "neutral_high"), "default": DEFAULT},
        "own_words": made.words is not None,
        "resamples": made.resamples,
        "needed": {"classifier": ENOUGH, "measured": MEASURED, "posts": FEWEST_POSTS, "authors": FEWEST_AUTHORS},
        "books": [book(name, codebook.codes, frames) for name, codebook in made.codebooks.items()],
    }


def heard(shares: pd.DataFrame) -> dict[str, dict[str, Any] | None]:
    """The tones of a month: `all` posts, and those of the `public`, without own accounts; None where there are too few."""
    groups = _groups(shares, "tone", TONES)
    whole = groups.get("all", [None])[0]
    public = next((row for row in groups.get("voice", []) if row["value"] == "public" and row["negative"]), None)
    return {"all": whole if whole and whole["negative"] else None, "public": public}


def _rows(groups: dict[str, list[dict[str, Any]]], subjects: list[dict[str, Any]], top: int) -> list[dict[str, Any]]:
    """The rows of the note's table: all posts, public and own, the media where there are several, and the first subjects."""
    media = sorted(groups.get("medium", []), key=lambda row: (-row["posts"], row["value"]))
    voices = sorted(groups.get("voice", []), key=lambda row: row["value"], reverse=True)
    parts = {"all": groups.get("all", []), "voice": voices, "medium": media if len(media) > 1 else []}
    parts["topic"] = sorted(subjects, key=lambda row: int(row["value"]))[:top]
    return [row | {"by": by, "parts": [row[tone] for tone in TONES]} for by, rows in parts.items() for row in rows]


def book(name: str, codes: list[str], frames: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """A code book: its shares over all posts (empty where nothing was learnt) and how well they are measured."""
    shares = frames["code_shares"].query("codebook == @name and by == 'all'")
    order = {code: place for place, code in enumerate(codes)}
    rows = sorted((_interval(row) | {"code": row["code"], "posts": row["posts"]} for row in records(shares)), key=lambda row: order[row["code"]])
    return {
        "name": name,
        "rows": [row for row in rows if row["share"] is not None],
        "measured": measured(_measures(frames["evaluation"], name), frames, name),
        "corrected": bool(shares["corrected"].notna().any()),
    }


def measured(measures: dict[str, dict[str, Any]], frames: dict[str, pd.DataFrame], name: str) -> dict[str, Any]:
    """The method used, its macro-F1 on this study (None where not measured), the coded posts behind it, and how far coders agree."""
    used = next((method for method in ("lexicon", "model") if _value(measures, f"used_{method}")), "classifier")
    found = measures.get(f"macro_f1_{used}")
    agreed = records(frames["agreement"].query("codebook == @name and code.isna()"))
    alpha = agreed[0] if agreed else None
    return {
        "method": used,
        "f1": found if found and found["value"] is not None else None,
        "coded": int(_value(measures, "coded_posts") or 0),
        "here": int(_value(measures, "coded_posts_here") or 0),
        "gone": int(_value(measures, "coded_posts_gone") or 0),
        "coders": int(_value(measures, "coders") or 0),
        "contested": int(_value(measures, "contested_posts") or 0),
        "empty": int(_value(measures, "empty_codes") or 0),
        "agreement": alpha,
        "reliable": alpha is None or alpha["alpha"] is None or alpha["alpha"] >= RELIABLE,
        "unlearnt": found is None,
    }


def standing(groups: list[dict[str, Any]], whole: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The groups that are clearly more negative or more positive than all posts: their interval lies above that of all (`side`)."""
    if not whole or not whole["negative"]:
        return []
    sides = [(group, side) for group in groups for side in ("negative", "positive") if group[side] and group[side]["low"] > whole[side]["high"]]
    return [group | {"side": side} for group, side in sides]


def extremes(frames: dict[str, pd.DataFrame], side: str, names: Names, count: int) -> list[dict[str, Any]]:
    """The first posts of a side: author as shown, medium, instant, text (cut, without addresses), url."""
    chosen = frames["extremes"].query("tone == @side").sort_values("rank").head(count)
    found = frames["posts"][frames["posts"]["post_id"].isin(chosen["post_id"])].set_index("post_id")
    rows = found.reindex([post for post in chosen["post_id"] if post in found.index])
    return [
        {
            "post_id": post_id,
            "author": names.get((row["medium"], row["author"].lower())) if isinstance(row["author"], str) else None,
            "medium": row["medium"],
            "published_at": row["published_at"],
            "text": quotation(row["title"], row["text"]),
            "url": row["url"] if isinstance(row["url"], str) else None,
        }
        for post_id, row in zip(rows.index, rows.to_dict("records"), strict=True)
    ]


def _groups(shares: pd.DataFrame, column: str, codes: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """By → groups in order, each with posts and an interval a code, None where the posts are too few."""
    found: dict[str, dict[Any, dict[str, Any]]] = {}
    for row in records(shares):
        group = found.setdefault(row["by"], {}).setdefault(row["value"], {"value": row["value"], "posts": 0} | dict.fromkeys(codes))
        group["posts"] += row["posts"]
        interval = _interval(row)
        group[row[column]] = interval if interval["share"] is not None else None
    return {by: list(groups.values()) for by, groups in found.items()}


def _interval(row: dict[str, Any]) -> dict[str, Any]:
    """share, low, high: corrected where it can be; and the share before its correction."""
    if row["corrected"] is not None:
        return {"share": row["corrected"], "low": row["corrected_low"], "high": row["corrected_high"], "plain": row["share"]}
    return {"share": row["share"], "low": row["low"], "high": row["high"], "plain": row["share"]}


def _measures(evaluation: pd.DataFrame, name: str) -> dict[str, dict[str, Any]]:
    return {row["measure"]: row for row in records(evaluation[evaluation["codebook"] == name])}


def _value(measures: dict[str, dict[str, Any]], name: str) -> float | None:
    return measures.get(name, {}).get("value")
