"""The note's files: Markdown, self-contained HTML, DOCX that can be edited, and PDF, in each language of the study."""

import calendar
import io
import json
import re
import tempfile
import zipfile
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import typst

from conversatoire.errors import RunError
from conversatoire.note import document, figures, trace
from conversatoire.note.document import Tree, pandoc
from conversatoire.note.facts import Facts
from conversatoire.note.glyphs import font_folders
from conversatoire.note.markdown import markdown

TEMPLATES = resources.files("conversatoire.note") / "templates"
REGION = {"fr": "FR", "en": "GB"}
CONTENTS = {"fr": "Sommaire", "en": "Contents"}


def write(facts: Facts, out: str | Path, languages: list[str]) -> list[Path]:
    """Writes `note.{lang}.md`, `.html`, `.pdf`, `.docx`, the figures, and the ids of the posts behind each count (`posts/`).

    Args:
        facts: what to tell.
        out: the note's folder, made where it is missing.
        languages: `fr`, `en` or both.

    Returns:
        The notes' paths, by language, then Markdown, HTML, PDF, DOCX. Dates inside the files are the month's last day: no clock is read.

    Raises:
        RunError: pandoc or typst refuses.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    trace.write(facts.behind, out)
    written = []
    for lang in languages:
        written += publish(markdown(facts, lang, figures.write(facts, lang, out)), lang, facts.period, out, "note")
    return written


def publish(text: str, lang: str, period: str, out: Path, stem: str) -> list[Path]:
    """Writes a document as `{stem}.{lang}.md`, `.html`, `.pdf` and `.docx`, and gives their paths in this order.

    Args:
        text: its Markdown; the first heading becomes the title, the paragraph after it the subtitle, and figures are paths relative to `out`.
        lang: `fr` or `en`.
        period: the month whose last day the files carry.
        out: a folder that is there.
        stem: what the files' names begin with.

    Raises:
        RunError: pandoc or typst refuses.
    """
    paths = [out / f"{stem}.{lang}.{suffix}" for suffix in ("md", "html", "pdf", "docx")]
    paths[0].write_text(text, encoding="utf-8", newline="\n")
    tree = document.caption_figures(document.parse(text))
    write_html(tree, lang, paths[1])
    write_pdf(tree, lang, period, paths[2])
    write_docx(tree, lang, period, paths[3])
    return paths


def last_day(period: str) -> datetime:
    """Noon UTC of the month's last day: the date that the files carry."""
    year, month = map(int, period.split("-"))
    return datetime(year, month, calendar.monthrange(year, month)[1], 12, tzinfo=UTC)


def write_html(tree: Tree, lang: str, path: Path) -> None:
    """One page with its figures and style inside; it asks nothing of the network."""
    tree = document.number_captions(tree, lang)
    with resources.as_file(TEMPLATES) as templates:
        css = (templates / "note.css").read_text(encoding="utf-8")
        arguments = ["-f", "json", "-t", "html5", "--standalone", "--embed-resources", "--toc", "--toc-depth=3", "--shift-heading-level-by=1"]
        arguments += [f"--template={templates.resolve() / 'note.html'}", f"--variable=lang:{lang}", f"--variable=toc-title:{CONTENTS[lang]}"]
        page = pandoc(arguments, json.dumps(tree), path.parent)
    # Put in afterwards: pandoc takes the comments out of styles, and with them whole blocks.
    path.write_text(page.replace("</head>", f"<style>\n{css}</style>\n</head>", 1), encoding="utf-8", newline="\n")


def write_docx(tree: Tree, lang: str, period: str, path: Path) -> None:
    """A document whose styles a person can edit: pandoc's, with our fonts, sizes and lines (see `reference_docx`)."""
    tree = document.with_images(document.for_paper(document.number_captions(tree, lang)), ".png")
    tree["meta"]["lang"] = {"t": "MetaString", "c": f"{lang}-{REGION[lang]}"}
    with tempfile.TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_docx())
        arguments = ["-f", "json", "-t", "docx", f"--reference-doc={reference}", "-o", path.name]
        pandoc(arguments, json.dumps(tree), path.parent, int(last_day(period).timestamp()))


def write_pdf(tree: Tree, lang: str, period: str, path: Path) -> None:
    """Title page, contents, numbered figures and tables; only fonts that come with Python packages."""
    tree = document.typst_figures(document.with_glyphs(document.for_paper(tree), lang))
    tree["meta"] |= {
        key: {"t": "MetaString", "c": value} for key, value in {"lang": lang, "region": REGION[lang], "contents": CONTENTS[lang]}.items()
    }
    day = last_day(period)
    tree["meta"]["day"] = {"t": "MetaString", "c": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"}
    with resources.as_file(TEMPLATES) as templates:
        source = pandoc(
            ["-f", "json", "-t", "typst", "--standalone", f"--template={templates.resolve() / 'note.typ'}"], json.dumps(tree), path.parent
        )
    source = source.replace("align(center)[#table(", "align(left)[#table(")  # text of posts cannot hold it: its # is escaped
    try:
        pdf = typst.compile(
            source.encode(),
            root=str(path.parent.resolve()),
            font_paths=[str(f) for f in font_folders()],
            ignore_system_fonts=True,
            timestamp=int(day.timestamp()),
        )
    except typst.TypstError as error:
        raise RunError(f"{path}: typst cannot make the PDF: {error}") from None
    path.write_bytes(pdf)


def reference_docx() -> bytes:
    """Pandoc's reference document with a sober body size, a left title and ruled tables; its styles keep their usual names."""
    import subprocess

    import pypandoc

    default = subprocess.run([pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"], capture_output=True, check=True).stdout
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(default)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "word/styles.xml":
                content = _styles(content.decode()).encode()
            target.writestr(zipfile.ZipInfo(info.filename), content)
    return out.getvalue()


def _styles(xml: str) -> str:
    rules = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>' for side in ("top", "bottom", "insideH"))
    xml = xml.replace('<w:sz w:val="24" />\n        <w:szCs w:val="24" />', '<w:sz w:val="21" />\n        <w:szCs w:val="21" />', 1)
    table = re.search(r'w:styleId="Table">.*?</w:style>', xml, flags=re.DOTALL)
    if table:
        ruled = table[0].replace('<w:tblInd w:w="0" w:type="dxa" />', f'<w:tblInd w:w="0" w:type="dxa" /><w:tblBorders>{rules}</w:tblBorders>')
        ruled = ruled.replace('<w:tblStylePr w:type="firstRow">', '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>')
        ruled = ruled.replace("<w:tblPr>", '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr><w:tblPr>', 1)
        xml = xml.replace(table[0], ruled)
    quote = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="0072B2"/></w:pBdr>'
    xml = re.sub(r'(w:styleId="BlockText">.*?<w:pPr>)', lambda found: found[1] + quote, xml, count=1, flags=re.DOTALL)
    return re.sub(r'(w:styleId="Title">.*?)<w:jc w:val="center" />', lambda found: found[1] + '<w:jc w:val="left" />', xml, count=1, flags=re.DOTALL)
