from math import log

import numpy as np
import pytest

from conversatoire.topics.model import Model, strongest, word_weights
from conversatoire.topics.stability import agreement, best_count, coherence


def test_coherence_is_the_npmi_worked_by_hand():
    tokens = [["a", "b"], ["a", "b"], ["a", "c"], ["d"]]
    # p(a) = 3/4, p(b) = 1/2, p(a, b) = 1/2
    expected = log(0.5 / (0.75 * 0.5)) / -log(0.5)
    assert coherence([["a", "b"], ["b"]], tokens) == pytest.approx([expected, 0])
    assert coherence([["c", "d"]], tokens)[0] < -0.8  # never together: −1 but for gensim's smoothing


def test_agreement_is_the_best_jaccard_index():
    assert agreement([["a", "b", "c"], ["x", "y"]], [["a", "b", "d"], ["x"], ["z"]]).tolist() == [0.5, 0.5]
    assert agreement([["a"]], []).tolist() == [0]


def test_a_words_weight_is_its_part_of_the_divergence():
    model = Model(["b", "a"], np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.5, 0.5], [0.9, 0.1]]))
    assert word_weights(model)[0] == pytest.approx([0.5 * log(0.5 / 0.7), 0.5 * log(0.5 / 0.3)])
    assert [[word for word, _ in topic] for topic in strongest(model, 5)] == [["a"], ["b"]]


def test_the_only_topic_is_told_by_its_most_frequent_words_equals_by_alphabet():
    model = Model(["c", "b", "a"], np.ones((2, 1)), np.array([[0.4, 0.3, 0.3]]))
    assert [word for word, _ in strongest(model, 3)[0]] == ["c", "a", "b"]


def test_the_best_count_is_coherent_and_comes_back():
    tokens = [["a", "b"], ["c", "d"]] * 5
    steady = Model(list("abcd"), np.array([[1, 0], [0, 1]] * 5, float), np.array([[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]]))
    mixed = {seed: Model(list("abcd"), steady.doc_topic, np.array([row, row[::-1]])) for seed, row in enumerate([[0.5, 0, 0.5, 0], [0.5, 0, 0, 0.5]])}
    assert best_count(tokens, [2, 3], lambda count, seed: steady if count == 3 else mixed[seed], [0, 1]) == 3
    assert best_count(tokens, [2, 3], lambda count, seed: steady, [0, 1]) == 2
