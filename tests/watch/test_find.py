"""A selection holds the posts that its fields name, in the order asked for, page by page."""

import sqlite3

import pytest
from small_index import at, made, post

from conversatoire.watch import find
from conversatoire.watch.selection import SORTS, Selection

TAGGED = {"hashtags": ["Santé"], "links": ["https://www.ville.example/a", "https://presse.example/b"]}
POSTS = [
    post(1, "2024-05-01T00:00", "Anne", "panne", likes=1, topic=0, **TAGGED),
    post(2, "2024-05-01T10:00", "Bob", "panne panne panne", likes=9, replies=1, mentions=["anne"], medium="forum", lang="en"),
    post(3, "2024-05-02T10:00", "ANNE", "une longue phrase sur la panne de ce matin", medium="forum", title="autre", topic=0),
    post(4, "2024-05-02T23:59", "Carl", "rien", reply_to_id="x:1", reply_to_author="Anne", topic=1),
    post(5, "2024-05-03T10:00", None, "RT panne", repost_of_author="anne", likes=9, reposts=1, views=5, hashtags=["sante"]),
    post(6, "2024-06-01T00:00", "@dora", "fin", quote_of_author="ANNE", links=["https://ville.example/c"], title="Panne"),
]


@pytest.fixture(scope="module")
def connection(tmp_path_factory) -> sqlite3.Connection:
    return made(tmp_path_factory.mktemp("find"), POSTS, ["2024-05", "2024-06"])


def ids(rows: list[dict]) -> list[int]:
    return [int(row["post_id"].partition(":")[2]) for row in rows]


def numbers(connection: sqlite3.Connection, selection: Selection, sort: str = "date", limit: int = 20, offset: int = 0) -> list[int]:
    with find.chosen(connection, selection) as chosen:
        return ids(find.find(connection, selection, chosen, sort, limit, offset))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [6, 5, 4, 3, 2, 1]),
        ({"query": "panne"}, [6, 5, 3, 2, 1]),
        ({"start": at("2024-05-02")}, [6, 5, 4, 3]),
        ({"end": at("2024-05-02")}, [2, 1]),
        ({"start": at("2024-05-01T00:00"), "end": at("2024-05-01T00:00") + 1}, [1]),
        ({"query": "panne", "start": at("2024-05-02"), "end": at("2024-05-03")}, [3]),
        ({"start": at("2030-01-01")}, []),
        ({"end": at("2000-01-01")}, []),
        ({"query": "panne", "start": at("2030-01-01")}, []),
        ({"media": ("forum",)}, [3, 2]),
        ({"media": ("forum", "x"), "query": "panne"}, [6, 5, 3, 2, 1]),
        ({"accounts": (("", "anne"),)}, [3, 1]),
        ({"accounts": (("x", "anne"), ("", "bob"))}, [2, 1]),
        ({"accounts": (("", "dora"),)}, [6]),  # exports that lead handles with @
        ({"languages": ("en",)}, [2]),
        ({"kinds": ("repost", "quote")}, [6, 5]),
        ({"kinds": ("post",)}, [3, 2, 1]),
        ({"tag": "sante"}, [5, 1]),
        ({"tag": "sante", "query": "rt"}, [5]),
        ({"link": "https://presse.example/b"}, [1]),
        ({"site": "ville.example"}, [6, 1]),
        ({"site": "ville.example", "query": "panne -fin"}, [1]),
        ({"mentioned": ("", "anne")}, [6, 5, 4, 2]),
        ({"mentioned": ("x", "anne")}, [6, 5, 4]),
        ({"mentioned": ("forum", "anne"), "query": "panne"}, [2]),
        ({"topic": "2024-05/1"}, [3, 1]),
        ({"topic": "none"}, [6, 5, 2]),
        ({"hour": 10}, [5, 3, 2]),
        ({"weekday": 3}, [2, 1]),  # 1 May 2024 was a Wednesday
        ({"hour": 10, "weekday": 3, "query": "panne"}, [2]),
    ],
)
def test_each_field_narrows_the_selection(fields: dict, expected: list[int], connection) -> None:
    selection = Selection(**fields)
    assert numbers(connection, selection) == expected
    assert ids(find.first(connection, selection)) == expected
    with find.chosen(connection, selection) as chosen:
        assert find.count(connection, chosen) == len(expected)


def test_engagement_comes_first_unknown_last_and_equals_by_date(connection) -> None:
    assert numbers(connection, Selection(), "engagement") == [5, 2, 1, 6, 4, 3]


def test_relevance_prefers_titles_and_short_texts_that_repeat_the_word(connection) -> None:
    ranked = numbers(connection, Selection(query="panne"), "relevance")
    assert ranked[0] == 6 and ranked.index(2) < ranked.index(1) < ranked.index(3)
    assert numbers(connection, Selection(), "relevance") == numbers(connection, Selection())


@pytest.mark.parametrize("sort", SORTS)
def test_pages_follow_each_other(sort: str, connection) -> None:
    for selection in (Selection(query="panne"), Selection(media=("x",))):
        whole = numbers(connection, selection, sort)
        assert [number for offset in range(0, 6, 2) for number in numbers(connection, selection, sort, 2, offset)] == whole
        assert ids(find.first(connection, selection, sort, 2)) == whole[:2]


def test_a_post_has_all_columns_and_the_label_of_its_topic(connection) -> None:
    row = find.first(connection, Selection(topic="2024-05/2"))[0]
    assert (row["label"], row["author"], row["hour"], row["reply_to_account"], row["text"]) == ("sujet 1", "Carl", 23, "anne", "rien")
    assert find.first(connection, Selection(topic="none"))[0]["label"] is None


def test_the_tables_of_selections_are_dropped_and_may_stand_side_by_side(connection) -> None:
    with find.chosen(connection, Selection(media=("x",))) as one, find.chosen(connection, Selection(media=("forum",))) as other:
        assert (find.count(connection, one), find.count(connection, other)) == (4, 2)
    assert connection.execute("SELECT count(*) FROM temp.sqlite_master WHERE name LIKE 'chosen%'").fetchone()[0] == 0


def test_values_of_fields_are_never_sql(connection) -> None:
    hostile = "x') OR 1=1; DROP TABLE posts; --"
    fields = {"media": (hostile,), "accounts": ((hostile, hostile),), "languages": (hostile,), "kinds": (hostile,), "mentioned": (hostile, hostile)}
    for name, value in (fields | dict.fromkeys(("tag", "link", "site", "topic"), hostile)).items():
        assert numbers(connection, Selection(**{name: value})) == []
    assert numbers(connection, Selection()) == [6, 5, 4, 3, 2, 1]
