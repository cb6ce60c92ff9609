"""Coverage: gaps, reasons and languages of frames worked by hand, and counts that must add up."""

import pandas as pd
import polars as pl
import pytest
from handmade import frame, post

from conversatoire.collection import coverage
from conversatoire.errors import RunError

SOURCES = [{"name": "x", "medium": "twitter"}]


def test_a_month_has_all_its_days() -> None:
    days = coverage.month_days("2024-02")
    assert (days[0], days[-1], len(days)) == ("2024-02-01", "2024-02-29", 29)


def test_counts_that_do_not_add_up_stop_the_run_and_name_the_source() -> None:
    row = {"source": "x", "read": 9, "rejected": 1, "duplicate": 1, "off_query": 1, "off_period": 1, "off_language": 1, "kept": 1}
    with pytest.raises(RunError, match=r"source «x»: 9 rows read are not rejected 1 \+ duplicate 1 .* \+ kept 1"):
        coverage.check(pd.DataFrame([row]))
    coverage.check(pd.DataFrame([row | {"read": 6}]))


def test_days_in_summer_time_are_cut_in_the_studys_zone() -> None:
    fates = frame([post("1", "2024-07-09T22:30"), post("2", "2024-07-09T21:30")]).with_columns(fate=pl.Series(["kept", "off_query"]))
    table = coverage.days(fates, SOURCES, "2024-07", "Europe/Paris").set_index("day")
    assert table.loc["2024-07-10", ["collected", "kept"]].tolist() == [1, 1]
    assert table.loc["2024-07-09", ["collected", "kept"]].tolist() == [1, 0]
    assert len(table) == 31 and set(table["medium"]) == {"twitter"}


def test_gaps_are_runs_of_days_with_their_cause() -> None:
    days = coverage.month_days("2024-02")
    collected = [0] * 9 + [5] * 11 + [5] * 2 + [0] * 1 + [5] * 6
    kept = [0] * 9 + [1] * 11 + [0] * 2 + [0] * 1 + [1] * 6
    table = pd.DataFrame({"source": "x", "medium": "twitter", "day": days, "collected": collected, "kept": kept})
    other = table.assign(source="y", collected=1, kept=1)
    found = coverage.gaps(pd.concat([other, table]))
    assert found.values.tolist() == [
        ["x", "twitter", "2024-02-01", "2024-02-09", 9, "nothing collected"],
        ["x", "twitter", "2024-02-21", "2024-02-22", 2, "nothing kept"],
        ["x", "twitter", "2024-02-23", "2024-02-23", 1, "nothing collected"],
    ]
    assert len(coverage.gaps(other)) == 0


def test_gaps_of_two_sources_do_not_join() -> None:
    table = pd.DataFrame({"source": ["x", "y"], "medium": "m", "day": ["2024-02-29", "2024-02-01"], "collected": 0, "kept": 0})
    assert coverage.gaps(table)["days"].tolist() == [1, 1]


def test_reasons_of_rejection_are_counted_with_an_example() -> None:
    told = [("x", "a:1", "no date"), ("x", "a:2", "no text"), ("x", "a:3", "no date")]
    rejects = pd.DataFrame(told, columns=["source", "origin", "reason"]).assign(raw="")
    assert coverage.reject_reasons(rejects).values.tolist() == [["x", "no date", 2, "a:1"], ["x", "no text", 1, "a:2"]]
    assert coverage.reject_reasons(rejects.head(0)).empty


def test_languages_are_counted_with_their_share() -> None:
    posts = frame([post("1", "2024-07-01T10:00", lang="en"), *(post(str(i), "2024-07-01T10:00") for i in range(2, 6))])
    fates = posts.with_columns(fate=pl.Series(["off_language", "kept", "kept", "off_query", "duplicate"]))
    assert coverage.languages(fates, ["fr"]).values.tolist() == [["fr", 3, 0.75, True], ["en", 1, 0.25, False]]


def test_an_author_of_two_cases_is_one_and_an_id_stands_in_for_a_handle() -> None:
    rows = [post("1", "2024-07-01T10:00", author="Ann"), post("2", "2024-07-01T10:00", author="ann")]
    rows += [post("3", "2024-07-01T10:00", author=None, author_id="7"), post("4", "2024-07-01T10:00", author=None)]
    volume = coverage.volume(frame(rows), SOURCES, "2024-07", "UTC")
    assert volume.iloc[0].tolist() == ["2024-07-01", "twitter", 4, 2]
