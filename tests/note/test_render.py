"""The note's four forms, opened again."""

import hashlib
import html
import re
import zipfile
from pathlib import Path

import pytest
from conftest import HOSTILE, hostile_posts, load, post, write_month

from conversatoire.note import glyphs, markdown, render
from conversatoire.note.escape import plain

SECTIONS = {
    "fr": """En bref|Question et méthode|Le mois en chiffres|Médias|Sujets|Pics|Acteurs|Baromètre|Ton|
        Signaux faibles, alertes et crise|Comparaisons|Questions ouvertes|Couverture et limites|Paramètres et provenance""",
    "en": """In brief|Question and method|The month in figures|Media|Subjects|Peaks|Actors|Barometer|Tone|
        Weak signals, alerts and crisis|Benchmark|Open questions|Coverage and limits|Parameters and provenance""",
}


@pytest.fixture(scope="module")
def note(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The note of a month of hostile posts, in both languages."""
    folder = tmp_path_factory.mktemp("essai")
    before = write_month(folder / "2011-04", hostile_posts()[:4])
    month = write_month(folder / "2011-05", hostile_posts(), baseline=0.1)
    render.write(load(month, before), month / "note", ["fr", "en"])
    return month / "note"


def words_of_docx(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    text = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml))
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_section_is_there_once_and_none_is_empty(note: Path, lang: str) -> None:
    text = (note / f"note.{lang}.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == [title.strip() for title in SECTIONS[lang].split("|")]
    assert not re.search(r"^#+ .*\n+#{1,2} ", text.split("\n", 1)[1], flags=re.MULTILINE)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_hostile_posts_stand_literally_in_html_and_docx(note: Path, lang: str) -> None:
    page = html.unescape(re.sub(r"<[^>]+>", "", (note / f"note.{lang}.html").read_text(encoding="utf-8")))
    page, document = re.sub(r"\s+", " ", page), words_of_docx(note / f"note.{lang}.docx")
    for text in HOSTILE:
        assert plain(text) in page
        assert plain(text) in document


def test_nothing_of_a_post_becomes_markup(note: Path) -> None:
    page = (note / "note.fr.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1 and "<b>" not in page and "<i>" not in page
    assert re.findall(r'href="(?!https?://|#|\.\./|posts/(?:[a-z0-9-]+\.(?:txt|csv))?")[^"]*"', page) == []
    assert "49" not in re.sub(r"data:[^\"]+|[0-9a-f]{16}", "", page).split("{{")[1][:20]


def test_the_page_asks_nothing_of_the_network(note: Path) -> None:
    page = (note / "note.fr.html").read_text(encoding="utf-8")
    assert not re.search(r'(src|srcset|poster)="(?!data:)|<link|@import|url\((?!data:)', page)
    assert "default-src 'none'" in html.unescape(page)


def test_the_table_of_contents_and_alternative_texts_are_there(note: Path) -> None:
    page = (note / "note.fr.html").read_text(encoding="utf-8")
    assert '<a href="#medias"' in page
    assert all(re.search(r'alt="[^"]{10,}"', image) for image in re.findall(r"<img[^>]*>", page))
    assert page.count("<figure>") == page.count("<img") > 4


def test_no_address_is_printed(note: Path) -> None:
    for lang in ("fr", "en"):
        assert "exemple.fr" not in (note / f"note.{lang}.md").read_text(encoding="utf-8")
        assert "exemple.fr" not in (note / f"note.{lang}.html").read_text(encoding="utf-8")
        assert "exemple.fr" not in words_of_docx(note / f"note.{lang}.docx")


def test_the_same_month_gives_the_same_bytes(note: Path, tmp_path: Path) -> None:
    month = note.parent
    render.write(load(month, month.parent / "2011-04"), tmp_path, ["fr"])
    for file in sorted(tmp_path.rglob("*.*")):
        again = note / file.relative_to(tmp_path)
        assert hashlib.sha256(file.read_bytes()).hexdigest() == hashlib.sha256(again.read_bytes()).hexdigest(), file.name


def test_the_note_says_when_it_was_made_by_its_data_and_never_by_the_clock(note: Path) -> None:
    with zipfile.ZipFile(note / "note.fr.docx") as archive:
        assert b"2011-05-31T12:00:00Z" in archive.read("docProps/core.xml")


def test_a_pdf_has_pages_and_only_fonts_of_packages(note: Path) -> None:
    pdf = (note / "note.fr.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert all(folder.parts[-2:] == ("fonts", "ttf") or folder.name == "manimgx_fonts" for folder in glyphs.font_folders())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_month_without_posts_says_so(tmp_path: Path, lang: str) -> None:
    month = write_month(tmp_path / "2011-05", [])
    paths = render.write(load(month), tmp_path / "note", [lang])
    text = paths[0].read_text(encoding="utf-8")
    assert {"fr": "Aucun message n’a été retenu en mai 2011", "en": "No post was kept in May 2011"}[lang] in text
    assert all(path.stat().st_size > 1000 for path in paths)


@pytest.mark.parametrize(
    ("posts", "topics", "wanted"),
    [
        ([post(1, "seul")], 0, "[1\u00a0message](posts/month.txt) de 1\u00a0auteur sur 1\u00a0média"),
        ([post(1, "seul", author=None, mentions=[])], 1, "Les exports ne disent pas les auteurs"),
        ([post(i, "mot", author=f"a{i}") for i in range(3)], 0, "Aucun sujet n’a pu être dégagé"),
        ([post(i, "mot", author=f"a{i}") for i in range(3)], 2, "Aucun lien entre comptes"),
        ([post(i, "mot", author=f"a{i}") for i in range(3)], 2, "il n’y a pas de référence"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, posts: list[dict], topics: int, wanted: str) -> None:
    text = markdown.markdown(load(write_month(tmp_path / "2011-05", posts, topics)), "fr", {})
    assert wanted in text
    assert not re.search(r"\b(None|nan|NaN|<NA>)\b", text)


def test_a_single_post_makes_all_four_files(tmp_path: Path) -> None:
    paths = render.write(load(write_month(tmp_path / "2011-05", [post(1, "seul")], 0)), tmp_path / "note", ["en"])
    assert [path.name for path in paths] == ["note.en.md", "note.en.html", "note.en.pdf", "note.en.docx"]
    assert all(path.stat().st_size for path in paths)


def test_the_french_note_has_no_common_space_before_high_punctuation(note: Path) -> None:
    text = (note / "note.fr.md").read_text(encoding="utf-8")
    prose = [line for line in text.splitlines() if not line.startswith((">", "    ", "|", "#", ":"))]
    assert not [line for line in prose if re.search(r"[^\s|] [;!?»%:](\s|$)", line.replace("parle-t-on ?", ""))]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_summary_is_the_notes_first_section(note: Path, lang: str) -> None:
    summary = markdown.summary(load(note.parent, note.parent.parent / "2011-04"), lang)
    assert summary.startswith({"fr": "## En bref", "en": "## In brief"}[lang])
    assert 3 <= summary.count("\n1. **") <= 5
    assert summary.count("](#") >= 4
    assert {"fr": "Ce que la note ne peut pas dire", "en": "What the note cannot say"}[lang] in summary
    assert len(summary.split()) < 400  # a page


def test_characters_without_a_glyph_are_told_in_words() -> None:
    assert glyphs.printable("été 12 % → ok", "fr") == "été 12 % → ok"
    assert glyphs.printable("a 中文 b", "fr") == "a [2\u00a0signes] b"
    assert glyphs.printable("👍 ❤️", "fr") == "👍 ❤️"


def test_a_long_word_may_break_in_the_pdf() -> None:
    assert glyphs.printable("x" * 36, "fr") == "\u200b".join(["x" * 12] * 3) + "\u200b"
