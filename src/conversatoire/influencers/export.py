"""The graph as a GEXF file, for Gephi and other tools."""

import re
from pathlib import Path

import networkx as nx
import pandas as pd

from conversatoire.influencers.graph import KINDS

MEASURES = [
    "posts",
    "followers",
    "in_degree",
    "out_degree",
    "pagerank",
    "hub",
    "authority",
    "betweenness",
    "core",
    "h_index",
    "community",
    "role",
    "rank",
]
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def gexf(graph: nx.DiGraph, accounts: pd.DataFrame) -> str:
    """The graph as GEXF 1.2: handles as labels, the measures of the table «accounts» as attributes of the nodes, posts of each kind on the edges.

    Nodes are numbered by rank; numbers have six significant digits and the file no date, so that the same graph gives the same bytes.
    Control characters, which XML cannot hold, are taken out of the labels.
    """
    ordered = accounts.sort_values(["rank", "medium", "account"], ignore_index=True)
    written = nx.DiGraph()
    numbers = {}
    for number, row in enumerate(ordered.to_dict("records")):
        numbers[row["medium"], row["account"]] = str(number)
        measures = {name: _plain(row[name]) for name in MEASURES if not pd.isna(row[name])}
        written.add_node(str(number), label=_NO_XML.sub("", row["account"]), medium=_NO_XML.sub("", row["medium"]), **measures)
    for source, target, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        kinds = {kind: data.get(kind, 0) for kind in ("mention", *KINDS)}
        written.add_edge(numbers[source], numbers[target], weight=float(data["weight"]), **kinds)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', *nx.generate_gexf(written, version="1.2draft")]
    return _TODAY.sub("", "\n".join(lines) + "\n")


def write_gexf(graph: nx.DiGraph, accounts: pd.DataFrame, path: Path | str) -> Path:
    """Writes `gexf` to `path`."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(gexf(graph, accounts), encoding="utf-8", newline="\n")
    return path


def _plain(value: object) -> object:
    """A value as plain Python, floats to six significant digits, text fit for XML."""
    if isinstance(value, str):
        return _NO_XML.sub("", value)
    return float(f"{value:.6g}") if isinstance(value, float) else int(value)
