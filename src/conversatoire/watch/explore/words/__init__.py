"""The sentences of the pages, French and English side by side; numbers, dates and names are `note/words.py`'s.

French is written with plain spaces and set by `_set` with those that its signs want.
"""

from conversatoire.watch.explore.words import frame, pages, search

_NARROW, _WIDE = "\u202f", "\u00a0"
_BOTH = frame.BOTH | search.BOTH | pages.BOTH


def _set(text: str) -> str:
    """French text with the no-break spaces that its signs want."""
    for sign in (";", "!", "?", "%", "»"):
        text = text.replace(f" {sign}", f"{_NARROW}{sign}")
    return text.replace("« ", f"«{_NARROW}").replace(" :", f"{_WIDE}:")


TEXTS: dict[str, dict[str, str]] = {
    "fr": {key: _set(fr) for key, (fr, _) in _BOTH.items()},
    "en": {key: en for key, (_, en) in _BOTH.items()},
}
