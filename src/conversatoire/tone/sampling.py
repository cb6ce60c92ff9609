"""A sample of posts to code by hand: stratified, with the probability of each post known, so that shares can be estimated from it.

Posts are drawn systematically with unequal probabilities out of a list sorted by the strata (Madow 1949; Särndal, Swensson & Wretman 1992, § 3.6.2):
every medium, tone and week gets its part, whatever the size, and a post's weight is the inverse of its probability. Small groups are drawn more
often than large ones, by the square root of their size (power allocation: Bankier 1988), so that a rare tone is coded often enough to be learnt.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

GROUPS = ("medium", "tone")  # what decides a post's probability; the week only its place in the list


def draw(posts: pd.DataFrame, tones: pd.Series, size: int, seed: int, strata: Sequence[str] = (*GROUPS, "week")) -> pd.DataFrame:
    """Draws posts to code.

    Args:
        posts: post_id, medium, published_at, title, text; of any number of months.
        tones: tone of each by the lexicon, in the order of `posts`.
        size: posts to draw; all where there are no more.
        seed: of the draw.
        strata: what the list is sorted by: medium, tone, week.

    Returns:
        post_id, medium, published_at, title, text, weight (posts of the month that each stands for), in an order that tells nothing.
    """
    chance = np.random.default_rng(seed)
    known = posts[["post_id", "medium", "published_at", "title", "text"]].assign(tone=tones.to_numpy())
    known["week"] = known["published_at"].dt.strftime("%G-%V")
    known = known.sort_values("post_id", kind="stable").reset_index(drop=True)
    known["chance"] = chance.random(len(known))
    known = known.sort_values([*strata, "chance"], kind="stable").reset_index(drop=True)
    probability = probabilities(known, size)
    ends = np.cumsum(probability)
    # a post is drawn where one of the points start, start + 1, … falls into its part of the line
    start = chance.random()
    taken = np.floor(ends - start + 1e-9) > np.floor(ends - probability - start + 1e-9)
    drawn = known[taken].assign(weight=(1 / probability)[taken])
    return drawn.sort_values("chance", kind="stable").drop(columns=["tone", "week", "chance"]).reset_index(drop=True)


def probabilities(posts: pd.DataFrame, size: int) -> np.ndarray:
    """The probability with which each post is drawn: they sum to `size`, and none exceeds 1."""
    if len(posts) <= size:
        return np.ones(len(posts))
    counts = posts.groupby(list(GROUPS), observed=True)["post_id"].transform("size").to_numpy(dtype=float)
    measure, certain = 1 / np.sqrt(counts), np.zeros(len(posts), dtype=bool)
    while True:
        probability = np.where(certain, 1.0, measure * (size - certain.sum()) / measure[~certain].sum())
        above = (probability > 1) & ~certain
        if not above.any():
            return probability
        certain |= above
