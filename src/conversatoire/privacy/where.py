"""Where a study's deletions are listed, and what is made of its posts. Light to import: the workflow reads it for each job."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path


def list_of(study: str) -> Path:
    """The list of a study's deleted accounts."""
    return Path("data/deletions") / f"{study}.csv"


def log_of(study: str) -> Path:
    """The record of what was removed, when and from where."""
    return Path("data/deletions") / f"{study}.log.csv"


def lists(study: str) -> list[str]:
    """The list as an input of the imports; nothing where there is none."""
    path = list_of(study)
    return [path.as_posix()] if path.is_file() else []


def comparisons(study: str, results: Path) -> list[Path]:
    """The comparisons of a study under a folder of results: those whose folder's name holds its own."""
    names = (study, re.sub("-+", "-", study).strip("-"))  # as given, and as `compare` writes it
    return sorted(path for path in (results / "compare").glob("*") if any(name in path.name for name in names))


def derived(study: str, results: Sequence[Path]) -> Iterator[Path]:
    """Folders and files made of a study's posts; each is made again by `conversatoire run`, but for comparisons and packs."""
    for folder in results:
        yield folder / study
        yield from comparisons(study, folder)
    yield from (Path("logs") / study, Path("benchmarks") / study, Path("logs/unexpected-error.log"))
