"""The topics of two runs or months matched one to one, and where the posts of each went."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.pairwise import cosine_similarity

from conversatoire import tables
from conversatoire.compare import intervals
from conversatoire.topics.match import SAME

# Two topics with a Jaccard index of their posts above 1/2 have no other partner as good, and below it the topic has dissolved (Hennig 2007); SAME is
# the cosine of words from which two topics of two months are one. Matched by both, a pair passes where it lies between them on average.
SAME_BOTH = (SAME + tables.UNSTABLE) / 2
WORDS = 10  # first words of a topic that are told as gained or lost


class Topics(NamedTuple):
    """A month's tables topics, topic_words and post_topics."""

    topics: pd.DataFrame
    words: pd.DataFrame
    posts: pd.DataFrame


class Likeness(NamedTuple):
    """Topics of A × topics of B: what they are matched by, the cosine of words, and of the posts the Jaccard index and how many both hold."""

    similarity: pd.DataFrame
    words: pd.DataFrame
    posts: pd.DataFrame | None
    common: pd.DataFrame | None

    @property
    def least(self) -> float:
        """Similarity from which two topics are the same."""
        return SAME if self.posts is None else SAME_BOTH


def flows(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """post_id, topic_a and topic_b of the posts that both tables «post_topics» have."""
    both = a[["post_id", "topic"]].merge(b[["post_id", "topic"]], on="post_id", suffixes=("_a", "_b"), validate="1:1")
    return both.sort_values("post_id", ignore_index=True)


def likeness(a: Topics, b: Topics, common: pd.DataFrame) -> Likeness:
    """How much each topic of A is like each of B; by words alone where no post is common.

    Args:
        a: of A.
        b: of B.
        common: what `flows` gives.
    """
    rows, columns = (sorted(side.topics["topic"]) for side in (a, b))
    words = _cosines(a.words, b.words).reindex(index=rows, columns=columns, fill_value=0.0)
    if common.empty:
        return Likeness(words, words, None, None)
    crossed = pd.crosstab(common["topic_a"], common["topic_b"])
    held = crossed.reindex(index=rows, columns=columns, fill_value=0)
    left, right = crossed.sum(axis=1).reindex(rows, fill_value=0), crossed.sum(axis=0).reindex(columns, fill_value=0)
    either = np.add.outer(left.to_numpy(), right.to_numpy()) - held.to_numpy()
    posts = held / np.where(either == 0, 1, either)
    return Likeness(((words + posts) / 2).round(6), words, posts, held)


def _cosines(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Cosines of the topics' words: what was counted, not how it was mostly written."""
    sides = [frame.assign(token=frame["token"].fillna(frame["word"])).pivot_table("weight", "topic", "token", "sum", 0.0) for frame in (a, b)]
    if sides[0].empty or sides[1].empty:
        return pd.DataFrame()
    vocabulary = sorted({*sides[0].columns, *sides[1].columns})
    one, other = (side.reindex(columns=vocabulary, fill_value=0.0) for side in sides)
    return pd.DataFrame(cosine_similarity(one, other).round(6), one.index, other.index)  # the last bits of a sum must not choose between equals


def matched(like: Likeness) -> list[tuple[int | None, int | None, str]]:
    """Topic of A, topic of B and status, one row a topic of either that is «same», and one for each of the others.

    The matching has the highest sum of similarities among pairs that are alike enough (Hungarian method: Kuhn 1955); of equals the lower numbers. A
    topic left over is «split» or «merged» where more than half of its common posts come from (go to) one topic, or without common posts where
    the words of one are alike enough; else it is only there.
    """
    score = like.similarity.where(like.similarity >= like.least, 0.0)
    rows, columns = score.shape
    # Less than the similarities' last digit in all, and highest where equals are matched in the order of their numbers.
    order = np.outer(np.arange(rows, 0, -1), np.arange(columns, 0, -1)) * 1e-7 / max(rows * columns * min(rows, columns), 1)
    chosen = linear_sum_assignment(np.where(score > 0, score + order, 0), maximize=True)
    pairs = {score.index[i]: score.columns[j] for i, j in zip(*chosen, strict=True) if score.iat[i, j] > 0}
    found: list[tuple[int | None, int | None, str]] = [(one, other, "same") for one, other in pairs.items()]
    for one in score.index.difference(list(pairs)):
        into = _largest(like, one, axis=0)
        found.append((one, into, "merged") if into is not None else (one, None, "only_a"))
    for other in score.columns.difference(list(pairs.values())):
        out_of = _largest(like, other, axis=1)
        found.append((out_of, other, "split") if out_of is not None else (None, other, "only_b"))
    return found


def _largest(like: Likeness, topic: int, axis: int) -> int | None:
    """The topic of the other side that a left-over one is mostly a part of (axis 0: of A, 1: of B)."""
    if like.common is None:
        words = like.words.loc[topic] if axis == 0 else like.words[topic]
        return None if words.empty or words.max() < SAME else words.idxmax()
    held = like.common.loc[topic] if axis == 0 else like.common[topic]
    return held.idxmax() if len(held) and held.sum() and held.max() * 2 > held.sum() else None


def topics(a: Topics, b: Topics, like: Likeness, other_months: bool) -> pd.DataFrame:
    """Table compare_topics without its months.

    The intervals of the shares tell how the subjects fall when they are found again; of two months, which are two samples of the conversation, the
    difference has the uncertainty of drawing the posts beside it.
    """
    found = pd.DataFrame(matched(like), columns=["topic_a", "topic_b", "status"]).astype({"topic_a": "Int64", "topic_b": "Int64"})
    paired = [(one, other) if pd.notna(one) and pd.notna(other) else None for one, other in zip(found["topic_a"], found["topic_b"], strict=True)]
    for name, matrix in (("similarity", like.similarity), ("words", like.words), ("posts", like.posts), ("common", like.common)):
        found[name] = [None if pair is None or matrix is None else matrix.at[pair] for pair in paired]
    found = found.astype({"similarity": float, "words": float, "posts": float, "common": "Int64"})
    for side, mine in (("a", a), ("b", b)):
        shown = mine.topics.set_index("topic")[["label", "posts", "share", "share_low", "share_high", "stability"]]
        shown.columns = [f"{name}_{side}" for name in ("label", "posts", "value", "low", "high", "stability")]
        found = found.join(shown, on=f"topic_{side}")
    of = (len(a.posts), len(b.posts)) if other_months else None
    return pd.concat([found, _moved(found, of)], axis=1).assign(**_words_moved(a.words, b.words, found))


def _moved(found: pd.DataFrame, of: tuple[int, int] | None) -> pd.DataFrame:
    """The difference of the shares of matched topics, and its verdict; of the others there is none. `of`: posts of two months, as samples."""
    sides = [found[[f"{name}_{side}" for name in ("value", "low", "high")]].set_axis(["value", "low", "high"], axis=1) for side in "ab"]
    if of:
        sides = [intervals.sampled(shares, found[f"posts_{side}"], total) for shares, side, total in zip(sides, "ab", of, strict=True)]
    change = intervals.difference(*sides)
    change.loc[found["status"] != "same"] = float("nan")
    return change.assign(verdict=intervals.verdict(change))


def _words_moved(a: pd.DataFrame, b: pd.DataFrame, found: pd.DataFrame) -> dict[str, list[str | None]]:
    """Words among the first of a matched topic on one side and not on the other, by their tokens."""
    first = []
    for frame in (a, b):
        rows = frame[frame["rank"] <= WORDS].sort_values(["topic", "rank"])
        rows = rows.assign(token=rows["token"].fillna(rows["word"]))
        first.append({topic: dict(zip(group["token"], group["word"], strict=True)) for topic, group in rows.groupby("topic")})
    moved: dict[str, list[str | None]] = {"gained": [], "lost": []}
    for row in found.itertuples():
        one, other = ({}, {}) if row.status != "same" else (first[0].get(row.topic_a, {}), first[1].get(row.topic_b, {}))
        moved["gained"].append(", ".join(word for token, word in other.items() if token not in one) or None)
        moved["lost"].append(", ".join(word for token, word in one.items() if token not in other) or None)
    return moved


def flow_counts(common: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Posts from topic to topic, and whether the two are not matched: out of what `flows` and `topics` give."""
    counted = common.groupby(["topic_a", "topic_b"]).size().reset_index(name="posts")
    same = found[found["status"] == "same"]
    pairs = {(-1, -1), *zip(same["topic_a"], same["topic_b"], strict=True)}
    return counted.assign(moved=[pair not in pairs for pair in zip(counted["topic_a"], counted["topic_b"], strict=True)])


def assigned(a: pd.DataFrame, b: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """The topics of each post of either side, and whether it moved: out of both tables «post_topics» and of what `flow_counts` gives.

    Returns:
        post_id, topic_a, topic_b (empty where that side has not the post), moved.
    """
    both = a[["post_id", "topic"]].merge(b[["post_id", "topic"]], "outer", on="post_id", suffixes=("_a", "_b"), validate="1:1")
    both = both.astype({"topic_a": "Int64", "topic_b": "Int64"})
    pairs = counted[["topic_a", "topic_b", "moved"]].astype({"topic_a": "Int64", "topic_b": "Int64", "moved": bool})
    return both.merge(pairs, "left", on=["topic_a", "topic_b"]).fillna({"moved": False}).sort_values("post_id", ignore_index=True)


def partitions(common: pd.DataFrame, seed_nmi: tuple[float | None, float | None]) -> pd.DataFrame:
    """Table compare_partitions without its months: agreement of the two cuts (adjusted Rand index: Hubert & Arabie 1985; NMI)."""
    assigned = common[(common["topic_a"] >= 0) & (common["topic_b"] >= 0)]
    values: dict[str, float | None] = {"common": len(common), "assigned": len(assigned), "seed_nmi_a": seed_nmi[0], "seed_nmi_b": seed_nmi[1]}
    for ending, rows in (("", assigned), ("_all", common)):
        cuts = (rows["topic_a"], rows["topic_b"])
        values[f"adjusted_rand{ending}"] = adjusted_rand_score(*cuts) if len(rows) > 1 else None
        values[f"nmi{ending}"] = normalized_mutual_info_score(*cuts) if len(rows) > 1 else None
    return pd.DataFrame(sorted(values.items()), columns=["measure", "value"]).astype({"value": float})
