"""How a link was shared, counted by hand and by the influencers' step."""

import pytest
from small_index import at, made, post

from conversatoire import tables
from conversatoire.influencers import cascades
from conversatoire.watch import spread
from conversatoire.watch.link import shares

LINK = "https://www.a.example/lu"
POSTS = [
    post(1, "2024-04-30T22:00", "Ana", links=[LINK], author_followers=10),
    post(2, "2024-04-30T23:00", "bob", links=[LINK, "https://b.example"], repost_of_id="x:1", author_followers=900),
    post(3, "2024-05-01T00:00", "eve", "y", "y", links=[LINK]),
    post(4, "2024-05-01T08:00", "dan", links=[LINK], quote_of_id="x:2", author_followers=20),
    post(5, "2024-05-02T22:00", "bob", links=[LINK], author_followers=950),
    post(6, "2024-05-02T22:00", "bob", "autre", links=["https://b.example"]),
]


@pytest.fixture
def small(tmp_path):
    connection = made(tmp_path, POSTS, ["2024-04", "2024-05"])
    yield connection
    connection.close()


def test_who_shared_first_and_who_relayed_whom(small):
    found = shares(small, LINK)
    assert (found.posts, found.accounts, found.relays, found.site) == (5, 4, 2, "a.example")
    assert (found.first_at, found.last_at) == (at("2024-04-30T22:00"), at("2024-05-02T22:00"))
    columns = ("order", "post_id", "account", "kind", "hours", "parent", "parent_account", "distance", "followers")
    assert [tuple(row[name] for name in columns) for row in found.rows] == [
        (1, "x:1", "ana", "post", 0, None, None, 0, 10),
        (2, "x:2", "bob", "repost", 1, "x:1", "ana", 1, 900),
        (3, "y:3", "eve", "post", 2, None, None, 0, None),
        (4, "x:4", "dan", "quote", 10, "x:2", "bob", 2, 20),
        (5, "x:5", "bob", "post", 48, None, None, 0, 950),
    ]
    assert [row["post_id"] for row in found.first_posts] == ["x:1", "x:2", "y:3", "x:4", "x:5"]


def test_how_fast_and_on_which_media(small):
    found = shares(small, LINK)
    assert found.reached == {0.1: 0, 0.5: 2, 0.9: 48}  # the 1st, 3rd and 5th of five shares
    assert found.media == [
        {"medium": "x", "posts": 4, "accounts": 3, "first_at": at("2024-04-30T22:00"), "hours": 0},
        {"medium": "y", "posts": 1, "accounts": 1, "first_at": at("2024-05-01T00:00"), "hours": 2},
    ]
    assert len(found.curve) == 49 and found.curve[10] == {"from": 10, "to": 11, "posts": 1, "total": 4}
    assert sum(point["posts"] for point in found.curve) == found.curve[-1]["total"] == 5


def test_the_loudest_are_told_once_with_their_first_share(small):
    assert shares(small, LINK, length=2).loudest == [
        {"medium": "x", "account": "bob", "followers": 950, "hours": 1, "posts": 2},
        {"medium": "x", "account": "dan", "followers": 20, "hours": 10, "posts": 1},
    ]


def test_a_spread_of_more_than_four_days_is_counted_by_day():
    assert spread.curve([0, 23, 24, 100]) == [
        {"from": 0, "to": 24, "posts": 2, "total": 2},
        {"from": 24, "to": 48, "posts": 1, "total": 3},
        {"from": 48, "to": 72, "posts": 0, "total": 3},
        {"from": 72, "to": 96, "posts": 0, "total": 3},
        {"from": 96, "to": 120, "posts": 1, "total": 4},
    ]
    assert len(spread.curve([0, 24 * 2000])) == spread.MOST_POINTS


def test_a_link_that_nobody_shares_has_no_shares(small):
    found = shares(small, "https://www.a.example/' OR 1=1 --")
    assert found.posts == 0 and not found.rows and not found.curve and found.first_at is None


def test_the_rows_are_those_of_the_influencers_step(small):
    wanted = cascades.of_link(tables.frame("posts", POSTS), LINK)
    found = shares(small, LINK).rows
    assert [row["post_id"] for row in found] == wanted["post_id"].tolist()
    assert [row["distance"] for row in found] == wanted["distance"].tolist()
