"""The note as pandoc's document tree: read once from Markdown, then fitted to each format.

The tree is pandoc's JSON (pandoc-types 1.23): blocks and inlines are `{"t": type, "c": content}`.
"""

import copy
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc

from conversatoire.errors import RunError
from conversatoire.note.glyphs import printable

# Only what the templates use. Everything else (raw HTML and TeX, citations, math, footnotes, attributes) is off, so that it cannot be reached.
MARKDOWN = "markdown_strict-raw_html+pipe_tables+table_captions+implicit_figures+auto_identifiers+ascii_identifiers+all_symbols_escapable" + (
    "+intraword_underscores+space_in_atx_header+blank_before_blockquote+blank_before_header-spaced_reference_links-shortcut_reference_links"
)
FIGURE = {"fr": "Figure", "en": "Figure"}
TABLE = {"fr": "Tableau", "en": "Table"}
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
    return tree


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
            words = " ".join(_plain(image["c"][1]).split())
            image["c"][0][2].append(["alt", words])
            element["c"][1] = [None, [{"t": "Plain", "c": [{"t": "Str", "c": title}]}]]
        return element

    return walk(copy.deepcopy(tree), visit)


def _plain(inlines: list) -> str:
    return "".join(inline.get("c", " ") if inline["t"] in ("Str", "Space", "SoftBreak") else "" for inline in inlines)


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
        caption = _plain(element["c"][1][1][0]["c"])
        alt = dict(image[0][2])["alt"]
        return {"t": "RawBlock", "c": ["typst", f"#figure(image({_string(image[2][0])}, alt: {_string(alt)}), caption: [#{_string(caption)}])"]}

    return walk(tree, visit)


def _string(text: str) -> str:
    """A typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
