from math import log

import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.topics.keys import topic_keys


def keys(rows: list[dict], topics: list[int]) -> pd.DataFrame:
    """The table of posts that hold what `rows` tell, each of its topic."""
    empty = {"medium": "twitter", "author": None, "hashtags": [], "mentions": [], "links": []}
    posts = pd.DataFrame([{"post_id": f"p{i}"} | empty | row for i, row in enumerate(rows)])
    return topic_keys(posts, pd.DataFrame({"post_id": posts["post_id"], "topic": topics}))


def of(found: pd.DataFrame, kind: str, topic: int = 0) -> list[tuple]:
    rows = found[(found["kind"] == kind) & (found["topic"] == topic)]
    return list(rows[["item", "medium", "posts"]].itertuples(index=False, name=None))


def test_posts_share_and_lift_are_those_counted_by_hand():
    # topic 0: four posts, three with #fuite; topic 1: four, one with #fuite; two unassigned, one with #fuite
    tagged = [1, 1, 1, 0, 1, 0, 0, 0, 1, 0]
    found = keys([{"hashtags": ["fuite"] * tag} for tag in tagged], [0] * 4 + [1] * 4 + [-1] * 2)
    assert found[["topic", "item", "posts"]].to_numpy().tolist() == [[0, "#fuite", 3]]  # topic 1 holds it less than the month
    assert found[["share", "lift"]].to_numpy()[0] == pytest.approx([3 / 4, (3 / 4) / (5 / 10)])


def test_the_strongest_is_what_is_held_both_often_and_elsewhere_seldom():
    rows = [{"hashtags": ["free", "fuite"]}] * 5 + [{"hashtags": ["free"]}] * 3 + [{"hashtags": ["free"]}] * 7 + [{}]
    found = keys(rows, [0] * 8 + [1] * 8)
    assert of(found, "hashtag") == [("#fuite", None, 5), ("#free", None, 8)]
    assert 5 * log((5 / 8) / (5 / 16)) > 8 * log(1 / (15 / 16)) > 0


def test_tags_links_sites_and_accounts_are_told_apart_and_accounts_counted_by_medium():
    link, other = "https://www.presse.example/a", "https://presse.example/b"
    row = {"author": "Ana", "hashtags": ["iban"], "mentions": ["cnil"], "links": [link, other]}
    found = keys([row, row | {"medium": "mastodon"}, row | {"author": "ANA", "links": [link]}, {}, {}], [0, 0, 0, 1, 1])
    assert of(found, "hashtag") == [("#iban", None, 3)]
    assert of(found, "link") == [(link, None, 3), (other, None, 2)]
    assert of(found, "site") == [("presse.example", None, 3)]  # two links of a site in a post are one post
    assert of(found, "mentioned") == [("cnil", "twitter", 2), ("cnil", "mastodon", 1)]
    assert of(found, "author") == [("ana", "twitter", 2), ("ana", "mastodon", 1)]


def test_what_one_post_holds_counts_only_in_a_tiny_topic():
    once = [{"hashtags": [f"t{i}"]} for i in range(11)]
    assert len(keys(once + [{}] * 4, [0] * 10 + [-1] + [1] * 4)) == 10
    assert len(keys(once + [{}] * 4, [0] * 11 + [1] * 4)) == 0


def test_ten_of_a_kind_are_listed_equals_by_name():
    tags = [f"t{i:02d}" for i in range(12)]
    found = keys([{"hashtags": tags[::-1]}] * 3 + [{}], [0] * 3 + [1])
    assert of(found, "hashtag") == [(f"#{tag}", None, 3) for tag in tags[:10]]
    assert found["rank"].tolist() == list(range(1, 11))


def test_a_single_topic_lists_what_is_most_frequent():
    assert of(keys([{"hashtags": ["a", "b"]}, {"hashtags": ["a"]}], [0, 0]), "hashtag") == [("#a", None, 2), ("#b", None, 1)]


@pytest.mark.parametrize("rows", [[], [{}], [{"author": "", "hashtags": ["=1+1", "<b>"]}]], ids=["no post", "nothing held", "hostile"])
def test_the_table_can_be_written_whatever_there_is(rows, tmp_path):
    found = keys(rows, [0] * len(rows)) if rows else topic_keys(tables.frame("posts"), tables.frame("post_topics"))
    path = tables.write(found, tmp_path / "topic_keys.csv", "topic_keys")
    assert tables.read(path, "topic_keys")["item"].tolist() == (["#<b>", "#=1+1"] if rows and rows[0] else [])
