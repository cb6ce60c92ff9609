"""Every HTML page of the hostile study in Chromium: no dialog, no request, no complaint, and nothing but what the templates make.

A page of our own names in its policy the hash of each script that may run; a notebook's page has no script at all. What a page is made of is held
against the lists below, which name what pandoc, nbconvert and our templates write; a new element of a template is added there.
"""

import base64
import hashlib
import re

import pytest
from browser import chromium, needs_chromium

TAGS = set(
    "html head meta title style link body main header footer nav section aside div p span a ul ol li dl dt dd h1 h2 h3 h4 h5 h6 em strong"
    " small sub sup code pre blockquote hr br table dialog caption colgroup col thead tbody tfoot tr th td figure figcaption img time mark"
    " abbr bdi noscript script svg g path line rect circle text tspan polyline polygon desc canvas output button input label select option"
    " form details summary".split()
)
ATTRIBUTES = set(
    "action alt autocomplete autofocus border charset checked class colspan content d datetime dir disabled dominant-baseline download dx"
    " dy cx cy r x y x1 x2 y1 y2 rx fill for halign height hidden href hreflang http-equiv id lang list max media method min name open"
    " placeholder points rel role rowspan scope scoped selected size spellcheck src start stroke stroke-width style tabindex text-anchor"
    " title transform type valign value viewbox width xmlns".split()
)
MADE_OF = """(() => {
  const all = [...document.querySelectorAll('*')], of = (names) => [...new Set(all.flatMap(names))];
  return {
    tags: of(e => [e.localName.toLowerCase()]),
    attributes: of(e => e.getAttributeNames()),
    addresses: of(e => ['href', 'src', 'action'].map(n => e.getAttribute(n)).filter(v => v !== null)),
    styles: all.filter(e => e.hasAttribute('style') && /url|expression|position/.test(e.getAttribute('style'))).map(e => e.outerHTML.slice(0, 200)),
    scripts: [...document.scripts].filter(s => s.type != 'application/json').map(s => s.text),
    policy: [...document.querySelectorAll('meta[http-equiv]')].map(e => [e.httpEquiv.toLowerCase(), e.content]),
    pwned: window.__pwned ?? null,
    said: document.body.innerText,
  }
})()"""
# Of the web, inside of the page, a picture in the page, or a file beside it: a name without a scheme.
ADDRESS = re.compile(r"https?://[^/]|#|data:image/(png|svg\+xml|jpeg);base64,|(?!//)[A-Za-z0-9._/%-]*(\?[^#]*)?(#.*)?$")
SHOT = 1280


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@needs_chromium
def test_no_page_runs_fetches_or_holds_anything_of_a_post(hostile, browser):
    pages = hostile.files(".html")
    assert len(pages) > 20
    told = ""
    for path in pages:
        browser.requests.clear()
        browser.complaints.clear()
        page = browser.open(path, width=SHOT).run(MADE_OF)
        where = path.relative_to(hostile.results).as_posix()
        assert page["pwned"] is None, where
        assert browser.complaints == [], where
        asked = {request.partition("?")[0] for request in browser.requests if not request.startswith("data:")}
        assert {request for request in asked if not request.startswith("file:") or "passwd" in request} == set(), where
        assert set(page["tags"]) <= TAGS, (where, set(page["tags"]) - TAGS)
        named = {name.lower() for name in page["attributes"] if not re.fullmatch("(aria|data)-[a-z-]+", name)}
        assert named <= ATTRIBUTES, (where, named - ATTRIBUTES)
        assert [address for address in page["addresses"] if not ADDRESS.match(address)] == [], where
        assert page["styles"] == [], where
        assert {name for name, _ in page["policy"]} == {"content-security-policy"}, where
        allowed = " ".join(policy for _, policy in page["policy"])
        for script in page["scripts"]:
            assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in allowed, (where, script[:200])
        assert "'unsafe-eval'" not in allowed, where
        assert "script-src 'unsafe-inline'" not in allowed, where
        told += page["said"]
    assert "<script>window.__pwned=1" in told


@needs_chromium
def test_what_a_reader_can_open_or_touch_in_a_page_runs_nothing_either(hostile, browser):
    for path in hostile.files(".html"):
        browser.complaints.clear()
        browser.open(path, width=SHOT)
        browser.run("document.querySelectorAll('details').forEach(d => d.open = !d.open)")
        browser.run(
            "document.querySelectorAll('input, button, select, [tabindex]').forEach(e => { e.focus(); e.dispatchEvent(new Event('mouseover', "
            "{bubbles: true})); if (e.localName == 'input' && e.type != 'checkbox') { e.value = '<img src=x onerror=window.__pwned=1>'; "
            "e.dispatchEvent(new Event('input', {bubbles: true})) } })"
        )
        assert browser.run("window.__pwned ?? null") is None, path
        assert browser.run("document.querySelectorAll('main img[src=x], [onerror]').length") == 0, path
        assert browser.complaints == [], path
