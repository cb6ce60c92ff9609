"""gensim-lda: latent Dirichlet allocation by online variational Bayes (Hoffman, Blei & Bach 2010; gensim's), as it is taught."""

from collections.abc import Iterator

import numpy as np
from gensim.models import LdaModel
from scipy.sparse import csr_matrix

from conversatoire.topics.engines import Fitted, lda
from conversatoire.topics.model import Membership, membership

PASSES, CHUNK, ROUNDS = 10, 2_000, 100


def fit(counts: csr_matrix, count: int | None, granularity: str, seed: int) -> Fitted:
    """Topics of documents × words; without `count`, as many as suit the engine lda: the same model, and quicker to try."""
    if count is None:
        count = lda.suited_count(counts, granularity, seed)
    model = LdaModel(
        list(_bags(counts)),
        count,
        {word: str(word) for word in range(counts.shape[1])},
        chunksize=CHUNK,
        passes=PASSES,
        iterations=ROUNDS,
        alpha="auto" if count > 1 else "symmetric",
        eval_every=None,
        random_state=seed,
    )

    def assign(others: csr_matrix) -> Membership:
        model.random_state = np.random.RandomState(seed)  # inference starts from draws
        weight, _ = model.inference(list(_bags(others)))
        parts = weight.astype(float) / weight.sum(axis=1, keepdims=True, dtype=float)
        return membership(parts * (np.diff(others.indptr) > 0)[:, None])

    return Fitted(model.get_topics().astype(float), assign(counts), assign)


def _bags(counts: csr_matrix) -> Iterator[list[tuple[int, float]]]:
    """The rows as gensim reads documents: lists of (word number, count)."""
    for start, end in zip(counts.indptr, counts.indptr[1:], strict=False):
        yield list(zip(counts.indices[start:end].tolist(), counts.data[start:end].tolist(), strict=True))
