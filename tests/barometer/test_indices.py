"""The indices against numbers worked out by hand, and their intervals on simulated posts."""

import numpy as np
import pandas as pd
import pytest
from barometer_posts import POSTS, at, make, spread

from conversatoire import tables
from conversatoire.barometer import indices, resampling
from conversatoire.barometer.history import FLAGS, history, month_before
from conversatoire.settings.barometer import Barometer

SETTINGS = Barometer(resamples=200, seed=1)
DAYS = [f"2024-{day}" for day in ("09-02", "09-09", "09-16", "09-23", "09-30", "10-07")]  # Mondays


def test_indices_are_the_shares_their_formulas_tell():
    previous = make(*[{"hashtags": ["eau"]} if n < 6 else {} for n in range(15)]).assign(
        published_at=pd.date_range("2024-09-10", periods=15, freq="D", tz="UTC")
    )
    found = indices.indices(history(POSTS, "2024-10", "Europe/Paris", [previous]), SETTINGS).set_index("index")
    value = found["value"].to_dict()
    # A post a day at 2:00 in Paris from 10 September on: two whole weeks and one of a single post. The 31 days of October hold that hour 32 times.
    assert value.pop("activity") == 100 * 5 / 32
    assert value == pytest.approx({"posts_per_minute": 5 / (31 * 1440 + 60), "hashtag": 2 / 5, "conversation": 4 / 5, "sharing": 3 / 5})
    baseline = found["baseline"].drop("activity").to_dict()
    assert baseline == pytest.approx({"posts_per_minute": 15 / (30 * 1440), "hashtag": 6 / 15, "conversation": 0.0, "sharing": 0.0})
    assert set(found["window"]) == {"2024-10-01/2024-10-31"}
    assert found["reference"].drop("activity").unique().tolist() == ["2024-09-01/2024-09-30"]
    assert found.loc["activity", "reference"] == "2024-09-10/2024-09-30"
    assert found["formula"].to_dict() == indices.FORMULAS
    assert found["low"].isna().all()  # three authors do not tell how authors differ


def test_the_activity_of_windows_names_its_reference():
    earlier = spread({f"{day}T12:00": count for day, count in zip(DAYS[:4], [30, 40, 50, 60], strict=True)})
    month = spread({"2024-10-07T12:00": 90})
    past = history(month, "2024-10", "Europe/Paris", [earlier])
    found = indices.windows(past, SETTINGS).set_index(["window", "index"])
    row = found.loc[("day", "activity")]
    assert row["end"] == pd.Timestamp("2024-10-07T10:14:50Z")  # the last of 90 posts ten seconds apart
    assert row["end"] - row["start"] == pd.Timedelta("23:59:59")
    # The weeks end where the window begins, on Sunday 6 October after noon. The first holds no post and does not count; the others tell 60, 50, 40.
    assert (row["value"], row["baseline"]) == (pytest.approx(90 / 50 * 100), 100)
    assert row["reference"] == "2024-09-08T12:14:51+02:00/2024-09-29T12:14:51+02:00"
    assert found.loc[("day", "posts_per_minute"), "value"] == pytest.approx(90 / 1440)
    assert found.loc[("week", "posts_per_minute"), ["value", "baseline"]].tolist() == [pytest.approx(90 / 10080), 0]


def test_windows_are_cut_where_the_data_begin_and_have_no_baseline_there():
    found = indices.windows(history(POSTS, "2024-10", "UTC", []), SETTINGS)
    assert found["start"].unique().tolist() == [pd.Timestamp("2024-10-01", tz="UTC")]  # five posts in the month's first five hours
    assert found["baseline"].isna().all() and found["reference"].isna().all()
    rates = found[found["index"] == "posts_per_minute"]["value"].tolist()
    assert rates == pytest.approx([5 / (4 * 60 + 1 / 60)] * 2)


def test_without_a_month_before_there_is_no_reference():
    found = indices.indices(history(POSTS, "2024-10", "UTC", []), SETTINGS).set_index("index")
    assert pd.isna(found.loc["activity", "value"])
    assert found["baseline"].isna().all() and found["reference"].isna().all()


MONTHS = [("2024-02", "UTC", 29 * 1440), ("2024-03", "Europe/Paris", 31 * 1440 - 60), ("2024-12", "Asia/Tokyo", 31 * 1440)]


@pytest.mark.parametrize(("period", "zone", "expected"), MONTHS)
def test_the_minutes_of_a_month_follow_the_clock_of_the_zone(period, zone, expected):
    assert indices.rate(1, history(tables.frame("posts"), period, zone, []).month()) == pytest.approx(1 / expected)


def test_the_days_of_a_month_are_cut_by_the_local_clock():
    dates = history(tables.frame("posts"), "2024-10", "Europe/Paris", []).dates()
    lengths = [(date.end - date.start) / pd.Timedelta(hours=1) for date in dates]
    assert lengths == [24] * 26 + [25] + [24] * 4
    assert dates[26].start == pd.Timestamp("2024-10-26T22:00Z")
    # In Beirut midnight of 31 March did not come in 2024: the day began at one.
    assert len(history(tables.frame("posts"), "2024-03", "Asia/Beirut", []).dates()) == 31


def test_the_month_before_january_is_december():
    assert (month_before("2024-01"), month_before("2024-11")) == ("2023-12", "2024-10")


def test_authors_are_told_apart_by_medium_and_not_by_case_and_unknown_ones_are_each_for_themselves():
    posts = make({"author": "Ann"}, {"author": "ann"}, {"author": "ann", "medium": "forum"}, {}, {}, {"author": ""})
    assert history(posts, "2024-10", "UTC", []).posts["author"].tolist() == [0, 0, 1, 2, 3, 4]


def test_drawing_kinds_of_authors_is_drawing_authors():
    flags, cluster = np.array([[1], [1], [0], [0], [0]]), np.array([0, 0, 1, 2, 3])
    found = resampling.shares(flags, cluster, 40_000, np.random.default_rng(0))[:, 0]
    # Four authors, one of them with two posts and the flag: drawn k times, the share is 2k / (2k + 4 − k).
    times = np.random.default_rng(9).binomial(4, 1 / 4, 40_000)
    expected = 2 * times / (4 + times)
    assert np.unique(found) == pytest.approx(np.unique(expected))
    assert found.mean() == pytest.approx(expected.mean(), abs=0.005)


def test_blocks_draw_as_many_hours_as_there_are_and_neighbours_together():
    drawn = resampling.blocks(27, 500, np.random.default_rng(0))
    assert (drawn.sum(axis=1) == 27).all()  # nine blocks of three hours
    assert drawn.mean(axis=0) == pytest.approx(np.ones(27), abs=0.2)
    together = np.corrcoef(drawn.T)
    assert np.mean([together[n, n + 1] for n in range(26)]) > 0.55 > 0.1 > np.mean([together[n, n + 3] for n in range(24)])


def test_the_interval_of_a_share_holds_the_true_one_when_authors_differ():
    chance, hits, naive = np.random.default_rng(5), [], []
    for trial in range(150):
        count = np.minimum(chance.zipf(2.2, 200), 40)
        has = np.repeat(chance.random(200) < 0.3, count)  # an author always does, or never
        posts = pd.DataFrame(dict.fromkeys(FLAGS, has) | {"author": np.repeat(np.arange(200), count)})
        low, high = indices._share_intervals(posts, 200, trial)["hashtag"]
        hits.append(low <= 0.3 <= high)
        naive.append(abs(has.mean() - 0.3) <= 1.96 * np.sqrt(0.21 / len(has)))
    assert 0.88 <= np.mean(hits) <= 0.99
    assert np.mean(naive) < 0.85  # as if posts were independent


def test_a_share_of_none_or_of_all_has_the_exact_bound():
    posts = at(pd.date_range("2024-10-01", periods=30, freq="h", tz="UTC"), links=pd.Series([["https://a.example"]] * 30))
    found = indices.indices(history(posts, "2024-10", "UTC", []), SETTINGS).set_index("index")
    beyond = 1 - 0.025 ** (1 / 30)  # Clopper & Pearson
    assert found.loc["hashtag", ["value", "low", "high"]].tolist() == pytest.approx([0, 0, beyond])
    assert found.loc["sharing", ["value", "low", "high"]].tolist() == pytest.approx([1, 1 - beyond, 1])


def test_the_interval_of_a_rate_holds_the_true_one_and_does_not_take_the_course_of_a_day_for_chance():
    chance, hits, widths = np.random.default_rng(6), [], []
    index = pd.date_range("2024-10-01", periods=31 * 24, freq="h", tz="UTC")
    course = 1 + 0.8 * np.sin(index.hour.to_numpy() / 12 * np.pi)
    for trial in range(100):
        instants = index.repeat(chance.poisson(3 * course))
        past = history(tables.frame("posts"), "2024-10", "UTC", [])._replace(instants=pd.Series(instants))
        month = past.month()
        counted = indices.hourly(past.instants, month.start, month.end, past.first)
        low, high = indices._rate_interval(counted, month, 200, trial)
        hits.append(low <= 3 / 60 <= high)
        widths.append((high - low) * 60)
    assert 0.88 <= np.mean(hits) <= 0.99
    assert np.mean(widths) == pytest.approx(2 * 1.96 * np.sqrt(3 / len(index)), rel=0.15)  # Poisson's own


@pytest.mark.parametrize("count", [0, 1])
def test_months_of_no_post_and_of_one_give_every_table(tmp_path, count):
    posts = POSTS[:count].reset_index(drop=True)
    past = history(posts, "2024-10", "Europe/Paris", [tables.frame("posts")])
    made = {"indices": indices.indices(past, SETTINGS), "windows": indices.windows(past, SETTINGS)}
    for name, frame in made.items():
        pd.testing.assert_frame_equal(tables.read(tables.write(frame, tmp_path / f"{name}.parquet", name), name), frame)
    assert len(made["indices"]) == 5 and len(made["windows"]) == 10 * count
    assert made["indices"].set_index("index").loc["posts_per_minute", "value"] == pytest.approx(count / (31 * 1440 + 60))
    assert made["indices"]["low"].isna().all()
