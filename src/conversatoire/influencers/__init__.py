"""Who carries the conversation: the graph of who addresses whom, its measures, its communities, and how sure the ranks are."""

from typing import NamedTuple

import networkx as nx
import pandas as pd

from conversatoire.config import Influencers
from conversatoire.influencers import bootstrap, communities, graph, measures


class Actors(NamedTuple):
    """The tables of the step (see tables.py), the graph they describe, and what the graph leaves out."""

    accounts: pd.DataFrame
    edges: pd.DataFrame
    communities: pd.DataFrame
    graph: nx.DiGraph
    conversation: graph.Conversation


def actors(posts: pd.DataFrame, settings: Influencers, own_accounts: list[str]) -> Actors:
    """Measures the accounts of a month.

    Args:
        posts: table «posts» of the month, in any order.
        settings: the study's section; its seed is filled in.
        own_accounts: handles of the organisation, marked by their role.
    """
    posts = posts.sort_values(["published_at", "post_id"], ignore_index=True)
    talk = graph.conversation(posts)
    edges = graph.edges(talk.addresses)
    table = graph.accounts(posts, talk.addresses)
    network = graph.digraph(talk.addresses, table)
    seed = settings.seed or 0
    table = table.merge(measures.measure(network, settings.betweenness_sources, seed), on=["medium", "account"], validate="1:1")
    table = table.merge(measures.h_indices(posts), how="left", on=["medium", "account"]).fillna({"h_index": 0}).astype({"h_index": "int64"})
    table["community"] = communities.communities(network, settings.resolution, seed)
    table["role"] = measures.roles(table, edges, own_accounts)
    table = table.join(bootstrap.rank_intervals(graph.ties(talk.addresses), table, seed))
    groups = communities.describe(table, posts)
    return Actors(table.sort_values(["rank", "medium", "account"], ignore_index=True), edges, groups, network, talk)
