"""The analyst's own words of the tone: `tone.words`."""

import math
import re
from pathlib import Path

from conversatoire.by_hand import table
from conversatoire.errors import StudyError
from conversatoire.text import fold

STRONGEST = 4.0  # valences go from −4 to 4, as the lexicons' do (Hutto & Gilbert 2014)
_WORDS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*(?: [^\W_]+(?:['-][^\W_]+)*)*|[^\w\s]+")


def read(path: Path | str) -> dict[str, float]:
    """Reads a CSV file with the columns word (a word, a phrase or an emoji) and valence.

    Returns:
        Word, folded → valence, −4 to 4; 0 takes the word's tone away.

    Raises:
        StudyError: the file cannot be read; a word is missing, no word, or there twice; a valence is no number from −4 to 4.
    """
    found: dict[str, float] = {}
    lines: dict[str, int] = {}
    for line, (word, valence) in table.read(path, ("word", "valence")):
        key = fold(" ".join(word.lstrip("#").replace("\ufe0f", "").split()))
        if not _WORDS.fullmatch(key):
            what = f"«{word}» is no word, phrase or emoji" if word else "has no word"
            raise StudyError(f"{path}:{line}: {what}; write one in the column «word»")
        if key in lines:
            raise StudyError(f"{path}:{line}: «{word}» stands in line {lines[key]} already (case and accents are ignored); keep one")
        lines[key], found[key] = line, _number(valence, word, f"{path}:{line}")
    return found


def _number(text: str, word: str, where: str) -> float:
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        value = math.nan
    if not abs(value) <= STRONGEST:
        raise StudyError(f"{where}: the valence of «{word}» is «{text}»; write a number from −4 (very negative) to 4 (very positive), 0 for no tone")
    return value
