"""The last look before anything leaves: no file of the pack may hold an address, an @name, or eight words of a post in a row."""

import re
from collections.abc import Iterable

from conversatoire.errors import RunError
from conversatoire.export.people import PART
from conversatoire.note.escape import is_address
from conversatoire.text import fold

SHINGLE = 8  # words in a row by which a post can be found again with a search engine
_LINK = re.compile(r"https?://[^\s,;\"'<>()\]]+")  # shared by many, or it would not be in the pack: the words of an address are nobody's
_AT = re.compile(r"(?<![\w/])@([\w.-]+)")
TEXTS = (".md", ".csv", ".json", ".html", ".cff", ".smk", ".txt", "Snakefile")


def check(files: dict[str, bytes], people: frozenset[str], texts: Iterable[str]) -> None:
    """Raises if a file of the pack gives somebody away.

    Args:
        files: the pack: path → content. Binary files (PDF) are made from the Markdown that is looked at.
        people: of `people.named`.
        texts: title and text of every post of the study.

    Raises:
        RunError: tells the file, and what was found there without repeating a name.
    """
    runs: dict[tuple[str, ...], str] = {}
    for path, content in sorted(files.items()):
        if not path.endswith(TEXTS):
            continue
        text = content.decode("utf-8")
        if is_address(text):
            raise RunError(f"the pack was not written: {path} holds an e-mail address")
        if any(fold(name).strip(".-") in people for name in _AT.findall(text)):
            raise RunError(f"the pack was not written: {path} holds the @name of an account; look at the study's title, question and terms")
        runs |= dict.fromkeys(_shingles(text), path)
    for text in texts:
        for run in _shingles(text):
            if run in runs:
                raise RunError(f"the pack was not written: {runs[run]} holds {SHINGLE} words in a row of a post")


def _shingles(text: str) -> Iterable[tuple[str, ...]]:
    words = PART.findall(fold(_LINK.sub(" ", text)))
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)
