"""The barometer of any window: thermometer and indices (B2, B3), and when people post (V10)."""

from dataclasses import replace
from typing import Any

from conversatoire.watch import curves, find, warmth
from conversatoire.watch.explore import indices, svg, thermometer
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages import narrow
from conversatoire.watch.explore.pages.shared import Row, posts_told, volume_chart, volume_rows
from conversatoire.watch.explore.render import instant_of
from conversatoire.watch.selection import Selection

_LONG = 3 * 86_400  # seconds: the hours of the week of fewer days say nothing
_WINDOWS = ("24h", "7d", "1m")


def barometer(asked: Asked) -> Answer:
    """The barometer of a selection; without an interval, of the last 24 hours."""
    if not any(asked.one(name) for name in ("from", "to", "last")):
        asked = replace(asked, values={**asked.values, "last": ["24h"]})
    selection, about = narrow.read(asked)
    shown = {
        "form": narrow.form(asked, about),
        "chips": narrow.chips(asked, "from", "to", "last"),
        "windows": [
            (asked.texts[f"span_{span}"], asked.here(**{"last": span, "from": None, "to": None}), asked.one("last") == span) for span in _WINDOWS
        ],
        "found": None,
    }
    settings, seed = asked.site.study.barometer, asked.site.study.seed
    seed = seed if settings.seed is None else settings.seed
    found = warmth.warmth(asked.connection, selection, settings.reference_weeks, settings.resamples, seed)
    if found is None:
        return Answer("barometer.html", asked.texts["title_barometer"], shown, status=200)
    window = replace(selection, start=found.start, end=found.end)
    more, tables = _indices(asked, window, found, settings.resamples, seed)
    return Answer("barometer.html", asked.texts["title_barometer"], shown | more, tables)


def _indices(asked: Asked, window: Selection, found: warmth.Warmth, resamples: int, seed: int) -> tuple[dict[str, Any], dict[str, list[Row]]]:
    """What the page shows, and its tables."""
    words, texts, zone = asked.words, asked.texts, asked.site.study.timezone
    with find.chosen(asked.connection, window) as chosen:
        shares = indices.shares(asked.connection, chosen, resamples, seed)
        volume = curves.volume(asked.connection, chosen, window.start, window.end)
        hours = [dict(row) for row in asked.connection.execute(_HOURS.format(chosen=chosen))]
    minutes = (found.end - found.start) / 60
    per_minute = found.posts / minutes
    between = [instant_of(words, seconds, zone) for seconds in (found.start, found.end - 1)]
    rows = [svg.Interval(words.title(share.index), *_percents(share), _told(asked, share)) for share in shares if share.value is not None]
    shown = {
        "found": found,
        "between": between,
        "picture": thermometer.draw(found, texts, words) if found.temperature is not None else "",
        "reference": [instant_of(words, seconds, zone) for seconds in found.reference] if found.reference else [],
        "facts": [
            (texts["fact_posts"], words.n(found.posts), ""),
            (texts["fact_per_minute"], words.precise(per_minute), texts["fact_per_minute_more"]),
            (texts["fact_activity"], "–" if found.activity is None else words.n(found.activity), _activity(asked, found)),
            (
                texts["fact_expected"],
                "–" if found.expected is None else words.n(found.expected),
                texts["fact_expected_more"] if found.reference else texts["no_reference"],
            ),
        ],
        "shares": svg.intervals(rows, texts["chart_indices"], texts["unit_share"], words) if rows else "",
        "volume": volume_chart(asked, volume.points, volume.step, texts["chart_volume"]),
        "volume_rows": volume_rows(asked, volume.points, volume.step),
        "step": volume.step,
        "hours": thermometer.hours(asked, hours) if found.end - found.start >= _LONG else "",
        "hours_rows": thermometer.hours_rows(asked, hours),
        "counted": posts_told(asked, found.posts),
        "search": asked.here_on("search"),
    }
    tables = {
        "indices": [
            {"index": "posts_per_minute", "value": per_minute, "low": None, "high": None},
            {"index": "activity", "value": found.activity, "low": found.low, "high": found.high},
            *[share._asdict() for share in shares],
        ],
        "warmth": [vars(found)],
        "volume": [{key: value for key, value in point.items() if key != "media"} for point in volume.points],
        "hours": hours,
    }
    return shown, tables


_HOURS = "SELECT p.weekday, p.hour, count(*) AS posts FROM {chosen} c CROSS JOIN posts p ON p.n = c.n GROUP BY 1, 2 ORDER BY 1, 2"


def _percents(share: indices.Share) -> list[float | None]:
    return [None if value is None else 100 * value for value in (share.value, share.low, share.high)]


def _told(asked: Asked, share: indices.Share) -> str:
    words = asked.words
    within = "" if share.low is None else f" [{words.pct(share.low)}–{words.pct(share.high)}]"
    return f"{words.pct(share.value)}{within}"


def _activity(asked: Asked, found: warmth.Warmth) -> str:
    if found.low is None:
        return asked.texts["fact_activity_more"]
    return asked.say("fact_activity_interval", asked.words.n(found.low), asked.words.n(found.high))
