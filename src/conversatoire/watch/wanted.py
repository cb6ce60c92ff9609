"""What a search looks for, cut into the index's tokens: a word, a phrase, an account or a tag."""

import re
from typing import NamedTuple

import polars as pl

from conversatoire.collection.query import ADDRESS
from conversatoire.watch.errors import SearchError
from conversatoire.watch.tokens import EVERY, marks, tokens

SHORTEST = 2  # letters before a *: a single one is half of the vocabulary
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’‘ʼ′`´](?=\w)", re.IGNORECASE)
_MARK = re.compile(r"[^\w@#＠＃]*([@＠#＃]\w.*)", re.DOTALL)


class Word(NamedTuple):
    """A word, phrase or mark that is looked for: its tokens, and whether the last is only a beginning. A mark is one token, led by @ or #."""

    tokens: tuple[str, ...]
    is_prefix: bool = False

    @property
    def fts(self) -> str:
        """The expression that finds it."""
        columns = "marks" if self.tokens[0][0] in "@#" + EVERY else "{title text}"
        quoted = " ".join(self.tokens).replace('"', '""')
        return f'{columns} : "{quoted}"{" *" if self.is_prefix else ""}'


def words_of(text: str, is_phrase: bool) -> list[Word]:
    """The words, phrase or marks that a piece means: one, several where signs cut a mark (`#free-mobile`), none where it holds no word."""
    if re.match(ADDRESS, text):
        raise SearchError(
            f"{text[:60]}: addresses are not searched as words; use the filter on links (link) or on sites (site)",
            f"{text[:60]} : une adresse ne se cherche pas comme des mots ; utilisez le filtre des liens (link) ou des sites (site)",
        )
    text = text.rstrip(".,;:!?…")
    is_prefix, text = text.endswith("*"), text.rstrip("*")
    if mark := _MARK.fullmatch(text):
        found = _cut(mark[1], "marks")[:1]
        rest = mark[1][len(found[0]) :] if found else ""
        following = _cut(rest, "tokens")
        words = [Word((found[0],), is_prefix and not following)] if found else []
        return words + ([Word(tuple(following), is_prefix)] if following else [])
    found = _cut(text if is_phrase else _ELISION.sub("", text), "tokens")
    return [Word(tuple(found), is_prefix and len(found[-1]) >= SHORTEST)] if found else []


def _cut(text: str, how: str) -> list[str]:
    column = pl.lit(text)
    return pl.select(marks(column) if how == "marks" else tokens(column)).item().split()
