"""The pack's own papers: README, citation, what each column means, and the preview that a browser shows."""

from importlib import resources
from typing import Any

import jinja2
import yaml

from conversatoire import __version__
from conversatoire.columns import TABLES
from conversatoire.export.allowed import ALLOWED
from conversatoire.export.crate import About
from conversatoire.export.licence import address
from conversatoire.export.release import released_columns

SOFTWARE = "Conversatoire: a reproducible observatory of web conversations"
REWORDED = {("topics", "words"): "first of its words that enough authors used, separated by commas", ("top", "item"): "#tag, canonical link, or site"}


def readme(about: About, facts: dict[str, Any]) -> bytes:
    """README.md of the pack, in French and in English."""
    return _template("readme.md.j2", autoescape=False).render(about=about, url=address(about.licence), version=__version__, **facts).encode()


def preview(about: About, groups: dict[str, list[tuple[str, str]]], facts: dict[str, Any]) -> bytes:
    """The page a browser shows: what the crate is, and a link to each file with what it is; it asks nothing of the network.

    Args:
        about: the crate's own description.
        groups: heading → path and description of each file.
        facts: as for `readme`.
    """
    page = _template("preview.html.j2", autoescape=True)
    return page.render(about=about, url=address(about.licence), groups=groups, version=__version__, **facts).encode()


def citation(about: About) -> bytes:
    """CITATION.cff of the pack, with the program it was made with."""
    content = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them, and the program that made them.",
        "type": "dataset",
        "title": about.name,
        "abstract": about.description,
        "authors": [{"name": name} for name in about.creators or (f"The authors of «{about.name}»",)],
        "date-released": about.date,
        "license": about.licence,
        "references": [{"type": "software", "title": SOFTWARE, "authors": [{"name": "The Conversatoire developers"}], "version": __version__}],
    }
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True).encode()


def columns() -> list[tuple[str, str, str]]:
    """Table, column and meaning of every column that is released."""
    abouts = [(name, column, TABLES[name].columns[column].about) for name in ALLOWED for column in released_columns(name)]
    return [(name, column, REWORDED.get((name, column), about)) for name, column, about in abouts]


def _template(name: str, autoescape: bool) -> jinja2.Template:
    text = (resources.files("conversatoire.export") / "templates" / name).read_text(encoding="utf-8")
    made = jinja2.Environment(
        autoescape=autoescape, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return made.from_string(text)
