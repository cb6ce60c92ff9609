"""Opening the index of a study's posts, to read."""

import sqlite3
from pathlib import Path
from typing import Any

from conversatoire.watch.errors import SearchError
from conversatoire.watch.schema import VERSION

_CACHE = 64_000  # KiB of pages kept
_MAPPED = 2**31  # bytes of the file that may be read without copying


def connect(path: Path | str) -> sqlite3.Connection:
    """A connection that can change nothing in the file, opened to read only (`query_only` would refuse the temporary tables of `find.chosen`).

    Raises:
        SearchError: there is no such file, it is no index, or one of another version.
    """
    path = Path(path)
    study = path.parent.parent.name or "STUDY"
    if not path.is_file():
        raise SearchError(
            f"there is no index of posts {path}; conversatoire run {study} makes it",
            f"l’index {path} n’existe pas ; conversatoire run {study} le crée",
        )
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        prepare(connection)
        version = connection.execute("SELECT value FROM about WHERE key = 'made'").fetchone()
        connection.execute("SELECT rowid FROM words LIMIT 1")
    except sqlite3.Error as error:
        raise SearchError(
            f"{path}: is not an index of posts that can be read ({error}); conversatoire run {study} makes it anew",
            f"{path} : ce n’est pas un index lisible ({error}) ; conversatoire run {study} le refait",
        ) from None
    if not version or version[0] != VERSION:
        raise SearchError(
            f"{path}: was made by another version of Conversatoire; conversatoire run {study} makes it anew",
            f"{path} : créé par une autre version de Conversatoire ; conversatoire run {study} le refait",
        )
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """Settings for speed, which a connection opened elsewhere (Datasette's) takes too."""
    for setting in (f"cache_size = -{_CACHE}", f"mmap_size = {_MAPPED}", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {setting}")


def about(connection: sqlite3.Connection) -> dict[str, Any]:
    """What the index tells of itself: study, title, timezone; months, media, languages (lists); posts; first and last.

    The last two are the instants of the first and last post, seconds since 1970 (UTC); None where there is no post.
    """
    values: dict[str, Any] = {row[0]: row[1] for row in connection.execute("SELECT key, value FROM about")}
    for key in ("months", "media", "languages"):
        values[key] = values[key].split()
    for key in ("posts", "first", "last"):
        values[key] = int(values[key]) if values[key] else None
    return values
