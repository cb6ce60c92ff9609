"""Brands side by side, counted by hand."""

import pytest
from small_index import at, made, post

from conversatoire.watch.competitors import FEWEST, competitors
from conversatoire.watch.errors import SearchError
from conversatoire.watch.intervals import wilson
from conversatoire.watch.selection import Selection

BRANDS = {"Orange": ["orange", "sosh"], "Free": ["free", "freebox"], "Aucune": ["introuvable"]}
POSTS = [
    post(1, "2024-05-01T10:00", "ana", "Free ou Orange ?", hashtags=["fai"], links=["https://a.example/1"]),
    post(2, "2024-05-01T11:00", "bob", "la Freebox", "y"),
    post(3, "2024-05-03T10:00", "bob", "sosh et orange", hashtags=["fai"]),  # two terms of one brand: once
    post(4, "2024-05-03T10:00", "dan", "freedom"),  # a part of a word is no brand
    *[post(number, "2024-05-03T12:00", "eve", "free", likes=number) for number in range(10, 20)],
    post(20, "2024-05-03T12:00", "fay", "free", repost_of_id="x:10", likes=1000),
]


@pytest.fixture
def small(tmp_path):
    connection = made(tmp_path, POSTS, ["2024-05"])
    yield connection
    connection.close()


def test_posts_and_shares_are_those_counted_by_hand(small):
    found = competitors(small, Selection(), BRANDS)
    assert (found.posts, found.several) == (14, 1)
    assert [(row["brand"], row["posts"]) for row in found.brands] == [("Free", 13), ("Orange", 2), ("Aucune", 0)]
    free, orange, none = found.brands
    assert {name: free[name] for name in ("share", "low", "high")} == wilson(13, 14)
    assert orange["share"] == pytest.approx(2 / 14) and free["share"] + orange["share"] > 1  # the post that names both counts for both
    assert none["share"] == 0
    assert free["media"] == {"x": 12, "y": 1} and free["accounts"] == 4


def test_the_tops_beside_each_brand_are_those_of_its_posts(small):
    free, orange, _ = competitors(small, Selection(), BRANDS, length=1).brands
    assert free["top_accounts"] == [{"medium": "x", "account": "eve", "posts": 10, "followers": None}]
    assert orange["top_tags"] == [{"tag": "fai", "shown": "fai", "posts": 2}]
    assert free["top_links"] == orange["top_links"] == [{"link": "https://a.example/1", "posts": 1}]


def test_engagement_is_a_median_without_reposts_where_enough_is_known(small):
    free, orange, _ = competitors(small, Selection(), BRANDS).brands
    assert (free["engagement"], free["engagement_told"]) == (14.5, FEWEST)  # the likes 10 … 19
    assert (orange["engagement"], orange["engagement_told"]) == (None, 0)


def test_the_curve_has_every_day_and_brand(small):
    found = competitors(small, Selection(), BRANDS, step="day")
    assert [(point["local"], point["posts"], point["brands"]) for point in found.points] == [
        ("2024-05-01", 2, {"Orange": 1, "Free": 2, "Aucune": 0}),
        ("2024-05-02", 0, {"Orange": 0, "Free": 0, "Aucune": 0}),
        ("2024-05-03", 12, {"Orange": 1, "Free": 11, "Aucune": 0}),
    ]


def test_the_selection_narrows_every_brand(small):
    found = competitors(small, Selection(query="freebox OR sosh", end=at("2024-05-02")), BRANDS)
    assert [(row["brand"], row["posts"]) for row in found.brands] == [("Free", 1), ("Aucune", 0), ("Orange", 0)]


def test_no_post_that_names_a_brand_gives_no_share(small):
    found = competitors(small, Selection(query="freedom"), BRANDS)
    assert found.posts == 0 and [row["share"] for row in found.brands] == [None] * 3


def test_a_study_without_brands_is_told_so(small):
    with pytest.raises(SearchError, match="brands"):
        competitors(small, Selection(), {})
