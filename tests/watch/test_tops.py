"""The tops and facets of a selection: counted by hand, by the barometer's own function, and as its tables have them."""

import numpy as np
import pandas as pd
import pytest
from small_index import at, made, post

from conversatoire import tables
from conversatoire.barometer import top
from conversatoire.watch import db, find, index
from conversatoire.watch import tops as watch_tops
from conversatoire.watch.facets import facets
from conversatoire.watch.selection import Selection
from conversatoire.watch.tops import LISTS, tops

POSTS = [
    post(1, "2024-05-01T08:00", "Ana", "panne", hashtags=["été"], links=["https://a.example/1"], likes=3, reposts=7, replies=1, topic=0),
    post(2, "2024-05-01T09:00", "bob", "panne", hashtags=["été"], links=["https://a.example/2", "https://a.example/1"], topic=0, replies=9),
    post(3, "2024-05-01T09:30", "bob", "rt", repost_of_id="x:1", repost_of_author="Ana", hashtags=["ete"], likes=99, reposts=7, topic=0),
    post(4, "2024-05-02T10:00", "Cléo", "@ana @bob panne", reply_to_id="x:1", reply_to_author="ana", mentions=["ana", "bob"], topic=1),
    post(5, "2024-05-03T10:00", "dan", "@ana", "y", mentions=["ana"], lang="en", likes=4),
    post(6, "2024-05-03T11:00", None, "sans auteur", "y", mentions=["ana"]),
]


@pytest.fixture
def small(tmp_path):
    connection = made(tmp_path, POSTS, ["2024-05"])
    yield connection
    connection.close()


def listed(rows):
    return [(row["item"], row["medium"], row["value"]) for row in rows]


def test_tops_are_those_counted_by_hand(small):
    with find.chosen(small, Selection()) as chosen:
        found = tops(small, chosen)
    assert found.posts == 6 and not found.too_many
    assert listed(found.lists["hashtags"]) == [("été", None, 3)]  # ete counts with the spelling that most use
    assert found.lists["hashtags"][0]["tag"] == "ete"
    assert listed(found.lists["links"]) == [("https://a.example/1", None, 2), ("https://a.example/2", None, 1)]
    assert listed(found.lists["sites"]) == [("a.example", None, 2)]
    assert listed(found.lists["cited"]) == [("ana", "y", 2), ("ana", "x", 1), ("bob", "x", 1)]
    assert listed(found.lists["active"]) == [("bob", "x", 2), ("ana", "x", 1), ("cléo", "x", 1), ("dan", "y", 1)]
    assert listed(found.lists["sociable"]) == [("cléo", "x", 2), ("bob", "x", 1), ("dan", "y", 1)]
    # x: cléo → ana, bob (once each); bob → ana; y: dan → ana. PageRank up to a factor: 1 for whom nobody addresses
    bob = 1 + 0.85 / 2
    ana_x, ana_y = 1 + 0.85 / 2 + 0.85 * bob, 1.85
    total = ana_x + ana_y + bob + 1 + 1
    expected = [("ana", "x", ana_x / total), ("ana", "y", ana_y / total), ("bob", "x", bob / total)]
    assert listed(found.lists["influential"]) == [(item, medium, pytest.approx(value, rel=1e-5)) for item, medium, value in expected]


def test_a_repost_has_no_engagement_of_its_own(small):
    with find.chosen(small, Selection()) as chosen:
        found = tops(small, chosen)
    assert [(row["rank"], row["post_id"], row["engagement"]) for row in found.engaging] == [(1, "x:1", 11), (2, "x:2", 9), (3, "y:5", 4)]


def test_subjects_are_ranked_by_what_the_platforms_count_then_by_what_was_collected(small):
    with find.chosen(small, Selection()) as chosen:
        found = tops(small, chosen).topics
    columns = ("rank", "topic", "label", "posts", "value", "told", "collected")
    assert [tuple(row[name] for name in columns) for row in found["shared"]] == [(1, "2024-05/1", "sujet 0", 3, 7, 1, 1)]
    assert [tuple(row[name] for name in columns) for row in found["commented"]] == [
        (1, "2024-05/1", "sujet 0", 3, 10, 2, 0),
        (2, "2024-05/2", "sujet 1", 1, 0, 0, 1),
    ]


def test_tops_of_a_search_are_those_of_its_posts_alone(small):
    with find.chosen(small, Selection(query="panne", end=at("2024-05-02"))) as chosen:
        found = tops(small, chosen)
    assert found.posts == 2
    assert listed(found.lists["active"]) == [("ana", "x", 1), ("bob", "x", 1)]
    assert found.lists["influential"] == found.lists["sociable"] == []


def test_an_empty_selection_has_empty_tops(small):
    with find.chosen(small, Selection(query="introuvable")) as chosen:
        found = tops(small, chosen)
        assert not any(facets(small, chosen).values())
    assert found.posts == 0 and not any(found.lists.values()) and not found.engaging and not any(found.topics.values())


def test_a_selection_too_large_for_its_graph_says_so(small, monkeypatch):
    monkeypatch.setattr(watch_tops, "MOST", 5)
    with find.chosen(small, Selection()) as chosen:
        found = tops(small, chosen)
    assert found.too_many and not found.lists["sociable"] and not found.lists["influential"] and found.lists["active"]


def test_facets_are_those_counted_by_hand(small):
    with find.chosen(small, Selection()) as chosen:
        found = facets(small, chosen, length=3)
    told = {name: [(row["value"], row["shown"], row["posts"]) for row in rows] for name, rows in found.items()}
    assert told["medium"] == [("x", "x", 4), ("y", "y", 2)]
    assert told["kind"] == [("post", "post", 4), ("reply", "reply", 1), ("repost", "repost", 1)]
    assert told["lang"] == [("fr", "fr", 5), ("en", "en", 1)]
    assert told["account"] == [("bob", "bob", 2), ("ana", "ana", 1), ("cléo", "cléo", 1)]
    assert [row["medium"] for row in found["account"]] == ["x", "x", "x"]
    assert told["tag"] == [("ete", "été", 3)]
    assert told["site"] == [("a.example", "a.example", 2)]
    assert told["topic"] == [("2024-05/1", "sujet 0", 3), ("none", "none", 2), ("2024-05/2", "sujet 1", 1)]
    assert told["month"] == [("2024-05", "2024-05", 6)]
    assert told["day"] == [("2024-05-01", "2024-05-01", 3), ("2024-05-02", "2024-05-02", 1), ("2024-05-03", "2024-05-03", 2)]


def same_as_the_barometer(found, ranks, length=20):
    """The lists of a selection hold the rows of a table of the barometer."""
    for name in LISTS:
        wanted = ranks[(ranks["list"] == name) & (ranks["rank"] <= length)].sort_values("rank")
        media = [None if pd.isna(medium) else medium for medium in wanted["medium"]]
        assert listed(found[name]) == list(zip(wanted["item"], media, wanted["value"], strict=True)), name


def test_tops_equal_the_barometers_on_posts_drawn_at_random(tmp_path):
    draw = np.random.default_rng(5)
    names = [f"compte{number}" for number in range(25)]
    rows = []
    for number in range(600):
        more = {"hashtags": sorted(set(draw.choice(["été", "ete", "b", "c"], draw.integers(0, 3))))} if draw.random() < 0.5 else {}
        more |= {"mentions": sorted(set(draw.choice(names, draw.integers(0, 3)).tolist()))}
        more |= {"links": sorted({f"https://site{draw.integers(5)}.example/{draw.integers(8)}" for _ in range(draw.integers(0, 3))})}
        if draw.random() < 0.4:
            more |= {f"{draw.choice(['reply_to', 'repost_of', 'quote_of'])}_author": str(draw.choice(names)).upper()}
        day, hour = draw.integers(1, 28), draw.integers(0, 24)
        author = None if draw.random() < 0.05 else str(draw.choice(names)).title()
        rows.append(post(number, f"2024-05-{day:02}T{hour:02}:00", author, medium=str(draw.choice(["x", "y"])), **more))
    connection = made(tmp_path, rows, ["2024-05"])
    with find.chosen(connection, Selection()) as chosen:
        found = tops(connection, chosen)
    connection.close()
    assert len(found.lists["influential"]) == 20
    same_as_the_barometer(found.lists, top.rankings(tables.frame("posts", rows)))


@pytest.mark.parametrize("month", ["2011-04", "2011-05", "2011-06"])
def test_tops_of_a_whole_month_of_the_demo_equal_its_barometer(demo, tmp_path, month):
    folder = demo / "results/demo" / month
    connection = db.connect(index.build(tmp_path / "demo/watch/posts.sqlite", [folder], "demo", "Demo", "Europe/Paris"))
    with find.chosen(connection, Selection()) as chosen:
        found = tops(connection, chosen)
    connection.close()
    same_as_the_barometer(found.lists, tables.read(folder / "barometer/top.csv", "top"))
