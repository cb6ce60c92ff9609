"""From posts to the graph of who addresses whom: by naming (mention), answering (reply), passing on (repost) or quoting (quote)."""

from typing import NamedTuple

import networkx as nx
import pandas as pd

KINDS = {"reply": "reply_to", "repost": "repost_of", "quote": "quote_of"}
ADDRESSES = ["post_id", "medium", "source", "target", "kind"]
PAIR = ["medium", "source", "target"]


class Conversation(NamedTuple):
    """Who addressed whom, post by post, and what could not become an edge.

    `addresses` has the columns post_id, medium, source, target, kind: each combination once, sorted, nobody addressing himself.
    """

    addresses: pd.DataFrame
    loops: pd.DataFrame
    """The same columns: addresses of an account to itself, counted apart and in no measure."""
    without_author: int
    """Posts whose author the export does not tell: they make no edge."""
    unknown_target: int
    """Replies, reposts and quotes of a post whose author is not known: the export does not tell, and the post was not imported."""

    @property
    def self_loops(self) -> int:
        """How many addresses of an account to itself there are."""
        return len(self.loops)


def conversation(posts: pd.DataFrame) -> Conversation:
    """Finds who addresses whom in the table «posts».

    A mention counts as it stands in the post: the handle that opens a reply is both a mention and a reply, and an account named in a
    passed-on text is mentioned by the one who passes it on.
    """
    known = posts.assign(author=posts["author"].str.lower())
    spoken = known[known["author"].notna() & (known["author"] != "")]
    found = [_edges(spoken, "mention", spoken["mentions"])]
    unknown = 0
    for kind, column in KINDS.items():
        target = spoken[f"{column}_author"]
        unknown += int((target.isna() & spoken[f"{column}_id"].notna()).sum())
        found.append(_edges(spoken, kind, target))
    every = pd.concat(found, ignore_index=True).drop_duplicates().sort_values(ADDRESSES, ignore_index=True)
    alone = every["source"] == every["target"]
    return Conversation(every[~alone].reset_index(drop=True), every[alone].reset_index(drop=True), len(posts) - len(spoken), unknown)


def _edges(posts: pd.DataFrame, kind: str, targets: pd.Series) -> pd.DataFrame:
    frame = posts[["post_id", "medium"]].assign(source=posts["author"], target=targets, kind=kind).explode("target", ignore_index=True)
    frame["target"] = frame["target"].astype("str").str.lower()
    return frame[frame["target"].notna() & (frame["target"] != "")]


def edges(addresses: pd.DataFrame) -> pd.DataFrame:
    """Counts the addresses of a `Conversation`: the table «edges» (source, target, kind, weight = posts, medium), sorted."""
    counted = addresses.groupby([*PAIR, "kind"], sort=True).size().rename("weight").reset_index()
    return counted[["source", "target", "kind", "weight", "medium"]].astype({"weight": "int64"})


def ties(addresses: pd.DataFrame) -> pd.DataFrame:
    """The union of the four kinds, post by post: post_id, medium, source, target, each once, sorted.

    A post that names and answers the same account addresses it once: else the handle that opens a reply would count it twice on
    the media that write it, and once on the others.
    """
    columns = [*PAIR, "post_id"]
    return addresses[columns].drop_duplicates().sort_values(columns, ignore_index=True)


def digraph(addresses: pd.DataFrame, accounts: pd.DataFrame) -> nx.DiGraph:
    """The union graph: a node per (medium, account), an edge per pair with `weight` (posts) and the posts of each kind.

    Args:
        addresses: as in `Conversation`.
        accounts: columns medium and account; gives the nodes, also those without any edge.

    Nodes and edges are inserted in sorted order, so that whatever walks over the graph does so in the same order each time.
    """
    weights = ties(addresses).groupby(PAIR, sort=True).size()
    attributes = [{"weight": weight} for weight in weights.tolist()]
    kinds = edges(addresses)
    pairs = kinds.groupby(PAIR, sort=True).ngroup()
    for pair, kind, weight in zip(pairs.tolist(), kinds["kind"].tolist(), kinds["weight"].tolist(), strict=True):
        attributes[pair][kind] = weight
    medium, source, target = (weights.index.get_level_values(name).tolist() for name in PAIR)
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(zip(accounts["medium"], accounts["account"], strict=True)))
    graph.add_edges_from(zip(zip(medium, source, strict=True), zip(medium, target, strict=True), attributes, strict=True))
    return graph


def marked(accounts: pd.DataFrame, handles: list[str]) -> pd.Series:
    """Which accounts a list of handles names: with or without @, in any case, on every medium."""
    named = {handle.strip().lower().lstrip("@") for handle in handles}
    return accounts["account"].str.lstrip("@").isin(named)


def accounts(posts: pd.DataFrame, addresses: pd.DataFrame) -> pd.DataFrame:
    """Every author of the month and every account spoken to: medium, account (lower-case), posts, followers; sorted.

    `followers` is the latest number that the month's posts tell, empty where they tell none.
    """
    written = posts.assign(account=posts["author"].str.lower()).dropna(subset=["account"]).query("account != ''")
    key = ["medium", "account"]
    counts = written.groupby(key).size().rename("posts").reset_index()
    latest = written.dropna(subset=["author_followers"]).sort_values([*key, "published_at", "post_id"])
    followers = latest.drop_duplicates(key, keep="last")[[*key, "author_followers"]].rename(columns={"author_followers": "followers"})
    spoken_to = addresses[["medium", "target"]].rename(columns={"target": "account"})
    every = pd.concat([written[key], spoken_to]).drop_duplicates().sort_values(key, ignore_index=True)
    every = every.merge(counts, how="left", on=key).merge(followers, how="left", on=key)
    return every.fillna({"posts": 0}).astype({"posts": "int64", "followers": "Int64"})
