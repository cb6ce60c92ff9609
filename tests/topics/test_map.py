import random

import numpy as np
import pandas as pd
import planted
import pytest
from threadpoolctl import threadpool_limits

from conversatoire import tables
from conversatoire.topics import map as map_module
from conversatoire.topics.map import topic_map
from conversatoire.topics.model import Membership, Model
from conversatoire.topics.prepare import Documents, prepare


def model_of(topics: np.ndarray) -> Model:
    """A model that puts each document where `topics` says, surely."""
    nowhere = np.full(len(topics), -1)
    return Model([], np.zeros((int(topics.max(initial=-1)) + 1, 0)), Membership(topics, (topics >= 0).astype(float), nowhere, np.zeros(len(topics))))


def mapped(posts: pd.DataFrame) -> pd.DataFrame:
    documents = prepare(posts, ["fr"])
    return topic_map(posts, documents, model_of(np.zeros(len(documents.tokens), dtype=int)), 1)


@pytest.fixture(scope="module")
def month() -> pd.DataFrame:
    return planted.posts(400)


@pytest.fixture(scope="module")
def places(month) -> pd.DataFrame:
    return mapped(month)


def test_posts_of_one_planted_subject_lie_together(month, places):
    found = places.merge(month[["post_id", "subject"]], on="post_id")
    distance = np.linalg.norm(found[["x", "y"]].to_numpy()[:, None] - found[["x", "y"]].to_numpy(), axis=2)
    np.fill_diagonal(distance, np.inf)
    neighbours = found["subject"].to_numpy()[np.argsort(distance, axis=1)[:, :5]]
    assert len(found) > 200
    assert (neighbours == found["subject"].to_numpy()[:, None]).mean() > 0.99


def test_both_axes_have_one_scale_from_minus_one_to_one(places):
    spans = places[["x", "y"]].agg(["min", "max"])
    assert spans.abs().to_numpy().max() == 1
    assert np.allclose(spans.loc["min"], -spans.loc["max"], atol=0.002)


def test_the_places_do_not_depend_on_the_order_of_the_posts(month, places):
    pd.testing.assert_frame_equal(mapped(month.sample(frac=1, random_state=1)), places, check_exact=True)


def test_the_places_are_the_same_on_one_core_or_two():
    chance = random.Random(1)
    count = 1000  # of some hundreds, threads sum in the same order by luck
    documents = Documents([[f"mot{int(300 * chance.random() ** 2)}" for _ in range(8)] for _ in range(count)], np.arange(count), {})
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            found.append(topic_map(planted.said(*["texte"] * count), documents, model_of(np.zeros(count, dtype=int)), 1))
    pd.testing.assert_frame_equal(*found, check_exact=True)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 20, 25, 40])
def test_a_small_month_has_a_map(count, tmp_path):
    documents = Documents([["mot", f"autre{i // 2}", f"suite{i % 3}"] for i in range(count)], np.arange(count), {})
    posts = planted.said(*["texte"] * count)
    found = topic_map(posts, documents, model_of(np.zeros(count, dtype=int)), 1)
    assert sorted(found["post_id"]) == sorted(posts["post_id"])
    assert found[["x", "y"]].abs().max(axis=None) <= 1 or count == 0
    tables.write(found, tmp_path / "map.parquet", "topic_map")


def test_documents_that_nothing_tells_apart_lie_in_one_place():
    documents = Documents([["mot"]] * 50, np.arange(50), {})
    found = topic_map(planted.said(*["mot"] * 50), documents, model_of(np.zeros(50, dtype=int)), 1)
    assert (found[["x", "y"]] == 0).all(axis=None)


def test_every_topic_is_in_a_sample_of_many_documents():
    topics = np.array([0] * 50_000 + [1] * 4 + [2] * 500 + [-1] * 5_000)
    order = np.random.default_rng(3).permutation(len(topics))
    shown = map_module._sample(topics, order)
    counts = pd.Series(topics[shown]).value_counts()
    assert len(shown) == len(set(shown)) == map_module.SHOWN
    assert counts[1] == 4
    assert counts[2] >= map_module.OF_EACH
    assert counts[0] / len(shown) == pytest.approx(0.9, abs=0.03)


def test_a_document_is_shown_by_its_oldest_post_that_is_no_repost():
    posts = planted.said(*["texte"] * 5)
    posts.loc[0, "repost_of_author"] = "quelqu’un"  # the oldest, of an original that was not collected
    posts.loc[[3, 4], "repost_of_id"] = "blog:99"
    documents = Documents([["eau", "rivière"], ["juge", "procès"]], np.array([0, 0, 0, 1, 1]), {})
    found = topic_map(posts, documents, model_of(np.zeros(2, dtype=int)), 1)
    assert found["post_id"].tolist() == ["blog:1", "blog:3"]
