"""Comparisons made before a study was put under pseudonyms are told by name, for no run makes them anew."""

from pathlib import Path

import pytest
import yaml

from conversatoire.config import Study
from conversatoire.privacy import params, where

KEY = "0123456789abcdef" * 4
ACCOUNT, POST = "u_n6oqqb6trfsl3", "x:p_n6oqqb6trfsl3abc"


def study(hidden: bool = True) -> Study:
    source = {"name": "s", "medium": "x", "format": "mbox", "path": "p"}
    return Study.model_validate(
        {
            "title": "t", "periods": {"from": "2024-01", "to": "2024-01"}, "own_accounts": ["SNCF"], "sources": [source],
            "privacy": {"pseudonyms": hidden, "key_env": "A_KEY"},
        }
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("A_KEY", KEY)
    Path("results/demo/imported").mkdir(parents=True)
    return tmp_path


def compared(name: str, accounts: list[str], posts: tuple[str, ...] = ()) -> None:
    place = Path("results/compare") / name
    place.mkdir(parents=True)
    (place / "ranks.csv").write_text("medium,account\n" + "".join(f"x,{account}\n" for account in accounts), encoding="utf-8")
    (place / "post_ids.csv").write_text("post_id\n" + "".join(f"{post}\n" for post in posts), encoding="utf-8")


def imported(parameters: dict) -> None:
    Path("results/demo/imported/s.yaml").write_text(yaml.safe_dump(parameters), encoding="utf-8")


def test_comparisons_that_hold_handles_are_named_and_others_are_not(folder: Path) -> None:
    compared("demo-2024-01_demo-2024-02", [ACCOUNT, "zoe"])
    compared("demo_other", ["sncf", ACCOUNT], (POST, "x:777100200300"))
    compared("demo_hidden", ["SNCF", ACCOUNT], (POST,))
    compared("demo_untold", [])
    compared("elsewhere_other", ["zoe"])
    imported({"name": "s"})
    told = params.before_run(study(), Path("results/demo"))
    assert "made without pseudonyms" in told[0] and "everything is imported anew" in told[0]
    assert told[1:] == [
        "privacy: results/compare/demo-2024-01_demo-2024-02 still holds handles, and no run makes it anew: delete it",
        "privacy: results/compare/demo_other still holds handles, and no run makes it anew: delete it",
        "privacy: results/compare/demo_untold may still hold handles, and no run makes it anew: delete it",
    ]
    assert params.before_run(study(hidden=False), Path("results/demo")) == []


def test_they_are_named_until_they_are_gone(folder: Path) -> None:
    compared("demo-2024-01_demo-2024-02", ["zoe"])
    compared("demo_untold", [])
    facts = params.of_import("demo", study())
    imported(facts)
    told = params.before_run(study(), Path("results/demo"))
    assert len(told) == 1 and "demo-2024-01_demo-2024-02" in told[0]
    assert where.comparisons("demo", Path("results")) == [Path("results/compare/demo-2024-01_demo-2024-02"), Path("results/compare/demo_untold")]
