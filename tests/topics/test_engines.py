import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import planted
import pytest

from conversatoire.config import Topics
from conversatoire.topics import engines, fit, prepare
from conversatoire.topics.model import Model, assigned

TRUTH = planted.posts()


@pytest.fixture(scope="module")
def documents():
    return prepare(TRUTH, ["fr"])


def agreeing(model: Model, of_post: np.ndarray) -> float:
    """Part of the posts whose topic is that of most posts of their subject, each topic standing for one subject."""
    pairs = pd.crosstab(TRUTH["subject"], model.documents.nearest[of_post]).to_numpy()
    return pairs.max(axis=0).sum() / pairs.sum()


@pytest.mark.parametrize("engine", ["auto", "glp", "gsdmm", "nmf", "lda", "gensim-lda"])
def test_three_planted_subjects_are_found(engine, documents):
    model = fit(documents.tokens, Topics(engine=engine, count=3, seed=42))
    assert len(model.topic_word) == 3
    assert agreeing(model, documents.of_post) > (0.8 if engine == "gensim-lda" else 0.98)


def test_glp_finds_the_number_by_itself(documents):
    model = fit(documents.tokens, Topics(seed=42))
    assert len(model.topic_word) == 3
    assert agreeing(model, documents.of_post) == 1
    assert (assigned(model.documents) == model.documents.nearest).all()


@pytest.mark.parametrize("engine", ["glp", "gsdmm", "nmf", "lda", "gensim-lda"])
def test_words_are_probabilities_and_weights_are_parts(engine, documents):
    model = fit(documents.tokens, Topics(engine=engine, count=3, seed=1))
    assert np.allclose(model.topic_word.sum(axis=1), 1)
    assert model.topic_word.shape == (3, len(model.vocabulary))
    weight, second = model.documents.weight, model.documents.second_weight
    assert ((weight >= 0) & (second >= 0) & (weight + second <= 1 + 1e-9)).all()


@pytest.mark.parametrize("engine", ["glp", "gsdmm", "nmf", "lda", "gensim-lda"])
def test_one_seed_gives_one_model(engine, documents):
    first, second = (fit(documents.tokens, Topics(engine=engine, count=3, seed=7)) for _ in range(2))
    assert first.topic_word.tobytes() == second.topic_word.tobytes()
    assert all(a.tobytes() == b.tobytes() for a, b in zip(first.documents, second.documents, strict=True))


def test_fine_gives_more_topics_than_broad():
    # two subjects of four parts each: a post has three words of its subject's eight, and one of its part's four
    chance = random.Random(1)
    tokens = [
        [f"s{part // 4}-{n}" for n in chance.sample(range(8), 3)] + [f"p{part}-{n}" for n in chance.sample(range(4), 1)]
        for part in range(8)
        for _ in range(60)
    ]
    found = {granularity: len(fit(tokens, Topics(granularity=granularity, seed=1)).topic_word) for granularity in ("broad", "standard", "fine")}
    assert 2 <= found["broad"] <= found["standard"] <= found["fine"]
    assert found["fine"] > found["broad"]


def test_there_are_never_more_topics_than_a_fifth_of_the_documents():
    tokens = ["ab", "cd", "ac", "bd", "ad", "bc", "abc", "bcd", "acd", "abd"]
    assert len(fit([list(document) for document in tokens], Topics(count=20, seed=1)).topic_word) <= 2
    assert len(fit([list(document) for document in tokens[:3]], Topics(count=20, seed=1)).topic_word) == 1


def test_documents_beyond_the_sample_are_assigned_all_the_same(monkeypatch, documents):
    monkeypatch.setattr(engines, "LARGEST_FIT", 90)
    monkeypatch.setattr(engines, "BLOCK", 25)
    for engine in ("glp", "gsdmm", "nmf", "lda"):
        model = fit(documents.tokens, Topics(engine=engine, count=3, seed=42))
        assert len(model.documents.nearest) == len(documents.tokens) > 90
        assert agreeing(model, documents.of_post) > 0.95


FIT = """
import sys, hashlib, planted
from conversatoire.config import Topics
from conversatoire.topics import fit, prepare
model = fit(prepare(planted.posts(3000, 9), ["fr"]).tokens, Topics(seed=5))
print(hashlib.sha256(b"".join([model.topic_word.tobytes(), *(part.tobytes() for part in model.documents)])).hexdigest())
"""


def test_one_thread_or_two_and_any_hash_seed_give_the_same_bytes():
    here = str(Path(__file__).parent)
    runs = [{"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "1"}, {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2", "PYTHONHASHSEED": "2"}]
    outs = [
        subprocess.run([sys.executable, "-c", FIT], env={**os.environ, "PYTHONPATH": here, **run}, capture_output=True, text=True, check=True).stdout
        for run in runs
    ]
    assert outs[0] == outs[1] != ""
