import json

from format_rows import mangled, read_bytes, rows_of, shared_files
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection.formats import mastodon
from conversatoire.collection.formats._json import NOT_JSON

ACCOUNT = {"id": "7", "acct": "ada@mast.example", "username": "ada", "display_name": "Ada", "followers_count": 12}
STATUS = {
    "id": "1001",
    "created_at": "2024-07-01 13:06:17+00:00",
    "in_reply_to_id": "1000",
    "in_reply_to_account_id": "8",
    "spoiler_text": "Santé &amp; soins",
    "language": "fr",
    "url": "https://mast.example/@ada/1001",
    "content": '<p>Bonjour <a href="https://x.example/@bob" class="u-url mention">@<span>bob</span></a> '
    '<a href="https://x.example/tags/Soin" class="mention hashtag" rel="tag">#<span>Soin</span></a> '
    '<a href="https://autre.example/tag/soin">#Soin</a></p><p>Lire <a href="https://site.example/a?b=1&amp;c=2">ici</a></p>',
    "account": ACCOUNT,
    "mentions": [{"id": "8", "acct": "bob@x.example", "username": "bob"}],
    "tags": [{"name": "soin"}],
    "card": {"url": "https://site.example/a"},
    "reblog": None,
    "favourites_count": 4,
    "reblogs_count": 2,
    "replies_count": 1,
}
BOOST = {
    "id": "1002",
    "created_at": "2024-07-02 09:00:00+00:00",
    "content": "",
    "account": {"id": "9", "acct": "cid"},
    "reblog": STATUS,
    "reblogs_count": 2,
}


def test_a_status_becomes_plain_text_with_its_entities(tmp_path):
    (post,), rejects = read_bytes(tmp_path, json.dumps([STATUS]), "mastodon")
    assert rejects == []
    assert post == {
        "row": 1,
        "native_id": "1001",
        "published_at": "2024-07-01 13:06:17+00:00",
        "author": "ada@mast.example",
        "author_name": "Ada",
        "author_id": "7",
        "author_followers": "12",
        "url": "https://mast.example/@ada/1001",
        "lang": "fr",
        "likes": "4",
        "reposts": "2",
        "replies": "1",
        "reply_to": "1000",
        "reply_to_author": "bob@x.example",
        "title": "Santé & soins",
        "text": "Bonjour @bob #Soin #Soin\n\nLire ici",
        "hashtags": ["soin"],
        "mentions": ["bob@x.example"],
        "links": ["https://site.example/a?b=1&c=2", "https://site.example/a"],
    }


def test_a_boost_passes_on_the_text_of_its_status(tmp_path):
    (boost,), _ = read_bytes(tmp_path, json.dumps(BOOST), "mastodon")
    assert (boost["native_id"], boost["author"], boost["repost_of"], boost["repost_of_author"]) == ("1002", "cid", "1001", "ada@mast.example")
    assert boost["text"].startswith("Bonjour @bob") and "reposts" not in boost


def test_a_quote_is_found_in_both_shapes(tmp_path):
    bare, wrapped = STATUS | {"quote": BOOST}, STATUS | {"quote": {"state": "accepted", "quoted_status": BOOST}}
    posts, _ = read_bytes(tmp_path, json.dumps([bare, wrapped]), "mastodon")
    assert [(post["quote_of"], post["quote_of_author"]) for post in posts] == [("1002", "cid")] * 2


def test_a_list_cut_off_loses_no_whole_status(tmp_path):
    posts, rejects = read_bytes(tmp_path, json.dumps([STATUS, BOOST, STATUS], indent=1)[:-300], "mastodon")
    assert [post["row"] for post in posts] == [1, 2]
    assert [(reject.row, reject.reason) for reject in rejects] == [(3, NOT_JSON)]


def test_an_object_without_an_id_is_a_reject(tmp_path):
    assert read_bytes(tmp_path, '{"error": "Too many requests"}', "mastodon") == ([], [(1, mastodon.NOT_A_STATUS, '{"error": "Too many requests"}')])


def test_every_status_of_the_shared_files_is_a_row():
    counts = []
    for path in shared_files("mastodon-api-statuses-2024/*.json"):
        statuses = json.loads(path.read_text(encoding="utf-8"))
        posts, rejects = rows_of(path, "mastodon")
        assert [post["native_id"] for post in posts] == [status["id"] for status in statuses]
        assert rejects == [] and not any("<" in post["text"] and "</" in post["text"] for post in posts)
        counts.append(len(posts))
    assert sum(counts) == 547


@settings(deadline=None)
@given(
    places=st.lists(st.tuples(st.floats(0, 0.99), st.binary(min_size=1, max_size=4)), max_size=6),
    cut=st.floats(0.05, 1),
    indent=st.sampled_from([None, 1]),
)
def test_a_mangled_list_fails_nowhere_and_a_cut_costs_one_status(tmp_path_factory, places, cut, indent):
    folder = tmp_path_factory.mktemp("m")
    whole = json.dumps([STATUS, BOOST, STATUS], indent=indent).encode()
    posts, rejects = read_bytes(folder, mangled(whole, places), "mastodon", encoding="utf-8")
    assert posts or rejects
    posts, rejects = read_bytes(folder, whole[: int(cut * len(whole))], "mastodon")
    assert len(posts) <= 3 and len(rejects) <= 1 and all(post["text"] for post in posts)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=30).filter(lambda junk: b"\n" not in junk and junk.strip() and not junk.strip().startswith(b"["))))
def test_junk_lines_between_statuses_are_each_a_reject(tmp_path_factory, junk):
    line = json.dumps(STATUS).encode()
    posts, rejects = read_bytes(tmp_path_factory.mktemp("m"), b"\n".join([line, *junk, line]), "mastodon", encoding="utf-8")
    assert (len(posts), len(rejects)) == (2, sum(1 for item in junk if not item.isspace()))
