"""A study's own stop words, and the words it reads as others: `topics.stop_words`."""

import re
from pathlib import Path
from typing import NamedTuple

from conversatoire.by_hand import table
from conversatoire.errors import StudyError
from conversatoire.text import fold

_WORD = re.compile(r"#?\w+(?:['-]\w+)*")


class OwnWords(NamedTuple):
    """What a study does with some words; words are folded (no case, no accents), a tag keeps its #.

    Attributes:
        stop: words that carry no subject of this study.
        instead: word → the words it is read as, as the analyst wrote them.
    """

    stop: frozenset[str]
    instead: dict[str, tuple[str, ...]]


NOTHING = OwnWords(frozenset(), {})


def read(path: Path | str) -> OwnWords:
    """Reads a CSV file with the columns word and instead; an empty instead makes the word a stop word.

    Raises:
        StudyError: the file cannot be read; a row's word is missing, more than one word or there twice; what a word is read as is no word, or
            is itself a stop word or read as another.
    """
    lines: dict[str, int] = {}
    instead: dict[str, tuple[str, ...]] = {}
    for line, (word, others) in table.read(path, ("word", "instead")):
        key = fold(word)
        if not _WORD.fullmatch(key):
            what = f"«{word}» is not one word or #tag" if word else "has no word"
            raise StudyError(f"{path}:{line}: {what}; write a word or tag in the column «word», one a row")
        if key in lines:
            raise StudyError(f"{path}:{line}: «{word}» stands in line {lines[key]} already (case and accents are ignored); keep one")
        lines[key] = line
        instead[key] = tuple(others.replace("’", "'").split())
    for word, others in instead.items():
        _check(others, word, lines, path)
    return OwnWords(frozenset(word for word, others in instead.items() if not others), {word: others for word, others in instead.items() if others})


def _check(others: tuple[str, ...], word: str, lines: dict[str, int], path: Path | str) -> None:
    for other in others:
        key = fold(other)
        if not _WORD.fullmatch(key):
            raise StudyError(f"{path}:{lines[word]}: «{other}» in the column «instead» is not a word; write words or tags separated by spaces")
        if key in lines and key != word:
            wrong = f"«{word}» is read as «{other}», which line {lines[key]} drops or reads as another"
            raise StudyError(f"{path}:{lines[word]}: {wrong}; write what is meant in the end")
