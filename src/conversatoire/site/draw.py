"""What the site's figures share: axes over months, scales, marks. SVG without scripts or inline styles; `site.css` gives the colours.

A figure is drawn for a wide and for a narrow place by `watch.explore.svg.chart`, or once where it is small. Colours are the classes c0 … c7 of
`plots.look.PALETTE`; marks and dashes differ too.
"""

import math
from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from markupsafe import Markup, escape

from conversatoire.note.words import Words

LETTER = 6.9  # width of a letter of the figures, about


def small(width: int, height: int, label: str, drawn: str) -> Markup:
    """A picture of one size; `label` tells it to those who do not see it."""
    return Markup(f'<svg class="small-figure" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">{drawn}</svg>')


def short_month(period: str, words: Words) -> str:
    """`mai 11`, `May 11`."""
    return format_date(date.fromisoformat(f"{period}-01"), "MMM yy", locale=words.locale)


def text(x: float, y: float, what: str, kind: str = "small", anchor: str = "start") -> str:
    """A text of one line."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(what)}</text>'


def line_to(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<path class="{kind}" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>'


def titled(drawn: str, tip: str, href: str = "") -> str:
    """A drawing with what hovering tells; a link that the keyboard leaves out, since the table beside the figure holds the same."""
    inside = f"<title>{escape(tip)}</title>{drawn}"
    return f'<a href="{escape(href)}" tabindex="-1">{inside}</a>' if href else f"<g>{inside}</g>"


def cut(what: str, width: float) -> str:
    """`what` as far as it has room."""
    room = max(2, int(width / LETTER))
    return what if len(what) <= room else what[: room - 1].rstrip(" ,") + "…"


def ceiling(value: float, whole: bool = False) -> float:
    """The end of an axis that begins at 0: 1, 2 or 5 times a power of ten, or a fair part of it; 1 where all is 0."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    top = next(power * times for times in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if power * times >= value * (1 - 1e-9))
    return max(1.0, math.ceil(top)) if whole else top


def months_axis(periods: Sequence[str], left: float, width: float, y: float, words: Words) -> str:
    """As many names of months as have room, each under its place."""
    step = width / len(periods)
    names = [short_month(period, words) for period in periods]
    every = max(1, math.ceil((max(map(len, names)) * LETTER + 8) / step))
    return "".join(text(left + (place + 0.5) * step, y, names[place], anchor="middle") for place in range(0, len(names), every))


def placed(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels near the `wanted` ones, in their order, no two nearer than `gap`, inside [low, high] where they fit."""
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    found = [0.0] * len(wanted)
    at = low - gap
    for i in order:
        at = found[i] = max(wanted[i], at + gap)
    at = high + gap
    for i in reversed(order):
        at = found[i] = min(found[i], at - gap)
    return found


def sign(number: int, x: float, y: float, hollow: bool = False) -> str:
    """The mark of a line: circle, square, diamond or triangle; hollow where what it shows is unstable."""
    kind = f"{'hollow' if hollow else 'sign'} c{number % 8}"
    match number % 4:
        case 0:
            return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        case 1:
            return f'<rect class="{kind}" x="{x - 3.6:.1f}" y="{y - 3.6:.1f}" width="7.2" height="7.2"/>'
        case 2:
            return f'<path class="{kind}" d="M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z"/>'
        case _:
            return f'<path class="{kind}" d="M{x:.1f} {y - 5:.1f}l5 9h-10z"/>'


def broken(points: Sequence[tuple[float, float] | None], kind: str) -> str:
    """A line through points, interrupted where there is none."""
    path, on = [], False
    for point in points:
        if point:
            path.append(f"{'L' if on else 'M'}{point[0]:.1f} {point[1]:.1f}")
        on = point is not None
    return f'<path class="{kind}" d="{"".join(path)}"/>'


def runs(values: Sequence[object]) -> list[list[int]]:
    """The places of each run of values that are not None."""
    found: list[list[int]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append(place)
    return [run for run in found if run]
