"""The graph as a GEXF file, for Gephi and other tools."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

import networkx as nx
import pandas as pd

from conversatoire.columns.base import FLAG, FLOAT, INT, TEXT
from conversatoire.influencers.graph import KINDS
from conversatoire.plots.influencers_communities import colours_of, community_colours
from conversatoire.tables import TABLES

_TYPES = {TEXT: "string", INT: "long", FLOAT: "double", FLAG: "boolean"}
_LEFT_OUT = ("account", "why")  # the label, and a sentence that no program reads
ATTRIBUTES = {name: _TYPES[column.type] for name, column in TABLES["accounts"].columns.items() if name not in _LEFT_OUT}
_EDGE_KINDS = ("mention", *KINDS)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPENING = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">\n'
    '<graph defaultedgetype="directed" mode="static">\n'
)


def gexf(graph: nx.DiGraph, accounts: pd.DataFrame, places: pd.DataFrame | None = None) -> Iterator[str]:
    """The graph as GEXF 1.2: handles as labels, the measures of the table «accounts» as attributes of the nodes, posts of each kind on the edges.

    Nodes are numbered by rank and have the colour of their community; numbers have six significant digits and the file no date, so that the
    same graph gives the same bytes. Control characters, which XML cannot hold, are taken out of the labels. Written here, line by line:
    networkx' writer takes fifteen times as long, a minute for 50,000 accounts with 250,000 edges.

    Args:
        graph: of `graph.digraph`.
        accounts: table «accounts».
        places: of `layout.places`: accounts that are there have their place; Gephi gives the others one of its own.

    Yields:
        The lines of the file.
    """
    ordered = accounts.sort_values(["rank", "medium", "account"], ignore_index=True)
    yield _OPENING
    yield _attributes("node", ATTRIBUTES)
    yield _attributes("edge", dict.fromkeys(_EDGE_KINDS, "long"), default="0")
    yield "<nodes>\n"
    yield from _nodes(ordered, colours_of(ordered, community_colours(accounts)), places)
    yield "</nodes>\n<edges>\n"
    yield from _edges(graph, {key: number for number, key in enumerate(zip(ordered["medium"], ordered["account"], strict=True))})
    yield "</edges>\n</graph>\n</gexf>\n"


def write_gexf(graph: nx.DiGraph, accounts: pd.DataFrame, path: Path | str, places: pd.DataFrame | None = None) -> Path:
    """Writes `gexf` to `path`."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(gexf(graph, accounts, places))
    return path


def _attributes(of: str, types: dict[str, str], default: str = "") -> str:
    """The declaration of attributes: each goes by its name."""
    inside = f"<default>{default}</default>" if default else ""
    rows = (f'<attribute id="{name}" title="{name}" type="{type_}">{inside}</attribute>\n' for name, type_ in types.items())
    return f'<attributes class="{of}" mode="static">\n{"".join(rows)}</attributes>\n'


def _nodes(ordered: pd.DataFrame, colours: list[str], places: pd.DataFrame | None) -> Iterator[str]:
    where = {} if places is None else {(place.medium, place.account): (place.x, place.y) for place in places.itertuples()}
    columns = [ordered[name].astype(object).tolist() for name in ATTRIBUTES]
    for number, (account, medium, colour, *values) in enumerate(zip(ordered["account"], ordered["medium"], colours, *columns, strict=True)):
        known = "".join(
            f'<attvalue for="{name}" value={_value(value)}/>' for name, value in zip(ATTRIBUTES, values, strict=True) if not pd.isna(value)
        )
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        look = f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
        if (medium, account) in where:
            x, y = where[medium, account]
            look += f'<viz:position x="{x:g}" y="{0 - y:g}" z="0"/>'  # Gephi's y axis points upwards, that of screens downwards
        yield f'<node id="{number}" label={_value(account)}><attvalues>{known}</attvalues>{look}</node>\n'


def _edges(graph: nx.DiGraph, numbers: dict[tuple[str, str], int]) -> Iterator[str]:
    """Kinds without any post are not written: their default is 0."""
    for number, (source, target, data) in enumerate(sorted(graph.edges(data=True), key=lambda edge: edge[:2])):
        kinds = "".join(f'<attvalue for="{kind}" value="{data[kind]}"/>' for kind in _EDGE_KINDS if data.get(kind))
        ends = f'source="{numbers[source]}" target="{numbers[target]}" weight="{data["weight"]}"'
        yield f'<edge id="{number}" {ends}><attvalues>{kinds}</attvalues></edge>\n'


def _value(value: object) -> str:
    """A value between quotes, floats to six significant digits, text fit for XML."""
    if isinstance(value, str):
        return quoteattr(_NO_XML.sub("", value))
    if isinstance(value, bool):
        return '"true"' if value else '"false"'
    return f'"{value:.6g}"' if isinstance(value, float) else f'"{value}"'
