"""The measures against networkx, on graphs of 2,000 accounts with ties that go both ways, isolated accounts, and more than one component."""

import networkx as nx
import numpy as np
import pytest

from conversatoire.influencers import communities, igraphs, measures
from conversatoire.influencers.brandes import betweenness

SIZE = 2000


@pytest.fixture(scope="module", params=[1, 2])
def made(request):
    """A heavy-tailed graph of weights 1 to 5: a tenth of its edges go both ways, and two hundred accounts have none."""
    draw = np.random.default_rng(request.param)
    fame = draw.pareto(1.3, SIZE - 200) + 0.1
    source, target = draw.integers(0, SIZE - 200, 7000), draw.choice(SIZE - 200, 7000, p=fame / fame.sum())
    pairs = {(int(a), int(b)) for a, b in zip(source, target, strict=True) if a != b}
    pairs |= {(b, a) for a, b in sorted(pairs)[::10]}
    graph = nx.DiGraph()
    graph.add_nodes_from(("twitter", f"u{n:04}") for n in range(SIZE))
    graph.add_weighted_edges_from((("twitter", f"u{a:04}"), ("twitter", f"u{b:04}"), int(draw.integers(1, 6))) for a, b in sorted(pairs))
    assert 0.05 < nx.overall_reciprocity(graph) < 0.5
    assert nx.number_of_isolates(graph) >= 200
    return graph


@pytest.fixture(scope="module")
def network(made):
    return igraphs.from_networkx(made)


def in_order(made, scores):
    return np.array([scores[node] for node in made])


def test_the_graph_in_igraph_has_the_same_nodes_edges_and_weights(made, network):
    assert list(zip(network.vs["medium"], network.vs["account"], strict=True)) == list(made)
    np.testing.assert_array_equal(igraphs.matrix(network).toarray(), nx.to_numpy_array(made))


def test_pagerank_is_that_of_networkx_and_of_igraph(made, network):
    found = measures.pagerank(made)
    np.testing.assert_allclose(found, in_order(made, nx.pagerank(made, alpha=0.85, tol=1e-15, max_iter=1000)), rtol=1e-8)
    np.testing.assert_allclose(found, network.pagerank(damping=0.85, weights="weight"), rtol=1e-6)


def test_hub_and_authority_are_those_of_networkx(made, network):
    hub, authority = measures.hits(igraphs.matrix(network), network.vs["medium"])
    expected = nx.hits(made, max_iter=1000, tol=1e-12)
    for found, scores in ((hub, expected[0]), (authority, expected[1])):
        np.testing.assert_allclose(found, in_order(made, scores), atol=1e-9)


def test_exact_betweenness_is_that_of_networkx_and_of_igraph(made, network):
    found = betweenness(igraphs.matrix(network), SIZE, 0)
    np.testing.assert_allclose(found, in_order(made, nx.betweenness_centrality(made)), rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(found * (SIZE - 1) * (SIZE - 2), network.betweenness(), rtol=1e-9, atol=1e-6)


def test_sampled_betweenness_is_that_of_networkx_from_the_same_sources_scaled_up(made, network):
    speaking = [node for node in made if made.out_degree(node)]
    drawn = np.random.default_rng(7).choice(np.array([place for place, node in enumerate(made) if made.out_degree(node)]), 100, replace=False)
    sources = [list(made)[place] for place in drawn]
    paths = in_order(made, nx.betweenness_centrality_subset(made, sources, list(made)))
    expected = paths * len(speaking) / 100 / ((SIZE - 1) * (SIZE - 2))
    np.testing.assert_allclose(betweenness(igraphs.matrix(network), 100, 7), expected, rtol=1e-9, atol=1e-15)


def test_sampled_betweenness_is_the_exact_one_on_average(made, network):
    exact = betweenness(igraphs.matrix(network), SIZE, 0)
    sampled = np.mean([betweenness(igraphs.matrix(network), 200, seed) for seed in range(40)], axis=0)
    assert np.corrcoef(exact, sampled)[0, 1] > 0.98
    assert sampled.sum() == pytest.approx(exact.sum(), rel=0.05)


def test_core_is_that_of_networkx_on_the_undirected_graph(made, network):
    np.testing.assert_array_equal(igraphs.cores(network), in_order(made, nx.core_number(nx.Graph(made))))


def test_modularity_is_that_of_networkx_on_the_weights_of_both_directions(made, network):
    both = nx.Graph()
    for source, target, weight in made.edges(data="weight"):
        both.add_edge(source, target, weight=weight + made.get_edge_data(target, source, {"weight": 0})["weight"])
    community = communities.communities(made, 1.0, 5)
    groups = [{node for node, found in zip(made, community, strict=True) if found == number} for number in range(community.max() + 1)]
    assert igraphs.modularity(network, community) == pytest.approx(nx.community.modularity(both, groups), abs=1e-12)


def test_betweenness_of_a_path_counts_the_pairs_it_joins():
    # a → b → c → d: b lies between (a, c), (a, d); c between (a, d), (b, d); 6 ordered pairs of others; weights make no way longer
    path = nx.DiGraph()
    path.add_weighted_edges_from((("m", a), ("m", b), weight) for a, b, weight in [("a", "b", 5), ("b", "c", 1), ("c", "d", 1)])
    np.testing.assert_allclose(betweenness(igraphs.matrix(igraphs.from_networkx(path)), 10, 0), [0, 2 / 6, 2 / 6, 0])


@pytest.mark.parametrize("names", [[], ["a"], ["a", "b"]])
def test_graphs_without_edges_have_scores_of_nothing(names):
    graph = nx.DiGraph()
    graph.add_nodes_from(("m", name) for name in names)
    found = measures.measure(igraphs.from_networkx(graph), 10, 0)
    assert found["account"].tolist() == names
    assert found["pagerank"].tolist() == [1 / max(len(names), 1)] * len(names)
    assert (found[["hub", "authority", "betweenness", "core", "in_strength"]] == 0).all(axis=None)
    assert found["rank"].tolist() == [1] * len(names)
    assert np.isnan(igraphs.modularity(igraphs.from_networkx(graph), np.full(len(names), -1)))
