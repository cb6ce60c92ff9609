"""The graphs of each kind, counted by hand."""

import pandas as pd
import pytest

from conversatoire.influencers import graph, layers

ROWS = [
    ("t:1", "twitter", "ann", "bob", "mention"),
    ("t:1", "twitter", "ann", "bob", "reply"),
    ("t:2", "twitter", "bob", "ann", "reply"),
    ("t:3", "twitter", "cleo", "brand", "mention"),
    ("t:4", "twitter", "robot", "cleo", "repost"),
    ("t:5", "forum", "brand", "dan", "reply"),
    ("t:6", "twitter", "ann", "bob", "mention"),
]
LOOPS = [("t:7", "twitter", "ann", "ann", "mention"), ("t:8", "twitter", "brand", "brand", "reply")]


@pytest.fixture
def found():
    addresses, loops = (pd.DataFrame(rows, columns=graph.ADDRESSES).sort_values(graph.ADDRESSES, ignore_index=True) for rows in (ROWS, LOOPS))
    ends = [addresses[["medium", end]].rename(columns={end: "account"}) for end in ("source", "target")]
    accounts = pd.concat(ends).drop_duplicates().sort_values(["medium", "account"], ignore_index=True)
    accounts = accounts.assign(own=graph.marked(accounts, ["@Brand"]), bot=graph.marked(accounts, ["ROBOT"]))
    return layers.graphs(graph.Conversation(addresses, loops, 0, 0), accounts, 1.0, 1).set_index("graph")


def test_each_kind_is_a_graph_of_its_own(found):
    counts = found[["accounts", "edges", "weight", "self_loops", "components"]]
    assert counts.T.to_dict("list") == {
        "mention": [4, 2, 3, 1, 2],
        "reply": [4, 3, 3, 1, 2],  # ann ⇄ bob; brand → dan on the forum
        "repost": [2, 1, 1, 0, 1],
        "quote": [0, 0, 0, 0, 0],
        "union": [7, 5, 6, 2, 3],  # t:1 names and answers bob: one post of the pair
        "union_without": [2, 2, 3, 1, 1],  # cleo and dan spoke with the brand and the robot alone
    }


def test_shapes_are_told_where_there_are_edges(found):
    assert found.loc["union", "reciprocity"] == pytest.approx(2 / 5)
    assert found.loc["union", "density"] == pytest.approx(5 / (7 * 6))
    assert found.loc["union", "largest"] == pytest.approx(3 / 7)
    # three separate pairs or chains of 3, 2 and 1 posts: 1 − (9 + 4 + 1) / 36
    assert found.loc["union", "modularity"] == pytest.approx(1 - (9 + 4 + 1) / 36)
    assert found.loc["quote", ["reciprocity", "density", "largest", "modularity"]].isna().all()
