"""Where the rankings disagree: the same account may be followed by many, named by few and relayed by none."""

from itertools import combinations

import pandas as pd

from conversatoire.influencers import measures
from conversatoire.influencers.measures import KEY

# Each ranking and what it ranks: a column of the table «accounts», or the posts that mention the account.
RANKINGS = {"followers": "followers", "pagerank": "pagerank", "mentioned": "mentioned", "reposted": "reach", "betweenness": "betweenness"}


def every_rank(accounts: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """The rank of each account by followers, PageRank, posts that mention it, distinct reposters and betweenness.

    Args:
        accounts: table «accounts».
        edges: table «edges».

    Returns:
        medium, account, own, and a rank a ranking (1 the highest; equals share the best; empty where the account has none of what is
        ranked), in the order of the table «accounts».
    """
    ordered = accounts.sort_values(["rank", *KEY], ignore_index=True)
    named = edges[edges["kind"] == "mention"].groupby(["medium", "target"], as_index=False)["weight"].sum().set_axis([*KEY, "mentioned"], axis=1)
    found = ordered.merge(named, how="left", on=KEY)
    ranks = ordered[[*KEY, "own"]].copy()
    for ranking, column in RANKINGS.items():
        ranks[ranking] = _ranks(found[column])
    ranks["pagerank"] = ordered["rank"].where(ordered["in_degree"] > 0).astype("Int64")  # whom nobody addresses has the PageRank of chance
    return ranks


def _ranks(values: pd.Series) -> pd.Series:
    """The rank of each value above 0; empty for the others."""
    values = values.astype("Float64").fillna(0).astype(float)
    some = values[values > 0]
    return pd.Series(measures.ranks((some / some.min()).to_numpy()), index=some.index, dtype="Int64").reindex(values.index)


def disagreement(accounts: pd.DataFrame, edges: pd.DataFrame, top: int = 20) -> pd.DataFrame:
    """The accounts that some ranking has among its first `top`, with their rank in each.

    Args:
        accounts: table «accounts».
        edges: table «edges».
        top: how many are first.

    Returns:
        The columns of `every_rank`, `first_in` (rankings that have it among the first), `best` and `worst` (its ranks; `worst` counts the
        rankings in which it has none of what is ranked as their last rank and one), and `spread`, worst / best. Those that most rankings
        agree on come first. A ranking without any account (followers, where the exports tell none) counts for nothing.
    """
    ranks = every_rank(accounts, edges)
    kept = ranks[list(RANKINGS)].dropna(axis=1, how="all")
    filled = kept.fillna(kept.count() + 1).astype(float)
    found = ranks.assign(first_in=(kept <= top).fillna(False).sum(axis=1).astype(int), best=filled.min(axis=1), worst=filled.max(axis=1))
    found = found[found["first_in"] > 0].astype({"best": "int64", "worst": "int64"})
    order = {"first_in": False, "best": True, "worst": True, "medium": True, "account": True}
    return found.assign(spread=found["worst"] / found["best"]).sort_values(list(order), ascending=list(order.values()), ignore_index=True)


def agreement(accounts: pd.DataFrame, edges: pd.DataFrame, top: int = 20) -> pd.DataFrame:
    """How far each two rankings agree.

    Args:
        accounts: table «accounts».
        edges: table «edges».
        top: how many are first.

    Returns:
        first, second (rankings), common (accounts among the first `top` of both), of (the shorter of the two lists; more than `top` where
        ranks are shared), accounts (with a rank in both), and kendall (τ-b over these, −1 to 1, Kendall 1945; empty where fewer than
        three). A ranking without any account is left out.
    """
    ranks = every_rank(accounts, edges)[list(RANKINGS)].dropna(axis=1, how="all")
    rows = []
    for first, second in combinations(ranks.columns, 2):
        both = ranks[[first, second]].dropna().astype(float)
        tops = [ranks[name].le(top).fillna(False).astype(bool) for name in (first, second)]
        tau = both[first].corr(both[second], method="kendall") if len(both) > 2 else float("nan")
        common = {"common": int((tops[0] & tops[1]).sum()), "of": int(min(tops[0].sum(), tops[1].sum()))}
        rows.append({"first": first, "second": second, **common, "accounts": len(both), "kendall": round(tau, 9)})
    return pd.DataFrame(rows, columns=["first", "second", "common", "of", "accounts", "kendall"])
