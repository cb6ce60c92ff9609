"""The two folders that one compares: what they are, which months they share, and where the comparison goes. Light to import."""

import json
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from conversatoire.errors import StudyError

PERIOD = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
_MARKS = ("params", "collection")  # a month of results has at least one of them


class Pair(NamedTuple):
    """Two months' folders that are compared."""

    a: Path
    b: Path

    @property
    def other_months(self) -> bool:
        """Whether they are of different months, and so share no post."""
        return self.a.name != self.b.name


class Both(NamedTuple):
    """What is compared.

    Attributes:
        pairs: months' folders, oldest first.
        only_a: months that only the first study has.
        only_b: months that only the second has.
        names: how each side is called: the last parts of its path, as many as tell them apart.
    """

    pairs: list[Pair]
    only_a: list[str]
    only_b: list[str]
    names: tuple[str, str]


def both(a: str | Path, b: str | Path) -> Both:
    """Finds what two folders have to compare.

    Args:
        a: results of a study (`results/demo`), or one month of them (`results/demo/2011-05`).
        b: the same of the other.

    Raises:
        StudyError: one is no such folder, one is a month and the other is not, or they have no month in common.
    """
    one, other = (Path(os.path.normpath(path)) for path in (a, b))
    months = [_months(path) for path in (one, other)]
    if (months[0] is None) != (months[1] is None):
        month, study = (one, other) if months[0] is None else (other, one)
        raise StudyError(f"{month} is one month and {study} is a study's results; give two months, or the results of two studies")
    names = _names(one, other)
    if months[0] is None or months[1] is None:
        return Both([Pair(one, other)], [], [], names)
    shared = sorted(months[0] & months[1])
    if not shared:
        told = " and ".join(f"{path}: {', '.join(sorted(found))}" for path, found in zip((one, other), months, strict=True))
        raise StudyError(f"no month in common ({told}); give one month's folder of each, such as {one / min(months[0])} {other / min(months[1])}")
    return Both([Pair(one / month, other / month) for month in shared], sorted(months[0] - months[1]), sorted(months[1] - months[0]), names)


def _months(folder: Path) -> set[str] | None:
    """The months of a study's results; None where the folder is a month itself."""
    if not folder.is_dir():
        raise StudyError(f"{folder}: no such folder; give a study's results such as results/demo, or one month such as results/demo/2011-05")
    if PERIOD.fullmatch(folder.resolve().name) and _is_month(folder):
        return None
    found = {inner.name for inner in folder.iterdir() if PERIOD.fullmatch(inner.name) and _is_month(inner)}
    if not found:
        raise StudyError(f"{folder} holds no month of results (a folder such as 2011-05 with {' or '.join(_MARKS)}); run the study first")
    return found


def _is_month(folder: Path) -> bool:
    return any((folder / mark).is_dir() for mark in _MARKS)


def _names(one: Path, other: Path) -> tuple[str, str]:
    """The last parts of both paths, as many as tell them apart: one for studies, two for months at least."""
    parts = [path.resolve().parts[1:] for path in (one, other)]
    least = 2 if PERIOD.fullmatch(parts[0][-1]) else 1
    longest = max(map(len, parts))
    length = next((n for n in range(least, longest + 1) if parts[0][-n:] != parts[1][-n:]), least)
    return "/".join(parts[0][-length:]), "/".join(parts[1][-length:])


def place(names: tuple[str, str]) -> Path:
    """Where a comparison goes if nobody says: a folder name made of small letters, digits and hyphens alone, whatever the names hold."""
    safe = [re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[-60:].strip("-") or "x" for name in names]
    return Path("results/compare") / "_".join(safe)


def check_out(out: Path, found: Both) -> None:
    """Refuses to write among the results that are compared.

    Raises:
        StudyError: `out` is one of them, or lies in one.
    """
    studies = {folder.resolve().parent for pair in found.pairs for folder in pair}
    if any(out.resolve().is_relative_to(study) for study in studies):
        raise StudyError(f"--out {out} lies among the results that are compared; give another folder")
    if out.exists() and not out.is_dir():
        raise StudyError(f"--out {out} is no folder")


def made(month: Path) -> dict[str, Any]:
    """How a month was made, as `parameters.differences` wants it: the steps' parameters, and of manifest.json inputs, versions and code.

    Raises:
        StudyError: a parameter file or the manifest cannot be read.
    """
    from conversatoire import manifest

    try:
        found = manifest.parameters(month)
        path = month / manifest.NAME
        noted = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return found | {key: noted[key] for key in ("inputs", "versions", "code") if noted.get(key)}
    except (OSError, ValueError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise StudyError(f"{month}: its params/ or manifest.json cannot be read ({str(error).splitlines()[0]}); run the month again") from None
