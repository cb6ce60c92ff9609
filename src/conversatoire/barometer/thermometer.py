"""The activity index as a temperature.

37 °C is the usual, and each doubling of the activity adds 1.5 °C: temperature = 37 + 1.5 · log2(activity / 100), shown from 36 to 42 °C.
So 38.5 °C, where doctors speak of fever, is twice the usual, and 40 °C four times; 36 °C is five eighths of it or less, 42 °C ten times or more.
"""

import bisect
import math

import pandas as pd

from conversatoire import tables
from conversatoire.barometer.activity import activity, hourly
from conversatoire.barometer.history import History, Window
from conversatoire.settings.barometer import Barometer

USUAL, DOUBLING = 37.0, 1.5  # °C at activity 100; °C that a doubling adds
LOWEST, HIGHEST = 36.0, 42.0  # °C: the ends of the scale
# Each zone begins at its temperature: normal at 36.5 (activity 79), lively at 37.5 (126), feverish at 38.5 (200), burning at 40 (400).
ZONES = {"calm": LOWEST, "normal": 36.5, "lively": 37.5, "feverish": 38.5, "burning": 40.0}


def temperature(activity: float | None) -> float | None:
    """°C of an activity index; None of none."""
    if activity is None:
        return None
    return min(HIGHEST, max(LOWEST, USUAL + DOUBLING * math.log2(activity / 100))) if activity > 0 else LOWEST


def zone(temperature: float | None) -> str | None:
    """The zone of a temperature, which begins at its limit; None of none."""
    return None if temperature is None else list(ZONES)[bisect.bisect_right(list(ZONES.values()), temperature) - 1]


def thermometer(history: History, settings: Barometer) -> pd.DataFrame:
    """The table «thermometer»: the last 24 hours, the last 7 days, the month, and each of its days."""
    return tables.frame("thermometer", [_row(history, window, settings) for window in (*history.last(), history.month(), *history.dates())])


def _row(history: History, window: Window, settings: Barometer) -> dict[str, object]:
    counted = hourly(history.instants, window.start, window.end, history.first)
    found = activity(counted, window.start, window.end, settings.reference_weeks, settings.resamples, settings.seed or 0)
    warmth = temperature(found.activity)
    measured = {name: getattr(found, name) for name in ("posts", "expected", "activity", "low", "high")}
    return {"span": window.name, "start": window.start, "end": window.end} | measured | {"temperature": warmth, "zone": zone(warmth)}
