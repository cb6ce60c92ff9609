"""The pages of the subjects: all lives beside each other, and one page a life."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from conversatoire.site import figures, figures_lives
from conversatoire.site.courses import Course
from conversatoire.site.draw import sign
from conversatoire.site.lives import Life
from conversatoire.site.months import Month
from conversatoire.site.pages import Cell, Page, Writer, heads


def subjects(writer: Writer) -> Iterator[Page]:
    """The page of all subjects, then that of each."""
    site, t = writer.site, writer.t
    # A life of one month is no line: the discs show it, and the lines only where there is nothing else.
    shown = ([life for life in site.lives if len(life.months) > 1] or site.lives)[: figures_lives.LINES]
    rows, rest = site.lives[: figures_lives.ROWS], site.lives[figures_lives.ROWS :]
    yield writer.page(
        "subjects.html",
        "subjects.html",
        t["subjects_title"],
        lines=shown and figures_lives.lines(shown, site.periods, site.broken("topics"), t["lines_title"], writer.w),
        picked=[Cell(text=life.label, href=life.file, sign=Markup(sign(number, 7, 7))) for number, life in enumerate(shown)],
        bars=rows and figures_lives.rows(rows, site.periods, t["rows_title"], writer.w),
        more=writer.many("more_subjects", len(rest)),
        heads=[*heads(t["subject"], t["posts"], t["largest"], texts=[t["subject"]]), *writer.month_head(), (t["status"], False)],
        rows=[_row(writer, life) for life in rows],
        rest=[_row(writer, life) for life in rest],
    )
    by_id, months = {life.id: life for life in site.lives}, {month.period: month for month in site.months}
    for life in site.lives:
        yield _life(writer, life, by_id, months)


def _row(writer: Writer, life: Life) -> list[Any]:
    """A life as cells: its share each month, with a mark where it is unstable."""
    cells = []
    for period in writer.site.periods:
        month = life.at(period)
        cells.append(Cell(text=writer.w.pct(month["share"]), note="○" if month["unstable"] else "") if month else "")
    end = writer.t[life.end] if life.end else writer.t[life.months[-1]["status"]]
    return [Cell(text=life.label, href=life.file), writer.number(life.posts), writer.w.pct(life.peak), *cells, end]


def _life(writer: Writer, life: Life, by_id: dict[str, Life], months: dict[str, Month]) -> Page:
    """The page of one subject."""
    t, w, site = writer.t, writer.w, writer.site
    shares = [{"period": row["period"], "value": row["share"], **{key: row[key] for key in ("low", "high", "unstable")}} for row in life.months]
    label = f"{life.label}{t['colon']} {t['share']}, {t['course']}"
    names = ("month", "name_then", "posts", "share", "interval", "stability", "status")
    return writer.page(
        "subject.html",
        life.file,
        life.label,
        lasted=_lasted(writer, life),
        told=_told(writer, life, by_id),
        figure=figures.course(Course(life.label, "topics", shares), site.periods, site.broken("topics"), label, w, is_share=True),
        heads=heads(*(t[name] for name in names), texts=[t[name] for name in ("month", "name_then", "status")]),
        rows=[_course(writer, row) for row in life.months],
        months=[_month(writer, row, months[row["period"]], by_id) for row in life.months],
    )


def _lasted(writer: Writer, life: Life) -> str:
    """How many months the subject has been there, and which."""
    w, first, last = writer.w, life.months[0]["period"], life.months[-1]["period"]
    count = w.count(len(life.months), *{"fr": ("mois", "mois"), "en": ("month", "months")}[writer.lang])
    when = writer.t["only_in"].format(w.month(first)) if first == last else writer.t["from_to"].format(w.month(first), w.month(last))
    return writer.t["lasted"].format(count, when)


def _told(writer: Writer, life: Life, by_id: dict[str, Life]) -> list[tuple[str, Life | None, str]]:
    """Where the subject came from and what became of it: sentences that may end with another subject."""
    t, w, last = writer.t, writer.w, life.months[-1]["period"]
    told: list[tuple[str, Life | None, str]] = [(t["split_of"], by_id[life.split_of], "")] if life.split_of in by_id else []
    if life.end == "gone":
        told.append((t["gone_in"].format(w.month(life.ended)), None, ""))
    elif life.end == "merged" and life.into in by_id:
        told.append((t["merged_into"].format(w.month(life.ended)), by_id[life.into], ""))
    else:
        told.append((t["still"] if last == writer.site.periods[-1] else t["untold"], None, ""))
    return told


def _course(writer: Writer, row: dict[str, Any]) -> list[Any]:
    """A month of a life as cells."""
    return [
        Cell(text=writer.w.month(row["period"]), href=f"#m{row['period']}"),
        Cell(text=row["label"]),
        writer.number(row["posts"]),
        writer.share(row["share"]),
        writer.bounds(row["low"], row["high"]),
        Cell(text=str(writer.w.n(row["stability"], 2)), note=f"({writer.t['unstable']})" if row["unstable"] else ""),
        writer.t[row["status"]],
    ]


def _month(writer: Writer, row: dict[str, Any], month: Month, by_id: dict[str, Life]) -> dict[str, Any]:
    """What the page of a life tells of one month."""
    t, w = writer.t, writer.w
    interval = f" [{writer.bounds(row['low'], row['high'])}]" if row["low"] is not None and row["high"] is not None else ""
    line = f"{w.count(row['posts'], {'fr': 'message', 'en': 'post'}[writer.lang])}, {w.pct(row['share'])}{interval}, {t[row['status']]}"
    if row["similarity"] is not None:
        line += f" ({t['similarity'].format(w.n(row['similarity'], 2))})"
    ids = f"note/posts/topic-{row['topic'] + 1}.txt"
    return row | {
        "name": w.month(row["period"]),
        "line": f"{line}, {t['stability'].lower()} {w.n(row['stability'], 2)}.",
        "note": writer.note(month, "topics", f"{row['topic'] + 1}. "),
        "ids": f"../../{month.period}/{ids}" if ids in month.files else "",
        "words": ", ".join(row["words"]),
        "gained": ", ".join(row["gained"]),
        "lost": ", ".join(row["lost"]),
        "media": ", ".join(f"{w.name(one['medium'])} {w.n(one['posts'])}" for one in row["media"]),
        "merged": [by_id[one] for one in row["merged"] if one in by_id],
        "verbatims": [one | {"by": _by(writer, one)} for one in row["verbatims"]],
    }


def _by(writer: Writer, quote: dict[str, Any]) -> str:
    """Who wrote a post, where and when."""
    w, medium = writer.w, quote["medium"]
    return f"{w.account(quote['author'], medium)}, {w.name(medium)}, {w.instant(quote['published_at'], writer.site.timezone)}"
