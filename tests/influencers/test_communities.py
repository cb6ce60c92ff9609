"""Leiden's communities against networkx, planted blocks, and numbers worked by hand."""

import os
import subprocess
import sys

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_mutual_info_score, normalized_mutual_info_score

from conversatoire import tables
from conversatoire.influencers import communities as module
from conversatoire.influencers import graph
from conversatoire.influencers.communities import agreement, communities, describe, recomputed, stability


def network(edges, isolated=()):
    """A graph of accounts of the medium «m» out of (source, target, weight)."""
    made = nx.DiGraph()
    made.add_nodes_from(sorted(("m", name) for name in {name for edge in edges for name in edge[:2]} | set(isolated)))
    made.add_weighted_edges_from((("m", source), ("m", target), weight) for source, target, weight in edges)
    return made


def blocks(inside, across, seed, size=2000, count=20):
    """`size` accounts in equal blocks, who address on average `inside` others of their own and `across` of all, one to five times each."""
    draw = np.random.default_rng(seed)
    block = np.arange(size) % count
    edges = {}
    for account in range(size):
        own = draw.choice(np.flatnonzero(block == block[account]), draw.poisson(inside))
        for other in [*own, *draw.integers(0, size, draw.poisson(across))]:
            if other != account:
                edges[account, int(other)] = int(draw.integers(1, 6))
    return network([(f"u{a:04}", f"u{b:04}", weight) for (a, b), weight in edges.items()], [f"u{n:04}" for n in range(size)]), block


def louvain(made, seed):
    """The communities of networkx, of the graph whose weights are the sums of both directions, and that graph."""
    both = nx.Graph()
    both.add_nodes_from(node for node in made if made.degree(node))
    for source, target, weight in made.edges(data="weight"):
        both.add_edge(source, target, weight=weight + (both[source][target]["weight"] if both.has_edge(source, target) else 0))
    return nx.community.louvain_communities(both, weight="weight", seed=seed), both


def as_sets(made, found):
    groups = pd.Series(list(made)).groupby(found).agg(set)
    return groups[groups.index >= 0].tolist()


# Blocks that are clear, blocks that are hard to tell, and none.
@pytest.mark.parametrize(("inside", "across", "agreed"), [(6, 1, 0.99), (4, 3, 0.7), (0, 3, -1)])
def test_planted_blocks_are_found_with_the_modularity_of_louvain_or_more(inside, across, agreed):
    made, planted = blocks(inside, across, seed=inside)
    found = communities(made, 1.0, 5)
    assert adjusted_mutual_info_score(planted, found) > agreed
    for seed in range(2):
        theirs, both = louvain(made, seed)
        mine, its = (nx.community.modularity(both, groups, weight="weight") for groups in (as_sets(made, found), theirs))
        print(f"modularity: {mine:.4f}, Louvain's {its:.4f}; AMI {adjusted_mutual_info_score(planted, found):.3f}")
        assert mine >= its - 1e-9


def test_the_weights_of_both_directions_hold_a_community_together():
    # a ⇄ b exchange 3 + 3 posts and c ⇄ d too; b → c has 4. With one direction dropped, b and c would be the strongest pair.
    edges = [("a", "b", 3), ("b", "a", 3), ("c", "d", 3), ("d", "c", 3), ("b", "c", 4)]
    assert communities(network(edges), 1.0, 0).tolist() == [0, 0, 1, 1]


def test_the_largest_is_0_equals_go_by_their_first_account_and_those_without_a_tie_have_none():
    edges = [("c", "d", 1), ("b", "e", 1), ("f", "g", 1), ("g", "h", 1), ("h", "f", 1)]
    assert communities(network(edges, ["a", "z"]), 1.0, 3).tolist() == [-1, 1, 2, 2, 1, 0, 0, 0, -1]


def test_a_higher_resolution_gives_more_communities():
    made, _ = blocks(4, 2, seed=1, size=300, count=6)
    counts = [communities(made, resolution, 0).max() + 1 for resolution in (0.2, 1.0, 5.0)]
    assert counts == sorted(set(counts))


@pytest.mark.parametrize("count", [0, 1, 100_000])
def test_accounts_without_any_tie_are_in_no_community(count):
    made = nx.DiGraph()
    made.add_nodes_from(("m", f"u{n:06}") for n in range(count))
    assert communities(made, 1.0, 0).tolist() == [-1] * count
    others = recomputed(made, 1.0, 0)
    assert others.shape == (module.SEEDS, count)
    assert (others == -1).all()
    assert agreement(communities(made, 1.0, 0), others) is None
    assert stability(communities(made, 1.0, 0), others).tolist() == []


def test_every_run_finds_the_same_whatever_the_hash_of_strings():
    code = (
        "import networkx as nx; from conversatoire.influencers.communities import communities, recomputed;"
        "g = nx.gnp_random_graph(80, .06, seed=2, directed=True); nx.set_edge_attributes(g, 1, 'weight');"
        "g = nx.relabel_nodes(g, {n: ('m', f'u{n:02}') for n in g});"
        "print(communities(g, 1.0, 7).tolist(), recomputed(g, 1.0, 7).tolist())"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        for seed in "12"
    )
    assert first.stdout == second.stdout
    made, _ = blocks(2, 2, seed=4, size=400)
    assert communities(made, 1.0, 7).tolist() == communities(made, 1.0, 7).tolist()
    assert len({tuple(row) for row in recomputed(made, 1.0, 7).tolist()}) > 1  # other seeds are other seeds


def test_stability_is_the_mean_of_the_best_jaccard_indices():
    community = np.array([0, 0, 0, 0, 1, 1, 1, -1])
    others = np.array([[1, 1, 1, 1, 0, 0, 0, -1], [0, 0, 0, 1, 1, 2, 2, -1]])
    # 0: 4 of 4, then 3 of 4; 1: 3 of 3, then {5, 6} of {4, 5, 6}
    np.testing.assert_allclose(stability(community, others), [(1 + 3 / 4) / 2, (1 + 2 / 3) / 2])


def test_agreement_is_the_mean_nmi_of_all_pairs_of_seeds():
    community = np.array([0, 0, 1, 1, -1])
    others = np.array([[1, 1, 0, 0, -1], [0, 1, 0, 1, -1]])
    # the same groups under other names: 1; groups that tell nothing of each other: 0, twice
    assert agreement(community, others) == pytest.approx(1 / 3)
    draw = np.random.default_rng(0).integers(0, 4, (3, 50))
    pairs = [normalized_mutual_info_score(draw[a], draw[b]) for a, b in [(0, 1), (0, 2), (1, 2)]]
    assert agreement(draw[0], draw[1:]) == pytest.approx(np.mean(pairs))


def test_clear_blocks_are_stable_and_chance_is_not():
    clear, chance = (blocks(inside, across, seed=2, size=400, count=8)[0] for inside, across in ((6, 0.5), (0, 3)))
    low = {}
    for name, made in {"clear": clear, "chance": chance}.items():
        found, others = communities(made, 1.0, 1), recomputed(made, 1.0, 1)
        low[name] = (stability(found, others)[:8].min(), agreement(found, others))
    assert min(low["clear"]) > 0.95
    assert low["chance"][0] < 0.5
    assert low["chance"][1] < 0.8


def posts(rows):
    common = {"medium": "m", "source": "s", "lang": "fr", "text": "", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}
    instants = pd.date_range("2024-01-01", periods=len(rows), freq="min", tz="UTC")
    return tables.frame("posts", [common | {"post_id": f"m:{n:04}", "published_at": instants[n]} | row for n, row in enumerate(rows)])


def test_a_community_is_told_by_its_size_words_leaders_links_and_ties():
    found = posts(
        [
            {"author": "Ann", "mentions": ["bob"], "text": "le vaccin du docteur", "links": ["https://a.example"]},
            {"author": "bob", "mentions": ["ann"], "text": "le vaccin et l'hôpital", "links": ["https://a.example", "https://c.example"]},
            {"author": "cyd", "mentions": ["dan"], "text": "la bourse monte", "links": ["https://c.example"]},
            {"author": "dan", "mentions": ["cyd"], "text": "la bourse baisse", "links": ["https://c.example"]},
            {"author": "dan", "mentions": ["cyd", "ann"], "text": "la bourse, oui"},
            {"author": "eve", "text": "le vaccin"},
        ]
    )
    talk = graph.conversation(found)
    table = graph.accounts(found, talk.addresses).assign(community=[0, 0, 1, 1, -1], pagerank=[0.3, 0.2, 0.25, 0.15, 0.1])
    others = np.array([[0, 0, 1, 1, -1], [0, 0, 0, 1, -1]])
    told = describe(table, found, graph.ties(talk.addresses), others).set_index("community")
    assert told["accounts"].tolist() == [2, 2]
    assert told["posts"].tolist() == [2, 3]
    assert told["leaders"].tolist() == ["ann, bob", "cyd, dan"]
    assert told["words"].tolist() == ["vaccin", "bourse"]
    assert told["links"].tolist() == ["https://a.example", "https://c.example"]
    assert told["internal"].tolist() == pytest.approx([2 / 3, 3 / 4])  # one post goes from one to the other, and counts for both
    # {ann, bob} is 2 of 2, then 2 of 3; {cyd, dan} 2 of 2, then {dan} 1 of 2
    assert told["stability"].tolist() == pytest.approx([(1 + 2 / 3) / 2, 3 / 4])


def test_a_month_without_any_tie_has_an_empty_table_that_can_be_written(tmp_path):
    found = posts([{"author": "ann", "text": "seule", "mentions": ["ann"]}])
    talk = graph.conversation(found)
    table = graph.accounts(found, talk.addresses).assign(community=-1, pagerank=1.0)
    told = describe(table, found, graph.ties(talk.addresses), np.full((10, 1), -1))
    assert len(told) == 0
    assert len(tables.read(tables.write(told, tmp_path / "communities.csv", "communities"), "communities")) == 0
