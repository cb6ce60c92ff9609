"""The page of the measures over the months: barometer, tone, share of voice."""

from typing import Any

from conversatoire.site import courses, figures
from conversatoire.site.courses import Course
from conversatoire.site.pages import Cell, Page, Writer, heads

SHARES = ("hashtag", "conversation", "sharing")  # indices that are shares of 0–1


def measures(writer: Writer) -> Page:
    """The page of the measures."""
    months, t = writer.site.months, writer.t
    told = (("barometer", courses.barometer(months)), ("tone", courses.tone(months)), ("voice", courses.voice(months)))
    names = ("measure", "month", "value", "interval", "posts")
    return writer.page(
        "measures.html",
        "measures.html",
        t["measures_title"],
        groups=[_group(writer, name, found) for name, found in told],
        heads=heads(*(t[name] for name in names), texts=[t["measure"], t["month"]]),
    )


def _group(writer: Writer, name: str, found: list[Course]) -> dict[str, Any]:
    """Measures of one kind: their figures, and all their values as rows."""
    t = writer.t
    named = [(course, _name(writer, course)) for course in found]
    drawn = [{"name": shown, "figure": _figure(writer, course, shown, number)} for number, (course, shown) in enumerate(named)]
    rows = [_row(writer, course, shown, value) for course, shown in named for value in course.values]
    return {"id": name, "title": t[f"{name}_title"], "about": t.get(f"{name}_about", ""), "none": t[f"none_{name}"], "courses": drawn, "rows": rows}


def _name(writer: Writer, course: Course) -> str:
    if course.kind == "tone":
        return writer.t[course.name]
    return writer.w.name(course.name) if course.kind == "indices" else course.name


def _is_share(course: Course) -> bool:
    return course.kind != "indices" or course.name in SHARES


def _figure(writer: Writer, course: Course, shown: str, number: int) -> str:
    shade = int(figures.SHADES[course.name][1:]) if course.kind == "tone" else number
    label = f"{shown}, {writer.t['course'].lower()}"
    return figures.course(course, writer.site.periods, writer.site.broken(course.kind), label, writer.w, _is_share(course), shade)


def _row(writer: Writer, course: Course, shown: str, value: dict[str, Any]) -> list[Any]:
    """A value as cells, leading to the note's section."""
    month = next(month for month in writer.site.months if month.period == value["period"])
    form = writer.w.pct if _is_share(course) else writer.w.precise
    section = {"indices": "barometer", "voice": "benchmark"}.get(course.kind, course.kind)
    return [
        Cell(text=shown),
        Cell(text=writer.w.month(value["period"]), href=writer.note(month, section)),
        "–" if value["value"] is None else str(form(value["value"])),
        writer.bounds(value["low"], value["high"], _is_share(course)),
        writer.number(value["posts"]),
    ]
