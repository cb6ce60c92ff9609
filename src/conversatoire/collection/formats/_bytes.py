"""Bytes of an export: decompressed, decoded and handed on as UTF-8 in pieces.

What cannot be decoded stays in the stream as bytes that are no UTF-8, so that the reader rejects the rows that hold them and no others.
"""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from conversatoire.errors import SourceError

CHUNK = 2 * 1024 * 1024
_BLOCK = 64 * 1024
_BLOCKS = 32  # a sample of 2 MB spread over the file tells the encoding of texts whose first accent comes late
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What Western texts hold beyond ASCII: other bytes that are no UTF-8 are damage, not a code page.
_WESTERN = set("àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸßšŠžŽ‘’“”«»‹›–—…•°€£§©®™·¿¡´²³ºª½\xa0".encode("cp1252")) - {0xFF, 0xFE}


def open_bytes(path: Path) -> IO[bytes]:
    """Opens an export for reading bytes; gzip and zstd are undone on the way.

    Raises:
        SourceError: the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(4)
        if magic[:2] == b"\x1f\x8b":
            return gzip.open(path, "rb")  # type: ignore[return-value]
        if magic == b"\x28\xb5\x2f\xfd":
            from conversatoire.collection.formats._zstd import open_zstd

            return open_zstd(path)
        return path.open("rb")
    except OSError as error:
        raise SourceError(f"{path}: cannot be opened: {error.strerror or error}") from None


def read_piece(file: IO[bytes], size: int, path: Path) -> bytes:
    """Reads `size` bytes, fewer at the end only.

    Raises:
        SourceError: the disk fails or the compressed file is damaged.
    """
    try:
        return file.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(f"{path}: cannot be read to its end: {error}; export or copy the file again") from None


def detect_encoding(path: Path) -> str:
    """`utf-8`, `utf-16`, `utf-16-le`, `utf-16-be`, `utf-32` or `cp1252`, told from the byte-order mark or from a sample of the file.

    A file is cp1252 only where its sample has more bytes that are no UTF-8 than accented letters in UTF-8, and nearly all of those bytes are
    letters and signs of Western languages in cp1252. Anything else is UTF-8, with damaged rows to reject.
    """
    sample = _sample(path)
    for bom, name in _BOMS.items():
        if sample.startswith(bom):
            return name
    head = sample[:4096]
    if head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    try:
        sample.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    damaged = bytes(ord(c) - 0xDC00 for c in sample.decode("utf-8", "surrogateescape") if 0xDC80 <= ord(c) <= 0xDCFF)
    accented = sum(ord(c) > 127 for c in sample.decode("utf-8", "ignore"))
    western = sum(byte in _WESTERN for byte in damaged)
    return "cp1252" if len(damaged) > accented and western >= 0.9 * len(damaged) else "utf-8"


def _sample(path: Path) -> bytes:
    """The whole of a small file, or blocks spread over a large one; each block after the first starts and ends with a whole line."""
    with open_bytes(path) as file:
        size = path.stat().st_size if file.seekable() and type(file).__name__ == "BufferedReader" else 0
        if size <= _BLOCK * _BLOCKS:
            return read_piece(file, _BLOCK * _BLOCKS, path).rpartition(b"\n")[0] or read_piece_again(path)
        blocks = []
        for number in range(_BLOCKS):
            file.seek(number * (size - _BLOCK) // (_BLOCKS - 1))
            block = file.read(_BLOCK)
            blocks.append(block[: block.rfind(b"\n") + 1] if number == 0 else block[block.find(b"\n") + 1 : block.rfind(b"\n") + 1])
    return b"".join(blocks)


def read_piece_again(path: Path) -> bytes:
    """The head of a file that has no line end."""
    with open_bytes(path) as file:
        return read_piece(file, _BLOCK * _BLOCKS, path)


def _keep_damage(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: undecodable bytes become the surrogates that `surrogateescape` turns back into bytes."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    damaged = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) if byte > 127 else "\udcff" for byte in damaged), error.end


codecs.register_error("conversatoire-keep-damage", _keep_damage)


def utf8_pieces(path: Path, encoding: str | None = None, size: int = CHUNK) -> Iterator[bytes]:
    """The file as UTF-8 without byte-order mark, in pieces of about `size` bytes, cut anywhere.

    Args:
        path: the export, possibly compressed.
        encoding: its encoding; detected where not given.
        size: bytes read at once.

    Yields:
        Pieces; bytes that the encoding does not know come out as bytes that are no UTF-8.

    Raises:
        SourceError: the file cannot be read, or the encoding does not decode at all.
    """
    encoding = encoding or detect_encoding(path)
    plain = codecs.lookup(encoding).name in ("utf-8", "ascii", "utf-8-sig")
    decoder = None if plain else codecs.getincrementaldecoder(encoding)("conversatoire-keep-damage")
    first = True
    with open_bytes(path) as file:
        while True:
            piece = read_piece(file, size, path)
            last = not piece
            if decoder is not None:
                try:
                    piece = decoder.decode(piece, last).encode("utf-8", "surrogateescape")
                except (UnicodeError, ValueError) as error:
                    raise SourceError(f"{path}: is not text in {encoding}: {error}; leave out `encoding:` or name the right one") from None
            if first and piece:
                piece, first = piece.removeprefix(codecs.BOM_UTF8), False
            if piece:
                yield piece
            if last:
                return


def shown(raw: bytes) -> str:
    r"""Bytes as text for a reject: those that are no UTF-8 as \xNN."""
    return raw.decode("utf-8", "backslashreplace")
