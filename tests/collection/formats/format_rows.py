"""Reads a file in a format, as the importer does, into plain rows."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from conversatoire.collection.formats import Reject, reader
from conversatoire.config import Source

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"


def rows_of(path: Path, name: str, **hints: Any) -> tuple[list[dict[str, Any]], list[Reject]]:
    """Posts without their empty columns, and rejects; each row number stands once, in one or the other."""
    source = Source(name="s", medium="forum", format=name, path=str(path), **hints)
    posts: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    for batch in reader(name)(path, source):
        assert batch.posts.schema["row"] == pl.Int64
        posts += [{key: value for key, value in row.items() if value is not None} for row in batch.posts.iter_rows(named=True)]
        rejects += batch.rejects
    numbers = [post["row"] for post in posts] + [reject.row for reject in rejects]
    assert len(set(numbers)) == len(numbers)
    return posts, rejects


def read_bytes(folder: Path, data: bytes | str, name: str, **hints: Any) -> tuple[list[dict[str, Any]], list[Reject]]:
    """As `rows_of`, of a file that holds `data`."""
    path = folder / "export"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return rows_of(path, name, **hints)


def shared_files(pattern: str) -> list[Path]:
    """Files of the shared samples; the test is skipped where they are absent."""
    files = sorted(SHARED.glob(pattern))
    if not files:
        pytest.skip("the shared samples (../shared/data) are absent")
    return files


def mangled(data: bytes, places: list[tuple[float, bytes]]) -> bytes:
    """`data` with bytes written over it at places given as shares of its length; its first four bytes stay, for they tell a packed file."""
    result = bytearray(data)
    for place, new in places:
        at = 4 + int(place * (len(result) - 4))
        result[at : at + len(new)] = new
    return bytes(result)
