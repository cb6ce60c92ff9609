"""Raw exports rewritten in their own format: to a temporary file, which is read again and then takes the export's place."""

import codecs
import gzip
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from conversatoire.collection.formats._bytes import detect_encoding, open_bytes, utf8_pieces
from conversatoire.collection.formats._feed import _declared_encoding
from conversatoire.errors import ConversatoireError, SourceError
from conversatoire.privacy import raw_csv, raw_others, scrub
from conversatoire.privacy.subject import Subject, frames
from conversatoire.settings.collection import Source

_JSON = ("jsonl", "mastodon", "reddit", "x-api-v2")
_CSV_COLUMNS = {"reddit": {"id": "id"}, "facebook-page": {"postID": "postID", "message": "message"}}
_NOBODY = re.compile(r"(?!)")


class Rewritten(NamedTuple):
    """What became of a file: rows removed, whether other rows were changed, and why it stays as it is, where it does."""

    removed: int
    changed: bool
    refused: str = ""


def rewrite(source: Source, path: Path, gone: set[int], who: Subject | None, timezone: str) -> Rewritten:
    """Removes rows from an export and, where `who` is given, takes that account out of the other rows.

    Args:
        source: the source that reads it.
        path: the export.
        gone: rows to remove, numbered as the importer does.
        who: the account; None where rows are only too old.
        timezone: the study's.
    """
    path = path.resolve()
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        before = _rows(source, path, timezone)
        _write(source, path, part, gone, who)
        if part.read_bytes() == path.read_bytes():
            return Rewritten(0, False)
        after = _rows(source, part, timezone) if part.stat().st_size else 0
        if not before - len(gone) - _pages(source, who) <= after <= before - len(gone):
            return Rewritten(0, False, f"{before} rows less {len(gone)} would leave {after}: its damaged rows cannot be told apart")
        shutil.copymode(path, part)
        part.replace(path)
        return Rewritten(len(gone), True)
    except (ConversatoireError, OSError, ValueError) as error:
        return Rewritten(0, False, f"cannot be rewritten ({getattr(error, 'strerror', None) or type(error).__name__}); remove the rows by hand")
    finally:
        part.unlink(missing_ok=True)


class Cleaning(NamedTuple):
    """How an account is taken out of what stays: of a cell (with its column's name), a text, a JSON value."""

    cell: Callable[[str, str], str]
    text: Callable[[str], str]
    value: Callable[[Any], Any]


def masks(source: Source, path: Path, gone: set[int], who: Subject) -> bool:
    """Whether taking an account out of an export changes anything in the rows that stay.

    Args:
        source: the source that reads it.
        path: the export.
        gone: rows that are removed, numbered as the importer does.
        who: the account.
    """
    changed: list[bool] = []
    cleaning = Cleaning(*(_watched(clean, changed) for clean in _cleaning(who)))
    if source.format == "excel":
        return raw_others.changes(path, source.sheet, gone, cleaning.cell)
    return any(changed for _ in _pieces(source, path.resolve(), gone, who, cleaning))


def _watched(clean: Callable[..., Any], changed: list[bool]) -> Callable[..., Any]:
    """The same cleaning, which notes in `changed` where it changed something; its last argument is what it cleans."""

    def watch(*given: Any) -> Any:
        after = clean(*given)
        changed.extend([True] if after != given[-1] else [])
        return after

    return watch


def _pages(source: Source, who: Subject | None) -> float:
    """How many rows more than those counted may go: pages of X hold tweets of others that go with what they pass on, and broken lines go too."""
    return float("inf") if who and source.format in _JSON else 0


def _rows(source: Source, path: Path, timezone: str) -> int:
    try:
        return sum(len(posts) + rejected for posts, rejected in frames(source, path, timezone))
    except SourceError:
        return 0


def _write(source: Source, path: Path, part: Path, gone: set[int], who: Subject | None) -> None:
    cleaning = _cleaning(who)
    if source.format == "excel":
        raw_others.workbook(path, part, source.sheet, gone, cleaning.cell)
        return
    encoding = _encoding(source, path)
    with _open(path, part) as file:
        if _bom(path):
            file.write(codecs.BOM_UTF8)
        for piece in _pieces(source, path, gone, who, cleaning):
            file.write(piece if encoding is None else piece.decode("utf-8").encode(encoding))


def _pieces(source: Source, path: Path, gone: set[int], who: Subject | None, cleaning: Cleaning) -> Iterator[bytes]:
    trace = scrub.pattern(who) if who else _NOBODY
    head = next((piece for piece in utf8_pieces(path, source.encoding) if not piece.isspace()), b"").lstrip()
    if source.format == "mbox":
        return raw_others.mailbox(path, gone, cleaning.text)
    if source.format == "rss":
        return raw_others.feed(path, source.encoding, gone, cleaning.text)
    if source.format in _JSON and not (source.format == "reddit" and head[:1] not in (b"{", b"[")):
        by_line = source.format == "x-api-v2" or raw_others.is_json_lines(path, source.encoding)
        # In pages of X a row is no line: there the account's tweets are told by their author alone.
        paged = source.format == "x-api-v2" and _is_paged(path)
        return raw_others.json_file(path, source.encoding, set() if paged else gone, by_line, cleaning.value, trace)
    columns = _CSV_COLUMNS.get(source.format) or {raw: name for raw, name in source.columns.model_dump().items() if name}
    return raw_csv.rewritten(path, source.encoding, source.delimiter, columns, gone, cleaning.cell)


def _cleaning(who: Subject | None) -> Cleaning:
    if who is None:
        return Cleaning(lambda _column, value: value, str, lambda value: value)
    clean = scrub.values(who)
    return Cleaning(scrub.cells(who), scrub.texts(who), lambda value: None if scrub.belongs(value, who) else clean(value))


def _is_paged(path: Path) -> bool:
    """Whether a line of an X export holds more than a tweet."""
    import orjson

    with open_bytes(path) as file:
        for line in file:
            try:
                value = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue
            if isinstance(value, list) or (isinstance(value, dict) and isinstance(value.get("data"), list)):
                return True
    return False


def _encoding(source: Source, path: Path) -> str | None:
    """What to encode in; None for UTF-8, of which damaged bytes are kept too."""
    if source.format == "mbox":
        return None
    declared = _declared_encoding(path) if source.format == "rss" else None
    name = codecs.lookup(source.encoding or declared or detect_encoding(path)).name
    return None if name in ("utf-8", "ascii", "utf-8-sig") else name


def _bom(path: Path) -> bool:
    with open_bytes(path) as file:
        return file.read(3) == codecs.BOM_UTF8


def _open(path: Path, part: Path) -> Any:
    """Opens `part` for writing, compressed as `path` is."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"\x1f\x8b":
        return gzip.GzipFile(part, "wb", mtime=0)
    if magic == b"\x28\xb5\x2f\xfd":
        import zstandard

        return zstandard.open(part, "wb")
    return part.open("wb")


def holding(files: Iterable[Path], trace: re.Pattern[str]) -> list[tuple[Path, int]]:
    """Files that still name an account, and how often; compressed ones are opened."""
    counts = ((path, sum(1 for _ in trace.finditer(text_of(path)))) for path in files)
    return [(path, count) for path, count in counts if count]


def text_of(path: Path) -> str:
    """The letters of a file, of a compressed one too; none where it cannot be read."""
    try:
        with open_bytes(path) as file:
            return file.read().decode("utf-8", "replace")
    except (ConversatoireError, OSError, EOFError):
        return ""
