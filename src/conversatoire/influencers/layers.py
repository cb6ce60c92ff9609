"""The graphs of each kind of address, and their union with and without own accounts and bots, side by side."""

import igraph as ig
import networkx as nx
import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.influencers import communities, igraphs
from conversatoire.influencers.graph import KINDS, Conversation, digraph

LAYERS = ("mention", *KINDS)


def graphs(talk: Conversation, accounts: pd.DataFrame, resolution: float, seed: int) -> pd.DataFrame:
    """Size and shape of each graph: the table «graphs».

    Args:
        talk: `graph.conversation` of the month.
        accounts: columns medium, account, own and bot.
        resolution: of the communities that the modularity is measured on.
        seed: of these communities.
    """
    out = accounts.loc[accounts["own"] | accounts["bot"], ["medium", "account"]]
    parts = {kind: (_of(talk.addresses, kind), _of(talk.loops, kind)) for kind in LAYERS}
    parts["union"] = (talk.addresses, talk.loops)
    parts["union_without"] = (_without(talk.addresses, out), _without(talk.loops, out))
    rows = [_row(name, addresses, len(loops), resolution, seed) for name, (addresses, loops) in parts.items()]
    return tables.frame("graphs", rows)


def layer(addresses: pd.DataFrame) -> nx.DiGraph:
    """The graph that some addresses make (`graph.digraph`), with the accounts that they tie and no others."""
    ends = [addresses[["medium", end]].rename(columns={end: "account"}) for end in ("source", "target")]
    return digraph(addresses, pd.concat(ends).drop_duplicates())


def _of(addresses: pd.DataFrame, kind: str) -> pd.DataFrame:
    return addresses[addresses["kind"] == kind]


def _without(addresses: pd.DataFrame, out: pd.DataFrame) -> pd.DataFrame:
    gone = pd.MultiIndex.from_frame(out)
    kept = [~pd.MultiIndex.from_frame(addresses[["medium", end]]).isin(gone) for end in ("source", "target")]
    return addresses[np.logical_and(*kept)]


def _row(name: str, addresses: pd.DataFrame, loops: int, resolution: float, seed: int) -> dict[str, object]:
    graph = layer(addresses)
    network = igraphs.from_networkx(graph)
    row = {"graph": name, "accounts": network.vcount(), "edges": network.ecount(), "weight": int(sum(network.es["weight"])), "self_loops": loops}
    return row | _shape(network, communities.communities(graph, resolution, seed))


def _shape(network: ig.Graph, community: np.ndarray) -> dict[str, object]:
    """What an empty graph has not is empty."""
    if not network.ecount():
        return {"components": 0}
    components = network.connected_components(mode="weak")
    return {
        "reciprocity": network.reciprocity(),
        "density": network.density(),
        "components": len(components),
        "largest": max(components.sizes()) / network.vcount(),
        "modularity": igraphs.modularity(network, community),
    }
