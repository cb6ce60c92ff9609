"""The note in its release form: told from the released tables alone, so that it can hold neither a quotation nor an account."""

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from conversatoire.config import Study
from conversatoire.export.release import Month
from conversatoire.note import render
from conversatoire.note.markdown import filled
from conversatoire.note.words import Words
from conversatoire.tables import UNSTABLE

TOP = 10  # rows of a table of the note
TONES = ("negative", "neutral", "positive")
FORMS = (".md", ".html", ".pdf")


def write(study: Study, month: Month, at_least: int) -> dict[str, bytes]:
    """The month's note in each language of the study: file name → content, as Markdown, HTML and PDF.

    Raises:
        RunError: pandoc or typst refuses.
    """
    facts = facts_of(month)
    found = {}
    for lang in study.note_languages:
        text = filled(f"release.{lang}.md.j2", study=study, f=facts, w=Words(lang), period=month.period, at_least=at_least)
        with tempfile.TemporaryDirectory() as folder:
            for path in render.publish(text, lang, month.period, Path(folder), "note"):
                if path.suffix in FORMS:
                    found[path.name] = path.read_bytes()
    return found


def facts_of(month: Month) -> dict[str, Any]:
    """What the templates tell, as lists of rows; rows whose counts were left out are not there, and `hidden` counts them."""
    t = month.tables
    tones = _told(t["shares"][t["shares"]["by"] == "all"], "share")
    return {
        "posts": month.posts,
        "authors": month.authors,
        "media": _rows(
            _told(t["coverage"], "kept").groupby("medium", as_index=False)["kept"].sum().sort_values(["kept", "medium"], ascending=[False, True])
        ),
        "days": _rows(_busiest(t["volume"])),
        "topics": [row | {"unstable": row["stability"] <= UNSTABLE} for row in _rows(_told(t["topics"], "posts")[:TOP])],
        "tones": sorted(_rows(tones), key=lambda row: TONES.index(row["tone"])),
        "indices": _rows(_told(t["indices"], "value")),
        "tags": _rows(t["top"][t["top"]["list"] == "hashtags"][:TOP]),
        "sites": _rows(t["top"][t["top"]["list"] == "sites"][:TOP]),
        "signals": _rows(t["weak_signals"][t["weak_signals"]["rank"] == 1][:TOP]),
        "voice": _rows(_told(t["share_of_voice"][t["share_of_voice"]["medium"] == "all"], "share")),
        "alarm": _rows(t["crisis_course"][t["crisis_course"]["level"].isin(["watch", "alert", "crisis"])]),
        "hidden": sum(month.blanked.values()),
        "dropped": sum(month.dropped.values()),
    }


def _told(table: pd.DataFrame, column: str) -> pd.DataFrame:
    return table[table[column].notna()]


def _busiest(volume: pd.DataFrame) -> pd.DataFrame:
    """The three days with most posts, of those of which every medium may be told."""
    days = volume.groupby("day")["posts"].agg(lambda posts: posts.sum(skipna=False)).dropna()
    ranked = days[days > 0].rename("posts").reset_index().sort_values(["posts", "day"], ascending=[False, True])
    return ranked[:3]


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts, what is empty None."""
    return [{key: None if pd.isna(value) else value for key, value in row.items()} for row in table.to_dict("records")]
