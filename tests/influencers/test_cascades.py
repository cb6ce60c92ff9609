"""How links and posts spread, worked by hand."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.influencers.cascades import cascades, of_link, of_post

START = pd.Timestamp("2024-03-01 12:00", tz="UTC")
LINK = "https://site.example/a"


def make(rows):
    """Table «posts»; `hours` since START, ids without their medium."""
    common = {"medium": "twitter", "source": "s", "lang": "fr", "text": "", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}
    rows = [common | {"published_at": START + pd.Timedelta(hours=row["hours"])} | row for row in rows]
    return tables.frame("posts", [{name: value for name, value in row.items() if name != "hours"} for row in rows])


# a shares, b passes a on, c quotes b, d shares on its own on another medium, e passes a on from a repost (X tells the original: a)
SPREAD = [
    {"post_id": "t:a", "author": "Ana", "hours": 0, "links": [LINK]},
    {"post_id": "t:b", "author": "Bob", "hours": 1, "links": [LINK], "repost_of_id": "t:a"},
    {"post_id": "t:c", "author": "cam", "hours": 2, "links": [LINK], "quote_of_id": "t:b"},
    {"post_id": "f:d", "author": "dan", "hours": 4, "links": [LINK], "medium": "facebook"},
    {"post_id": "t:e", "author": "BOB", "hours": 10, "links": [LINK], "repost_of_id": "t:a"},
    {"post_id": "t:z", "author": "zoe", "hours": 3, "links": ["https://site.example/b"]},
]


def test_a_link_is_told_from_its_first_post_to_its_last():
    table, trees = cascades(make(SPREAD[::-1]), 5)
    link = table.query("kind == 'link'")
    assert link["item"].tolist() == [LINK]  # the other link stands in a single post
    row = link.iloc[0]
    assert (row["posts"], row["accounts"], row["media"]) == (5, 4, "twitter facebook")  # Bob counts once
    assert (row["first_post_id"], row["first_author"]) == ("t:a", "ana")
    assert (row["first_at"], row["last_at"]) == (START, START + pd.Timedelta(hours=10))
    assert row["half_life"] == 2  # the third of five
    assert (row["depth"], row["breadth"]) == (2, 2)  # a ← b ← c; a and d first, b and e after one step
    tree = trees[trees["item"] == LINK]
    assert tree["post_id"].tolist() == ["t:a", "t:b", "t:c", "f:d", "t:e"]
    assert tree["hours"].tolist() == [0, 1, 2, 4, 10]
    assert tree["parent"].where(tree["parent"].notna(), "").tolist() == ["", "t:a", "t:b", "", "t:a"]
    assert tree["distance"].tolist() == [0, 1, 2, 0, 1]
    assert tree["author"].tolist() == ["ana", "bob", "cam", "dan", "bob"]


def test_a_post_is_counted_with_all_that_follows_from_it_and_without_itself():
    table, trees = cascades(make(SPREAD), 5)
    post = table.query("kind == 'post'")
    assert post["item"].tolist() == ["t:a"]  # what follows from b follows from a, and is not listed again
    row = post.iloc[0]
    assert (row["posts"], row["accounts"], row["half_life"], row["depth"], row["breadth"]) == (3, 2, 2, 2, 2)
    assert trees[trees["kind"] == "post"]["post_id"].tolist() == ["t:a", "t:b", "t:c", "t:e"]


def test_one_link_and_one_post_give_what_the_tables_give():
    posts = make(SPREAD)
    trees = cascades(posts, 5)[1]
    for kind, one in (("link", of_link(posts, LINK)), ("post", of_post(posts, "t:a"))):
        pd.testing.assert_frame_equal(one, trees[trees["kind"] == kind].reset_index(drop=True))
    assert of_post(posts, "t:b")["post_id"].tolist() == ["t:b", "t:c"]
    assert len(of_post(posts, "t:unknown")) == len(of_link(posts, "https://unknown.example")) == 0


def test_a_post_that_was_not_collected_is_listed_by_those_who_refer_to_it():
    rows = [{"post_id": f"t:{n}", "author": f"u{n}", "hours": n, "repost_of_id": "t:gone"} for n in range(4)]
    row = cascades(make(rows), 5)[0].iloc[0]
    assert (row["item"], row["posts"], row["first_post_id"], row["depth"], row["breadth"]) == ("t:gone", 4, "t:0", 0, 4)
    assert row["half_life"] == 1  # the second of four
    assert len(of_post(make(rows), "t:gone")) == 4


def test_equal_instants_are_ordered_by_post_id():
    rows = [{"post_id": f"t:{name}", "author": name, "hours": 0, "links": [LINK]} for name in "cab"]
    assert of_link(make(rows), LINK)["post_id"].tolist() == ["t:a", "t:b", "t:c"]


def test_equal_links_are_ordered_by_accounts_then_by_name():
    links = {"https://m.example": "uu", "https://b.example": "uv", "https://a.example": "uv"}
    rows = [{"post_id": f"t:{link}{n}", "author": who, "hours": n, "links": [link]} for link, whos in links.items() for n, who in enumerate(whos)]
    assert cascades(make(rows), 5)[0]["item"].tolist() == ["https://a.example", "https://b.example", "https://m.example"]


def test_unknown_authors_are_posts_but_no_accounts():
    rows = [{"post_id": f"t:{n}", "author": author, "hours": n, "links": [LINK]} for n, author in enumerate([None, "", "ana"])]
    row = cascades(make(rows), 5)[0].iloc[0]
    assert (row["posts"], row["accounts"]) == (3, 1)
    assert pd.isna(row["first_author"])


def test_a_parent_that_comes_later_is_still_the_parent():
    rows = [{"post_id": "t:b", "author": "b", "hours": 0, "repost_of_id": "t:a"}, {"post_id": "t:a", "author": "a", "hours": 1}]
    tree = of_post(make(rows), "t:a")
    assert tree["post_id"].tolist() == ["t:b", "t:a"]
    assert tree["distance"].tolist() == [1, 0]


@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_posts_that_answer_each_other_in_a_ring_begin_with_the_first(size):
    rows = [{"post_id": f"t:{n}", "author": "a", "hours": n, "reply_to_id": f"t:{(n + 1) % size}"} for n in range(size)]
    rows.append({"post_id": "t:tail", "author": "b", "hours": 20, "reply_to_id": f"t:{size - 1}"})
    posts = make(rows)
    table, trees = cascades(posts, 5)
    assert table["item"].tolist() == ["t:0"]
    assert table["posts"].tolist() == [size]
    distances = dict(zip(trees["post_id"], trees["distance"], strict=True))
    assert distances["t:0"] == 0
    assert distances["t:tail"] == (2 if size > 1 else 1)  # tail → last → first


def test_distances_are_those_of_networkx():
    draw, size = np.random.default_rng(3), 400
    parents = {n: int(draw.integers(n)) for n in range(1, size) if draw.random() < 0.9}
    kinds = ["repost_of_id", "quote_of_id", "reply_to_id"]
    rows = [{"post_id": f"t:{n:03}", "author": f"u{n % 50}", "hours": n, "links": [LINK]} for n in range(size)]
    for child, parent in parents.items():
        rows[child][kinds[child % 3]] = f"t:{parent:03}"
    graph = nx.DiGraph((f"t:{parent:03}", f"t:{child:03}") for child, parent in parents.items())
    graph.add_nodes_from(row["post_id"] for row in rows)
    roots = {node for node, degree in graph.in_degree() if degree == 0}
    known = nx.multi_source_dijkstra_path_length(graph, roots, weight=None)
    table, trees = cascades(make(rows), 500)
    tree = trees[trees["kind"] == "link"]
    assert dict(zip(tree["post_id"], tree["distance"], strict=True)) == known
    assert table.iloc[0]["depth"] == max(known.values())
    sizes = {root: len(nx.descendants(graph, root)) for root in roots}
    posts = table[table["kind"] == "post"].set_index("item")["posts"].to_dict()
    assert posts == {root: size for root, size in sizes.items() if size}
    assert list(posts.values()) == sorted(posts.values(), reverse=True)


def test_at_least_five_links_are_told_and_no_more_than_asked():
    rows = [{"post_id": f"t:{link}{n}", "author": f"u{n}", "hours": n, "links": [f"https://{link}.example"]} for link in "abcdefgh" for n in range(2)]
    assert [len(cascades(make(rows), top)[0]) for top in (1, 6, 20)] == [5, 6, 8]


def test_nothing_shared_gives_empty_tables_that_can_be_written(tmp_path):
    for rows in ([], [{"post_id": "t:a", "author": "ana", "hours": 0}]):
        for name, table in zip(("cascades", "cascade_posts"), cascades(make(rows), 5), strict=True):
            assert tables.read(tables.write(table, tmp_path / f"{name}.csv", name), name).empty
        assert of_link(make(rows), LINK).empty
        assert of_post(make(rows), "t:b").empty


def test_tables_read_back_as_they_were_written(tmp_path):
    for name, table in zip(("cascades", "cascade_posts"), cascades(make(SPREAD), 5), strict=True):
        back = tables.read(tables.write(table, tmp_path / f"{name}.parquet", name), name)
        pd.testing.assert_frame_equal(back, table.sort_values(list(tables.TABLES[name].key), ignore_index=True), check_dtype=False)
