"""Post text comes out as it went in, whatever it holds."""

import re
from html.parser import HTMLParser
from pathlib import Path

from conftest import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.note import document
from conversatoire.note.escape import hide_addresses, is_link, link, md, plain

NASTY = st.sampled_from(
    [*"\\`*_{}[]()#+-.!|<>&$~^@:\"'=%/ \t\n\r", "&amp;", "<b>", "1.", "---", "](", "\u202e", "\x00", "é", "👍🏽", "\u2028", "Table: "]
)
TEXTS = st.lists(st.one_of(st.text(max_size=30), st.lists(NASTY, max_size=12).map("".join)), min_size=1, max_size=25)


class Content(HTMLParser):
    """The text inside each `tag` of a page, and which other tags stand in it."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag, self.texts, self.inside, self.others = tag, [], False, set()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if self.inside:
            self.others.add(tag)
        if tag == self.tag:
            self.inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != self.tag

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def normal(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text).strip(" ")


def html_of(markdown: str, tag: str) -> Content:
    content = Content(tag)
    content.feed(document.pandoc(["-f", document.MARKDOWN, "-t", "html", "--columns=100000"], markdown, Path()))
    return content


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_text_comes_out_literally_in_paragraphs(texts: list[str]) -> None:
    wanted = [plain(text) for text in texts if plain(text)]
    content = html_of("\n\n".join(md(text) for text in wanted), "p")
    assert [normal(text) for text in content.texts] == [normal(text) for text in wanted]
    assert not content.others


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_text_comes_out_literally_in_cells_of_a_table(texts: list[str]) -> None:
    rows = "\n".join(f"| {md(text)} | x |" for text in texts)
    content = html_of(f"| a | b |\n|---|---|\n{rows}\n\n: caption\n", "td")
    assert [normal(text) for text in content.texts[::2]] == [normal(plain(text)) for text in texts]
    assert not content.others


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_any_text_comes_out_literally_in_headings(texts: list[str]) -> None:
    content = html_of("\n\n".join(f"### 1. {md(text)}" for text in texts), "h3")
    assert [normal(text) for text in content.texts] == [normal(f"1. {plain(text)}") for text in texts]
    assert not content.others


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_any_text_comes_out_literally_in_quotations(texts: list[str]) -> None:
    content = html_of("\n\n".join(f"> «{md(text)}»\n>\n> by **x{md(text)}x**" for text in texts), "p")
    assert [normal(text) for text in content.texts[::2]] == [normal(f"«{plain(text)}»") for text in texts]
    assert content.others == {"strong"}


def test_typst_reads_the_hostile_texts_as_text() -> None:
    texts = [plain(text) for text in HOSTILE]
    tree = document.pandoc(["-f", document.MARKDOWN, "-t", "typst", "--columns=100000", "--wrap=none"], "\n\n".join(map(md, texts)), Path())
    back = document.pandoc(["-f", "typst-smart", "-t", "plain", "--wrap=none"], "#set smartquote(enabled: false)\n\n" + tree, Path())
    assert [line for line in back.split("\n") if line.strip()] == [text.replace("...", "…") for text in texts]  # typst's own typography


def test_escaping_twice_is_escaping_once() -> None:
    assert md(md("*a*")) == md("*a*") == "\\*a\\*"


def test_numbers_and_dots_stay_readable_in_the_markdown() -> None:
    assert md("2.18.0, +12 % et c'est tout.") == "2.18.0, +12 % et c'est tout."


def test_only_web_addresses_become_links() -> None:
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.b/c",
        "file:///etc/passwd",
        "https://",
        "https://a b.c",
        "http://u:p@h.x",
        None,
        3.5,
        "ftp://a.b",
    ):
        assert not is_link(url)
        assert link("voir", url) == "voir"


def test_a_link_leads_to_its_address_unchanged() -> None:
    for url in ("https://a.b/c_d_e?x=1&y=2&copy=3", "http://a.b/?q=été", "https://a.b/%20x~y"):
        content = document.parse(f"texte {link('voir', url)}")
        found = [inline for inline in content["meta"]["subtitle"]["c"] if inline["t"] == "Link"]
        assert found[0]["c"][2][0].replace("%7E", "~") == url


def test_brackets_and_spaces_in_an_address_cannot_end_the_link() -> None:
    assert link("x]", 'https://a.b/c)d"e<f>') == "[x\\]](https://a.b/c%29d%22e%3Cf%3E)"


def test_addresses_are_hidden_wherever_they_stand() -> None:
    assert hide_addresses("à jean.paul+x@exemple.co.uk, ou @jean", "…") == "à …, ou @jean"
