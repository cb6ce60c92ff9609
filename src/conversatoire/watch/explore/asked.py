"""What a page is asked, and what it answers."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from conversatoire.config import Study
from conversatoire.note.words import Words
from conversatoire.watch.explore.words import TEXTS

_OF_THE_PAGE = ("ui", "format", "table")  # parameters that say how the answer is shown, not what is asked


@dataclass(frozen=True)
class Site:
    """What is served: a study, the folder of all results, the index, and for how many seconds a page may ask it."""

    index: Path
    name: str
    study: Study
    results: Path
    seconds: float = 10.0

    @property
    def folder(self) -> Path:
        """The study's results, a folder a month."""
        return self.results / self.name


@dataclass(frozen=True)
class Asked:
    """One question to one page.

    Attributes:
        site: what is served.
        page: name of the page, the last part of its address.
        values: the address's parameters, each with its values, in order.
        lang: language of the page, fr or en.
        connection: the index, read-only.
    """

    site: Site
    page: str
    values: Mapping[str, list[str]]
    lang: str
    connection: sqlite3.Connection

    @property
    def words(self) -> Words:
        """Numbers, dates and names in the page's language."""
        return Words(self.lang)

    @property
    def texts(self) -> dict[str, str]:
        """The sentences of the pages in the page's language."""
        return TEXTS[self.lang]

    def say(self, key: str, *values: object, **named: object) -> str:
        """A sentence of the pages with its values."""
        return self.texts[key].format(*values, **named)

    def one(self, name: str) -> str:
        """The first value of a parameter, without white space around it; empty where it is not given."""
        return (self.values.get(name) or [""])[0].strip()

    def address(self, page: str, values: Mapping[str, Any] | list[tuple[str, Any]] = ()) -> str:
        """The address of a page relative to the others, in the page's language; values without content are left out."""
        pairs = values.items() if isinstance(values, Mapping) else values
        told = [(name, one) for name, value in pairs for one in (value if isinstance(value, list | tuple) else [value]) if one not in ("", None)]
        return f"{page}?{urlencode([*told, ('ui', self.lang)])}"

    def here_on(self, page: str, **changes: Any) -> str:
        """The address of a page with the parameters of this one, some of them changed (None takes one away)."""
        kept = [(name, one) for name, values in self.values.items() if name not in changes and name not in _OF_THE_PAGE for one in values]
        return self.address(page, [*kept, *changes.items()])

    def here(self, **changes: Any) -> str:
        """The address of this very page with some parameters changed (None takes one away); `ui` changes its language."""
        lang = changes.pop("ui", self.lang)
        return replace(self, lang=lang).here_on(self.page, **changes)


@dataclass(frozen=True)
class Answer:
    """What a page shows.

    Attributes:
        template: its file under `templates`.
        title: of the page, in its language.
        shown: what the template needs.
        tables: name → rows, for CSV and JSON; the first is the page's main table.
        status: of HTTP.
    """

    template: str
    title: str
    shown: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    status: int = 200
