"""The note as one HTML page: its figures, style and small script inside; nothing else can run in it, and it asks nothing of the network."""

import base64
import hashlib
import html
import json
from importlib import resources
from pathlib import Path
from typing import Any

from conversatoire.note import document, theme
from conversatoire.note.document import Many, Tree, pandoc
from conversatoire.note.theme import Theme

TEMPLATES = resources.files("conversatoire.note") / "templates"
WORDS = {
    "fr": {"toc-title": "Sommaire", "skip": "Aller au contenu"},
    "en": {"toc-title": "Contents", "skip": "Skip to the content"},
}


def write(tree: Tree, lang: str, path: Path, look: Theme, logo: Path | None) -> None:
    """Writes the page.

    Raises:
        RunError: pandoc refuses.
    """
    tree = teaching(tables(document.number_captions(tree, lang)))
    script = (TEMPLATES / "note.js").read_text(encoding="utf-8")
    with resources.as_file(TEMPLATES) as templates:
        arguments = ["-f", "json", "-t", "html5", "--standalone", "--embed-resources", "--toc", "--toc-depth=3", "--shift-heading-level-by=1"]
        arguments += [f"--template={templates.resolve() / 'note.html'}", f"--variable=lang:{lang}", f"--variable=script-hash:{digest(script)}"]
        arguments += [f"--variable={name}:{text}" for name, text in WORDS[lang].items()]
        page = pandoc(arguments, json.dumps(tree), path.parent)
    # Put in afterwards: pandoc takes the comments out of styles, and with them whole blocks.
    css = (TEMPLATES / "note.css").read_text(encoding="utf-8") + theme.css(look)
    page = page.replace("</head>", f"<style>\n{css}</style>\n</head>", 1)
    page = page.replace('<header id="top">', '<header id="top">' + _logo(look, logo), 1)
    page = page.replace("</main>", f"</main>\n{_footer(look, lang)}<script>{script}</script>", 1)
    path.write_text(page, encoding="utf-8", newline="\n")


def digest(script: str) -> str:
    """The script's hash, as a Content-Security-Policy names what may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _logo(look: Theme, logo: Path | None) -> str:
    return f'\n<img class="logo" src="{theme.data_uri(logo)}" alt="{html.escape(look.name)}">' if logo else ""


def _footer(look: Theme, lang: str) -> str:
    said = [html.escape(line) for line in (look.name, look.footer.get(lang, "")) if line]
    return f"<footer><p>{' · '.join(said)}</p></footer>\n" if said else ""


def tables(tree: Tree) -> Tree:
    """Tables that a keyboard can scroll and a screen reader can name: in a region of their caption's name, header cells with their scope."""

    def visit(element: Tree) -> Tree:
        if element["t"] != "Table":
            return element
        _, caption, columns, head, bodies, _ = element["c"]
        for row in head[1]:
            for cell in row[1]:
                cell[0][2].append(["scope", "col"])
        # What a row is of stands in its first column, or in the second after a number.
        names = 1 if columns[0][0]["t"] != "AlignRight" else 0
        for body in bodies:
            body[1] = names
            for row in body[3]:
                for cell in row[1][:names]:
                    cell[0][2].append(["scope", "row"])
        name = document.plain(caption[1][0]["c"]) if caption[1] else ""
        if caption[1]:  # what keeps a caption in view while its table scrolls
            caption[1][0]["c"] = [{"t": "Span", "c": [["", ["caption"], []], caption[1][0]["c"]]}]
        region: list[Any] = [["tabindex", "0"], ["role", "region"], ["aria-label", name]]
        return {"t": "Div", "c": [["", ["scroll"], region if name else region[:1]], [element]]}

    return document.walk(tree, visit)


def teaching(tree: Tree) -> Tree:
    """The boxes of the teaching variant as what opens and closes without a script."""

    def visit(element: Tree) -> Tree | Many:
        if element["t"] != "Div" or "teaching" not in element["c"][0][1]:
            return element
        title, *blocks = element["c"][1]
        summary = f'<details class="teaching" open><summary>{html.escape(document.plain(title["c"]))}</summary>'
        return Many([{"t": "RawBlock", "c": ["html", summary]}, *blocks, {"t": "RawBlock", "c": ["html", "</details>"]}])

    return document.walk(tree, visit)
