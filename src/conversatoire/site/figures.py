"""Figures of the months beside each other: posts by day on one scale, tones, and courses of measures with their intervals."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from markupsafe import Markup

from conversatoire.note.words import Words
from conversatoire.site.courses import TONES, Course
from conversatoire.site.draw import broken, ceiling, line_to, months_axis, runs, sign, small, text, titled

WIDTH, VOLUME, COURSE = 300, 132, 168  # units, about pixels: width of a small figure, heights
_LEFT, _RIGHT, _FLOOR, _ROOF = 38, 8, 20, 18
_WIDEST = 3  # times the highest value that the axis of a course reaches
SHADES = {"negative": "c5", "neutral": "c7", "positive": "c0"}


def volume(days: Sequence[dict[str, Any]], media: Sequence[str], top: int, peaks: Collection[str], label: str, words: Words) -> Markup:
    """Bars of posts by day, stacked by medium, with a mark over the days of a peak.

    Args:
        days: as `overview.days` gives them.
        media: colours follow this order.
        top: posts of the busiest day of all months: the axis is the same for each.
        peaks: days that lie in a peak.
        label: tells the picture to those who do not see it.
        words: forms of the language.
    """
    end, floor = ceiling(top, whole=True), VOLUME - _FLOOR
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(days))
    tall = (floor - _ROOF) / end
    drawn = [_grid(value, floor - value * tall, words) for value in (0, end / 2, end) if value == int(value)]
    for place, day in enumerate(days):
        x, y, bars = _LEFT + place * step, float(floor), []
        for shade, medium in enumerate(media):
            posts = day["by"].get(medium, 0)
            if posts:
                y -= posts * tall
                bars.append(
                    f'<rect class="c{shade % 8}" x="{x + step * 0.08:.1f}" y="{y:.1f}" width="{step * 0.84:.1f}" height="{posts * tall:.1f}"/>'
                )
        if day["day"] in peaks:
            bars.append(f'<path class="peak" d="M{x + step / 2:.1f} {y - 3:.1f}l4 -7h-8z"/>')
        column = f'<rect class="hit" x="{x:.1f}" y="{_ROOF}" width="{step:.1f}" height="{floor - _ROOF}"/>'
        drawn.append(titled(column + "".join(bars), f"{words.day(day['day'])} · {words.n(day['posts'])}"))
        if place in (0, 9, 19, len(days) - 1):
            drawn.append(text(x + step / 2, VOLUME - 6, str(int(day["day"][-2:])), anchor="middle"))
    return small(WIDTH, VOLUME, label, "".join(drawn))


def _grid(value: float, y: float, words: Words, digits: int = 0) -> str:
    return line_to(_LEFT, y, WIDTH - _RIGHT, y, "grid") + text(_LEFT - 4, y + 4, words.n(value, digits), anchor="end")


def tones(shares: dict[str, float], label: str, words: Words) -> Markup:
    """One bar of the shares of the tones, that add up to 1, each told where it has room."""
    drawn, x = [], 0.0
    for tone in TONES:
        width = shares.get(tone, 0.0) * WIDTH
        tip = f"{words.pct(shares.get(tone, 0.0))}"
        bar = f'<rect class="{SHADES[tone]}" x="{x:.1f}" y="0" width="{width:.1f}" height="16"/>'
        drawn.append(titled(bar + (text(x + width / 2, 12.5, tip, "inside", "middle") if width > 34 else ""), tip))
        x += width
    return small(WIDTH, 16, label, "".join(drawn))


def course(one: Course, periods: Sequence[str], broken_at: Collection[str], label: str, words: Words, is_share: bool, shade: int = 0) -> Markup:
    """A measure by month: a mark with its interval, joined by a line; hollow where the row says `unstable`.

    Args:
        one: the measure.
        periods: the months, in order; those that the course does not tell are gaps.
        broken_at: months that do not compare with the one before: the line stops there, and a dashed rule stands between.
        label: tells the picture to those who do not see it.
        words: forms of the language.
        is_share: whether values are shares of 0–1, written in percent.
        shade: number of the colour and mark.
    """
    by_period = {value["period"]: value for value in one.values if value["value"] is not None}
    highest = max((row["value"] for row in by_period.values()), default=0)
    # An interval far wider than all values would flatten them: it is cut, with an arrow.
    end = ceiling(min(max([row["high"] for row in by_period.values() if row["high"] is not None] + [highest]), _WIDEST * highest))
    end = min(end, 1.0) if is_share else end
    floor, step = COURSE - _FLOOR, (WIDTH - _LEFT - _RIGHT) / len(periods)

    def written(value: float) -> str:
        return words.pct(value) if is_share else words.precise(value)

    def y(value: float) -> float:
        return floor - (floor - _ROOF) * min(value, end) / end

    drawn = []
    for value in (0.0, end / 2, end):
        drawn.append(line_to(_LEFT, y(value), WIDTH - _RIGHT, y(value), "grid") + text(_LEFT - 4, y(value) + 4, written(value), anchor="end"))
    drawn.append(months_axis(periods, _LEFT, WIDTH - _LEFT - _RIGHT, COURSE - 5, words))
    places: list[tuple[float, float] | None] = []
    for place, period in enumerate(periods):
        x = _LEFT + (place + 0.5) * step
        if period in broken_at and place:
            drawn.append(line_to(x - step / 2, _ROOF, x - step / 2, floor, "break"))
            places.append(None)
        places.append((x, y(by_period[period]["value"])) if period in by_period else None)
    drawn.append(broken(places, f"line c{shade % 8}") if any(len(run) > 1 for run in runs(places)) else "")
    for place, period in enumerate(periods):
        if period in by_period:
            drawn.append(_value(by_period[period], _LEFT + (place + 0.5) * step, y, end, written, words, shade))
    return small(WIDTH, COURSE, label, "".join(drawn))


def _value(row: dict[str, Any], x: float, y: Callable[[float], float], end: float, written: Callable[[float], str], words: Words, shade: int) -> str:
    """A mark with its interval; an arrow where it goes beyond the axis."""
    tip, drawn = f"{words.month(row['period'])} · {written(row['value'])}", ""
    if row["low"] is not None and row["high"] is not None:
        tip += f" [{written(row['low'])}–{written(row['high'])}]"
        drawn = line_to(x, y(row["low"]), x, y(row["high"]), "whisker") + line_to(x - 4, y(row["low"]), x + 4, y(row["low"]), "whisker")
        off = 5 if row["high"] > end * (1 + 1e-9) else 0
        drawn += (
            f'<path class="whisker" d="M{x - 4:.1f} {y(row["high"]) + off:.1f}L{x:.1f} {y(row["high"]):.1f}L{x + 4:.1f} {y(row["high"]) + off:.1f}"/>'
        )
    return titled(drawn + sign(shade, x, y(row["value"]), row.get("unstable", False)), tip)
