"""The first page: the months beside each other, their figures, and the way to each note and table."""

import itertools
from typing import Any

from conversatoire.site import figures, happenings, overview
from conversatoire.site.months import Month, follows
from conversatoire.site.pages import Cell, Page, Writer, heads


def index(writer: Writer) -> Page:
    """The page of the months."""
    site, t = writer.site, writer.t
    media = overview.media(site.months)
    days = {month.period: overview.days(month, media) for month in site.months}
    top = max([day["posts"] for rows in days.values() for day in rows], default=0)
    names = [writer.w.title(medium) if medium != overview.OTHERS else t["others"] for medium in media]
    return writer.page(
        "index.html",
        "index.html",
        site.title,
        notices=_notices(writer),
        media_key=[*((f"c{place}", name) for place, name in enumerate(names)), ("peak", t["peak_mark"])],
        tone_key=[(shade, f"{t['tone_title']}{t['colon']} {t[tone]}") for tone, shade in figures.SHADES.items()],
        months=[_month(writer, month, days[month.period], media, top) for month in site.months],
        day_heads=heads(t["day"], *names, texts=[t["day"]]),
        day_rows=[[writer.w.day(day["day"]), *(writer.number(day["by"].get(m, 0)) for m in media)] for rows in days.values() for day in rows],
        heads=_heads(writer),
        rows=[_row(writer, row) for row in site.figures],
        breaks=_breaks(writer),
    )


def _notices(writer: Writer) -> list[str]:
    site, t = writer.site, writer.t
    told = [t["one_month"]] if len(site.months) == 1 else []
    missing = [period for period in _between(site.periods) if period not in site.periods]
    if missing:
        told.append(t["hole"].format(", ".join(writer.w.month(period) for period in missing)))
    if site.refused:
        told.append(t["refused"].format(", ".join(writer.w.month(period) for period in site.refused)))
    return told


def _between(periods: list[str]) -> list[str]:
    """All months from the first to the last."""
    first, last = periods[0], periods[-1]
    found = [first]
    while found[-1] != last:
        year, month = map(int, found[-1].split("-"))
        found.append(f"{year + month // 12}-{month % 12 + 1:02}")
    return found


def _month(writer: Writer, month: Month, days: list[dict[str, Any]], media: list[str], top: int) -> dict[str, Any]:
    """What the page shows of a month."""
    site, t, w = writer.site, writer.t, writer.w
    level = happenings.highest(month)
    total = sum(day["posts"] for day in days)
    kinds = site.breaks.get(month.period, {})
    shares = month.frames["shares"].query("by == 'all'").dropna(subset=["share"])
    tones = dict(zip(shares["tone"], shares["share"].astype(float), strict=True))
    said = ", ".join(f"{t[tone]} {w.pct(tones[tone])}" for tone in figures.SHADES if tone in tones)
    posts = w.count(total, {"fr": "message", "en": "post"}[writer.lang])
    tables = sorted(file for file in month.files if file.endswith(".csv") and file.count("/") == 1)
    return {
        "period": month.period,
        "name": w.month(month.period).capitalize(),
        "posts": posts,
        "level": level,
        "level_name": t[level] if level else "",
        "differs": f"{t['breaks']}{t['colon']} {'; '.join(writer.reasons(kinds))}" if kinds else "",
        "figure": total
        and figures.volume(days, media, top, happenings.days_of(site.peaks[month.period]), f"{w.month(month.period)}{t['colon']} {posts}", w),
        "tones": tones and figures.tones(tones, f"{t['tone_title']}, {w.month(month.period)}{t['colon']} {said}", w),
        "notes": writer.note_files(month),
        "tables": [(file, f"../../{month.period}/{file}") for file in tables],
    }


def _heads(writer: Writer) -> list[tuple[str, bool]]:
    t = writer.t
    names = ("month", "posts", "authors", "media", "topics", "outside", "peaks", "alert_days", "level", "rejected")
    return heads(*(t[name] for name in names), texts=[t["month"], t["level"]])


def _row(writer: Writer, row: dict[str, Any]) -> list[Any]:
    """The figures of a month as cells; what does not compare with the month before is marked."""
    w, t, kinds = writer.w, writer.t, writer.site.breaks.get(row["period"], {})

    def marked(text: str, kind: str) -> Cell:
        return Cell(text=text, note="≠") if kind in kinds else Cell(text=text)

    def changed(name: str) -> Cell:
        change = row["change"][name]
        return marked(writer.number(row[name]) + (f" ({w.change(change)})" if change is not None else ""), "posts")

    return [
        Cell(text=w.month(row["period"]), href=f"#m{row['period']}"),
        changed("posts"),
        changed("authors"),
        marked(writer.number(row["media"]), "media"),
        marked(writer.number(row["topics"]), "topics"),
        marked(writer.share(row["outside"]), "topics"),
        marked(writer.number(row["peaks"]), "events"),
        marked(writer.number(row["alerts"]), "events"),
        t[row["level"] or "unlevelled"],
        writer.share(row["rejected"]),
    ]


def _breaks(writer: Writer) -> list[dict[str, Any]]:
    """Which months do not compare with the one before, and why."""
    periods, w = writer.site.periods, writer.w
    return [
        {"line": writer.t["break_line"].format(w.month(period), w.month(before)), "kinds": writer.reasons(writer.site.breaks[period])}
        for before, period in itertools.pairwise(periods)
        if period in writer.site.breaks and follows(before, period)
    ]
