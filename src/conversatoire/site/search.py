"""The index behind the search box: what can be found, and in which of it each word stands."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

# Letters that Unicode does not take apart, as people type them.
_WHOLE = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_WORD = re.compile(r"[^\W_]+")
IN_TITLE = 5  # times that a word of the title counts
LONGEST = 40  # letters of a word that are kept: more is no word


class Document(NamedTuple):
    """Something that can be found.

    Attributes:
        kind: subject, account, peak, quote or note.
        title: what the result shows.
        href: its address, relative to the search page.
        text: what is searched beside the title, and excerpted.
    """

    kind: str
    title: str
    href: str
    text: str


def words(text: str) -> list[str]:
    """The words of a text without accents and case, as `search.js` folds what is asked."""
    apart = unicodedata.normalize("NFD", text.lower().translate(_WHOLE))
    return [word[:LONGEST] for word in _WORD.findall("".join(c for c in apart if unicodedata.category(c)[0] != "M"))]


def index(documents: Sequence[Document]) -> dict[str, Any]:
    """What `search.js` reads.

    Returns:
        `docs`: a list [kind, title, href, text] a document; `words`: word → in turn a document's number and how often it stands there, in the title
        `IN_TITLE` times.
    """
    found: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        times = Counter(words(document.text))
        for word, count in Counter(words(document.title)).items():
            times[word] += IN_TITLE * count
        for word in sorted(times):
            found.setdefault(word, []).extend((number, times[word]))
    return {"docs": [list(document) for document in documents], "words": dict(sorted(found.items()))}


def embedded(value: Any) -> str:
    """JSON that can stand inside a script element of a page: no sign of it ends the element or begins another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def joined(parts: Iterable[str]) -> str:
    """The parts that say something, each once, in one text."""
    return " · ".join(dict.fromkeys(part for part in parts if part))
