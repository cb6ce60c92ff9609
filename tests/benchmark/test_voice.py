"""Share of voice against counts made by hand, and its intervals against what they promise."""

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.benchmark import naming, sampling, voices
from conversatoire.settings.collection import Query
from conversatoire.watch.intervals import wilson

BRANDS = {"Libre": ["libre", "libreboîte"], "Ocre": ["ocre", "#sosh"], "Rubis": ["rubis"]}


def posts(*rows: tuple) -> pd.DataFrame:
    """Posts out of (author, text) with, where given, medium, day of October 2024 and more columns."""
    made = []
    for number, (author, text, *more) in enumerate(rows, 1):
        medium, day, others = (*more, *("twitter", 1, {})[len(more) :])
        row = {"post_id": f"{medium}:{number}", "medium": medium, "source": "s", "author": author, "text": text, "lang": "fr", "origin": "f"}
        lists = {"hashtags": [], "mentions": [], "links": []}
        made.append(row | lists | {"published_at": datetime(2024, 10, day, 22, 30, tzinfo=UTC)} | others)
    return tables.frame("posts", made)


MONTH = posts(
    ("a", "Ma LibreBoîte est en panne"),
    ("a", "Libre ou Ocre ? telle est la question", "twitter", 2),
    ("b", "librement, ocreux"),  # whole words only
    ("b", "vive #Sosh", "twitter", 2, {"hashtags": ["sosh"]}),
    ("c", "RT libre", "twitter", 3, {"repost_of_id": "twitter:9"}),
    ("Maison", "Chez Libre, tout va bien"),
    (None, "Ocre et libre", "forum", 3),
)


@pytest.fixture
def month() -> tuple[pd.DataFrame, pd.Series]:
    return naming.named(MONTH, BRANDS), voices.authors(MONTH).isin(list(voices.owners(["@maison"], {})))


def test_a_brand_is_named_by_any_of_its_terms_as_whole_words(month):
    names, _ = month
    assert names["Libre"].tolist() == [True, True, False, False, True, True, True]
    assert names["Ocre"].tolist() == [False, True, False, True, False, False, True]
    assert not names["Rubis"].any()


def test_the_share_of_voice_is_that_of_the_posts_that_name_a_brand_without_own_voices(month):
    found = naming.share_of_voice(MONTH, *month, fewest=5, resamples=200, seed=1).set_index(["medium", "brand"])
    libre = found.loc[("all", "Libre")]
    assert libre[["posts", "of", "alone", "originals", "authors", "own_posts"]].tolist() == [4, 5, 2, 3, 2, 1]
    assert libre["share"] == 4 / 5 and libre["low"] < 4 / 5 < libre["high"]
    assert found.loc[("all", "Ocre"), "share"] == 3 / 5  # the shares add up to more than 1
    nobody = found.loc[("all", "Rubis")]
    assert nobody["share"] == 0 == nobody["low"] and 0.3 < nobody["high"] < 1  # five posts of four voices do not prove that nobody would


def test_a_medium_with_too_few_posts_has_counts_and_no_share(month):
    found = naming.share_of_voice(MONTH, *month, fewest=5, resamples=200, seed=1).set_index(["medium", "brand"])
    assert found.loc[("forum", "Libre"), "posts"] == 1
    assert found.loc["forum", ["share", "low", "high"]].isna().all(axis=None)
    assert found.loc["twitter", "of"].eq(4).all() and found.loc["twitter", "share"].isna().all()


def test_days_are_those_of_the_zone_and_all_of_the_month_stand_there(month):
    found = naming.brand_days(MONTH, *month, "2024-10", "Europe/Paris").pivot(index="day", columns="brand", values="posts")
    assert found.shape == (31, 3)
    assert found["Libre"][lambda curve: curve > 0].to_dict() == {"2024-10-02": 1, "2024-10-03": 1, "2024-10-04": 2}  # 22:30 UTC is the next day
    assert found["Ocre"].sum() == 3


def test_pairs_of_brands_are_counted_in_posts_of_others(month):
    found = naming.brand_pairs(*month, fewest=3)
    assert found[["first", "second", "posts"]].to_numpy().tolist() == [["Libre", "Ocre", 2], ["Libre", "Rubis", 0], ["Ocre", "Rubis", 0]]
    assert found.loc[0, "of_first"] == 2 / 4 and found.loc[0, "of_second"] == 2 / 3 and pd.isna(found.loc[1, "of_second"])


def test_the_tone_is_that_of_posts_that_name_one_brand_alone(month):
    tones = ["negative", "positive", "neutral", "positive", "unknown", "positive", "negative"]
    tone = pd.DataFrame({"post_id": MONTH["post_id"], "tone": tones})
    found = naming.brand_tone(MONTH, *month, tone, fewest=1, resamples=200, seed=1).set_index(["brand", "tone"])
    assert found["posts"].to_dict() == {
        ("Libre", "negative"): 1, ("Libre", "neutral"): 0, ("Libre", "positive"): 0, ("Ocre", "negative"): 0, ("Ocre", "neutral"): 0,
        ("Ocre", "positive"): 1, ("Rubis", "negative"): 0, ("Rubis", "neutral"): 0, ("Rubis", "positive"): 0,
    }  # fmt: skip
    assert naming.brand_tone(MONTH, *month, tone, fewest=2, resamples=200, seed=1)["share"].isna().all()
    assert naming.brand_tone(MONTH, *month, None, fewest=2, resamples=200, seed=1).empty


@pytest.mark.parametrize(
    ("wanted", "lacking"),
    [
        ({"any": ["Libre", "libreboite"]}, ["Ocre", "Rubis"]),
        ({"any": ["#libre", "ocre", "rubis"]}, []),
        ({"any": ["fibre"]}, []),  # a query of another subject favours no brand
        ({}, []),
    ],
)
def test_brands_that_the_query_does_not_look_for_are_told(wanted, lacking):
    assert naming.partial(BRANDS, Query(**wanted)) == lacking


def test_accounts_of_other_brands_are_organisations_too():
    assert voices.owners(["@Maison"], {"Ocre": ["OcreFrance", "ocre"]}) == {"maison": None, "ocrefrance": "Ocre", "ocre": "Ocre"}


def test_with_one_post_an_author_the_interval_is_wilsons():
    count, of = 37, 200
    low, high = sampling.share_intervals(np.repeat([1, 0], [count, of - count])[:, None], np.ones(of, dtype=int), 5000, 1)
    exact = wilson(count, of)
    assert low[0] == pytest.approx(exact["low"], abs=0.005) and high[0] == pytest.approx(exact["high"], abs=0.005)


def test_an_author_who_repeats_himself_is_one_voice():
    parts, of = np.array([[90], *[[0]] * 10, *[[1]] * 10]), np.array([90, *[1] * 20])
    low, high = sampling.share_intervals(parts, of, 500, 1)
    naive = wilson(100, 110)
    assert low[0] < 0.4 < naive["low"] and high[0] > naive["high"]


def test_the_intervals_hold_the_true_share_about_as_often_as_they_say():
    rng, held, tries = np.random.default_rng(5), np.zeros(2), 300
    naive = np.zeros(2)
    for _ in range(tries):
        of = np.minimum(np.floor(rng.pareto(1.5, 80) + 1).astype(int), 40)
        parts = np.array([rng.multinomial(n, rng.dirichlet([1.6, 0.4])) for n in of])
        low, high = sampling.share_intervals(parts, of, 300, 1)
        held += (low <= [0.8, 0.2]) & (high >= [0.8, 0.2])
        bounds = [wilson(int(part), int(of.sum())) for part in parts.sum(axis=0)]
        naive += [bound["low"] <= true <= bound["high"] for bound, true in zip(bounds, [0.8, 0.2], strict=True)]
    assert (held / tries >= 0.9).all() and (naive / tries < 0.85).all()


def test_no_posts_and_no_brands_give_tables_without_shares():
    empty = MONTH[:0]
    names = naming.named(empty, BRANDS)
    found = naming.share_of_voice(empty, names, names.any(axis=1), fewest=5, resamples=200, seed=1)
    assert found["posts"].eq(0).all() and found["share"].isna().all() and set(found["medium"]) == {"all"}
    none = naming.named(MONTH, {})
    organised = pd.Series(False, index=MONTH.index)
    assert naming.share_of_voice(MONTH, none, organised, fewest=5, resamples=200, seed=1).empty
    assert naming.brand_days(MONTH, none, organised, "2024-10", "UTC").empty and naming.brand_pairs(none, organised, 5).empty
