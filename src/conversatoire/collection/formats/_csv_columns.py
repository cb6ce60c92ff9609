"""Which of a named format's columns a CSV file has."""

import re
from collections.abc import Iterable
from pathlib import Path

from conversatoire.collection.formats._bytes import utf8_pieces
from conversatoire.settings.collection import Source


def present_columns(path: Path, source: Source, needed: Iterable[str], optional: Iterable[str]) -> dict[str, str]:
    """The columns to ask `read_csv` for: all needed ones (it tells which is missing), and those of the optional ones that the header names."""
    head = next(utf8_pieces(path, source.encoding), b"").lstrip()
    names = {cell.strip(' "\r') for cell in re.split(r"[,;|\t]", head.split(b"\n", 1)[0].decode("utf-8", "replace"))}
    return {name: name for name in (*needed, *(name for name in optional if name in names))}
