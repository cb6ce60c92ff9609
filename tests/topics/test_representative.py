import numpy as np
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.topics.model import Membership, Model
from conversatoire.topics.prepare import Documents
from conversatoire.topics.representative import representative_posts

READABLE = "x" * 80


def show(contents: list[str], topics: list[int], of_post: list[int] | None = None, weights: list[float] | None = None, **columns) -> pd.DataFrame:
    """The table of posts (one a document, each by its own author, unless told otherwise) whose documents hold the words of `contents`."""
    of_post = of_post or list(range(len(contents)))
    posts = pd.DataFrame({"post_id": [f"p{i}" for i in range(len(of_post))], "medium": "x", "author": [f"a{i}" for i in range(len(of_post))]})
    posts = posts.assign(**{"text": READABLE, "repost_of_id": None, "repost_of_author": None} | columns)
    nearest, weight = np.array(topics, dtype=np.int32), np.array(weights or [1.0] * len(contents))
    vocabulary = sorted({word for content in contents for word in content.split()})
    model = Model(
        vocabulary, np.ones((max(topics, default=-1) + 1, len(vocabulary))), Membership(nearest, weight, np.full_like(nearest, -1), 0 * weight)
    )
    known = np.array(of_post, dtype=np.int64)
    of_posts = pd.DataFrame({"post_id": posts["post_id"], "topic": np.where(known >= 0, nearest[known], -1), "weight": weight[known]})
    return representative_posts(posts, Documents([content.split() for content in contents], known, {}), model, of_posts)


def ids(found: pd.DataFrame, topic: int = 0) -> list[str]:
    return found.loc[found["topic"] == topic, "post_id"].tolist()


# p1 shares a word with each of the others of its topic, which share none among themselves.
STAR = ["fuite prix", "fuite iban", "iban mail", "plage soleil"]


def test_the_post_nearest_the_centre_goes_first_and_equals_by_their_id():
    assert ids(show(STAR, [0, 0, 0, 1])) == ["p1", "p0", "p2"]


def test_the_score_is_the_weight_times_the_cosine_to_the_centre():
    # worked by hand: every word of topic 0 is in two of the five documents or in one of them
    often, once = np.log(5 / 2), np.log(5)
    edge, middle = np.array([often, 0, once, 0]) / np.hypot(often, once), np.array([1, 1, 0, 0]) / np.sqrt(2)
    other = edge[[1, 0, 3, 2]]
    centre = edge + middle + other
    ratio = (edge @ centre) / (middle @ centre)
    assert 0 < ratio < 1
    contents, topics = [*STAR, "mer sable"], [0, 0, 0, 1, 1]
    for weight, first in ((ratio + 0.01, "p1"), (ratio - 0.01, "p0")):
        assert ids(show(contents, topics, weights=[1.0, weight, 1.0, 1.0, 1.0]))[0] == first


def test_of_a_document_of_an_author_and_of_posts_that_share_half_of_their_words_one_is_shown():
    assert ids(show(STAR, [0, 0, 0, 1], of_post=[1, 1, 0, -1])) == ["p0", "p2"]
    assert ids(show(STAR, [0, 0, 0, 1], author=["b", "B", "c", "d"])) == ["p1", "p2"]
    assert ids(show(["fuite iban mail", "fuite iban prix", "soleil plage"], [0, 0, 1])) == ["p0"]


def test_authors_are_told_apart_by_medium_and_unknown_ones_are_each_their_own():
    assert len(ids(show(STAR, [0, 0, 0, 1], author="a", medium=["x", "forum", "blog", "x"]))) == 3
    assert len(ids(show(STAR, [0, 0, 0, 1], author=None))) == 3


def test_reposts_are_not_shown():
    assert ids(show(STAR, [0, 0, 0, 1], repost_of_id=[None, "p0", None, None])) == ["p0", "p2"]
    assert ids(show(STAR, [0, 0, 0, 1], repost_of_author=[None, None, "x", None])) == ["p1", "p0"]


def test_a_readable_length_goes_first_accounts_and_links_not_counted():
    assert ids(show(STAR, [0, 0, 0, 1], text=[READABLE, "court", READABLE, READABLE])) == ["p0", "p2", "p1"]
    links = "@freebox @free https://presse.example/" + READABLE
    assert ids(show(STAR, [0, 0, 0, 1], text=[READABLE, links, READABLE, READABLE])) == ["p0", "p2", "p1"]
    assert ids(show(STAR, [0, 0, 0, 1], text=[READABLE, "x" * 601, READABLE, READABLE])) == ["p0", "p2", "p1"]


def test_ten_are_shown_and_the_order_of_the_posts_changes_nothing():
    contents = [f"a{i} b{i} fuite" for i in range(12)] + ["soleil plage"]
    found = show(contents, [0] * 12 + [1])
    assert ids(found) == sorted(f"p{i}" for i in range(12))[:10]
    assert found["rank"].tolist() == [*range(1, 11), 1]


@pytest.mark.parametrize("contents", [[], ["seul"], ["plage"] * 2], ids=["no post", "one post", "words without weight"])
def test_small_months_give_the_table(contents, tmp_path):
    found = show(contents, [0] * len(contents))
    tables.write(found, tmp_path / "representative_posts.csv", "representative_posts")
    assert ids(found) == ["p0"][: len(contents)]
