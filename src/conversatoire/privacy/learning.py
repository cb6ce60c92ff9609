"""What a source's exports tell of people, read before the first post is written: handles, displayed names, addresses of posts."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

import polars as pl

from conversatoire.collection.links import canonical
from conversatoire.privacy import names as known
from conversatoire.privacy.names import Names, Words
from conversatoire.privacy.pseudonyms import Keyed, plain

_HANDLES = ("author", "reply_to_author", "repost_of_author", "quote_of_author", "reference_author")
Frames = Callable[[], Iterator[pl.DataFrame]]


class Known(NamedTuple):
    """What a source tells: the names masked in texts, and the addresses of its own posts (canonical)."""

    names: Names
    addresses: frozenset[str]


def learn(frames: Frames, keyed: Keyed) -> Known:
    """Reads a source's exports twice: for the people they name, then for how many write each name.

    Args:
        frames: gives the rows of all files anew: any of RAW_COLUMNS.
        keyed: what pseudonyms are made with.
    """
    accounts: dict[str, str] = {}
    people: dict[str, set[str]] = defaultdict(set)
    addresses: set[str] = set()
    for frame in frames():
        _accounts(frame, accounts)
        _people(frame, people)
        _addresses(frame, keyed, addresses)
    everyone = known.everyone(accounts, people, keyed)
    found, spaced = known.candidates(everyone, keyed), known.spaced(everyone, keyed)
    sure = {known.words_of(handle) for handle in accounts if known.is_sure(handle)}
    names = known.masked(found, sure, _writers(frames, found, sure))._replace(spaced=spaced, reach=known.longest(spaced))
    return Known(names, frozenset(addresses))


def _accounts(frame: pl.DataFrame, accounts: dict[str, str]) -> None:
    columns = [frame[name].drop_nulls().unique() for name in _HANDLES if name in frame.columns]
    if "mentions" in frame.columns:
        columns.append(frame["mentions"].explode().drop_nulls().unique())
    accounts.update((plain(handle), handle) for column in columns for handle in column if plain(handle))


def _people(frame: pl.DataFrame, people: dict[str, set[str]]) -> None:
    if "author_name" not in frame.columns:
        return
    author = pl.col("author") if "author" in frame.columns else pl.lit(None, dtype=pl.String)
    pairs = frame.select(name="author_name", author=author).drop_nulls("name").unique()
    for name, handle in pairs.iter_rows():
        people[plain(name)].update([plain(handle)] if handle else [])


def _addresses(frame: pl.DataFrame, keyed: Keyed, addresses: set[str]) -> None:
    if "url" in frame.columns:
        author = frame["author"] if "author" in frame.columns else [None] * len(frame)
        own = zip(frame["url"], author, strict=True)
        addresses.update(link for url, who in own if url and not (who and plain(who) in keyed.clear) and (link := canonical(url)))


def _writers(frames: Frames, found: dict[Words, str], sure: set[Words]) -> dict[Words, int]:
    """How many accounts other than its own write each name that is not sure, bare; counting ends above COMMON."""
    asked = {words: mask for words, mask in found.items() if words not in sure}
    first = known.longest(asked)
    writers: dict[Words, set[str]] = defaultdict(set)
    for number, frame in enumerate(frames()):
        authors = frame["author"] if "author" in frame.columns else [None] * len(frame)
        texts = frame["text"] if "text" in frame.columns else [None] * len(frame)
        for row, (author, text) in enumerate(zip(authors, texts, strict=True)):
            for start, _, words in known.find(text or "", asked, first):
                own = plain(author) if author else f"\0{number}:{row}"
                if (not start or text[start - 1] not in "@＠﹫#") and len(writers[words]) <= known.COMMON and known.words_of(own) != words:
                    writers[words].add(own)
    return {words: len(accounts) for words, accounts in writers.items()}
