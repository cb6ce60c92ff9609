"""JSON of exports: a value a line, or one long list; what is broken costs its own record, never the ones after it."""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from conversatoire.collection.formats import Reject
from conversatoire.collection.formats._bytes import shown, utf8_pieces

NUL = "NUL byte"
NOT_UTF8 = "invalid UTF-8"
NOT_JSON = "not valid JSON, mangled or cut off"
_HALF_PAIR = re.compile(rb"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
# A whole string, a string that the end of the buffer cuts, a quote that its line leaves open, a brace.
_TOKEN = re.compile(rb'"(?:[^"\\\n]|\\[^\n])*+(?:"|(\\?+\Z)|)|[{}]')
_BETWEEN = b" \t\r\n,[]}"


class Line(NamedTuple):
    """A JSON value and its number in the file: the line's, or the item's in a list."""

    row: int
    value: Any
    raw: bytes


def json_lines(path: Path, encoding: str | None = None) -> Iterator[Line | Reject]:
    """The value of each line that is not blank; the row is the line's number.

    Raises:
        SourceError: the file cannot be opened or read to its end.
    """
    for row, line in enumerate(split_lines(utf8_pieces(path, encoding)), start=1):
        if line and not line.isspace():
            yield _parsed(row, line)


def json_records(path: Path, encoding: str | None = None) -> Iterator[Line | Reject]:
    """The objects of a JSON list (numbered from 1), of lists one after the other, of one object over several lines, or of JSON lines (by line).

    A list is read object by object as it streams. An object that is mangled, or cut off by the end, is a reject and reading goes on
    with the next that can be told: by its braces, or in an indented file by the indentation at which the first one starts.

    Raises:
        SourceError: the file cannot be opened or read to its end.
    """
    pieces = utf8_pieces(path, encoding)
    first = next((piece for piece in pieces if not piece.isspace()), b"")
    whole = itertools.chain([first], pieces)
    head = first.lstrip()
    if head[:1] == b"[" or head.split(b"\n", 1)[0].strip() == b"{":
        for row, raw in enumerate(_objects(whole), start=1):
            yield _parsed(row, raw)
    else:
        yield from json_lines(path, encoding)


def _parsed(row: int, raw: bytes) -> Line | Reject:
    try:
        return Line(row, orjson.loads(raw), raw)
    except orjson.JSONDecodeError:
        pass
    if b"\0" in raw:
        return Reject(row, NUL, shown(raw))
    try:
        # Half an emoji (\ud83d on its own) and NaN are not JSON, but tools write them: orjson refuses them, json does not.
        text = _HALF_PAIR.sub(lambda match: match[1] or rb"\ufffd", raw).decode("utf-8")
        return Line(row, json.loads(text), raw)
    except UnicodeDecodeError:
        return Reject(row, NOT_UTF8, shown(raw))
    except (ValueError, RecursionError):
        return Reject(row, NOT_JSON, shown(raw))


def split_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The lines of a stream cut anywhere, without their line ends."""
    rest: list[bytes] = []
    for piece in pieces:
        head, *others = piece.split(b"\n")
        rest.append(head)
        if others:
            yield b"".join(rest)
            yield from others[:-1]
            rest = [others[-1]]
    if last := b"".join(rest):
        yield last


def _objects(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The outermost {…} of a stream, and what else stands between them but commas and brackets."""
    buffer, at, begin, depth = b"", 0, 0, 0
    indented, tells = b"", True  # what stands before an outermost object on its line, and whether it can be told from nested ones by that
    for piece, final in _with_final(pieces):
        buffer, at, begin = buffer[begin:] + piece, at - begin, 0
        for token in _TOKEN.finditer(buffer, at):
            if token[1] is not None and not final:
                break  # the string goes on in the next piece
            at = token.end()
            if token[0] == b"{":
                before = _indentation(buffer, token.start())
                if depth and tells and indented and before == indented:
                    depth = 0  # the object before has lost a brace
                if depth == 0:
                    yield from _not_blank(buffer[begin : token.start()])
                    begin, indented = token.start(), indented or before
                depth += 1
            elif token[0] == b"}" and depth:
                depth -= 1
                if depth == 0:
                    yield buffer[begin:at]
                    # Spread over lines without indentation, nested objects may start a line too: then only braces tell.
                    tells = tells and not (indented == b"\n" and b"\n" in buffer[begin:at])
                    begin = at
    yield from _not_blank(buffer[begin:])


def _indentation(buffer: bytes, brace: int) -> bytes:
    """The line end and white space right before a brace; nothing where something else stands on its line."""
    line = buffer.rfind(b"\n", max(0, brace - 40), brace)
    before = buffer[line:brace] if line >= 0 else b""
    return before if before.isspace() else b""


def _not_blank(raw: bytes) -> Iterator[bytes]:
    if stray := raw.strip(_BETWEEN):
        yield stray


def _with_final(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and an empty one flagged as the end."""
    yield from ((piece, False) for piece in pieces)
    yield b"", True
