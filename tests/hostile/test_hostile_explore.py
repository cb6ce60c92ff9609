"""`explore` over the hostile study: every kind of page, asked for by what the posts themselves hold."""

import re
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

import polars as pl
import pytest
from browser import chromium, needs_chromium
from explore_site import Visitor, serving
from hostile_study import NAME
from payloads import ALL, HANDLES, LINKS, TAGS

from conversatoire.study_file import load
from conversatoire.watch.explore.asked import Site

FORBIDDEN = {"script", "iframe", "object", "embed", "base", "style", "img", "frame", "applet", "math", "template", "textarea", "b", "i", "video"}


class Made(HTMLParser):
    """The tags, attributes and addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        self.addresses |= {value or "" for name, value in attributes if name in ("href", "src", "action", "formaction")}


@pytest.fixture(scope="module")
def shown(hostile):
    with pytest.MonkeyPatch.context() as patch:  # the study's tables are found from the folder one runs in
        patch.chdir(hostile.folder)
        _, study = load(NAME)
    return Site(hostile.results / NAME / "watch/posts.sqlite", NAME, study, hostile.results)


def addresses(hostile):
    posts = pl.concat([pl.read_parquet(path) for path in hostile.results.glob(f"{NAME}/*/collection/posts.parquet")])
    ids = [post_id for post_id in posts["post_id"] if re.search("[^a-z0-9:]", post_id)][:25]
    found = ["search", "compare", "campaign", "competitors", "link", "barometer", "about", "search?q=pont&top=10"]
    found += [f"search?q={quote(text[:500])}" for text in ALL[::3]] + [
        f"search?{key}={quote(ALL[1])}" for key in ("author", "tag", "site", "medium", "from", "list")
    ]
    found += (
        [f"post?id={quote(post_id)}" for post_id in ids]
        + [f"link?url={quote(link)}" for link in LINKS]
        + [f"search?tag={quote(tag)}" for tag in TAGS]
    )
    found += [f"account?medium={medium}&name={quote(name)}" for name in HANDLES for medium in ("twitter", "facebook")]
    return [*found, f"compare?term={quote(ALL[0])}&term=pont", f"campaign?q={quote(ALL[3])}&from=2024-04-01&to=2024-04-30", f"nothing{quote(ALL[0])}"]


def test_no_page_of_explore_holds_an_element_attribute_or_address_of_a_post(hostile, shown):
    visitor, sent = Visitor(shown), 0
    for address in addresses(hostile):
        for lang in ("fr", "en")[: 2 if sent < 20 else 1]:
            response = visitor.get(f"{address}{'&' if '?' in address else '?'}ui={lang}")
            sent += 1
            assert response.status_code in (200, 400, 404), address
            made = Made(response.text)
            assert not made.tags & FORBIDDEN, (address, made.tags & FORBIDDEN)
            assert [name for name in made.attributes if name.startswith("on") or name in ("style", "srcdoc")] == [], address
            assert {urlsplit(link).scheme for link in made.addresses} <= {"", "http", "https", "data"}, address
            assert not [link for link in made.addresses if link.startswith(("data:text", "//"))], address
            assert "default-src 'none'" in response.headers["content-security-policy"]
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", response.text), address


@needs_chromium
def test_in_chromium_too(hostile, shown, tmp_path):
    pages = addresses(hostile)
    with serving(shown) as served, chromium(tmp_path) as browser:
        for address in [*pages[:8], *pages[8:28:4], *[page for page in pages if page.startswith(("post", "account", "link"))][::12]]:
            browser.complaints.clear()
            browser.requests.clear()
            browser.open(f"{served}/watch/{address}")
            assert browser.run("window.__pwned ?? null") is None, address
            assert browser.run("document.querySelectorAll('script, img, iframe, object, embed, base, style').length") == 0, address
            assert [request for request in browser.requests if not request.startswith((served, "data:image/"))] == [], address
            assert [said for said in browser.complaints if "status of 40" not in said] == [], address
