"""The generated reference pages stand in the repository as the code would write them."""

from pathlib import Path

import pytest

from conversatoire.reference import PAGES

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("page", PAGES)
def test_a_reference_page_is_what_the_code_says(page):
    written = (ROOT / page).read_text(encoding="utf-8")
    assert written == PAGES[page](), "run: python -m conversatoire.reference"
