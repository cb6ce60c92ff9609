"""The nearest neighbours of documents by cosine, exactly, without ever holding all pairs."""

from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

BLOCK = 512  # rows compared at once with all others: 512 × 30,000 similarities are 60 MB


def of_sparse(rows: csr_matrix, others: csr_matrix, count: int, least: float) -> csr_matrix:
    """Rows × others: of each row the cosines of its `count` nearest `others`, those above `least`; both of unit length."""
    return sp_matmul_topn(rows, others.T.tocsr(), top_n=count, threshold=least).tocsr()


def of_dense(rows: np.ndarray, others: np.ndarray, count: int, least: float, threads: int = 1) -> csr_matrix:
    """As `of_sparse`, of dense rows. The threads share the blocks, so that their number changes no bit."""
    rows, others = (np.ascontiguousarray(matrix, dtype=np.float32) for matrix in (rows, others))
    found = np.full((len(rows), count), -1, dtype=np.int32)
    cosine = np.zeros((len(rows), count), dtype=np.float32)

    def block(start: int) -> None:
        part = slice(start, start + BLOCK)
        _largest(rows[part] @ others.T, np.float32(least), found[part], cosine[part])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(block, range(0, len(rows), BLOCK)))
    row, place = np.nonzero(found >= 0)
    return csr_matrix((cosine[row, place].astype(float), (row, found[row, place])), shape=(len(rows), len(others)))


@numba.njit(cache=True, nogil=True)
def _largest(values: np.ndarray, least: float, found: np.ndarray, kept: np.ndarray) -> None:
    """Writes, a row, the columns of its largest values above `least` into `found` and the values into `kept`; of equals, the first come."""
    most = found.shape[1]
    for row in range(values.shape[0]):
        size, low, lowest = 0, least, 0
        for column in range(values.shape[1]):
            value = values[row, column]
            if value > low:
                place = size if size < most else lowest
                size = min(size + 1, most)
                found[row, place], kept[row, place] = column, value
                if size == most:
                    lowest = kept[row].argmin()
                    low = kept[row, lowest]
