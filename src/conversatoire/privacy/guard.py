"""What stands between an export and the first file that an import writes: deletions, then pseudonyms."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from conversatoire.collection.formats import Reject
from conversatoire.errors import SourceError, StudyError
from conversatoire.privacy import deletions, key
from conversatoire.privacy.deletions import Deletions
from conversatoire.privacy.learning import Known, learn
from conversatoire.privacy.names import WORD, is_sure, words_of
from conversatoire.privacy.posts import WITHHELD, under_pseudonyms
from conversatoire.privacy.pseudonyms import Keyed
from conversatoire.privacy.texts import masks
from conversatoire.settings.privacy import Privacy

Guard = Callable[[pl.DataFrame, list[Reject]], tuple[pl.DataFrame, list[Reject]]]


class Wanted(NamedTuple):
    """What an import is asked for: pseudonyms (or None), and the study's list of deletions (or None)."""

    pseudonyms: dict[str, Any] | None
    deletions: Path | None


def guard(wanted: Wanted, name: str, medium: str, frames: Callable[[], Iterator[pl.DataFrame]], files: list[Path]) -> Guard:
    """A function that makes posts and rejects fit to be written.

    Args:
        wanted: what is asked for.
        name: the source's.
        medium: the source's.
        frames: gives the rows of all the source's files anew, as exported.
        files: the source's files.

    Raises:
        StudyError: there is no key, or another one than the run was planned with.
        SourceError: the list of deletions cannot be read, or the name of a file holds an account's.
    """
    gone = deletions.read(wanted.deletions) if wanted.deletions else None
    keyed = _keyed(wanted.pseudonyms, medium) if wanted.pseudonyms else None
    known = learn(frames, keyed) if keyed else None
    if known:
        _check_file_names(known, name, files)
    read = masks(keyed, known.names) if keyed and known else None

    def make(posts: pl.DataFrame, rejects: list[Reject]) -> tuple[pl.DataFrame, list[Reject]]:
        if gone:
            posts, removed = deletions.apply(posts, medium, gone)
            rejects = [*(_without(reject, gone, medium) for reject in rejects), *removed]
        if keyed and known and read:
            posts = under_pseudonyms(posts, keyed, known, read)
            rejects = [reject._replace(raw=WITHHELD) for reject in rejects]
        return posts, rejects

    return make


def _keyed(facts: dict[str, Any], medium: str) -> Keyed:
    secret = key.read_key(Privacy(pseudonyms=True, key_env=facts["key_env"]))
    if key.fingerprint(secret) != facts["fingerprint"]:
        raise StudyError(f"the key in {facts['key_env']} is not the one with which this run was planned; run conversatoire again")
    return Keyed(secret, medium, frozenset(facts["clear"]))


def _check_file_names(known: Known, name: str, files: list[Path]) -> None:
    """The names of exports stand in parameters, logs and manifests, where they cannot be replaced."""
    for number, path in enumerate(files, start=1):
        words = {word for part in WORD.findall(path.stem.casefold()) for word in (part, *part.split("_"))}
        whole = words_of(path.stem)
        if any(part in known.names.people and (len(part) > 1 or is_sure(part[0])) for part in [whole, *((word,) for word in words)]):
            raise SourceError(
                f"source «{name}»: the name of its file {number} of {len(files)} (in alphabetical order) holds an account's; rename it, since "
                "file names stand in logs and manifests, or name the account in `lists` if it may be known"
            )


def _without(reject: Reject, gone: Deletions, medium: str) -> Reject:
    """A reject whose raw row is withheld where it holds a deleted account."""
    is_account = deletions.test(gone, medium)
    return reject._replace(raw=deletions.MASK) if any(is_account(word) for word in WORD.findall(reject.raw)) else reject
