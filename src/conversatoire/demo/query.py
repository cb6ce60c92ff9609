"""The query of the teaching study, as the corpus is written for it."""

import re
import unicodedata

ANY = ("veltamine", "orsenne", "#veltamine")
NONE = ("les veltamine", "concert")  # the invented rock band that bears the same name

_LINK = re.compile(r"https?://\S+")
_ANY = re.compile(r"(?<!\w)(?:veltamine|orsenne)(?!\w)")
_NONE = re.compile(r"(?<!\w)(?:les veltamine|concert)(?!\w)")


def is_on_query(text: str) -> bool:
    """Tells whether a text (title included) holds a term of ``ANY`` and none of ``NONE``, as whole words outside links."""
    plain = _folded(_LINK.sub(" ", text))
    return bool(_ANY.search(plain)) and not _NONE.search(plain)


def has_term(text: str) -> bool:
    """Tells whether a text holds a term of ``ANY``, as a whole word outside links."""
    return bool(_ANY.search(_folded(_LINK.sub(" ", text))))


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
