"""The months a run takes, and what follows from them."""

import pytest
import yaml

from conversatoire import plan
from conversatoire.config import Study
from conversatoire.errors import StudyError

STUDY = Study.model_validate(
    {
        "title": "t",
        "periods": {"from": "2023-11", "to": "2024-02"},
        "sources": [{"name": "a", "medium": "twitter", "format": "csv", "path": "x.csv", "columns": {"published_at": "d", "text": "t"}}],
    }
)


@pytest.mark.parametrize(
    ("wanted", "months"),
    [
        ("all", ["2023-11", "2023-12", "2024-01", "2024-02"]),
        ([], ["2023-11", "2023-12", "2024-01", "2024-02"]),
        ("2024-01", ["2024-01"]),
        ("2024-02, 2023-12,2024-02", ["2023-12", "2024-02"]),
        (["2024-02", "2023-11"], ["2023-11", "2024-02"]),
    ],
)
def test_months_are_taken_from_a_word_a_comma_list_or_a_list(wanted, months):
    assert plan.months(STUDY, wanted) == months


def test_a_month_outside_the_study_is_refused_with_the_months_it_has():
    with pytest.raises(StudyError, match="2024-03 is not a month of the study; its months: 2023-11, 2023-12, 2024-01, 2024-02"):
        plan.months(STUDY, "2024-03")


def test_the_month_before_crosses_the_year_and_stops_at_the_first():
    assert plan.before(STUDY, "2024-01", "topics/topics.csv") == ["<results>/{study}/2023-12/topics/topics.csv"]
    assert plan.before(STUDY, "2023-11", "topics/topics.csv") == []


def test_all_earlier_months_come_latest_first_and_the_barometer_takes_as_many_as_its_weeks_need():
    assert plan.all_before(STUDY, "2024-01", "a.csv", "b.csv") == [
        f"<results>/{{study}}/{m}/{f}" for m in ("2023-12", "2023-11") for f in ("a.csv", "b.csv")
    ]
    asked = STUDY.model_copy(update={"barometer": STUDY.barometer.model_copy(update={"reference_weeks": 4})})
    assert plan.earlier(asked, "2024-02", "p") == ["<results>/{study}/2024-01/p", "<results>/{study}/2023-12/p"]
    assert plan.earlier(STUDY, "2023-11", "p") == []


def test_the_analysts_files_are_inputs_of_the_steps_that_read_them():
    study = Study.model_validate(
        STUDY.model_dump(by_alias=True, exclude={"tone", "events", "benchmark"})
        | {
            "tone": {"files": ["b.csv"], "words": "w.csv", "codebooks": {"kind": {"codes": ["x", "y"], "files": ["a.csv"]}}},
            "events": {"crisis_words": "c.csv"},
            "benchmark": {"followers": "f.csv"},
        }
    )
    assert plan.coded_by_hand(study) == ["a.csv", "b.csv", "w.csv"]
    assert plan.events_files(study)[0] == "c.csv" and plan.events_files(study)[1].endswith("data/reference/press_sites.csv")
    assert plan.benchmark_files(study) == ["f.csv"]


def test_written_parameters_keep_the_type_of_each_string(tmp_path):
    values = {"period": "202405", "answer": "no", "empty": "", "octal": "010", "date": "2011-05-01", "nothing": None, "words": ["été", "yes: 1"]}
    plan.write(values, tmp_path / "a" / "p.yaml")
    assert yaml.safe_load((tmp_path / "a" / "p.yaml").read_text(encoding="utf-8")) == values
