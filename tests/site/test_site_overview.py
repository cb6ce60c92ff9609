"""The months beside each other, recounted from what was planted."""

import pytest
from planted_months import HANDLE, IMAGE, day, post, write

from conversatoire.site import courses, happenings, overview
from conversatoire.site.months import follows, load
from conversatoire.site.site import site


def test_the_figures_of_each_month_are_those_of_its_tables(planted):
    january, february, march = planted.figures
    assert (january["posts"], january["authors"], january["topics"], january["outside"], january["rejected"]) == (4, 2, 3, 0, 0.2)
    assert (february["posts"], february["peaks"], february["alerts"], february["level"]) == (8, 1, 1, "alert")
    assert february["change"] == {"posts": 1.0, "authors": 0.0}
    assert (march["posts"], march["authors"], march["topics"], march["outside"], march["level"]) == (0, None, 0, None, None)
    assert march["change"] == {"posts": -1.0, "authors": None}


def test_no_change_is_told_over_a_month_that_is_missing(tmp_path):
    months = [write(tmp_path / period, {"posts": [post(1, period, "x")]}) for period in ("2023-12", "2024-01", "2024-03")]
    found = site("s", "t", "", "UTC", ["fr"], load(months, [], ["fr"])[0], [])
    assert [row["change"]["posts"] for row in found.figures] == [None, 0, None]
    assert found.broken("topics") == {"2024-03"}
    assert follows("2023-12", "2024-01") and not follows("2023-11", "2024-01")


def test_days_are_stacked_by_medium_and_small_media_are_one(tmp_path):
    rows = [day("2024-01-01", f"m{number}", 10 - number) for number in range(8)]
    (month,), _ = load([write(tmp_path / "2024-01", {"volume": rows})], [], [])
    media = overview.media([month])
    assert media == ["m0", "m1", "m2", "m3", "m4", overview.OTHERS]
    assert overview.days(month, media) == [
        {"day": "2024-01-01", "posts": 52, "by": {"m0": 10, "m1": 9, "m2": 8, "m3": 7, "m4": 6, overview.OTHERS: 5 + 4 + 3}}
    ]


def test_parts_of_a_peak_are_left_out_and_its_days_are_local(planted):
    (peak,) = planted.peaks["2024-02"]
    assert (peak["number"], peak["first"], peak["last"], peak["cause"]) == (1, "2024-02-02", "2024-02-03", HANDLE)
    assert peak["words"] == ["pont neuf", "pierre"]
    assert happenings.days_of([peak]) == {"2024-02-02", "2024-02-03"}


def test_only_alerts_that_fired_stand_in_the_calendar(planted):
    assert [(alert["day"], alert["rule"]) for month in planted.months for alert in happenings.alerts(month)] == [("2024-02-02", IMAGE)]


def test_a_course_has_a_gap_where_a_month_tells_nothing(planted):
    (hashtag,) = courses.barometer(planted.months)
    assert [(value["value"], value["low"], value["high"]) for value in hashtag.values] == [(0.25, 0.1, 0.4), (None, None, None), (None, None, None)]
    assert {course.name: course.values[1]["value"] for course in courses.tone(planted.months)} == {"negative": 0.5, "neutral": None}


def test_a_changed_query_keeps_two_months_from_being_compared(tmp_path):
    folders = [write(tmp_path / period, {}) for period in ("2024-01", "2024-02", "2024-03")]
    for folder, word in zip(folders, ("pont", "pont", "gare"), strict=True):
        (folder / "params").mkdir()
        text = f"study: s\nperiod: '{folder.name}'\ntimezone: UTC\nquery: {{any: [{word}]}}\nlanguages: []\nsources: []\n"
        (folder / "params/collection.yaml").write_text(text, encoding="utf-8")
    found = courses.breaks(load(folders, [], [])[0])
    assert list(found) == ["2024-03"]
    assert found["2024-03"]["posts"] == ["query"]


def test_a_kept_month_that_cannot_be_read_is_told_and_left_out_and_a_made_one_is_an_error(tmp_path):
    from conversatoire.errors import RunError

    good, old = write(tmp_path / "2024-01", {}), write(tmp_path / "2024-02", {})
    (old / "topics/topics.csv").write_text("topic,label\n", encoding="utf-8")
    months, refused = load([good], [old], ["fr"])
    assert ([month.period for month in months], refused) == (["2024-01"], ["2024-02"])
    with pytest.raises(RunError, match=r"topics\.csv"):
        load([good, old], [], ["fr"])
