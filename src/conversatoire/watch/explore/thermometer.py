"""The thermometer, and the hours of the week, as SVG."""

from collections.abc import Callable
from itertools import pairwise

from markupsafe import Markup, escape

from conversatoire.barometer.thermometer import HIGHEST, LOWEST, ZONES, temperature
from conversatoire.note.words import Words
from conversatoire.watch.explore import svg
from conversatoire.watch.explore.asked import Asked
from conversatoire.watch.explore.pages.shared import hour_of, posts_told
from conversatoire.watch.warmth import Warmth

SHADES = {"calm": "c4", "normal": "c2", "lively": "c6", "feverish": "c1", "burning": "c5"}
_HEIGHT, _TOP, _TUBE, _LEFT = 128, 46, 26, 34  # of the picture, above the tube, of the tube, of the bulb
_CELL = 22  # height of an hour's cell
_LIMITS = [(zone, low, high) for zone, (low, high) in zip(ZONES, pairwise([*ZONES.values(), HIGHEST]), strict=True)]


def draw(found: Warmth, texts: dict[str, str], words: Words) -> Markup:
    """The thermometer lying on its side, so that it has room on a phone: zones, degrees, the reading and its interval."""
    reading = f"{words.n(found.temperature, 1)} °C, {texts['zone_' + found.zone]}"
    middle = _TOP + _TUBE / 2

    def of(width: int) -> str:
        def x(degrees: float) -> float:
            return _LEFT + (width - 60) * (degrees - LOWEST) / (HIGHEST - LOWEST)

        at, shade = x(found.temperature), SHADES[found.zone]
        drawn = [
            f'<text class="strong big" x="0" y="24">{escape(reading)}</text>',
            *_zones(x, texts, width),
            f'<rect class="{shade}" x="{_LEFT - 8}" y="{_TOP + 6}" width="{at - _LEFT + 8:.1f}" height="{_TUBE - 12}"/>',
            f'<circle class="{shade} edge-too" cx="{_LEFT - 14}" cy="{middle}" r="18"/>',
            f'<rect class="edge" x="{_LEFT}" y="{_TOP}" width="{width - 60}" height="{_TUBE}" rx="4"/>',
            f'<path class="reading" d="M{at:.1f} {_TOP - 6}V{_TOP + _TUBE + 6}"/>',
            _whisker(temperature(found.low), temperature(found.high), x),
        ]
        return "".join(drawn)

    return svg.chart(of, f"{texts['thermometer']}{texts['colon']} {reading}", lambda width: _HEIGHT)


def _zones(x: Callable[[float], float], texts: dict[str, str], width: int) -> list[str]:
    """The zones with their names, and the degrees; where it is narrow, neighbouring names stand on two lines."""
    drawn = []
    for number, (zone, low, high) in enumerate(_LIMITS):
        y = _TOP + _TUBE + 40 + (14 if number % 2 and width == svg.NARROW else 0)
        middle = (x(low) + x(high)) / 2
        drawn += [
            f'<rect class="zone {SHADES[zone]}" opacity=".3" x="{x(low):.1f}" y="{_TOP}" width="{x(high) - x(low):.1f}" height="{_TUBE}"/>',
            f'<text class="small" x="{middle:.1f}" y="{y}" text-anchor="middle">{escape(texts["zone_" + zone])}</text>',
        ]
    degrees = range(int(LOWEST), int(HIGHEST) + 1)
    return drawn + [f'<text class="small" x="{x(value):.1f}" y="{_TOP + _TUBE + 22}" text-anchor="middle">{value}</text>' for value in degrees]


def _whisker(low: float | None, high: float | None, x: Callable[[float], float]) -> str:
    if low is None or high is None:
        return ""
    ends = "".join(f"M{x(end):.1f} {_TOP - 8}V{_TOP - 2}" for end in (low, high))
    return f'<path class="whisker" d="{ends}M{x(low):.1f} {_TOP - 5}H{x(high):.1f}"/>'


def hours(asked: Asked, rows: list[dict[str, int]]) -> Markup:
    """Hour × weekday: the darker, the more posts; hovering tells the number."""
    words = asked.words
    posts = {(row["weekday"], row["hour"]): row["posts"] for row in rows}
    most = max(posts.values(), default=1)
    names = words.locale.days["format"]["abbreviated"]

    def of(width: int) -> str:
        left, step = 44, (width - 48) / 24
        drawn = []
        for weekday in range(1, 8):
            y = (weekday - 1) * _CELL
            drawn.append(f'<text class="small" x="0" y="{y + 16}">{escape(names[weekday - 1])}</text>')
            for hour in range(24):
                count = posts.get((weekday, hour), 0)
                place = f'x="{left + hour * step:.1f}" y="{y}" width="{step - 1:.1f}" height="{_CELL - 1}"'
                tip = f"{words.weekday(weekday)}, {hour_of(words, hour)}{asked.texts['colon']} {posts_told(asked, count)}"
                box = f'<rect class="cell" {place}/><rect class="c0" {place} opacity="{count / most:.3f}"/>'
                drawn.append(f"<g><title>{escape(tip)}</title>{box}</g>")
        for hour in range(0, 24, 6 if width == svg.NARROW else 3):
            drawn.append(f'<text class="small" x="{left + hour * step:.1f}" y="{7 * _CELL + 14}">{hour_of(words, hour)}</text>')
        return "".join(drawn)

    return svg.chart(of, asked.texts["chart_hours"], lambda width: 8 * _CELL)


def hours_rows(asked: Asked, rows: list[dict[str, int]]) -> list[dict[str, str]]:
    """The numbers behind `hours`: a row an hour, a column a weekday."""
    posts = {(row["weekday"], row["hour"]): row["posts"] for row in rows}
    return [
        {"hour": hour_of(asked.words, hour)} | {f"d{weekday}": asked.words.n(posts.get((weekday, hour), 0)) for weekday in range(1, 8)}
        for hour in range(24)
    ]
