"""Measures against numbers worked out by hand, and against linear algebra."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.influencers import bootstrap, graph, measures


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
    score = bootstrap.prestige(measures.matrix_of(made).T)
    np.testing.assert_allclose(score / score.sum(), by_linear_algebra(made), rtol=1e-8)


def test_hub_and_authority_of_a_star_are_shared_as_kleinberg_has_it():
    # a → x, a → y, b → x: AᵀA has the eigenvector (x, y) = (φ, 1), A Aᵀ has (a, b) = (φ, 1), φ the golden ratio
    golden = (1 + 5**0.5) / 2
    hub, authority = measures.hits(network([("a", "x", 1), ("a", "y", 1), ("b", "x", 1)]))
    np.testing.assert_allclose(hub, [golden / (golden + 1), 1 / (golden + 1), 0, 0], atol=1e-9)
    np.testing.assert_allclose(authority, [0, 0, golden / (golden + 1), 1 / (golden + 1)], atol=1e-9)


def test_hits_gives_two_equal_groups_the_same_points():
    hub, authority = measures.hits(network([("a", "x", 1), ("b", "y", 1)]))
    assert hub.tolist() == [0.5, 0.5, 0, 0]
    assert authority.tolist() == [0, 0, 0.5, 0.5]


def test_betweenness_of_a_path_counts_the_pairs_it_joins():
    # a → b → c → d: b lies between (a, c), (a, d); c between (a, d), (b, d); 6 ordered pairs of others
    path = network([("a", "b", 5), ("b", "c", 1), ("c", "d", 1)])
    np.testing.assert_allclose(measures.betweenness(path, 10, 0), [0, 2 / 6, 2 / 6, 0])


def test_betweenness_from_samples_of_sources_is_the_exact_one_on_average():
    made = random_network(100, 400, 4)
    exact = measures.betweenness(made, 100, 0)
    sampled = np.mean([measures.betweenness(made, 25, seed) for seed in range(60)], axis=0)
    assert np.corrcoef(exact, sampled)[0, 1] > 0.98
    assert sampled.sum() == pytest.approx(exact.sum(), rel=0.05)


def test_core_ignores_directions_and_equals_share_a_rank():
    triangle = network([("a", "b", 1), ("b", "c", 1), ("c", "a", 1), ("d", "a", 1)], ["e"])
    found = measures.measure(triangle, 10, 0).set_index("account")
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


def test_roles_follow_the_first_rule_that_holds():
    rows = [("brand", 9, 0, 0), ("star", 0, 9, 0), ("relay", 2, 0, 2), ("talker", 1, 0, 9), ("both", 1, 9, 9), ("reader", 1, 0, 1)]
    rows += [(f"x{n}", 1, 1, 1) for n in range(30)]
    accounts = pd.DataFrame(rows, columns=["account", "posts", "in_degree", "out_degree"]).assign(medium="twitter")
    edges = tables.frame("edges", [{"medium": "twitter", "source": "relay", "target": "star", "kind": "repost", "weight": 2}])
    found = measures.roles(accounts, edges, ["@Brand"])
    assert found.tolist()[:6] == ["own", "source", "relay", "talker", "hub", "audience"]
    assert set(found[6:]) == {"audience"}


def test_an_account_far_ahead_keeps_its_rank_and_a_lucky_one_does_not():
    targets = ["star"] * 90 + ["lucky"] * 2 + ["other"]
    ties = pd.DataFrame({"post_id": range(93), "medium": "twitter", "source": [f"fan{n:02}" for n in range(93)], "target": targets})
    accounts = pd.DataFrame({"medium": "twitter", "account": sorted({*ties["source"], *targets})})
    accounts["rank"] = measures.measure(graph.digraph(ties.assign(kind="mention"), accounts), 10, 0)["rank"]
    found = accounts.join(bootstrap.rank_intervals(ties, accounts, seed=1)).set_index("account")
    assert found.loc["star", ["rank", "rank_low", "rank_high"]].tolist() == [1, 1, 1]
    # One month in seven has neither of the two posts behind «lucky»; one in three has not the one behind «other».
    assert found.loc["lucky", ["rank", "rank_low", "rank_high"]].tolist() == [2, 2, 3]
    assert found.loc["other", ["rank", "rank_low"]].tolist() == [3, 2]
