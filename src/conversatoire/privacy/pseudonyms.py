"""Pseudonyms: keyed hashes that look like handles and ids, the same for the same account of a medium whatever its case.

HMAC-SHA256 (RFC 2104), cut to 65 bits for accounts and 80 for posts, in base 32. By the birthday bound, two of ten million accounts share a
pseudonym with a probability of about 10⁻⁶. `u_` leads an account, `i_` the platform's number of one, `n_` a name without account, `p_` a post.
"""

import base64
import functools
import hmac
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

ACCOUNT, ACCOUNT_ID, NAME, POST = "u", "i", "n", "p"
_LETTERS = {ACCOUNT: 13, ACCOUNT_ID: 13, NAME: 13, POST: 16}  # `u_` and 13 are 15 signs: the longest handle of X
_SIGNS = "@＠﹫"


class Keyed(NamedTuple):
    """What pseudonyms are made with.

    Attributes:
        key: the secret.
        medium: medium of the source; accounts are told apart by it.
        clear: accounts and names that the study itself names (`plain` of each): they stay as they are.
    """

    key: bytes
    medium: str
    clear: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=500_000)
def plain(name: str) -> str:
    """A handle or name as it is compared: without @, case and double spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).strip().lstrip(_SIGNS).casefold().split())


def plain_names(names: Iterable[str]) -> frozenset[str]:
    """`plain` of each name."""
    return frozenset(plain(name) for name in names)


@functools.lru_cache(maxsize=500_000)
def hashed(key: bytes, kind: str, medium: str, value: str) -> str:
    """The pseudonym of something: its kind, `_`, and letters a–z with digits 2–7."""
    digest = hmac.digest(key, "\x1f".join((kind, medium, value)).encode("utf-8", "surrogatepass"), "sha256")
    return f"{kind}_{base64.b32encode(digest).decode().lower()[: _LETTERS[kind]]}"


def account(keyed: Keyed, handle: str, medium: str | None = None) -> str:
    """Pseudonym of a handle; the handle itself where the study names it."""
    name = plain(handle)
    return handle if name in keyed.clear else hashed(keyed.key, ACCOUNT, medium or keyed.medium, name)


def account_id(keyed: Keyed, number: str) -> str:
    """Pseudonym of the platform's number of an account."""
    return hashed(keyed.key, ACCOUNT_ID, keyed.medium, number)


def person(keyed: Keyed, name: str) -> str:
    """Pseudonym of a displayed name of which no account, or more than one, is known."""
    return name if plain(name) in keyed.clear else hashed(keyed.key, NAME, keyed.medium, plain(name))


def post(keyed: Keyed, post_id: str) -> str:
    """Pseudonym of a `post_id` or `thread_id`: its medium stays, so that the ids of posts, references and threads still join."""
    medium, _, native = post_id.partition(":")
    return f"{medium}:{native_id(keyed, native, medium)}"


def native_id(keyed: Keyed, native: str, medium: str | None = None) -> str:
    """Pseudonym of a platform's id of a post."""
    return hashed(keyed.key, POST, medium or keyed.medium, native)
