"""The note as pandoc's document tree: read once from Markdown, then fitted to each format.

The tree is pandoc's JSON (pandoc-types 1.23): blocks and inlines are `{"t": type, "c": content}`.
"""

import copy
import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc

from conversatoire.errors import RunError
from conversatoire.note.anchors import anchored
from conversatoire.note.glyphs import printable

# Only what the templates use. Everything else (raw HTML and TeX, citations, math, footnotes, attributes) is off, so that it cannot be reached.
MARKDOWN = "markdown_strict-raw_html+pipe_tables+table_captions+implicit_figures+auto_identifiers+ascii_identifiers+all_symbols_escapable" + (
    "+intraword_underscores+space_in_atx_header+blank_before_blockquote+blank_before_header-spaced_reference_links-shortcut_reference_links"
)
FIGURE = {"fr": "Figure", "en": "Figure"}
TABLE = {"fr": "Tableau", "en": "Table"}
_START = re.compile(r"[=+/-]|\d+\.")
Tree = dict[str, Any]


def pandoc(arguments: list[str], source: str, folder: Path, epoch: int = 0) -> str:
    """Runs pandoc in `folder` with dates fixed to `epoch` (seconds), and gives what it prints.

    Raises:
        RunError: pandoc refuses; its message is told.
    """
    command = [pypandoc.get_pandoc_path(), *arguments]
    done = subprocess.run(
        command,
        input=source,
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RunError(f"{folder}: pandoc cannot make the note: {done.stderr.strip()}")
    return done.stdout


def parse(markdown: str) -> Tree:
    """The document tree; the first heading becomes the title, the paragraph after it the subtitle.

    Columns is set high so that wide tables keep columns as wide as their content.
    """
    tree = json.loads(pandoc(["-f", MARKDOWN, "-t", "json", "--columns=100000", "--shift-heading-level-by=-1"], markdown, Path()))
    if tree["blocks"] and tree["blocks"][0]["t"] == "Para":
        tree["meta"]["subtitle"] = {"t": "MetaInlines", "c": _text(tree["blocks"].pop(0)["c"])}
    return tree | {"blocks": anchored(tree["blocks"], plain)}


def _text(inlines: list) -> list:
    return [inner for inline in inlines for inner in (inline["c"] if inline["t"] == "Strong" else [inline])]


def walk(node: Any, visit: Callable[[Tree], Any]) -> Any:
    """A copy of the tree with `visit` applied to each element, inner ones first; it may give an element or a list to put in its place."""
    if isinstance(node, list):
        out = []
        for item in node:
            item = walk(item, visit)
            out.extend(item.items) if isinstance(item, Many) else out.append(item)
        return out
    if isinstance(node, dict):
        node = {key: walk(value, visit) for key, value in node.items()}
        return visit(node) if "t" in node else node
    return node


class Many:
    """Several elements in the place of one."""

    def __init__(self, items: list) -> None:
        self.items = items


def caption_figures(tree: Tree) -> Tree:
    """The title of an image becomes the figure's caption, its description the alternative text."""

    def visit(element: Tree) -> Tree:
        if element["t"] == "Figure" and element["c"][2][0]["c"][0]["t"] == "Image":
            image = element["c"][2][0]["c"][0]
            title, image["c"][2][1] = image["c"][2][1], ""
            words = " ".join(plain(image["c"][1]).split())
            image["c"][0][2].append(["alt", words])
            element["c"][1] = [None, [{"t": "Plain", "c": [{"t": "Str", "c": title}]}]]
        return element

    return walk(copy.deepcopy(tree), visit)


def plain(inlines: list) -> str:
    """The text of inlines."""
    return "".join(_said(inline) for inline in inlines)


def _said(inline: Tree) -> str:
    kind, content = inline["t"], inline.get("c")
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Str", "Code", "Math"):
        return content if kind == "Str" else content[1]
    inner = {"Link": 1, "Image": 1, "Span": 1, "Quoted": 1}.get(kind)
    return plain(content if inner is None else content[inner]) if isinstance(content, list) and kind != "Note" else ""


def with_boxes(tree: Tree, boxes: dict[str, str]) -> Tree:
    """The tree with a box under the headings that `boxes` names by their anchor; its text is Markdown of ours, led by its title.

    A box is an element of the tree, so that no text of a post can open one.
    """
    blocks = []
    for block in tree["blocks"]:
        blocks.append(block)
        if block["t"] == "Header" and block["c"][1][0] in boxes:
            inside = json.loads(pandoc(["-f", MARKDOWN, "-t", "json"], boxes[block["c"][1][0]], Path()))["blocks"]
            blocks.append({"t": "Div", "c": [["", ["teaching"], []], inside]})
    return tree | {"blocks": blocks}


WIDE = 7  # columns from which on those without any value are left out: paper and phones lack the room, and the text says what is not known


def without_empty_columns(tree: Tree) -> Tree:
    """Wide tables without the columns in which every row has a dash."""

    def visit(element: Tree) -> Tree:
        if element["t"] != "Table" or len(element["c"][2]) < WIDE:
            return element
        _, _, columns, head, bodies, _ = element["c"]
        rows = [row for body in bodies for row in body[3]]
        if not rows:
            return element
        said = [any(cell_text(row[1][place]) not in ("", "–") for row in rows) for place in range(len(columns))]
        for row in [*head[1], *rows]:
            row[1] = [cell for cell, keep in zip(row[1], said, strict=True) if keep]
        element["c"][2] = [column for column, keep in zip(columns, said, strict=True) if keep]
        return element

    return walk(tree, visit)


def cell_text(cell: list) -> str:
    """The text of a table's cell."""
    return "".join(plain(block["c"]) for block in cell[4] if block["t"] in ("Plain", "Para")).strip()


def number_captions(tree: Tree, lang: str) -> Tree:
    """`Figure 1.` and `Tableau 1.` before the captions, for formats that do not number by themselves."""
    counts = {"Figure": 0, "Table": 0}
    names = {"Figure": FIGURE[lang], "Table": TABLE[lang]}

    def visit(element: Tree) -> Tree:
        kind = element["t"]
        if kind in counts and element["c"][1][1]:
            counts[kind] += 1
            label = {"t": "Strong", "c": [{"t": "Str", "c": f"{names[kind]}\u00a0{counts[kind]}."}]}
            element["c"][1][1][0]["c"][:0] = [label, {"t": "Space"}]
        return element

    return walk(copy.deepcopy(tree), visit)


def for_paper(tree: Tree) -> Tree:
    """Without links that only work beside the results, for files that are sent: the PDF and the DOCX.

    Their text stays, unless they make a paragraph of their own.
    """

    def visit(element: Tree) -> Tree | Many:
        if (
            element["t"] == "Para"
            and element["c"]
            and all(inline["t"] == "Space" or inline.get("c") == "·" or _is_local(inline) for inline in element["c"])
        ):
            return Many([])
        return element

    def unlink(element: Tree) -> Tree | Many:
        return Many(element["c"][1]) if _is_local(element) else element

    return walk(walk(tree, visit), unlink)


def _is_local(element: Tree) -> bool:
    return element["t"] == "Link" and not element["c"][2][0].startswith(("http://", "https://", "#"))


def with_images(tree: Tree, suffix: str) -> Tree:
    """Figures as `.png` where a format needs pixels."""

    def visit(element: Tree) -> Tree:
        if element["t"] == "Image":
            element["c"][2][0] = str(Path(element["c"][2][0]).with_suffix(suffix).as_posix())
        return element

    return walk(tree, visit)


def with_glyphs(tree: Tree, lang: str) -> Tree:
    """Text that the PDF's fonts can show (see `glyphs.printable`)."""

    def visit(element: Tree) -> Tree:
        if element["t"] == "Str":
            element["c"] = printable(element["c"], lang)
        elif element["t"] in ("Code", "CodeBlock"):
            element["c"][1] = printable(element["c"][1], lang, breaks=False)
        return element

    return walk(tree, visit)


def typst_figures(tree: Tree) -> Tree:
    """Figures in typst's own words, because pandoc's writer leaves their alternative text out."""

    def visit(element: Tree) -> Tree:
        if element["t"] != "Figure" or element["c"][2][0]["c"][0]["t"] != "Image":
            return element
        image = element["c"][2][0]["c"][0]["c"]
        caption = plain(element["c"][1][1][0]["c"])
        alt = dict(image[0][2])["alt"]
        return {"t": "RawBlock", "c": ["typst", f"#figure(image({_string(image[2][0])}, alt: {_string(alt)}), caption: [#{_string(caption)}])"]}

    return walk(tree, visit)


def typst_starts(tree: Tree) -> Tree:
    """Words that typst would take for the start of a heading or a list, as strings: pandoc's writer escapes them in paragraphs alone (3.9)."""

    def visit(element: Tree) -> Tree:
        if element["t"] == "Str" and _START.match(element["c"]):
            return {"t": "RawInline", "c": ["typst", f"#{_string(element['c'])};"]}
        return element

    return walk(_joined(tree), visit)


def _joined(node: Any) -> Any:
    """A copy in which words that stand without a space between them are one: a link taken away leaves `4` before `.`, which make `4.`."""
    if isinstance(node, dict):
        return {key: _joined(value) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    found: list = []
    for element in map(_joined, node):
        words = all(isinstance(it, dict) and it.get("t") == "Str" for it in (element, *found[-1:]))
        if found and words:
            found[-1] = {"t": "Str", "c": found[-1]["c"] + element["c"]}
        else:
            found.append(element)
    return found


def _string(text: str) -> str:
    """A typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
