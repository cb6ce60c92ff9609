import numpy as np
import planted
import pytest

from conversatoire.config import Topics
from conversatoire.topics import engines, fit, prepare


@pytest.mark.parametrize("engine", ["nmf", "lda"])
def test_three_planted_subjects_are_found(engine):
    posts = planted.posts()
    documents = prepare(posts, ["fr"])
    model = fit(documents.tokens, Topics(engine=engine, count=3, seed=42))
    nearest = model.doc_topic.argmax(axis=1)[documents.of_post]
    pairs = posts.assign(nearest=nearest).groupby(["subject", "nearest"]).size().unstack(fill_value=0).to_numpy()
    agree = pairs.max(axis=0).sum() / pairs.sum()
    assert agree == 1 if engine == "nmf" else agree > 0.8


def test_rows_of_both_matrices_sum_to_one():
    model = fit(prepare(planted.posts(), ["fr"]).tokens, Topics(count=3, seed=1))
    assert np.allclose(model.doc_topic.sum(axis=1), 1)
    assert np.allclose(model.topic_word.sum(axis=1), 1)
    assert model.topic_word.shape == (3, len(model.vocabulary))


def test_one_seed_gives_one_model():
    tokens = prepare(planted.posts(), ["fr"]).tokens
    first, second = (fit(tokens, Topics(count=3, seed=7)) for _ in range(2))
    assert np.array_equal(first.doc_topic, second.doc_topic)
    assert np.array_equal(first.topic_word, second.topic_word)


def test_auto_finds_a_number_of_topics_that_tells_the_subjects_apart(monkeypatch):
    monkeypatch.setattr(engines, "COUNTS", (2, 3, 6, 8))
    assert fit(prepare(planted.posts(), ["fr"]).tokens, Topics(seed=42)).doc_topic.shape[1] == 3


def test_there_are_never_more_topics_than_a_fifth_of_the_documents():
    tokens = [
        ["a", "b"],
        ["c", "d"],
        ["a", "c"],
        ["b", "d"],
        ["a", "d"],
        ["b", "c"],
        ["a", "b", "c"],
        ["b", "c", "d"],
        ["a", "c", "d"],
        ["a", "b", "d"],
    ]
    assert fit(tokens, Topics(count=20, seed=1)).doc_topic.shape == (10, 2)
    assert fit(tokens[:3], Topics(count=20, seed=1)).doc_topic.tolist() == [[1.0], [1.0], [1.0]]


def test_documents_beyond_the_sample_are_assigned_all_the_same(monkeypatch):
    posts = planted.posts()
    documents = prepare(posts, ["fr"])
    monkeypatch.setattr(engines, "LARGEST_FIT", 60)
    model = fit(documents.tokens, Topics(count=3, seed=42))
    nearest = model.doc_topic.argmax(axis=1)[documents.of_post]
    pairs = posts.assign(nearest=nearest).groupby(["subject", "nearest"]).size().unstack(fill_value=0).to_numpy()
    assert len(model.doc_topic) == len(documents.tokens) > 60
    assert pairs.max(axis=0).sum() / pairs.sum() > 0.98
