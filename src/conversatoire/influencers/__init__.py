"""Who carries the conversation: the graph of who addresses whom, its measures, its communities, and how sure the ranks are."""

from typing import NamedTuple

import networkx as nx
import pandas as pd

from conversatoire.influencers import communities, graph, igraphs, layers, measures, rankings, roles
from conversatoire.settings.influencers import Influencers
from conversatoire.tables import TABLES


class Actors(NamedTuple):
    """The tables of the step (see tables.py), the graph they describe, and what the graph leaves out."""

    accounts: pd.DataFrame
    edges: pd.DataFrame
    communities: pd.DataFrame
    graph: nx.DiGraph
    conversation: graph.Conversation
    rankings: pd.DataFrame
    graphs: pd.DataFrame
    agreement: float | None
    """Mean normalised mutual information of the communities under other seeds, 0–1; None without communities."""


def actors(posts: pd.DataFrame, settings: Influencers, own_accounts: list[str]) -> Actors:
    """Measures the accounts of a month.

    Args:
        posts: table «posts» of the month, in any order.
        settings: the study's section; its seed is filled in.
        own_accounts: handles of the organisation, with or without @, in any case; they hold on every medium.
    """
    posts = posts.sort_values(["published_at", "post_id"], ignore_index=True)
    talk, seed = graph.conversation(posts), settings.seed or 0
    edges = graph.edges(talk.addresses)
    table = graph.accounts(posts, talk.addresses)
    network = graph.digraph(talk.addresses, table)
    table = _measured(table, network, settings, own_accounts)
    table = table.join(measures.spread(table, posts, edges)).join(measures.self_loops(table, talk.loops))
    table = table.join(roles.roles(table))
    others = communities.recomputed(network, settings.resolution, seed)
    table = table.join(rankings.pagerank_intervals(table, talk.addresses, settings))
    return Actors(
        table[list(TABLES["accounts"].columns)].sort_values(["rank", "medium", "account"], ignore_index=True),
        edges,
        communities.describe(table, posts, graph.ties(talk.addresses), others),
        network,
        talk,
        rankings.rankings(table, talk.addresses, settings),
        layers.graphs(talk, table, settings.resolution, seed),
        communities.agreement(table["community"].to_numpy(), others),
    )


def _measured(table: pd.DataFrame, network: nx.DiGraph, settings: Influencers, own_accounts: list[str]) -> pd.DataFrame:
    """The accounts with what the graph alone tells."""
    seed, inside = settings.seed or 0, igraphs.from_networkx(network)
    table = table.merge(measures.measure(inside, settings.betweenness_sources, seed), on=measures.KEY, validate="1:1")
    table["community"] = communities.communities(network, settings.resolution, seed)
    table["participation"] = measures.participation(inside, table["community"].to_numpy())
    table["own"], table["bot"] = graph.marked(table, own_accounts), graph.marked(table, settings.bots)
    table["rank_without"] = measures.ranks_without(inside, (table["own"] | table["bot"]).to_numpy())
    return table
