"""An account's page, counted by hand."""

import pytest
from small_index import at, made, post

from conversatoire.watch import find
from conversatoire.watch.account import FEWEST, account
from conversatoire.watch.selection import Selection

POSTS = [
    post(1, "2024-04-30T10:00", "ANA", hashtags=["été"], author_followers=5, author_name="A.", likes=1, topic=0),
    post(
        2,
        "2024-05-01T10:00",
        "Ana",
        "@bob",
        mentions=["bob"],
        reply_to_id="x:9",
        reply_to_author="Bob",
        author_followers=9,
        author_name="Ana B.",
        likes=4,
    ),
    post(3, "2024-05-03T10:00", "Ana", "@ana @bob", mentions=["ana", "bob"], links=["https://a.example/1"], likes=2),
    post(4, "2024-05-03T11:00", "Ana", "rt", repost_of_author="dan", likes=500),
    post(5, "2024-05-03T12:00", "Ana", "même nom ailleurs", "y"),
    post(6, "2024-05-04T12:00", "bob", "@ana", mentions=["ana"], quote_of_author="ANA"),
    post(7, "2024-05-04T13:00", "eve", "rt", repost_of_author="ana"),
    post(8, "2024-05-04T13:00", "eve", "@ana", "y", mentions=["ana"]),
    *[post(number, "2024-05-05T10:00", "fay", likes=number) for number in range(100, 100 + FEWEST)],
]


@pytest.fixture
def small(tmp_path):
    connection = made(tmp_path, POSTS, ["2024-04", "2024-05"])
    yield connection
    connection.close()


@pytest.mark.parametrize("handle", ["ana", "ANA", "@Ana"])
def test_an_account_has_its_posts_of_one_medium(small, handle):
    found = account(small, "x", handle)
    assert found.known and (found.posts, found.account, found.author, found.name, found.followers) == (4, "ana", "Ana", "Ana B.", (5, 9))
    assert (found.first_at, found.last_at) == (at("2024-04-30T10:00"), at("2024-05-03T11:00"))
    assert found.kinds == {"post": 2, "reply": 1, "repost": 1}
    assert found.months == [{"month": "2024-04", "posts": 1}, {"month": "2024-05", "posts": 3}]
    assert [(row["day"], row["posts"]) for row in found.days] == [("2024-04-30", 1), ("2024-05-01", 1), ("2024-05-02", 0), ("2024-05-03", 2)]
    assert len(found.hours) == 168 and {"weekday": 5, "hour": 11, "posts": 1} in found.hours
    assert [(row["topic"], row["label"], row["posts"], row["share"]) for row in found.topics] == [
        ("none", "none", 3, 0.75),
        ("2024-05/1", "sujet 0", 1, 0.25),
    ]
    assert found.tags == [{"tag": "ete", "shown": "été", "posts": 1}]
    assert found.links == [{"link": "https://a.example/1", "posts": 1}] and found.sites == [{"site": "a.example", "posts": 1}]


def test_whom_it_addresses_and_who_addresses_it(small):
    found = account(small, "x", "ana")
    # bob is named and answered in one post; naming oneself is no address
    assert found.addresses == [
        {"account": "bob", "posts": 2, "mention": 2, "reply": 1, "repost": 0, "quote": 0},
        {"account": "dan", "posts": 1, "mention": 0, "reply": 0, "repost": 1, "quote": 0},
    ]
    assert found.addressed_by == [
        {"account": "bob", "posts": 1, "mention": 1, "reply": 0, "repost": 0, "quote": 1},
        {"account": "eve", "posts": 1, "mention": 0, "reply": 0, "repost": 1, "quote": 0},
    ]
    assert (found.addresses_all, found.addressed_by_all) == (2, 2)
    assert account(small, "x", "ana", length=1).addressed_by == found.addressed_by[:1]


def test_engagement_is_set_beside_the_mediums_where_enough_is_known(small):
    # of x without the repost: 1, 4, 2 and 100 … 109
    assert account(small, "x", "ana").engagement == {"median": None, "told": 3, "usual": 103, "usual_told": 13}
    assert account(small, "x", "fay").engagement["median"] == 104.5
    assert [row["post_id"] for row in account(small, "x", "ana").best] == ["x:2", "x:3", "x:1"]


def test_an_account_that_is_only_addressed_is_known(small):
    found = account(small, "x", "dan")
    assert found.known and found.posts == 0 and found.author is None and found.days == [] and found.addressed_by[0]["account"] == "ana"


@pytest.mark.parametrize(("medium", "handle"), [("x", "personne"), ("z", "ana"), ("x", ""), ("x", "ana' OR 1=1 --")])
def test_an_account_that_is_nowhere_is_not_known(small, medium, handle):
    found = account(small, medium, handle)
    assert not found.known and found.posts == 0


def test_its_posts_are_those_that_its_search_finds(small):
    with find.chosen(small, Selection(accounts=(("x", "ana"),))) as chosen:
        assert find.count(small, chosen) == account(small, "x", "ana").posts
