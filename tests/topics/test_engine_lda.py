import numpy as np
import pytest
import subjects
from scipy.sparse import csr_matrix

from conversatoire.topics.engines import gensim_lda, lda


def test_planted_subjects_are_found():
    counts, subject = subjects.counts([120, 90, 60])
    assert subjects.agreement(subject, lda.fit(counts, 3, "standard", 7).documents) == pytest.approx(1)
    assert subjects.agreement(subject, gensim_lda.fit(counts, 3, "standard", 7).documents) > 0.6


def test_a_document_of_two_subjects_is_split_between_them():
    counts, subject = subjects.counts([120, 90, 60])
    fitted = lda.fit(counts, 3, "standard", 7)
    topic_of = [np.bincount(fitted.documents.nearest[subject == number]).argmax() for number in range(3)]
    mixed = np.zeros((1, counts.shape[1]))
    mixed[0, : subjects.WORDS] = 2
    mixed[0, subjects.WORDS : 2 * subjects.WORDS] = 1
    found = fitted.assign(csr_matrix(mixed))
    assert (found.nearest[0], found.second[0]) == (topic_of[0], topic_of[1])
    assert found.weight[0] == pytest.approx(2 / 3, abs=0.02)
    assert found.second_weight[0] == pytest.approx(1 / 3, abs=0.02)


def test_the_fold_in_reaches_its_fixed_point():
    topic_word, prior = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]]), np.array([0.4, 0.2])
    times = np.array([3.0, 1.0, 2.0])
    found = lda.fold_in(csr_matrix(times[None]), topic_word, prior)
    part = np.zeros(2)
    part[[found.nearest[0], found.second[0]]] = found.weight[0], found.second_weight[0]
    of_word = part[:, None] * topic_word
    again = prior + (of_word / of_word.sum(axis=0)) @ times
    assert part == pytest.approx(again / again.sum(), abs=1e-5)


def test_words_of_other_documents_are_rare_in_every_topic_not_impossible():
    counts, _ = subjects.counts([40, 40])
    wider = csr_matrix((counts.data, counts.indices, counts.indptr), shape=(80, counts.shape[1] + 2))
    fitted = lda.fit(wider, 2, "standard", 7)
    assert fitted.assign(csr_matrix(([1.0], ([0], [counts.shape[1] + 1])), shape=(1, wider.shape[1]))).nearest[0] >= 0
    assert np.array_equal(fitted.topic_word[:, -1], fitted.topic_word.min(axis=1))
