"""The note's page in Chromium: its small script clicked and typed into as a reader would, and the page without it."""

from pathlib import Path

import pytest
from browser import Page, chromium, needs_chromium

from conversatoire.note import document, form_html
from conversatoire.note.theme import Theme

pytestmark = needs_chromium
# As the note writes numbers, in an order that neither the text nor the number sorts.
NUMBERS = {
    "fr": ["1\u202f079", "< 0,1 %", "−3,1 %", "90", "–", "×11,1", "12,5", "8", "100", "2,25", "0", "7"],
    "en": ["1,079", "< 0.1%", "−3.1%", "90", "–", "×11.1", "12.5", "8", "100", "2.25", "0", "7"],
}
RISING = [
    "row 2",
    "row 10",
    "row 1",
    "row 9",
    "row 11",
    "row 7",
    "row 5",
    "row 6",
    "row 3",
    "row 8",
    "row 0",
]  # and the dash of row 4 last, either way
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30"/></svg>'


def note(lang: str) -> str:
    rows = [f"| row {place} | {number} |" for place, number in enumerate(NUMBERS[lang])]
    table = ["| Name | Value |", "|---|---:|", "| **All posts** | 9 |", *rows, "", ": Twelve rows and their sum", ""]
    small = ["| Name | Value |", "|---|---:|", "| a | 1 |", "| b | 2 |", "", ": Two rows", ""]
    return "\n".join(
        [
            "# Title",
            "",
            "**May**",
            "",
            "## First",
            "",
            *table,
            '![A black box.](box.svg "Box")',
            "",
            "## Second",
            "",
            "[search](../../watch/search?from=2011-05)",
            "",
            *small,
            "words\n\n" * 60,
        ]
    )


@pytest.fixture(scope="module", params=["fr", "en"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("browser") / "results/ma-veille/2011-05/note"
    folder.mkdir(parents=True)
    (folder / "box.svg").write_text(PICTURE, encoding="utf-8")
    path = folder / f"note.{request.param}.html"
    form_html.write(document.caption_figures(document.parse(note(request.param))), request.param, path, Theme(), None)
    with chromium(folder / "profile") as seen:
        yield seen, path
        assert seen.complaints == [] and {address.split(":")[0] for address in seen.requests} <= {"file", "data"}


def names(seen: Page) -> list[str]:
    return seen.run("[...document.querySelector('table').tBodies[0].rows].filter(row => !row.hidden).map(row => row.cells[0].innerText)")


def press(seen: Page, button: str) -> None:
    """A click of the mouse on a button found by its text."""
    at = f"[...document.querySelectorAll('button')].find(button => button.innerText === '{button}')"
    box = seen.run(
        f"(() => {{ const it = {at}; it.scrollIntoView({{block: 'center', behavior: 'instant'}}); return it.getBoundingClientRect().toJSON(); }})()"
    )
    seen.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_column_sorts_by_its_numbers_and_the_sum_stays_last(page: tuple[Page, Path]) -> None:
    seen, path = page
    seen.open(path)
    before = names(seen)
    press(seen, "Value")
    assert names(seen) == [*RISING[::-1], "row 4", "All posts"]
    assert seen.run("document.querySelector('th[aria-sort]').getAttribute('aria-sort')") == "descending"
    press(seen, "Value")
    assert names(seen) == [*RISING, "row 4", "All posts"]
    press(seen, "Value")
    assert sorted(names(seen)) == sorted(before) and names(seen)[:2] == ["row 0", "row 1"]


def test_a_long_table_filters_and_says_how_many_rows_are_left(page: tuple[Page, Path]) -> None:
    seen, path = page
    seen.open(path)
    assert seen.run("document.querySelectorAll('input[type=search]').length") == 1
    seen.run("document.querySelector('input[type=search]').focus()")
    seen.type("ROW 1")
    assert names(seen) == ["row 1", "row 10", "row 11"]
    assert seen.text("output") == {"fr": "3 lignes sur 13", "en": "3 rows of 13"}[path.suffixes[0][1:]]


def test_a_figure_is_shown_large_and_closed_again(page: tuple[Page, Path]) -> None:
    seen, path = page
    seen.open(path)
    press(seen, {"fr": "Agrandir", "en": "Enlarge"}[path.suffixes[0][1:]])
    assert seen.run("document.querySelector('dialog').open && document.querySelector('dialog img').naturalWidth") == 60
    press(seen, {"fr": "Fermer", "en": "Close"}[path.suffixes[0][1:]])
    assert seen.run("document.querySelector('dialog').open") is False


def test_contents_mark_the_section_in_view_and_fold_on_a_phone(page: tuple[Page, Path]) -> None:
    seen, path = page
    seen.open(path)
    assert seen.run("document.querySelector('nav details').open") is True
    seen.run("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    seen.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert seen.text("nav a[aria-current]").endswith("Second")
    seen.open(path, width=390)
    assert seen.run("document.querySelector('nav details').open") is False
    assert seen.run("document.documentElement.scrollWidth") <= 390


def test_a_note_on_a_disk_tells_what_opens_its_links_to_the_watch_tool(page: tuple[Page, Path]) -> None:
    seen, path = page
    seen.open(path)
    assert seen.text("header .hint").endswith("conversatoire explore ma-veille")


def test_the_page_is_whole_without_its_script(page: tuple[Page, Path], tmp_path: Path) -> None:
    seen, path = page
    bare = tmp_path / path.name
    bare.write_text(path.read_text(encoding="utf-8").replace("<script>", "<script>//"), encoding="utf-8")  # another hash: it may not run
    seen.open(bare)
    assert "Content Security Policy" in seen.complaints.pop() and seen.complaints == []
    assert len(names(seen)) == 13 and seen.run("document.querySelectorAll('img').length") == 1
    assert seen.run("document.querySelectorAll('button, input').length") == 0 and seen.run("document.querySelector('nav details').open") is True
