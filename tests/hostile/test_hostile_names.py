"""What stops hostile names before anything runs; quick, without the run."""

import json
import re
from pathlib import Path

import pytest
from payloads import ALL, CONTROLS

from conversatoire.collection.importer import source_files
from conversatoire.errors import SourceError
from conversatoire.note import document
from conversatoire.note.escape import hide_addresses, md
from conversatoire.page import write
from conversatoire.settings.collection import Source
from conversatoire.terminal import printable


@pytest.mark.parametrize("text", CONTROLS)
def test_a_terminal_is_given_nothing_that_it_obeys(text):
    assert all(sign.isprintable() or sign in "\n\t" for sign in printable(text))
    assert "\u202e" not in printable(f"{text}\u202ex")


def test_what_a_terminal_shows_stays_as_it_is():
    assert printable("  un été\u00a0: 日本 👩\u200d👧\n\tfin") == "  un été\u00a0: 日本 👩\u200d👧\n\tfin"


@pytest.mark.parametrize("name", ["{x}.csv", "a{study}b.csv", "{ source , .* }.csv", "{{a.b}}.csv", "<b>.csv", "<results>.csv"])
def test_a_file_whose_name_the_workflow_would_fill_in_is_refused(tmp_path, name):
    (tmp_path / name).touch()
    with pytest.raises(SourceError, match="placeholders; rename it"):
        source_files(source(f"{tmp_path}/*.csv"))


def test_other_braces_and_brackets_are_welcome(tmp_path):
    for name in ("{{7*7}}.csv", "{3F25-11D3}.csv", "{}.csv", "<img src=x>.csv", "<B>.csv"):
        (tmp_path / name).touch()
    assert len(source_files(source(f"{tmp_path}/*.csv"))[0]) == 5


def source(path):
    return Source.model_validate({"name": "s", "medium": "x", "format": "csv", "path": path, "columns": {"published_at": "d", "text": "t"}})


def test_a_notebooks_page_forbids_every_script(tmp_path):
    import nbformat

    cells = [nbformat.v4.new_markdown_cell("# Titre"), *[nbformat.v4.new_code_cell(repr(text)) for text in ALL]]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "n.ipynb")
    write(tmp_path / "n.ipynb", tmp_path / "n.html")
    made = (tmp_path / "n.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in made.partition("<style")[0]
    assert "<script" not in made


def test_a_word_of_a_million_signs_is_searched_for_addresses_once_and_shown_in_part():
    text = f"{'mot' * 333_333} a.b+c@d-e.example {'h@' * 300_000}"
    assert hide_addresses(text, "…") == text.replace("a.b+c@d-e.example", "…")
    assert md(text).startswith("mot" * 40 + "… a.b")


def test_words_that_typst_would_take_for_headings_or_lists_stay_words():
    cells = "| a | b |\n|---|---|\n| = x | [- y](https://e.example) |\n| 1\\. z | / t: u |\n\n= not a heading\n"
    tree = document.typst_starts(document.parse(cells))
    made = document.pandoc(["-f", "json", "-t", "typst", "--wrap=none"], json.dumps(tree), Path())
    assert [line for line in made.splitlines() if re.match(r"\s*(?:[=+/-]|\d+\.)", line)] == []
    assert not re.search(r"\[(?:[=+/-]|\d+\.)\s", made)
    assert '#"=";' in made


def test_a_number_whose_link_is_left_out_on_paper_starts_no_list():
    tree = document.typst_starts(document.for_paper(document.parse("# T\n\nx\n\n- **[4](posts/peak-4.txt). Tuesday** (subject)\n")))
    made = document.pandoc(["-f", "json", "-t", "typst", "--wrap=none"], json.dumps(tree), Path())
    assert '#strong[#"4."; Tuesday] (subject)' in made
