"""Pages as HTML: Jinja2 with autoescape over `templates/`. Here the frame, and what pages say in common; each page has its own module."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from conversatoire.note.escape import is_link
from conversatoire.note.words import Words
from conversatoire.site.months import Month
from conversatoire.site.site import Site
from conversatoire.site.texts import TEXTS

TEMPLATES = Path(__file__).parent / "templates"
NAVIGATION = ("index", "subjects", "accounts", "measures", "calendar", "search")


class Cell(NamedTuple):
    """A cell of a table that is more than a text: where it leads, what is told behind it in small, and the mark before it in a legend."""

    text: str
    href: str = ""
    note: str = ""
    sign: Markup = Markup("")


Page = tuple[str, str]  # its file's name in the folder of its language, and its HTML


@functools.cache
def environment() -> Environment:
    """The templates; a name that a page forgot is an error, never a blank."""
    made = Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.tests["address"] = is_link
    return made


@dataclass(frozen=True)
class Writer:
    """Writes the pages of one language."""

    site: Site
    lang: str

    @property
    def t(self) -> dict[str, str]:
        """The sentences."""
        return TEXTS[self.lang]

    @functools.cached_property
    def w(self) -> Words:
        """Numbers, dates and names."""
        return Words(self.lang)

    def page(self, template: str, file: str, heading: str, **values: Any) -> Page:
        """A page out of its template."""
        told = {"site": self.site, "lang": self.lang, "t": self.t, "navigation": NAVIGATION, "file": file, "heading": heading}
        return file, environment().get_template(template).render(told | values)

    def note(self, month: Month, section: str, under: str = "") -> str:
        """The address of a section of a month's note; "" where there is no note."""
        note = month.notes.get(self.lang)
        return f"../../{month.period}/{note.file}{quote(note.anchor(section, self.lang, under), safe='#')}" if note else ""

    def share(self, value: float | None) -> str:
        """A share in percent, or a dash."""
        return "–" if value is None else self.w.pct(value)

    def bounds(self, low: float | None, high: float | None, is_share: bool = True) -> str:
        """`7 %–10 %`, or a dash."""
        form = self.w.pct if is_share else self.w.precise
        return "–" if low is None or high is None else f"{form(low)}–{form(high)}"

    def number(self, value: float | None) -> str:
        """A whole number, or a dash."""
        return "–" if value is None else str(self.w.n(value))

    def many(self, key: str, count: int) -> str:
        """A sentence with a number, `key` or `key_one`."""
        return self.t[f"{key}_one"] if count == 1 else self.t[key].format(self.w.n(count))

    def month_head(self) -> list[tuple[str, bool]]:
        """Heads of a table with a column a month."""
        return [(self.w.month(period), True) for period in self.site.periods]

    def note_files(self, month: Month) -> list[tuple[str, str]]:
        """The forms of a month's note: name and address."""
        names = [(form.upper(), f"note/note.{self.lang}.{form}") for form in ("html", "pdf", "docx")]
        return [(name, f"../../{month.period}/{file}") for name, file in names if file in month.files]

    def reasons(self, kinds: dict[str, list[str]]) -> list[str]:
        """What does not compare, a sentence a kind: `the subjects, because of the parameter topics.count`."""
        named = {kind: [self.t.get(f"reason_{one}") or self.t["reason_key"].format(one) for one in why] for kind, why in kinds.items()}
        return [f"{self.t[f'compared_{kind}']}, {self.t['because']}{self.t['colon']} {', '.join(why)}" for kind, why in named.items()]


def heads(*names: str, texts: Sequence[str] = ()) -> list[tuple[str, bool]]:
    """Heads of a table: those of `texts` are of words, the others of numbers."""
    return [(name, name not in texts) for name in names]
