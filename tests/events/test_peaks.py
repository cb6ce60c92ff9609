"""Peaks: counts by hour and day, what is usual, what stands out."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from happenings import PERIOD, ZONE, covered, posts, steady
from scipy import stats

from conversatoire.config import Events
from conversatoire.events import expected, happening, peaks, series
from conversatoire.events.dispersion import Dispersion, likeliest, shape

BURST = [pd.Timestamp("2011-05-17 14:00") + pd.Timedelta(minutes=m) for m in range(60)]


def found(now, before=(), days=None, **settings):
    return happening.happening(now, list(before), covered(PERIOD) if days is None else days, PERIOD, ZONE, Events(**settings))


def test_counts_hold_every_hour_and_day_and_what_was_not_collected_is_unknown():
    now = posts(["2011-05-01 00:30", "2011-05-01 23:59", "2011-05-31 23:59:59", *["2011-05-12 10:00"] * 7])
    days = covered(PERIOD, without=("2011-05-03", "2011-05-12"))
    made = series.counts(now, now.iloc[:0], days, PERIOD, ZONE, 5)
    by_day = made.days.posts["all"]
    assert by_day[[0, 11, 30]].tolist() == [2, 7, 1]
    assert np.flatnonzero(np.isnan(by_day)).tolist() == [2]  # the twelfth has posts, whatever the table says
    assert len(made.hours.posts["all"]) == 31 * 24 and made.hours.posts["all"][[0, 23]].tolist() == [1, 1]
    assert np.isnan(made.hours.posts["all"][48:72]).all()


def test_days_are_cut_in_the_studys_zone_also_where_the_clock_changes():
    days, hours = series.grid("2011-03-01", "2011-03", ZONE)
    assert len(days) == 31 and len(hours) == 31 * 24 - 1
    assert hours.groupby("day").size().loc[["2011-03-26", "2011-03-27"]].tolist() == [24, 23]
    assert days["start"].iloc[0] == pd.Timestamp("2011-02-28 23:00", tz="UTC") and days["weekday"].iloc[0] == 1


def test_a_topic_is_unknown_in_the_months_before_it_appeared_and_a_medium_by_its_own_coverage():
    now = posts(steady(1), topic=4)
    now.loc[::2, "medium"] = "forum"
    before = posts(steady(2, period="2011-04"))
    days = pd.concat([covered("2011-04", PERIOD), covered("2011-04", PERIOD, media=("forum",), without=("2011-05-20",))])
    now = now[~((now["medium"] == "forum") & (now["published_at"].dt.tz_convert(ZONE).dt.day == 20))].reset_index(drop=True)
    now.loc[0, "topic"] = -1
    now.loc[: len(now) // 5, "topic"] = 3
    made = series.counts(now, before, days, PERIOD, ZONE, 10)
    assert np.isnan(made.days.posts["topic:4"][:30]).all() and not np.isnan(made.days.posts["topic:4"][30:]).any()
    assert np.flatnonzero(np.isnan(made.days.posts["medium:forum"])).tolist() == [30 + 19]
    assert not np.isnan(made.days.posts["all"]).any()


def test_own_accounts_are_left_out_of_others_and_dated_sources_of_the_hours():
    now = posts(steady(3), author=["Maison" if n % 3 == 0 else f"a{n}" for n in range(len(steady(3)))])
    made = series.counts(now, now.iloc[:0], covered(PERIOD), PERIOD, ZONE, 10, ["@maison"])
    assert np.nansum(made.days.posts["others"]) == (now["author"] != "Maison").sum()
    dated = now.assign(published_at=now["published_at"].dt.tz_convert(ZONE).dt.normalize().dt.tz_convert("UTC"))
    made = series.counts(dated, dated.iloc[:0], covered(PERIOD), PERIOD, ZONE, 10)
    assert np.nansum(made.days.posts["all"]) == len(dated) and np.nansum(made.hours.posts["all"]) == 0


def test_the_dispersion_is_that_of_statsmodels_where_nothing_is_censored():
    chance = np.random.default_rng(5)
    mean = np.full(1500, 8.0)
    counts = chance.negative_binomial(*shape(mean, mean + 0.5 * mean**2))
    alpha = likeliest(counts, mean, np.full(1500, np.inf)).alpha
    model = sm.NegativeBinomial(counts, np.ones((1500, 1)), offset=np.log(mean)).fit(disp=0)
    assert alpha == pytest.approx(model.params[-1], rel=0.1)


def test_the_chance_is_the_negative_binomials_and_poissons_without_extra():
    usual = expected.Usual(np.array([4.0, 4.0]), np.array([4.0, 12.0]), Dispersion(1, 0))
    known = [stats.poisson.sf(9, 4), stats.nbinom.sf(9, 2, 1 / 3)]  # mean 4, variance 12
    assert expected.tail(np.array([10, 10]), usual) == pytest.approx(known, rel=1e-6)


def test_a_peak_raises_neither_its_own_expectation_nor_another_months():
    calm, loud = (posts(steady(7, 100) + more) for more in ([], [*BURST] * 10))
    means = []
    for now in (calm, loud):
        made = series.counts(now, now.iloc[:0], covered(PERIOD), PERIOD, ZONE, 10)
        tests = peaks.test(made, PERIOD, 0.05)
        means.append(tests[tests["step"] == "day"]["mean"].to_numpy())
    assert means[1] == pytest.approx(means[0], rel=0.12)


def test_a_burst_is_one_peak_with_its_hour_its_posts_and_its_excess():
    now = posts(steady(11) + BURST)
    told = found(now).peaks
    assert len(told) == 1
    peak = told.iloc[0]
    assert (peak["series"], peak["step"], peak["number"]) == ("all", "hour", 1) and pd.isna(peak["part_of"])
    assert peak["start"] == peak["peak"] == pd.Timestamp("2011-05-17 12:00", tz="UTC") and peak["end"] - peak["start"] <= pd.Timedelta(hours=2)
    assert peak["posts"] == now["published_at"].between(peak["start"], peak["end"], inclusive="left").sum()
    hours = (peak["end"] - peak["start"]) / pd.Timedelta(hours=1)
    assert peak["expected"] == pytest.approx(hours * 30 * 0.95 / 15, rel=0.4)
    assert peak["excess"] == pytest.approx(peak["posts"] - peak["expected"]) and peak["low"] <= peak["expected"] <= peak["high"]
    assert peak["p_value"] < 1e-9 and peak["q_value"] < 1e-6


def test_a_day_that_no_hour_shows_is_a_peak_by_its_day():
    spread = list(pd.date_range("2011-05-17 00:10", "2011-05-17 23:50", periods=60))
    told = found(posts(steady(12) + spread)).peaks
    assert told["step"].tolist() == ["day"]
    assert told["start"].iloc[0] == pd.Timestamp("2011-05-16 22:00", tz="UTC") and told["end"].iloc[0] == pd.Timestamp("2011-05-17 22:00", tz="UTC")


def test_an_event_of_two_days_is_one_peak():
    days = [at for day in (17, 18) for at in pd.date_range(f"2011-05-{day} 07:00", f"2011-05-{day} 23:00", periods=150)]
    told = found(posts(steady(13, 60) + days)).peaks
    assert (
        len(told) == 1
        and told["start"].iloc[0].tz_convert(ZONE).day == 17
        and (told["end"].iloc[0] - pd.Timedelta(seconds=1)).tz_convert(ZONE).day == 18
    )


def test_the_peak_of_a_topic_is_a_part_of_the_overall_one():
    usual = steady(14, 60)
    now = posts(usual + BURST, topic=[n % 3 for n in range(len(usual))] + [1] * len(BURST))
    told = found(now).peaks.set_index("series")
    assert pd.isna(told.at["all", "part_of"]) and told.at["topic:1", "part_of"] == told.at["all", "number"] == 1
    assert {"topic:0", "topic:2"}.isdisjoint(told.index)


@pytest.mark.parametrize("months", [1, 3])
def test_months_in_which_nothing_happens_have_no_peak(months):
    alarms = 0
    for seed in range(4):
        usual = steady(100 + seed, 40, months=months)
        every = posts(usual, topic=[n % 4 for n in range(len(usual))])
        month = every["published_at"].dt.tz_convert(ZONE).dt.strftime("%Y-%m")
        days = covered(*sorted(set(month)))
        alarms += len(found(every[month == PERIOD].reset_index(drop=True), [every[month < PERIOD]], days).peaks)
    assert alarms == 0


def test_too_few_posts_and_empty_months_have_no_peak_and_no_series():
    for size in (0, 1, 4):
        made = found(posts(["2011-05-02 12:00"] * size))
        assert not len(made.peaks) and not len(made.causes) and not len(made.series) and not len(made.weak_signals)


def test_posts_without_authors_topics_or_other_media_are_searched_all_the_same():
    made = found(posts(steady(16) + BURST, author=None))
    assert made.peaks["series"].tolist() == ["all"] and pd.isna(made.peaks["accounts"].iloc[0])


def test_the_curves_hold_every_day_with_its_band():
    made = found(posts(steady(17))).series
    days = made[(made["step"] == "day") & (made["series"] == "all")]
    assert days["day"].tolist() == pd.period_range("2011-05-01", "2011-05-31").astype(str).tolist()
    assert (days["low"] <= days["expected"]).all() and (days["expected"] <= days["high"]).all()
    inside = days["posts"].astype(float).between(days["low"], days["high"])
    assert 0.85 <= inside.mean() <= 1
