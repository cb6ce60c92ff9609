"""The papers of the hostile study: Markdown, PDF and DOCX hold the texts, and nothing that opens, runs or fetches."""

import json
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from pathlib import Path

import pypandoc
import pytest

from conversatoire.note import document

SAFE = re.compile(r"https?://|#|(?!//)[A-Za-z0-9._/-]+(\?[^:]*)?(#.*)?$")
# What a PDF can do beside showing: the names of its actions and of what can be attached to it.
ACTIVE = rb"/(JavaScript|JS|Launch|SubmitForm|ImportData|GoToR|GoToE|RichMedia|EmbeddedFiles?|OpenAction|AA|XFA|Rendition)\b"
STREAM = re.compile(rb"\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def elements(path: Path, reader: str) -> list[dict]:
    """Every element of a Markdown file as pandoc reads it."""
    tree, found = json.loads(document.pandoc(["-f", reader, "-t", "json"], path.read_text(encoding="utf-8"), Path())), []
    document.walk(tree, lambda element: found.append(element) or element)
    return found


@pytest.mark.parametrize("reader", [document.MARKDOWN, "gfm", "commonmark_x"], ids=["ours", "gfm", "commonmark"])
def test_markdown_holds_no_markup_of_a_post_whoever_reads_it(hostile, reader):
    papers = hostile.files(".md")
    assert len(papers) >= 5
    for path in papers:
        found = elements(path, reader)
        assert not [element for element in found if element["t"] in ("RawBlock", "RawInline", "Math", "Cite", "Div")], path
        assert len([element for element in found if element["t"] == "CodeBlock"]) <= 1, path  # the parameters
        for element in found:
            if element["t"] in ("Link", "Image"):
                attributes, _, (target, _) = element["c"]
                assert SAFE.match(target), (path, target)
                assert [name for name, _ in attributes[2] if name.startswith("on")] == [], path
                assert element["t"] == "Link" or re.fullmatch(r"figures/[a-z0-9_./-]+", target), (path, target)


def test_a_pdf_runs_nothing_and_links_to_the_web_alone(hostile):
    papers, linked = hostile.files(".pdf"), []
    assert len(papers) >= 4
    for path in papers:
        raw = path.read_bytes()
        assert raw.startswith(b"%PDF-"), path
        objects = [stream for stream in map(unpacked, STREAM.findall(raw)) if b"/Type" in stream]  # not those of fonts, pictures and pages
        whole = b"\n".join([STREAM.sub(b"", raw), *objects])
        assert not re.search(ACTIVE, whole), (path, re.search(ACTIVE, whole))
        addresses = re.findall(rb"/URI\s*\((.*?)(?<!\\)\)", whole, re.DOTALL)
        linked += addresses
        assert [address for address in addresses if not re.match(rb"https?://", address)] == [], path
    assert linked


def unpacked(stream: bytes) -> bytes:
    """A stream of a PDF without its compression; as it stands where it has none."""
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def test_a_docx_opens_and_has_neither_fields_nor_links_but_to_the_web(hostile):
    papers = hostile.files(".docx")
    assert len(papers) >= 5
    for path in papers:
        with zipfile.ZipFile(path) as pack:
            assert pack.testzip() is None
            parts = {name: pack.read(name) for name in pack.namelist()}
        assert not [name for name in parts if ".." in name or name.startswith("/") or "vba" in name.lower() or "embeddings" in name], path
        for name, content in parts.items():
            if not name.endswith((".xml", ".rels")):
                continue
            root = ET.fromstring(content)
            for relation in root.iter("{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"):
                outside = relation.get("TargetMode") == "External"
                assert not outside or re.match(r"https?://", relation.get("Target")), (path, relation.attrib)
            fields = [field.get(f"{WORD}instr") for field in root.iter(f"{WORD}fldSimple")] + [text.text for text in root.iter(f"{WORD}instrText")]
            assert {field.split()[0] for field in fields if field} <= {"PAGE", "NUMPAGES", "TOC", "SEQ"}, (path, fields)
        said = pypandoc.convert_file(str(path), "plain", "docx")
        assert len(said) > 1000, path
