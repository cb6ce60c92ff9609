"""The note as PDF, by typst: title page, contents, numbered figures and tables, addresses of links in footnotes; only fonts of Python packages."""

import json
import shutil
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from conversatoire.errors import RunError
from conversatoire.note import document, glyphs
from conversatoire.note.document import Many, Tree, pandoc
from conversatoire.note.escape import plain
from conversatoire.note.theme import Theme

TEMPLATES = resources.files("conversatoire.note") / "templates"
REGION = {"fr": "FR", "en": "GB"}
CONTENTS = {"fr": "Sommaire", "en": "Contents"}
STANDARD = "ua-1"  # PDF/UA: tagged, with language, title and alternative texts, for screen readers
LOGO = "figures/logo"  # beside the note's figures, since typst reads nothing outside of the note's folder
Cover = list[tuple[str, str]]


def write(tree: Tree, lang: str, day: datetime, path: Path, look: Theme, logo: Path | None, cover: Cover) -> None:
    """Writes the PDF.

    Args:
        tree: the document.
        lang: `fr` or `en`.
        day: the date that the file carries.
        path: where to.
        look: colours and lines of the foot.
        logo: picture of the title page.
        cover: name and text of each line of the title page.

    Raises:
        RunError: pandoc or typst refuses.
    """
    tree = document.typst_figures(teaching(document.with_glyphs(footnotes(document.for_paper(tree)), lang)))
    values = {"lang": lang, "region": REGION[lang], "contents": CONTENTS[lang], "accent": look.accent.lstrip("#")}
    tree["meta"] |= {key: {"t": "MetaString", "c": value} for key, value in values.items()}
    tree["meta"]["day"] = {"t": "MetaString", "c": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"}
    said = [line for line in (look.name, look.footer.get(lang, "")) if line]
    tree["meta"]["foot"] = _inlines(" · ".join(said), lang)
    if logo:
        target = path.parent / f"{LOGO}{logo.suffix.lower()}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(logo, target)
        tree["meta"]["logo"] = {"t": "MetaString", "c": target.relative_to(path.parent).as_posix()}
        tree["meta"]["logo-alt"] = _inlines(look.name or "logo", lang)
    rows = [{"t": "MetaMap", "c": {"name": _inlines(name, lang), "text": _inlines(text, lang)}} for name, text in cover if text]
    tree["meta"]["cover"] = {"t": "MetaList", "c": rows}
    with resources.as_file(TEMPLATES) as templates:
        arguments = ["-f", "json", "-t", "typst", "--standalone", "--wrap=none", f"--template={templates.resolve() / 'note.typ'}"]
        source = pandoc(arguments, json.dumps(document.typst_starts(tree)), path.parent)
    source = source.replace("align(center)[#table(", "align(left)[#table(")  # text of posts cannot hold it: its # is escaped
    path.write_bytes(_compiled(source, path, day))


def _compiled(source: str, path: Path, day: datetime) -> bytes:
    options: dict[str, Any] = {
        "root": str(path.parent.resolve()),
        "font_paths": [str(folder) for folder in glyphs.font_folders()],
        "ignore_system_fonts": True,
        "timestamp": int(day.timestamp()),
    }
    try:
        return typst.compile(source.encode(), pdf_standards=[STANDARD], **options)
    except typst.TypstError as error:
        raise RunError(f"{path}: typst cannot make the PDF: {error}") from None


def _inlines(text: str, lang: str) -> Tree:
    return {"t": "MetaInlines", "c": [{"t": "Str", "c": glyphs.printable(plain(text), lang)}] if text else []}


def footnotes(tree: Tree) -> Tree:
    """The address of each link of the text in a footnote; not in headings, nor where the link's text is its address already.

    In a table, whose lines are short, links stay as they are.
    """

    def visit(element: Tree) -> Tree | Many:
        if element["t"] != "Link" or not element["c"][2][0].startswith(("http://", "https://")):
            return element
        address, said = element["c"][2][0], document.plain(element["c"][1]).rstrip("…")
        if not said or said.removeprefix("https://") in address:
            return element
        return Many([element, {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": address}]}]}])

    parts = [block if block["t"] in ("Table", "Header") else document.walk(block, visit) for block in tree["blocks"]]
    return tree | {"blocks": parts}


def teaching(tree: Tree) -> Tree:
    """The boxes of the teaching variant as shaded blocks."""

    def visit(element: Tree) -> Tree | Many:
        if element["t"] != "Div" or "teaching" not in element["c"][0][1]:
            return element
        start, end = ({"t": "RawBlock", "c": ["typst", code]} for code in ("#teaching[", "]"))
        return Many([start, *element["c"][1], end])

    return document.walk(tree, visit)
