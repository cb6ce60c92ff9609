"""Who is to be removed: one account of a medium, with the spellings, names, ids and posts that the exports tell of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from conversatoire.collection.formats import reader
from conversatoire.collection.normalise import normalise
from conversatoire.privacy.names import is_word, words_of
from conversatoire.privacy.pseudonyms import plain
from conversatoire.settings.collection import Source

_SHORTEST_ID = 6  # digits under which a number is looked for in its own column only: elsewhere it may be any number


class Subject(NamedTuple):
    """An account.

    Attributes:
        medium: its medium.
        handles: its handle (`plain`), and the name given by the user where authors have no handle.
        numbers: the platform's ids of the account.
        names: displayed names, as written.
        posts: native ids of its posts, and of what others pass on from it.
    """

    medium: str
    handles: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    posts: frozenset[str]

    @property
    def long_ids(self) -> frozenset[str]:
        """Ids long enough to be told wherever they stand."""
        return frozenset(number for number in self.numbers | self.posts if len(number) >= _SHORTEST_ID)

    @property
    def telling_names(self) -> frozenset[str]:
        """Displayed names that are no common word: several words, or one that no dictionary has."""
        return frozenset(
            name for name in self.names if len(words := words_of(name)) > 1 or (words and len(words[0]) >= 4 and not all(map(is_word, words)))
        )


def frames(source: Source, path: Path, timezone: str) -> Iterator[tuple[pl.DataFrame, int]]:
    """The posts of a file, batch by batch, with `row`, its row in the file, and how many rows were rejected."""
    source = source.model_copy(update={"timezone": source.timezone or timezone})
    for batch in reader(source.format)(path, source):
        made = normalise(batch.posts, source, "f")
        yield made.posts.with_columns(row=pl.col("origin").str.slice(2).cast(pl.Int64)), len(batch.rejects) + len(made.rejects)


def subject(author: str, medium: str, sources: list[tuple[Source, list[Path]]], timezone: str) -> Subject:
    """Looks an account up in the exports of its medium: by handle, by the platform's id, or by name where there is no handle."""
    known = Subject(
        medium, frozenset([plain(author)]), frozenset([author.strip()]) if author.strip().isdecimal() else frozenset(), *[frozenset()] * 2
    )
    for _ in range(2):  # the ids that the first reading tells may tell more spellings
        for source, paths in sources:
            for path in paths:
                for posts, _rejected in frames(source, path, timezone):
                    known = with_posts(known, posts.filter(is_own(posts, known)), posts.filter(is_passed_on(posts, known)))
    return known


def is_own(posts: pl.DataFrame, who: Subject) -> pl.Series:
    """Which posts are the account's own."""
    people = zip(posts["author"], posts["author_name"], posts["author_id"], strict=True)
    flags = [number in who.numbers or (bool(handle or name) and plain(handle or name) in who.handles) for handle, name, number in people]
    return pl.Series(flags, dtype=pl.Boolean)


def is_passed_on(posts: pl.DataFrame, who: Subject) -> pl.Series:
    """Which posts pass on one of the account's: they hold its words, and no others."""
    originals = zip(posts["repost_of_author"], posts["repost_of_id"], strict=True)
    flags = [(bool(handle) and plain(handle) in who.handles) or (native or "").partition(":")[2] in who.posts for handle, native in originals]
    return pl.Series(flags, dtype=pl.Boolean)


def with_posts(known: Subject, own: pl.DataFrame, passed_on: pl.DataFrame) -> Subject:
    """An account with what its own posts, and those that pass them on, tell of it."""
    natives = [*own["post_id"], *passed_on["repost_of_id"].drop_nulls()]
    return known._replace(
        handles=known.handles | {plain(handle) for handle in own["author"].drop_nulls()},
        numbers=known.numbers | set(own["author_id"].drop_nulls()),
        names=known.names | set(own["author_name"].drop_nulls()),
        posts=known.posts | {native.partition(":")[2] for native in natives if not native.partition(":")[2].startswith("~")},
    )
