"""`graph.gexf` is read back with networkx, as Gephi would."""

import xml.etree.ElementTree as ET

import networkx as nx
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.config import Influencers
from conversatoire.influencers import actors, export, layout
from conversatoire.plots.influencers_communities import community_colours


@pytest.fixture(scope="module")
def found():
    """Two groups, an own account that three of one group repost, a bot, and an account alone."""
    rows = [{"author": f"{group}{n}", "mentions": [f"{group}{(n + 1) % 5}", f"{group}{(n + 2) % 5}"]} for group in "ab" for n in range(5)]
    rows += [{"author": "brand", "author_followers": 1200}, {"author": "robot", "mentions": ["a1"]}, {"author": "alone"}]
    rows += [{"author": f"a{n}", "repost_of_author": "brand", "mentions": []} for n in range(3)]
    common = {"medium": "twitter", "source": "s", "lang": "fr", "text": "mot", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}
    instants = pd.date_range("2024-01-01", periods=len(rows), freq="min", tz="UTC")
    posts = [common | {"post_id": f"t:{n:04}", "published_at": instants[n]} | row for n, row in enumerate(rows)]
    return actors(tables.frame("posts", posts), Influencers(seed=1, bots=["robot"]), ["brand"])


def read(found, folder, places=None):
    graph = nx.read_gexf(export.write_gexf(found.graph, found.accounts, folder / "graph.gexf", places))
    return {data["label"]: data for _, data in graph.nodes(data=True)}


def test_every_measure_of_the_accounts_is_an_attribute_with_its_type(found, tmp_path):
    nodes = read(found, tmp_path)
    for account in found.accounts.to_dict("records"):
        node = nodes[account["account"]]
        for name in set(account) - {"account", "why"}:
            if pd.isna(account[name]):
                assert name not in node
            elif isinstance(account[name], float):
                assert node[name] == pytest.approx(account[name], rel=1e-5)
            else:
                assert node[name] == account[name]
    brand = nodes["brand"]
    assert (brand["own"], brand["bot"], brand["followers"], brand["reach"]) == (True, False, 1200, 3)
    assert nodes["robot"]["bot"] is True


def test_nodes_have_the_colour_of_their_community_and_edges_their_posts(found, tmp_path):
    nodes, colours = read(found, tmp_path), community_colours(found.accounts)
    for account in found.accounts.itertuples():
        colour = nodes[account.account]["viz"]["color"]
        expected = colours.get(account.community, "#8A8A8A")
        assert "#{r:02X}{g:02X}{b:02X}".format(**colour) == expected
    assert len(set(colours.values())) == len(colours) >= 2
    graph = nx.read_gexf(tmp_path / "graph.gexf")
    name = {data["label"]: node for node, data in graph.nodes(data=True)}
    edge = graph[name["a0"]][name["brand"]]
    assert (edge["weight"], edge["repost"], "mention" in edge) == (1, 1, False)  # a kind without posts has its default
    declared = ET.parse(tmp_path / "graph.gexf").findall(".//{*}attributes[@class='edge']/{*}attribute")
    assert {attribute.get("title"): attribute.findtext("{*}default") for attribute in declared} == dict.fromkeys(
        ("mention", "reply", "repost", "quote"), "0"
    )


def test_accounts_that_the_layout_places_have_their_place_and_the_others_none(found, tmp_path):
    places = layout.places(found.accounts, found.edges, top=6)
    nodes = read(found, tmp_path, places)
    for place in places.itertuples():
        position = nodes[place.account]["viz"]["position"]
        assert (position["x"], position["y"]) == (place.x, pytest.approx(-place.y))
    assert sum("position" in node["viz"] for node in nodes.values()) == 6
    assert "position" not in nodes["alone"]["viz"]


def test_the_file_is_well_formed_and_the_same_each_time(found):
    places = layout.places(found.accounts, found.edges)
    text = "".join(export.gexf(found.graph, found.accounts, places))
    assert ET.fromstring(text.encode()).get("version") == "1.2"
    assert "".join(export.gexf(found.graph, found.accounts.sample(frac=1, random_state=1), places)) == text
