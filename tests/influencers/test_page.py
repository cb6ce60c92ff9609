"""`graph.html` in Chromium: found, clicked and read as a reader would, with nothing asked of the network and nothing run that a post holds."""

import base64
import functools
import hashlib
import json
import re

import pandas as pd
import pytest
from browser import chromium, needs_chromium

from conversatoire import tables
from conversatoire.config import Influencers
from conversatoire.influencers import actors, layout, page

HOSTILE = [
    "</script><script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "<svg/onload=window.hit=1>",
    "javascript:window.hit=1",
    "' onmouseover='window.hit=1",
    "{{7*7}}<!--",
    "%00#?&/\\u003c",
    "\u202egnp.exe\u2028x",
]
ZONE = "Europe/Paris"


def make(rows):
    common = {"medium": "twitter", "source": "s", "lang": "fr", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}
    instants = pd.date_range("2024-01-31T22:30", periods=max(len(rows), 1), freq="h", tz="UTC")
    return tables.frame("posts", [common | {"post_id": f"t:{n:04}", "published_at": instants[n]} | row for n, row in enumerate(rows)])


def conversation():
    """Ann is addressed by six, of whom one writes by e-mail; two more talk among themselves; one is alone."""
    around = [{"author": f"user{n}", "text": f"bonjour {n}", "mentions": ["Élodie"]} for n in range(5)]
    mail = {"author": "bob@mail.example", "author_name": "Bob B.", "text": "écrivez à bob@mail.example", "mentions": ["Élodie"]}
    own = [{"author": "Élodie", "text": f"message {n}", "reposts": n, "url": f"https://x.example/{n}"} for n in range(5)]
    pair = [{"author": "x", "text": "a", "mentions": ["y"]}, {"author": "y", "text": "b", "mentions": ["x"]}]
    return make([*around, mail, *own, *pair, {"author": "alone", "text": "rien"}])


def measured(posts):
    return posts, actors(posts, Influencers(seed=1, bots=["user2"]), ["élodie"])


@functools.cache
def talk():
    """The conversation and what is measured in it, once for all tests."""
    return measured(conversation())


def write(folder, lang="fr", top=layout.TOP, month=None):
    posts, found = month or talk()
    places = layout.places(found.accounts, found.edges, top)
    return page.write_graph_page(found, posts, places, "essai", lang, ZONE, folder / "graph.html")


def data(path):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)[1])


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@needs_chromium
def test_a_reader_searches_an_account_and_sees_its_measures_and_posts(browser, tmp_path):
    shown = browser.open(write(tmp_path))
    shown.run("document.getElementById('query').focus()")
    shown.type("ELO")  # neither accents nor capitals matter
    assert shown.text("#count") == "Comptes trouvés : 1"
    assert shown.text("#results") == "Élodie · twitter"
    shown.press("Enter")
    assert shown.text("#account h2") == "Élodie"
    text = " ".join(shown.text("#account").split())
    assert "Comptes qui s’adressent à lui 6" in text
    assert "compte de l’organisation" in text
    assert "bob@" not in text and "Bob B. (1)" in text
    posts = shown.run("[...document.querySelectorAll('#account blockquote')].map(post => post.innerText.split('\\n').filter(Boolean))")
    assert [post[0] for post in posts] == ["message 4", "message 3", "message 2"]  # the most passed-on first, three at most
    assert posts[0][1] == "1er février 2024 à 09:30 · repris 4 fois selon la plateforme · voir en ligne"
    assert shown.run("document.querySelector('#account a').href") == "https://x.example/4"
    shown.run("document.getElementById('query').select()")
    shown.type("nobody of this name")
    assert shown.text("#count") == "Aucun compte trouvé"


@needs_chromium
def test_a_click_on_a_point_opens_its_account_and_a_click_beside_closes_it(browser, tmp_path):
    path = write(tmp_path)
    shown = browser.open(path)
    place = shown.run("{ const box = canvas.getBoundingClientRect(), [x, y] = at(accounts.name.indexOf('user3')); [box.left + x, box.top + y] }")
    shown.click(*place)
    assert shown.text("#account h2") == "user3"
    assert "bonjour 3" in shown.text("#account")
    corner = shown.run("{ const box = canvas.getBoundingClientRect(); [box.left + 3, box.bottom - 3] }")
    shown.click(*corner)
    assert "Cliquez sur un compte" in shown.text("#account")


@needs_chromium
def test_keys_move_and_zoom_the_drawing(browser, tmp_path):
    shown = browser.open(write(tmp_path))
    shown.run("canvas.focus()")
    before = shown.run("({...view})")
    shown.press("+")
    shown.press("ArrowRight")
    after = shown.run("({...view})")
    assert after["zoom"] == pytest.approx(1.3 * before["zoom"])
    assert after["x"] == pytest.approx(before["x"] - 60)  # the zoom keeps the middle where it is
    shown.press("0")
    assert shown.run("({...view})") == before


@needs_chromium
def test_an_address_ending_in_an_account_opens_it(browser, tmp_path):
    shown = browser.open(write(tmp_path, "en"), "#twitter%2F%C3%89lodie")
    assert shown.text("#account h2") == "Élodie"
    assert "Accounts that address it" in shown.text("#account")


@needs_chromium
def test_nothing_that_handles_and_posts_hold_is_run(browser, tmp_path):
    rows = [
        {"author": name, "author_name": name, "text": f"{name} {name}", "mentions": ["target"], "url": "javascript:window.hit=1"} for name in HOSTILE
    ]
    shown = browser.open(write(tmp_path, month=measured(make(rows))))
    size = len(HOSTILE) + 1
    assert shown.run("accounts.name.length") == size
    seen = []
    for number in range(size):
        shown.run(f"choose({number}, true)")
        assert shown.run("document.querySelectorAll('#account script, #account img, #account svg, #account a').length") == 0
        seen.append(shown.text("#account h2"))
        shown.run(f"byId('query').value = accounts.name[{number}]; search(); 0")
    assert {"</script><script>window.hit=1</script>", '"><img src=x onerror=window.hit=1>', "{{7*7}}<!--", "gnp.exe x"} <= set(seen)
    assert shown.run("typeof window.hit") == "undefined"
    assert shown.complaints == []


@needs_chromium
def test_a_script_that_came_into_the_page_all_the_same_would_not_run(browser, tmp_path):
    path = write(tmp_path)
    page_text = path.read_text(encoding="utf-8")
    path.write_text(page_text.replace("<main>", "<script>window.hit=1</script><img src='data:,' onerror='window.hit=1'><main>"), encoding="utf-8")
    shown = browser.open(path)
    assert shown.run("typeof window.hit") == "undefined"
    assert shown.complaints
    shown.complaints.clear()


@needs_chromium
def test_the_page_asks_nothing_of_the_network(browser, tmp_path):
    browser.requests.clear()
    path = write(tmp_path)
    shown = browser.open(path)
    shown.run("choose(0, true)")
    assert shown.requests == [path.as_uri()]
    assert shown.complaints == []


@needs_chromium
@pytest.mark.parametrize("rows", [[], [{"author": "ann", "text": "a"}], [{"author": "ann", "text": "a", "mentions": ["ann"]}], [{"text": "a"}]])
def test_months_without_ties_give_a_page_that_opens_and_says_so(rows, browser, tmp_path):
    shown = browser.open(write(tmp_path, "en", month=measured(make(rows))))
    assert f"0 accounts of {len({row.get('author') for row in rows} - {None})}" in shown.text("aside")
    assert shown.complaints == []


@needs_chromium
def test_on_a_telephone_nothing_is_wider_than_the_screen(browser, tmp_path):
    shown = browser.open(write(tmp_path), "#twitter%2Fuser1", width=360, height=700)
    assert shown.run("document.documentElement.scrollWidth") <= 360
    assert shown.run("canvas.clientWidth") == 360


def test_the_policy_allows_the_script_and_the_look_of_the_page_alone(tmp_path):
    text = write(tmp_path).read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1].replace("&#39;", "'")
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert set(parts) == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    assert parts["default-src"] == parts["base-uri"] == parts["form-action"] == "'none'"
    for name, element in (("script-src", "script"), ("style-src", "style")):
        inside = re.search(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)[1]
        assert parts[name] == f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'"


def test_the_first_accounts_stand_there_with_all_pairs_between_them(tmp_path):
    every, some = data(write(tmp_path)), data(write(tmp_path, top=3))
    assert len(every["accounts"]["name"]) == 9  # «alone» has no tie
    assert len(every["edges"]) == 3 * 8
    assert some["accounts"]["name"] == ["x", "y", "Élodie"]  # two who speak to each other alone keep their whole PageRank
    assert some["edges"] == [0, 1, 1, 1, 0, 1]
    text = (tmp_path / "graph.html").read_text(encoding="utf-8")
    assert "3 comptes sur 10" in text and "2 sur 8" in text


def test_own_accounts_and_bots_have_marks_of_their_own(tmp_path):
    accounts = data(write(tmp_path))["accounts"]
    marks = dict(zip(accounts["name"], accounts["mark"], strict=True))
    assert {name: mark for name, mark in marks.items() if mark} == {"Élodie": "own", "user2": "bot"}


def test_no_address_of_a_person_is_in_the_page(tmp_path):
    assert "@mail" not in write(tmp_path).read_text(encoding="utf-8")


def test_the_same_month_gives_the_same_page(tmp_path):
    shuffled = conversation().sample(frac=1, random_state=2)
    assert write(tmp_path / "a").read_bytes() == write(tmp_path / "b", month=measured(shuffled)).read_bytes()


def test_linked_accounts_stand_nearer_than_others():
    rows = [
        {"author": f"{group}{n}", "text": "a", "mentions": [f"{group}{(n + step) % 10}"]} for group in "ab" for n in range(10) for step in (1, 2, 3)
    ]
    found = actors(make(rows), Influencers(seed=1), [])
    places = layout.places(found.accounts, found.edges)
    middles = places.assign(group=places["account"].str[0]).groupby("group")[["x", "y"]]
    apart = ((middles.mean().loc["a"] - middles.mean().loc["b"]) ** 2).sum() ** 0.5
    assert apart > 2 * middles.std().to_numpy().max()
    assert places[["x", "y"]].abs().to_numpy().max() == 500
