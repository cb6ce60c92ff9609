"""Posts that show a topic: typical, by distinct authors, each thing said once."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from conversatoire.topics import tfidf
from conversatoire.topics.model import Model
from conversatoire.topics.prepare import Documents

SHOWN = 10  # posts per topic
READABLE = (40, 600)  # characters without accounts and addresses, both included; shorter says little, longer is no verbatim
NOT_SAID = r"@\S+|https?://\S+"
ALIKE = 0.5  # Jaccard of the words from which two posts say the same
BEST_FIRST = {"topic": True, "is_readable": False, "score": False, "post_id": True}  # column → ascending


def representative_posts(posts: pd.DataFrame, documents: Documents, model: Model, of_posts: pd.DataFrame) -> pd.DataFrame:
    """Table representative_posts: per topic the SHOWN posts with the highest weight × cosine to the topic's centre; no reposts.

    Posts of a readable length go first; of a document, of an author, and of posts that share half of their words, only the first is shown.

    Args:
        posts: table posts.
        documents: of these posts.
        model: of these documents.
        of_posts: table post_topics of these posts, in the same order.
    """
    typical = _typical(documents.tokens, model)
    shown = of_posts[["topic", "weight"]].reset_index(drop=True).assign(document=documents.of_post)
    shown = shown[(shown["topic"] >= 0) & (posts["repost_of_id"].isna() & posts["repost_of_author"].isna()).to_numpy()]
    of_shown = posts[["post_id", "medium", "author", "text"]].iloc[shown.index]
    shown = shown.assign(
        post_id=of_shown["post_id"].to_numpy(),
        is_readable=of_shown["text"].astype("str").str.replace(NOT_SAID, "", regex=True).str.strip().str.len().between(*READABLE).to_numpy(),
        score=(shown["weight"] * typical[shown["document"]]).round(9),
        author=(of_shown["medium"].astype("str") + " " + of_shown["author"].astype("str").str.lower()).fillna(of_shown["post_id"]).to_numpy(),
    )
    shown = shown.sort_values(list(BEST_FIRST), ascending=list(BEST_FIRST.values())).drop_duplicates(["topic", "document"])
    chosen = [post for _, rows in shown.groupby("topic") for post in _differing(rows, documents.tokens)]
    types = {"topic": "int64", "rank": "int64", "post_id": "object", "weight": "float64"}
    return pd.DataFrame(chosen, columns=list(types)).astype(types)


def _typical(tokens: list[list[str]], model: Model) -> np.ndarray:
    """Per document, the cosine of its (1 + log tf) · idf row with the sum of such rows, of length one, over the documents of its topic."""
    rows = _unit_rows(tokens, {word: column for column, word in enumerate(model.vocabulary)})
    nearest = model.documents.nearest
    known = np.flatnonzero(nearest >= 0)
    members = csr_matrix((np.ones(len(known)), (nearest[known], known)), shape=(len(model.topic_word), len(tokens)))
    centres = (members @ rows).toarray()
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), np.finfo(float).tiny)
    document = np.repeat(np.arange(len(tokens)), np.diff(rows.indptr))
    near = np.where(nearest[document] >= 0, centres[nearest[document], rows.indices], 0.0) if len(centres) else np.zeros(len(document))
    return np.bincount(document, rows.data * near, minlength=len(tokens))


def _unit_rows(tokens: list[list[str]], column: dict[str, int]) -> csr_matrix:
    ends = np.cumsum([0, *map(len, tokens)])
    words = np.fromiter((column.get(token, -1) for document in tokens for token in document), dtype=np.int64, count=ends[-1])
    document = np.repeat(np.arange(len(tokens)), np.diff(ends))[words >= 0]
    rows = csr_matrix((np.ones(len(document)), (document, words[words >= 0])), shape=(len(tokens), len(column)))  # adds up what stands twice
    return tfidf.unit_rows(tfidf.weighted(rows, tfidf.rarity(rows)))


def _differing(posts: pd.DataFrame, tokens: list[list[str]]) -> Iterator[tuple]:
    """topic, rank, post_id and weight of the first posts that neither share an author nor half of their words."""
    authors: set[str] = set()
    contents: list[frozenset[str]] = []
    columns = ["topic", "post_id", "weight", "author", "document"]
    for topic, post_id, weight, author, document in posts[columns].itertuples(index=False, name=None):
        if author in authors:
            continue
        words = frozenset(tokens[document])
        if any(len(words & other) >= ALIKE * len(words | other) for other in contents):
            continue
        authors.add(author)
        contents.append(words)
        yield topic, len(contents), post_id, weight
        if len(contents) == SHOWN:
            return
