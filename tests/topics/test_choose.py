import numpy as np
import pytest
import subjects
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel
from scipy.sparse import csr_matrix

from conversatoire.topics.engines import choose, nmf


def test_coherence_is_what_gensim_measures():
    chance = np.random.default_rng(2)
    rows = (chance.random((300, 9)) < np.repeat([[0.3, 0.6]], [5, 4], axis=1)).astype(float)  # fewer words than gensim's window: a document is one
    topics = np.array([[0, 1, 2], [3, 8, 4], [7, 6, 5]])
    texts = [[str(word) for word in np.flatnonzero(row)] for row in rows]
    model = CoherenceModel(topics=topics.astype(str).tolist(), texts=texts, dictionary=Dictionary(texts), coherence="c_npmi", processes=1)
    assert choose.coherence(csr_matrix(rows * 3), topics) == pytest.approx(model.get_coherence_per_topic(), abs=1e-6)


def test_coherence_has_its_bounds():
    counts = csr_matrix([[1.0, 1.0, 0.0, 1.0], [1.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0]])
    assert choose.coherence(counts, np.array([[0, 1], [0, 2], [0, 3], [3, 3]])) == pytest.approx([1, -1, 0, 1])
    assert choose.coherence(counts, np.array([[2], [3]])).tolist() == [0, 0]


def test_the_number_chosen_is_one_of_those_the_granularity_tries():
    counts, _ = subjects.counts([30] * 7)
    for granularity, best in {"broad": 7, "standard": 7, "fine": 14}.items():
        assert choose.best_count(counts, granularity, 1, nmf._fit) == best


def test_a_handful_of_documents_is_one_topic():
    counts, _ = subjects.counts([5, 4])
    assert choose.best_count(counts, "fine", 1, nmf._fit) == 1
