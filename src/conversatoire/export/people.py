"""Who must not be named in a release: every handle, name and id of the posts, and how a text is looked through for them."""

import re
from collections.abc import Iterable

import pandas as pd

from conversatoire.config import Study
from conversatoire.text import fold

NAMING = ("author", "author_name", "author_id", "reply_to_author", "repost_of_author", "quote_of_author")
LONGEST = 6  # words of a name that is looked for inside a text
_WORD = re.compile(r"[^\W_]+(?:[_.-]+[^\W_]+)*_*|_+[^\W_]+(?:[_.-]+[^\W_]+)*_*")
PART = re.compile(r"[^\W_]+")


def named(posts: pd.DataFrame) -> frozenset[str]:
    """Folded handles, names and ids of everyone who wrote, was named, answered, relayed or quoted in `posts`; local parts of addresses too."""
    found: set[str] = set()
    for column in NAMING:
        found |= set(posts[column].dropna().astype(str))
    found |= {name for names in posts["mentions"] for name in (names if names is not None else [])}
    folded = {fold(name).strip(" @") for name in found}
    folded |= {name.split("@")[0] for name in folded if "@" in name}
    return frozenset(name for name in folded if name)


def public_terms(study: Study) -> frozenset[str]:
    """Folded terms of the study's query and brands that are words and no accounts: the study is about them, whoever is called so."""
    terms = [*study.query.any, *study.query.all, *(term for terms in study.brands.values() for term in terms), *study.brands]
    return frozenset(fold(term).lstrip("#") for term in terms if not term.startswith("@"))


def names_someone(text: str, people: frozenset[str], public: frozenset[str] = frozenset()) -> bool:
    """Whether `text` holds an @, or a name of `people` as one of its words or runs of words, terms of `public` apart."""
    if "@" in text:
        return True
    folded = fold(text)
    words = [word[0] for word in _WORD.finditer(folded)]
    parts = [part[0] for part in PART.finditer(folded)]
    return any(run in people and run not in public for run in (*_runs(words), *_runs(parts)))


def _runs(words: list[str]) -> Iterable[str]:
    """Runs of one to six words, joined by a space."""
    return (" ".join(words[start : start + size]) for size in range(1, LONGEST + 1) for start in range(len(words) - size + 1))
