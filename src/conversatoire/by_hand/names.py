"""The analyst's own names of topics: `topics.names`."""

import re
from pathlib import Path
from typing import NamedTuple

from conversatoire.by_hand import table
from conversatoire.errors import StudyError
from conversatoire.text import fold

LONGEST = 80  # letters of a name; figures have no room for more


class Name(NamedTuple):
    """A name and the words, folded, by which its topic is known."""

    name: str
    words: frozenset[str]


def read(path: Path | str) -> list[Name]:
    """Reads a CSV file with the columns name and words (separated by spaces or commas, as topics.csv and topic_words.csv have them).

    Raises:
        StudyError: the file cannot be read; a name is missing, too long or there twice; a name has no words.
    """
    names: list[Name] = []
    lines: dict[str, int] = {}
    for line, (name, words) in table.read(path, ("name", "words")):
        key = fold(name)
        if not name:
            raise StudyError(f"{path}:{line}: has no name; write one in the column «name», or remove the line")
        if len(name) > LONGEST:
            raise StudyError(f"{path}:{line}: the name «{name[:30]}…» has {len(name)} letters; {LONGEST} at most have room in a figure")
        if key in lines:
            raise StudyError(f"{path}:{line}: the name «{name}» stands in line {lines[key]} already; two topics need two names")
        if not (found := pieces(words)):
            raise StudyError(f"{path}:{line}: «{name}» has no words; copy some of its topic's from the column «words» of topics.csv")
        lines[key] = line
        names.append(Name(name, found))
    return names


def pieces(words: str) -> frozenset[str]:
    """Words of a text, folded, tags without #; a phrase's lemmas apart."""
    return frozenset(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", fold(words)))
