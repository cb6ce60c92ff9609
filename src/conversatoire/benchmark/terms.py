"""Terms compared: how many posts hold each, by day, and whether their curves move together."""

import itertools

import pandas as pd

from conversatoire import tables
from conversatoire.benchmark.lags import FEWEST_POINTS, correlations
from conversatoire.benchmark.naming import days, intervals, named
from conversatoire.benchmark.voices import clusters


def compared(
    posts: pd.DataFrame, groups: dict[str, list[str]], period: str, timezone: str, fewest: int, resamples: int, seed: int
) -> dict[str, pd.DataFrame]:
    """The tables «terms», «term_days» and «term_pairs».

    Args:
        posts: the table «posts».
        groups: name → terms.
        period: the month.
        timezone: IANA zone in which days are cut.
        fewest: posts under which no share and no correlation is given.
        resamples: how often the authors are drawn again.
        seed: of the drawing.
    """
    names = named(posts, groups)
    return {
        "terms": terms(posts, names, fewest, resamples, seed),
        "term_days": term_days(posts, names, period, timezone),
        "term_pairs": term_pairs(posts, names, period, timezone, fewest),
    }


def terms(posts: pd.DataFrame, names: pd.DataFrame, fewest: int, resamples: int, seed: int) -> pd.DataFrame:
    """The table «terms»; `names` is `naming.named`, by term."""
    if names.empty and len(names.columns):
        return tables.frame("terms", [{"term": term, "posts": 0, "authors": 0} for term in names])
    author, told, known = clusters(posts), posts["author"].notna(), len(posts) >= fewest
    low, high = intervals(names, author, resamples, seed) if known and len(names.columns) else (None, None)
    rows = []
    for place, (term, held) in enumerate(names.items()):
        share = {"share": float(held.mean()), "low": float(low[place]), "high": float(high[place])} if known else {}
        rows.append({"term": term, "posts": int(held.sum()), "authors": int(author[held & told].nunique())} | share)
    return tables.frame("terms", rows)


def term_days(posts: pd.DataFrame, names: pd.DataFrame, period: str, timezone: str) -> pd.DataFrame:
    """The table «term_days»."""
    if not len(names.columns):
        return tables.frame("term_days")
    found = days(posts, names.assign(**{_ALL: True}), period, timezone)
    of = found[found["name"] == _ALL].set_index("day")["posts"]
    found = found[found["name"] != _ALL].rename(columns={"name": "term"})
    return tables.frame("term_days", found.assign(of=found["day"].map(of)).to_dict("records"))


_ALL = "\n"  # no term's name holds a line end


def term_pairs(posts: pd.DataFrame, names: pd.DataFrame, period: str, timezone: str, fewest: int) -> pd.DataFrame:
    """The table «term_pairs»: a row a pair, in the study's order."""
    rows = []
    for first, second in itertools.combinations(names.columns, 2):
        both = names[first] & names[second]
        alone = names[[first, second]].apply(lambda held, both=both: held & ~both)
        row = {"first": first, "second": second, "both": int(both.sum())}
        curves = days(posts, alone, period, timezone).pivot(index="day", columns="name", values="posts")
        row["points"] = len(curves)
        if min(alone.sum()) >= fewest and len(curves) >= FEWEST_POINTS and curves.nunique().min() > 1:
            at_once = correlations(curves[first].to_numpy(), curves[second].to_numpy(), 0, weekly=False).iloc[0]
            row |= {"correlation": at_once["correlation"], "low": at_once["low"], "high": at_once["high"]}
        rows.append(row)
    return tables.frame("term_pairs", rows)
