"""Codes of posts learnt from coded posts: words, pieces of words and the lexicon's scores, cross-validated; and how well each method does."""

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

ENOUGH = 180  # coded posts from which a classifier is learnt: a sample of 200, of which coders contest a few
MEASURED = 50  # coded posts from which an error is measured at all
FOLDS = 5  # parts of the cross-validation; a code given less often cannot be in each, and is never predicted
# Inverse strength of the penalty: 10 was best of .3, 1, 3, 10, 30 on samples of 200 of the demo, and what is between 3 and 30 hardly differs.
PENALTY = 10.0
CHUNK = 50_000  # posts classified at once: bounds the memory
FEATURES = ["score", "positive", "negative", "words"]


class Learnt(NamedTuple):
    """What a classifier says.

    Attributes:
        crossed: code of each coded post by a classifier that has not seen it (nor a near-duplicate).
        codes: code of each post to classify, by one of these classifiers.
        probabilities: of these codes, 0–1.
    """

    crossed: np.ndarray
    codes: np.ndarray
    probabilities: np.ndarray


def learn(coded: pd.DataFrame, posts: pd.DataFrame, seed: int) -> Learnt | None:
    """Learns from coded posts and classifies others.

    There is a classifier for each part of the cross-validation, taught on the other parts. A post to classify is given to one of them by its words:
    what is measured on the coded posts then holds for all, which one classifier taught on every code would not grant (cross-prediction: Zrnic &
    Candès 2024).

    Args:
        coded: text, code, weight, score, positive, negative, words.
        posts: the same without code and weight.
        seed: of the cross-validation.

    Returns:
        None where fewer than `ENOUGH` posts are coded, or fewer than two codes were given `FOLDS` times.
    """
    often = coded["code"].value_counts()
    taught = coded["code"].isin(often.index[often >= FOLDS]).to_numpy()
    if taught.sum() < ENOUGH or (often >= FOLDS).sum() < 2:
        return None
    parts = folds(coded, seed)
    if not parts:
        return None
    crossed = np.full(len(coded), None, dtype=object)
    codes, probabilities = np.full(len(posts), None, dtype=object), np.zeros(len(posts))
    part_of = {text: part for part, (_, test) in enumerate(parts) for text in coded["text"].iloc[test]}
    given = np.array([part_of[text] if text in part_of else zlib.crc32(text.encode()) % len(parts) for text in posts["text"]], dtype=int)
    for part, (train, test) in enumerate(parts):
        model = _fit(coded.iloc[train[taught[train]]])
        crossed[test] = model.predict(coded.iloc[test])
        mine = np.flatnonzero(given == part)
        for start in range(0, len(mine), CHUNK):
            at = mine[start : start + CHUNK]
            chances = model.predict_proba(posts.iloc[at])
            codes[at], probabilities[at] = model.classes_[chances.argmax(axis=1)], chances.max(axis=1)
    return Learnt(crossed, codes, probabilities)


def folds(coded: pd.DataFrame, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Places of the posts to learn from and to test on: every code in each part, near-duplicates never on both sides."""
    import warnings

    from sklearn.model_selection import StratifiedGroupKFold

    groups = near_duplicates(coded["text"])
    parts = min(FOLDS, len(set(groups)))
    if parts < 2:
        return []
    with warnings.catch_warnings(action="ignore"):  # a code rarer than the parts is told in the evaluation
        return list(StratifiedGroupKFold(parts, shuffle=True, random_state=seed).split(coded, coded["code"], groups))


def near_duplicates(texts: pd.Series) -> list[int]:
    """The group of each text: those that share nearly all their words are one."""
    from conversatoire.text import fold
    from conversatoire.topics.duplicates import leaders

    words = [frozenset(fold(text).split()) for text in texts]
    return leaders([found if found else frozenset([f"\0{place}"]) for place, found in enumerate(words)])


def _fit(coded: pd.DataFrame):
    from sklearn.compose import ColumnTransformer
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MaxAbsScaler

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, preprocessor=_plain, token_pattern=r"\w\w+")
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2, preprocessor=_plain)
    parts = [("words", words, "text"), ("pieces", pieces, "text"), ("lexicon", MaxAbsScaler(), FEATURES)]
    learner = LogisticRegression(C=PENALTY, class_weight="balanced", max_iter=1000, tol=1e-3)
    return make_pipeline(ColumnTransformer(parts), learner).fit(coded, coded["code"])


def _plain(text: str) -> str:
    import re

    from conversatoire.text import fold

    # who is addressed and which page is linked are not what is said
    return fold(re.sub(r"https?://\S+|@\w+|\d+", " ", text)) + " zzend"


def macro_f1(codes: np.ndarray, predicted: np.ndarray, weights: np.ndarray, labels: Sequence[str]) -> float:
    """Unweighted mean over `labels` of F1 = 2 TP / (2 TP + FP + FN), posts counted by their sampling weights."""
    scores = []
    for label in labels:
        said, true = predicted == label, codes == label
        both = 2 * weights[said & true].sum()
        scores.append(both / (weights[said].sum() + weights[true].sum()) if both else 0.0)
    return float(np.mean(scores)) if scores else 0.0


def labels_of(codes: pd.Series, labels: Sequence[str]) -> list[str]:
    """The codes given often enough for an F1 of their own."""
    counts = codes.value_counts()
    return [label for label in labels if counts.get(label, 0) >= FOLDS]


def draws(groups: Sequence[int], resamples: int, seed: int) -> list[np.ndarray]:
    """Coded posts drawn again with replacement, near-duplicates together: places, a resample each."""
    chance = np.random.default_rng(seed)
    order = np.argsort(groups, kind="stable")
    _, starts = np.unique(np.asarray(groups)[order], return_index=True)
    members = np.split(order, starts[1:])
    return [np.concatenate([members[place] for place in chance.integers(len(members), size=len(members))]) for _ in range(resamples)]
