"""Pages as HTML: Jinja2 with autoescape over `templates/`, and how posts, accounts and instants are written in them."""

import functools
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from conversatoire.note.escape import hide_addresses, is_address, is_link, plain
from conversatoire.note.words import Words
from conversatoire.terminal import printable
from conversatoire.watch.explore.asked import Answer, Asked, Site
from conversatoire.watch.explore.words import TEXTS

NAVIGATION = ("search", "compare", "campaign", "competitors", "barometer", "about")
HIDDEN = "…@…"
_LINES = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_LINK_LENGTH = 70


@functools.cache
def environment() -> Environment:
    """The templates; a name that a page forgot is an error, never a blank."""
    made = Environment(
        autoescape=True, loader=FileSystemLoader(Path(__file__).parent / "templates"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"plain": line, "lines": lines, "shown_link": shown_link}
    made.tests["address"] = is_link
    return made


def page(asked: Asked, answer: Answer) -> str:
    """A page."""
    told = {"asked": asked, "answer": answer, "texts": asked.texts, "words": asked.words, "navigation": NAVIGATION, "say": asked.say}
    return _rendered(answer.template, told | answer.shown)


def plain_page(site: Site, lang: str, what: str, detail: Any) -> str:
    """A page that needs no index: a title and what to do, `{what}_title` and `what` of the texts."""
    texts = TEXTS[lang]
    told = {"site": site, "lang": lang, "texts": texts, "title": texts[f"{what}_title"], "sentence": texts[what].format(line(str(detail)))}
    return _rendered("plain.html", told)


def folder_page(site: Site, lang: str, title: str, names: list[str]) -> str:
    """The files of a folder of results, each a link."""
    told = {"site": site, "lang": lang, "texts": TEXTS[lang], "title": line(title), "links": [(quote(name), line(name)) for name in names]}
    return _rendered("folder.html", told)


def _rendered(template: str, told: dict[str, Any]) -> str:
    """A page, without the control signs and marks of direction that a question may bring along."""
    return printable(environment().get_template(template).render(told))


def line(text: object) -> str:
    """A text of the data on one line: no control signs, nothing that turns the direction of what follows, no e-mail address."""
    return hide_addresses(plain(str(text)), HIDDEN)


def lines(text: object) -> str:
    """As `line`, with the text's own lines; runs of empty ones are one."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line(part) for part in _LINES.split(str(text)))).strip("\n")


def shown_link(address: str) -> str:
    """A link as people read it: without scheme and www., cut where it is long."""
    short = re.sub(r"^https?://(www\.)?", "", line(address))
    return short if len(short) <= _LINK_LENGTH else short[: _LINK_LENGTH - 1] + "…"


def account_name(words: Words, medium: str | None, account: str | None, name: str | None = None) -> str:
    """An account as it is shown: its handle; the displayed name where the handle is an e-mail address."""
    if is_address(account) and name and not is_address(name):
        return line(name)
    return plain(words.account(account, medium))


def instant_of(words: Words, seconds: float, timezone: str) -> str:
    """Seconds since 1970 as day and minute in the study's zone."""
    return words.instant(datetime.fromtimestamp(seconds, UTC), timezone)
