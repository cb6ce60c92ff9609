"""Share of voice: which posts name which brand, by medium, by day and together.

A post that names several brands counts once for each; shares are parts of the posts that name at least one, so they may add up to more than 1.
Posts of organisations' accounts (own ones and `benchmark.accounts`) are counted apart: share of voice is what others say.
"""

import itertools

import numpy as np
import pandas as pd
import polars as pl

from conversatoire import tables
from conversatoire.benchmark.sampling import share_intervals
from conversatoire.benchmark.voices import clusters, is_repost
from conversatoire.collection import query
from conversatoire.collection.coverage import month_days
from conversatoire.settings.collection import Query
from conversatoire.text import fold

ALL = "all"


def named(posts: pd.DataFrame, groups: dict[str, list[str]]) -> pd.DataFrame:
    """Which posts hold a term of each group, by the rules of a study's query (`collection/query.py`).

    Args:
        posts: post_id, title, text, hashtags, mentions.
        groups: name → terms.

    Returns:
        A row a post, a boolean column a group, in the study's order, indexed as `posts`.
    """
    wanted = Query(any=[term for terms in groups.values() for term in terms])
    frame = pl.DataFrame({column: _strings(posts[column]) for column in query.SEARCHED}, schema_overrides=_TYPES)
    found = query.hits(frame, wanted)
    columns = {name: found.select(pl.any_horizontal(pl.lit(False), *(f"any {term}" for term in terms))).to_series() for name, terms in groups.items()}
    return pd.DataFrame({name: column.to_numpy() for name, column in columns.items()}, index=posts.index, dtype=bool)


_TYPES = {name: pl.List(pl.String) if name in ("hashtags", "mentions") else pl.String for name in query.SEARCHED}


def _strings(column: pd.Series) -> list[object]:
    return column.astype(object).where(column.notna(), None).tolist()


def partial(brands: dict[str, list[str]], wanted: Query) -> list[str]:
    """Brands that the study's query does not look for although it looks for another: only part of their posts was collected.

    A query looks for a brand where one of the brand's terms is one of `any`, with or without @ or #.
    """
    asked = {fold(term.lstrip("@#")) for term in wanted.any}
    lacking = [brand for brand, terms in brands.items() if asked.isdisjoint(fold(term.lstrip("@#")) for term in terms)]
    return lacking if asked and len(lacking) < len(brands) else []


def share_of_voice(posts: pd.DataFrame, names: pd.DataFrame, organised: pd.Series, fewest: int, resamples: int, seed: int) -> pd.DataFrame:
    """The table «share_of_voice».

    Args:
        posts: the table «posts».
        names: `named`, by brand.
        organised: whether each post is by an organisation's account.
        fewest: posts of a medium that name a brand, under which no share is given.
        resamples: how often the authors are drawn again.
        seed: of the drawing.
    """
    about = pd.DataFrame({"medium": posts["medium"], "author": clusters(posts), "told": posts["author"].notna(), "repost": is_repost(posts)})
    rows = []
    for medium in [ALL, *sorted(posts["medium"].unique())]:
        within = (posts["medium"] == medium) | (medium == ALL)
        public = within & ~organised & names.any(axis=1)
        rows += _voices(about[public], names[public], names[within & organised].sum(), medium, fewest, resamples, seed)
    return tables.frame("share_of_voice", rows)


def _voices(about: pd.DataFrame, names: pd.DataFrame, own: pd.Series, medium: str, fewest: int, resamples: int, seed: int) -> list[dict]:
    """The rows of one medium."""
    known = len(names) >= fewest
    low, high = intervals(names, about["author"], resamples, seed) if known else (None, None)
    alone = names.sum(axis=1) == 1
    return [
        {
            "brand": brand,
            "medium": medium,
            "posts": int(held.sum()),
            "share": float(held.mean()) if known else None,
            "low": float(low[place]) if known else None,
            "high": float(high[place]) if known else None,
            "of": len(names),
            "alone": int((held & alone).sum()),
            "originals": int((held & ~about["repost"]).sum()),
            "authors": int(about.loc[held & about["told"], "author"].nunique()),
            "own_posts": int(own[brand]),
        }
        for place, (brand, held) in enumerate(names.items())
    ]


def intervals(held: pd.DataFrame, author: pd.Series, resamples: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of the share of posts that hold each column of `held`, authors being drawn again (`sampling.share_intervals`)."""
    counts = held.astype(int).assign(_of=1).groupby(author.to_numpy()).sum().to_numpy()
    return share_intervals(counts[:, :-1], counts[:, -1], resamples, seed)


def days(posts: pd.DataFrame, names: pd.DataFrame, period: str, timezone: str) -> pd.DataFrame:
    """Posts of each day and column of `names`: day, name, posts; every day of the month stands there."""
    day = posts["published_at"].dt.tz_convert(timezone).dt.strftime("%Y-%m-%d")
    counts = names.astype(int).groupby(day.to_numpy()).sum().reindex(month_days(period), fill_value=0)
    return counts.rename_axis(index="day", columns="name").stack().rename("posts").reset_index()


def brand_days(posts: pd.DataFrame, names: pd.DataFrame, organised: pd.Series, period: str, timezone: str) -> pd.DataFrame:
    """The table «brand_days»."""
    found = days(posts[~organised], names[~organised], period, timezone)
    return tables.frame("brand_days", found.rename(columns={"name": "brand"}).to_dict("records"))


def brand_pairs(names: pd.DataFrame, organised: pd.Series, fewest: int) -> pd.DataFrame:
    """The table «brand_pairs»: a row a pair, in the study's order."""
    public = names[~organised]
    rows = []
    for first, second in itertools.combinations(names.columns, 2):
        both, of = int((public[first] & public[second]).sum()), public[[first, second]].sum()
        parts = {f"of_{end}": both / of[name] if of[name] >= fewest else None for end, name in (("first", first), ("second", second))}
        rows.append({"first": first, "second": second, "posts": both} | parts)
    return tables.frame("brand_pairs", rows)


def brand_tone(
    posts: pd.DataFrame, names: pd.DataFrame, organised: pd.Series, tone: pd.DataFrame | None, fewest: int, resamples: int, seed: int
) -> pd.DataFrame:
    """The table «brand_tone»; without rows where `tone` (the table «post_tone») is None."""
    if tone is None:
        return tables.frame("brand_tone")
    found = posts["post_id"].map(tone.set_index("post_id")["tone"])
    kinds = pd.DataFrame({kind: found == kind for kind in ("negative", "neutral", "positive")}, index=posts.index)
    alone, author, rows = ~organised & (names.sum(axis=1) == 1) & kinds.any(axis=1), clusters(posts), []
    for brand, held in names.items():
        of = kinds[held & alone]
        known = len(of) >= fewest
        low, high = intervals(of, author[of.index], resamples, seed) if known else (None, None)
        for place, (kind, those) in enumerate(of.items()):
            share = {"share": float(those.mean()), "low": float(low[place]), "high": float(high[place])} if known else {}
            rows.append({"brand": brand, "tone": kind, "posts": int(those.sum())} | share)
    return tables.frame("brand_tone", rows)
