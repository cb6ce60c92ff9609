"""The activity index against medians worked out by hand, where the clock changes, and its interval on simulated posts."""

import numpy as np
import pandas as pd
import pytest

from conversatoire.barometer.activity import activity, hourly

START = pd.Timestamp("2024-09-30", tz="Europe/Paris")  # a Monday, five weeks of hours before the windows below


def series(days: int = 70, start: pd.Timestamp = START, each: int = 0) -> pd.Series:
    """So many posts each hour."""
    index = pd.date_range(start, start + pd.DateOffset(days=days), freq="h", inclusive="left")
    return pd.Series(each, index)


def test_for_one_hour_it_is_the_median_of_the_same_weekday_and_hour():
    hours = series()
    window = pd.Timestamp("2024-11-20T14", tz="Europe/Paris")
    for week, posts in enumerate([30, 40, 50, 100], start=1):
        hours[window - pd.DateOffset(weeks=week)] = posts
    hours[window] = 90
    found = activity(hours, window, window + pd.Timedelta(hours=1), 4)
    assert (found.posts, found.expected, found.activity, found.weeks) == (90, 45, 200, 4)
    assert found.reference == (window - pd.DateOffset(weeks=4), window)
    assert activity(hours, window, window + pd.Timedelta(hours=1), 3).expected == 40


def test_a_long_window_takes_each_week_for_each_of_its_hours():
    hours = series()
    begin = pd.Timestamp("2024-11-04", tz="Europe/Paris")
    for week in range(1, 5):  # on Mondays at 9 ten times the week's number, at other hours nothing
        hours[begin - pd.DateOffset(weeks=week) + pd.DateOffset(hours=9)] = 10 * week
    # Ten days from a Monday on hold two Mondays: the weeks tell 20, 40, 60, 80 posts.
    found = activity(hours, begin, begin + pd.DateOffset(days=10), 4)
    assert (found.posts, found.expected, found.activity) == (0, 50, 0)


def test_weeks_that_begin_before_the_data_or_hold_nothing_do_not_count():
    hours = series(each=5)
    window = pd.Timestamp("2024-10-28", tz="Europe/Paris")
    day = pd.DateOffset(days=1)
    assert activity(hours, window, window + day, 6).weeks == 4
    later = window - pd.Timedelta(hours=1)  # of the fourth week an hour is missing
    found = activity(hours, later, later + day, 6)
    assert (found.weeks, found.expected) == (3, 120)
    hours[: window - pd.DateOffset(weeks=1)] = 0
    assert activity(hours, window, window + day, 6)[1:] == (None, None, None, None, 1, None)


def test_too_few_posts_expected_give_no_reference():
    window = pd.Timestamp("2024-11-04", tz="Europe/Paris")
    hour = pd.Timedelta(hours=1)
    assert activity(series(each=19), window, window + hour, 4).activity is None
    assert activity(series(each=20), window, window + hour, 4).activity == 100


@pytest.mark.parametrize("day", ["2024-03-31", "2024-10-27"])
def test_steady_posts_are_usual_on_days_of_23_and_25_hours(day):
    start = pd.Timestamp(day, tz="Europe/Paris")
    hours = series(60, start - pd.DateOffset(days=30), each=4)
    found = activity(hours, start, start + pd.DateOffset(days=1), 4)
    assert found.posts == {"2024-03-31": 92, "2024-10-27": 100}[day]
    assert found.activity == 100
    # A week later that day is in the reference: the hour that came twice counts once, the one that was skipped holds nothing.
    later = start + pd.DateOffset(weeks=1)
    assert activity(hours, later, later + pd.DateOffset(days=1), 4).expected == 96


def test_naive_local_hours_work_too():
    hours = series(each=2).tz_localize(None)
    window = pd.Timestamp("2024-11-20")
    assert activity(hours, window, window + pd.Timedelta(days=1), 4).activity == 100


def test_hours_are_counted_from_the_start_of_the_window():
    start = pd.Timestamp("2024-10-08T10:20", tz="Europe/Paris")
    instants = pd.Series(start + pd.to_timedelta([-121, -61, -60, -1, 0, 59, 60, 89, 90], unit="min")).dt.tz_convert("UTC")
    found = hourly(instants, start, start + pd.Timedelta(minutes=90), start - pd.Timedelta(minutes=150))
    assert found.index[0] == start - pd.Timedelta(hours=2)
    assert found.tolist() == [1, 2, 2, 3]  # what lies in the last, broken hour stands in it; the half hour before the first whole one is left out


def test_the_interval_holds_the_true_activity_as_often_as_it_says():
    chance, window = np.random.default_rng(4), pd.Timestamp("2024-11-04", tz="Europe/Paris")
    index = series().index
    course = 1 + 0.8 * np.sin((index.hour - 9) / 12 * np.pi).to_numpy()
    inside = index >= window
    for days, true in ((1, 100), (7, 150)):
        hits = []
        for trial in range(100):
            hours = pd.Series(chance.poisson(8 * course * np.where(inside, true / 100, 1)), index)
            found = activity(hours, window, window + pd.DateOffset(days=days), 4, 200, trial)
            hits.append(found.low <= true <= found.high)
        assert 0.9 <= np.mean(hits) <= 0.995


def test_the_interval_is_the_same_each_time_and_none_where_it_says_nothing():
    hours = pd.Series(np.random.default_rng(1).poisson(9, len(series())), series().index)
    window = pd.Timestamp("2024-11-04", tz="Europe/Paris")
    day, hour = pd.DateOffset(days=1), pd.DateOffset(hours=1)
    assert activity(hours * 3, window, window + hour, 4, 200, 1).low is None
    assert activity(hours, window, window + day, 4, 200, 1) == activity(hours, window, window + day, 4, 200, 1)
    assert activity(hours, window, window + day, 4, 200, 1) != activity(hours, window, window + day, 4, 200, 2)
    hours[window : window + day] = 0
    assert activity(hours, window, window + day, 4, 200, 1)[2:5] == (0, None, None)
