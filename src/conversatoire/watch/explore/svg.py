"""Small charts drawn as SVG on the server: they need no script, follow the reader's light or dark colours (`explore.css`) and print.

Each chart is drawn twice, for a wide and for a narrow place, so that its text is never smaller than 11 px; the style sheet shows one of them.
Colours are classes c0 … c7, in the order of `plots.look.PALETTE`; lines differ by dashes and marks too.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from conversatoire.note.words import Words

WIDE, NARROW = 720, 340  # units, about pixels
HEIGHT = 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 26, 26
_DASHES = ("", "8 4", "2 4", "10 3 2 3", "5 2", "1 3", "12 4", "6 6")
_LETTER = 7.2  # width of a letter of the charts, about
_SHAPES = ("circle", "square", "diamond", "triangle")


class Point(NamedTuple):
    """One place on the horizontal axis: its label there, its value (None for none), what hovering tells, and where a click leads."""

    label: str
    value: float | None
    tip: str = ""
    href: str = ""
    shade: str = "c0"


class Series(NamedTuple):
    """One line: its name and a value a place (None for none)."""

    name: str
    values: Sequence[float | None]


class Interval(NamedTuple):
    """One row: its name, value and bounds (None where unknown), and how the value is written."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    written: str


def bars(points: Sequence[Point], label: str, unit: str, words: Words) -> Markup:
    """Vertical bars of counts; `label` tells the picture to those who do not see it, `unit` stands above the axis."""
    top = max([point.value for point in points if point.value is not None], default=0)

    def draw(width: int) -> str:
        scale = _scale(0, top, whole=True)
        step = (width - _LEFT - _RIGHT) / max(1, len(points))
        drawn = [_axis(scale, width, words, whole=True), _labels([point.label for point in points], width), _unit(unit)]
        for place, point in enumerate(points):
            if point.value is not None:
                x, y = _LEFT + place * step, _y(point.value, scale)
                box = f'<rect class="{point.shade}" x="{x + step * 0.1:.1f}" y="{y:.1f}" width="{step * 0.8:.1f}" height="{_floor() - y:.1f}"/>'
                # The whole column can be hovered and clicked, not its bar alone.
                column = f'<rect class="hit" x="{x:.1f}" y="{_TOP}" width="{step:.1f}" height="{_floor() - _TOP:.1f}"/>'
                drawn.append(_linked(f"{column}{box}", point.tip, point.href))
        return "".join(drawn)

    return chart(draw, label)


def lines(labels: Sequence[str], series: Sequence[Series], label: str, unit: str, words: Words, counts: bool = True) -> Markup:
    """A line a series over the places `labels`, with a legend; of counts, or else of shares."""
    every = [value for one in series for value in one.values if value is not None]
    scale = _scale(0, max(every, default=0), counts)

    def draw(width: int) -> str:
        step = (width - _LEFT - _RIGHT) / max(1, len(labels))
        drawn = [_axis(scale, width, words, counts), _labels(labels, width), _unit(unit)]
        drawn += [_line(one, number, step, scale) for number, one in enumerate(series)]
        return "".join(drawn)

    return legend([one.name for one in series]) + chart(draw, label)


def legend(names: Sequence[str]) -> Markup:
    """The names of lines with their colour, dashes and mark."""
    rows = [
        f'<li><svg class="key" viewBox="0 0 34 14" width="34" height="14" aria-hidden="true"><path class="line c{number % 8}" d="M1 7H33" '
        f'stroke-dasharray="{_DASHES[number % 8]}"/>{_mark(number, 17, 7)}</svg> {escape(name)}</li>'
        for number, name in enumerate(names)
    ]
    return Markup(f'<ul class="legend">{"".join(rows)}</ul>')


def legend_of(shades: Sequence[tuple[str, str]]) -> Markup:
    """The names of bars with their colour."""
    boxes = [
        f'<li><svg class="key" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect class="{shade}" width="14" height="14"/></svg> '
        f"{escape(name)}</li>"
        for name, shade in shades
    ]
    return Markup(f'<ul class="legend">{"".join(boxes)}</ul>')


def intervals(rows: Sequence[Interval], label: str, unit: str, words: Words, rule: float | None = None) -> Markup:
    """A point with its interval a row; a vertical rule at `rule`, the value that means «no difference»."""
    known = [bound for row in rows for bound in (row.value, row.low, row.high) if bound is not None]
    scale = _scale(0, max([*known, rule or 0], default=0))

    def row_height(width: int) -> int:
        """Names and values that do not fit side by side stand on two lines."""
        return 40 if all((len(row.name) + len(row.written) + 2) * _LETTER <= width - 16 for row in rows) else 58

    def draw(width: int) -> str:
        left, room, line = 8, width - 16, row_height(width)

        def x(value: float) -> float:
            return left + room * (value - scale[0]) / (scale[1] - scale[0])

        drawn = []
        if rule is not None:
            drawn.append(f'<path class="mark" d="M{x(rule):.1f} 4V{len(rows) * line}"/>')
        for place, row in enumerate(rows):
            y = (place + 1) * line - 10
            drawn.append(f'<text x="{left}" y="{place * line + 18}">{escape(_cut(row.name, width - 16))}</text>')
            drawn.append(f'<text x="{width - 8}" y="{y - 12}" text-anchor="end" class="strong">{escape(row.written)}</text>')
            drawn.append(f'<path class="grid" d="M{left} {y}H{left + room}"/>')
            if row.low is not None and row.high is not None:
                drawn.append(f'<path class="bar c0" d="M{x(row.low):.1f} {y}H{max(x(row.high), x(row.low) + 1):.1f}"/>')
            if row.value is not None:
                drawn.append(f'<circle class="dot" cx="{x(row.value):.1f}" cy="{y}" r="5"/>')
        y = len(rows) * line + 20
        for value in _ticks(*scale):
            anchor = "start" if x(value) < 20 else "end" if x(value) > width - 20 else "middle"
            drawn.append(f'<text class="small" x="{x(value):.1f}" y="{y}" text-anchor="{anchor}">{words.n(value, 3)}</text>')
        drawn.append(f'<text class="small" x="{width / 2}" y="{y + 17}" text-anchor="middle">{escape(_cut(unit, width))}</text>')
        return "".join(drawn)

    return chart(draw, label, lambda width: len(rows) * row_height(width) + 44)


def chart(draw: Callable[[int], str], label: str, height: Callable[[int], int] = lambda width: HEIGHT) -> Markup:
    """A picture that `draw` makes of the inside of an SVG of a width; `label` tells it to those who do not see it."""
    drawn = [
        f'<svg class="{name}" viewBox="0 0 {width} {height(width)}" role="img" aria-label="{escape(label)}">{draw(width)}</svg>'
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    ]
    return Markup(f'<div class="chart">{"".join(drawn)}</div>')


def _scale(low: float, high: float, whole: bool = False) -> tuple[float, float]:
    """The ends of an axis: the last is a whole step; of counts (`whole`), so is each step."""
    if high <= low:
        return low, low + 1
    step = max(_step(low, high, 4), 1 if whole else 0)
    return low, low + math.ceil((high - low) / step - 1e-9) * step


def _step(low: float, high: float, most: int) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that cuts the axis in `most` pieces at most."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9))


def _ticks(low: float, high: float, whole: bool = False) -> list[float]:
    step = max(_step(low, high, 4), 1 if whole else 0)
    return [low + place * step for place in range(int((high - low) / step + 1e-9) + 1)]


def _floor() -> float:
    return HEIGHT - _BOTTOM


def _y(value: float, scale: tuple[float, float]) -> float:
    return _floor() - (_floor() - _TOP) * (value - scale[0]) / (scale[1] - scale[0])


def _axis(scale: tuple[float, float], width: int, words: Words, whole: bool) -> str:
    drawn = []
    for value in _ticks(*scale, whole):
        y = _y(value, scale)
        drawn.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{width - _RIGHT}"/>')
        drawn.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{words.n(value, 3)}</text>')
    return "".join(drawn)


def _unit(unit: str) -> str:
    return f'<text class="small" x="0" y="13">{escape(unit)}</text>'


def _labels(labels: Sequence[str], width: int) -> str:
    """As many labels as have room, evenly spaced, each under its place."""
    step = (width - _LEFT - _RIGHT) / max(1, len(labels))
    longest = max([len(label) for label in labels], default=1)
    every = max(1, math.ceil((longest * _LETTER + 12) / step))
    drawn = []
    for place in range(0, len(labels), every):
        x = _LEFT + (place + 0.5) * step
        half = len(labels[place]) * _LETTER / 2
        if x + half <= width + 4:
            drawn.append(f'<text class="small" x="{max(x, half):.1f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(labels[place])}</text>')
    return "".join(drawn)


def _line(one: Series, number: int, step: float, scale: tuple[float, float]) -> str:
    """A line with gaps where values are missing, and marks where they have room."""

    def at(place: int) -> float:
        return _LEFT + (place + 0.5) * step

    shade = f"c{number % 8}"
    path, on = [], False
    for place, value in enumerate(one.values):
        if value is not None:
            path.append(f"{'L' if on else 'M'}{at(place):.1f} {_y(value, scale):.1f}")
        on = value is not None
    drawn = [f'<path class="line {shade}" d="{"".join(path)}" stroke-dasharray="{_DASHES[number % 8]}"/>']
    every = max(1, round(28 / step))
    drawn += [_mark(number, at(p), _y(v, scale)) for p, v in enumerate(one.values) if v is not None and (p + number * every // 3) % every == 0]
    return "".join(drawn)


def _mark(number: int, x: float, y: float) -> str:
    """The sign of a line: a circle, square, diamond or triangle."""
    shade, r = f"c{number % 8}", 4
    match _SHAPES[number % 4]:
        case "circle":
            return f'<circle class="sign {shade}" cx="{x:.1f}" cy="{y:.1f}" r="{r}"/>'
        case "square":
            return f'<rect class="sign {shade}" x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r}" height="{2 * r}"/>'
        case "diamond":
            return f'<path class="sign {shade}" d="M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z"/>'
        case _:
            return f'<path class="sign {shade}" d="M{x:.1f} {y - 5:.1f}l5 9h-10z"/>'


def _linked(drawing: str, tip: str, href: str) -> str:
    """The drawing with what hovering tells; a link that the keyboard leaves out, since the table of numbers holds the same."""
    title = f"<title>{escape(tip)}</title>" if tip else ""
    return f'<a href="{escape(href)}" tabindex="-1">{title}{drawing}</a>' if href else f"<g>{title}{drawing}</g>"


def _cut(text: str, width: float) -> str:
    room = int(width / _LETTER)
    return text if len(text) <= room else text[: room - 1] + "…"
