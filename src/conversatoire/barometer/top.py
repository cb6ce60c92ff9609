"""Top lists: hashtags, links, sites, and accounts cited, active, sociable and influential."""

from urllib.parse import urlsplit

import networkx as nx
import pandas as pd

from conversatoire.influencers import graph, measures

ACCOUNT_LISTS = ("cited", "active", "sociable", "influential")
LISTS = ("hashtags", "links", "sites", *ACCOUNT_LISTS)
KEY = ["list", "medium", "item"]


def rankings(posts: pd.DataFrame) -> pd.DataFrame:
    """Everything that the lists could hold, ranked: list, item, medium, rank, value.

    The value of a tag, a link, a site or a cited account is the number of posts that hold it, however often; of an active account its posts;
    of a sociable one the distinct accounts it addresses; of an influential one its PageRank, where somebody addresses it.
    Equals are ordered by name, then medium. Takes the table «posts» of the month, in any order.

    Accounts are counted here as in the influencers' step, and not read from its table: no setting of that step bears on them.
    """
    talk = graph.conversation(posts)
    accounts = graph.accounts(posts, talk.addresses)
    network = graph.digraph(talk.addresses, accounts)
    sites = posts.assign(sites=[sorted({site(link) for link in links}) for links in posts["links"]])
    found = {
        "hashtags": _holding(posts, "hashtags").assign(medium=None),
        "links": _holding(posts, "links").assign(medium=None),
        "sites": _holding(sites, "sites").assign(medium=None),
        "cited": _holding(posts, "mentions"),
        "active": _measured(accounts, accounts["posts"]),
        "sociable": _measured(accounts, pd.Series([network.out_degree(node) for node in network], dtype="int64")),
        "influential": _measured(accounts, _influence(network)),
    }
    ranked = pd.concat([_ranked(frame, name) for name, frame in found.items()], ignore_index=True)
    types = {"list": "str", "item": "str", "medium": "str", "rank": "int64", "value": "float64"}
    return ranked[list(types)].astype(types)


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
        merged = first.fillna({"medium": ""}).merge(before, how="left", on=KEY)
        merged["medium"] = merged["medium"].where(merged["medium"] != "")
    return merged[["list", "rank", "item", "value", "previous_rank", "medium"]].astype({"previous_rank": "Int64"}).reset_index(drop=True)


def site(link: str) -> str:
    """Host of an address, lower-case, without `www.`: «https://www.ville.example/a» → «ville.example»; the link itself where it has none."""
    try:
        host = urlsplit(link if "://" in link else f"//{link}").hostname
    except ValueError:  # such as an IPv6 bracket that is never closed
        host = None
    return (host or link).removeprefix("www.")


def _holding(posts: pd.DataFrame, column: str) -> pd.DataFrame:
    """medium, item, value: posts that hold each item of a list column; by medium for accounts, over all media otherwise."""
    by = ["medium", "item"] if column == "mentions" else ["item"]
    held = posts[["post_id", "medium", column]].rename(columns={column: "item"}).explode("item").dropna(subset=["item"])
    held = held.astype({"item": "str"}).drop_duplicates(["post_id", "item"])
    return held.groupby(by).size().rename("value").reset_index()


def _influence(network: nx.DiGraph) -> pd.Series:
    """PageRank of each node to six digits, so that equals are equal; 0 for those whom nobody addresses."""
    addressed = [network.in_degree(node) > 0 for node in network]
    return pd.Series([float(f"{score:.6g}") for score in measures.pagerank(network)], dtype="float64").where(addressed, 0)


def _measured(accounts: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    frame = accounts[["medium", "account"]].rename(columns={"account": "item"}).assign(value=values)
    return frame[frame["value"] > 0]


def _ranked(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    ordered = frame.sort_values(["value", "item", "medium"], ascending=[False, True, True], ignore_index=True)
    return ordered.assign(list=name, rank=ordered.index + 1)
