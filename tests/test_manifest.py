"""The manifest of a month: what it promises, and what `verify` finds."""

import json
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from conversatoire import manifest
from conversatoire.errors import RunError


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A study of one month with its manifest, read from one export."""
    study = tmp_path / "results/essai"
    for file, text in {
        "2011-05/collection/volume.csv": "day,medium,posts,authors\n",
        "2011-05/topics/post_topics.parquet": "PAR1",
        "2011-05/note/note.fr.md": "# Note\n",
        "2011-05/note/note.fr.pdf": "%PDF",
        "2011-05/params/topics.yaml": "study: essai\nsettings: {seed: 7, count: 3}\n",
        "2011-05/params/note.yaml": f"study: essai\nabout:\n  sources:\n  - {{name: x, path: ['{tmp_path}/raw/*.csv']}}\n",
        "imported/x.parquet": "PAR1",
        "imported/x.rejects.csv": "source,origin,reason,raw\n",
    }.items():
        (study / file).parent.mkdir(parents=True, exist_ok=True)
        (study / file).write_text(text, encoding="utf-8")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.csv").write_text("id\n1\n", encoding="utf-8")
    params = {"name": "x", "root": str(tmp_path / "raw"), "files": [str(tmp_path / "raw/a.csv")]}
    (study / "imported/x.yaml").write_text(yaml.safe_dump(params), encoding="utf-8")
    assert manifest.main([str(study / "2011-05"), str(study / "imported/x.yaml")]) == 0
    return study


def test_an_untouched_result_has_no_problem(results: Path) -> None:
    assert manifest.verify(results) == []


def test_the_manifest_holds_what_the_month_was_made_of(results: Path) -> None:
    content = json.loads((results / "2011-05/manifest.json").read_text(encoding="utf-8"))
    # printf 'id\n1\n' | sha256sum
    assert content["inputs"] == {"x/a.csv": "7cde7fb64fd82bd152710cf238e017b9ab46c0592483edc067ba4f6c75fac108"}
    assert content["seeds"] == {"topics": 7}
    assert content["parameters"]["topics"]["settings"]["count"] == 3
    assert content["command"] == "conversatoire run essai --period 2011-05"
    assert {"python", "conversatoire", "pandas", "typst"} <= content["versions"].keys()
    assert "snakemake-executor-plugin-slurm" not in content["versions"]
    assert sorted(content["outputs"]) == [
        "2011-05/collection/volume.csv", "2011-05/note/note.fr.md", "2011-05/note/note.fr.pdf", "2011-05/params/note.yaml",
        "2011-05/params/topics.yaml", "2011-05/topics/post_topics.parquet",
    ]  # fmt: skip
    assert sorted(content["imported"]) == ["imported/x.parquet", "imported/x.rejects.csv"]


def test_what_won_over_the_study_is_in_the_manifest_and_its_command(results: Path) -> None:
    overrides = ["topics.count=8", "title='L été'"]
    arguments = [str(results / "2011-05"), str(results / "imported/x.yaml"), *(f"--set={override}" for override in overrides)]
    assert manifest.main(arguments) == 0
    content = json.loads((results / "2011-05/manifest.json").read_text(encoding="utf-8"))
    assert content["set"] == overrides
    assert shlex.split(content["command"]) == ["conversatoire", "run", "essai", "--period", "2011-05", "--set", overrides[0], "--set", overrides[1]]


def test_a_table_kept_by_hand_is_an_input_by_its_path_from_here(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "coding").mkdir()
    (tmp_path / "coding/a.csv").write_text("id\n1\n", encoding="utf-8")
    outside = [str(manifest.HOME / "data/reference/press_sites.csv"), "/nowhere/secret/b.csv"]
    assert list(manifest.kept_files(["coding/a.csv", *outside])) == ["kept/coding/a.csv", "kept/data/reference/press_sites.csv", "kept/b.csv"]
    manifest.main([str(results / "2011-05"), str(results / "imported/x.yaml"), "--kept", "coding/a.csv"])
    content = json.loads((results / "2011-05/manifest.json").read_text(encoding="utf-8"))
    assert content["inputs"]["kept/coding/a.csv"] == content["inputs"]["x/a.csv"]


def test_the_code_is_hashed_part_by_part_and_only_a_changed_part_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in ("notebooks/1.ipynb", "workflow/Snakefile", "package/cli.py", "package/topics/model.py", "package/topics/__pycache__/model.pyc"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(file, encoding="utf-8")
    monkeypatch.setattr(manifest, "HOME", tmp_path)
    monkeypatch.setattr(manifest, "PACKAGE", tmp_path / "package")
    before = manifest.code()
    assert list(before) == ["notebooks", "package", "topics", "workflow"]
    (tmp_path / "package/topics/__pycache__/model.pyc").write_text("other", encoding="utf-8")
    assert manifest.code() == before
    (tmp_path / "package/topics/model.py").write_text("other", encoding="utf-8")
    assert {part for part, digest in manifest.code().items() if digest != before[part]} == {"topics"}


def test_no_path_of_the_machine_is_in_the_manifest(results: Path, tmp_path: Path) -> None:
    text = (results / "2011-05/manifest.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text and str(Path.home()) not in text


def test_the_same_month_elsewhere_has_the_same_manifest(results: Path, tmp_path: Path) -> None:
    before = (results / "2011-05/manifest.json").read_bytes()
    copy = tmp_path / "clone/results/essai"
    shutil.copytree(results, copy)
    shutil.copytree(tmp_path / "raw", tmp_path / "clone/raw")
    manifest.write(copy / "2011-05", {"x/a.csv": tmp_path / "clone/raw/a.csv"})
    assert (copy / "2011-05/manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "change", "problem"),
    [
        ("2011-05/topics/post_topics.parquet", "PAR2", "has changed"),
        ("2011-05/collection/volume.csv", None, "is missing"),
        ("2011-05/barometer/top.csv", "x", "is not in the manifest"),
        ("2011-05/params/topics.yaml", "seed: 8\n", "has changed"),
        ("2011-05/note/note.fr.md", "# Autre\n", "has changed"),
        ("imported/x.parquet", "PAR2", "has changed"),
    ],
)
def test_each_difference_is_found_and_named(results: Path, file: str, change: str | None, problem: str) -> None:
    path = results / file
    path.parent.mkdir(exist_ok=True)
    path.unlink() if change is None else path.write_text(change, encoding="utf-8")
    assert manifest.verify(results) == [("2011-05", file, problem)]
    assert str(manifest.verify(results)[0]) == f"2011-05: {file} {problem}"


def test_a_month_without_a_manifest_is_a_problem(results: Path) -> None:
    (results / "2011-06/note").mkdir(parents=True)
    assert [str(problem) for problem in manifest.verify(results)] == ["2011-06: 2011-06/manifest.json is missing: the month's run did not end"]


def test_a_month_made_only_for_the_next_one_to_compare_with_is_no_problem(results: Path) -> None:
    (results / "2011-04/topics").mkdir(parents=True)
    assert manifest.verify(results) == []


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"outputs": 1, "imported": {}}'])
def test_a_damaged_manifest_is_a_problem_and_no_traceback(results: Path, content: str) -> None:
    (results / "2011-05/manifest.json").write_text(content, encoding="utf-8")
    assert [problem.what for problem in manifest.verify(results)] == ["cannot be read as a manifest"]


def test_a_study_without_months_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no month to verify"):
        manifest.verify(tmp_path)


def test_wrong_arguments_are_told_without_a_traceback(results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text("study: x\n", encoding="utf-8")
    assert manifest.main([str(results / "2011-05"), str(tmp_path / "bad.yaml")]) == 1
    assert "not the parameters of an importer" in capsys.readouterr().err
    (tmp_path / "raw/a.csv").unlink()
    assert manifest.main([str(results / "2011-05"), str(results / "imported/x.yaml")]) == 1
    assert "its hash belongs in the manifest" in capsys.readouterr().err
