"""Widths of columns and heights of figures in the DOCX, against counts by hand."""

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from conversatoire.note import document, form_docx, paper_sizes
from conversatoire.note.theme import Theme

LINE, MARGIN = paper_sizes.LINE, paper_sizes.MARGIN


def test_a_small_table_takes_what_its_texts_want():
    assert paper_sizes.shares([["Média", "Messages"], ["Twitter", "1\u202f079"]]) == [round((7 + MARGIN) / LINE, 4), round((8 + MARGIN) / LINE, 4)]


def test_a_long_text_gets_the_room_that_words_and_numbers_leave():
    rows = [["N°", "Sujet", "Part"], ["12", "mot " * 30, "48\u202f% [39\u202f%–53\u202f%]"]]
    number, subject, share = paper_sizes.shares(rows)
    assert number == round((2 + MARGIN) / LINE, 4)
    assert share * LINE >= len("[39\u202f%–53\u202f%]") + MARGIN - 0.01
    assert number + subject + share == pytest.approx(1, abs=1e-3) and subject > share


def test_a_word_without_end_leaves_the_others_their_place():
    widths = paper_sizes.shares([["a" * 1_000_000, "b", "c"]])
    assert widths == [round((paper_sizes.PREFERRED + MARGIN) / LINE, 4), *[round((1 + MARGIN) / LINE, 4)] * 2]
    assert sum(paper_sizes.shares([["a" * 30] * 12])) == pytest.approx(1, abs=1e-3)


def test_the_document_holds_the_widths_and_no_figure_taller_than_a_part_of_the_page(tmp_path: Path):
    Image.new("RGB", (400, 1200)).save(tmp_path / "tall.png")
    Image.new("RGB", (1200, 400)).save(tmp_path / "wide.png")
    text = "# T\n\n**M**\n\n| A | B |\n|---|---:|\n| a name of some words | 1 |\n\n![Tall.](tall.svg)\n\n![Wide.](wide.svg)\n"
    form_docx.write(document.caption_figures(document.parse(text)), "en", datetime(2024, 1, 31, 12, tzinfo=UTC), tmp_path / "note.docx", Theme())
    with zipfile.ZipFile(tmp_path / "note.docx") as archive:
        body = archive.read("word/document.xml").decode()
    name, number = (int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', body))
    assert name / number == pytest.approx((20 + MARGIN) / (1 + MARGIN), rel=0.01)
    # English Metric Units: 360,000 a centimetre
    tall, wide = ([int(side) for side in sides] for sides in re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', body))
    assert tall[1] == pytest.approx(15 * 360_000, abs=2) and tall[0] * 3 == pytest.approx(tall[1], rel=0.01)
    assert wide[0] == pytest.approx(wide[1] * 3, rel=0.01) and wide[0] <= 17 * 360_000
    assert re.findall(r"<w:(footerReference|footnotePr|pgSz|pgMar)\b", body) == ["footerReference", "footnotePr", "pgSz", "pgMar"]
    assert '<w:pgSz w:h="16838" w:w="11906"' in body
