"""The first accounts of each ranking, how sure each rank is, and which ranks cannot be told apart."""

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.influencers import bootstrap
from conversatoire.influencers.graph import ties
from conversatoire.influencers.measures import KEY, ranks
from conversatoire.settings.influencers import Influencers

# Edges walked, over all sources and resamples, up to which betweenness gets its intervals: half a minute or less.
WALKED = 2_000_000_000


def pagerank_intervals(accounts: pd.DataFrame, addresses: pd.DataFrame, settings: Influencers) -> pd.DataFrame:
    """rank_low and rank_high of each account's rank by PageRank (`bootstrap.rank_intervals`), in the order of `accounts`.

    Args:
        accounts: columns medium, account and rank.
        addresses: as in `graph.Conversation`.
        settings: the study's section; its seed is filled in.
    """
    tied = bootstrap.numbered(ties(addresses))
    return _intervals(bootstrap.by_pagerank(tied, accounts), tied, accounts["rank"].to_numpy(), settings).set_axis(accounts.index)


def rankings(accounts: pd.DataFrame, addresses: pd.DataFrame, settings: Influencers) -> pd.DataFrame:
    """The first `settings.top` accounts of each ranking, and all that share the last one's rank: the table «rankings».

    Only accounts with something to rank are there: PageRank wants to be addressed, the others a value above 0. Followers have no interval,
    since the platform counts them and no posts; betweenness has one in months of some thousand ties (`WALKED`), for it takes as long to
    measure in each resample as in the month.

    Args:
        accounts: columns medium, account, in_degree, out_degree, pagerank, rank, rank_low, rank_high, betweenness, followers.
        addresses: as in `graph.Conversation`.
        settings: the study's section; its seed is filled in.
    """
    accounts = accounts[accounts["in_degree"] + accounts["out_degree"] > 0].reset_index(drop=True)
    posts = bootstrap.numbered(addresses)
    found = {
        "pagerank": accounts.assign(value=accounts["pagerank"])[accounts["in_degree"] > 0],
        "mentioned": _by_posts(accounts, posts, bootstrap.by_posts(posts[posts["kind"] == "mention"], accounts), settings),
        "reposted": _by_posts(accounts, posts, bootstrap.by_sources(posts[posts["kind"] == "repost"], accounts), settings),
        "betweenness": _by_betweenness(accounts, posts, settings),
        "followers": _without_intervals(accounts, "followers"),
    }
    shown = pd.concat([_first(frame, settings.top).assign(ranking=name) for name, frame in found.items()], ignore_index=True)
    types = {"rank_low": "Int64", "rank_high": "Int64", "tied": "Int64", "value": "float64", "ranking": "str"}
    return shown[list(tables.TABLES["rankings"].columns)].astype(types)


def _by_posts(accounts: pd.DataFrame, posts: pd.DataFrame, score: bootstrap.Score, settings: Influencers) -> pd.DataFrame:
    """Accounts ranked by a score that is counted, with intervals."""
    values = score(np.ones(len(posts), dtype="int64"))
    bounds = _intervals(score, posts, ranks(values), settings)
    return accounts.assign(value=values, rank=ranks(values), **bounds)[values > 0]


def _by_betweenness(accounts: pd.DataFrame, posts: pd.DataFrame, settings: Influencers) -> pd.DataFrame:
    tied = ties(posts)
    starts = min(len(tied[["medium", "source"]].drop_duplicates()), settings.betweenness_sources)
    if starts * len(tied) * settings.resamples > WALKED:
        return _without_intervals(accounts, "betweenness")
    score = bootstrap.by_betweenness(bootstrap.numbered(tied), accounts, settings.betweenness_sources, settings.seed or 0)
    values = accounts["betweenness"].to_numpy()
    rank = ranks(values * len(accounts) ** 2)
    return accounts.assign(value=values, rank=rank, **_intervals(score, posts, rank, settings))[values > 0]


def _without_intervals(accounts: pd.DataFrame, name: str) -> pd.DataFrame:
    some = accounts[accounts[name].fillna(0) > 0]
    values = some[name].to_numpy(dtype=float)
    return some.assign(value=values, rank=ranks(values / values.min(initial=np.inf)), rank_low=pd.NA, rank_high=pd.NA)


def _intervals(score: bootstrap.Score, posts: pd.DataFrame, rank: np.ndarray, settings: Influencers) -> pd.DataFrame:
    drawn = int(posts["post"].max()) + 1 if len(posts) else 0
    return bootstrap.rank_intervals(score, drawn, rank, settings.resamples, settings.seed or 0)


def _first(ranked: pd.DataFrame, top: int) -> pd.DataFrame:
    """The first `top` rows of a ranking, those that share the last rank, and the group of each, which may go on beyond them."""
    ordered = ranked.sort_values(["rank", *KEY], ignore_index=True)
    low, high = (ordered[bound].fillna(ordered["rank"]).astype("int64") for bound in ("rank_low", "rank_high"))
    ordered = ordered.assign(tied=tied(low.tolist(), high.tolist()))
    return ordered[ordered["rank"] <= ordered["rank"].head(top).max()]


def tied(low: list[int], high: list[int]) -> pd.array:
    """The number of each account's group, the accounts standing in the order of their ranks; empty where it stands alone.

    From the first account on, a group takes the next ones as long as all its intervals have a rank in common, which is to say that
    every two of them overlap: intervals that overlap do not tell accounts apart (Goldstein & Spiegelhalter 1996). The account that does not
    fit opens the next group. Two of different groups may overlap too; two of one group always do. An account without interval has its rank.
    """
    groups, number, least, most = [], 0, -np.inf, np.inf
    for best, worst in zip(low, high, strict=True):
        least, most = max(least, best), min(most, worst)
        if least > most:
            number, least, most = number + 1, best, worst
        groups.append(number)
    found = pd.Series(groups, dtype="Int64")
    several = found.groupby(found).transform("size") > 1
    return (pd.Series(pd.factorize(found.where(several))[0], dtype="Int64") + 1).where(several).array
