"""What a note tells of the month's barometer: plain numbers and texts, no word of any language."""

from typing import Any

import pandas as pd

from conversatoire.barometer.thermometer import DOUBLING, USUAL
from conversatoire.note.rows import records
from conversatoire.settings.barometer import Barometer
from conversatoire.settings.note import Note

TOLD = 3  # hours that a sentence may hold


def barometer(frames: dict[str, pd.DataFrame], compared: bool, settings: Note, made: Barometer, timezone: str) -> dict[str, Any]:
    """Indices, temperatures, the first rows of each top list, and the hours.

    Args:
        frames: the month's tables by name.
        compared: whether there is a month before.
        settings: how many rows to show.
        made: the settings that the tables were made with.
        timezone: IANA zone in which days are cut.

    Returns:
        `indices` and `windows` (rows of their tables), `warmth` (rows of the table thermometer by span, `dates` for the days), `hottest` (the day
        with the highest temperature; None without reference), `lists` (name → rows, whose `move` is new, up, down, same, or None where nothing is
        compared), `compared`, `busiest` (the hour of the week with the most posts), `best` ((purpose, medium) → the first rows of best_hours),
        `weeks`, `usual`, `doubling` (weeks of reference, °C at activity 100, °C that a doubling adds).
    """
    top = records(frames["top"].sort_values(["list", "rank"], kind="stable"))
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in top:
        lists.setdefault(row["list"], []).append(row | {"move": move(row["rank"], row["previous_rank"]) if compared else None})
    hours = frames["hours"].sort_values(["posts", "weekday", "hour"], ascending=[False, True, True])
    warmth = records(_dated(frames["thermometer"].sort_values("start", kind="stable"), timezone))
    dates = [row for row in warmth if row["span"] == "date"]
    best = frames["best_hours"].sort_values(["purpose", "medium", "rank"])
    return {
        "indices": records(frames["indices"]),
        "windows": records(frames["windows"]),
        "compared": compared,
        "lists": {name: rows[: settings.top] for name, rows in lists.items()},
        "busiest": hours.iloc[0].to_dict() if len(hours) and hours["posts"].iloc[0] else None,
        "warmth": {row["span"]: row for row in warmth if row["span"] != "date"} | {"dates": dates},
        "hottest": max((row for row in dates if row["temperature"] is not None), key=lambda row: row["activity"], default=None),
        "best": {key: records(rows.head(TOLD)) for key, rows in best.groupby(["purpose", "medium"])},
        "weeks": made.reference_weeks,
        "usual": USUAL,
        "doubling": DOUBLING,
    }


def _dated(warmth: pd.DataFrame, timezone: str) -> pd.DataFrame:
    """The table thermometer with the local day on which each span starts."""
    return warmth.assign(day=warmth["start"].dt.tz_convert(timezone).dt.strftime("%Y-%m-%d"))


def move(rank: int, previous: int | None) -> str:
    """Where an item of a list went since the month before."""
    if previous is None:
        return "new"
    return "same" if rank == previous else "up" if rank < previous else "down"
