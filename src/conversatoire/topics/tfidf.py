"""Documents as rows of weighted words (Salton & Buckley 1988): the rarer a word, the more it places a document."""

import numpy as np
from scipy.sparse import csr_matrix, diags


def rarity(counts: csr_matrix) -> np.ndarray:
    """Per word of documents × words, the logarithm of the documents over those that hold it (idf)."""
    return np.log(counts.shape[0] / np.maximum(np.bincount(counts.indices, minlength=counts.shape[1]), 1))


def weighted(counts: csr_matrix, idf: np.ndarray) -> csr_matrix:
    """(1 + log tf) · idf of each word in each document."""
    return csr_matrix(((1 + np.log(counts.data)) * idf[counts.indices], counts.indices, counts.indptr), counts.shape)


def unit_rows(rows: csr_matrix) -> csr_matrix:
    """The rows of length one; zeros stay."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (diags(1 / np.where(lengths == 0, 1, lengths)) @ rows).tocsr()


def unit(rows: np.ndarray) -> np.ndarray:
    """As `unit_rows`, of dense rows."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths == 0, 1, lengths)
