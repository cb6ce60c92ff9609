"""How long posts are kept: `privacy.keep`, counted back from today."""

import calendar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from conversatoire.config import Study

_DAYS = {"d": 1, "w": 7}
_FIRST = date(1970, 1, 1)  # nothing on the web is older


def cutoff(keep: str, today: date) -> date:
    """The first day that is kept: 90d and 12w are days and weeks before today, 18m and 2y the same day of an earlier month (or its last)."""
    number, unit = int(keep[:-1]), keep[-1]
    if unit in _DAYS:
        return max(_FIRST, today - timedelta(days=number * _DAYS[unit]))
    year, month = divmod(max(_FIRST.year * 12, today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)), 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def instant(day: date, study: Study) -> datetime:
    """When a day starts in the study's time zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(study.timezone)).astimezone(UTC)


def told(study: Study, results: Path) -> str | None:
    """A sentence where what was imported holds posts older than the study keeps; None where it does not, or where nothing was imported."""
    if not study.privacy.keep:
        return None
    day = cutoff(study.privacy.keep, datetime.now(ZoneInfo(study.timezone)).date())
    if not holds_older(study, results, instant(day, study)):
        return None
    return f"privacy.keep: {study.privacy.keep}: there are posts from before {day}; conversatoire purge {results.name} --expired removes them"


def holds_older(study: Study, results: Path, first: datetime) -> bool:
    """Whether what was imported under `results/{study}` holds posts from before an instant."""
    oldest = (_oldest(results / "imported" / f"{source.name}.parquet") for source in study.sources)
    return any(at < first for at in oldest if at)


def _oldest(path: Path) -> datetime | None:
    """The first instant of an imported table, from its statistics."""
    import pyarrow.parquet as pq

    if not path.is_file():
        return None
    data = pq.read_metadata(path)
    column = data.schema.names.index("published_at")
    groups = [data.row_group(number).column(column).statistics for number in range(data.num_row_groups)]
    return min((group.min for group in groups if group and group.has_min_max), default=None)
