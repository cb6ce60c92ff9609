"""The thermometer: the last 24 hours, the last 7 days and the month side by side, and each day of the month.

Narrow and tall, so that it can be read on a phone; each zone has a colour, a name and a limit, so that it can be read in black and white.
"""

from datetime import date
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.ticker import FuncFormatter

from conversatoire.barometer.thermometer import HIGHEST, LOWEST, ZONES, temperature
from conversatoire.note.words import Words
from conversatoire.plots.look import PALETTE

ZONE_COLOURS = dict(zip(ZONES, [PALETTE[4], PALETTE[2], PALETTE[6], PALETTE[1], PALETTE[5]], strict=True))
WINDOWS = {
    "fr": {"day": "24 heures", "week": "7 jours"},
    "en": {"day": "24 hours", "week": "7 days"},
}
TEXTS = {
    "fr": {
        "title": "Température de la conversation",
        "days": "Température de chaque jour",
        "index": "indice",
        "usual": "habituel\u00a0:",
        "none": "pas de\nréférence",
        "empty": "aucun\nmessage",
        "scale": "37\u00a0°C\u00a0: activité habituelle aux mêmes heures de la semaine.\nChaque doublement ajoute 1,5\u00a0°C.",
        "mark": "Trait vertical\u00a0: intervalle à 95\u202f%.",
        "strip": "Tube gris\u00a0: pas de référence. 0\u00a0: aucun message ce jour-là.",
    },
    "en": {
        "title": "Temperature of the conversation",
        "days": "Temperature of each day",
        "index": "index",
        "usual": "usual:",
        "none": "no\nreference",
        "empty": "no\nposts",
        "scale": "37\u00a0°C: the usual activity at the same hours of the week.\nEach doubling adds 1.5\u00a0°C.",
        "mark": "Vertical line: 95% interval.",
        "strip": "Grey tube: no reference. 0: no posts on that day.",
    },
}
WIDTH = 4.2  # inches: on a phone 390 pixels wide, a letter of 9 points is 12 pixels high
DARK, EMPTY = "#222222", "#E4E4E4"
SMALL = 8.5  # points, the smallest letter
IN_A_ROW = 16  # days


def thermometer(table: pd.DataFrame, lang: str, timezone: str) -> Figure:
    """Three thermometers: the last 24 hours, the last 7 days, the month. Takes the table «thermometer»."""
    words, texts = Words(lang), TEXTS[lang]
    rows = {row.span: row for row in table[table["span"] != "date"].itertuples()}
    figure, axes = plt.subplots(figsize=(WIDTH, 6.3))
    figure.subplots_adjust(left=0.09, right=0.81, top=0.86, bottom=0.34)
    _scale(axes, words, 2.6)
    axes.set_xlim(-0.5, 2.5)
    axes.set_xticks([])
    for place, span in enumerate(("day", "week", "month")):
        row = rows.get(span)
        _tube(axes, place, 0.3, row, with_bulb=True)
        axes.annotate(_reading(row, words, texts), (place, HIGHEST), (0, 6), textcoords="offset points", ha="center", fontsize=10.5, weight="bold")
        name = WINDOWS[lang].get(span) or (words.month(_local(row.start, timezone).strftime("%Y-%m")) if row else "")
        below = {"xytext": (0, -20), "textcoords": "offset points", "ha": "center", "va": "top", "fontsize": SMALL, "linespacing": 1.35}
        axes.annotate(name, (place, LOWEST), weight="bold", **below)
        axes.annotate("\n" + "\n".join(_told(row, words, texts, timezone)), (place, LOWEST), **below)
    _title(figure, texts["title"])
    _foot(figure, f"{texts['scale']} {texts['mark']}")
    return figure


def thermometer_days(table: pd.DataFrame, lang: str, timezone: str) -> Figure:
    """A small thermometer for each day of the month, in two rows, the highest labelled. Takes the table «thermometer»."""
    words, texts = Words(lang), TEXTS[lang]
    rows = list(table[table["span"] == "date"].itertuples())
    figure, panels = plt.subplots(2, 1, figsize=(WIDTH, 6.2))
    figure.subplots_adjust(left=0.09, right=0.81, top=0.89, bottom=0.17, hspace=0.28)
    told = [row for row in rows if not pd.isna(row.activity) and row.posts]
    highest = max(told, key=lambda row: (row.activity, -row.start.timestamp()), default=None)
    initials = words.locale.days["stand-alone"]["narrow"]
    for axes, part in zip(panels, (rows[:IN_A_ROW], rows[IN_A_ROW:]), strict=True):
        _scale(axes, words, IN_A_ROW - 0.4)
        axes.set_xlim(-0.5, IN_A_ROW - 0.5)
        days = [_local(row.start, timezone) for row in part]
        axes.set_xticks(range(len(part)), [f"{initials[day.weekday()].upper()}\n{day.day}" for day in days], fontsize=SMALL)
        for place, row in enumerate(part):
            _tube(axes, place, 0.66, row, with_bulb=False)
            if row is highest:
                label = f"{words.short_day(days[place])}\u00a0: " if lang == "fr" else f"{words.short_day(days[place])}: "
                _point(axes, place, row, label + _degrees(row.temperature, words))
    _title(figure, f"{texts['days']}, {words.month(_local(rows[0].start, timezone).strftime('%Y-%m'))}" if rows else texts["days"])
    _foot(figure, f"{texts['scale']} {texts['mark']}\n{texts['strip']}")
    return figure


def _scale(axes: Axes, words: Words, right: float) -> None:
    """The scale of degrees, with the limits and names of the zones."""
    axes.set_ylim(LOWEST, HIGHEST)
    axes.set_yticks(range(int(LOWEST), int(HIGHEST) + 1))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))
    axes.tick_params(labelsize=SMALL, length=2, pad=2)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    limits = [*ZONES.values(), HIGHEST]
    for (zone, low), high in zip(ZONES.items(), limits[1:], strict=True):
        axes.axhspan(low, high, color=ZONE_COLOURS[zone], alpha=0.13, linewidth=0, zorder=0)
        if low > LOWEST:
            axes.axhline(low, color=DARK, linewidth=0.6, linestyle=(0, (2, 3)), zorder=0.5)
        axes.text(right, (low + high) / 2, words.name(zone), fontsize=SMALL, va="center", ha="left", clip_on=False)
    axes.annotate("°C", (0, 1), (-2, 9), "axes fraction", "offset points", fontsize=SMALL, ha="right")


def _tube(axes: Axes, place: int, width: float, row: Any, *, with_bulb: bool) -> None:
    """A thermometer: its glass, its liquid and the interval; without a reference grey and empty."""
    warm = row is not None and not pd.isna(row.temperature)
    colour = ZONE_COLOURS[row.zone] if warm and row.posts else "white" if warm else EMPTY
    left = place - width / 2
    shape = FancyBboxPatch((left, LOWEST), width, HIGHEST - LOWEST, boxstyle="round,pad=0,rounding_size=0.12", clip_on=False)
    shape.set(facecolor="white" if warm else EMPTY, edgecolor=DARK if warm else "#9A9A9A", linewidth=1 if with_bulb else 0.6, zorder=2)
    axes.add_patch(shape)
    if with_bulb:
        axes.plot([place], [LOWEST], "o", color=colour, markeredgecolor=shape.get_edgecolor(), markersize=24, clip_on=False, zorder=1.9)
        axes.plot([place], [LOWEST], "o", color=colour, markersize=22.5, markeredgewidth=0, clip_on=False, zorder=2.5)
    if not warm:
        return
    if not row.posts:
        axes.text(place, LOWEST + 0.12, "0", ha="center", fontsize=SMALL, zorder=4)
        return
    liquid = Rectangle((left, LOWEST), width, max(row.temperature - LOWEST, 0.06), facecolor=colour, edgecolor="none", zorder=3)
    axes.add_patch(liquid)
    axes.plot([left, left + width], [row.temperature] * 2, color=DARK, linewidth=1.8 if with_bulb else 1.2, solid_capstyle="butt", zorder=4)
    if not pd.isna(row.low):
        x = place + (width * 0.85 if with_bulb else 0)
        caps = {"marker": "_", "markersize": 7} if with_bulb else {}
        axes.plot([x, x], [temperature(row.low), temperature(row.high)], color="black", linewidth=1.6 if with_bulb else 0.9, zorder=4, **caps)


def _point(axes: Axes, place: int, row: Any, text: str) -> None:
    """The label of the hottest day, above its tube."""
    align = "left" if place < 3 else "right" if place > IN_A_ROW - 4 else "center"
    axes.annotate(text, (place, HIGHEST), (0, 4), textcoords="offset points", ha=align, fontsize=9.5, weight="bold")
    axes.plot([place], [row.temperature], marker="v", color="black", markersize=5, zorder=5)


def _reading(row: Any, words: Words, texts: dict[str, str]) -> str:
    if row is None:
        return texts["empty"]
    return texts["none"] if pd.isna(row.temperature) else _degrees(row.temperature, words)


def _told(row: Any, words: Words, texts: dict[str, str], timezone: str) -> list[str]:
    """What stands under a thermometer: its dates, zone, index with interval, posts and what is usual."""
    if row is None:
        return []
    first, last = _local(row.start, timezone), _local(row.end - pd.Timedelta(seconds=1), timezone)
    shown = ["d" if first.month == last.month and first != last else "d MMM", "d MMM"]
    dates = "–".join(dict.fromkeys(format_date(day, form, locale=words.locale) for day, form in zip((first, last), shown, strict=True)))
    posts = words.count(row.posts, *{"fr": ("message", "messages"), "en": ("post", "posts")}[words.lang])
    if pd.isna(row.temperature):
        return [dates, posts]
    interval = "" if pd.isna(row.low) else f"[{words.n(row.low)}–{words.n(row.high)}]"
    zone = words.name(row.zone)
    return [
        dates,
        zone,
        f"{texts['index']} {words.n(row.activity)}",
        *([interval] if interval else []),
        posts,
        f"{texts['usual']} {words.n(row.expected)}",
    ]


def _degrees(value: float, words: Words) -> str:
    """`38,7 °C`, `≤ 36,0 °C` at the end of the scale."""
    bound = "≤\u202f" if value <= LOWEST else "≥\u202f" if value >= HIGHEST else ""
    return f"{bound}{format_decimal(value, '0.0', locale=words.locale)}\u00a0°C"


def _local(instant: pd.Timestamp, timezone: str) -> date:
    return instant.tz_convert(timezone).date()


def _title(figure: Figure, text: str) -> None:
    figure.text(0.02, 0.985, text, fontsize=12, weight="bold", va="top")


def _foot(figure: Figure, text: str) -> None:
    figure.text(0.02, 0.01, text, fontsize=SMALL, va="bottom", color=DARK)
