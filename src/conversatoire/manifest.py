"""What a month was made from and what came out: `results/{study}/{period}/manifest.json`, written last, checked by `verify`.

Usage, by the workflow's last rule of a month:

    python -m conversatoire.manifest MONTH_FOLDER SOURCE_PARAMS.yaml [SOURCE_PARAMS.yaml …] [--kept FILE …] [--set KEY=VALUE …]

`MONTH_FOLDER` is `results/{study}/{period}`; each `SOURCE_PARAMS.yaml` is the file that the importer of a source got (with `name:`,
`files:` and `root:`). `--kept` names the tables that the analyst keeps by hand (codes, names, figures of others): inputs too. `--set` is what
won over the study file; with it `command` is what a reader types to make the month again.

The same data, parameters and versions give the same manifest on any machine: no clock, no absolute path, sorted keys.
"""

import argparse
import hashlib
import json
import platform
import re
import sys
from collections import defaultdict
from importlib import metadata
from pathlib import Path
from shlex import quote
from typing import Any, NamedTuple

import yaml
from packaging.requirements import Requirement

from conversatoire.errors import ConversatoireError, RunError
from conversatoire.home import HOME, PACKAGE

NAME = "manifest.json"
PERIOD = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
# What a run promises to give again byte for byte: tables, parameters, graph, the note in every form, its figures and the ids behind its counts.
# Executed notebooks hold times and paths of their run, and are not promised.
PROMISED = ("*/*.csv", "*/*.parquet", "params/*.yaml", "influencers/graph.*", "note/**/*")
# Of these, what may differ between two machines although nothing in it was decided otherwise.
DRAWN = (".png", ".svg", ".html", ".pdf", ".docx")
ABOUT_DRAWN = "figures, HTML, PDF and DOCX are drawn by matplotlib, pandoc and typst: other versions of them, or of fonts, may give other bytes"


class Problem(NamedTuple):
    """One file of the results that is not what the manifest says."""

    period: str
    file: str
    what: str

    def __str__(self) -> str:
        """`2011-05: 2011-05/topics/topics.csv has changed`."""
        return f"{self.period}: {self.file} {self.what}"


def sha256(path: Path) -> str:
    """Hash of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def versions() -> dict[str, str]:
    """Python, this package, and the packages it asks for by name: name → version, sorted."""
    found = {"python": platform.python_version(), "conversatoire": metadata.version("conversatoire")}
    for line in metadata.requires("conversatoire") or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            found[requirement.name] = metadata.version(requirement.name)
    return dict(sorted(found.items()))


def code() -> dict[str, str]:
    """Hash of the code, part by part: notebooks, workflow, and the package's folders (`topics`, `note`; `package` for what lies in none)."""
    parts: dict[str, list[str]] = defaultdict(list)
    for top in (HOME / "notebooks", HOME / "workflow", PACKAGE):
        for file in sorted(top.rglob("*")):
            inside = file.relative_to(top)
            # A wheel has its copies of the notebooks and of the workflow in `project`.
            if not file.is_file() or file.suffix == ".pyc" or any(part.startswith((".", "__pycache__")) for part in inside.parts):
                continue
            if top != PACKAGE or inside.parts[0] != "project":
                part = top.name if top != PACKAGE else inside.parts[0] if len(inside.parts) > 1 else "package"
                parts[part].append(f"{inside.as_posix()} {sha256(file)}\n")
    return {part: hashlib.sha256("".join(lines).encode()).hexdigest() for part, lines in sorted(parts.items())}


def promised(month: Path) -> dict[str, str]:
    """Hash of each table, parameter file and note text of a month: path relative to the study's results → sha256."""
    files = {file for pattern in PROMISED for file in month.glob(pattern) if file.is_file()}
    return {file.relative_to(month.parent).as_posix(): sha256(file) for file in sorted(files)}


def imported(month: Path) -> dict[str, str]:
    """Hash of each imported table that the month was cut from; keys as in `promised`."""
    files = [file for file in (month.parent / "imported").glob("*") if file.suffix in (".csv", ".parquet")]
    return {file.relative_to(month.parent).as_posix(): sha256(file) for file in sorted(files)}


def parameters(month: Path) -> dict[str, Any]:
    """What each step got, without the sources' paths: step → parameters."""
    steps = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) or {} for file in sorted((month / "params").glob("*.yaml"))}
    for source in steps.get("note", {}).get("about", {}).get("sources", []):
        source.pop("path", None)  # `inputs` names the files; a path may be one machine's own
    return steps


def raw_files(source_params: list[Path]) -> dict[str, Path]:
    """The exports a study reads: `{source}/{path under the source's root}` → where it is on this machine.

    Raises:
        RunError: a parameter file lacks `name` or `files`.
    """
    found = {}
    for file in source_params:
        params = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        if "name" not in params or "files" not in params:
            raise RunError(f"{file}: not the parameters of an importer: `name` or `files` is missing")
        root = Path(params.get("root") or ".").resolve()
        for path in map(Path, params["files"]):
            # A file given relative to the root or to the folder one runs from: both are in use.
            path = path if path.exists() else root / path
            inside = path.resolve()
            found[f"{params['name']}/{inside.relative_to(root).as_posix() if inside.is_relative_to(root) else path.name}"] = path
    return found


def kept_files(files: list[str]) -> dict[str, Path]:
    """The tables kept by hand: `kept/{path from the folder one runs from, or from the code's}` → where it is on this machine."""
    found = {}
    for path in map(Path, files):
        inside = (path.resolve().relative_to(root) for root in (Path.cwd(), HOME.resolve()) if path.resolve().is_relative_to(root))
        found[f"kept/{next(inside, Path(path.name)).as_posix()}"] = path
    return found


def write(month: Path, inputs: dict[str, Path], overrides: list[str] | None = None) -> Path:
    """Writes `manifest.json` of a month's folder.

    Args:
        month: `results/{study}/{period}`.
        inputs: the exports, as `raw_files` gives them, and the tables of `kept_files`.
        overrides: `section.key=value`, which won over the study file.

    Returns:
        Path of the manifest.

    Raises:
        RunError: the folder is missing, or an export cannot be read.
    """
    if not month.is_dir():
        raise RunError(f"{month}: no such folder; run the study first")
    steps = parameters(month)
    study, period = month.resolve().parent.name, month.resolve().name
    study = next((params["study"] for params in steps.values() if "study" in params), study)
    try:
        hashes = {name: sha256(path) for name, path in sorted(inputs.items())}
    except OSError as error:
        raise RunError(f"{error.filename}: {error.strerror}; its hash belongs in the manifest of {period}") from None
    manifest = {
        "study": study,
        "period": period,
        "command": " ".join([f"conversatoire run {study} --period {period}", *(f"--set {quote(override)}" for override in overrides or [])]),
        "set": list(overrides or []),
        "versions": versions(),
        "code": code(),
        "seeds": seeds(steps),
        "parameters": steps,
        "inputs": hashes,
        "imported": imported(month),
        "outputs": promised(month),
    }
    path = month / NAME
    path.write_text(json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
    return path


def seeds(steps: dict[str, Any]) -> dict[str, int]:
    """The seed of each step that has one."""
    both = {step: params.get("seed", params.get("settings", {}).get("seed")) for step, params in steps.items()}
    return {step: seed for step, seed in both.items() if seed is not None}


def months(results: Path) -> list[Path]:
    """Folders of a study's months that were run to their note, oldest first.

    Args:
        results: `results/{study}`.

    Raises:
        RunError: there is none.
    """
    folders = sorted(folder for folder in results.glob("*") if folder.is_dir() and PERIOD.fullmatch(folder.name))
    # A month without a note was only made because the next one compares itself with it: nothing was promised of it yet.
    found = [folder for folder in folders if (folder / "note").is_dir() or (folder / NAME).is_file()]
    if not found:
        raise RunError(f"{results}: no month to verify; run the study first")
    return found


def verify(results: Path) -> list[Problem]:
    """Hashes the results of all months of a study again.

    Args:
        results: `results/{study}`.

    Returns:
        What changed, is missing or is there without being in the manifest, sorted; nothing where all is as it was.

    Raises:
        RunError: there is no month to check.
    """
    return [problem for month in months(results) for problem in _verify_month(month)]


def _verify_month(month: Path) -> list[Problem]:
    path = month / NAME
    if not path.is_file():
        return [Problem(month.name, f"{month.name}/{NAME}", "is missing: the month's run did not end")]
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        noted = manifest["outputs"] | manifest["imported"]
    except (ValueError, KeyError, TypeError):
        return [Problem(month.name, f"{month.name}/{NAME}", "cannot be read as a manifest")]
    found = promised(month) | imported(month)
    problems = [Problem(month.name, file, "is missing") for file in noted.keys() - found.keys()]
    problems += [Problem(month.name, file, "is not in the manifest") for file in found.keys() - noted.keys()]
    problems += [Problem(month.name, file, "has changed") for file in noted.keys() & found.keys() if noted[file] != found[file]]
    return sorted(problems)


def main(arguments: list[str] | None = None) -> int:
    """The command of the module's docstring; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m conversatoire.manifest", description="Writes manifest.json of a month.")
    parser.add_argument("month", type=Path, metavar="MONTH_FOLDER")
    parser.add_argument("sources", type=Path, nargs="+", metavar="SOURCE_PARAMS.yaml")
    parser.add_argument("--kept", nargs="*", default=[], metavar="FILE")
    parser.add_argument("--set", action="append", default=[], dest="overrides", metavar="KEY=VALUE")
    options = parser.parse_args(arguments)
    try:
        write(options.month, raw_files(options.sources) | kept_files(options.kept), options.overrides)
    except ConversatoireError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
