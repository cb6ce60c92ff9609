"""The interval of a search: days, months, instants and spans of time, as people write them and as seconds since 1970 (UTC)."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from conversatoire.watch.errors import SearchError

_SPAN = re.compile(r"(\d{1,4})\s*([hdjwm])", re.IGNORECASE)  # j: jours
_HOURS = {"h": 1, "d": 24, "j": 24, "w": 7 * 24}
_DAY = timedelta(days=1)


def interval(start: str, end: str, last: str, about: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The first instant and the instant after the last."""
    zone = ZoneInfo(about["timezone"])
    if last and (start or end):
        raise SearchError("last: goes without from and to; keep one of them", "last : s’emploie sans from ni to ; gardez l’un ou l’autre")
    if last:
        return (None if about["last"] is None else _back(last, about["last"], zone)), None
    first = _bounds("from", start, zone)[0] if start else None
    after = _bounds("to", end, zone)[1] if end else None
    if first is not None and after is not None and first >= after:
        raise SearchError(f"from {start} is not before to {end}; swap them", f"from {start} n’est pas avant to {end} ; échangez-les")
    return first, after


def _back(span: str, last: int, zone: ZoneInfo) -> int:
    """The first instant of a span of time that ends with the instant `last`."""
    match = _SPAN.fullmatch(span)
    if not match or not int(match[1]):
        raise SearchError(
            f"last: «{span[:20]}» is not a span of time; write 24h, 15d, 2w or 3m (hours, days, weeks, months)",
            f"last : « {span[:20]} » n’est pas une durée ; écrivez 24h, 15d (ou 15j), 2w ou 3m (heures, jours, semaines, mois)",
        )
    number, unit = int(match[1]), match[2].lower()
    if unit != "m":
        return last - number * _HOURS[unit] * 3600 + 1
    local = datetime.fromtimestamp(last, zone)
    year, month = divmod(local.year * 12 + local.month - 1 - number, 12)
    year = max(year, 1)
    return int(local.replace(year=year, month=month + 1, day=min(local.day, monthrange(year, month + 1)[1])).timestamp()) + 1


def _bounds(name: str, value: str, zone: ZoneInfo) -> tuple[int, int]:
    """The first instant of a day, month or instant, and the one after its last; an instant is both."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}", value):
            first = datetime.fromisoformat(f"{value}-01")
            after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            first = datetime.fromisoformat(value)
            after = first + _DAY
        else:
            first = after = datetime.fromisoformat(value.replace(" ", "+") if re.search(r"T.* \d\d:\d\d$", value) else value)
        low, high = ((when if when.tzinfo else when.replace(tzinfo=zone)).timestamp() for when in (first, after))
        return int(low), int(high)
    except (ValueError, OverflowError):
        raise SearchError(
            f"{name}: «{value[:40]}» is neither a day, nor a month, nor an instant; write 2024-10-22, 2024-10 or 2024-10-22T14:00",
            f"{name} : « {value[:40]} » n’est ni un jour, ni un mois, ni un instant ; écrivez 2024-10-22, 2024-10 ou 2024-10-22T14:00",
        ) from None


def instant(seconds: int, zone: ZoneInfo) -> str:
    """A day where it is midnight, else a local instant; in UTC where clocks that were turned back made the local one ambiguous."""
    local = datetime.fromtimestamp(seconds, zone).replace(tzinfo=None, fold=0)
    if local.replace(tzinfo=zone).timestamp() != seconds:
        return datetime.fromtimestamp(seconds, ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")
    if local == local.replace(hour=0, minute=0, second=0):
        return local.date().isoformat()
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def until(seconds: int, zone: ZoneInfo) -> str:
    """`_instant` of an end: midnight is the end of the day before."""
    written = instant(seconds, zone)
    if "T" in written:
        return written
    return (datetime.fromisoformat(written) - _DAY).date().isoformat()
