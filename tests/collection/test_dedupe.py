"""Duplicates: the last row wins, and no count that was known is forgotten."""

import polars as pl
from handmade import frame, post
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection.dedupe import ENGAGEMENT, is_duplicate, latest_engagement, with_engagement

DAY = "2024-07-01T10:00"


def drop_duplicates(posts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    dropped = is_duplicate(posts)
    return with_engagement(posts.filter(~dropped), latest_engagement(posts, dropped)), posts.filter(dropped)


def test_the_last_row_wins_and_the_earlier_one_is_the_duplicate_of_its_source() -> None:
    rows = [post("1", DAY, "old", source="a"), post("2", DAY), post("1", DAY, "new", source="b")]
    kept, dropped = drop_duplicates(frame(rows))
    assert kept.select("post_id", "text", "source").rows() == [("twitter:2", "free", "x"), ("twitter:1", "new", "b")]
    assert dropped.select("post_id", "text", "source").rows() == [("twitter:1", "old", "a")]


def test_the_latest_known_engagement_wins_column_by_column() -> None:
    rows = [post("1", DAY, likes=5, views=100), post("1", DAY, likes=7, reposts=1), post("1", DAY, "last", reposts=0, title=None)]
    kept, _ = drop_duplicates(frame(rows))
    assert kept.select("text", "likes", "reposts", "views", "replies").rows() == [("last", 7, 0, 100, None)]


def test_content_is_that_of_the_last_row_even_where_it_is_empty() -> None:
    kept, _ = drop_duplicates(frame([post("1", DAY, title="T", url="u"), post("1", DAY)]))
    assert kept.select("title", "url").rows() == [(None, None)]


def test_posts_of_two_media_with_one_native_id_are_two_posts() -> None:
    kept, dropped = drop_duplicates(frame([post("1", DAY), post("1", DAY, medium="forum")]))
    assert (kept.height, dropped.height) == (2, 0)


def test_no_posts_give_no_posts() -> None:
    kept, dropped = drop_duplicates(frame([]))
    assert (kept.height, dropped.height) == (0, 0)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), *[st.none() | st.integers(0, 9)] * 5), max_size=12))
def test_the_result_is_that_of_reading_the_rows_one_by_one(rows: list[tuple]) -> None:
    posts = frame([post(name, DAY, text=str(i), **dict(zip(ENGAGEMENT, counts, strict=True))) for i, (name, *counts) in enumerate(rows)])
    expected: dict[str, dict] = {}
    for row in posts.iter_rows(named=True):
        before = expected.pop(row["post_id"], {})  # popped: a post stands where its last row stood
        expected[row["post_id"]] = row | {name: before.get(name) for name in ENGAGEMENT if row[name] is None}
    kept, dropped = drop_duplicates(posts)
    assert kept.rows(named=True) == list(expected.values())
    assert kept.height + dropped.height == posts.height and kept.schema == posts.schema


def test_the_schema_does_not_change() -> None:
    posts = frame([post("1", DAY, likes=1), post("1", DAY)])
    assert drop_duplicates(posts)[0].schema == posts.schema and isinstance(posts.schema["likes"], pl.Int64)
