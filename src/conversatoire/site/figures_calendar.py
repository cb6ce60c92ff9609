"""Figure of the study's calendar: a row a month, a cell a day, with its level, its peaks and its alerts."""

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from conversatoire.note.words import Words
from conversatoire.site.draw import line_to, short_month, text, titled
from conversatoire.site.happenings import LEVELS
from conversatoire.watch.explore.svg import NARROW, chart

SHADES = {"calm": "level0", "watch": "level1", "alert": "level2", "crisis": "level3"}


def calendar(
    periods: Sequence[str],
    levels: Mapping[str, str],
    peaks: Collection[str],
    alerts: Collection[str],
    told: Mapping[str, str],
    label: str,
    words: Words,
) -> Markup:
    """The days of all months.

    Args:
        periods: the months, in order: a row each.
        levels: day → its level, or why there is none.
        peaks: days that lie in a peak: a triangle.
        alerts: days on which a rule fired: a dot.
        told: level → its name.
        label: tells the picture to those who do not see it.
        words: forms of the language.
    """

    def height(width: int) -> int:
        return 24 if width == NARROW else 30

    def draw(width: int) -> str:
        left = 50 if width == NARROW else 66
        step, tall, drawn = (width - left) / 31, height(width), []
        for row, period in enumerate(periods):
            y = row * tall
            drawn.append(text(0, y + tall * 0.65, short_month(period, words)))
            for day in sorted(day for day in levels if day.startswith(period)):
                box = (left + (int(day[-2:]) - 1) * step, y, step - 1.5, tall - 2)
                drawn.append(_day(day, levels[day], told.get(levels[day], levels[day]), box, day in peaks, day in alerts, words))
        drawn += [text(left + (day - 0.5) * step, len(periods) * tall + 14, str(day), anchor="middle") for day in (1, 5, 10, 15, 20, 25, 31)]
        return "".join(drawn)

    return chart(draw, label, lambda width: len(periods) * height(width) + 20)


def _day(day: str, level: str, name: str, box: tuple[float, float, float, float], is_peak: bool, is_alert: bool, words: Words) -> str:
    """A day's cell; a crossed one has no level."""
    x, y, wide, high = box
    cell = f'<rect class="cell {SHADES.get(level, "unknown")}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'
    if level not in LEVELS:
        cell += line_to(x, y + high, x + wide, y, "none")
    if is_peak:
        cell += f'<path class="peak" d="M{x + wide / 2:.1f} {y + 3 + high * 0.34:.1f}l{wide * 0.32:.1f} -{high * 0.34:.1f}h-{wide * 0.64:.1f}z"/>'
    if is_alert:
        cell += f'<circle class="alarm" cx="{x + wide / 2:.1f}" cy="{y + high * 0.72:.1f}" r="{min(wide, high) * 0.19:.1f}"/>'
    return titled(cell, f"{words.day(day)} · {name}")
