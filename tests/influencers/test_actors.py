"""The step as a whole: communities, empty months, order of rows, hostile handles."""

import xml.etree.ElementTree as ET

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from conversatoire import plots, tables
from conversatoire.config import Influencers
from conversatoire.influencers import actors, export

NAMES = ("accounts", "edges", "communities", "rankings", "graphs")
WORDS = {"cat": "vaccin hôpital docteur", "dog": "bourse action dividende"}


def rows(count=120, seed=5):
    """Two groups who talk among themselves, with words of their own, and one account that talks to nobody."""
    draw = np.random.default_rng(seed)
    found = []
    for n in range(count):
        group = "cat" if n % 3 else "dog"
        author, target = (f"{group}{draw.integers(8)}" for _ in range(2))
        found.append({"author": author, "mentions": [target], "text": WORDS[group] + f" parole{n}"})
    return [*found, {"author": "alone", "text": "rien"}]


def make(found):
    common = {"medium": "twitter", "source": "s", "lang": "fr", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}
    instants = pd.date_range("2024-01-01", periods=max(len(found), 1), freq="min", tz="UTC")
    return tables.frame("posts", [common | {"post_id": f"t:{n:04}", "published_at": instants[n]} | row for n, row in enumerate(found)])


def written(found, folder):
    """The bytes of every file of the step."""
    for name in NAMES:
        tables.write(getattr(found, name), folder / f"{name}.csv", name)
    export.write_gexf(found.graph, found.accounts, folder / "graph.gexf")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_two_groups_are_two_communities_with_their_own_words():
    found = actors(make(rows()), Influencers(seed=1), [])
    groups = found.accounts.groupby("community")["account"].agg(lambda names: {name[:3] for name in names})
    assert groups.to_dict() == {-1: {"alo"}, 0: {"cat"}, 1: {"dog"}}
    assert found.communities["accounts"].tolist() == [8, 8]
    assert [set(words.split()) for words in found.communities["words"]] == [set(WORDS["cat"].split()), set(WORDS["dog"].split())]


def test_rows_in_another_order_give_the_same_bytes(tmp_path):
    posts = make(rows())
    first = written(actors(posts, Influencers(seed=1), ["cat1"]), tmp_path / "a")
    second = written(actors(posts.sample(frac=1, random_state=3), Influencers(seed=1), ["cat1"]), tmp_path / "b")
    assert first == second


ALMOST_NOTHING = {
    "no post": [],
    "one account": [{"author": "ann", "text": "a"}],
    "an account that names itself": [{"author": "ann", "text": "a", "mentions": ["ann"]}],
    "no author": [{"text": "a"}],
    "the brand alone": [{"author": "Brand", "text": "a", "mentions": ["ann"]}],
    "one edge and no word": [{"text": "", "author": "b", "mentions": ["c"]}],
}


@pytest.mark.parametrize("found", list(ALMOST_NOTHING.values()), ids=list(ALMOST_NOTHING))
def test_months_with_almost_nothing_give_tables_and_figures(found, tmp_path):
    made = actors(make(found), Influencers(seed=1), ["@brand"])
    files = written(made, tmp_path)
    for name in NAMES:
        assert len(tables.read(tmp_path / f"{name}.csv", name)) == len(getattr(made, name))
    assert len(ET.fromstring(files["graph.gexf"]).findall(".//{*}node")) == len(made.accounts)
    for lang in ("fr", "en"):
        plots.save(plots.actors(made.accounts, made.edges, lang), tmp_path / "figures" / "actors")
        plots.save(plots.rankings(made.rankings, lang), tmp_path / "figures" / "top")


def test_own_accounts_and_bots_are_marked_and_have_no_rank_without_them():
    found = actors(make(rows()), Influencers(seed=1, bots=["DOG1"]), ["@Cat1"]).accounts.set_index("account")
    assert found.index[found["own"]].tolist() == ["cat1"]
    assert found.index[found["bot"]].tolist() == ["dog1"]
    assert found.index[found["rank_without"].isna()].sort_values().tolist() == ["cat1", "dog1"]
    assert (found.loc["cat1", "role"], found.loc["cat1", "why"]) == ("own", "an own account of the organisation")
    assert found["rank_without"].dropna().between(1, len(found) - 2).all()


def test_thirty_thousand_accounts_that_speak_to_nobody_are_all_there_and_ranked_equal():
    posts = make([{"author": "ann", "text": "a", "mentions": ["bob"]}])
    many = pd.concat([posts] + [posts.assign(mentions=[[]])] * 30_000, ignore_index=True)
    many["author"] = ["ann", *(f"u{n:06}" for n in range(30_000))]
    many["post_id"] = [f"t:{n:06}" for n in range(len(many))]
    found = actors(many, Influencers(seed=1), [])
    assert len(found.accounts) == 30_002
    assert found.accounts["account"].tolist()[:2] == ["bob", "ann"]
    assert found.accounts["rank"].value_counts().to_dict() == {2: 30_001, 1: 1}
    assert found.rankings["account"].tolist() == ["bob", "bob"]  # by PageRank and by mentions
    assert found.graphs.set_index("graph").loc["union", ["accounts", "edges"]].tolist() == [2, 1]
    assert set(found.accounts["role"]) == {"audience"}


def test_hostile_handles_reach_gexf_as_they_are_but_for_what_xml_forbids(tmp_path):
    names = ["=cmd|' /c'!a", "<script>alert(1)</script>", "$\\frac{$", "a\x00b\x1bc", 'quote" & co', "日本語", "🎉" * 60]
    made = actors(make([{"author": name, "text": "x", "mentions": ["target"]} for name in names]), Influencers(seed=1), [])
    written(made, tmp_path)
    graph = nx.read_gexf(tmp_path / "graph.gexf")
    labels = {data["label"] for _, data in graph.nodes(data=True)}
    assert labels == {name.lower().replace("\x00", "").replace("\x1b", "") for name in names} | {"target"}
    assert "lastmodifieddate" not in (tmp_path / "graph.gexf").read_text(encoding="utf-8")
    plots.style()
    plots.save(plots.actors(made.accounts, made.edges, "fr"), tmp_path / "actors")


def test_gexf_holds_the_measures_of_each_account(tmp_path):
    found = actors(make(rows()), Influencers(seed=1), [])
    graph = nx.read_gexf(export.write_gexf(found.graph, found.accounts, tmp_path / "g.gexf"))
    first = found.accounts.iloc[0]
    node = graph.nodes["0"]
    assert (node["label"], node["role"], node["in_degree"]) == (first["account"], first["role"], first["in_degree"])
    assert node["pagerank"] == pytest.approx(first["pagerank"], rel=1e-5)
    assert graph.number_of_edges() == found.graph.number_of_edges()
