"""The query finds what its users expect, whatever the accents, apostrophes, cases and signs around the word."""

import re
import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection import query as q
from conversatoire.config import Query


def posts(*texts: str, **columns: object) -> pl.DataFrame:
    n = len(texts)
    base = {"post_id": [f"twitter:{i}" for i in range(n)], "title": [None] * n, "text": list(texts), "hashtags": [[]] * n, "mentions": [[]] * n}
    schema = {"post_id": pl.String, "title": pl.String, "text": pl.String, "hashtags": pl.List(pl.String), "mentions": pl.List(pl.String)}
    return pl.DataFrame(base | columns, schema=schema)


def finds(term: str, text: str, **columns: object) -> bool:
    query = Query(any=[term])
    found = q.hits(posts(text, **columns), query)
    return found.select(q.belongs(found, query)).item()


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("free", "FREE"),
        ("free", "Merci Free!"),
        ("free", "#free est en panne"),
        ("free", "@free est en panne"),
        ("free", "𝗙𝗿𝗲𝗲 est en panne"),  # mathematical bold, as posts use it
        ("sante", "La Santé publique"),
        ("santé", "la SANTE"),
        ("santé", unicodedata.normalize("NFD", "la santé")),
        ("indemnisation", "l’indemnisation"),
        ("indemnisation", "l'Indemnisation"),
        ("l'indemnisation", "L’INDEMNISATION"),
        ("coeur", "un cœur"),
        ("cœur", "un COEUR"),
        ("strasse", "die Straße"),
        ("curriculum vitae", "Curriculum vitæ"),
        ("pouvoir d'achat", "le pouvoir d’achat"),
        ("pouvoir d’achat", "le Pouvoir d'Achat."),
        ("pouvoir d'achat", "pouvoir\n d'achat"),
        ("pouvoir d achat", "pouvoir-d'achat"),
        ("service client", "service-client"),
        ("service-client", "service client"),
        ("mediator", "le Mediator™ tue"),
        ("mediator", "le Media\u00adtor"),
        ("aime", "j'aime❤\ufe0f"),
        ("❤", "j'aime❤\ufe0f"),
        ("❤\ufe0f", "j'aime❤"),
        ("🚀", "ça part🚀!"),
        ("c++", "le C++ moderne"),
        ("r&b", "du R&B"),
        ("5g", "la 5G"),
        ("$aapl", "du $AAPL"),
        ("ελλασ", "ΕΛΛΆΣ"),
        ("@free", "merci @Free !"),
        ("@free", ".@free bonjour"),
        ("@free", "bravo @free."),
        ("@free", "(@free)"),
        ("@free.bsky.social", "vu @free.bsky.social"),
        ("#free", "vive #Free, vraiment"),
        ("#santé", "#sante"),
        ("#free", "＃free"),
        (r"/^free\b/", "Free arrive"),
        (r"/free(box)?s?$/", "mes Freebox"),
        (r"/(?<!im)patient/", "un Patient"),
        (r"/(\w)\1{2}/", "oooh"),
        (r"/free\.fr/", "https://portail.free.fr/x"),
        (r"/santé/", "SANTÉ"),
    ],
)
def test_a_term_is_found(term: str, text: str) -> None:
    assert finds(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("free", "freebox"),
        ("free", "carefree"),
        ("free", "free_mobile"),
        ("free", "été freé2"),
        ("free", "https://prenom.free.fr/photos"),
        ("free", "vu sur www.free.fr"),
        ("vaccin", "les vaccins"),
        ("free fire", "free of fire"),
        ("free fire", "free firewall"),
        ("pouvoir d'achat", "pouvoir dachat"),
        ("c++", "le C moderne"),
        ("r&b", "r b"),
        ("@free", "free"),
        ("@free", "@freebox"),
        ("@free", "contact: x@free.fr"),
        ("@free", "vu @free.bsky.social"),
        ("@free", "vu @free-mobile"),
        ("#free", "free"),
        ("#free", "@free"),
        ("#free", "#freebox"),
        ("#free", "https://x.fr/page#free"),
        ("#free", "page#free"),
        (r"/free.fire/", "free  fire"),
        (r"/(?<!im)patient/", "impatient"),
        (r"/santé/", "sante"),  # a regex searches the text as it stands
    ],
)
def test_another_word_is_not_found(term: str, text: str) -> None:
    assert not finds(term, text)


def test_the_exports_lists_of_mentions_and_tags_count_for_handles_and_tags_only() -> None:
    lists = {"mentions": [["free"]], "hashtags": [["réseau"]]}
    assert finds("@free", "sans rien", **lists) and finds("#reseau", "sans rien", **lists)
    assert not finds("free", "sans rien", **lists) and not finds("reseau", "sans rien", **lists)


def test_the_title_is_searched_and_no_phrase_spans_title_and_text() -> None:
    assert finds("free", "rien", title=["Free"]) and finds("/^free/", "rien", title=["Free"])
    assert not finds("free mobile", "mobile", title=["free"])


def test_any_all_and_none_are_combined() -> None:
    query = Query(any=["free", "freebox"], all=["panne"], none=["free fire"])
    texts = ["free en panne", "freebox en panne", "orange en panne", "free marche", "panne de free fire"]
    found = q.hits(posts(*texts), query)
    assert found.select(q.belongs(found, query)).to_series().to_list() == [True, True, False, False, False]
    assert q.term_counts(found, query).rows() == [
        ("any", "free", 3),
        ("any", "freebox", 1),
        ("all", "panne", 4),
        ("none", "free fire", 1),
    ]
    assert [q.why_refused(row, query) for row in found.rows(named=True)][2:] == ["no term of any", "all: panne is not there", "none: free fire"]


@pytest.mark.parametrize("texts", [[], ["a", "b"]])
def test_an_empty_query_keeps_every_post(texts: list[str]) -> None:
    found = q.hits(posts(*texts), Query())
    assert found.filter(q.belongs(found, Query())).height == len(texts)


def test_only_unwanted_terms_keep_the_rest() -> None:
    query = Query(none=["pub"])
    found = q.hits(posts("une pub", "rien"), query)
    assert found.filter(q.belongs(found, query))["post_id"].to_list() == ["twitter:1"]


def test_slices_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    query, many = Query(any=["a", "/b/", "@c"]), posts(*"abcab", mentions=[["c"], [], ["c"], [], []])
    whole = q.hits(many, query)
    monkeypatch.setattr(q, "_SLICE", 2)
    assert q.hits(many, query).equals(whole)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_no_term_that_the_study_accepts_makes_the_search_fail_and_each_finds_itself(term: str) -> None:
    try:
        query = Query(any=[term])
    except ValueError:
        return
    assert finds(query.any[0], f"a {query.any[0]} b") or query.any[0].startswith("/")
    assert not finds(query.any[0], "") or query.any[0].startswith("/")


@settings(max_examples=200, deadline=None)
@given(st.text("ab cé'-.!", min_size=0, max_size=12), st.sampled_from(["a", "ab", "cé", "b a"]))
def test_words_are_found_as_a_plain_reading_of_the_text_finds_them(text: str, term: str) -> None:
    plain = text.replace("é", "e")
    words = r"[ '.!-]+".join(term.replace("é", "e").split())
    assert finds(term, text) == bool(re.search(rf"(?<!\w){words}(?!\w)", plain))
