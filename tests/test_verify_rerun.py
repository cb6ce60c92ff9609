"""`verify --rerun`: a study made again elsewhere, and what is told of each file that differs."""

import json
import os
import shutil
from pathlib import Path

import polars as pl
import pytest
from trial import run

from conversatoire import manifest
from conversatoire.proof.difference import describe, parameters
from conversatoire.proof.reasons import reasons
from conversatoire.proof.rerun import _compare


def _two(tmp_path: Path, name: str, before: str, after: str) -> tuple[Path, Path]:
    paths = tmp_path / "a" / name, tmp_path / "b" / name
    for path, text in zip(paths, (before, after), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("t.csv", "a,b\n1,x\n2,y\n3,z\n", "a,b\n1,x\n2,Y\n3,Z\n", "first in row 2, column «b»: «y», «Y» when made again; 2 of 3 rows differ"),
        ("t.csv", "a,b\n1,\n", "a,b\n1,x\n", "first in row 1, column «b»: nothing, «x» when made again; 1 of 1 rows differ"),
        ("t.csv", "a\n1\n", "a\n1\n2\n", "rows differ from row 2 on; 1 rows, 2 when made again"),
        ("t.csv", "a,b\n1,2\n", "a,c\n1,2\n", "columns differ: −b, +c"),
        ("p.yaml", "settings: {count: 8}\n", "settings: {count: 9}\n", "settings.count is «8», «9» when made again"),
        ("n.md", "one\ntwo\n", "one\n2\nthree\n", "first in line 2: «two», «2» when made again; 2 lines differ"),
        ("f.svg", "<svg/>", "<svg />", "6 bytes, 7 when made again"),
    ],
)
def test_the_first_difference_is_told_with_how_many_there_are(tmp_path: Path, name: str, before: str, after: str, told: str) -> None:
    assert describe(*_two(tmp_path, name, before, after)) == told


def test_a_difference_in_a_list_of_a_parquet_table_is_told(tmp_path: Path) -> None:
    for folder, tags in (("a", [["x"], ["y"]]), ("b", [["x"], ["y", "z"]])):
        (tmp_path / folder).mkdir()
        pl.DataFrame({"id": ["1", "2"], "tags": tags}).write_parquet(tmp_path / folder / "t.parquet")
    assert describe(tmp_path / "a/t.parquet", tmp_path / "b/t.parquet").startswith("first in row 2, column «tags»")


def test_a_cell_of_a_table_cannot_move_the_cursor(tmp_path: Path) -> None:
    assert "\x1b" not in describe(*_two(tmp_path, "t.csv", "a\n\x1b[2Jx\n", "a\ny\n"))


def test_a_file_that_is_no_table_is_told_and_not_a_traceback(tmp_path: Path) -> None:
    assert "cannot be read" in describe(*_two(tmp_path, "t.parquet", "x", "y"))


def test_equal_parameters_have_no_difference() -> None:
    assert parameters({"a": {"b": [1, 2]}}, {"a": {"b": [1, 2]}}) == ""


def test_each_kind_of_reason_is_found_and_inputs_come_first() -> None:
    before = {"inputs": {"x/a.csv": "1"}, "parameters": {"topics": {"seed": 1}}, "code": {"topics": "1"}, "versions": {"numpy": "2.0"}}
    after = {"inputs": {"x/a.csv": "2"}, "parameters": {"topics": {"seed": 2}}, "code": {"topics": "2"}, "versions": {"numpy": "2.1"}}
    assert reasons(before, after) == [
        "other input: x/a.csv",
        "other parameters: topics.seed is «1», «2» when made again",
        "other code: topics",
        "other versions: numpy 2.0, here 2.1",
    ]
    assert reasons(before, before) == []


def test_each_file_is_same_changed_missing_or_new(tmp_path: Path) -> None:
    old, new = tmp_path / "results/s/2011-05", tmp_path / "again/s/2011-05"
    hashes: dict[str, dict[str, str]] = {"old": {}, "new": {}}
    for month, which in ((old, "old"), (new, "new")):
        contents = {"same.csv": "a\n1\n", "hand.csv": "a\n1\n", "other.csv": f"a\n{which}\n", "gone.csv": "a\n1\n", f"only_{which}.csv": "a\n"}
        for name, text in contents.items():
            (month / "topics").mkdir(parents=True, exist_ok=True)
            (month / "topics" / name).write_text(text, encoding="utf-8")
            hashes[which][f"2011-05/topics/{name}"] = manifest.sha256(month / "topics" / name)
    (old / "topics/hand.csv").write_text("a\n2\n", encoding="utf-8")
    (old / "topics/gone.csv").unlink()
    same, lines = _compare(old, {"outputs": hashes["old"], "imported": {}}, new, {"outputs": hashes["new"], "imported": {}})
    assert same == 1
    assert lines == [
        "2011-05/topics/gone.csv: is missing from the results",
        "2011-05/topics/hand.csv: has been changed since its run (first in row 1, column «a»: «2», «1» when made again; 1 of 1 rows differ); "
        "made again it comes out as the manifest says",
        "2011-05/topics/only_new.csv: is made now; the manifest does not know it",
        "2011-05/topics/only_old.csv: is not made again",
        "2011-05/topics/other.csv: first in row 1, column «a»: «old», «new» when made again; 1 of 1 rows differ",
    ]


def test_a_study_made_again_in_another_folder_on_one_core_is_the_same_but_for_what_was_changed_by_hand(tiny: Path, tmp_path: Path) -> None:
    """`tiny` was made on all cores."""
    for folder in ("config", "data", "results"):
        shutil.copytree(tiny / folder, tmp_path / folder)
    path = tmp_path / "results/tiny/2024-03/collection/volume.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2024-03-02,mastodon,2,2", "2024-03-02,mastodon,7,2"), encoding="utf-8")
    promised = json.loads((tmp_path / "results/tiny/2024-03/manifest.json").read_text(encoding="utf-8"))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = run("conversatoire.cli", "verify", "tiny", "--rerun", "--cores", "1", cwd=tmp_path, env=os.environ | {"TMPDIR": str(temporary)})
    assert done.returncode == 1, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    told = "first in row 2, column «posts»: «7», «2» when made again; 1 of 31 rows differ"
    assert f"2024-03/collection/volume.csv: has been changed since its run ({told}); made again it comes out as the manifest says" in lines
    assert f"{len(promised['outputs'] | promised['imported']) - 1} files are identical, 1 differ" in lines
    assert len(promised["outputs"]) > 100
    assert not list(temporary.glob("conversatoire-rerun-*"))
    assert not (tmp_path / "logs").exists() and not (tmp_path / "benchmarks").exists()
