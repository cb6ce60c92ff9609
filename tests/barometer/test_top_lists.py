"""The top lists against lists worked out by hand."""

import networkx as nx
import pandas as pd
import pytest
from barometer_posts import POSTS, make

from conversatoire.barometer import top
from conversatoire.barometer.history import Window


def listed(table, name):
    rows = table[table["list"] == name].sort_values("rank")
    return [(row.item, row.medium if isinstance(row.medium, str) else None, row.value) for row in rows.itertuples()]


def test_lists_count_posts_once_and_order_equals_by_name():
    ranks = top.rankings(POSTS)
    assert listed(ranks, "hashtags") == [("eau", None, 2), ("été", None, 1)]
    assert listed(ranks, "links") == [("https://a.example/2", None, 2), ("https://www.a.example/1", None, 1)]
    assert listed(ranks, "sites") == [("a.example", None, 2)]
    assert listed(ranks, "cited") == [("bob", "twitter", 2), ("bob", "forum", 1), ("cleo", "forum", 1)]
    assert listed(ranks, "active") == [("ann", "twitter", 2), ("ann", "forum", 1), ("bob", "twitter", 1)]
    assert listed(ranks, "sociable") == [("ann", "forum", 2), ("ann", "twitter", 1)]
    assert [row[:2] for row in listed(ranks, "influential")] == [("bob", "twitter"), ("bob", "forum"), ("cleo", "forum")]
    # PageRank is in proportion to 1 + 0.85 × what one is given: twitter's bob gets the whole of ann's, the forum's bob and cleo half of it each.
    values = [value for *_, value in listed(ranks, "influential")]
    assert values[1] == values[2]
    assert values[0] / values[1] == pytest.approx((1 + 0.85) / (1 + 0.85 / 2), rel=1e-5)


def test_influence_is_the_pagerank_of_networkx():
    names = ["ann", "bob", "cleo", "dan"]
    pairs = [(0, 1), (0, 1), (1, 2), (2, 0), (3, 0), (3, 1), (0, 2)]
    posts = make(*[{"author": names[source], "mentions": [names[target]]} for source, target in pairs])
    graph = nx.DiGraph()
    for source, target in pairs:
        weight = graph.get_edge_data(names[source], names[target], {"weight": 0})["weight"]
        graph.add_edge(names[source], names[target], weight=weight + 1)
    expected = {name: score for name, score in nx.pagerank(graph, tol=1e-12, max_iter=1000).items() if graph.in_degree(name)}
    assert {item: value for item, _, value in listed(top.rankings(posts), "influential")} == pytest.approx(expected, rel=1e-5)


def test_the_spellings_of_a_tag_are_one_item_shown_as_most_posts_write_it():
    tags = [["cœur", "coeur"], ["coeur"], ["CŒUR"], ["ete"], ["été"], ["été", "ete"], ["eté"], ["ß"], ["ss"]]
    ranks = top.rankings(make(*[{"hashtags": held} for held in tags]))
    rows = ranks[ranks["list"] == "hashtags"].fillna({"variants": ""})
    found = [(row.item, row.key, row.value, row.variants) for row in rows.itertuples()]
    assert found == [("ete", "ete", 4, "été eté"), ("coeur", "coeur", 3, "CŒUR cœur"), ("ss", "ss", 2, "ß")]


def test_a_tag_keeps_its_previous_rank_when_its_spelling_changes():
    before = top.rankings(make({"hashtags": ["été"]}, {"hashtags": ["été"]}, {"hashtags": ["eau"]}))
    found = top.top(top.rankings(make({"hashtags": ["ete"]}, {"hashtags": ["eau"]}, {"hashtags": ["eau"]})), before, 5)
    assert found[["item", "rank", "previous_rank"]].to_records(index=False).tolist() == [("eau", 1, 2), ("ete", 2, 1)]


def test_a_tag_of_which_folding_leaves_nothing_is_itself():
    ranks = top.rankings(make({"hashtags": ["\u0301"]}, {"hashtags": ["a"]}))
    assert ranks["key"].tolist() == ["a", "\u0301"]


def test_the_previous_rank_is_found_below_the_previous_top():
    tags = [*range(30), 29, 0, 0]
    before = make(*[{"hashtags": [f"tag{n:02}"]} for n in tags])
    month = make({"hashtags": ["tag27"]}, {"hashtags": ["tag27", "tag29"]}, {"hashtags": ["new"]})
    found = top.top(top.rankings(month), top.rankings(before), 2)
    assert found[["item", "rank"]].to_records(index=False).tolist() == [("tag27", 1), ("new", 2)]
    assert found["previous_rank"].fillna(0).tolist() == [29, 0]


def test_accounts_of_one_name_on_two_media_have_their_own_previous_rank():
    before = top.rankings(POSTS)
    found = top.top(before, before, 20)
    assert (found["rank"] == found["previous_rank"]).all()


def test_the_lists_of_a_window_are_set_beside_the_window_before():
    posts = make(*[{"hashtags": ["old"]}] * 3, *[{"hashtags": ["new"]}] * 2, {"hashtags": ["old"]})
    start = posts["published_at"].iloc[0]
    window = Window("day", start + pd.Timedelta(hours=3), start + pd.Timedelta(hours=6))
    found = top.window_top(posts, [window], start, 5)
    rows = found[["window", "item", "rank", "value", "previous_rank"]].fillna(0).to_records(index=False).tolist()
    assert rows == [("day", "new", 1, 2, 0), ("day", "old", 2, 1, 1)]
    assert top.window_top(posts, [window], window.start, 5)["previous_rank"].isna().all()  # no posts are at hand before it


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://www.Ville.example/a?b=1", "ville.example"),
        ("ville.example:8080/a", "ville.example"),
        ("http://wwwhat.example", "wwwhat.example"),
        ("http://[::1", "http://[::1"),
        ("", ""),
    ],
)
def test_the_site_of_a_link_is_its_host_without_www(link, expected):
    assert top.site(link) == expected


def test_rows_in_another_order_give_the_same_lists():
    pd.testing.assert_frame_equal(top.rankings(POSTS), top.rankings(POSTS.sample(frac=1, random_state=1).reset_index(drop=True)))
