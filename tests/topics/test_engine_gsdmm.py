import numpy as np
import pytest
import subjects
from scipy.sparse import csr_matrix

from conversatoire.topics.engines import gsdmm


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_number_of_planted_subjects_is_found(seed):
    counts, subject = subjects.counts([120, 90, 60, 30])
    fitted = gsdmm.fit(counts, None, "standard", seed)
    assert len(fitted.topic_word) == 4
    assert subjects.agreement(subject, fitted.documents) == pytest.approx(1)


def test_topics_are_numbered_from_the_largest_and_a_number_given_is_not_exceeded():
    counts, _ = subjects.counts([120, 90, 60, 30])
    fitted = gsdmm.fit(counts, 3, "standard", 1)
    assert len(fitted.topic_word) == 3
    fitted = gsdmm.fit(counts, None, "standard", 1)
    assert np.bincount(fitted.documents.nearest).tolist() == [120, 90, 60, 30]


def test_granularity_asks_for_fewer_or_more_topics():
    broad, standard, fine = (
        sum(len(gsdmm.fit(_nested(), None, granularity, seed).topic_word) for seed in (1, 2, 3)) for granularity in ("broad", "standard", "fine")
    )
    assert broad < standard < fine


def _nested() -> csr_matrix:
    """Documents of four subjects of four aspects each: three words of fifteen of the subject, two of eight of the aspect."""
    chance = np.random.default_rng(8)
    rows = np.zeros((800, 4 * 15 + 16 * 8))
    for aspect, row in zip(np.repeat(np.arange(16), 50), rows, strict=True):
        row[aspect // 4 * 15 + chance.choice(15, 3, replace=False)] = 1
        row[4 * 15 + aspect * 8 + chance.choice(8, 2, replace=False)] = 1
    return csr_matrix(rows)


def test_draws_follow_the_conditional_distribution_of_the_paper():
    # Two documents, two topics, one sweep each of many seeds: the share of runs that end together, against the chain's own law.
    rows = np.array([[2, 1], [1, 0]])
    counts, alpha, beta, runs = csr_matrix(rows.astype(float)), 0.5, 0.7, 4_000
    ends = [gsdmm._sample(counts.indptr, counts.indices, counts.data.astype(np.int64), 2, 2, alpha, beta, 1, seed) for seed in range(runs)]
    together = np.mean([first == second for first, second in ends])

    def of(document, other):  # chance of joining the other document's topic: equation 4 of Yin & Wang, by hand
        def score(documents, held):
            words = np.prod([held[word] + beta + again for word in range(2) for again in range(document[word])])
            return (documents + alpha) * words / np.prod([sum(held) + 2 * beta + again for again in range(sum(document))])

        joined, alone = score(1, other), score(0, [0, 0])
        return joined / (joined + alone)

    # the first document's draw is undone by none: the second joins it or not, whatever it did
    assert together == pytest.approx(of(rows[1].tolist(), rows[0].tolist()), abs=4 * np.sqrt(0.25 / runs))
