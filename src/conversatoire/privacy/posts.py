"""Imported posts under pseudonyms."""

from collections.abc import Callable

import polars as pl

from conversatoire.collection.links import canonical
from conversatoire.privacy import pseudonyms
from conversatoire.privacy.addresses import without_accounts
from conversatoire.privacy.learning import Known
from conversatoire.privacy.names import words_of
from conversatoire.privacy.pseudonyms import Keyed, plain
from conversatoire.privacy.texts import Masks, without_people

WITHHELD = "withheld: the study is under pseudonyms"
_AUTHORS = ("author", "reply_to_author", "repost_of_author", "quote_of_author")
_POSTS = ("post_id", "reply_to_id", "repost_of_id", "quote_of_id", "thread_id")


def under_pseudonyms(posts: pl.DataFrame, keyed: Keyed, known: Known, read: Masks) -> pl.DataFrame:
    """The table «posts» with keyed hashes in the place of handles, names and ids, in texts, links and tags too.

    `author_name` is empty where the handle tells who wrote, and `url` too: it leads to the author. Both stay where the study names the account.
    """
    named = posts["author"].map_elements(lambda handle: plain(handle) in keyed.clear, return_dtype=pl.Boolean).fill_null(False)
    names = pl.Series("author_name", [_name(keyed, *row) for row in zip(posts["author"], posts["author_name"], named, strict=True)], pl.String)
    url = pl.when(named).then(posts["url"]).otherwise(None).alias("url")
    columns = [
        *(_each(posts[column], lambda handle: pseudonyms.account(keyed, handle)) for column in _AUTHORS),
        *(_each(posts[column], lambda post_id: pseudonyms.post(keyed, post_id)) for column in _POSTS),
        *(_each(posts[column], lambda text: without_people(text, read)) for column in ("title", "text")),
        _each(posts["author_id"], lambda number: pseudonyms.account_id(keyed, number)),
        _items(posts["mentions"], lambda handle: pseudonyms.account(keyed, handle)),
        _items(posts["links"], lambda link: _link(link, keyed, known, read)),
        _items(posts["hashtags"], lambda tag: _tag(tag, known)),
    ]
    return posts.with_columns(*columns, names).with_columns(url)


def _each(column: pl.Series, make: Callable[[str], str]) -> pl.Series:
    """A column of texts with each distinct one made anew once."""
    made = {value: make(value) for value in column.drop_nulls().unique()}
    return pl.Series(column.name, [None if value is None else made[value] for value in column], pl.String)


def _items(column: pl.Series, make: Callable[[str], str]) -> pl.Series:
    made = {value: make(value) for value in column.explode().drop_nulls().unique()}
    lists = [list(dict.fromkeys(made[value] for value in values)) for values in column.to_list()]
    return pl.Series(column.name, lists, pl.List(pl.String))


def _name(keyed: Keyed, author: str | None, name: str | None, named: bool) -> str | None:
    if name is None or named:
        return name
    return None if author else pseudonyms.person(keyed, name)


def _link(link: str, keyed: Keyed, known: Known, read: Masks) -> str:
    if link in known.addresses:
        return f"https://post.invalid/{pseudonyms.native_id(keyed, link)}"
    made = without_accounts(link, keyed, read.handles)
    return canonical(made) or made


def _tag(tag: str, known: Known) -> str:
    person = known.names.people.get(words_of(tag))
    return person.pseudonym if person else tag
