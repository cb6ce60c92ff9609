"""Whether an account stands in an export, in results or in coded samples: what is found nowhere is not removed."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from conversatoire.config import Study
from conversatoire.errors import ConversatoireError
from conversatoire.privacy import clear, key, pseudonyms, raw, scrub, where
from conversatoire.privacy.pseudonyms import Keyed, plain
from conversatoire.privacy.subject import Subject, frames, is_own, is_passed_on, with_posts
from conversatoire.settings.collection import Source

_PACKED = ("excel", "mbox")  # formats in which the letters of a name may not stand as such
_PEOPLE = ("reply_to_author", "quote_of_author")
_POSTS = ("reply_to_id", "quote_of_id", "thread_id")
_TEXTS = ("title", "text", "url")
_COLUMNS = ["post_id", "medium", "author", "author_name", "author_id", "repost_of_author", "repost_of_id", "mentions", *_PEOPLE, *_POSTS, *_TEXTS]
_NO_TEXT = (".yaml", ".parquet", ".docx", ".pdf", ".png", ".zip")  # what the study file says, and what holds no letters


class Stands(NamedTuple):
    """What an export holds of an account.

    Attributes:
        gone: the rows of its posts, and of those that pass them on.
        masked: whether other rows name it and can be cleaned.
        encoded: whether a text names it in which it cannot be masked (a mail in base64).
    """

    gone: set[int]
    masked: bool
    encoded: bool


def in_export(source: Source, path: Path, who: Subject, timezone: str) -> Stands:
    """What an export of the account's medium holds of it."""
    gone, referred, told = _read(source, path, who, timezone)
    suspect = gone or referred or source.format in _PACKED or raw.holding([path], scrub.pattern(who))
    masked = bool(suspect) and _masks(source, path, gone, who)
    return Stands(gone, masked, told and not masked)


def rows(source: Source, path: Path, who: Subject, timezone: str) -> set[int]:
    """The rows of the account's posts, and of those that pass them on."""
    batches = (posts for posts, _ in frames(source, path, timezone))
    return {row for posts in batches for row in posts.filter(is_own(posts, who) | is_passed_on(posts, who))["row"]}


def encoded(source: Source, path: Path, who: Subject, timezone: str) -> bool:
    """Whether a mailbox names the account where it is not written in its letters."""
    return source.format == "mbox" and _read(source, path, who, timezone)[2]


def _read(source: Source, path: Path, who: Subject, timezone: str) -> tuple[set[int], bool, bool]:
    """Rows of the account; whether other posts refer to it; whether texts of a mailbox name it."""
    trace, gone, referred, told = scrub.pattern(who), set(), False, False
    for posts, _ in frames(source, path, timezone):
        own = is_own(posts, who) | is_passed_on(posts, who)
        others = posts.filter(~own)
        gone |= set(posts.filter(own)["row"])
        referred = referred or _refers(others, who)
        told = told or (source.format == "mbox" and _tells(others, trace))
    return gone, referred, told


def _masks(source: Source, path: Path, gone: set[int], who: Subject) -> bool:
    try:
        return raw.masks(source, path, gone, who)
    except (ConversatoireError, OSError, ValueError):
        return True  # rewriting it will say why it cannot be


def _refers(posts: pl.DataFrame, who: Subject) -> bool:
    """Whether a post answers, quotes or mentions the account."""
    people = pl.concat([*(posts[name] for name in _PEOPLE), posts["mentions"].explode()]).drop_nulls().unique()
    natives = pl.concat([posts[name] for name in _POSTS]).drop_nulls().unique()
    return any(plain(name) in who.handles for name in people) or any(native.partition(":")[2] in who.posts for native in natives)


def _tells(posts: pl.DataFrame, trace: re.Pattern[str]) -> bool:
    return any(trace.search(text) for name in _TEXTS for text in posts[name].drop_nulls())


def in_tables(who: Subject, name: str, study: Study, results: Sequence[Path]) -> tuple[Subject, bool]:
    """The account with what the tables of posts in a study's results tell of it, and whether they hold it.

    Args:
        who: the account.
        name: the study's.
        study: the study; results made with its key are looked through too.
        results: folders of results.

    Raises:
        StudyError: the study is under pseudonyms and there is no key.
    """
    spellings = _spellings(who, name, study, results)
    held = False
    for posts in _tables(name, results):
        mine = posts.filter(pl.col("medium") == who.medium)
        for number, one in enumerate(spellings):
            own, passed_on = is_own(mine, one), is_passed_on(mine, one)
            held = held or bool(own.any() or passed_on.any()) or _refers(mine, one) or _tells(mine, scrub.pattern(one))
            spellings[number] = with_posts(one, mine.filter(own), mine.filter(passed_on))
    return spellings[0]._replace(posts=frozenset().union(*(one.posts for one in spellings))), held


def in_texts(whos: list[Subject], name: str, study: Study, results: Sequence[Path]) -> bool:
    """Whether a text of the results or of a comparison names an account, of which only handles are known; texts do not tell the medium."""
    spellings = [one for who in whos for one in _spellings(who, name, study, results)]
    patterns = {(trace := scrub.pattern(one)).pattern: trace for one in spellings}
    first = {re.split(r"[@\s]", handle)[0] for one in spellings for handle in one.handles}  # looked for before the pattern, which is slow
    for path in _texts(name, results):
        text = raw.text_of(path)
        folded = text.casefold()
        if any(part in folded for part in first) and any(trace.search(text) for trace in patterns.values()):
            return True
    return False


def _spellings(who: Subject, name: str, study: Study, results: Sequence[Path]) -> list[Subject]:
    """The account as it is and, where results of a study under pseudonyms are there, as they name it; not where the study names it itself."""
    if not study.privacy.pseudonyms or not any((folder / name).is_dir() for folder in results):
        return [who]
    keyed = Keyed(key.read_key(study.privacy), who.medium, frozenset(clear.named(study)))
    handles = {make(keyed, handle) for handle in who.handles for make in (pseudonyms.account, pseudonyms.person)} - who.handles
    numbers = {pseudonyms.account_id(keyed, number) for number in who.numbers}
    return [who, *([Subject(who.medium, frozenset(handles), frozenset(numbers), frozenset(), frozenset())] if handles else [])]


def _tables(name: str, results: Sequence[Path]) -> Iterator[pl.DataFrame]:
    """The tables of posts that can be read."""
    for folder in results:
        for path in sorted([*(folder / name).glob("imported/*.parquet"), *(folder / name).glob("*/collection/posts.parquet")]):
            try:
                yield pl.read_parquet(path, columns=_COLUMNS)
            except (OSError, pl.exceptions.PolarsError):
                continue


def _texts(name: str, results: Sequence[Path]) -> list[Path]:
    """Files of the results and of comparisons that may hold a name as text."""
    places = [place for folder in results for place in (folder / name, *where.comparisons(name, folder))]
    files = sorted(path for place in places for path in place.rglob("*") if path.is_file())
    return [path for path in files if path.suffix not in _NO_TEXT and path.name != "manifest.json"]
