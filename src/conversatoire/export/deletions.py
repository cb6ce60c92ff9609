"""The study's list of accounts to forget: results made before its last change do not leave the house."""

from typing import Any

from conversatoire.errors import RunError
from conversatoire.manifest import kept_files, sha256
from conversatoire.privacy import where


def check(study: str, manifests: dict[str, dict[str, Any]]) -> str:
    """Raises if a month was made with another list of deletions than today's; says what was found.

    Args:
        study: the study's name.
        manifests: by month; their inputs hold the hash of the list that the imports applied.

    Raises:
        RunError: the list has changed since, or was not there.
    """
    path = where.list_of(study)
    if not path.is_file():
        return "The study has no list of deletions."
    name = next(iter(kept_files([path.as_posix()])))
    for month, manifest in manifests.items():
        if manifest["inputs"].get(name) != sha256(path):
            raise RunError(f"{path} has changed since {month} was made: conversatoire run {study} applies it; then export again")
    return "The study's list of deletions has been applied."
