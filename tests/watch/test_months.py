"""The index holds the months of a run, those before them, and later ones that an earlier run left."""

from pathlib import Path

import pytest

from conversatoire.config import Study
from conversatoire.watch import months

SOURCE = {"name": "x", "medium": "x", "format": "csv", "path": "x.csv", "columns": {"published_at": "d", "text": "t"}}
STUDY = Study.model_validate({"title": "Essai", "periods": {"from": "2024-05", "to": "2024-09"}, "sources": [SOURCE]})


def leave(results: Path, month: str, zone: str = "Europe/Paris", without: str = "") -> None:
    for name in (*months.TABLES, "params/collection.yaml"):
        if name != without:
            path = results / "essai" / month / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"timezone: {zone}\n", encoding="utf-8")


@pytest.mark.parametrize(("asked", "made"), [(["2024-05"], 1), (["2024-07"], 3), (["2024-05", "2024-07"], 3), (STUDY.periods.months(), 5)])
def test_all_months_up_to_the_last_one_asked_for_are_made(asked: list[str], made: int) -> None:
    assert months.made(STUDY, asked) == STUDY.periods.months()[:made]


def test_later_months_are_kept_where_they_are_whole_and_of_the_same_zone(tmp_path) -> None:
    leave(tmp_path, "2024-05")
    leave(tmp_path, "2024-06")
    leave(tmp_path, "2024-07", without="topics/topics.csv")
    leave(tmp_path, "2024-08", zone="UTC")
    leave(tmp_path, "2024-09", without="params/collection.yaml")
    leave(tmp_path, "2024-10")  # no month of the study any more
    assert months.kept("essai", STUDY, ["2024-05"], str(tmp_path)) == [f"{tmp_path}/essai/2024-06"]
    assert months.kept("essai", STUDY, ["2024-06"], str(tmp_path)) == []
    assert months.kept("other", STUDY, ["2024-05"], str(tmp_path)) == []


def test_a_broken_file_of_parameters_keeps_its_month_out(tmp_path) -> None:
    leave(tmp_path, "2024-06")
    (tmp_path / "essai/2024-06/params/collection.yaml").write_text("[", encoding="utf-8")
    assert months.kept("essai", STUDY, ["2024-05"], str(tmp_path)) == []
