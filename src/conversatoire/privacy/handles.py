"""Whether a comparison holds accounts and posts in clear, told by its tables. Light to import: every check and run looks."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from conversatoire.privacy.pseudonyms import plain

_TABLES = {"ranks.csv": "account", "post_ids.csv": "post_id"}
_PSEUDONYM = re.compile(r"[uin]_[a-z2-7]{13}|[^:]*:p_[a-z2-7]{16}")


def stands(folder: Path, named: frozenset[str]) -> bool | None:
    """True where a comparison holds an account or a post that is no pseudonym, False where all are; None where it tells neither.

    Args:
        folder: `results/compare/…`.
        named: accounts that the study names (`plain`), which stay in clear.
    """
    told = None
    for name, column in _TABLES.items():
        for value in _values(folder / name, column):
            if not _PSEUDONYM.fullmatch(value) and plain(value) not in named:
                return True
            told = False
    return told


def _values(path: Path, column: str) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row[column] for row in csv.DictReader(file) if row.get(column))
    except (OSError, ValueError, csv.Error):
        return
