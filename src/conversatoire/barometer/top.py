"""Top lists: hashtags, links, sites, and accounts cited, active, sociable and influential."""

from itertools import chain
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import polars as pl
import scipy.sparse as sp

from conversatoire.barometer.history import Window
from conversatoire.collection.query import folded
from conversatoire.influencers import graph
from conversatoire.influencers.pagerank import pagerank

ACCOUNT_LISTS = ("cited", "active", "sociable", "influential")
LISTS = ("hashtags", "links", "sites", *ACCOUNT_LISTS)
KEY = ["list", "medium", "key"]


def rankings(posts: pd.DataFrame) -> pd.DataFrame:
    """Everything that the lists could hold, ranked: list, item, key, medium, rank, value, variants.

    The value of a tag, a link, a site or a cited account is the number of posts that hold it, however often; of an active account its posts;
    of a sociable one the distinct accounts it addresses; of an influential one its PageRank, where somebody addresses it.
    Equals are ordered by name, then medium. Takes the table «posts» of the month, in any order.

    The spellings of a tag (case, accents, ligatures) are one item: it is shown as most posts write it, equals by name; `variants` has the
    others, and `key`, by which months are compared, is the spelling that they share. For all others `key` is the item.

    Accounts are counted here as in the influencers' step, and not read from its table: no setting of that step bears on them.
    """
    talk = graph.conversation(posts)
    accounts = graph.accounts(posts, talk.addresses)
    weights = _weights(graph.ties(talk.addresses), accounts)
    links = _held(posts, "links")
    found = {
        "hashtags": _tags(_held(posts, "hashtags")),
        "links": _counted(links),
        "sites": _counted(links.with_columns(_each_once(links["item"], site))),
        "cited": _counted(_held(posts, "mentions"), ["medium", "item"]),
        "active": _measured(accounts, accounts["posts"].to_numpy()),
        "sociable": _measured(accounts, np.diff(weights.indptr)),
        "influential": _measured(accounts, _influence(weights)),
    }
    ranked = pl.concat([_ranked(frame, name) for name, frame in found.items()])
    types = {"list": "str", "item": "str", "key": "str", "medium": "str", "rank": "int64", "value": "float64", "variants": "str"}
    return ranked.select(list(types)).to_pandas().astype(types)


def top(ranks: pd.DataFrame, previous: pd.DataFrame | None, length: int) -> pd.DataFrame:
    """The first `length` of each list with their rank the month before: the table «top».

    Args:
        ranks: `rankings` of the month.
        previous: `rankings` of the month before, whole, so that who climbed from far below has a previous rank; None where there is none.
        length: rows a list, at most.
    """
    first = ranks[ranks["rank"] <= length]
    if previous is None:
        merged = first.assign(previous_rank=pd.Series(pd.NA, index=first.index, dtype="Int64"))
    else:
        before = previous[[*KEY, "rank"]].rename(columns={"rank": "previous_rank"}).fillna({"medium": ""})
        merged = first.fillna({"medium": ""}).merge(before, how="left", on=KEY, validate="1:1")
        merged["medium"] = merged["medium"].where(merged["medium"] != "")
    columns = ["list", "rank", "item", "value", "previous_rank", "medium", "variants"]
    return merged[columns].astype({"previous_rank": "Int64"}).reset_index(drop=True)


def window_top(posts: pd.DataFrame, windows: list[Window], first: pd.Timestamp, length: int) -> pd.DataFrame:
    """The lists of some windows with the ranks of the window before of equal length: the table «window_top».

    Args:
        posts: table «posts» of the month and the month before.
        windows: such as `History.last`.
        first: the first instant of which posts are at hand; a window before that begins earlier gives no previous ranks.
        length: rows a list, at most.
    """
    parts = []
    for window in windows:
        before = rankings(_inside(posts, window.before)) if window.before.start >= first else None
        parts.append(top(rankings(_inside(posts, window)), before, length).assign(window=window.name))
    return pd.concat(parts, ignore_index=True) if parts else top(rankings(posts[:0]), None, length).assign(window=pd.Series(dtype="str"))


def site(link: str) -> str:
    """Host of an address, lower-case, without `www.`: «https://www.ville.example/a» → «ville.example»; the link itself where it has none."""
    try:
        host = urlsplit(link if "://" in link else f"//{link}").hostname
    except ValueError:  # such as an IPv6 bracket that is never closed
        host = None
    return (host or link).removeprefix("www.")


def tag_key(tags: pl.Series) -> pl.Series:
    """What the spellings of a tag share: no case, accents, ligatures; the tag itself where nothing of it is left."""
    keys = tags.to_frame("tag").select(folded(pl.col("tag"))).to_series()
    return pl.select(pl.when(keys == "").then(tags).otherwise(keys)).to_series()


def _inside(posts: pd.DataFrame, window: Window) -> pd.DataFrame:
    return posts[(posts["published_at"] >= window.start) & (posts["published_at"] < window.end)].reset_index(drop=True)


def _held(posts: pd.DataFrame, column: str) -> pl.DataFrame:
    """Columns post (its row), medium, item: each item of a list column."""
    lists = posts[column].tolist()
    post = np.repeat(np.arange(len(posts)), [len(items) for items in lists])
    medium = pl.Series(posts["medium"].tolist(), dtype=pl.String)[post]
    return pl.DataFrame({"post": post, "medium": medium, "item": pl.Series(list(chain.from_iterable(lists)), dtype=pl.String)})


def _counted(held: pl.DataFrame, by: list[str] | None = None) -> pl.DataFrame:
    """item, value (posts that hold it), and medium where it is counted by medium."""
    by = by or ["item"]
    return held.select("post", *by).unique().group_by(by).agg(value=pl.len().cast(pl.Float64))


def _tags(held: pl.DataFrame) -> pl.DataFrame:
    """Columns item (the spelling that most posts use), key, variants (the others, most used first), value (posts that hold any of them)."""
    spelled = _counted(held)
    spelled = spelled.with_columns(key=tag_key(spelled["item"])).sort(["value", "item"], descending=[True, False])
    shown = spelled.group_by("key", maintain_order=True).agg(pl.col("item").first(), variants=pl.col("item").slice(1).str.join(" "))
    posts = held.join(spelled.select("item", "key"), on="item").select("post", "key").unique().group_by("key").agg(value=pl.len().cast(pl.Float64))
    return shown.join(posts, on="key").with_columns(pl.when(pl.col("variants") != "").then("variants").alias("variants"))


def _each_once(items: pl.Series, function) -> pl.Series:
    """`function` of each item, computed once for each that differs."""
    made = {item: function(item) for item in items.unique().to_list()}
    return items.replace_strict(made, return_dtype=pl.String) if made else items


def _weights(ties: pd.DataFrame, accounts: pd.DataFrame) -> sp.csr_array:
    """How many posts of each account address each other, source by target, in the order of `accounts`."""
    known = pd.MultiIndex.from_frame(accounts[["medium", "account"]])
    source, target = (known.get_indexer(pd.MultiIndex.from_frame(ties[["medium", end]])) for end in ("source", "target"))
    return sp.coo_array((np.ones(len(ties)), (source, target)), shape=(len(known), len(known))).tocsr()


def _influence(weights: sp.csr_array) -> np.ndarray:
    """PageRank of each account to six digits, so that equals are equal; 0 for those whom nobody addresses."""
    addressed = np.bincount(weights.indices, minlength=weights.shape[0]) > 0
    return np.array([float(f"{score:.6g}") for score in pagerank(weights)]) * addressed


def _measured(accounts: pd.DataFrame, values: np.ndarray) -> pl.DataFrame:
    columns = {"medium": accounts["medium"].tolist(), "item": accounts["account"].tolist()}
    frame = pl.DataFrame(columns, schema={"medium": pl.String, "item": pl.String}).with_columns(value=pl.Series(values, dtype=pl.Float64))
    return frame.filter(pl.col("value") > 0)


def _ranked(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """list, item, key, medium, rank, value, variants; what the frame has not is empty."""
    filled = {"medium": pl.lit(None, pl.String), "key": pl.col("item"), "variants": pl.lit(None, pl.String)}
    frame = frame.with_columns(**{column: value for column, value in filled.items() if column not in frame.columns})
    ordered = frame.sort(["value", "item", "medium"], descending=[True, False, False])
    return ordered.select(pl.lit(name).alias("list"), "item", "key", "medium", pl.int_range(1, pl.len() + 1).alias("rank"), "value", "variants")
