"""The site in Chromium, opened from a disk: the search finds, nothing of the data runs, no address is asked but files."""

import json

import pytest
from browser import chromium, needs_chromium
from planted_months import BREAK, account, day, link, topic, words, write

from conversatoire.site.months import load
from conversatoire.site.pages import TEMPLATES, Writer
from conversatoire.site.site import site
from conversatoire.site.write import accounts, calendar, index, measures, subjects

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


def leave(page, act) -> None:
    """Does what leads to another page, and waits until that is there."""
    before = page.run("performance.timeOrigin")
    act()
    while page.run("performance.timeOrigin") == before:
        pass
    page.wait()


def found(page) -> list[list[str]]:
    """What the search shows: title and kind."""
    return page.run(
        "[...document.querySelectorAll('#results li')].map(li => [li.querySelector('a').textContent, li.querySelector('span').textContent])"
    )


def test_the_search_finds_what_was_planted_whatever_its_accents_and_leads_there(browser, pages):
    browser.open(pages / "fr/search.html", "?q=PEAGE")
    assert ["Péage", "sujet"] in found(browser)
    browser.run("document.getElementById('q').value = ''; document.getElementById('q').focus()")
    browser.type("pangol")
    assert [row[0] for row in found(browser)] == ["1. Un, janvier 2024", "1. Un, février 2024"]
    assert browser.run("document.querySelector('#results mark').textContent") == "pangolin"
    leave(browser, lambda: browser.run("document.querySelector('#results a').click()"))
    assert browser.run("location.pathname + location.hash").endswith("/2024-01/note/note.fr.html#un")


def test_what_nobody_said_is_not_found_and_the_page_says_so(browser, pages):
    browser.open(pages / "en/search.html", "?q=zzz")
    assert found(browser) == [] and browser.text("#told").startswith("Nothing found")
    browser.open(pages / "en/search.html", "?q=constructor")
    assert found(browser) == []


def test_the_box_of_any_page_leads_to_the_search_by_the_keyboard_alone(browser, pages):
    browser.open(pages / "en/index.html")
    browser.run("document.getElementById('ask-for').focus()")
    browser.type("gare")
    leave(browser, lambda: browser.press("Enter"))
    assert ["Gare", "subject"] in found(browser)


def test_hostile_titles_run_nothing_ask_nothing_and_are_shown_as_they_stand(browser, pages):
    browser.complaints.clear()
    for path in sorted(pages.rglob("*.html")):
        browser.open(path)
        assert browser.run("document.querySelectorAll('img, iframe, b, body script:not(#index):not(:last-child)').length") == 0, path
    browser.open(pages / "fr/search.html", "?q=alert")
    assert any("<script>" in title for title, _ in found(browser))
    browser.open(pages / "fr/subject-2024-01-1.html")
    assert BREAK in browser.text("blockquote")
    assert browser.complaints == []
    assert [request for request in browser.requests if not request.startswith("file:")] == []


def test_a_study_of_24_months_and_20_subjects_a_month_fits_a_phone(browser, tmp_path):
    folders = []
    for number in range(24):
        period = f"{2022 + number // 12}-{number % 12 + 1:02}"
        links = [link(i, i, "continued", f"2022-01/{i + 1}") if i < 5 and number else link(i, None, "new", f"{period}/{i + 1}") for i in range(20)]
        told = {
            "topics": [topic(i, f"Sujet numéro {i} dont le nom est plutôt long", 20 - i, (20 - i) / 250) for i in range(20)],
            "topic_links": links,
            "topic_words": [row for i in range(20) for row in words(i, f"mot{i} pont")],
            "accounts": [account(f"compte{i}{'' if i < 6 else period}", i + 1) for i in range(25)],
            "volume": [day(f"{period}-{d:02}", "forum", d) for d in range(1, 29)],
        }
        folders.append(write(tmp_path / period, told, note=False))
    whole = site("s", "Deux ans", "", "UTC", ["fr"], load(folders, [], ["fr"])[0], [])
    writer = Writer(whole, "fr")
    (tmp_path / "site/fr").mkdir(parents=True)
    (tmp_path / "site/site.css").write_bytes((TEMPLATES / "site.css").read_bytes())
    for file, html in (index(writer), next(subjects(writer)), next(accounts(writer)), measures(writer), calendar(writer)):
        (tmp_path / "site/fr" / file).write_text(html, encoding="utf-8")
    for name in ("index", "subjects", "accounts", "measures", "calendar"):
        browser.open(tmp_path / f"site/fr/{name}.html", width=390)
        assert browser.run("document.documentElement.scrollWidth") <= 390, name
    browser.open(tmp_path / "site/fr/subjects.html", width=1280)
    assert browser.run("document.querySelectorAll('.chart')[0].querySelectorAll('.wide .line').length") == 5
    assert browser.run("document.querySelectorAll('main > .scroll tbody tr').length") == 30
    boxes = json.loads(
        browser.run("JSON.stringify([...document.querySelectorAll('.chart:first-of-type .wide .name')].map(t => t.getBoundingClientRect().top))")
    )
    assert all(after - before > 12 for before, after in zip(sorted(boxes), sorted(boxes)[1:], strict=False))
