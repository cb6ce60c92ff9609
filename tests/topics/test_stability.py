from math import log

import numpy as np
import pytest

from conversatoire.topics.model import Membership, Model, assigned, membership, strongest, word_weights
from conversatoire.topics.stability import Recomputed, agreement, coherence, diversity, recomputations, stability


def model(vocabulary: list[str], topic_word: list[list[float]], nearest: list[int], weight: list[float] | None = None) -> Model:
    nowhere = np.full(len(nearest), -1)
    weights = np.ones(len(nearest)) if weight is None else np.array(weight)
    return Model(vocabulary, np.array(topic_word), Membership(np.array(nearest), weights, nowhere, np.zeros(len(nearest))))


TWO = [[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]]


def test_coherence_is_the_npmi_worked_by_hand():
    tokens = [["a", "b"], ["a", "b"], ["a", "c"], ["d"]]
    # p(a) = 3/4, p(b) = 1/2, p(a, b) = 1/2
    expected = log(0.5 / (0.75 * 0.5)) / -log(0.5)
    assert coherence(model(list("abcd"), [[0.5, 0.5, 0, 0], [0, 0, 0, 1]], [0, 0, 0, 1]), tokens) == pytest.approx([expected, 0])


def test_coherence_leaves_phrases_out():
    tokens = [["a", "b", "a_b"], ["a", "b", "a_b"], ["a", "c"], ["d"]]
    expected = log(0.5 / (0.75 * 0.5)) / -log(0.5)
    assert coherence(model(["a", "a_b", "b", "d"], [[0.3, 0.4, 0.3, 0], [0, 0, 0, 1]], [0, 0, 0, 1]), tokens)[0] == pytest.approx(expected)


def test_diversity_is_the_share_of_words_that_no_other_topic_has():
    three = model(list("abcd"), [[0.6, 0.4, 0, 0], [0, 0.4, 0.6, 0], [0, 0, 0, 1.0]], [0, 1, 2])
    assert [{word for word, _ in topic} for topic in strongest(three, 10)] == [{"a", "b"}, {"b", "c"}, {"d"}]
    assert diversity(three).tolist() == [0.5, 0.5, 1]


def test_stability_is_the_mean_jaccard_with_the_best_match():
    # documents 0–4; the last has two posts
    mine = model(list("abcd"), TWO, [0, 0, 1, 1, 1])
    same = Recomputed("seeds", np.arange(5), model(list("abcd"), TWO[::-1], [1, 1, 0, 0, 0]))
    # seen: documents 0, 2, 3, 4, of which the last goes over to the first topic, and document 3 has no clear one
    moved = Recomputed("samples", np.array([0, 2, 3, 4]), model(list("abcd"), TWO, [0, 1, 1, 0], [1, 1, 0.3, 1]))
    found = stability(mine, [same, moved], np.array([1, 1, 1, 1, 2]))
    assert found["stability_seeds"].tolist() == [1, 1]
    # topic 0: {0} and {0, 4}: 1 / 3; topic 1: {2, 3, 4} (4 posts) and {0, 4} (3): 2 / 5, more than with {2}: 1 / 4
    assert found["stability_samples"].tolist() == pytest.approx([1 / 3, 2 / 5])
    assert found["stability"].tolist() == pytest.approx([1 / 3, 2 / 5])
    assert found["stability_words"].tolist() == [1, 0.5]
    # shares of the best matches: 2 / 6 and 3 / 5; 4 / 6 and 3 / 5
    assert found.loc[0, ["share_low", "share_high"]].tolist() == pytest.approx(np.percentile([2 / 6, 3 / 5], [2.5, 97.5]))
    assert found.loc[1, ["share_low", "share_high"]].tolist() == pytest.approx(np.percentile([4 / 6, 3 / 5], [2.5, 97.5]))


def test_agreement_looks_at_other_seeds_only():
    mine = model(list("abcd"), TWO, [0, 0, 1, 1])
    swapped = Recomputed("seeds", np.arange(4), model(list("abcd"), TWO, [1, 1, 0, 0]))
    split = Recomputed("samples", np.arange(4), model(list("abcd"), TWO, [0, 1, 0, 1]))
    assert agreement(mine, [swapped, split]) == pytest.approx(1)
    assert agreement(mine, [split]) is None


def test_recomputations_see_all_documents_under_other_seeds_and_four_fifths_in_samples():
    seeds: list[int] = []

    def refit(tokens: list[list[str]], seed: int) -> Model:
        seeds.append(seed)
        return model(["a"], [[1.0]], [0] * len(tokens))

    found = list(recomputations([["a"]] * 50, refit, 3))
    assert {len(other.rows) for other in found if other.kind == "seeds"} == {50}
    assert {len(other.rows) for other in found if other.kind == "samples"} == {40}
    assert len(set(seeds)) == len(seeds) == len(found)
    again: list[int] = seeds.copy()
    assert [other.rows.tolist() for other in recomputations([["a"]] * 50, refit, 3)] == [other.rows.tolist() for other in found]
    assert seeds[len(again) :] == again


def test_a_words_weight_is_its_part_of_the_divergence():
    both = model(["b", "a"], [[0.5, 0.5], [0.9, 0.1]], [0, 1])
    assert word_weights(both)[0] == pytest.approx([0.5 * log(0.5 / 0.7), 0.5 * log(0.5 / 0.3)])
    assert [[word for word, _ in topic] for topic in strongest(both, 5)] == [["a"], ["b"]]


def test_the_only_topic_is_told_by_its_most_frequent_words_equals_by_alphabet():
    only = model(["c", "b", "a"], [[0.4, 0.3, 0.3]], [0, 0])
    assert [word for word, _ in strongest(only, 3)[0]] == ["c", "a", "b"]


def test_membership_takes_the_two_strongest_parts():
    found = membership(np.array([[0.2, 0.5, 0.3], [0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.5, 0.5, 0.0]]))
    assert found.nearest.tolist() == [1, -1, 1, 0]
    assert found.weight.tolist() == [0.5, 0, 1, 0.5]
    assert found.second.tolist() == [2, -1, -1, 1]
    assert found.second_weight.tolist() == [0.3, 0, 0, 0.5]
    assert assigned(found).tolist() == [1, -1, 1, 0]
