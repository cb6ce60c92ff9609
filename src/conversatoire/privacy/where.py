"""Where the deletions of a study are listed. Light to import: the workflow reads it for each job."""

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
