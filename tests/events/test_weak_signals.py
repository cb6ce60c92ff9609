"""Weak signals: what few use yet and what grows beyond chance, as each day would have shown it."""

import json

import numpy as np
import pandas as pd
import pytest
from happenings import PERIOD, ZONE, posts, steady
from scipy import stats

from conversatoire import tables
from conversatoire.config import Events
from conversatoire.events import growth
from conversatoire.events.grouping import grouped, ranked
from conversatoire.events.weak_signals import weak_signals

NO_PEAKS = tables.frame("peaks")
SUBJECTS = [
    "La pharmacie du quartier ferme tôt.", "Mon médecin conseille la sieste.", "Un colis perdu par le facteur.", "Le train roule enfin.",
    "Quel orage sur la montagne !", "Le vaccin arrive bientôt.", "La notice reste illisible.", "Une gélule trop grosse.",
]  # fmt: skip
EARLIER = steady(31, 40, months=2)
RUMOUR = [pd.Timestamp(f"2011-05-{day:02d} 12:{minute:02d}") for day in range(10, 17) for minute in range(0, 8, 2)]


def month(rumour: list = RUMOUR) -> pd.DataFrame:
    """Two months of calm posts by 300 authors, and a rumour about tap water in the second."""
    chance = np.random.default_rng(0)
    size = len(EARLIER)
    fixed = {
        "text": [SUBJECTS[n] for n in chance.integers(0, 8, size)]
        + [f"La rivière sent mauvais, rumeur numéro {'i' * (n + 3)}." for n in range(len(rumour))],
        "author": [f"a{n}" for n in chance.integers(0, 300, size)] + [f"r{n % 15}" for n in range(len(rumour))],
    }
    return posts(EARLIER + rumour, **fixed)


def signals(table: pd.DataFrame, **settings) -> pd.DataFrame:
    return weak_signals(table, NO_PEAKS, PERIOD, ZONE, Events(**settings))


def test_a_rumour_is_one_signal_seen_in_its_first_days_with_its_posts():
    table = month()
    told = signals(table)
    assert set(told["signal"]) == {1} and {"rivière", "rumeur"} <= set(told["item"])
    first = told.iloc[0]
    assert "2011-05-11" <= first["first_seen"] <= "2011-05-12"
    assert first["growth_low"] < first["growth"] < first["growth_high"] and first["q_value"] <= 0.05
    texts = table.set_index("post_id")["text"]
    assert all("rivière" in texts[post_id] for post_id in json.loads(first["post_ids"])) and "rivière" in texts[first["example"]]
    named = told["post_ids"].map(json.loads)
    authors = table.set_index("post_id")["author"]
    assert named.map(len).tolist() == told["authors"].tolist()
    assert [authors[ids].nunique() for ids in named] == told["distinct"].tolist()
    assert (told["posts"] == len(RUMOUR)).all() and told["distinct"].max() <= 15


def test_a_day_shows_what_was_known_on_it_and_no_more():
    table = month()
    first = signals(table)["first_seen"].min()
    until = table[table["published_at"].dt.tz_convert(ZONE) < pd.Timestamp(first, tz=ZONE) + pd.Timedelta(days=1)]
    before = table[table["published_at"].dt.tz_convert(ZONE) < pd.Timestamp(first, tz=ZONE)]
    assert signals(until)["first_seen"].min() == first
    seen = signals(before)
    assert seen.empty or seen["first_seen"].min() > first


def test_one_account_that_says_it_all_day_is_no_signal():
    table = month()
    table.loc[len(EARLIER) :, "author"] = "crieur"
    assert signals(table).empty


def test_reposts_make_no_signal():
    table = month()
    table.loc[len(EARLIER) + 1 :, "repost_of_id"] = f"x:{len(EARLIER)}"
    assert signals(table).empty


def test_what_many_say_is_no_weak_signal():
    assert signals(month(), small=0.005).empty


def test_months_in_which_nothing_new_is_said_have_no_signal():
    assert signals(month([])).empty


def test_without_enough_days_before_nothing_is_told():
    table = month()
    may = table[table["published_at"].dt.tz_convert(ZONE) >= pd.Timestamp("2011-05-01", tz=ZONE)]
    assert signals(may).empty  # the rumour ends before three weeks are known


def test_an_empty_month_and_a_single_post_have_no_signal():
    for size in (0, 1):
        assert signals(posts(["2011-05-02 12:00"] * size)).empty


def test_the_chance_is_nearly_binomial_where_weeks_differ_by_chance_alone():
    chance = np.random.default_rng(1)
    exposure = np.array([100, 100, 100, 100, 100])
    counts = chance.poisson(20, (4000, 5))
    found = growth.growth(counts, exposure)
    more = counts[:, 0] > counts[:, 1:].sum(axis=1) / 4
    known = stats.binom.sf(counts[more, 0] - 1, counts[more].sum(axis=1), 0.2)
    assert np.median(np.log(found[more, 5]) - np.log(known)) == pytest.approx(0, abs=0.12)
    assert (found[:, 5] <= 0.05).mean() <= 0.06
    assert np.abs(np.log(found[more, 2])).max() < 0.5  # most of what grew by chance is shrunken to none


def test_growth_is_that_of_the_counts_where_they_are_large():
    counts = np.vstack([np.random.default_rng(2).poisson(20, (500, 5)), [[400, 50, 50, 50, 50]]])
    value, low, high = growth.growth(counts, np.full(5, 1000))[-1, 2:5]
    assert value == pytest.approx(8, rel=0.1) and low < 8 < high


def test_items_of_the_same_posts_or_of_one_peak_are_one_group():
    rows = {1: np.arange(10), 2: np.arange(6), 3: np.arange(20, 30), 4: np.array([28, 29, 40, 41, 42])}
    assert grouped(rows, [1, 2, 3, 4], dict.fromkeys(rows)) == {1: [1, 2], 3: [3], 4: [4]}
    assert grouped(rows, [1, 2, 3, 4], {1: None, 2: None, 3: 7, 4: 7}) == {1: [1, 2], 3: [3, 4]}


def test_signals_of_peaks_are_told_with_the_peaks():
    around = {
        "start": pd.Timestamp("2011-05-09 22:00", tz="UTC"),
        "end": pd.Timestamp("2011-05-20", tz="UTC"),
        "peak": pd.Timestamp("2011-05-10", tz="UTC"),
    }
    row = (
        {name: 0 for name, c in tables.TABLES["peaks"].columns.items() if not c.optional}
        | around
        | {"series": "all", "step": "day", "number": 3, "examples": "[]"}
    )
    told = weak_signals(month(), tables.frame("peaks", [row]), PERIOD, ZONE, Events())
    assert told["peak"].tolist() == [3] * len(told) and len(told) and ranked(told).empty
