"""The teaching variant (`note.teaching`): a box a section, that tells what a measure is, its formula, how to read it, and where it misleads."""

import re

from conversatoire.note.anchors import SECTIONS, slug
from conversatoire.note.facts import Facts
from conversatoire.note.markdown import environment
from conversatoire.note.words import Words

BOXED = ("figures", "media", "topics", "peaks", "actors", "barometer", "tone", "watching", "benchmark", "questions", "coverage")


def boxes(facts: Facts, lang: str) -> dict[str, str]:
    """Anchor of a section → Markdown of its box, whose first paragraph is its title; no text of a post is in it."""
    made, w = environment(), Words(lang)
    return {SECTIONS[name][lang]: made.get_template(f"teaching/{name}.{lang}.md.j2").render(f=facts, w=w).strip() + "\n" for name in BOXED}


def quoted(text: str, told: dict[str, str]) -> str:
    """The Markdown of a note with each box as a quotation under the heading of its section."""
    if not told:
        return text

    def with_box(heading: re.Match[str]) -> str:
        box = told.get(slug(heading[1]))
        lines = "\n".join(f"> {line}".rstrip() for line in box.strip().splitlines()) if box else ""
        return f"{heading[0]}\n\n{lines}" if box else heading[0]

    return re.sub(r"^## (.+)$", with_box, text, flags=re.MULTILINE)
