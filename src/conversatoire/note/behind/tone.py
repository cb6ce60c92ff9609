"""Tone and codes: the lists and marks of the shares."""

from typing import Any

import pandas as pd

from conversatoire.note.behind.known import places_of
from conversatoire.note.behind.lists import Lists, Mark, Marks, by, named, some
from conversatoire.settings.tone import TONES


def lists(posts: pd.DataFrame, told: Any, codes: pd.DataFrame) -> Lists:
    """`tone-{by}-{value}` (posts whose tone is known) and `tone-{by}-{value}-{tone}`; `code-B-C` by the places of book and code in the study.

    Subjects and communities go by their numbers in the note, from 1. `codes` is the table «post_codes».
    """
    tone, is_known = posts["tone"], posts["tone"].isin(TONES)
    parts = {("all",): is_known, ("voice", "own"): posts["own"], ("voice", "public"): ~posts["own"]}
    parts |= {("medium", medium): posts["medium"] == medium for medium in sorted(posts["medium"].unique())}
    parts |= {row_key(row): posts["topic"] == int(row["value"]) for row in told.tone["rows"] if row["by"] == "topic"}
    parts |= {("day", row["value"]): posts["day"] == row["value"] for row in told.tone["days"]["standing"]}
    parts |= {("community", int(row["value"]) + 1): posts["community"] == int(row["value"]) for row in told.tone["communities"]}
    found = {}
    for key, mask in parts.items():
        found[named("tone", *key)] = mask & is_known
        found |= {named("tone", *key, kind): mask & (tone == kind) for kind in TONES}
    for number, book in enumerate(told.tone["books"], 1):
        own = codes[codes["codebook"] == book["name"]]
        for place, row in enumerate(book["rows"], 1):
            found[named("code", number, place)] = places_of(posts, own.loc[own["code"] == row["code"], "post_id"])
    return some(found)


def marks(posts: pd.DataFrame, found: Lists, told: Any) -> Marks:
    """Those of the figures of the tone."""
    shown = []
    for row in told.tone["rows"]:
        key = named(*row_key(row))
        shown += [Mark(key, tone, named("tone", *row_key(row), tone), found[name]) for tone in TONES if (name := f"tone-{key}-{tone}") in found]
    days = [mark for tone in TONES if (name := f"tone-all-{tone}") in found for mark in by(name, found[name], posts["day"], tone)]
    return {"tone_shares": shown, "tone_days": days}


def row_key(row: dict[str, Any]) -> tuple[object, ...]:
    """What a row of the table of the tone is called in the names of its lists."""
    if row["by"] == "all":
        return ("all",)
    return (row["by"], int(row["value"]) + 1 if row["by"] == "topic" else row["value"])
