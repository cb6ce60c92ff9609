"""Days, numbers and words as people write them in spreadsheets, French or English; None where a cell is none of it."""

import math
import re
from datetime import date, datetime

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)")
_UNITS = re.compile(r"[\s\u00a0\u202f]*(?:€|\$|£|%)$")
TONES = {
    "negative": ("negative", "negatif", "negatives", "neg", "-", "-1"),
    "neutral": ("neutral", "neutre", "neu", "0"),
    "positive": ("positive", "positif", "pos", "+", "+1", "1"),
}


def day(cell: str) -> date | None:
    """A day written 2024-10-22 or 22/10/2024 (the day first, as in French and British files), an hour behind it ignored."""
    found = _DAY.fullmatch(cell.strip())
    if not found:
        return None
    year, month, number = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return datetime(int(year), int(month), int(number)).date()
    except ValueError:
        return None


def number(cell: str) -> float | None:
    """A number written 1234.5, 1 234,5, 1234,5 € or 1,234.5; 1,234 alone could be both and is read in the French way, 1.234."""
    text = _UNITS.sub("", cell.strip()).replace("−", "-")
    text = _THOUSANDS.sub("", text)
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+|[+-]?\d{1,3}(?:,\d{3}){2,}", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:\.\d{3}){2,}", text):
        text = text.replace(".", "")
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def whole(cell: str) -> int | None:
    """A number of people or a rank: no decimals; 12,345 and 12.345 are twelve thousand here, since nothing else makes sense."""
    text = _THOUSANDS.sub("", cell.strip())
    text = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text)
    return int(text) if re.fullmatch(r"\d{1,15}", text) else None


def tone(cell: str) -> str | None:
    """negative, neutral or positive, in French too; "" for an empty cell."""
    from conversatoire.text import fold

    text = fold(cell.strip()).replace("−", "-")
    return "" if not text else next((name for name, spellings in TONES.items() if text in spellings), None)
