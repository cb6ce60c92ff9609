"""The notebook in which a person codes posts: a post, a button a code, what is left, and every click saved."""

import csv
import html
import json
import os
from collections.abc import Sequence
from pathlib import Path

from conversatoire import tables
from conversatoire.tone.coding import COLUMNS, LINE

_INTRO = """# Coder « {codebook} » · Code “{codebook}”

Exécuter la cellule (Maj + Entrée), puis cliquer sur un code par message ; chaque clic est enregistré dans `{name}`. « ◀ » revient en arrière.
Coder ce que le message dit, non ce que l’on en pense ; dans le doute, écrire une remarque et choisir tout de même.

Run the cell (Shift + Enter), then click one code a post; each click is saved in `{name}`. “◀” goes back.
Code what the post says, not what you think of it; in doubt, write a remark and choose all the same."""


class Sheet:
    """A file to code, and the place in it.

    Attributes:
        rows: its rows, in order.
        codes: the codes to choose from.
        place: the row shown.
    """

    def __init__(self, path: str | Path, codes: Sequence[str]) -> None:
        self.path, self.codes = Path(path), list(codes)
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.place = next((number for number, row in enumerate(self.rows) if not row["code"]), 0)

    @property
    def done(self) -> int:
        """Rows with a code."""
        return sum(bool(row["code"]) for row in self.rows)

    def give(self, code: str, remark: str = "") -> None:
        """Codes the row shown, saves the file and goes on to the next."""
        self.rows[self.place] |= {"code": tables.neutral(code), "remark": tables.neutral(" ".join(remark.split()))}
        self.save()
        self.move(1)

    def move(self, by: int) -> None:
        """Goes on or back, within the file."""
        self.place = max(0, min(self.place + by, len(self.rows) - 1))

    def save(self) -> None:
        """Writes the file whole before it takes the old one's place: a stop in between loses nothing."""
        fresh = self.path.with_suffix(".saving")
        with fresh.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(self.rows)
        fresh.replace(self.path)


def code_posts(path: str | Path, codes: Sequence[str]):
    """The form: ipywidgets' box, to be the last line of a cell. Jupyter shows it; nothing of a post is run as HTML."""
    import ipywidgets as widgets

    sheet = Sheet(path, codes)
    bar = widgets.IntProgress(max=max(len(sheet.rows), 1), layout=widgets.Layout(width="100%"))
    text, remark = widgets.HTML(), widgets.Text(placeholder="remarque · remark", layout=widgets.Layout(width="100%"))
    buttons = [widgets.Button(description=code, layout=widgets.Layout(width="auto")) for code in codes]
    back, on = widgets.Button(description="◀"), widgets.Button(description="▶")

    def show() -> None:
        row = sheet.rows[sheet.place] if sheet.rows else dict.fromkeys(COLUMNS, "")
        bar.value, bar.description = sheet.done, f"{sheet.done}/{len(sheet.rows)}"
        body = html.escape(row["text"].removeprefix("'")).replace(html.escape(LINE), "<br>")
        head = html.escape(f"{sheet.place + 1} · {row['medium']} · {row['published_at'][:10]}")
        text.value = f"<p style='color:#555'>{head}</p><p style='font-size:1.15em;line-height:1.5'>{body}</p>"
        remark.value = row["remark"].removeprefix("'")
        for button in buttons:
            button.button_style = "success" if button.description == row["code"].removeprefix("'") else ""

    def give(button) -> None:
        sheet.give(button.description, remark.value)
        show()

    def move(by: int) -> None:
        sheet.move(by)
        show()

    for button in buttons:
        button.on_click(give)
    back.on_click(lambda _: move(-1))
    on.on_click(lambda _: move(1))
    show()
    return widgets.VBox([bar, text, widgets.HBox([back, *buttons, on]), remark])


def write_notebook(path: Path, sheet: Path, codebook: str, codes: Sequence[str]) -> None:
    """Writes the notebook in which `sheet` is coded; it finds the file beside itself."""
    import nbformat

    name = os.path.relpath(sheet, path.parent)
    code = f"from conversatoire.tone.widget import code_posts\n\ncode_posts({json.dumps(name)}, {json.dumps(list(codes), ensure_ascii=False)})"
    cells = [nbformat.v4.new_markdown_cell(_INTRO.format(codebook=codebook, name=name), id="intro"), nbformat.v4.new_code_cell(code, id="form")]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=kernel)) + "\n", encoding="utf-8")
