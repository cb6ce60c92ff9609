"""The thermometer: its mapping, its zones and its table, against answers worked out by hand."""

import pandas as pd
import pytest
from barometer_posts import at, spread

from conversatoire import tables
from conversatoire.barometer.history import history
from conversatoire.barometer.thermometer import temperature, thermometer, zone
from conversatoire.settings.barometer import Barometer

SETTINGS = Barometer(resamples=200, seed=1)


@pytest.mark.parametrize(
    ("activity", "degrees", "name"),
    [
        (None, None, None),
        (0, 36, "calm"),
        (50, 36, "calm"),
        (100 * 2 ** (-1 / 3) - 0.01, 36.5, "calm"),
        (100 * 2 ** (-1 / 3) + 0.01, 36.5, "normal"),
        (100, 37, "normal"),
        (100 * 2 ** (1 / 3) + 0.01, 37.5, "lively"),
        (199.9, 38.5, "lively"),
        (200, 38.5, "feverish"),
        (399.9, 40, "feverish"),
        (400, 40, "burning"),
        (800, 41.5, "burning"),
        (100_000, 42, "burning"),
    ],
)
def test_each_doubling_adds_a_degree_and_a_half(activity, degrees, name):
    assert temperature(activity) == pytest.approx(degrees, abs=0.002)
    assert zone(temperature(activity)) == name


def every_day(first, last, posts):
    return {f"{day.date()}T12:00": posts for day in pd.date_range(first, last)}


def test_windows_and_days_are_compared_with_the_weeks_before_them():
    earlier = spread(every_day("2024-09-01", "2024-09-30", 30))
    month = spread(every_day("2024-10-01", "2024-10-31", 30) | {"2024-10-22T12:00": 120, "2024-10-23T12:00": 0})
    found = thermometer(history(month, "2024-10", "Europe/Paris", [earlier]), SETTINGS)
    assert found["span"].tolist() == ["day", "week", "month"] + ["date"] * 31
    day, week, whole = found.iloc[:3].to_dict("records")
    assert day["end"] == week["end"] == pd.Timestamp("2024-10-31T11:04:51Z")
    assert (day["posts"], day["expected"], day["activity"], day["temperature"], day["zone"]) == (30, 30, 100, 37, "normal")
    assert (week["posts"], week["expected"], week["activity"]) == (210, 210, 100)
    assert (whole["posts"], whole["expected"]) == (31 * 30 + 60, 31 * 30)
    assert (whole["start"], whole["end"]) == (pd.Timestamp("2024-09-30T22:00Z"), pd.Timestamp("2024-10-31T23:00Z"))
    dates = found.iloc[3:].set_index(found["start"].iloc[3:].dt.tz_convert("Europe/Paris").dt.day)
    assert dates.loc[22, ["posts", "expected", "activity", "temperature", "zone"]].tolist() == [120, 30, 400, 40, "burning"]
    assert dates.loc[23, ["posts", "activity", "temperature", "zone"]].tolist() == [0, 0, 36, "calm"]
    assert dates.loc[29, ["expected", "activity"]].tolist() == [30, 100]  # 30, 30, 30 and 120: the median does not follow the event
    assert dates.loc[27, "activity"] == 100  # a day of 25 hours


def test_a_study_of_one_month_has_a_reference_for_its_last_days_alone():
    found = thermometer(history(spread(every_day("2024-10-01", "2024-10-31", 30)), "2024-10", "UTC", []), SETTINGS).set_index("span")
    assert found.loc["month", ["posts", "expected", "activity", "temperature", "zone"]].isna().tolist() == [False, True, True, True, True]
    assert found.loc["date", "activity"].notna().tolist() == [False] * 21 + [True] * 10  # three whole weeks from the 22nd on
    assert found.loc["day", "activity"] == 100


@pytest.mark.parametrize("count", [0, 1])
def test_months_of_no_post_and_of_one_have_no_temperature(tmp_path, count):
    posts = at(pd.date_range("2024-10-09", periods=1, tz="UTC"))[:count]
    found = thermometer(history(posts, "2024-10", "UTC", []), SETTINGS)
    read = tables.read(tables.write(found, tmp_path / "thermometer.csv", "thermometer"), "thermometer")
    assert read["span"].tolist() == ["day", "week"] * count + ["month"] + ["date"] * 31
    assert read["temperature"].isna().all() and read["posts"].sum() == 4 * count
