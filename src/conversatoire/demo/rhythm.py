"""When posts are written: usual days, weeks and hours of each source, and the days on which something happens."""

import random
from datetime import UTC, date, datetime, time, timedelta

from .records import PARIS

FIRST, LAST = date(2011, 4, 1), date(2011, 6, 30)
SILENT = {"forum": date(2011, 4, 20)}  # the forum was not archived on that day: a gap in the coverage
DAILY = {"x": 99.0, "facebook": 11.5, "forum": 18.0, "blog": 2.4}  # posts on a usual day

_WEEK = {  # Monday to Sunday
    "x": (1.05, 1.12, 1.1, 1.08, 1.0, 0.78, 0.82),
    "facebook": (1.1, 1.1, 1.1, 1.1, 1.1, 0.8, 0.6),
    "forum": (0.9, 0.9, 0.95, 0.9, 0.9, 1.15, 1.35),
    "blog": (1.2, 1.1, 1.2, 1.1, 0.9, 0.5, 1.0),
}
_HOURS = {  # relative weight of each hour of the day in Paris
    "x": (6, 3, 1, 1, 1, 2, 8, 25, 45, 50, 48, 46, 55, 52, 45, 42, 44, 52, 60, 58, 55, 50, 35, 15),
    "facebook": (1, 0.2, 0, 0, 0, 1, 15, 45, 60, 50, 40, 45, 50, 40, 35, 35, 40, 55, 60, 40, 30, 15, 8, 3),
    "forum": (10, 5, 3, 2, 1, 1, 4, 10, 20, 30, 32, 28, 25, 30, 34, 32, 28, 26, 28, 36, 55, 60, 48, 22),
    "blog": (3, 1, 0, 0, 0, 1, 6, 25, 30, 32, 30, 22, 15, 18, 22, 24, 25, 24, 20, 20, 25, 28, 18, 8),
}


def days() -> list[date]:
    """Returns the days of the corpus, first to last."""
    return [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]


def usual_instants(source: str, rng: random.Random) -> list[datetime]:
    """Returns the instants (UTC, sorted) of a source's usual posts; their number per day varies by about a tenth."""
    instants = []
    for day in days():
        if SILENT.get(source) == day:
            continue
        expected = DAILY[source] * _WEEK[source][day.weekday()]
        count = round(rng.gauss(expected, 0.1 * expected) + rng.uniform(-0.5, 0.5))
        instants += instants_of(source, day, max(count, 0), rng)
    return sorted(instants)


def instants_of(source: str, day: date, count: int, rng: random.Random) -> list[datetime]:
    """Returns ``count`` instants (UTC) in the given day of Paris, by the source's hours."""
    hours = rng.choices(range(24), weights=_HOURS[source], k=count)
    return [at(day, hour, rng.randrange(60), rng.randrange(60)) for hour in hours]


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Returns the UTC instant of a wall-clock time in Paris."""
    return datetime.combine(day, time(hour, minute, second), tzinfo=PARIS).astimezone(UTC)
