"""A feed cut into its items without parsing it as a whole, so that a broken item costs itself only and memory does not grow with the file."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from conversatoire.collection.formats._bytes import open_bytes, read_piece, utf8_pieces
from conversatoire.errors import SourceError

_HEAD = 256 * 1024  # bytes within which the feed's own tag must come
_MARGIN = 4096  # bytes that no tag of an item is longer than
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.:-]{0,39})""")
_ROOT = re.compile(rb"<(?:([\w.-]{1,40}):)?(rss|RDF|feed)(?=[\s>])[^>]{0,8000}>")
_LATIN = {"ascii", "iso8859-1", "cp1252"}  # the web reads all three as cp1252
_SINGLE_BYTE = re.compile(r"iso8859-\d+|cp\d+|koi8-[ru]|mac-[a-z]+|euc_\w+|shift_jis\w*|gb\w+|big5\w*")
_USUAL_ROOT = b"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">"""
_OPEN_CDATA, _OPEN_COMMENT = b"<![CDATA[", b"<!--"
_CLOSES = {_OPEN_CDATA: b"]]>", _OPEN_COMMENT: b"-->"}


class Piece(NamedTuple):
    """An item with its tags, or what is left of one; `lacks` is "" or the tag that it lost: "start" or "end"."""

    raw: bytes
    lacks: str = ""


class Feed(NamedTuple):
    """What stands around an item: tags to put before and after it, and the feed's own description."""

    before: bytes
    after: bytes
    head: bytes

    def wrapped(self, item: bytes) -> bytes:
        """A feed, in UTF-8, of one item. The feed's DOCTYPE is left out, so that no entity can expand."""
        return b'<?xml version="1.0" encoding="utf-8"?>' + self.before + item + self.after


def open_feed(path: Path, encoding: str | None) -> tuple[Feed, Iterator[Piece]]:
    """The feed of a file and its items as they stream; bytes that are no text in its encoding stay bytes that are no UTF-8.

    Raises:
        SourceError: no such file, or there is neither the tag of a feed nor an item.
    """
    pieces = utf8_pieces(path, encoding or _declared_encoding(path))
    start = b""
    while len(start) < _HEAD and (piece := next(pieces, None)) is not None:
        start += piece
    root = _ROOT.search(start[:_HEAD])
    tag = _item_tag(root)
    first = tag.search(start)
    if root is None and first is None:
        raise SourceError(f"{path}: is no RSS or Atom feed: neither <rss>, <rdf:RDF>, <feed> nor an item in it; take the file out of path:")
    begin = root.end() if root else 0
    feed = _around(root, start[begin : first.start() if first else _HEAD])
    return feed, _items(start[begin:], pieces, tag)


def _declared_encoding(path: Path) -> str | None:
    """The encoding that the file declares, if it is one to trust; None leaves it to be detected, as for UTF-8 and UTF-16."""
    with open_bytes(path) as file:
        declared = _DECLARED.search(read_piece(file, 1024, path))
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else ""
    except LookupError:
        return None
    return "cp1252" if name in _LATIN else name if _SINGLE_BYTE.fullmatch(name) else None


def _item_tag(root: re.Match[bytes] | None) -> re.Pattern[bytes]:
    """Matches what can change where an item starts or ends: its own tags, CDATA and comments."""
    if root is None:
        name = rb"(?:item|entry)"
    elif root[2] == b"feed":
        name = (re.escape(root[1]) + b":" if root[1] else b"") + rb"entry"
    else:
        name = rb"item"
    return re.compile(rb"<!\[CDATA\[|<!--|<(?P<close>/?)" + name + rb"(?=[\s/>])")


def _around(root: re.Match[bytes] | None, head: bytes) -> Feed:
    if root is None:
        return Feed(_USUAL_ROOT + b"<channel>", b"</channel></rss>", b"")
    name = (root[1] + b":" if root[1] else b"") + root[2]
    if root[2] == b"rss":
        return Feed(root[0] + b"<channel>", b"</channel></" + name + b">", head)
    return Feed(root[0], b"</" + name + b">", head)


def _items(start: bytes, pieces: Iterator[bytes], tag: re.Pattern[bytes]) -> Iterator[Piece]:
    """Items of a stream; `at` is where the search goes on, `begin` where the item it stands in starts (or -1), `last` where the one before ended."""
    buffer, at, begin, last = start, 0, -1, 0
    final = False
    while not final:
        piece = next(pieces, None)
        final = piece is None
        keep = begin if begin >= 0 else min(last, at)
        buffer, at, last = buffer[keep:] + (piece or b""), at - keep, max(0, last - keep)
        begin = 0 if begin >= 0 else -1
        until = len(buffer) if final else len(buffer) - _MARGIN
        closings: dict[bytes, int] = {}
        while (found := tag.search(buffer, at)) and found.start() < until:
            if found["close"] is None:
                after = _after_section(buffer, found, final, closings)
                if after < 0:
                    break  # it goes on in the next piece
                at = after
                continue
            at = buffer.find(b">", found.end()) + 1 or len(buffer)
            alone = buffer[at - 2 : at] == b"/>"
            if found["close"]:
                yield Piece(buffer[begin:at]) if begin >= 0 else Piece(buffer[last:at], "start")
                begin, last = -1, at
                continue
            if begin >= 0:
                yield Piece(buffer[begin : found.start()])
            begin, last = (-1, at) if alone else (found.start(), last)
            if alone:
                yield Piece(buffer[found.start() : at])
        else:
            at = max(at, until)
    if begin >= 0:
        yield Piece(buffer[begin:], "end")


def _after_section(buffer: bytes, opening: re.Match[bytes], final: bool, closings: dict[bytes, int]) -> int:
    """Where a CDATA section or a comment ends; right after its opening where it is never closed; -1 where more bytes are needed to tell.

    A section in which another one opens has lost its end: else it would swallow the items up to the next one's. `closings` remembers the
    end found last, or thousands of openings without an end would each be looked for to the end of the file.
    """
    kind = opening[0]
    if kind not in closings or 0 <= closings[kind] < opening.end():
        closings[kind] = buffer.find(_CLOSES[kind], opening.end())
    closing = closings[kind]
    if closing < 0:
        return opening.end() if final else -1
    swallows = buffer.find(kind, opening.end(), closing) >= 0
    return opening.end() if swallows else closing + 3
