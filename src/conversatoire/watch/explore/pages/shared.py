"""What several pages do: curves, rows of accounts, tags and links with their addresses, posts, and lists of tops."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import format_date
from markupsafe import Markup

from conversatoire.note.escape import is_address, is_link
from conversatoire.note.words import Words
from conversatoire.watch.explore import svg
from conversatoire.watch.explore.asked import Asked
from conversatoire.watch.explore.render import account_name, instant_of, line, shown_link

Row = dict[str, Any]


def hour_of(words: Words, hour: int) -> str:
    """An hour of the day: `14 h`, `14:00`."""
    return f"{hour}\u00a0h" if words.lang == "fr" else f"{hour}:00"


def place(step: str, local: str, words: Words) -> str:
    """The label of a step on an axis: `17 mai`, `17 mai 14 h`, `mai 2011`."""
    if step == "month":
        return format_date(date.fromisoformat(f"{local}-01"), "MMM y", locale=words.locale)
    day = format_date(date.fromisoformat(local[:10]), "d MMM", locale=words.locale)
    return f"{day} {hour_of(words, int(local[11:13]))}" if step == "hour" else day


def told_place(step: str, local: str, words: Words) -> str:
    """The same at length: `mardi 17 mai 2011`."""
    if step == "month":
        return words.month(local)
    day = words.day(local[:10])
    return f"{day}, {hour_of(words, int(local[11:13]))}" if step == "hour" else day


def days_of(point: Row) -> tuple[str, str]:
    """First and last local day of a step, as the parameters `from` and `to` take them."""
    local = point["local"]
    first = date.fromisoformat(f"{local}-01" if len(local) == 7 else local[:10])
    if len(local) == 7:
        last = date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal() - 1
    else:
        last = first.toordinal() + (6 if point.get("week") else 0)
    return first.isoformat(), date.fromordinal(last).isoformat()


def volume_chart(asked: Asked, points: Sequence[Row], step: str, label: str) -> Markup:
    """Posts a step as bars, each a link to its days on the search page."""
    words = asked.words
    bars = [svg.Point(place(step, point["local"], words), point["posts"], _tip(asked, step, point), _to_days(asked, step, point)) for point in points]
    return svg.bars(bars, label, asked.texts[f"unit_posts_{step}"], words)


def volume_rows(asked: Asked, points: Sequence[Row], step: str) -> list[Row]:
    """The numbers behind `volume_chart`."""
    words = asked.words
    return [
        {"when": told_place(step, point["local"], words), "when_href": _to_days(asked, step, point), "posts": words.n(point["posts"])}
        for point in points
    ]


def _tip(asked: Asked, step: str, point: Row) -> str:
    part = "" if point["whole"] else f" ({asked.texts['part']})"
    return f"{told_place(step, point['local'], asked.words)}{part}{asked.texts['colon']} {posts_told(asked, point['posts'])}"


def _to_days(asked: Asked, step: str, point: Row) -> str:
    first, last = days_of(point | {"week": step == "week"})
    return asked.here_on("search", **{"from": first, "to": last, "last": None, "p": None})


def posts_told(asked: Asked, count: int) -> str:
    """`12 messages`."""
    return asked.words.count(count, asked.texts["one_post"], asked.texts["many_posts"])


def named(asked: Asked, medium: str, account: str) -> str:
    """An account as it is shown; of one whose handle is an e-mail address (mailing lists), the name it gives last."""
    name = None
    if is_address(account):
        sql = "SELECT author_name FROM posts WHERE account = ? AND medium = ? AND author_name IS NOT NULL ORDER BY n DESC LIMIT 1"
        name = (asked.connection.execute(sql, (account, medium)).fetchone() or [None])[0]
    return account_name(asked.words, medium, account, name)


def account_row(asked: Asked, row: Row) -> Row:
    """`name`, `name_href` of an account."""
    return {
        "name": named(asked, row["medium"], row["account"]),
        "name_href": asked.address("account", {"medium": row["medium"], "name": row["account"]}),
        "medium": asked.words.name(row["medium"] or ""),
    }


def link_row(asked: Asked, link: str) -> Row:
    """`name`, `name_href` of a link: its page here."""
    return {"name": shown_link(link), "name_href": asked.address("link", {"url": link})}


def number(asked: Asked, value: float | None, digits: int = 0) -> str:
    """A number, or a dash where it is unknown."""
    return "–" if value is None else asked.words.n(value, digits)


def lapse(asked: Asked, hours: float | None) -> str:
    """A lapse of hours in its natural unit."""
    return "–" if hours is None else asked.words.duration(hours * 3600)


def shown_posts(asked: Asked, rows: Sequence[Row], whole: bool = False) -> list[Row]:
    """Posts as `parts.post` shows them: `row`, `shown` (the author), `when`, `body` (None for the text itself)."""
    return [
        {
            "row": row,
            "shown": account_name(asked.words, row["medium"], row["author"], row["author_name"]),
            "when": instant_of(asked.words, row["published_at"], asked.site.study.timezone),
            "body": None if whole else excerpt(row["text"]),
        }
        for row in rows
    ]


LONGEST = 420  # characters of a post in a list


def excerpt(text: str | None) -> str:
    """The beginning of a post on one line."""
    told = line(text or "")
    return told if len(told) <= LONGEST else told[: LONGEST - 1].rstrip() + "…"


def plain_posts(rows: Sequence[Row]) -> list[Row]:
    """Posts for CSV and JSON, without the index's own number; addresses that are none are left out."""
    return [{key: value for key, value in row.items() if key != "n"} | {"url": row["url"] if is_link(row["url"]) else None} for row in rows]
