"""Counts of too few people are blanked, with what would give them away; words need people too, and must name nobody."""

import pandas as pd
import pytest

from conversatoire.columns import TABLES
from conversatoire.export.allowed import ALLOWED
from conversatoire.export.authors import cut, of_items, of_rows
from conversatoire.export.people import named, names_someone
from conversatoire.export.release import _safe
from conversatoire.export.small import hidden


def _posts(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    """Posts (day, author, text) of one medium and source."""
    return pd.DataFrame(
        [
            {
                "post_id": f"m:{n}", "medium": "m", "source": "s", "author": author, "published_at": pd.Timestamp(f"2024-03-{day}T12:00Z"),
                "title": None, "text": text, "repost_of_id": None, "repost_of_author": None, "hashtags": [], "links": [],
            }
            for n, (day, author, text) in enumerate(rows)
        ]
    )  # fmt: skip


def _cut(posts: pd.DataFrame) -> pd.DataFrame:
    ids = posts[["post_id"]]
    return cut(posts, ids.assign(topic=[n % 2 for n in range(len(posts))]), ids.assign(tone="neutral"), "UTC")


def test_a_row_of_too_few_is_hidden_and_so_is_the_one_that_would_give_it_away() -> None:
    table = pd.DataFrame({"topic": [0, 1, 2, 3], "authors": [50, 20, 3, 0]})
    assert hidden(table, table["authors"], ["topic"], 5).tolist() == [False, True, True, False]
    assert hidden(table, table["authors"], [], 5).tolist() == [False, False, True, False]


def test_two_hidden_rows_in_a_line_give_nothing_away_by_themselves() -> None:
    table = pd.DataFrame({"topic": [0, 1, 2], "authors": [50, 4, 3]})
    assert hidden(table, table["authors"], ["topic"], 5).tolist() == [False, True, True]


def test_no_line_of_a_table_of_two_ways_has_exactly_one_hidden_cell_beside_others() -> None:
    table = pd.DataFrame([(t, m, authors) for t, line in enumerate([[9, 2, 30], [40, 50, 60], [12, 13, 14]]) for m, authors in enumerate(line)])
    table.columns = ["topic", "medium", "authors"]
    table["hidden"] = hidden(table, table["authors"], ["topic", "medium"], 5)
    assert table["hidden"][1]
    for way in ("topic", "medium"):
        assert 1 not in table.groupby(way)["hidden"].sum().tolist()


def test_a_table_where_everyone_is_told_hides_nothing() -> None:
    table = pd.DataFrame({"day": ["1", "2"], "authors": [5, 6]})
    assert not hidden(table, table["authors"], ["day"], 5).any()


def test_authors_behind_a_cell_are_counted_once_and_unknown_ones_as_one() -> None:
    posts = _posts(("01", "Anne", "x"), ("01", "anne", "x"), ("01", None, "x"), ("01", None, "x"), ("02", "bob", "x"))
    table = pd.DataFrame({"day": ["2024-03-01", "2024-03-02", "2024-03-03"], "medium": "m"})
    assert of_rows(table, "posts:day,medium", _cut(posts)).tolist() == [2, 1, 0]
    assert of_rows(pd.DataFrame({"n": [4, None]}), "column:n", _cut(posts)).tolist() == [4, 0]


def test_authors_behind_tones_are_those_of_the_tone_in_each_part() -> None:
    table = pd.DataFrame({"by": ["all", "medium", "topic", "topic"], "value": ["", "m", "0", "1"], "tone": "neutral"})
    posts = _posts(("01", "a", "x"), ("01", "b", "x"), ("01", "c", "x"))
    assert of_rows(table, "tone:by,value,tone", _cut(posts)).tolist() == [3, 3, 2, 1]


def test_a_word_counts_those_who_wrote_it_themselves() -> None:
    posts = _posts(
        ("01", "a", "Le Péage, encore"),
        ("01", "b", "pas de péage"),
        ("01", "b", "péage !"),
        ("01", "c", "le péage"),
        ("02", "d", "messagerie privée"),
    )
    posts.loc[3, "repost_of_author"] = "a"
    posts.at[0, "hashtags"], posts.at[1, "links"] = ["chantier"], ["https://www.site.fr/a"]
    found = of_items(
        ["péage", "messagerie privée", "messagerie_privée", "#chantier", "chantier", "https://www.site.fr/a", "site.fr", "rien"], _cut(posts)
    )
    assert found == {
        "péage": 2, "messagerie privée": 1, "messagerie_privée": 1, "#chantier": 1, "chantier": 1, "https://www.site.fr/a": 1, "site.fr": 1, "rien": 0
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["@anyone", "Jean.Dupont", "avec jean dupont hier", "https://x.fr/u/jdupont/1", "#JDupont", "JDUPONT", "a_b", "écrire à jdupont@x.fr"]
)
def test_a_handle_or_name_is_found_in_any_spelling(text: str) -> None:
    assert names_someone(text, frozenset({"jdupont", "jean dupont", "jean.dupont", "a_b"}))


def test_a_part_of_a_word_and_a_term_of_the_study_name_nobody() -> None:
    assert not names_someone("dupontel et jean", frozenset({"dupont", "jean dupont"}))
    assert not names_someone("Free", frozenset({"free"}), frozenset({"free"}))


def test_links_into_a_medium_and_short_links_are_not_told_but_sites_are() -> None:
    told = ["https://www.lemonde.fr/a", "lemonde.fr", "twitter.com", "#pont", "pont"]
    hidden_links = [
        "https://x.com/i/status/1",
        "https://fr-fr.facebook.com/someone",
        "https://t.co/a",
        "t.co",
        "https://forum.example/u/7",
        "https://a.fr/anne",
    ]
    found = {item for item in told + hidden_links if _safe(item, frozenset({"anne"}), frozenset(), {"forum.example"})}
    assert found == set(told)


def test_everyone_a_post_names_is_known_with_the_part_before_the_at() -> None:
    row = {
        "author": "Anne@b.social",
        "author_name": "Anne É.",
        "author_id": "7",
        "reply_to_author": None,
        "repost_of_author": "@Bob",
        "quote_of_author": "C",
    }
    assert named(pd.DataFrame([row | {"mentions": ["dd"]}])) == {"anne@b.social", "anne", "anne e.", "7", "bob", "c", "dd"}


def test_the_allow_list_names_only_columns_that_are_and_none_of_persons_or_posts() -> None:
    private = {
        "account",
        "author",
        "first_author",
        "post_id",
        "post_ids",
        "example",
        "item_medium",
        "leaders",
        "source_post",
        "sentence",
        "raw",
        "origin",
        "why",
        "label",
    }
    for name, rule in ALLOWED.items():
        released = {*rule.keys, *rule.values, *rule.texts}
        assert released <= set(TABLES[name].columns), name
        assert not released & private, name
    assert not ALLOWED.keys() & {
        "posts",
        "rejects",
        "accounts",
        "edges",
        "rankings",
        "cascades",
        "cascade_posts",
        "coordination",
        "extremes",
        "questions",
    }
