"""A map of the month's documents in two dimensions: those that speak alike lie side by side, whatever engine found the topics.

Documents are placed by the vectors of their words, then laid out by t-SNE (van der Maaten & Hinton 2008). The engine has no part in the places,
so a topic that lies in one piece is one that the words themselves bear out.
"""

import numpy as np
import pandas as pd
from gensim.corpora import Dictionary
from gensim.matutils import corpus2csc
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from conversatoire.topics import tfidf
from conversatoire.topics.model import Model, assigned
from conversatoire.topics.prepare import Documents
from conversatoire.topics.vectors import word_vectors

SHOWN = 2_000  # documents on the map: more cover one another in print, and the time grows faster than they do
OF_EACH = 10  # documents of every topic, as far as it has so many, before chance fills the rest
LEARNED = 20_000  # documents from which the words' vectors are learned
PERPLEXITY = 20  # neighbours that a document is drawn to
ANGLE, ROUNDS = 0.8, 500  # coarser and shorter than scikit-learn's own .5 and 1000, in a third of the time; neighbours' topics agree as well
DECIMALS = 3


def topic_map(posts: pd.DataFrame, documents: Documents, model: Model, seed: int) -> pd.DataFrame:
    """Places of at most SHOWN documents, each by its oldest post that is no repost (its oldest one where all are reposts).

    Where there are more, a sample that holds some of every topic. On one core or two, the places are the same.

    Args:
        posts: table posts.
        documents: of these posts, by `prepare`.
        model: of these documents, by `fit`; only to draw from every topic.
        seed: of the sample; nothing else is left to chance.

    Returns:
        Table topic_map: post_id, x and y from −1 to 1; the two axes have one scale. No documents give no rows.
    """
    order = np.random.default_rng(seed).permutation(len(documents.tokens))
    shown = _sample(assigned(model.documents), order)
    learned = np.union1d(shown, order[:LEARNED]).astype(np.int64)
    # one thread: with two, sums come in another order, and t-SNE makes much of their last bits
    with threadpool_limits(1):
        vectors = _vectors([documents.tokens[document] for document in learned])[np.searchsorted(learned, shown)]
        places = _scaled(_laid_out(vectors))
    found = pd.DataFrame({"post_id": _first_posts(posts, documents)[shown], "x": places[:, 0], "y": places[:, 1]})
    return found.sort_values("post_id", ignore_index=True)


def _sample(topics: np.ndarray, order: np.ndarray) -> np.ndarray:
    """At most SHOWN documents in ascending order: the first OF_EACH of each topic in `order`, then whichever come first."""
    place = pd.Series(topics[order]).groupby(topics[order]).cumcount().to_numpy()
    chosen = np.argsort(place >= OF_EACH, kind="stable")[:SHOWN]
    return np.sort(order[chosen])


def _vectors(tokens: list[list[str]]) -> np.ndarray:
    """Documents × dimensions: the words' vectors, summed by tf-idf, of unit length; zeros where no word says anything."""
    dictionary = Dictionary(tokens)
    counts: csr_matrix = corpus2csc((dictionary.doc2bow(words) for words in tokens), len(dictionary), num_docs=len(tokens)).T.tocsr()
    if not counts.nnz:
        return np.zeros((len(tokens), 1))
    return tfidf.unit(tfidf.weighted(counts, tfidf.rarity(counts)) @ tfidf.unit(word_vectors(counts)))


def _laid_out(vectors: np.ndarray) -> np.ndarray:
    """Documents × 2: their two principal components, and from there t-SNE where there are enough documents that differ."""
    if not len(vectors):
        return np.zeros((0, 2))
    left, strength, _ = np.linalg.svd(vectors - vectors.mean(axis=0), full_matrices=False)
    start = np.zeros((len(vectors), 2))
    start[:, : min(2, len(strength))] = (left * strength)[:, :2]
    spread = start[:, 0].std()
    if len(vectors) <= PERPLEXITY or spread < 10**-DECIMALS:
        return start
    from sklearn.manifold import TSNE

    perplexity = min(PERPLEXITY, (len(vectors) - 1) / 3)  # beyond, all are neighbours of all
    layout = TSNE(perplexity=perplexity, angle=ANGLE, max_iter=ROUNDS, init=start / spread * 1e-4, n_jobs=1)  # started so, it draws nothing by chance
    return layout.fit_transform(vectors).astype(float)


def _scaled(places: np.ndarray) -> np.ndarray:
    """Places from −1 to 1 around the middle, both axes by the longer one."""
    if not len(places):
        return places
    low, high = places.min(axis=0), places.max(axis=0)
    half = (high - low).max() / 2
    return np.round((places - (low + high) / 2) / (half if half > 10**-DECIMALS else 1), DECIMALS) + 0.0


def _first_posts(posts: pd.DataFrame, documents: Documents) -> np.ndarray:
    """Per document, the id of its oldest post, originals before reposts."""
    is_repost = posts["repost_of_id"].notna() | posts["repost_of_author"].notna()
    order = np.lexsort([posts["post_id"], posts["published_at"], is_repost])
    rows = order[documents.of_post[order] >= 0]
    _, first = np.unique(documents.of_post[rows], return_index=True)
    return posts["post_id"].to_numpy(object)[rows[first]]
