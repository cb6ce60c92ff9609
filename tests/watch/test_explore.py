"""The pages of `explore`: the numbers they show, their two languages, and what they answer to bad questions."""

import csv
import hashlib
import io
import json
import re
import sqlite3
import sys
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from explore_site import LINK, PAGES, Visitor, posts, site
from small_index import post

from conversatoire.watch.explore import plugin


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    return site(tmp_path_factory.mktemp("explore"))


@pytest.fixture(scope="module")
def visitor(shown):
    return Visitor(shown)


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings, self.ids, self.links, self.fields, self.labels, self.lang = [], [], [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.lang = told.get("lang", "") if tag == "html" else self.lang
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self.ids += [told["id"]] if "id" in told else []
        self.links += [told["href"]] if tag == "a" else []
        self.labels += [told["for"]] if tag == "label" else []
        if tag in ("input", "select", "textarea") and told.get("type") != "hidden":
            self.fields.append(told.get("id"))


def rows(response):
    return list(csv.DictReader(io.StringIO(response.text)))


def words(response):
    """The text of a page on one line, its no-break spaces as plain ones."""
    text = re.sub(r"<(style|script|title).*?</\1>", " ", response.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_in_both_languages_with_headings_in_order_and_labelled_fields(visitor, page, lang):
    address = PAGES[page]
    response = visitor.get(f"{address}{'&' if '?' in address else '?'}ui={lang}")
    outline = Outline(response.text)
    assert response.status_code == 200
    assert outline.lang == lang
    assert outline.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.fields) == set(outline.labels)
    assert "None" not in words(response)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"


def test_every_link_of_every_page_leads_somewhere(visitor):
    links = {link.partition("#")[0] for page in PAGES.values() for link in Outline(visitor.get(page).text).links}
    outside = {link for link in links if link.startswith("http")}
    assert outside == {LINK}
    followed = sorted(link for link in links - outside if link and "format=" not in link)
    assert len(followed) > 100
    for link in followed:
        address = link.removeprefix("..") if link.startswith("../") else f"/watch/{link}"
        assert visitor.get(address).status_code == 200, link


def test_the_page_speaks_the_language_of_the_note_where_none_is_asked(tmp_path):
    assert 'lang="en"' in Visitor(site(tmp_path, note_languages=["en"])).get("search").text


def test_a_search_finds_and_counts_the_posts_and_marks_the_words(visitor):
    page = visitor.get("search?q=panne")
    assert "6 messages" in words(page)
    assert page.text.count("<mark>panne</mark>") >= 6
    told = visitor.get("search?q=panne&format=json").json()
    assert [row["post_id"] for row in told["posts"]] == ["x:8", "x:6", "x:4", "x:3", "x:2", "x:1"]
    found = {(row["facet"], row["value"]): row["posts"] for row in told["facets"]}
    assert (found["account", "anne"], found["kind", "repost"], found["month", "2024-05"], found["day", "2024-05-02"]) == (3, 2, 5, 3)
    assert sum(row["posts"] for row in told["volume"]) == 6
    tops = {(row["list"], row["item"]): row["value"] for row in told["tops"]}
    assert (tops["links", LINK], tops["active", "anne"], tops["cited", "anne"]) == (3, 3, 1)


@pytest.mark.parametrize(
    ("asked", "posts_found"),
    [
        ("", 10),
        ("tag=FIBRE", 3),
        ("author=anne", 4),
        ("list=amis", 6),
        ("medium=mastodon", 1),
        ("kind=repost", 2),
        ("lang=en", 1),
        ("from=2024-05-03&to=2024-05-06", 3),
        ("last=15d", 3),
        ("mentioned=x:anne", 5),
        ("topic=2024-05/1", 3),
        (f"link={quote(LINK)}", 3),
        ("q=panne&author=anne", 3),
    ],
)
def test_filters_narrow_and_their_chips_widen_again(visitor, asked, posts_found):
    told = visitor.get(f"search?{asked}&format=json").json()
    assert len(told["posts"]) == posts_found
    page = visitor.get(f"search?{asked}")
    chips = re.search(r'<ul class="chips".*?</ul>', page.text, re.DOTALL)
    assert len(re.findall("<li>", chips[0])) == len([part for part in asked.split("&") if not part.startswith("q=")]) if asked else chips is None
    for href in re.findall(r'href="([^"]+)"', chips[0]) if chips else []:
        wider = visitor.get(f"{href.replace('&amp;', '&')}&format=json").json()
        assert len(wider["posts"]) > posts_found


def test_a_bar_of_the_curve_leads_to_the_posts_of_its_day(visitor):
    page = visitor.get("search?q=panne&ui=fr")
    bar = re.search(r'<a href="([^"]+)" tabindex="-1"><title>jeudi 2 mai 2024\xa0: 3\xa0messages</title>', page.text)
    told = visitor.get(bar[1].replace("&amp;", "&") + "&format=json").json()
    assert [row["post_id"] for row in told["posts"]] == ["x:3", "x:2", "x:1"]


def test_long_results_are_cut_into_pages_and_the_csv_has_them_all(tmp_path):
    many = [row | {"post_id": f"x:{number}", "text": f"panne {number}"} for number in range(45) for row in posts()[:1]]
    long = Visitor(site(tmp_path, many))
    pages = [long.get(f"search?q=panne&ui=en&p={number}") for number in (1, 2, 3)]
    assert [page.text.count('class="post"') for page in pages] == [25, 25, 10]  # 20 a page and the five most engaging
    assert "page 2 of 3" in words(pages[1])
    assert "page 3 of 3" in words(long.get("search?q=panne&ui=en&p=999999"))
    assert len(rows(long.get("search?q=panne&format=csv"))) == 45


def test_where_nothing_is_found_the_filter_to_drop_is_named_with_what_it_would_find(visitor):
    page = visitor.get("search?q=panne&medium=mastodon&ui=fr")
    assert "0 message" in words(page)
    assert "Sans le filtre « Média » ( 6 messages )" in words(page).replace("(6 messages)", "( 6 messages )")
    assert "Sans le filtre « mots »" in words(page)


def test_terms_are_compared_as_counted_by_hand(visitor):
    told = visitor.get("compare?term=panne&term=facture&format=json").json()
    assert [(row["term"], row["posts"], row["share"]) for row in told["terms"]] == [("panne", 6, 0.6), ("facture", 2, 0.2)]
    assert told["overlaps"] == [{"first": "panne", "second": "facture", "posts": 1}]
    page = visitor.get("compare?term=panne&term=facture&ui=en")
    assert "With none of these terms: 3 posts." in words(page)
    assert "60%" in words(page)
    assert page.text.count('class="line c1"') == 3  # in the legend, and drawn wide and narrow


def test_a_campaign_has_its_three_phases(visitor):
    told = visitor.get("campaign?q=panne&from=2024-05-03&to=2024-05-03&before=1&format=json").json()
    assert [(row["phase"], row["days"], row["posts"], row["accounts"]) for row in told["phases"]] == [
        ("before", 1, 3, 3),
        ("during", 1, 1, 1),
        ("after", 1, 0, 0),
    ]
    assert "trop peu de messages" in words(visitor.get("campaign?q=panne&from=2024-05-03&to=2024-05-03&ui=fr"))


def test_competitors_are_the_brands_of_the_study(visitor):
    told = visitor.get("competitors?format=json").json()
    assert [(row["brand"], row["posts"], round(row["share"], 3)) for row in told["brands"]] == [("Panne", 6, 0.857), ("Prix", 2, 0.286)]
    page = words(visitor.get("competitors?ui=en"))
    assert "7 posts name at least one brand, 1 of them several" in page


def test_a_study_without_brands_is_told_how_to_name_them(tmp_path):
    page = Visitor(site(tmp_path, brands={})).get("competitors?ui=en")
    assert (page.status_code, "brands:" in page.text) == (200, True)


def test_a_link_is_followed_from_its_first_share(visitor):
    told = visitor.get(f"link?url={quote(LINK + '?utm_source=x')}&format=json").json()
    assert [(row["account"], row["hours"]) for row in told["shares"]] == [("anne", 0), ("bob", 0.5), ("denis", 23)]
    assert "Distinct accounts 3" in words(visitor.get(f"link?url={LINK}&ui=en"))


def test_a_post_shows_what_followed_from_it(visitor):
    page = words(visitor.get("post?id=x:1&ui=en"))
    assert "Posts that follow 4 2 reposts, 1 quote, 1 reply" in page
    assert len(visitor.get("post?id=x:1&format=json").json()["cascade"]) == 5
    assert "was not collected" not in page


def test_an_account_shows_its_posts_and_who_addresses_it(visitor):
    page = words(visitor.get("account?medium=x&name=@ANNE&ui=en"))
    assert "Posts 4 3 original posts, 1 quote" in page
    assert "Addressed by 3" in page
    told = visitor.get("account?medium=x&name=anne&format=json").json()
    assert [(row["account"], row["posts"]) for row in told["addressed_by"]] == [("bob", 2), ("chloe", 1), ("denis", 1)]


def test_the_barometer_counts_the_shares_of_its_window(visitor):
    told = visitor.get("barometer?from=2024-05-02&to=2024-05-03&format=json").json()
    values = {row["index"]: row["value"] for row in told["indices"]}
    assert values == {"posts_per_minute": 5 / 2880, "activity": None, "hashtag": 0.4, "conversation": 0.2, "sharing": 0.6}
    assert "Pas de référence" in words(visitor.get("barometer?from=2024-05-02&to=2024-05-03&ui=fr"))


def test_csv_cells_are_neutralised_and_the_file_has_a_name_of_ours(tmp_path):
    risky = Visitor(site(tmp_path, [posts()[0] | {"text": "=HYPERLINK(1)", "author": "+a", "url": "javascript:alert(1)"}]))
    answer = risky.get("search?q=%22%0d%0aX-Bad:1&format=csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="small-search-posts.csv"'
    (row,) = rows(risky.get("search?format=csv&table=posts"))
    assert (row["text"], row["author"], row["url"]) == ("'=HYPERLINK(1)", "'+a", "")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("search?q=" + quote("'; DROP TABLE posts; --"), 200),
        ("search?q=" + quote('"panne'), 200),
        ("search?q=" + quote("((((("), 400),
        ("search?q=" + quote("NEAR(a b, 2) title:* ^"), 200),
        ("search?q=" + quote("🚀" * 200), 200),
        ("search?q=" + quote("a " * 5000), 400),
        ("search?q=%00%ff", 200),
        ("search?q=https%3A%2F%2Fjournal.example%2Fpanne", 400),
        ("search?medium=tiktok", 400),
        ("search?list=ennemis", 400),
        ("search?from=2024-06-01&to=2024-05-01", 400),
        ("search?from=hier", 400),
        ("search?last=3m&from=2024-05-01", 400),
        ("search?hour=25", 400),
        ("search?p=-1&sort=DROP&format=xml", 200),
        ("search?table=../../etc/passwd&format=csv", 200),
        ("compare?term=" + "&term=".join(map(str, range(20))), 400),
        ("compare?term=panne&step=century", 400),
        ("campaign?q=panne&from=2024-05-03&to=2024-05-02", 400),
        ("campaign?q=panne&from=x&to=y", 400),
        ("campaign?q=panne&from=2024-05-02&to=2024-05-03&before=-1", 400),
        ("campaign?q=panne&from=1990-01-01&to=1990-01-02", 400),
        ("barometer?from=1990-01-01&to=1990-01-02", 200),
        ("post?id=nobody:1", 404),
        ("post", 400),
        ("account?medium=x&name=nobody", 404),
        ("account?medium=&name=", 400),
        ("link?url=https://nowhere.example/", 404),
        ("link?url=" + "a" * 5000, 404),
        ("nothing", 404),
        ("search%2F..%2F..", 404),
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_bad_questions_get_a_helpful_page_and_change_nothing(shown, visitor, address, status, lang):
    before = hashlib.sha256(shown.index.read_bytes()).digest()
    response = visitor.get(f"{address}{'&' if '?' in address else '?'}ui={lang}")
    assert response.status_code == status
    assert "Traceback" not in response.text
    if response.headers["content-type"].startswith("text/html"):
        assert f'lang="{lang}"' in response.text
        assert "href=" in response.text  # there is a way on
    assert hashlib.sha256(shown.index.read_bytes()).digest() == before


def test_a_study_without_posts_says_so_on_every_page(tmp_path):
    empty = Visitor(site(tmp_path, []))
    for page in ("search", "search?q=panne", "compare?term=panne&term=b", "competitors", "barometer", "about", "link", "search?format=csv"):
        assert empty.get(page).status_code == 200, page
    assert "0 message" in words(empty.get("search?q=panne&ui=fr"))
    assert empty.get("campaign?q=a&from=2024-05-01&to=2024-05-02").status_code == 400


def test_a_slow_question_is_stopped_with_a_message(shown, monkeypatch):
    monkeypatch.setattr(plugin, "_STEPS", 1)
    slow = Visitor(type(shown)(shown.index, shown.name, shown.study, shown.results, seconds=0.0))
    response = slow.get("search?q=panne&ui=en")
    assert (response.status_code, "stopped after 0 seconds" in response.text) == (503, True)


def test_a_fault_of_ours_is_an_apology_and_the_trace_stands_in_the_log(tmp_path, capfd):
    broken = site(tmp_path)
    with sqlite3.connect(broken.index) as connection:
        connection.execute("DROP TABLE spellings")
    response = Visitor(broken).get("search?ui=en")
    assert response.status_code == 500
    assert "no such table" not in response.text
    assert "Sorry" in response.text
    assert "no such table" in capfd.readouterr().err


def test_what_the_page_tells_json_tells_too_without_a_sign_that_ends_an_element(tmp_path):
    sly = Visitor(site(tmp_path, [posts()[0] | {"text": "</script><script>alert(1)</script>"}]))
    response = sly.get("search?format=json")
    assert "<" not in response.text
    assert json.loads(response.text)["posts"][0]["text"] == "</script><script>alert(1)</script>"


def test_beyond_so_many_posts_the_page_asks_to_narrow_and_shows_results_and_volume_only(visitor, monkeypatch):
    monkeypatch.setattr(sys.modules["conversatoire.watch.explore.pages.search"], "ANALYSED", 5)
    page = words(visitor.get("search?ui=en"))
    assert "More than 5 posts" in page
    assert "Most active accounts" not in page
    assert "Most active accounts" in words(visitor.get("search?medium=mastodon&ui=en"))


def test_no_page_shows_an_email_address_and_its_owner_goes_by_name(tmp_path):
    known = {"author_name": "Zoé", "likes": 3}
    listed = Visitor(site(tmp_path, [post(1, "2024-05-02T10:00", "zoe@list.example", "panne, écrivez à moi@home.example", **known)]))
    for page in ("search", "account?medium=x&name=zoe@list.example", "post?id=x:1", "search?author=x:zoe@list.example"):
        told = words(listed.get(page))
        assert "Zoé" in told
        assert "list.example" not in told
        assert "home.example" not in told
