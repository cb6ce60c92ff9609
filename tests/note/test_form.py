"""The forms of the note: what a keyboard, a screen reader, a printer and an editor find in them."""

import base64
import hashlib
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import hostile_posts, load, write_month

from conversatoire.note import anchors, boxes, document, render

HOSTILE_BOX = "::: {.teaching}\n\n**Encadré : faux**\n\n:::"


class Page(HTMLParser):
    """Elements of a page in order, each with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The note of a month in both languages, as a teacher would have it."""
    place = tmp_path_factory.mktemp("forme")
    posts = hostile_posts()
    posts[0] = posts[0] | {"text": HOSTILE_BOX, "title": HOSTILE_BOX}
    before = write_month(place / "2011-04", posts[:4])
    month = write_month(place / "2011-05", posts, baseline=0.1)
    render.write(load(month, before, teaching=True), place / "note", ["fr", "en"])
    return place / "note"


@pytest.fixture(scope="module", params=["fr", "en"])
def page(request: pytest.FixtureRequest, folder: Path) -> tuple[Page, str, str]:
    text = (folder / f"note.{request.param}.html").read_text(encoding="utf-8")
    return Page(text), text, request.param


def test_only_our_script_may_run(page: tuple[Page, str, str]) -> None:
    seen, text, _ = page
    policy = next(meta["content"] for meta in seen.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    script = re.findall(r"<script>(.*?)</script>", text, flags=re.DOTALL)
    assert len(script) == text.count("<script") == 1
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert policy.split("; ") == [
        *("default-src 'none'", "img-src data:", "style-src 'unsafe-inline'", f"script-src 'sha256-{digest}'"),
        *("base-uri 'none'", "form-action 'none'"),
    ]
    assert not [name for _, attributes in seen.elements for name in attributes if name.startswith("on")]


def test_landmarks_headings_and_addresses(page: tuple[Page, str, str]) -> None:
    seen, _, lang = page
    tags = [tag for tag, _ in seen.elements]
    assert [tags.count(tag) for tag in ("h1", "main", "nav")] == [1, 1, 1]
    assert seen.all("html")[0]["lang"] == lang
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in seen.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert [link["href"] for link in seen.all("a") if link.get("href", "").startswith("#") and link["href"][1:] not in ids] == []
    assert [names[lang] for names in anchors.SECTIONS.values() if names[lang] not in ids] == []
    assert seen.all("a")[0]["href"] == "#content"


def test_tables_have_captions_scopes_and_a_region_to_scroll(page: tuple[Page, str, str]) -> None:
    seen, text, _ = page
    tables = text.count("<table")
    assert tables == text.count("<caption>") > 5
    assert all(cell.get("scope") in ("col", "row") for cell in seen.all("th"))
    regions = [div for div in seen.all("div") if div.get("class") == "scroll"]
    assert len(regions) == tables and all(div["tabindex"] == "0" and div["role"] == "region" and div["aria-label"] for div in regions)


def test_every_picture_is_described_by_a_sentence(page: tuple[Page, str, str]) -> None:
    seen, _, _ = page
    assert [image["alt"] for image in seen.all("img") if len((image.get("alt") or "").split()) < 3] == []


def test_both_languages_have_the_same_structure(folder: Path) -> None:
    def shape(lang: str) -> list[str]:
        tags = Page((folder / f"note.{lang}.html").read_text(encoding="utf-8")).elements
        return [tag for tag, _ in tags if tag in ("h1", "h2", "h3", "table", "figure", "details", "blockquote")]

    assert shape("fr") == shape("en")


def test_each_measure_has_its_box_and_no_post_can_open_one(page: tuple[Page, str, str], folder: Path) -> None:
    seen, text, lang = page
    assert len([box for box in seen.all("details") if box.get("class") == "teaching"]) == len(boxes.BOXED)
    assert text.count("::: {.teaching}") >= 1  # it stands there as it was written
    told = (folder / f"note.{lang}.md").read_text(encoding="utf-8")
    title = {"fr": "> **Encadré : ", "en": "> **Box: "}[lang]
    assert told.replace("\u00a0", " ").count(title) == len(boxes.BOXED)


def test_the_document_has_named_styles_page_numbers_and_repeated_headers(folder: Path) -> None:
    with zipfile.ZipFile(folder / "note.fr.docx") as archive:
        assert archive.testzip() is None
        body, styles = (archive.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
        feet = [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(r"word/footer\d*\.xml", name)]
    assert any("NUMPAGES" in foot for foot in feet) and "w:footerReference" in body
    used = set(re.findall(r'<w:(?:pStyle|tblStyle) w:val="([^"]+)"', body))
    assert {"Title", "Heading1", "Heading2", "BlockText", "TableCaption", "ImageCaption", "Table", "TeachingBox"} <= used
    assert used <= set(re.findall(r'w:styleId="([^"]+)"', styles))
    assert 'w:val="fr-FR"' in styles
    assert body.count("<w:tblHeader") >= body.count("<w:tbl>") > 5
    assert [alt for alt in re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', body) if len(alt.split()) < 3] == []
    assert body.count("<wp:docPr ") == len(re.findall(r'<wp:docPr [^>]*descr="[^"]+"', body))


def test_the_pdf_is_tagged_and_reads_in_order(folder: Path) -> None:
    pdf = (folder / "note.fr.pdf").read_bytes()
    assert b"/MarkInfo" in pdf and b"/StructTreeRoot" in pdf
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", "-layout", folder / "note.fr.pdf", "-"], capture_output=True, text=True, check=True).stdout
    first, *rest = text.split("\f")
    assert "Étude d'essai <i>" in first and "De quoi parle-t-on ?" in first and "mai 2011" in first
    places = [text.index(title, len(first)) for title in ("En bref", "Question et méthode", "Le mois en chiffres")]
    assert places == sorted(places) and len(rest) > 5


def test_anchors_are_letters_digits_and_hyphens_and_sections_keep_theirs() -> None:
    tree = document.parse("# T\n\n## Sujets\n\n### 1. Ton\n\n### 1. Ton\n\n## Ton\n\n### \\<b\\> 中文\n")
    assert [block["c"][1][0] for block in tree["blocks"]] == ["sujets", "sujets-1-ton", "sujets-1-ton-2", "ton", "ton-b"]


def test_wide_tables_lose_the_columns_that_hold_nothing() -> None:
    names = [f"c{n}" for n in range(document.WIDE)]
    rows = ["| " + " | ".join("–" if n == 2 else f"v{n}" for n in range(document.WIDE)) + " |"]
    text = "\n".join(["| " + " | ".join(names) + " |", "|" + "---|" * document.WIDE, *rows])
    wide = document.without_empty_columns(document.parse(text))["blocks"][0]["c"]
    assert len(wide[2]) == document.WIDE - 1 and "c2" not in str(wide)
    narrow = document.without_empty_columns(document.parse("| a | b |\n|---|---|\n| – | 1 |"))["blocks"][0]["c"]
    assert len(narrow[2]) == 2
