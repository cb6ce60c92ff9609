"""Figures of the lives of subjects: the main ones as lines, and all of them as rows of discs."""

import math
from collections.abc import Callable, Collection, Sequence

from markupsafe import Markup

from conversatoire.note.words import Words
from conversatoire.site.draw import broken, cut, line_to, months_axis, placed, runs, short_month, sign, text, titled
from conversatoire.site.lives import Life
from conversatoire.watch.explore.svg import NARROW, chart

LINES = 8  # subjects that have a line
ROWS = 30  # subjects that have a row
_LEFT, _ROOF, _FLOOR, _HEIGHT = 44, 14, 24, 340
_TICKS = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
_NAMES = {True: 26, False: 236}  # room at the right for numbers (narrow) or names (wide)

Height = Callable[[float], float]  # a value's place from the top


def lines(shown: Sequence[Life], periods: Sequence[str], broken_at: Collection[str], label: str, words: Words) -> Markup:
    """The share of each subject by month, its number and name at the end of its line; hollow marks are unstable. The axis is a square root.

    Args:
        shown: the subjects, `LINES` at most; their number in the picture is their place here, from 1.
        periods: the months, in order.
        broken_at: months whose subjects do not compare with those of the month before.
        label: tells the picture to those who do not see it.
        words: forms of the language.
    """
    end = max([month["share"] for life in shown for month in life.months], default=0)
    ticks = [tick for tick in _TICKS if tick <= end] + [next((tick for tick in _TICKS if tick > end), 1.0)]
    floor = _HEIGHT - _FLOOR

    def y(share: float) -> float:
        return floor - (floor - _ROOF) * math.sqrt(share / ticks[-1])

    def draw(width: int) -> str:
        room = width - _LEFT - _NAMES[width == NARROW]
        step = room / len(periods)
        drawn = []
        for share in ticks:
            drawn.append(line_to(_LEFT, y(share), _LEFT + room, y(share), "grid") + text(_LEFT - 5, y(share) + 4, words.pct(share), anchor="end"))
        drawn.append(months_axis(periods, _LEFT, room, _HEIGHT - 6, words))
        for place, period in enumerate(periods):
            if place and period in broken_at:
                drawn.append(line_to(_LEFT + place * step, _ROOF, _LEFT + place * step, floor, "break"))
        for number, life in enumerate(shown):
            drawn.append(_line(number, life, periods, broken_at, step, y, words))
        drawn.append(_names(shown, periods, step, y, floor, width, words))
        return "".join(drawn)

    return chart(draw, label, lambda width: _HEIGHT)


def _line(number: int, life: Life, periods: Sequence[str], broken_at: Collection[str], step: float, y: Height, words: Words) -> str:
    points, marks = [], []
    for place, period in enumerate(periods):
        month = life.at(period)
        at = (_LEFT + (place + 0.5) * step, y(month["share"])) if month else None
        points += [None, at] if period in broken_at else [at]
        if month and at:
            tip = f"{month['label']} · {words.month(period)} · {words.pct(month['share'])}"
            marks.append(titled(sign(number, *at, month["unstable"]), tip, life.file))
    return (broken(points, f"line c{number}") if any(len(run) > 1 for run in runs(points)) else "") + "".join(marks)


def _names(shown: Sequence[Life], periods: Sequence[str], step: float, y: Height, floor: float, width: int, words: Words) -> str:
    """The number of each subject at the end of its line; with its name at the right of the picture, where it has room, if it is there to the end."""
    right, drawn = width - _NAMES[width == NARROW] + 8, []
    lasting = [(number, life) for number, life in enumerate(shown) if life.months[-1]["period"] == periods[-1]]
    heights = placed([y(life.months[-1]["share"]) for _, life in lasting], 17, _ROOF, floor)
    for (number, life), height in zip(lasting, heights, strict=True):
        name = f"{number + 1}" if width == NARROW else f"{number + 1} {life.label}"
        drawn.append(line_to(_LEFT + (len(periods) - 0.5) * step + 6, y(life.months[-1]["share"]), right - 3, height - 4, f"leader c{number}"))
        drawn.append(titled(text(right, height, cut(name, width - right), "name"), life.label, life.file))
    for number, life in enumerate(shown):
        if life.months[-1]["period"] != periods[-1]:
            x = _LEFT + (periods.index(life.months[-1]["period"]) + 0.5) * step
            drawn.append(titled(text(x + 7, y(life.months[-1]["share"]) - 5, str(number + 1)), life.label, life.file))
    return "".join(drawn)


def rows(shown: Sequence[Life], periods: Sequence[str], label: str, words: Words) -> Markup:
    """A row a subject: a disc a month, whose area is the share; hollow where unstable, + where it begins, × where it has gone, › where merged."""
    end = max([life.peak for life in shown], default=0) or 1

    def row_height(width: int) -> int:
        return 50 if width == NARROW else 31

    def draw(width: int) -> str:
        left = 0 if width == NARROW else 290
        step, drawn = (width - left) / len(periods), []
        for place, life in enumerate(shown):
            middle = (place + 1) * row_height(width) - 15
            name = text(0, middle - 21 if width == NARROW else middle + 4, cut(life.label, width if width == NARROW else left - 8), "name")
            drawn.append(titled(name, life.label, life.file) + line_to(left, middle, width, middle, "grid"))
            drawn += [_cell(life, period, left + (column + 0.5) * step, middle, step, end, words) for column, period in enumerate(periods)]
        return "".join(drawn) + months_axis(periods, left, width - left, len(shown) * row_height(width) + 16, words)

    return chart(draw, label, lambda width: len(shown) * row_height(width) + 24)


def _cell(life: Life, period: str, x: float, y: float, step: float, end: float, words: Words) -> str:
    """What a subject is in a month: its disc, or how it ended."""
    month = life.at(period)
    if month is None:
        mark = {"gone": "×", "merged": "›"}.get(life.end) if life.ended == period else None
        return text(x, y + 6, mark, "ending", "middle") if mark else ""
    radius = max(1.2, min(14.0, step / 2 - 1) * math.sqrt(month["share"] / end))
    drawn = f'<circle class="{"hollow" if month["unstable"] else "sign"} c0" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    if month["status"] in ("new", "split"):
        drawn += text(x - radius - 2, y + 5, "+", "ending", "end")
    return titled(drawn, f"{month['label']} · {short_month(period, words)} · {words.pct(month['share'])}", life.file)
