"""Canonical links: one form for the many ways of writing an address, which still opens."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversatoire.collection.links import canonical, canonical_lists, tidy


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("http://www.Exemple.FR/a/b/?utm_source=x&b=2&a=1#part", "https://www.exemple.fr/a/b?a=1&b=2"),
        ("https://exemple.fr:443/A?fbclid=1", "https://exemple.fr/A"),
        ("www.exemple.fr/", "https://www.exemple.fr"),
        ("https://fr.wikipedia.org/wiki/Été", "https://fr.wikipedia.org/wiki/%C3%89t%C3%A9"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.exemple.fr%2Fa", "https://www.exemple.fr/a"),
        ("https://user:password@exemple.fr/x", "https://exemple.fr/x"),
        ("https://bit.ly/AbC", "https://bit.ly/AbC"),
        ("https://t.co/AbC?amp=1", "https://t.co/AbC?amp=1"),
        ("pic.twitter.com/AbC", "https://pic.twitter.com/AbC"),
        ("https://web.archive.org/web/2010/http://a.fr/x", "https://web.archive.org/web/2010/http://a.fr/x"),
    ],
)
def test_each_way_of_writing_gives_the_form(written: str, form: str) -> None:
    assert canonical(written) == form


@pytest.mark.parametrize(
    "written", ["", "https://", "http://[::1", "mailto:a@b.fr", "javascript:alert(1)", "ftp://a.fr", "/r/france", "https://a.fr:99999/", "word"]
)
def test_what_is_no_web_address_is_no_link(written: str) -> None:
    assert canonical(written) is None


def test_punctuation_after_a_link_is_no_part_of_it_and_its_own_brackets_are() -> None:
    assert tidy("https://a.fr/x).") == "https://a.fr/x"
    assert tidy("https://fr.wikipedia.org/wiki/Freebox_(box),") == "https://fr.wikipedia.org/wiki/Freebox_(box)"
    assert tidy("https://a.fr/x…»") == "https://a.fr/x"


def test_lists_keep_each_link_once_in_order() -> None:
    column = pl.Series("links", [["http://b.fr/", "https://a.fr", "https://b.fr#x"], [], None, ["nothing"]], dtype=pl.List(pl.String))
    assert canonical_lists(column).to_list() == [["https://b.fr", "https://a.fr"], [], [], []]


@given(
    st.text(max_size=40).map("https://exemple.fr/".__add__)
    | st.text(max_size=40)
    | st.from_regex(r"https?://[a-z.:@%?&=#/\[\]()é-]{0,40}", fullmatch=True)
)
def test_the_canonical_form_is_its_own_canonical_form_and_safe_in_a_page(url: str) -> None:
    form = canonical(url)
    assert form is None or canonical(form) == form
    assert form is None or not set(form) & set(' "<>\n\t')
