"""Rows as exported become posts as studied; what is no post is told with its reason."""

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection.formats import LIST_COLUMNS
from conversatoire.collection.formats._lists import parse_list
from conversatoire.collection.normalise import BAD_DATE, NO_CONTENT, NO_DATE, Normalised, normalise, whole_numbers
from conversatoire.config import Source
from conversatoire.tables import TABLES
from conversatoire.text import unescape

AT = "2024-07-10T12:00:00Z"


def made(*rows: dict, medium: str = "twitter", **settings_) -> Normalised:
    source = Source(
        name="s", medium=medium, format="csv", path=["x.csv"], columns={"published_at": "at", "text": "text"}, timezone="Europe/Paris", **settings_
    )
    names = {name for row in rows for name in row}
    schema = {"row": pl.Int64} | {name: pl.List(pl.String) if name in LIST_COLUMNS else pl.String for name in names}
    frame = pl.DataFrame([{"row": i} | row for i, row in enumerate(rows, start=2)], schema=schema)
    return normalise(frame, source, "x.csv")


def post(**row: object) -> dict:
    result = made({"published_at": AT, "text": "words"} | row)
    assert len(result.posts) == 1
    return result.posts.row(0, named=True)


def test_a_post_has_the_columns_and_types_of_the_table() -> None:
    posts = made({"published_at": AT, "text": "a", "native_id": "1"}).posts
    assert posts.to_arrow().cast(TABLES["posts"].schema).schema == TABLES["posts"].schema
    row = posts.row(0, named=True)
    assert (row["post_id"], row["origin"], row["medium"], row["source"]) == ("twitter:1", "x.csv:2", "twitter", "s")


def test_rows_without_date_or_content_are_rejected_with_their_reason_and_what_they_held() -> None:
    result = made(
        {"published_at": None, "text": "a"},
        {"published_at": "2024-02-30", "text": "b"},
        {"published_at": AT, "text": " "},
        {"published_at": AT, "text": "c"},
    )
    assert [(reject.row, reject.reason) for reject in result.rejects] == [(2, NO_DATE), (3, BAD_DATE), (4, NO_CONTENT)]
    assert "2024-02-30" in result.rejects[1].raw
    assert len(result.posts) == 1


def test_a_link_or_a_title_alone_is_a_post() -> None:
    assert len(made({"published_at": AT, "title": "t"}, {"published_at": AT, "links": ["https://a.fr"]}).posts) == 2


def test_ids_of_nineteen_digits_survive_and_ruined_ones_become_hashes_and_are_counted() -> None:
    rows = [
        {"published_at": AT, "text": f"t{i}", "native_id": name}
        for i, name in enumerate(["1811040987365421110", "1,45E+18", "1.8110409873654211e+18"])
    ]
    result = made(*rows)
    ids = result.posts["post_id"].to_list()
    assert ids[0] == "twitter:1811040987365421110"
    assert all(name.startswith("twitter:~") and len(name) == len("twitter:~") + 16 for name in ids[1:])
    assert result.ruined_ids == 2


def test_long_ids_that_all_end_in_zeros_are_a_spreadsheet_s() -> None:
    rounded = [{"published_at": AT, "text": f"t{i}", "native_id": f"18110409873654{i}0000"} for i in range(6)]
    assert made(*rounded).ruined_ids == 6
    whole = [{"published_at": AT, "text": f"t{i}", "native_id": f"18110409873654{i}0001"} for i in range(6)]
    assert made(*rounded[:1], *whole).ruined_ids == 0


def test_posts_without_id_share_a_hash_only_where_author_instant_and_text_are_equal() -> None:
    base = {"published_at": AT, "text": "x", "author": "a"}
    ids = made(base, base, base | {"author": "b"}, base | {"text": "y"}, base | {"published_at": "2024-07-10T12:00:01Z"}).posts["post_id"].to_list()
    assert ids[0] == ids[1] and len(set(ids)) == 4


def test_tags_are_found_in_any_script_and_not_in_links_or_numbers() -> None:
    found = post(text="#Été #été2024 https://a.fr/x#ancre #123 (#Économie) a#b &#39; #déjà_vu,#fin")["hashtags"]
    assert found == ["été", "été2024", "économie", "déjà_vu", "fin"]


def test_mentions_are_handles_and_not_addresses() -> None:
    assert post(text="@Free: .@Freebox, contact bob@exemple.fr (@a_b) @Free https://medium.com/@x")["mentions"] == ["free", "freebox", "a_b"]


def test_mentions_of_the_fediverse_keep_their_host() -> None:
    result = made({"published_at": AT, "text": "@Ana@Mastodon.social. et @bob.x-"}, medium="mastodon")
    assert result.posts["mentions"].to_list() == [["ana@mastodon.social", "bob.x"]]


def test_links_lose_the_punctuation_around_them() -> None:
    assert post(text="(voir https://a.fr/x_(y)). Puis «www.b.fr»!")["links"] == ["https://a.fr/x_%28y%29", "https://www.b.fr"]


def test_the_export_s_lists_win_over_the_text_where_it_has_them() -> None:
    rows = made(
        {"published_at": AT, "text": "#x @y", "hashtags": ["#A", "a"], "mentions": ["@B"]}, {"published_at": AT, "text": "#x @y", "hashtags": None}
    )
    assert rows.posts["hashtags"].to_list() == [["a"], ["x"]]
    assert rows.posts["mentions"].to_list() == [["b"], ["y"]]


def test_rt_tells_a_repost_where_nothing_else_does() -> None:
    row = post(text="RT @Source: merci @autre")
    assert (row["repost_of_author"], row["mentions"]) == ("Source", ["autre"])
    assert post(text="RT @Source: merci", repost_of_author="vrai")["repost_of_author"] == "vrai"
    assert post(text="je RT @Source: merci")["repost_of_author"] is None


def test_kinds_lead_the_reference_to_its_column() -> None:
    rows = [
        {"published_at": AT, "text": "x", "kind": kind, "reference": "7", "reference_author": "@z"}
        for kind in ("Retweet", "reply", "quoting", "tweet")
    ]
    posts = made(*rows, kinds={"retweet": "repost", "reply": "reply", "quoting": "quote"}).posts
    assert posts["repost_of_id"].to_list() == ["twitter:7", None, None, None]
    assert posts["reply_to_id"].to_list() == [None, "twitter:7", None, None]
    assert posts["quote_of_id"].to_list() == [None, None, "twitter:7", None]
    assert posts["quote_of_author"].to_list() == [None, None, "z", None]


def test_texts_are_composed_and_without_control_characters() -> None:
    decomposed = unicodedata.normalize("NFD", "été")
    assert post(text=f" {decomposed}\r\nligne\x00\x07\x85fin \t\n")["text"] == "été\nligne\nfin"


def test_counts_are_read_in_all_their_forms() -> None:
    cells = pl.Series(["12", "12.0", "1 234", "1,234", "1.2K", "3M", "1,5", "-3", "many", "", None, "1\u202f234"])
    assert whole_numbers(cells).to_list() == [12, 12, 1234, 1234, 1200, 3_000_000, None, None, None, None, None, 1234]


def test_handles_lose_their_at_sign_and_empty_authors_are_nothing() -> None:
    assert post(author="@Free")["author"] == "Free"
    assert post(author="  ")["author"] is None


def test_references_carry_the_medium() -> None:
    row = post(reply_to="5", thread="9", quote_of="1,4E+18")
    assert (row["reply_to_id"], row["thread_id"], row["quote_of_id"]) == ("twitter:5", "twitter:9", None)


def test_written_out_line_ends_and_entities_become_what_they_mean() -> None:
    texts = pl.Series("text", ["a\\nb\\r\\nc &lt;3 &eacute; &amp;amp;", "C:\\new\nline", None, "plain"])
    assert unescape(texts).to_list() == ["a\nb\nc <3 é &amp;", "C:\\new\nline", None, "plain"]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ('["a", "b"]', ["a", "b"]),
        ("['a', 'b']", ["a", "b"]),
        ("[{'text': 'a', 'indices': [1, 2]}, {'text': 'b'}]", ["a", "b"]),
        ('[{"expanded_url": "https://a.fr/x,y", "url": "https://t.co/x"}]', ["https://a.fr/x,y"]),
        ("a, b;c|d e", ["a", "b", "c", "d", "e"]),
        ("https://a.fr/x,y https://b.fr", ["https://a.fr/x,y", "https://b.fr"]),
        ("https://a.fr,https://b.fr", ["https://a.fr", "https://b.fr"]),
        ("[]", []),
        ("[broken, 'list", ["broken", "list"]),
        ("#a #b", ["#a", "#b"]),
        ("12345678901234567890123", ["12345678901234567890123"]),
    ],
)
def test_lists_are_read_however_they_are_printed(cell: str, items: list[str]) -> None:
    assert parse_list(cell) == items


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional={name: st.text(max_size=20) for name in ("native_id", "author", "text", "title", "likes", "lang", "url", "kind", "reply_to")}
        ),
        max_size=8,
    )
)
def test_every_row_is_a_post_or_a_reject_whatever_it_holds(rows: list[dict]) -> None:
    rows = [{key: value.encode("utf-8", "replace").decode() for key, value in row.items()} | {"published_at": AT} for row in rows]
    result = made(*rows) if rows else made()
    assert len(result.posts) + len(result.rejects) == len(rows)
    assert result.posts["post_id"].null_count() == 0 and result.posts["text"].null_count() == 0 and result.posts["lang"].null_count() == 0
