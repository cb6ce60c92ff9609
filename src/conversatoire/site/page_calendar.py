"""The page of the calendar: levels, peaks and alerts of all months, each leading to its note."""

from typing import Any

from conversatoire.site import figures_calendar, happenings
from conversatoire.site.months import Month
from conversatoire.site.pages import Cell, Page, Writer, heads

UNTOLD = ("too_few", "no_norm", "unknown")


def calendar(writer: Writer) -> Page:
    """The page of the calendar."""
    site, t = writer.site, writer.t
    levels = {day: level for month in site.months for day, level in happenings.levels(month).items()}
    levels = {day["day"]: "unknown" for month in site.months for day in month.frames["volume"][["day"]].to_dict("records")} | levels
    peaks = [(month, peak) for month in site.months for peak in site.peaks[month.period]]
    alerts = [(month, alert) for month in site.months for alert in happenings.alerts(month)]
    names = {level: t[level] for level in (*happenings.LEVELS, *UNTOLD)}
    key = [(figures_calendar.SHADES[level], t[level]) for level in happenings.LEVELS]
    days = happenings.days_of([peak for _, peak in peaks])
    return writer.page(
        "calendar.html",
        "calendar.html",
        t["calendar_title"],
        key=[*key, ("unknown", t["unlevelled"]), ("peak", t["peak_mark"]), ("alarm", t["alert_mark"])],
        figure=figures_calendar.calendar(site.periods, levels, days, {alert["day"] for _, alert in alerts}, names, t["calendar_title"], writer.w),
        level_heads=heads(t["month"], *names.values(), texts=[t["month"]]),
        level_rows=[_levels(writer, month, levels, list(names)) for month in site.months],
        peak_heads=heads(
            *_columns(writer, "when", "where", "posts", "usual", "interval", "cause", "words"),
            texts=_columns(writer, "when", "where", "cause", "words"),
        ),
        peaks=[_peak(writer, month, peak) for month, peak in peaks],
        alert_heads=heads(*_columns(writer, "day", "rule", "posts", "value", "threshold"), texts=_columns(writer, "day", "rule")),
        alerts=[_alert(writer, month, alert) for month, alert in alerts],
    )


def _columns(writer: Writer, *names: str) -> list[str]:
    return [writer.t[name] for name in names]


def _levels(writer: Writer, month: Month, levels: dict[str, str], names: list[str]) -> list[Any]:
    """How many days of a month had each level."""
    own = [level for day, level in levels.items() if day.startswith(month.period)]
    first = Cell(text=writer.w.month(month.period), href=writer.note(month, "watching"))
    return [first, *(writer.number(own.count(name)) for name in names)]


def when(writer: Writer, peak: dict[str, Any]) -> str:
    """The days of a peak."""
    first, last = writer.w.day(peak["first"]), writer.w.day(peak["last"])
    return first if peak["first"] == peak["last"] else f"{first} – {last}"


def where(writer: Writer, peak: dict[str, Any]) -> str:
    """What the series of a peak is of."""
    fixed = {"all": writer.t["all"], "others": writer.t["peak_of_others"]}
    return fixed.get(peak["kind"]) or (writer.w.name(peak["of"]) if peak["kind"] == "medium" else peak["of"])


def cause(writer: Writer, peak: dict[str, Any]) -> str:
    """The cause of a peak in a few words."""
    if peak["cause_kind"] == "post":
        return writer.t["one_post"]
    return peak["cause"] or writer.t["no_cause"]


def _peak(writer: Writer, month: Month, peak: dict[str, Any]) -> list[Any]:
    return [
        Cell(text=when(writer, peak), href=writer.note(month, "peaks")),
        Cell(text=where(writer, peak)),
        writer.number(peak["posts"]),
        str(writer.w.n(peak["expected"], 1)),
        writer.bounds(peak["low"], peak["high"], is_share=False),
        Cell(text=cause(writer, peak)),
        Cell(text=", ".join(peak["words"])),
    ]


def _alert(writer: Writer, month: Month, alert: dict[str, Any]) -> list[Any]:
    is_share = alert["when"] in ("negative", "crisis_words")
    form = writer.w.pct if is_share else writer.w.precise
    values = ["–" if alert[key] is None else str(form(alert[key])) for key in ("value", "threshold")]
    return [
        Cell(text=writer.w.day(alert["day"]), href=writer.note(month, "watching")),
        Cell(text=alert["rule"]),
        writer.number(alert["posts"]),
        *values,
    ]
