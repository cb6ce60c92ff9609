"""Graphs worked out by hand."""

import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.influencers import graph


def make(*rows):
    """The table «posts» out of the columns that matter."""
    common = {"medium": "twitter", "source": "s", "text": "text", "lang": "fr", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}
    instants = pd.date_range("2024-01-01", periods=max(len(rows), 1), freq="h", tz="UTC")
    return tables.frame("posts", [common | {"post_id": f"t:{n}", "published_at": instants[n]} | row for n, row in enumerate(rows)])


@pytest.fixture
def posts():
    return make(
        {"author": "Ann", "mentions": ["bob", "cleo"]},
        {"author": "ann", "mentions": ["bob"], "reply_to_id": "t:9", "reply_to_author": "Bob"},
        {"author": "bob", "mentions": ["bob", "ann"], "repost_of_id": "t:0", "repost_of_author": "Ann"},
        {"author": None, "mentions": ["ann"]},
        {"author": "dan", "reply_to_id": "t:77"},
        {"author": "dan", "medium": "forum", "quote_of_author": "ann", "author_followers": 7},
        {"author": "dan", "medium": "forum", "author_followers": 9},
    )


def test_edges_count_posts_by_kind_and_medium(posts):
    edges = graph.edges(graph.conversation(posts).addresses)
    assert edges.to_records(index=False).tolist() == [
        ("dan", "ann", "quote", 1, "forum"),
        ("ann", "bob", "mention", 2, "twitter"),
        ("ann", "bob", "reply", 1, "twitter"),
        ("ann", "cleo", "mention", 1, "twitter"),
        ("bob", "ann", "mention", 1, "twitter"),
        ("bob", "ann", "repost", 1, "twitter"),
    ]


def test_what_makes_no_edge_is_counted(posts):
    talk = graph.conversation(posts)
    assert (talk.without_author, talk.unknown_target) == (1, 1)  # one post without author; dan answers a post nobody has
    assert talk.loops.to_records(index=False).tolist() == [("t:2", "twitter", "bob", "bob", "mention")]
    assert talk.self_loops == 1


def test_a_post_that_names_and_answers_weighs_one(posts):
    talk = graph.conversation(posts)
    network = graph.digraph(talk.addresses, graph.accounts(posts, talk.addresses))
    assert network[("twitter", "ann")][("twitter", "bob")] == {"weight": 2, "mention": 2, "reply": 1}


def test_accounts_are_all_who_write_or_are_spoken_to_and_never_merge_across_media(posts):
    accounts = graph.accounts(posts, graph.conversation(posts).addresses)
    found = accounts.astype({"followers": "object"}).fillna({"followers": 0}).to_records(index=False).tolist()
    assert found == [
        ("forum", "ann", 0, 0),
        ("forum", "dan", 2, 9),
        ("twitter", "ann", 2, 0),
        ("twitter", "bob", 1, 0),
        ("twitter", "cleo", 0, 0),
        ("twitter", "dan", 1, 0),
    ]


def test_own_accounts_are_found_with_or_without_their_sign_in_any_case_on_every_medium():
    accounts = pd.DataFrame({"medium": ["forum", "twitter", "twitter"], "account": ["freebox", "freebox", "free"]})
    assert graph.marked(accounts, [" @FreeBox "]).tolist() == [True, True, False]
    assert not graph.marked(accounts, []).any()
