"""Pages ranked by what their posts set off in proportion to their audience."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.benchmark.audience import KEY
from conversatoire.benchmark.voices import authors, is_repost
from conversatoire.note.rows import records

LEVEL = 0.95
PER = 10_000  # followers
ENGAGEMENT = ("likes", "reposts", "replies")


class Owners(NamedTuple):
    """Whose accounts stand among the pages: handles in lower case."""

    own: set[str]
    """Of the organisation."""
    brands: dict[str, str | None]
    """Brand of each handle that `benchmark.accounts` names."""
    page_media: list[str]
    """Media on which every author is a page."""


def pages(posts: pd.DataFrame, audience: pd.DataFrame, owners: Owners, fewest: int, resamples: int, seed: int) -> pd.DataFrame:
    """The table «pages».

    An account stands there if it is the organisation's or another brand's and posted or has known followers, if the analyst noted its followers, or
    if it posted on a medium of pages. Engagement is likes + reposts + comments, of those that the export tells.

    Args:
        posts: the table «posts».
        audience: as `audience.audience` gives it.
        owners: whose accounts are ranked.
        fewest: posts of a page whose engagement is known, under which it has no median, no interval and no rank.
        resamples: how often the posts of each page are drawn again.
        seed: of the drawing.
    """
    about = posts.assign(account=authors(posts).astype(object), engagement=posts[list(ENGAGEMENT)].sum(axis=1, min_count=1))
    about = about[about["account"].notna()]
    named = {*owners.own, *owners.brands}
    written = pd.MultiIndex.from_frame(about.loc[about["medium"].isin(owners.page_media) | about["account"].isin(sorted(named)), KEY])
    counted = audience.index[audience["noted"].to_numpy(dtype=bool) | np.array([account in named for _, account in audience.index], dtype=bool)]
    keys = written.union(counted).unique().sort_values()
    told = about[pd.MultiIndex.from_frame(about[KEY]).isin(keys)]
    found = pd.DataFrame({"posts": told.groupby(KEY).size()}, index=keys).fillna(0).join(audience.drop(columns="noted")).reset_index(names=KEY)
    found["own"] = found["account"].isin(sorted(owners.own))
    found["brand"] = [owners.brands.get(account) for account in found["account"]]
    values = dict(iter(told[~is_repost(told)].groupby(KEY)))
    found = found.join(pd.DataFrame([_engagement(values.get(key)) for key in keys], index=found.index, columns=["engagement", "comments"]))
    for name in ("engagement", "comments"):
        found[f"{name}_per_10k"] = PER * found[name].astype(float) / found["followers"].where(found["followers"] > 0).astype(float)
    posted = [np.sort(values[key]["engagement"].dropna().to_numpy(dtype=float)) if key in values else np.zeros(0) for key in keys]
    found = ranked(_middles(found, posted, fewest), posted, fewest, resamples, seed)
    return tables.frame("pages", records(found[list(tables.TABLES["pages"].columns)]))


def _engagement(posts: pd.DataFrame | None) -> tuple[int | None, int | None]:
    """Engagement and comments of one account's posts, as far as they are told."""
    sums = [] if posts is None else [posts[column].sum(min_count=1) for column in ("engagement", "replies")]
    return tuple(None if pd.isna(value) else int(value) for value in sums) or (None, None)


def _middles(found: pd.DataFrame, posted: list[np.ndarray], fewest: int) -> pd.DataFrame:
    rows = [middle(values) if len(values) >= fewest else (None, None, None) for values in posted]
    return found.join(pd.DataFrame(rows, index=found.index, columns=["low", "median", "high"], dtype=float))


def middle(values: np.ndarray) -> tuple[float, float, float]:
    """Lower bound, median and upper bound of sorted values; the bounds are order statistics (binomial: David & Nagaraja 2003, 7.1)."""
    from scipy.stats import binom

    size = len(values)
    below = int(binom.ppf((1 - LEVEL) / 2, size, 0.5))
    return float(values[max(below - 1, 0)]), float(np.median(values)), float(values[min(size - below, size - 1)])


def ranked(found: pd.DataFrame, posted: list[np.ndarray], fewest: int, resamples: int, seed: int) -> pd.DataFrame:
    """With the rank on each medium and its interval, and that of the rate, over resamples of each page's posts (Efron 1979).

    A medium of two pages or more is ranked by the rate where it is known of two of them, else by the median.
    """
    new = ["rank", "rank_low", "rank_high", "ranked_by", "rate_low", "rate_high"]
    found = found.assign(**dict.fromkeys(new))
    enough = np.array([len(values) >= fewest for values in posted], dtype=bool)
    for _, those in found[enough].groupby("medium"):
        by = "engagement_per_10k" if those["engagement_per_10k"].notna().sum() > 1 else "median"
        those = those[those[by].notna()]
        if len(those) < 2:
            continue
        scale = (those["engagement_per_10k"] / those["engagement"].astype(float) if by == "engagement_per_10k" else those["median"] * 0 + 1).fillna(0)
        drawn = np.array([_drawn(posted[place], by, resamples, [seed, place]) * scale[place] for place in those.index])
        rank = pd.Series(_ranks(those[by].to_numpy(dtype=float)[:, None])[:, 0], index=those.index)
        low, high = np.quantile(_ranks(drawn), [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1, method="closest_observation")
        columns = [rank, np.minimum(low, rank), np.maximum(high, rank), by]
        columns += list(np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1)) if by == "engagement_per_10k" else [None, None]
        for name, column in zip(new, columns, strict=True):
            found.loc[those.index, name] = column
    return found


def _drawn(values: np.ndarray, by: str, resamples: int, seed: list[int]) -> np.ndarray:
    """The sum, or the median, of a page's engagements in each resample of its posts."""
    rng = np.random.default_rng(seed)
    if by == "median":
        return np.array([np.median(rng.choice(values, len(values))) for _ in range(resamples)])
    return np.array([rng.choice(values, len(values)).sum() for _ in range(resamples)])


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks of each column's values, 1 the highest; equals share the best."""
    from scipy.stats import rankdata

    return rankdata(-values, method="min", axis=0).astype(int)
