"""The pages of the accounts: all careers beside each other, and one page a career."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from conversatoire.note.escape import plain
from conversatoire.site import figures_ranks
from conversatoire.site.careers import TOP, Career
from conversatoire.site.draw import sign
from conversatoire.site.pages import Cell, Page, Writer, heads

ROWS = 30  # accounts of the first table; the others are folded away


def accounts(writer: Writer) -> Iterator[Page]:
    """The page of all accounts, then that of each."""
    site, t = writer.site, writer.t
    shown = site.careers[: figures_ranks.LINES]
    names = [name(writer, career) for career in shown]
    columns = (t["account"], t["medium"], t["best"], t["months_top"].format(TOP))
    yield writer.page(
        "accounts.html",
        "accounts.html",
        t["accounts_title"],
        lead=t["accounts_lead"].format(TOP),
        figure=shown and figures_ranks.ranks(shown, names, site.periods, t["ranks_title"], writer.w),
        picked=[
            Cell(text=one, href=career.file, sign=Markup(sign(number, 7, 7))) for number, (career, one) in enumerate(zip(shown, names, strict=True))
        ],
        heads=[*heads(*columns, texts=columns[:2]), *writer.month_head()],
        rows=[_row(writer, career) for career in site.careers[:ROWS]],
        rest=[_row(writer, career) for career in site.careers[ROWS:]],
        more=writer.many("more_accounts", len(site.careers) - ROWS),
    )
    for career in site.careers:
        yield _career(writer, career)


def name(writer: Writer, career: Career) -> str:
    """An account as the note writes it."""
    return plain(writer.w.account(career.shown, career.medium))


def _row(writer: Writer, career: Career) -> list[Any]:
    """A career as cells: rank and interval of each month."""
    months = [career.at(period) for period in writer.site.periods]
    ranks = [f"{writer.number(m['rank'])} [{writer.number(m['rank_low'])}–{writer.number(m['rank_high'])}]" if m else "–" for m in months]
    first = Cell(text=name(writer, career), href=career.file)
    return [first, writer.w.title(career.medium), writer.number(career.best), writer.number(career.at_top), *ranks]


def _career(writer: Writer, career: Career) -> Page:
    """The page of one account."""
    t, site, shown = writer.t, writer.site, name(writer, career)
    names = ("month", "rank", "interval", "of_accounts", "posts", "followers", "in_degree", "reposted", "role", "community")
    kinds = [t[kind] for kind in ("own_account", "bot_account") if any(month[kind.split("_")[0]] for month in career.months)]
    about = [writer.w.title(career.medium), *kinds, f"{t['months_top'].format(TOP)}{t['colon']} {writer.number(career.at_top)}"]
    return writer.page(
        "account.html",
        career.file,
        shown,
        about=" · ".join(about),
        figure=figures_ranks.ranks([career], [shown], site.periods, f"{shown}{t['colon']} {t['ranks_title']}", writer.w),
        heads=heads(*(t[name] for name in names), texts=[t[name] for name in ("month", "role", "community")]),
        rows=[_month(writer, career, period) for period in site.periods],
    )


def _month(writer: Writer, career: Career, period: str) -> list[Any]:
    """A month of a career as cells."""
    row, month = career.at(period), next(month for month in writer.site.months if month.period == period)
    first = Cell(text=writer.w.month(period), href=writer.note(month, "actors"))
    if row is None:
        return [first._replace(note=f"({writer.t['not_there']})"), *["–"] * 9]
    speaks = f"{row['community'] + 1}{writer.t['colon']} {row['speaks']}" if row["community"] >= 0 else writer.t["no_community"]
    numbers = [writer.number(row[key]) for key in ("accounts", "posts", "followers", "in_degree", "reposted")]
    bounds = f"{writer.number(row['rank_low'])}–{writer.number(row['rank_high'])}"
    return [first, writer.number(row["rank"]), bounds, *numbers, writer.w.name(row["role"]), Cell(text=speaks)]
