"""Volume over time and the comparison of terms, counted by hand."""

import pytest
from small_index import at, made, post

from conversatoire.watch import find
from conversatoire.watch.curves import MOST_TERMS, compare, volume
from conversatoire.watch.errors import SearchError
from conversatoire.watch.intervals import wilson
from conversatoire.watch.selection import Selection

POSTS = [
    post(1, "2024-03-30T00:00", "ana", "panne de fibre"),
    post(2, "2024-03-30T23:59", "bob", "panne", "y"),
    post(3, "2024-03-31T01:59", "bob", "fibre"),
    post(4, "2024-03-31T03:00", "bob", "fibre"),  # the next minute: the clock has skipped an hour
    post(5, "2024-04-02T12:00", "bob", "autre"),
]


@pytest.fixture
def small(tmp_path):
    connection = made(tmp_path, POSTS, ["2024-03", "2024-04"])
    yield connection
    connection.close()


def curve(connection, selection=None, **interval):
    with find.chosen(connection, selection or Selection()) as chosen:
        return volume(connection, chosen, **interval)


def posts(found):
    return [(point["local"], point["posts"]) for point in found.points]


def test_days_without_posts_stand_in_the_curve_and_media_apart(small):
    found = curve(small, step="day")
    assert posts(found) == [("2024-03-30", 2), ("2024-03-31", 2), ("2024-04-01", 0), ("2024-04-02", 1)]
    assert found.media == ["x", "y"]
    assert [point["media"] for point in found.points] == [{"x": 1, "y": 1}, {"x": 2}, {}, {"x": 1}]
    assert all(point["whole"] for point in found.points)


def test_the_day_on_which_the_clock_changes_has_23_hours(small):
    found = curve(small, start=at("2024-03-31"), end=at("2024-04-01"), step="hour")
    assert len(found.points) == 23
    assert posts(found)[:4] == [("2024-03-31T00", 0), ("2024-03-31T01", 1), ("2024-03-31T03", 1), ("2024-03-31T04", 0)]


def test_the_hour_that_comes_twice_in_autumn_is_told_twice(tmp_path):
    connection = made(tmp_path, [post(1, "2024-10-27T02:30", "ana"), post(2, "2024-10-27T03:30", "ana")], ["2024-10"])
    found = curve(connection, step="hour")
    connection.close()
    assert len(found.points) == 25
    assert posts(found)[1:5] == [("2024-10-27T01", 0), ("2024-10-27T02", 1), ("2024-10-27T02", 0), ("2024-10-27T03", 1)]


def test_weeks_begin_on_monday_and_months_on_the_first(small):
    weeks = curve(small, step="week")
    assert posts(weeks) == [("2024-03-25", 4), ("2024-04-01", 1)]
    assert [point["whole"] for point in weeks.points] == [False, False]
    assert (weeks.points[0]["start"], weeks.points[-1]["end"]) == (at("2024-03-30"), at("2024-04-03"))
    assert posts(curve(small, step="month")) == [("2024-03", 4), ("2024-04", 1)]


def test_the_step_follows_the_length_of_the_interval(small):
    assert curve(small).step == "hour"
    assert curve(small, start=at("2024-03-30"), end=at("2024-03-31")).step == "hour"
    assert len(curve(small, start=at("1900-01-01"), end=at("2100-01-01")).points) == 4 * 24 - 1  # beyond the data nothing was collected


def test_a_long_interval_is_told_by_day_week_or_month(tmp_path):
    months = [f"2024-{month:02}" for month in range(1, 13)]
    connection = made(tmp_path, [post(1, "2024-01-01", "ana"), post(2, "2024-12-31", "ana")], months)
    assert curve(connection, end=at("2024-04-01")).step == "day"
    assert curve(connection).step == "week"
    with pytest.raises(SearchError, match="5000"):
        curve(connection, step="hour")
    connection.close()


def test_an_interval_outside_the_data_is_empty_and_a_reversed_one_refused(small):
    assert curve(small, start=at("2030-01-01"), end=at("2030-02-01")).points == []
    with pytest.raises(SearchError, match="before it starts"):
        curve(small, start=at("2024-04-02"), end=at("2024-04-01"))
    with pytest.raises(SearchError, match="minute"):
        curve(small, step="minute")


def test_part_of_an_hour_counts_its_own_posts_only(small):
    found = curve(small, start=at("2024-03-31T01:30"), end=at("2024-03-31T03:01"), step="hour")
    assert posts(found) == [("2024-03-31T01", 1), ("2024-03-31T03", 1)]
    assert [point["whole"] for point in found.points] == [False, False]


def test_terms_are_compared_as_shares_of_all_posts(small):
    found = compare(small, Selection(), ["panne", "fibre", '"panne de fibre"'], step="day")
    assert found.posts == 5 and found.none == 1
    assert [(term["term"], term["posts"]) for term in found.terms] == [("panne", 2), ("fibre", 3), ('"panne de fibre"', 1)]
    assert found.terms[0] == {"term": "panne", "posts": 2, **wilson(2, 5)}
    assert [(pair["first"], pair["second"], pair["posts"]) for pair in found.overlaps] == [
        ("panne", "fibre", 1),
        ("panne", '"panne de fibre"', 1),
        ("fibre", '"panne de fibre"', 1),
    ]
    first, second, third, _ = found.points
    assert [term["posts"] for term in first["terms"]] == [2, 1, 1] and [term["posts"] for term in second["terms"]] == [0, 2, 0]
    assert first["terms"][1]["share"] == 0.5 and third["terms"][0]["share"] is None


def test_the_filters_and_words_of_the_selection_hold_for_every_term(small):
    found = compare(small, Selection(query="fibre", media=("x",), end=at("2024-03-31T03:00")), ["panne", "autre OR fibre"])
    assert (found.posts, [term["posts"] for term in found.terms], found.none) == (2, [1, 2], 0)


@pytest.mark.parametrize("terms", [[], [""], ["panne", " "], ["panne", "!?"], ["a"] * (MOST_TERMS + 1)])
def test_terms_that_cannot_be_compared_are_refused_in_both_languages(small, terms):
    with pytest.raises(SearchError) as refused:
        compare(small, Selection(), terms)
    assert refused.value.fr != str(refused.value)


def test_no_temporary_table_is_left(small):
    compare(small, Selection(), ["panne", "fibre"])
    with pytest.raises(SearchError):
        compare(small, Selection(), ["panne"], step="minute")
    left = {row[0] for row in small.execute("SELECT name FROM temp.sqlite_master")}
    assert left <= {"sqlite_stat1"}
    assert not left or small.execute("SELECT count(*) FROM temp.sqlite_stat1").fetchone()[0] == 0
