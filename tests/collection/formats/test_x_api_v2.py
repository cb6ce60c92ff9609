import json

from format_rows import mangled, read_bytes, rows_of, shared_files
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection.formats import x_api_v2
from conversatoire.collection.formats._json import NOT_JSON

USERS = [
    {"id": "11", "username": "Ada", "name": "Ada L.", "public_metrics": {"followers_count": 42}},
    {"id": "12", "username": "bob", "name": "Bob"},
]
ORIGINAL = {
    "id": "100",
    "author_id": "12",
    "text": "Un long texte & #Santé @carl https://t.co/x",
    "entities": {
        "hashtags": [{"tag": "Santé"}],
        "mentions": [{"start": 23, "username": "carl"}],
        "urls": [{"url": "https://t.co/x", "expanded_url": "https://site.example/a"}],
    },
}
RETWEET = {
    "id": "101",
    "author_id": "11",
    "created_at": "2024-07-01T10:00:00.000Z",
    "text": "RT @bob: Un long tex…",
    "conversation_id": "101",
    "lang": "fr",
    "public_metrics": {"like_count": 0, "retweet_count": 410, "reply_count": 0, "impression_count": 7},
    "referenced_tweets": [{"type": "retweeted", "id": "100"}],
    "entities": {"mentions": [{"start": 3, "username": "bob"}]},
}
REPLY = {
    "id": "102",
    "author_id": "12",
    "in_reply_to_user_id": "11",
    "text": "@Ada oui &amp; non https://t.co/y https://t.co/z",
    "created_at": "2024-07-01T10:05:00.000Z",
    "public_metrics": {"like_count": 3, "retweet_count": 1, "reply_count": 2},
    "referenced_tweets": [{"type": "replied_to", "id": "99"}, {"type": "quoted", "id": "100"}],
    "entities": {
        "urls": [
            {"url": "https://t.co/y", "expanded_url": "https://twitter.com/bob/status/102/photo/1"},
            {"url": "https://t.co/z", "expanded_url": "https://court.example/1", "unwound_url": "https://long.example/page"},
        ]
    },
}
PAGE = {"data": [RETWEET, REPLY], "includes": {"users": USERS, "tweets": [ORIGINAL]}, "meta": {"result_count": 2}}


def flattened(tweet):
    author = next(user for user in USERS if user["id"] == tweet["author_id"])
    references = [ORIGINAL | {"type": r["type"], "author": USERS[1]} if r["id"] == "100" else r for r in tweet.get("referenced_tweets", [])]
    inline = {"in_reply_to_user": USERS[0]} if "in_reply_to_user_id" in tweet else {}
    return tweet | inline | {"author": author, "referenced_tweets": references}


def test_a_retweet_has_the_whole_text_and_the_entities_of_its_original(tmp_path):
    (retweet, _), rejects = read_bytes(tmp_path, json.dumps(PAGE), "x-api-v2")
    assert rejects == []
    assert retweet == {
        "row": 1,
        "native_id": "101",
        "published_at": "2024-07-01T10:00:00.000Z",
        "author": "Ada",
        "author_name": "Ada L.",
        "author_id": "11",
        "author_followers": "42",
        "url": "https://twitter.com/Ada/status/101",
        "lang": "fr",
        "thread": "101",
        "likes": "0",
        "replies": "0",
        "views": "7",
        "repost_of": "100",
        "repost_of_author": "bob",
        "text": "Un long texte & #Santé @carl https://t.co/x",
        "hashtags": ["Santé"],
        "mentions": ["carl"],
        "links": ["https://site.example/a"],
    }


def test_a_reply_that_quotes_tells_both_and_its_own_pictures_are_no_links(tmp_path):
    (_, reply), _ = read_bytes(tmp_path, json.dumps(PAGE), "x-api-v2")
    assert (reply["reply_to"], reply["reply_to_author"], reply["quote_of"], reply["quote_of_author"]) == ("99", "Ada", "100", "bob")
    assert reply["text"] == "@Ada oui & non https://t.co/y https://t.co/z"
    assert (reply["links"], reply["mentions"], reply["likes"], reply["reposts"]) == (["https://long.example/page"], [], "3", "1")


def test_a_page_and_its_flattened_tweets_give_the_same_rows(tmp_path):
    flat = "\n".join(json.dumps(flattened(tweet)) for tweet in PAGE["data"])
    assert read_bytes(tmp_path, flat, "x-api-v2") == read_bytes(tmp_path, json.dumps(PAGE), "x-api-v2")


def test_a_retweet_whose_original_is_gone_keeps_what_it_has_without_its_prefix(tmp_path):
    (post,), _ = read_bytes(tmp_path, json.dumps({"data": RETWEET, "includes": {"users": USERS}}), "x-api-v2")
    assert (post["text"], post["repost_of"], post["repost_of_author"], post["mentions"]) == ("Un long tex…", "100", "bob", [])


def test_a_long_tweet_is_read_whole_with_the_entities_of_the_whole(tmp_path):
    long = {"text": "Très long… #fin", "entities": {"hashtags": [{"tag": "fin"}]}}
    (post,), _ = read_bytes(tmp_path, json.dumps({"id": "1", "text": "Très lo…", "entities": {"hashtags": []}, "note_tweet": long}), "x-api-v2")
    assert (post["text"], post["hashtags"]) == ("Très long… #fin", ["fin"])


def test_errors_alone_are_rejects_errors_beside_tweets_are_not_and_an_empty_page_is_no_row(tmp_path):
    lines = [
        {"errors": [{"title": "operational-disconnect"}]},
        {"data": [{"id": "1", "text": "a"}, {"text": "no id"}], "errors": [{"detail": "gone"}]},
        {"meta": {"result_count": 0}},
        {"title": "Unauthorized", "detail": "Unauthorized", "status": 401},
        {"data": {"id": "2", "text": "b"}},
        5,
    ]
    posts, rejects = read_bytes(tmp_path, "\n".join(map(json.dumps, lines)) + '\n\n{"data": {"id": "3"', "x-api-v2")
    assert [(post["row"], post["native_id"]) for post in posts] == [(2, "1"), (6, "2")]
    assert [(row, reason) for row, reason, _ in rejects] == [
        (1, x_api_v2.API_ERROR),
        (3, x_api_v2.NOT_A_TWEET),
        (5, x_api_v2.API_ERROR),
        (7, x_api_v2.NOT_A_TWEET),
        (9, NOT_JSON),
    ]


def test_every_tweet_of_the_shared_files_is_a_row():
    for path in shared_files("x-api-v2-twarc/*.jsonl"):
        expected = broken = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                data = json.loads(line).get("data", "flat")
                expected += len(data) if isinstance(data, list) else 1
            except ValueError:
                broken += 1
        posts, rejects = rows_of(path, "x-api-v2")
        assert (len(posts), len(rejects)) == (expected, broken)
        assert all(post["text"] and post["published_at"] and post["native_id"].isdigit() for post in posts)


def test_the_shared_flat_and_unflat_files_hold_the_same_tweets():
    flat, pages = (rows_of(shared_files(f"x-api-v2-twarc/{name}.jsonl")[0], "x-api-v2")[0] for name in ("flat", "noflat"))
    key = "native_id"
    assert [row | {"row": 0} for row in sorted(flat, key=lambda r: r[key])] == [row | {"row": 0} for row in sorted(pages, key=lambda r: r[key])]


@settings(deadline=None)
@given(places=st.lists(st.tuples(st.floats(0, 0.99), st.binary(min_size=1, max_size=4)), max_size=6))
def test_a_mangled_file_keeps_a_row_for_every_line(tmp_path_factory, places):
    data = mangled(("\n".join(json.dumps(flattened(tweet)) for tweet in PAGE["data"] * 2)).encode(), places)
    posts, rejects = read_bytes(tmp_path_factory.mktemp("x"), data, "x-api-v2", encoding="utf-8")
    assert len(posts) + len(rejects) == sum(1 for line in data.split(b"\n") if line.strip())


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from([*RETWEET, *REPLY, "author", "note_tweet"]), JSON_VALUES), max_size=4))
def test_tweets_of_any_types_are_each_a_row(tmp_path_factory, tweets):
    posts, rejects = read_bytes(tmp_path_factory.mktemp("x"), json.dumps({"data": [RETWEET | tweet for tweet in tweets]}), "x-api-v2")
    assert len(posts) + len(rejects) == len(tweets)
