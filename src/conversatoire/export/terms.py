"""Which platforms let ids of posts be shared: a small table kept by hand, `data/reference/platform_terms.csv`."""

import csv
import re
from pathlib import Path

import pandas as pd

from conversatoire.errors import StudyError
from conversatoire.export.people import names_someone
from conversatoire.home import HOME

FILE = Path("data/reference/platform_terms.csv")
COLUMNS = ("medium", "ids_may_be_shared", "note", "source", "as_of")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def read() -> dict[str, dict[str, str]]:
    """The table by medium: the one in the folder one runs from, else ours. A medium that it does not name is not shared.

    Raises:
        StudyError: a column is missing, or a cell is neither yes nor no.
    """
    path = FILE if FILE.is_file() else HOME / FILE
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StudyError(f"{FILE}: cannot be read ({error})") from None
    for number, row in enumerate(rows, 2):
        if missing := [column for column in COLUMNS if row.get(column) is None]:
            raise StudyError(f"{FILE}:{number}: has no column «{missing[0]}»; its columns are {', '.join(COLUMNS)}")
        if row["ids_may_be_shared"] not in ("yes", "no"):
            raise StudyError(f"{FILE}:{number}: ids_may_be_shared is «{row['ids_may_be_shared']}»; write yes or no")
    return {row["medium"]: row for row in rows}


def shared_ids(posts: pd.DataFrame, terms: dict[str, dict[str, str]], people: frozenset[str]) -> dict[str, list[str]]:
    """Native ids of the posts of each medium whose terms let them be shared, sorted.

    Ids that we made ourselves tell nothing and stay out; so does one that is an address or holds a name.

    Args:
        posts: columns post_id, medium.
        terms: of `read`.
        people: of `people.named`.
    """
    found = {}
    for medium, ids in posts.groupby("medium")["post_id"]:
        if terms.get(str(medium), {}).get("ids_may_be_shared") == "yes":
            native = (post_id.partition(":")[2] for post_id in ids)
            found[str(medium)] = sorted(n for n in native if _BARE.fullmatch(n) and not names_someone(n, people))
    return {medium: ids for medium, ids in found.items() if ids}
