"""The note as a document that a person edits: named styles, page numbers, alternative texts, header rows that repeat."""

import io
import json
import re
import subprocess
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

from conversatoire.note import document, paper_sizes
from conversatoire.note.document import Many, Tree, pandoc
from conversatoire.note.escape import plain
from conversatoire.note.theme import Theme

REGION = {"fr": "FR", "en": "GB"}
BOX = "Teaching Box"
PAGE = {"fr": ("Page ", " sur "), "en": ("Page ", " of ")}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


def write(tree: Tree, lang: str, day: datetime, path: Path, look: Theme) -> None:
    """Writes the document; its dates are `day`.

    Raises:
        RunError: pandoc refuses.
    """
    tree = teaching(document.with_images(document.for_paper(document.number_captions(tree, lang)), ".png"))
    tree = paper_sizes.figures(paper_sizes.columns(tree), path.parent)
    tree["meta"]["lang"] = {"t": "MetaString", "c": f"{lang}-{REGION[lang]}"}
    with tempfile.TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_docx(lang, look))
        arguments = ["-f", "json", "-t", "docx", f"--reference-doc={reference}", "-o", path.name]
        pandoc(arguments, json.dumps(tree), path.parent, int(day.timestamp()))


def teaching(tree: Tree) -> Tree:
    """The boxes of the teaching variant in a paragraph style of their own."""

    def visit(element: Tree) -> Tree | Many:
        if element["t"] == "Div" and "teaching" in element["c"][0][1]:
            element["c"][0][2].append(["custom-style", BOX])
        return element

    return document.walk(tree, visit)


def reference_docx(lang: str, look: Theme) -> bytes:
    """Pandoc's reference document with a sober body size, a left title, ruled tables and a foot with page numbers; styles keep their usual names."""
    import pypandoc

    default = subprocess.run([pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"], capture_output=True, check=True).stdout
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(default)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename in EDITS:
                content = EDITS[info.filename](content.decode(), look).encode()
            target.writestr(zipfile.ZipInfo(info.filename), content)
        target.writestr(zipfile.ZipInfo("word/footer1.xml"), _footer(lang, look))
    return out.getvalue()


def _styles(xml: str, look: Theme) -> str:
    accent = look.accent.lstrip("#").upper()
    rules = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>' for side in ("top", "bottom", "insideH"))
    xml = xml.replace('<w:sz w:val="24" />\n        <w:szCs w:val="24" />', '<w:sz w:val="21" />\n        <w:szCs w:val="21" />', 1)
    table = re.search(r'w:styleId="Table">.*?</w:style>', xml, flags=re.DOTALL)
    if table:
        ruled = table[0].replace('<w:tblInd w:w="0" w:type="dxa" />', f'<w:tblInd w:w="0" w:type="dxa" /><w:tblBorders>{rules}</w:tblBorders>')
        ruled = ruled.replace('<w:tblStylePr w:type="firstRow">', '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>')
        ruled = ruled.replace("<w:tblPr>", '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr><w:tblPr>', 1)
        xml = xml.replace(table[0], ruled)
    quote = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{accent}"/></w:pBdr>'
    xml = re.sub(r'(w:styleId="BlockText">.*?<w:pPr>)', lambda found: found[1] + quote, xml, count=1, flags=re.DOTALL)
    for level in range(1, 4):  # headings in the theme's colour
        coloured = re.compile(rf'(w:styleId="Heading{level}">.*?<w:color )[^>]*(/>)', flags=re.DOTALL)
        xml = coloured.sub(lambda found: f'{found[1]}w:val="{accent}" {found[2]}', xml, count=1)
    box = f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{BOX.replace(" ", "")}">'
    box += f'<w:name w:val="{BOX}"/><w:basedOn w:val="BodyText"/><w:qFormat/>'
    box += '<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="EEF2F6"/><w:ind w:left="200" w:right="200"/></w:pPr></w:style>'
    xml = xml.replace("</w:styles>", f"{box}</w:styles>")
    return re.sub(r'(w:styleId="Title">.*?)<w:jc w:val="center" />', lambda found: found[1] + '<w:jc w:val="left" />', xml, count=1, flags=re.DOTALL)


def _document(xml: str, look: Theme) -> str:
    """The section asks for the foot, and for A4 with margins of 2 cm."""
    sides = " ".join(f'w:{side}="1134"' for side in ("top", "right", "bottom", "left"))  # twentieths of a point
    page = f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {sides} w:header="567" w:footer="567" w:gutter="0"/>'
    xml = xml.replace("<w:sectPr>", f'<w:sectPr><w:footerReference xmlns:r="{RELATION}" r:id="rId90" w:type="default"/>')
    return xml.replace("</w:sectPr>", f"{page}</w:sectPr>")  # in the order that the schema wants


def _relations(xml: str, look: Theme) -> str:
    return xml.replace("</Relationships>", f'<Relationship Id="rId90" Type="{RELATION}/footer" Target="footer1.xml"/></Relationships>')


def _types(xml: str, look: Theme) -> str:
    return xml.replace("</Types>", f'<Override PartName="/word/footer1.xml" ContentType="{FOOTER_TYPE}"/></Types>')


EDITS = {"word/styles.xml": _styles, "word/document.xml": _document, "word/_rels/document.xml.rels": _relations, "[Content_Types].xml": _types}


def _footer(lang: str, look: Theme) -> str:
    """The foot of every page: the theme's line, then the page's number."""
    said = [line for line in (look.name, look.footer.get(lang, "")) if line]
    before, between = PAGE[lang]
    parts = [_text(" · ".join(said) + " · ") if said else "", _text(before), _field("PAGE"), _text(between), _field("NUMPAGES")]
    runs = "".join(parts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>{runs}</w:p></w:ftr>'


SMALL = '<w:rPr><w:sz w:val="16"/><w:color w:val="5B6675"/></w:rPr>'


def _text(text: str) -> str:
    from xml.sax.saxutils import escape

    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f'<w:r>{SMALL}<w:t xml:space="preserve">{before}{escape(plain(text))}{after}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r>{SMALL}<w:t>1</w:t></w:r></w:fldSimple>'
