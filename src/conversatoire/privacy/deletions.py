"""Accounts deleted on request: a list of salted hashes, data/deletions/{study}.csv, that every later import applies.

Columns: medium, kind (account or account_id), salt, hash, asked (the day of the request). A hash tells nobody the handle; who holds the list and
already thinks of a handle can test whether it is on it, so the file is to be kept as the exports are. The salt is the study's own.
"""

import csv
import hmac
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import polars as pl

from conversatoire.collection.formats import Reject
from conversatoire.errors import SourceError
from conversatoire.privacy.names import is_sure
from conversatoire.privacy.pseudonyms import plain

DELETED = "deleted on request"
REPOST = "passes on a post deleted on request"
MASK = "[deleted]"
_COLUMNS = ("medium", "kind", "salt", "hash", "asked")
_ACCOUNT, _ID = "account", "account_id"
# A handle, or a part of an address, with the sign before it.
_WORD = re.compile(r"(?P<sign>[@＠﹫/]|%40|)(?P<name>\w(?:[\w.-]{0,200}\w)?(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})?)")


class Deletions(NamedTuple):
    """The accounts that a study may no longer hold: the salt, and `kind:medium:hash` of each."""

    salt: str
    hashes: frozenset[str]


def read(path: Path) -> Deletions:
    """Reads a list.

    Raises:
        SourceError: it is no such list.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        salts = {row["salt"] for row in rows}
        found = frozenset(f"{row['kind']}:{row['medium']}:{row['hash']}" for row in rows)
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise SourceError(f"{path}: cannot be read as a list of deletions ({error}); without it deleted accounts would come back") from None
    if len(salts) > 1 or None in salts:
        raise SourceError(f"{path}: its rows have more than one salt; put back the list that `conversatoire purge` wrote")
    return Deletions(next(iter(salts), secrets.token_hex(16)), found)


def add(path: Path, medium: str, handles: set[str], numbers: set[str], asked: str) -> Deletions:
    """Adds an account (its spellings and platform's ids) to the list, which is made where there is none."""
    known = read(path) if path.is_file() else Deletions(secrets.token_hex(16), frozenset())
    rows = [(medium, _ACCOUNT, name) for name in {plain(handle) for handle in handles}] + [(medium, _ID, number) for number in numbers]
    hashes = sorted((medium, kind, known.salt, _hashed(known.salt, kind, medium, name), asked) for medium, kind, name in rows)
    new = [row for row in hashes if f"{row[1]}:{row[0]}:{row[3]}" not in known.hashes]
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([*([_COLUMNS] if is_new else []), *new])
    return read(path)


def reference(deletions: Deletions, medium: str, handle: str) -> str:
    """How a log names an account: the first digits of its hash in the list."""
    return _hashed(deletions.salt, _ACCOUNT, medium, plain(handle))[:12]


def apply(posts: pl.DataFrame, medium: str, deletions: Deletions) -> tuple[pl.DataFrame, list[Reject]]:
    """Takes deleted accounts out of imported posts.

    Args:
        posts: the table «posts» of one medium, before any pseudonym.
        medium: the source's.
        deletions: the study's list.

    Returns:
        The posts by others, in which the accounts are masked, and a reject without its text for each post by them or passing on theirs.
    """
    is_account = _test(deletions, _ACCOUNT, medium)
    is_number = _test(deletions, _ID, medium)
    own = [is_account(author) or is_number(number) for author, number in zip(posts["author"], posts["author_id"], strict=True)]
    passed_on = [is_account(author) for author in posts["repost_of_author"]]
    reasons = pl.Series([DELETED if mine else REPOST if repost else None for mine, repost in zip(own, passed_on, strict=True)], dtype=pl.String)
    gone = posts.filter(reasons.is_not_null())["origin"]
    rejects = [Reject(int(origin.rpartition(":")[2]), why, MASK) for origin, why in zip(gone, reasons.drop_nulls(), strict=True)]
    return _masked(posts.filter(reasons.is_null()), is_account), rejects


def without(text: str, is_account: Callable[[str | None], bool]) -> str:
    """A text without the deleted accounts: after an @ or in an address whatever they are, as bare words where nobody writes them by chance."""

    def mask(match: re.Match[str]) -> str:
        name, sign = match["name"], match["sign"]
        if is_account(name) and (sign or is_sure(name)):
            return sign + MASK
        # «@anne.merci» on X, «x.com» before it in an address
        first = re.match(r"\w+", name)[0]  # type: ignore[index]
        return sign + MASK + name[len(first) :] if sign not in ("", "/") and is_account(first) else match[0]

    return _WORD.sub(mask, text)


def test(deletions: Deletions, medium: str) -> Callable[[str | None], bool]:
    """Whether a handle is on the list."""
    return _test(deletions, _ACCOUNT, medium)


def _masked(posts: pl.DataFrame, is_account: Callable[[str | None], bool]) -> pl.DataFrame:
    columns = []
    for kind in ("reply_to", "quote_of"):
        named = pl.Series([is_account(author) for author in posts[f"{kind}_author"]], dtype=pl.Boolean)
        columns += [pl.when(~named).then(posts[name]).otherwise(None).alias(name) for name in (f"{kind}_author", f"{kind}_id")]
    texts = [
        pl.Series(name, [None if text is None else without(text, is_account) for text in posts[name]], pl.String) for name in ("title", "text", "url")
    ]
    mentions = [[name for name in names if not is_account(name) and name.strip("[]'\"") != MASK.strip("[]")] for names in posts["mentions"]]
    # Canonical links write an @ as %40.
    links = [
        [link for link in items if (plain_link := unquote(link)) == without(plain_link, is_account) and MASK not in link] for items in posts["links"]
    ]
    lists = [pl.Series(name, items, pl.List(pl.String)) for name, items in (("mentions", mentions), ("links", links))]
    return posts.with_columns(*columns, *texts, *lists)


def _test(deletions: Deletions, kind: str, medium: str) -> Callable[[str | None], bool]:
    known: dict[str, bool] = {}

    def is_on_list(name: str | None) -> bool:
        if not name:
            return False
        if name not in known:
            value = plain(name) if kind == _ACCOUNT else name
            known[name] = f"{kind}:{medium}:{_hashed(deletions.salt, kind, medium, value)}" in deletions.hashes
        return known[name]

    return is_on_list


def _hashed(salt: str, kind: str, medium: str, value: str) -> str:
    return hmac.digest(salt.encode(), "\x1f".join((kind, medium, value)).encode("utf-8", "surrogatepass"), "sha256").hex()
