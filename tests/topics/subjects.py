"""Documents of planted subjects as an engine reads them, and how well topics match them."""

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.metrics import adjusted_mutual_info_score

from conversatoire.topics.model import Membership

WORDS, COMMON = 12, 8  # of each subject, and of all


def counts(sizes: list[int], seed: int = 3) -> tuple[csr_matrix, np.ndarray]:
    """So many documents of each subject, of four of its words and two common ones, with the subject of each; shuffled."""
    chance = np.random.default_rng(seed)
    subject = chance.permutation(np.repeat(np.arange(len(sizes)), sizes))
    rows = np.zeros((len(subject), WORDS * len(sizes) + COMMON))
    for row, number in zip(rows, subject, strict=True):
        row[number * WORDS + chance.choice(WORDS, 4, replace=False)] = 1
        row[-COMMON + chance.choice(COMMON, 2, replace=False)] = 1
    return csr_matrix(rows), subject


def agreement(subject: np.ndarray, found: Membership) -> float:
    """Adjusted mutual information of the subjects with the nearest topics: 0 by chance, 1 the same."""
    return adjusted_mutual_info_score(subject, found.nearest)
