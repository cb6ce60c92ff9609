"""How far topics can be trusted: do they come back from other seeds and other samples of the posts, do their words belong together.

Stability after Hennig (2007, «Cluster-wise assessment of cluster stability»): a topic's posts are compared with its best match in each
recomputation by the Jaccard index; a mean up to .5 is a dissolved topic, from .75 a valid one. Of the means over seeds and over samples the
lower one counts: an engine that is steady by construction would else hide topics that another sample dissolves.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel
from scipy.sparse import csr_matrix

from conversatoire.topics.model import Model, assigned, strongest
from conversatoire.topics.phrases import is_phrase

COMPARED = 10  # words by which topics are compared and their coherence is measured, as is the custom
DRAWN = 0.8  # of the documents, in a sample
SEEN = 10_000  # documents that a recomputation sees at most
SEEDS, SAMPLES = (2, 5), (3, 10)  # recomputations of each kind, at least and at most
TOGETHER = 50_000  # documents they see together, within these bounds
COHERENCE_DOCUMENTS = 50_000

Refit = Callable[[list[list[str]], int], Model]  # documents, seed → topics


class Recomputed(NamedTuple):
    """Topics found once more.

    Attributes:
        kind: "seeds" or "samples".
        rows: the documents it saw.
        model: of these documents.
    """

    kind: str
    rows: np.ndarray
    model: Model


def recomputations(tokens: list[list[str]], refit: Refit, seed: int) -> Iterator[Recomputed]:
    """The topics from other seeds on all documents, then from samples of DRAWN of them; of SEEN documents where there are more."""
    size = min(len(tokens), SEEN)
    random = np.random.default_rng([seed, 1])
    for kind, (least, most), part in (("seeds", SEEDS, 1.0), ("samples", SAMPLES, DRAWN)):
        weight = most / (SEEDS[1] + SAMPLES[1])
        for _ in range(int(np.clip(TOGETHER * weight // max(size, 1), least, most))):
            rows = np.sort(random.permutation(len(tokens))[: int(np.ceil(size * part))])
            yield Recomputed(kind, rows, refit([tokens[row] for row in rows], int(random.integers(2**31))))


def stability(model: Model, others: list[Recomputed], posts: np.ndarray) -> pd.DataFrame:
    """How each topic comes back.

    Args:
        model: the topics.
        others: recomputations of the same documents.
        posts: how many posts stand behind each document.

    Returns:
        A row a topic: stability, stability_seeds, stability_samples, stability_words, share_low, share_high as the table topics describes
        them, but of the posts that have a document; empty without recomputations.
    """
    columns = ["stability", "stability_seeds", "stability_samples", "stability_words", "share_low", "share_high"]
    topics = len(model.topic_word)
    if not others or not topics:
        return pd.DataFrame(np.nan, index=range(topics), columns=columns)
    words = _word_sets(model)
    found = [_compared(model, words, other, posts) for other in others]
    kinds = np.array([other.kind for other in others])
    alike, alike_words, share = (np.array(values) for values in zip(*found, strict=True))
    by_kind = {kind: alike[kinds == kind].mean(axis=0) for kind in ("seeds", "samples")}
    lower = np.minimum(by_kind["seeds"], by_kind["samples"])
    low, high = np.percentile(share, [2.5, 97.5], axis=0)
    return pd.DataFrame(
        dict(zip(columns, [lower, by_kind["seeds"], by_kind["samples"], alike_words.mean(axis=0), low, high], strict=True)), index=range(topics)
    )


def _compared(model: Model, words: list[frozenset[str]], other: Recomputed, posts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per topic: Jaccard index of its posts with those of its best match, of their words, and the share of the best match."""
    weight = posts[other.rows].astype(float)
    mine, its = assigned(model.documents)[other.rows], assigned(other.model.documents)
    both = _sizes(mine, its, weight, (len(words), len(other.model.topic_word)))
    own, theirs = (np.bincount(labels[labels >= 0], weight[labels >= 0], size) for labels, size in ((mine, both.shape[0]), (its, both.shape[1])))
    if not both.shape[1]:
        return (np.zeros(len(words)),) * 3
    union = own[:, None] + theirs[None, :] - both
    jaccard = np.divide(both, union, out=np.zeros_like(both), where=union > 0)
    best = jaccard.argmax(axis=1)
    its_words = _word_sets(other.model)
    alike = [len(mine & its_words[match]) / max(len(mine | its_words[match]), 1) for mine, match in zip(words, best, strict=True)]
    return jaccard.max(axis=1), np.array(alike), theirs[best] / weight.sum()


def _sizes(first: np.ndarray, second: np.ndarray, weight: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Posts by topic of one model and topic of another; those without a topic in either are left out."""
    both = (first >= 0) & (second >= 0)
    return csr_matrix((weight[both], (first[both], second[both])), shape=shape).toarray()


def agreement(model: Model, others: list[Recomputed]) -> float | None:
    """Mean normalised mutual information (Strehl & Ghosh 2002) of the nearest topics with those from other seeds; None without any."""
    from sklearn.metrics import normalized_mutual_info_score

    found = [
        normalized_mutual_info_score(model.documents.nearest[other.rows], other.model.documents.nearest) for other in others if other.kind == "seeds"
    ]
    return float(np.mean(found)) if found else None


def coherence(model: Model, tokens: list[list[str]]) -> np.ndarray:
    """Per topic, the NPMI of its words in `tokens`: how much oftener than by chance two of them stand within ten words, −1 to 1.

    (Bouma 2009; Röder, Both & Hinneburg 2015: c_npmi.) Phrases are left out, since they hold words that count themselves. 0 for a topic of one word.
    """
    topics = [[word for word, _ in found if not is_phrase(word)][:COMPARED] for found in strongest(model, 3 * COMPARED)]
    texts = [[word for word in document if not is_phrase(word)] for document in tokens[:COHERENCE_DOCUMENTS]]
    measured = [number for number, words in enumerate(topics) if len(words) > 1]
    found = np.zeros(len(topics))
    if measured:
        scorer = CoherenceModel(topics=[topics[i] for i in measured], texts=texts, dictionary=Dictionary(texts), coherence="c_npmi", processes=1)
        found[measured] = np.nan_to_num(scorer.get_coherence_per_topic())
    return found


def diversity(model: Model) -> np.ndarray:
    """Per topic, the share of its COMPARED strongest words that are among those of no other topic, 0–1 (after Dieng, Ruiz & Blei 2020)."""
    words = _word_sets(model)
    return np.array([np.mean([sum(word in others for others in words) == 1 for word in sorted(own)]) if own else 0.0 for own in words])


def _word_sets(model: Model) -> list[frozenset[str]]:
    return [frozenset(word for word, _ in words) for words in strongest(model, COMPARED)]
