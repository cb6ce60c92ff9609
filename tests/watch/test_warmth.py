"""The thermometer of a selection: expectations by hand, and the barometer's own for a whole month."""

from datetime import timedelta

import pandas as pd
import pytest
from small_index import PARIS, at, made, post

from conversatoire import tables
from conversatoire.barometer.history import history
from conversatoire.barometer.thermometer import thermometer
from conversatoire.settings.barometer import Barometer
from conversatoire.watch.selection import Selection
from conversatoire.watch.warmth import warmth

SETTINGS = Barometer(reference_weeks=4, resamples=200, seed=1)
MEASURED = ["start", "end", "posts", "expected", "activity", "low", "high", "temperature", "zone"]


def steady(first, days, a_day, word="calme"):
    """`a_day` posts a day, an hour apart from midnight on."""
    start = pd.Timestamp(first)
    for day in range(days):
        for number in range(a_day):
            local = f"{start + timedelta(days=day, hours=number):%Y-%m-%dT%H:%M}"
            yield post(int(f"{start + timedelta(days=day):%m%d}{number:03}"), local, "ana", word)


@pytest.fixture(scope="module")
def posts():
    """Ten posts a day from February on, twenty from 25 March; one word apart."""
    return [*steady("2024-02-01", 53, 10), *steady("2024-03-25", 7, 20, "vif"), post(1, "2024-03-01T12:30", "bob", "rare")]


@pytest.fixture(scope="module")
def small(tmp_path_factory, posts):
    connection = made(tmp_path_factory.mktemp("warmth"), posts, ["2024-02", "2024-03"])
    yield connection
    connection.close()


def of(connection, selection):
    return warmth(connection, selection, SETTINGS.reference_weeks, SETTINGS.resamples, SETTINGS.seed)


def test_twice_the_usual_is_38_and_a_half_degrees(small):
    found = of(small, Selection(start=at("2024-03-25"), end=at("2024-03-30")))
    assert (found.posts, found.expected, found.activity) == (100, 50, 200)
    assert found.temperature == 38.5 and found.zone == "feverish" and found.weeks == 4
    assert found.reference == (at("2024-02-26"), at("2024-03-25"))
    assert found.low <= 200 <= found.high


def test_words_and_filters_hold_for_the_weeks_before_too(small):
    found = of(small, Selection(query="calme", start=at("2024-03-18"), end=at("2024-03-23")))
    assert (found.posts, found.expected, found.activity, found.temperature, found.zone) == (50, 50, 100, 37, "normal")


def test_without_weeks_before_or_posts_enough_there_is_no_temperature(small):
    early = of(small, Selection(start=at("2024-02-02"), end=at("2024-02-05")))
    assert (early.posts, early.expected, early.temperature, early.zone, early.reference) == (30, None, None, None, None)
    assert of(small, Selection(query="rare", start=at("2024-03-25"))).activity is None


def test_the_window_is_cut_to_the_data(small):
    whole = of(small, Selection())
    assert (whole.start, whole.posts) == (at("2024-02-01"), 53 * 10 + 7 * 20 + 1)
    assert of(small, Selection(start=at("2025-01-01"))) is None
    assert of(small, Selection(start=at("1900-01-01"), end=at("2100-01-01"))).end == at("2024-04-01")


def test_it_is_the_thermometer_of_the_barometer(small, posts):
    frame = tables.frame("posts", posts)
    months = [frame[frame["published_at"].dt.tz_convert(PARIS).dt.strftime("%Y-%m") == month] for month in ("2024-03", "2024-02")]
    wanted = thermometer(history(months[0], "2024-03", PARIS, months[1:]), SETTINGS)
    assert len(wanted) == 3 + 31
    for row in wanted.astype(object).where(wanted.notna(), None).to_dict("records"):
        found = of(small, Selection(start=int(row["start"].timestamp()), end=int(row["end"].timestamp())))
        instants = row | {name: int(row[name].timestamp()) for name in ("start", "end")}
        assert {name: getattr(found, name) for name in MEASURED} == {name: instants[name] for name in MEASURED}
