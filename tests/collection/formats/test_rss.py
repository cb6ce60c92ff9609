import xml.etree.ElementTree as ElementTree

import pytest
from format_rows import mangled, read_bytes
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection.formats import _feed, rss
from conversatoire.collection.formats._json import NOT_UTF8, NUL
from conversatoire.errors import SourceError

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>Carnet &amp; co</title><link>https://b.example</link>"""
ITEM = """<item><title>L&amp;rsquo;été &lt;b&gt;ici&lt;/b&gt;</title><link>https://b.example/1</link><guid isPermaLink="false">g1</guid>
<dc:creator>Zoé</dc:creator><category>Santé</category><category>Soin</category><pubDate>Mon, 02 May 2011 10:00:00 +0200</pubDate>
<slash:comments>3</slash:comments><description>Résumé…</description><content:encoded><![CDATA[<p>Un <a href="/deux">lien</a> &amp; un
<a href="https://c.example/x">autre</a>.</p><p>Du code : </item> &lt;item&gt; <item></p>]]></content:encoded></item>
"""
TAIL = "</channel></rss>"
ATOM = """<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
<a:title>Carnet</a:title><a:entry><a:title>Un titre</a:title><a:link rel="alternate" href="https://b.example/a"/><a:id>tag:b,2011:a</a:id>
<a:published>2011-05-02T10:00:00+02:00</a:published><a:updated>2012-01-01T00:00:00Z</a:updated>
<a:author><a:name>Zoé</a:name></a:author><a:content type="html">&lt;p&gt;Bonjour&lt;/p&gt;</a:content>
<thr:in-reply-to ref="tag:b,2011:0"/></a:entry></a:feed>"""
RDF = """<?xml version="1.0" encoding="ISO-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://b.example"><title>Carnet</title>
<items><rdf:Seq><rdf:li resource="https://b.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://b.example/1"><title>Été</title><link>https://b.example/1</link><dc:date>2011-05-01</dc:date></item></rdf:RDF>"""


def test_an_item_becomes_a_post(tmp_path):
    (post,), rejects = read_bytes(tmp_path, HEAD + ITEM + TAIL, "rss")
    assert rejects == []
    assert post == {
        "row": 1,
        "native_id": "g1",
        "published_at": "2011-05-02T10:00:00+02:00",
        "author": "Zoé",
        "title": "L’été ici",
        "text": "Un lien & un autre.\n\nDu code : <item>",
        "url": "https://b.example/1",
        "links": ["https://b.example/deux", "https://c.example/x"],
        "replies": "3",
    }


def test_an_atom_entry_becomes_a_post(tmp_path):
    (post,), rejects = read_bytes(tmp_path, ATOM, "rss")
    assert rejects == []
    assert (post["native_id"], post["url"], post["author"], post["text"]) == ("tag:b,2011:a", "https://b.example/a", "Zoé", "Bonjour")
    assert (post["published_at"], post["reply_to"]) == ("2011-05-02T10:00:00+02:00", "tag:b,2011:0")


def test_an_rss_1_item_in_latin_1_becomes_a_post(tmp_path):
    (post,), _ = read_bytes(tmp_path, RDF.encode("latin-1"), "rss")
    assert post == {
        "row": 1,
        "native_id": "https://b.example/1",
        "published_at": "2011-05-01",
        "author": "Carnet",
        "title": "Été",
        "text": "",
        "url": "https://b.example/1",
    }


def test_a_description_in_plain_text_keeps_its_lines_and_lets_the_text_tell_its_links(tmp_path):
    (post,), _ = read_bytes(tmp_path, f"{HEAD}<item><description>Un\nhttps://x.example</description></item>{TAIL}", "rss")
    assert post["text"] == "Un\nhttps://x.example" and "links" not in post and post["author"] == "Carnet & co"


def test_each_broken_item_costs_itself(tmp_path):
    broken = [
        "<item/>",
        ITEM,
        ITEM.replace("</title>", "").replace("&amp;rsquo;", "&nbsp;&"),
        ITEM.replace("]]>", "", 1),
        ITEM.replace("</item>", ""),
        ITEM,
        ITEM.replace("<item><title>", "<titre>"),
        ITEM.replace("Résumé", "\0"),
        ITEM,
        ITEM[:-60],
    ]
    data = (HEAD + "".join(broken)).encode().replace(b"<category>Soin", b"<category>\xff", 1)
    posts, rejects = read_bytes(tmp_path, data, "rss", encoding="utf-8")
    reasons = [reject.reason for reject in rejects]
    assert reasons.count(rss.EMPTY) >= 1 and {NOT_UTF8, NUL, rss.NO_START, rss.CUT_OFF} <= set(reasons)
    assert len(posts) + len(rejects) >= len(broken)
    assert sum(post.get("native_id") == "g1" for post in posts) >= 4


def test_entities_declared_in_a_doctype_never_expand(tmp_path):
    bomb = '<!DOCTYPE rss [<!ENTITY a "boum"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    data = HEAD.replace("<rss", bomb + "<rss") + "<item><title>x &b; &f; y</title></item>" + TAIL
    (post,), _ = read_bytes(tmp_path, data, "rss")
    assert post["title"] == "x &b; &f; y"


def test_a_feed_without_its_head_is_read_all_the_same(tmp_path):
    assert [post["author"] for post in read_bytes(tmp_path, ITEM * 2, "rss")[0]] == ["Zoé", "Zoé"]


def test_an_empty_feed_has_no_rows_and_what_is_no_feed_is_refused(tmp_path):
    assert read_bytes(tmp_path, HEAD + TAIL, "rss") == ([], [])
    for data in ("", "<html><body>404</body></html>", '{"a": 1}'):
        with pytest.raises(SourceError, match="no RSS or Atom feed"):
            read_bytes(tmp_path, data, "rss")


def test_an_untold_author_is_the_feed_and_an_unreadable_date_is_handed_on(tmp_path):
    (post,), _ = read_bytes(tmp_path, f"{HEAD}<item><title>x</title><pubDate>un jour</pubDate></item>{TAIL}", "rss")
    assert (post["author"], post["published_at"]) == ("Carnet & co", "un jour")


def test_as_many_rows_as_elementtree_finds_items(tmp_path):
    data = HEAD + ITEM * 30 + TAIL
    assert len(read_bytes(tmp_path, data, "rss")[0]) == len(ElementTree.fromstring(data.encode()).findall(".//item")) == 30


@given(st.integers(1, 400))
def test_where_a_stream_is_cut_into_pieces_changes_nothing(size):
    data = (ITEM + "<!-- <item> --> <item/>" + ITEM.replace("]]>", "", 1) + ITEM * 2)[:-30].encode()
    tag = _feed._item_tag(_feed._ROOT.search(HEAD.encode()))
    whole = list(_feed._items(data, iter([]), tag))
    assert list(_feed._items(b"", (data[at : at + size] for at in range(0, len(data), size)), tag)) == whole


@settings(deadline=None, max_examples=60)
@given(places=st.lists(st.tuples(st.floats(0, 0.99), st.binary(min_size=1, max_size=5)), max_size=8))
def test_a_mangled_feed_fails_nowhere_and_loses_no_item(tmp_path_factory, places):
    plain = ITEM.replace("<item></p>", "</p>").replace("Du code : </item> &lt;item&gt;", "")
    data = HEAD.encode() + mangled((plain * 4 + TAIL).encode(), places)
    posts, rejects = read_bytes(tmp_path_factory.mktemp("r"), data, "rss", encoding="utf-8")
    # A «<!--» or «<?» among the new bytes could hide an item from any reader: five random bytes hold none of them in practice.
    assert len(posts) + len(rejects) >= min(data.count(b"<item>"), data.count(b"</item>"))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "<link>http://[", "<!--", "-->", "&a;", "&", "é", "<entry ", "/>"]
        )
    )
)
def test_tags_in_any_order_fail_nowhere(tmp_path_factory, parts):
    posts, rejects = read_bytes(tmp_path_factory.mktemp("r"), HEAD + "".join(parts), "rss")
    assert all(post["title"] or post["text"] or post["url"] for post in posts) or rejects
