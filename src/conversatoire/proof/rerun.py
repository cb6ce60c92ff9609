"""A study made again in a folder of its own, from the same sources and parameters, and its files compared with those that the manifests promise."""

import json
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conversatoire import manifest
from conversatoire.errors import RunError
from conversatoire.proof.difference import describe
from conversatoire.proof.reasons import reasons
from conversatoire.run import Request, Tell, run
from conversatoire.study_file import locate


@dataclass(frozen=True)
class Outcome:
    """What came of making a study again.

    Attributes:
        same: files that came out with the bytes that their manifest promises, and still have them.
        differences: a line for every other file.
        why: a line for each likely reason, by month; none where nothing differs.
        folder: where the study was made again, if it was kept.
    """

    same: int = 0
    differences: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    folder: Path | None = None


def rerun(study: str, results: Path, cores: int | None, keep: bool, tell: Tell) -> Outcome:
    """Makes every month of a study that has a manifest again, with the `--set` it was made with, and compares file by file.

    Args:
        study: a study's name, or the path of its file.
        results: the folder of results.
        cores: how many at most; all where None.
        keep: whether the new results stay.
        tell: gets each line of progress, and whether it is final.

    Raises:
        RunError: there is no month with a manifest, or the new run failed.
    """
    kept = results / locate(study).stem
    promised = {month: read(month) for month in manifest.months(kept)}
    folder = Path(tempfile.mkdtemp(prefix="conversatoire-rerun-"))
    try:
        same, differences, why = 0, [], []
        for number, (overrides, months) in enumerate(_by_overrides(promised).items()):
            again = folder / str(number)
            asked = tuple(month.name for month in months)
            run(Request(study, asked, overrides, cores, results=again / "results", aside=again), tell)
            for month in months:
                new = again / "results" / kept.name / month.name
                found, lines = _compare(month, promised[month], new, read(new))
                same, differences = same + found, differences + lines
                if lines:
                    why += [f"{month.name}: {reason}" for reason in reasons(promised[month], read(new))]
        return Outcome(same, differences, why, folder if keep else None)
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def read(month: Path) -> dict[str, Any]:
    """The manifest of a month.

    Raises:
        RunError: it is missing or damaged.
    """
    try:
        content = json.loads((month / manifest.NAME).read_text(encoding="utf-8"))
        content["outputs"] | content["imported"]
    except (OSError, ValueError, KeyError, TypeError):
        raise RunError(f"{month / manifest.NAME}: is missing or cannot be read; run {month.name} again before proving it") from None
    return content


def _by_overrides(promised: dict[Path, dict[str, Any]]) -> dict[tuple[str, ...], list[Path]]:
    groups: dict[tuple[str, ...], list[Path]] = defaultdict(list)
    for month, content in promised.items():
        groups[tuple(content.get("set", []))].append(month)
    return groups


def _compare(month: Path, before: dict[str, Any], new: Path, after: dict[str, Any]) -> tuple[int, list[str]]:
    """How many files of a month are as promised, then and now, and a line for each that is not."""
    old, made = before["outputs"] | before["imported"], after["outputs"] | after["imported"]
    same, lines = 0, []
    for file in sorted(old.keys() | made.keys()):
        here, there = month.parent / file, new.parent / file
        if file not in old:
            lines.append(f"{file}: is made now; the manifest does not know it")
        elif file not in made:
            lines.append(f"{file}: is not made again")
        elif not here.is_file():
            lines.append(f"{file}: is missing from the results")
        elif manifest.sha256(here) != old[file]:
            comes = "as the manifest says" if made[file] == old[file] else "otherwise than the manifest says"
            lines.append(f"{file}: has been changed since its run ({_where(here, there)}); made again it comes out {comes}")
        elif made[file] != old[file]:
            lines.append(f"{file}: {_where(here, there)}")
        else:
            same += 1
    return same, lines


def _where(here: Path, there: Path) -> str:
    return "is the same as when made again" if manifest.sha256(here) == manifest.sha256(there) else describe(here, there)
