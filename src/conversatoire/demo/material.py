"""Reads the phrase files of ``material/`` and draws sentences from them.

A file holds sections (``## name``) of one phrase a line. ``[a|b]`` is a choice and may be nested; ``{NAME}`` stands
for a line of a section ``macros``. Phrases carry their own articles, so that any draw is correct French.
"""

import random
import re
from functools import cache
from importlib import resources

Phrases = dict[str, list[str]]

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_MACRO = re.compile(r"\{([A-Z]+)\}")


@cache
def phrases(name: str) -> Phrases:
    """Returns the sections of ``material/{name}.txt``: section name → phrases, in the order of the file."""
    sections: Phrases = {}
    current: list[str] = []
    text = resources.files(__package__).joinpath("material", f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("## "):
            current = sections.setdefault(line[3:].strip(), [])
        elif line.strip() and not line.startswith("# "):
            current.append(line.strip())
    return sections


@cache
def _macros() -> dict[str, str]:
    lines = phrases("common")["macros"] + phrases("offtopic")["macros"]
    return dict(line.split("=", 1) for line in lines)


def expand(phrase: str, rng: random.Random) -> str:
    """Returns one draw of ``phrase``: macros replaced, choices made, first letter in upper case."""
    macros = _macros()
    while _MACRO.search(phrase):
        phrase = _MACRO.sub(lambda match: macros[match[1]], phrase)
    while _CHOICE.search(phrase):
        phrase = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), phrase)
    return phrase[:1].upper() + phrase[1:]


def words(name: str) -> list[str]:
    """Returns the distinct words of four letters or more of a subject's sentences, lower-case and sorted."""
    lines = [line for tone in ("negative", "neutral", "positive") for line in phrases(name)[tone]]
    bare = _MACRO.sub(" ", " ".join(lines)).lower()
    return sorted(set(re.findall(r"[^\W\d_]{4,}", bare)))
