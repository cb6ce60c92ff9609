"""Where the words of a search stand in a post as its author wrote it, and the piece of the post around them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import polars as pl

from conversatoire.collection.query import ADDRESS, folded
from conversatoire.watch.wanted import Word

Parts = list[tuple[str, bool]]
_TITLE_END = " — "
_CUT = "…"
_ADDRESSES = re.compile(ADDRESS)
# As tokens.py cuts them, in Python's regular expressions, which tell the places.
_TOKEN = re.compile(r"\w+|(?<=\w)&(?=\w)|[^\w\s]")
_MARK = re.compile(r"(?:(?<=[^\w@])|^)@\w(?:[\w@.-]*\w)?|(?:(?<=[^\w&])|^)#\w+")
_LEAD = 1 / 3  # share of a snippet that stands before the first hit


def snippet(title: str | None, text: str | None, words: Sequence[Word], length: int = 240) -> Parts:
    """The piece of a post around the first hit, cut between words: pieces of text, and whether each is a hit.

    Args:
        title: its title, which leads the text.
        text: its text.
        words: what is looked for, `syntax.Query.words`.
        length: characters, at most (but for the … at its ends); white space counts as one.
    """
    parts = marked(title, words) if title else []
    parts += ([(_TITLE_END, False)] if title and text else []) + marked(text or "", words)
    parts = [(re.sub(r"\s+", " ", part), is_hit) for part, is_hit in parts]
    whole = "".join(part for part, _ in parts)
    start, end = _window(whole, *_first_hit(parts), length)
    return ([(_CUT, False)] if start else []) + _between(parts, start, end) + ([(_CUT, False)] if end < len(whole) else [])


def marked(text: str, words: Sequence[Word]) -> Parts:
    """A whole text in pieces: what is found, and what stands between."""
    hits = _hits(text, words)
    parts, place = [], 0
    for start, end in hits:
        parts += [(text[place:start], False), (text[start:end], True)]
        place = end
    return [part for part in [*parts, (text[place:], False)] if part[0]]


def _hits(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Places of the hits in the text, in order, those that touch or overlap as one."""
    plain = _ADDRESSES.sub(lambda address: " " * len(address[0]), text)
    letters = [_folded(letter) for letter in plain]
    flat = "".join(letters)
    ends = list(accumulate(len(letter) for letter in letters))
    origin = [place for place, letter in enumerate(letters) for _ in letter]
    found = _spans(flat, words)
    # signs without a width that follow a letter (combining accents, variation selectors) go with it
    original = [(origin[start], _after(ends, origin[end - 1], ends[origin[end - 1]])) for start, end in found]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(original):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _after(ends: list[int], place: int, folded_end: int) -> int:
    """The place after a letter and what is folded to nothing behind it."""
    place += 1
    while place < len(ends) and ends[place] == folded_end:
        place += 1
    return place


def _spans(flat: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Places of the hits in folded text."""
    tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(flat) if _is_token(match[0])]
    named = [(match[0], match.start(), match.end()) for match in _MARK.finditer(flat)]
    found = []
    for word in words:
        where, size = (named if word.tokens[0][0] in "@#" else tokens), len(word.tokens)
        wanted = tuple(token.replace("＆", "&") for token in word.tokens)
        for place in range(len(where) - size + 1):
            run = where[place : place + size]
            last = run[-1][0]
            if tuple(token for token, *_ in run[:-1]) == wanted[:-1] and (last.startswith(wanted[-1]) if word.is_prefix else last == wanted[-1]):
                found.append((run[0][1], run[-1][2]))
    return found


def _is_token(sign: str) -> bool:
    """Whether a match of _TOKEN is a word or a sign, and not punctuation."""
    return sign in "&_" or len(sign) > 1 or not unicodedata.category(sign).startswith("P")


@lru_cache(maxsize=20_000)
def _folded(letter: str) -> str:
    return pl.select(folded(pl.lit(letter))).item()


def _first_hit(parts: Parts) -> tuple[int, int]:
    place = 0
    for part, is_hit in parts:
        if is_hit:
            return place, place + len(part)
        place += len(part)
    return 0, 0


def _window(whole: str, hit_start: int, hit_end: int, length: int) -> tuple[int, int]:
    """The start and end of a piece of at most `length` characters around a hit, cut at spaces where there are any near."""
    if len(whole) <= length:
        return 0, len(whole)
    start = min(max(0, hit_start - int(length * _LEAD)), len(whole) - length)
    end = start + length
    if start and (space := whole.find(" ", start, hit_start)) >= 0:
        start = space + 1
    if end < len(whole) and (space := whole.rfind(" ", max(hit_end, start + 1), end + 1)) >= 0:
        end = space
    return start, end


def _between(parts: Parts, start: int, end: int) -> Parts:
    found, place = [], 0
    for part, is_hit in parts:
        piece = part[max(0, start - place) : max(0, end - place)]
        if piece:
            found.append((piece, is_hit))
        place += len(part)
    return found
