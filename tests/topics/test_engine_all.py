"""What every engine that reads counts alone owes: here those whose topics are words' distributions (glp has tests of its own)."""

import numpy as np
import pytest
import subjects
from scipy.sparse import csr_matrix, vstack

from conversatoire.topics.engines import gensim_lda, gsdmm, lda, nmf

ENGINES = [gensim_lda, gsdmm, lda, nmf]
every_engine = pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.__name__.rpartition(".")[2])


def all_arrays(fitted, others):
    return [fitted.topic_word, *fitted.documents, *fitted.assign(others)]


@every_engine
def test_one_seed_gives_one_result_and_its_rows_are_probabilities(engine):
    counts, _ = subjects.counts([60, 40, 20])
    one, same = (engine.fit(counts, 3, "standard", 11) for _ in range(2))
    assert all(first.tobytes() == second.tobytes() for first, second in zip(all_arrays(one, counts), all_arrays(same, counts), strict=True))
    assert one.topic_word.shape[1] == counts.shape[1]
    assert np.allclose(one.topic_word.sum(axis=1), 1)
    assert (one.topic_word > 0).all()
    assert (one.documents.weight >= one.documents.second_weight).all()
    assert (one.documents.weight + one.documents.second_weight <= 1 + 1e-9).all()


@every_engine
def test_documents_not_fitted_on_go_to_the_topic_of_their_words(engine):
    counts, subject = subjects.counts([80, 80, 80])
    fitted = engine.fit(counts[:160], 3, "standard", 5)
    found = fitted.assign(counts[160:])
    topic_of = [np.bincount(fitted.documents.nearest[subject[:160] == number]).argmax() for number in range(3)]
    right = np.array(topic_of)[subject[160:]] == found.nearest
    assert right.mean() == 1 if engine is not gensim_lda else right.mean() > 0.8


@every_engine
def test_a_document_without_known_words_belongs_nowhere(engine):
    counts, _ = subjects.counts([30, 30])
    counts = vstack([counts, csr_matrix((1, counts.shape[1]))]).tocsr()
    fitted = engine.fit(counts, 2, "standard", 5)
    for found in (fitted.documents, fitted.assign(counts)):
        assert found.nearest[-1] == found.second[-1] == -1
        assert found.weight[-1] == found.second_weight[-1] == 0
        assert (found.nearest[:-1] >= 0).all()


@every_engine
@pytest.mark.parametrize("count", [None, 2, 30])
@pytest.mark.parametrize(
    "rows",
    [[[1.0, 2.0, 1.0]], [[1.0], [3.0], [1.0]], [[1.0, 1.0, 1.0]] * 12, [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [[20_000.0, 0.0], [1.0, 30_000.0]]],
    ids=["one document", "one word", "all the same", "three documents", "long"],
)
def test_few_or_odd_documents_all_have_a_topic(engine, count, rows):
    counts = csr_matrix(rows)
    fitted = engine.fit(counts, count, "standard", 1)
    assert np.isfinite(fitted.topic_word).all()
    assert len(fitted.topic_word) <= (count or 200)
    for found in (fitted.documents, fitted.assign(counts)):
        assert ((found.nearest >= 0) & (found.nearest < len(fitted.topic_word))).all()
        assert (found.weight > 0).all()
        assert len(found.nearest) == len(rows)
