"""PageRank, and the score that the resamples are ranked by: one solver, so that a rank and its interval are made alike."""

import numba
import numpy as np
import scipy.sparse as sp

DAMPING = 0.85  # Brin & Page (1998)
TOLERANCE = 1e-10  # relative change of every score in the last sweep; networkx lets an error of a third of the top score through at 300,000 nodes


def pagerank(weights: sp.csr_array) -> np.ndarray:
    """PageRank of each account on edge weights (source by target); sums to 1."""
    score = prestige(weights.T.tocsr())
    return score / max(score.sum(), 1)


def prestige(into: sp.csr_array) -> np.ndarray:
    """PageRank times a constant, out of the weights target by source: 1 for those whom nobody addresses, more for all others.

    PageRank is the solution of x = c + d·P x, with one constant c for teleportation and for those who address nobody; so it is
    proportional to that of y = 1 + d·P y, which needs no normalisation. Accounts that a resample leaves without posts (weights of 0)
    have y = 1 and change nobody else's.
    """
    size = into.shape[0]
    given = np.bincount(into.indices, weights=into.data, minlength=size)
    share = DAMPING * into.data / np.where(given > 0, given, 1)[into.indices]
    return _solve(into.indptr.astype("int32"), into.indices.astype("int32"), share)


@numba.njit(cache=True, nogil=True)
def _solve(start: np.ndarray, source: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Solves y = 1 + share·y by Gauss and Seidel's sweeps, which settle in half the steps of the power method (Arasu et al. 2002)."""
    score = np.ones(len(start) - 1)
    change = 1.0
    while change > TOLERANCE:  # shares of an account sum to d < 1 at most: each sweep brings the scores nearer
        change = 0.0
        for node in range(len(score)):
            after = 1.0
            for edge in range(start[node], start[node + 1]):
                after += share[edge] * score[source[edge]]
            change = max(change, abs(after - score[node]) / after)
            score[node] = after
    return score
