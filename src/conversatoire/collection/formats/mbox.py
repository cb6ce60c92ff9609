"""Mail and newsgroups as mbox (RFC 4155): one file of messages, each led by a line `From …`. A single message (.eml) is read as well.

`text` holds the author's own words (`_own_words.py`); the author is the e-mail address. Rows: the number of the message; what stands before the
first one, if anything, counts as one.
"""

import email
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conversatoire.collection.formats import Reject, in_batches
from conversatoire.collection.formats._bytes import CHUNK, open_bytes, read_piece, shown
from conversatoire.collection.formats._dates import iso_date
from conversatoire.collection.formats._json import NUL, split_lines
from conversatoire.collection.formats._mail import body, header, headers, sender
from conversatoire.collection.formats._own_words import own_words
from conversatoire.settings.collection import Source

NO_HEADERS = "no message: it starts with no header"
CUT_OFF = "message cut off within its headers"
TOO_DEEP = "message with parts nested too deep"
_FROM = re.compile(rb"From \S")
_DATED = re.compile(rb"From .*\b\d{1,2}:\d{2}(?::\d{2})?\b.*\b\d{4}\b")
_HEADER = re.compile(rb"[!-9;-~]{1,100}:")
_ID = re.compile(r"<([^<>\s]+)>")
_DECORATION = re.compile(r"^\s*(?:↳\s*)+")  # archives draw an arrow before the subject of an answer


@in_batches
def read(path: Path, source: Source) -> Iterator[dict[str, Any] | Reject]:
    """Reads the messages of an mbox.

    Raises:
        SourceError: the file cannot be opened or read to its end.
    """
    for row, raw in enumerate(_messages(path), start=1):
        yield _post(row, raw)


def _messages(path: Path) -> Iterator[bytes]:
    """Each message without its `From ` line; first what stands before them, if it is not blank."""
    started, message = False, []
    before = b"\n"
    pending: bytes | None = None  # a line «From …»: what follows it helps to tell whether it separates
    with open_bytes(path) as file:
        for line in split_lines(iter(lambda: read_piece(file, CHUNK, path), b"")):
            if pending is not None:
                if _separates(pending, before, line):
                    if started or b"".join(message).strip():
                        yield b"\n".join(message)
                    started, message = True, []
                else:
                    message.append(pending)
                before, pending = pending, None
            if _FROM.match(line):
                pending = line
            else:
                message.append(line)
                before = line
    if pending is not None:
        message.append(pending)
    if started or b"".join(message).strip():
        yield b"\n".join(message)


def _separates(line: bytes, before: bytes, after: bytes) -> bool:
    """Whether a line «From …» starts a message. Two of three must hold: an empty line before it, a date in it, a header after it.

    Many programs leave a sentence that starts with «From» as it is in the middle of a message.
    """
    return (not before.strip()) + bool(_DATED.match(line)) + bool(_HEADER.match(after)) >= 2


def _post(row: int, raw: bytes) -> dict[str, Any] | Reject:
    head = raw.lstrip(b"\r\n")
    if b"\0" in raw:
        return Reject(row, NUL, shown(raw))
    if not _HEADER.match(head):
        return Reject(row, NO_HEADERS, shown(raw))
    if not re.search(rb"\r?\n\r?(?:\n|\Z)", head):
        return Reject(row, CUT_OFF, shown(raw))
    try:
        message = email.message_from_bytes(head)
        text = own_words(body(message))
    except RecursionError:
        return Reject(row, TOO_DEEP, shown(raw))
    fields = headers(message)
    known = _ID.findall(header(fields, "references")) or _ID.findall(header(fields, "in-reply-to"))
    own_id = next(iter(_ID.findall(header(fields, "message-id"))), None)
    author, name = sender(header(fields, "from"))
    return {
        "row": row,
        "native_id": own_id,
        "published_at": iso_date(header(fields, "date") or None),
        "author": author,
        "author_name": name,
        "title": _DECORATION.sub("", header(fields, "subject")).strip() or None,
        "text": text,
        "reply_to": known[-1] if known else None,
        "thread": known[0] if known else own_id,
    }
