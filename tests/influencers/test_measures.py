"""Measures against numbers worked out by hand, and against linear algebra."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.influencers import graph, igraphs, measures, pagerank


def network(edges, isolated=()):
    """A graph of twitter accounts out of (source, target, weight)."""
    made = nx.DiGraph()
    made.add_nodes_from(sorted({("twitter", name) for edge in edges for name in edge[:2]} | {("twitter", name) for name in isolated}))
    made.add_weighted_edges_from((("twitter", source), ("twitter", target), weight) for source, target, weight in edges)
    return made


def random_network(size, edges, seed):
    draw = np.random.default_rng(seed)
    pairs = {(int(a), int(b)) for a, b in draw.integers(0, size, (edges, 2)) if a != b}
    return network([(f"u{a:03}", f"u{b:03}", int(draw.integers(1, 6))) for a, b in sorted(pairs)], [f"u{n:03}" for n in range(size)])


def by_linear_algebra(made):
    """PageRank as the solution of its equations, without iterating."""
    weights = nx.to_numpy_array(made)
    out = weights.sum(axis=1, keepdims=True)
    size = len(made)
    step = np.where(out > 0, weights / np.where(out > 0, out, 1), 1 / size)
    return np.linalg.solve(np.eye(size) - 0.85 * step.T, np.full(size, 0.15 / size))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pagerank_solves_its_equations(seed):
    made = random_network(60, 150, seed)
    np.testing.assert_allclose(measures.pagerank(made), by_linear_algebra(made), rtol=1e-9)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_score_of_the_bootstrap_is_pagerank_times_a_constant(seed):
    made = random_network(60, 150, seed)
    score = pagerank.prestige(igraphs.matrix(igraphs.from_networkx(made)).T.tocsr())
    np.testing.assert_allclose(score / score.sum(), by_linear_algebra(made), rtol=1e-8)
    assert score.min() == 1


def hits(made):
    network = igraphs.from_networkx(made)
    return measures.hits(igraphs.matrix(network), network.vs["medium"])


def test_hub_and_authority_of_a_star_are_shared_as_kleinberg_has_it():
    # a → x, a → y, b → x: AᵀA has the eigenvector (x, y) = (φ, 1), A Aᵀ has (a, b) = (φ, 1), φ the golden ratio
    golden = (1 + 5**0.5) / 2
    hub, authority = hits(network([("a", "x", 1), ("a", "y", 1), ("b", "x", 1)]))
    np.testing.assert_allclose(hub, [golden / (golden + 1), 1 / (golden + 1), 0, 0], atol=1e-9)
    np.testing.assert_allclose(authority, [0, 0, golden / (golden + 1), 1 / (golden + 1)], atol=1e-9)


def test_hits_gives_two_equal_groups_the_same_points():
    hub, authority = hits(network([("a", "x", 1), ("b", "y", 1)]))
    assert hub.tolist() == [0.5, 0.5, 0, 0]
    assert authority.tolist() == [0, 0, 0.5, 0.5]


def test_each_medium_shares_its_own_points_of_hub_and_authority():
    made = network([("a", "x", 1)])
    made.add_edge(("forum", "b"), ("forum", "y"), weight=7)
    hub, authority = hits(made)
    assert dict(zip(made, hub.tolist(), strict=True)) == {("twitter", "a"): 1, ("twitter", "x"): 0, ("forum", "b"): 1, ("forum", "y"): 0}
    assert authority.sum() == 2


def test_core_ignores_directions_and_equals_share_a_rank():
    triangle = network([("a", "b", 1), ("b", "c", 1), ("c", "a", 1), ("d", "a", 1)], ["e"])
    found = measures.measure(igraphs.from_networkx(triangle), 10, 0).set_index("account")
    assert found["core"].to_dict() == {"a": 2, "b": 2, "c": 2, "d": 1, "e": 0}
    assert found["in_degree"].to_dict() == {"a": 2, "b": 1, "c": 1, "d": 0, "e": 0}
    assert found["rank"].to_dict() == {"a": 1, "b": 2, "c": 3, "d": 4, "e": 4}


def repost(number, author, of, id_=None, text="t"):
    return {"post_id": f"t:r{number}", "medium": "twitter", "author": author, "repost_of_author": of, "repost_of_id": id_, "text": text}


def test_h_index_counts_distinct_relays_of_distinct_posts():
    posts = pd.DataFrame(
        [
            *[repost(n, f"u{n}", "Ann", "t:1") for n in range(3)],  # three relay her first post
            *[repost(10 + n, f"u{n}", "ann", "t:2") for n in range(2)],  # two her second
            repost(20, "u0", "ann", "t:2"),  # one of them twice
            repost(21, "ann", "ann", "t:2"),  # and she herself
            repost(30, "u1", "bob", text="same words"),  # no id: the words tell the post
            repost(31, "u2", "bob", text="same words"),
        ]
    )
    assert measures.h_indices(posts).to_records(index=False).tolist() == [("twitter", "ann", 2), ("twitter", "bob", 1)]


def test_strength_counts_posts_and_degree_accounts():
    made = network([("a", "b", 5), ("c", "b", 2), ("b", "a", 1)])
    found = measures.measure(igraphs.from_networkx(made), 10, 0).set_index("account")
    assert found.loc["b", ["in_degree", "out_degree", "in_strength", "out_strength"]].tolist() == [2, 1, 7, 1]


def test_ranks_without_some_accounts_are_those_of_the_graph_that_never_had_them():
    edges = [("f1", "brand", 9), ("brand", "pet", 9), ("f1", "star", 1), ("f2", "star", 1), ("f3", "pet", 1)]
    network_ = igraphs.from_networkx(network(edges))
    names = network_.vs["account"]
    out = np.array([name == "brand" for name in names])
    found = dict(zip(names, measures.ranks_without(network_, out), strict=True))
    assert measures.measure(network_, 10, 0).set_index("account").loc["pet", "rank"] == 1
    assert found.pop("brand") is pd.NA
    assert found == {"star": 1, "pet": 2, "f1": 3, "f2": 3, "f3": 3}  # f1 speaks to star alone now


def test_participation_is_none_within_a_community_and_a_half_between_two():
    made = network([("a", "b", 3), ("c", "a", 1), ("d", "c", 1)], ["e"])
    community = np.array([0, 0, 1, 1, -1])
    found = measures.participation(igraphs.from_networkx(made), community)
    # a: 3 of 4 posts with b's community, 1 with c's; c: 1 and 1
    np.testing.assert_allclose(found, [1 - (9 + 1) / 16, 0, 0.5, 0, np.nan])


def post(number, author, **row):
    return {"post_id": f"t:{number}", "medium": "twitter", "author": author, "text": f"t{number}"} | row


def test_spread_counts_reposts_reposters_and_reposts_per_original():
    rows = [post(0, "Ann"), post(1, "ann"), post(2, "bob", repost_of_id="t:0", repost_of_author="ann")]
    rows += [post(3, "bob", repost_of_id="t:1", repost_of_author="Ann"), post(4, "cleo", repost_of_id="t:0", repost_of_author="ann")]
    rows += [post(5, "cleo", repost_of_author="dan"), post(6, "ann", repost_of_id="t:0", repost_of_author="ann")]
    common = {"source": "s", "lang": "fr", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}
    instant = pd.Timestamp("2024-01-01", tz="UTC")
    posts = tables.frame("posts", [common | {"published_at": instant} | row for row in rows])
    talk = graph.conversation(posts)
    accounts = graph.accounts(posts, talk.addresses)
    found = accounts[["account"]].join(measures.spread(accounts, posts, graph.edges(talk.addresses))).set_index("account")
    # her own repost of herself is none of the others' and none of her originals
    assert found.loc["ann"].tolist() == [3, 2, 1, 1.5, 1]
    assert found.loc["dan", ["reposted", "reach"]].tolist() == [1, 1]
    assert found["amplification"].isna().to_dict() == {"ann": False, "bob": True, "cleo": True, "dan": True}
    assert found["relays"].to_dict() == {"ann": 1, "bob": 2, "cleo": 2, "dan": 0}
    assert measures.self_loops(accounts, talk.loops).tolist() == [1, 0, 0, 0]
