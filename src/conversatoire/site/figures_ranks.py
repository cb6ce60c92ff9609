"""Figure of the accounts' ranks by month, with the interval of each."""

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

from conversatoire.note.words import Words
from conversatoire.site.careers import Career
from conversatoire.site.draw import broken, cut, line_to, months_axis, placed, runs, sign, text, titled
from conversatoire.watch.explore.svg import NARROW, chart

LINES = 8  # accounts that have a line
_LEFT, _ROOF, _FLOOR, _HEIGHT = 34, 14, 24, 380
_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000)

Height = Callable[[float], float]  # a value's place from the top


def ranks(shown: Sequence[Career], names: Sequence[str], periods: Sequence[str], label: str, words: Words) -> Markup:
    """Ranks by month on a logarithmic axis, 1 at the top: from 1 to 2 is as far as from 10 to 20. The bar behind a mark is the rank's interval.

    Args:
        shown: the accounts, `LINES` at most; their number in the picture is their place here, from 1.
        names: how each is written.
        periods: the months, in order.
        label: tells the picture to those who do not see it.
        words: forms of the language.
    """
    worst = max([month["rank_high"] for career in shown for month in career.months], default=1)
    ticks = [tick for tick in _TICKS if tick <= worst] + [next((tick for tick in _TICKS if tick > worst), worst)]
    floor = _HEIGHT - _FLOOR

    def y(rank: float) -> float:
        return _ROOF + (floor - _ROOF) * math.log(rank) / math.log(ticks[-1])

    def draw(width: int) -> str:
        margin = 8 if len(shown) == 1 else 24 if width == NARROW else 200
        room = width - _LEFT - margin
        step = room / len(periods)
        spread = min(7.0, step * 0.7 / max(1, len(shown)))
        drawn = [line_to(_LEFT, y(tick), _LEFT + room, y(tick), "grid") + text(_LEFT - 5, y(tick) + 4, words.n(tick), anchor="end") for tick in ticks]
        drawn.append(months_axis(periods, _LEFT, room, _HEIGHT - 6, words))
        for number, (career, name) in enumerate(zip(shown, names, strict=True)):
            off = (number - (len(shown) - 1) / 2) * spread
            xs = [_LEFT + (place + 0.5) * step + off for place in range(len(periods))]
            drawn.append(_line(number, career, name, xs, periods, y, words))
        if len(shown) == 1:
            return "".join(drawn)  # the page is about that account alone
        heights = placed([y(career.months[-1]["rank"]) for career in shown], 17, _ROOF, floor)
        for number, (career, name, height) in enumerate(zip(shown, names, heights, strict=True)):
            written = str(number + 1) if width == NARROW else f"{number + 1} {name}"
            x = _LEFT + (periods.index(career.months[-1]["period"]) + 0.5) * step + (number - (len(shown) - 1) / 2) * spread
            drawn.append(line_to(x + 6, y(career.months[-1]["rank"]), width - margin + 5, height - 4, f"leader c{number}"))
            drawn.append(titled(text(width - margin + 8, height, cut(written, margin - 8), "name"), name, career.file))
        return "".join(drawn)

    return chart(draw, label, lambda width: _HEIGHT)


def _line(number: int, career: Career, name: str, xs: Sequence[float], periods: Sequence[str], y: Height, words: Words) -> str:
    points, marks = [], []
    for x, period in zip(xs, periods, strict=True):
        month = career.at(period)
        points.append((x, y(month["rank"])) if month else None)
        if month:
            tip = f"{name} · {words.month(period)} · {words.n(month['rank'])} [{words.n(month['rank_low'])}–{words.n(month['rank_high'])}]"
            bar = line_to(x, y(month["rank_low"]), x, y(month["rank_high"]) + 0.1, f"bar c{number}")
            marks.append(titled(bar + sign(number, x, y(month["rank"])), tip, career.file))
    return (broken(points, f"line c{number}") if any(len(run) > 1 for run in runs(points)) else "") + "".join(marks)
