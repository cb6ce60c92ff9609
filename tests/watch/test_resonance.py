"""What a post set off: by hand, and on every post of a month drawn at random by the influencers' own function."""

import numpy as np
import pytest
from small_index import made, post

from conversatoire import tables
from conversatoire.influencers import cascades
from conversatoire.watch import resonance as watch_resonance
from conversatoire.watch.resonance import THREAD, resonance

POSTS = [
    post(1, "2024-05-01T10:00", "Ana", thread_id="x:1"),
    post(2, "2024-05-01T11:00", "bob", reply_to_id="x:1", reply_to_author="Ana", thread_id="x:1", author_followers=7),
    post(3, "2024-05-01T12:00", "cléo", reply_to_id="x:2", reply_to_author="bob", thread_id="x:1", author_followers=70),
    post(4, "2024-05-01T13:00", "dan", repost_of_id="x:2", repost_of_author="bob"),
    post(5, "2024-05-02T11:00", "ana", quote_of_id="x:3", quote_of_author="cléo"),
    post(6, "2024-05-02T12:00", "eve", reply_to_id="x:99", reply_to_author="Absente", thread_id="x:98"),
    post(7, "2024-05-02T13:00", "fay", reply_to_id="x:6", thread_id="x:98"),
    post(8, "2024-05-03T10:00", "seul"),
]


@pytest.fixture
def small(tmp_path):
    connection = made(tmp_path, POSTS, ["2024-05"])
    yield connection
    connection.close()


def test_a_post_has_all_that_follows_from_it(small):
    found = resonance(small, "x:2")
    assert found.known and found.post["text"] == "des mots" and found.author == ("x", "bob") and not found.cut
    assert (found.posts, found.accounts, found.depth) == (3, 3, 2)
    assert found.kinds == {"reply": 1, "repost": 1, "quote": 1} and found.media == {"x": 3}
    assert [(row["post_id"], row["parent"], row["parent_account"], row["distance"], row["hours"]) for row in found.rows] == [
        ("x:2", None, None, 0, 0),
        ("x:3", "x:2", "bob", 1, 1),
        ("x:4", "x:2", "bob", 1, 2),
        ("x:5", "x:3", "cléo", 2, 24),
    ]
    assert found.reached == {0.1: 1, 0.5: 2, 0.9: 24}
    assert found.loudest == [{"medium": "x", "account": "cléo", "followers": 70, "hours": 1, "posts": 1}]
    assert sum(point["posts"] for point in found.curve) == 3


def test_the_thread_is_told_before_and_after(small):
    found = resonance(small, "x:2")
    assert [row["post_id"] for row in found.before] == ["x:1"] and [row["post_id"] for row in found.after] == ["x:3"]
    assert found.thread_posts == 3
    quote = resonance(small, "x:5")  # of no thread: what it quotes, step by step
    assert [row["post_id"] for row in quote.before] == ["x:1", "x:2", "x:3"] and quote.thread_posts == 0


def test_a_post_that_was_not_collected_is_known_by_those_that_refer_to_it(small):
    found = resonance(small, "x:99")
    assert found.known and found.post is None and found.author == ("x", "absente")
    assert [(row["post_id"], row["parent"]) for row in found.rows] == [("x:6", None), ("x:7", "x:6")]
    assert (found.posts, found.kinds) == (2, {"reply": 2})
    assert [row["post_id"] for row in found.after] == ["x:6", "x:7"] and found.before == []


def test_a_post_that_set_nothing_off_says_so(small):
    found = resonance(small, "x:8")
    assert found.known and found.posts == 0 and found.reached == {} and found.curve == [] and found.depth == 0
    assert [row["post_id"] for row in found.rows] == ["x:8"]


def test_a_post_nobody_knows_is_not_known(small):
    found = resonance(small, "x:2' OR '1'='1")
    assert not found.known and found.post is None and found.author is None and found.rows == []


def test_a_cascade_too_large_is_cut_and_says_so(small, monkeypatch):
    monkeypatch.setattr(watch_resonance, "MOST", 2)
    found = resonance(small, "x:2")
    assert found.cut and found.posts == 2
    monkeypatch.setattr(watch_resonance, "MOST", 3)
    assert not resonance(small, "x:2").cut


def test_of_a_long_thread_the_nearest_posts_are_told(tmp_path):
    rows = [post(number, f"2024-05-01T{number // 60:02}:{number % 60:02}", "ana", thread_id="x:100") for number in range(100, 160)]
    rows[40] |= {"reply_to_id": "x:100"}
    connection = made(tmp_path, rows, ["2024-05"])
    found = resonance(connection, "x:140")
    connection.close()
    assert [row["post_id"] for row in found.before] == ["x:100", *(f"x:{number}" for number in range(140 - THREAD + 1, 140))]
    assert [row["post_id"] for row in found.after] == [f"x:{number}" for number in range(141, 141 + THREAD)]
    assert found.thread_posts == 60


def test_every_post_drawn_at_random_resounds_as_the_influencers_step_says(tmp_path):
    draw = np.random.default_rng(8)
    rows = []
    for number in range(80):
        day, hour = draw.integers(1, 28), draw.integers(0, 24)
        kinds = draw.choice(["reply_to_id", "repost_of_id", "quote_of_id"], draw.choice([0, 1, 1, 2]), replace=False)
        references = {str(kind): f"x:{draw.integers(0, 90)}" for kind in kinds}  # some loop, some to posts that were not collected
        rows.append(post(number, f"2024-05-{day:02}T{hour:02}:00", "ana", **references))
    connection, posts = made(tmp_path, rows, ["2024-05"]), tables.frame("posts", rows)
    deepest = 0
    for number in range(90):
        wanted, found = cascades.of_post(posts, f"x:{number}"), resonance(connection, f"x:{number}")
        assert [(row["post_id"], row["parent"], row["distance"]) for row in found.rows] == [
            (row.post_id, row.parent if isinstance(row.parent, str) else None, row.distance) for row in wanted.itertuples()
        ]
        deepest = max(deepest, found.depth)
    connection.close()
    assert deepest >= 3
