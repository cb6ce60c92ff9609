"""Markdown of the note: a template per language, filled with facts. Every value is escaped unless it is `Markdown` already."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import jinja2

from conversatoire.note import trace
from conversatoire.note.anchors import SECTIONS
from conversatoire.note.escape import Markdown, is_link, link, md, plain
from conversatoire.note.facts import Facts
from conversatoire.note.facts_month import change
from conversatoire.note.findings import findings, is_calm
from conversatoire.note.keyfigures import key_figures
from conversatoire.note.words import Words

# Lists shown beside each other; links are long and stand alone.
GROUPS = (("hashtags", "sites"), ("links",), ("cited", "active"), ("sociable", "influential"))


def markdown(facts: Facts, lang: str, figures: dict[str, str], name: str = "note") -> str:
    """The note of one language, or another document of the same facts.

    Args:
        facts: what to tell.
        lang: `fr` or `en`.
        figures: name of each figure that was drawn → its path relative to the note.
        name: of the template.
    """
    back = trace.linkers(facts.behind, facts.period, lang)
    return filled(f"{name}.{lang}.md.j2", f=facts, w=Words(lang), figures=given(figures), **back, **within(facts, lang))


def filled(template: str, **values: Any) -> str:
    """A template with its values, its paragraphs apart by one empty line each, however many its conditions left."""
    return re.sub(r"\n{3,}", "\n\n", environment().get_template(template).render(**values)).strip() + "\n"


def given(figures: dict[str, str]) -> dict[str, Markdown]:
    """The paths of figures as templates take them: written as they are."""
    return {name: Markdown(path) for name, path in figures.items()}


NOT_COMPARABLE = {"fr": "non comparable", "en": "not comparable"}


def within(facts: Facts, lang: str) -> dict[str, Callable[..., Any]]:
    """The functions by which templates link inside the note and compare months.

    `anchor` of a section, `section_link` that leads to it, `delta` of a number on the month before (a dash where it cannot be told, and said so where
    the kind of measure, see `compare.parameters.KINDS`, is not comparable).
    """
    w, apart = Words(lang), facts.earlier["apart"] if facts.earlier else {}
    other_sources = bool(facts.earlier and facts.earlier["sources"])

    def delta(now: float | None, before: float | None, kind: str = "posts") -> str:
        if now is None or before is None:
            return "–"
        is_apart = kind in apart or (kind == "posts" and other_sources)
        return NOT_COMPARABLE[lang] if is_apart else w.change(change(now, before))

    def anchor(section: str) -> Markdown:
        return Markdown(SECTIONS[section][lang])

    def section_link(text: str, section: str) -> Markdown:
        return Markdown(f"[{md(text)}](#{anchor(section)})")

    return {"anchor": anchor, "section_link": section_link, "delta": delta}


def environment() -> jinja2.Environment:
    """The templates, each value of which is escaped unless it is `Markdown` already."""

    def load(name: str) -> str:
        source, _, _ = jinja2.PackageLoader("conversatoire.note").get_source(jinja2.Environment(), name)
        return french_spaces(source) if ".fr." in name else source

    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=md,
        keep_trailing_newline=True,
    )
    made.globals |= {
        "change": change,
        "changed": changed,
        "named_by": named_by,
        "rendered": rendered,
        "findings": findings,
        "is_calm": is_calm,
        "key_figures": key_figures,
        "is_link": is_link,
        "link": link,
        "code": code,
        "block": block,
        "local_day": local_day,
        "side_by_side": side_by_side,
        "longest": longest,
    }
    return made


def french_spaces(template: str) -> str:
    """No-break spaces before ; : ! ? » % and after « in a French template; the narrow one except before the colon."""
    template = re.sub(r"(?<=\S) ([;!?»%])(?=\s|[.,)*<\"{\]]|$)", "\u202f\\1", template, flags=re.MULTILINE)
    return re.sub(r"(?<=\S) :(?=\s|$)", "\u00a0:", template, flags=re.MULTILINE).replace("« ", "«\u202f")


def code(text: str) -> Markdown:
    """Plain text for the inside of backticks."""
    return Markdown(plain(text).replace("`", "'"))


def block(text: str) -> Markdown:
    """An indented code block."""
    return Markdown("\n".join(f"    {_kept_indent(line)}" for line in text.splitlines()))


def _kept_indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" "))) + plain(line)


def local_day(instant: datetime, timezone: str) -> date:
    """The day of an instant in the study's zone."""
    return instant.astimezone(ZoneInfo(timezone)).date()


def named_by(names: dict[str, str], keys: Iterable[str]) -> list[str]:
    """The name of each key."""
    return [names[key] for key in keys]


def rendered(block: str) -> Markdown:
    """A block of a template, every value of which was escaped as it was made."""
    return Markdown(block.strip())


def changed(apart: dict[str, list[str]]) -> list[Markdown]:
    """What keeps measures from being compared, each key of the study once, as code."""
    return [Markdown(f"`{code(key)}`") for key in sorted({key for keys in apart.values() for key in keys})]


def side_by_side(lists: dict[str, list[dict]]) -> list[list[tuple[str, list[dict]]]]:
    """The top lists that have rows, grouped as they are shown; a list of another name stands alone at the end."""
    known = [name for group in GROUPS for name in group]
    groups = [*GROUPS, *[(name,) for name in lists if name not in known]]
    found = [[(name, lists[name]) for name in group if lists.get(name)] for group in groups]
    return [group for group in found if group]


def longest(group: list[tuple[str, list[dict]]]) -> int:
    """Rows of the longest list of a group."""
    return max(len(rows) for _, rows in group)


def summary(facts: Facts, lang: str) -> str:
    """The note's first section alone, under its heading: what a reader in a hurry gets."""
    return "## " + markdown(facts, lang, {}).split("\n## ")[1].strip() + "\n"
