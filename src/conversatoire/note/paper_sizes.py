"""How wide columns and how high figures are on paper, where nothing measures them when they are read: in the DOCX."""

import re
from pathlib import Path

from conversatoire.note import document
from conversatoire.note.document import Tree

LINE = 80  # characters that a line of a table holds: 17 cm of A4 in a wide letter of 9 points
MARGIN = 3.5  # characters that the margins of a cell take
LONGEST = 24  # a longer word is broken: a stranger's may be of any length
PREFERRED = 60  # a longer text is set in lines
WIDTH, HEIGHT = 17.0, 15.0  # cm: what a line is wide, and what a figure takes of a page at most


def columns(tree: Tree) -> Tree:
    """The tree with a width on each column of its tables (see `shares`)."""

    def visit(element: Tree) -> Tree:
        if element["t"] == "Table":
            _, _, specs, head, bodies, _ = element["c"]
            rows = [[document.cell_text(cell) for cell in row[1]] for row in [*head[1], *(row for body in bodies for row in body[3])]]
            for spec, share in zip(specs, shares(rows), strict=True):
                spec[1] = {"t": "ColWidth", "c": share}
        return element

    return document.walk(tree, visit)


def shares(rows: list[list[str]]) -> list[float]:
    """Width of each column as a part of the line.

    Each column gets what its longest text wants where there is room for all; else what its longest word needs, and of what is left in
    proportion to what its longest text wants beyond, as browsers do (CSS 2.1, 17.5.2.2).

    Args:
        rows: the text of the cells, the header's too; all rows have as many.
    """
    needs, wants = [], []
    for column in zip(*rows, strict=True):
        words = [len(word) for text in column for word in re.split(r"[ \n]|(?<=-)", text)]
        needs.append(min(max(words), LONGEST) + MARGIN)
        wants.append(max(min(max(map(len, column)), PREFERRED) + MARGIN, needs[-1]))
    room, missing = LINE - sum(needs), sum(wants) - sum(needs)
    part = min(max(room, 0) / missing, 1) if missing else 0
    widths = [need + part * (want - need) for need, want in zip(needs, wants, strict=True)]
    return [round(width / max(LINE, sum(widths)), 4) for width in widths]


def figures(tree: Tree, folder: Path) -> Tree:
    """The tree with a height on the pictures that would take more than `HEIGHT` of a page; they are PNG files in `folder`."""

    def visit(element: Tree) -> Tree:
        if element["t"] == "Image":
            header = (folder / element["c"][2][0]).read_bytes()[16:24]
            width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:])
            if height * WIDTH > width * HEIGHT:
                element["c"][0][2].append(["height", f"{HEIGHT:g}cm"])
        return element

    return document.walk(tree, visit)
