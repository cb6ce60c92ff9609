"""The files that set the project up agree with each other."""

import json
import re
import subprocess
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from trial import ROOT

from conversatoire import __version__, config
from conversatoire.study_file import load

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# Where conda's name is not PyPI's.
CONDA_NAMES = {"python-igraph": "igraph", "python-tzdata": "tzdata", "snakemake-minimal": "snakemake"}


def conda_ranges():
    """Package (by its PyPI name) → range, of environment.yml."""
    from rattler import MatchSpec

    found = {}
    for line in ENVIRONMENT["dependencies"]:
        if isinstance(line, str):
            spec = MatchSpec(line)
            name = CONDA_NAMES.get(spec.name.normalized, spec.name.normalized)
            found[canonicalize_name(name)] = SpecifierSet(str(spec.version) if spec.version else "")
        else:
            requirements = [Requirement(item) for item in line["pip"] if not item.startswith("-e")]
            found |= {canonicalize_name(item.name): item.specifier for item in requirements}
    return found


def test_environment_yml_has_the_ranges_of_pyproject():
    expected = {canonicalize_name(item.name): item.specifier for item in map(Requirement, PROJECT["project"]["dependencies"])}
    expected |= {"python": SpecifierSet(PROJECT["project"]["requires-python"]), "pip": SpecifierSet("")}
    assert conda_ranges() == expected
    assert ENVIRONMENT["channels"][0] == "conda-forge"


def test_the_lock_names_no_host_and_hashes_every_package():
    assert "://" not in LOCK and not re.search(r"^\s*--?(index|find|extra|trusted)", LOCK, flags=re.MULTILINE)
    entries = re.split(r"^(?=\S)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 100 and all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_holds_every_dependency_within_its_range():
    locked: dict[str, list[Requirement]] = {}
    for line in re.findall(r"^\S.*?(?= \\$)", LOCK, flags=re.MULTILINE):
        requirement = Requirement(line)
        locked.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    for wanted in map(Requirement, PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]):
        versions = [next(iter(item.specifier)).version for item in locked[canonicalize_name(wanted.name)]]
        assert versions and all(wanted.specifier.contains(version) for version in versions), wanted


def test_the_version_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert PROJECT["project"]["version"] == __version__ == citation["version"]
    assert PROJECT["project"]["license"] == citation["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_the_schema_is_the_models():
    assert (ROOT / "config/study.schema.json").read_text(encoding="utf-8") == config.schema()


@pytest.mark.parametrize("path", sorted((ROOT / "config/studies").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_study_of_the_repository_is_valid_and_fits_the_schema(path):
    import jsonschema

    load(str(path))
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), json.loads((ROOT / "config/study.schema.json").read_text(encoding="utf-8")))


def test_make_help_lists_the_targets():
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.findall(r"^  make (\w+)", done.stdout, flags=re.MULTILINE)[:3] == ["help", "note", "test"]
    assert {"lab", "lint", "dag", "lock", "clean"} <= set(re.findall(r"^  make (\w+)", done.stdout, flags=re.MULTILINE))


def test_make_with_too_old_a_python_says_what_to_do(tmp_path):
    old = tmp_path / "oldpython"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    command = ["make", f"PYTHON={old}", "READY=.venv-nowhere/.ready", "setup"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "is older than 3.11" in done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_are_short_and_hold_no_outputs(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code = [line for cell in cells for line in "".join(cell["source"]).splitlines() if line.strip()]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert "".join(notebook["cells"][0]["source"]).splitlines()[0].endswith("?")
    assert sum("parameters" in cell["metadata"].get("tags", []) for cell in cells) == 1
    assert not [line for line in code if re.match(r"\s*(def|class) ", line)]
    assert len(notebook["cells"]) <= 20 and len(code) <= 75
