"""`explore` in a real Chromium: hostile posts, a phone's width, the keyboard."""

from urllib.parse import quote

import pytest
from browser import chromium, needs_chromium
from explore_site import PAGES, posts, serving, site
from small_index import post

EVIL = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'><svg onload=alert(1)>"
AUTHOR = "<script>alert(1)</script>"
HANDLERS = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on') || n == 'style')"
LINKS = ["javascript:window.hacked=1", 'https://evil.example/"onmouseover="window.hacked=1', "data:text/html,<script>window.hacked=1</script>"]
PHONE = 390


def hostile() -> list[dict]:
    """Posts that would run, break out or mislead wherever a page forgot to escape them."""
    turned = "\u202egnp.exe\u202c \x1b[31mred\x07 {{ 7 * 7 }} {% raw %} =cmd|'/c calc'!A1"
    more = {"author_name": EVIL, "hashtags": ["<img src=x onerror=alert(1)>", "{{7*7}}"], "links": LINKS, "url": LINKS[0], "mentions": ["<b>x</b>"]}
    return [
        post(1, "2024-05-02T10:00", AUTHOR, f"panne {EVIL} {turned}", title=f"panne {EVIL}", topic=0, likes=3, **more),
        post(2, "2024-05-02T11:00", '"><i onclick=alert(1)>', f"panne {turned}", repost_of_id="x:1", repost_of_author=AUTHOR, **more),
        post(f'">{AUTHOR}', "2024-05-03T11:00", "javascript:alert(1)", f"facture {EVIL}", reply_to_id="x:1", reply_to_author="<b>", **more),
    ]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(site(tmp_path_factory.mktemp("site"))) as served:
        yield f"{served}/watch/"


@needs_chromium
def test_hostile_posts_are_shown_and_never_run(browser, tmp_path):
    brands = {"<b>Panne</b>": ["panne"], EVIL: ["facture"]}
    with serving(site(tmp_path, hostile(), title=f"Étude {EVIL}", brands=brands, question=EVIL)) as served:
        pages = [f"search?q={quote(EVIL)}", f"account?medium=x&name={quote(AUTHOR)}", f"post?id={quote(f'x:{chr(34)}>{AUTHOR}')}"]
        pages += [f"link?url={quote(link)}" for link in LINKS] + [f"compare?term={quote(EVIL)}&term=panne", f"nothing{quote(EVIL)}"]
        pages += [f"search?author={quote(AUTHOR)}&tag={quote('<img src=x>')}&site={quote(EVIL[:30])}", f"search?medium={quote(EVIL)}"]
        browser.complaints.clear()
        browser.requests.clear()
        for page in [*PAGES.values(), *pages]:
            browser.open(f"{served}/watch/{page}")
            assert browser.run("window.hacked") is None, page
            assert browser.run("document.querySelectorAll('script, img, iframe, object, embed, base, style, b, i').length") == 0, page
            assert browser.run(HANDLERS) == [], page
            assert browser.run("[...document.links].map(a => a.protocol).filter(p => p != 'http:' && p != 'https:')") == [], page
            assert "\u202e" not in browser.run("document.body.innerText"), page
        elsewhere = [request for request in browser.requests if not request.startswith((served, "data:image/"))]  # Chromium's own icons are data
        assert elsewhere == []
        expected = ("status of 400", "status of 404")  # pages that say what is wrong with the question
        assert [complaint for complaint in browser.complaints if not any(status in complaint for status in expected)] == []
        browser.open(f"{served}/watch/search?q=panne")
        assert "<script>window.hacked = 1</script>" in browser.text("main")


@needs_chromium
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_page_is_wider_than_a_phone_and_texts_of_charts_can_be_read(browser, address, lang):
    for page in PAGES.values():
        browser.open(f"{address}{page}{'&' if '?' in page else '?'}ui={lang}", width=PHONE)
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert browser.run("document.scrollingElement.scrollWidth") <= PHONE, page
        sizes = browser.run(
            "[...document.querySelectorAll('.chart svg')].filter(s => s.getBoundingClientRect().width)"
            ".flatMap(s => [...s.querySelectorAll('text')].map(t => parseFloat(getComputedStyle(t).fontSize)"
            " * s.getBoundingClientRect().width / s.viewBox.baseVal.width))"
        )
        assert min(sizes, default=11) >= 11, page


@needs_chromium
def test_what_is_to_be_touched_is_large_enough_for_a_finger(browser, address):
    small = (
        "[...document.querySelectorAll('nav a, button, input:not([type=hidden]), select, summary, .chips a, .facet a, td a, th a, .downloads a')]"
        ".filter(e => e.offsetParent).filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    )
    for page in PAGES.values():
        browser.open(f"{address}{page}", width=PHONE)
        assert browser.run(small) == [], page


@needs_chromium
def test_the_keyboard_reaches_the_box_and_searches(browser, address):
    browser.open(f"{address}search?ui=fr")
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    for _ in range(20):
        browser.press("Tab")
        if browser.run("document.activeElement.id") == "q":
            break
    browser.type("facture")
    before = browser.run("performance.timeOrigin")
    browser.press("Enter")
    while browser.run("performance.timeOrigin") == before:
        pass
    browser.wait()
    assert browser.run("document.title").startswith("Recherche\u00a0: facture")
    assert browser.text("[role=status].strong") == "2\u00a0messages"
    assert browser.run("document.querySelectorAll('.posts > li mark').length") >= 2


@needs_chromium
def test_the_numbers_of_the_posts_counted_by_hand_are_those_a_reader_sees(browser, address):
    browser.open(f"{address}search?ui=en")
    assert browser.text("[role=status].strong") == f"{len(posts())}\u00a0posts"
