import numpy as np
import pytest
import subjects
from scipy.sparse import csr_matrix

from conversatoire.topics.engines import mixture, nmf


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_subjects_are_found(seed):
    counts, subject = subjects.counts([120, 90, 60, 30])
    assert subjects.agreement(subject, nmf.fit(counts, 4, "standard", seed).documents) == pytest.approx(1)


def test_as_many_topics_as_planted_subjects_are_chosen():
    counts, subject = subjects.counts([40] * 7)
    fitted = nmf.fit(counts, None, "standard", 1)
    assert len(fitted.topic_word) == 7
    assert subjects.agreement(subject, fitted.documents) == pytest.approx(1)


def test_the_posterior_is_bayes_rule():
    topics = mixture.Mixture(np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([0.25, 0.75]))
    # .25 · .5² · .5 = .03125 against .75 · .9² · .1 = .06075
    assert mixture.posterior(csr_matrix([[2.0, 1.0]]), topics)[0] == pytest.approx([0.03125 / 0.092, 0.06075 / 0.092])
    found = mixture.assign(csr_matrix([[2.0, 1.0], [0.0, 0.0]]), topics)
    assert found.nearest.tolist() == [1, -1]
    assert found.second.tolist() == [0, -1]


def test_the_mixture_corrects_a_document_that_was_put_wrong():
    counts, subject = subjects.counts([40, 40])
    parts = np.eye(2)[subject]
    parts[:8] = 1 - parts[:8]
    assert np.array_equal(mixture.assign(counts, mixture.settle(counts, parts)).nearest, subject)
