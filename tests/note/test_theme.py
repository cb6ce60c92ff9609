"""A note in an organisation's own colours, and what is refused."""

import html
import zipfile
from pathlib import Path

import pytest
from conftest import hostile_posts, load, write_month

from conversatoire.errors import StudyError
from conversatoire.note import render, theme

EXAMPLE = Path(__file__).resolve().parents[2] / "config/themes/example.yaml"


def written(folder: Path, text: str) -> Path:
    path = folder / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_is_a_theme() -> None:
    look, logo = theme.read(EXAMPLE)
    assert look.accent == "#7a1f3d" and logo is not None and logo.name == "example.svg"
    assert theme.files(str(EXAMPLE)) == [str(EXAMPLE), logo.as_posix()]
    assert theme.files(None) == []


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=1e-3)  # the known grey that just fails AA


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("acent: '#0060a0'", "«acent» is no key of a theme; known: name, logo, accent, accent_dark, fonts, footer"),
        ("accent: blue", "«blue» is no colour"),
        ("accent: '#ffff00'", "cannot be read on #ffffff"),
        ("accent_dark: '#101010'", "choose a lighter colour"),
        ("logo: nowhere.png", "there is no file"),
        ("logo: ours.yaml", "must be a PNG or SVG file"),
        ("fonts: ['x; } body { display: none']", "fonts.0"),
        ("footer: {de: x}", "footer.de"),
        ("name: [", "not a YAML file"),
    ],
)
def test_what_is_wrong_is_told_with_the_file_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(StudyError) as error:
        theme.read(path)
    assert message in str(error.value) and str(path) in str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"note.theme: there is no file"):
        theme.read(tmp_path / "none.yaml")


def test_a_theme_reaches_the_page_and_the_document_and_stays_text(tmp_path: Path) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    (tmp_path / "sign.svg").write_text(logo, encoding="utf-8")
    path = written(tmp_path, "name: 'Nous <b> #x'\naccent: '#7a1f3d'\nlogo: sign.svg\nfonts: [Source Sans 3]\nfooter: {fr: 'Bas </p><script>'}\n")
    month = write_month(tmp_path / "2011-05", hostile_posts()[:3])
    _, page, pdf, docx = render.write(load(month, theme=str(path)), tmp_path / "note", ["fr"])
    text = page.read_text(encoding="utf-8")
    assert "--accent: #7a1f3d" in text and '"Source Sans 3"' in text
    assert 'class="logo" src="data:image/svg+xml;base64,' in text
    assert "<footer><p>" + html.escape("Nous <b> #x · Bas </p><script>", quote=False) + "</p></footer>" in text and text.count("<script") == 1
    with zipfile.ZipFile(docx) as archive:
        assert "Nous &lt;b&gt; #x" in archive.read("word/footer1.xml").decode()
        assert "7A1F3D" in archive.read("word/styles.xml").decode()
    assert pdf.stat().st_size > 1000 and (tmp_path / "note/figures/logo.svg").is_file()
