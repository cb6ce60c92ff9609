import csv
import io
import json

import pytest
import zstandard
from format_rows import mangled, read_bytes, rows_of, shared_files
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection.formats import reddit
from conversatoire.errors import SourceError

POST = {
    "id": "abc1",
    "name": "t3_abc1",
    "author": "ada",
    "author_fullname": "t2_9",
    "created_utc": 1374527911.0,
    "title": "Soins &amp; sant&amp;#233;",
    "selftext": "Lire [ici](https://site.example/a) avec /u/bob et u/carl-x&amp;nbsp;!",
    "url": "https://autre.example/?a=1&amp;b=2",
    "permalink": "/r/sante/comments/abc1/soins/",
    "subreddit": "sante",
    "score": -3,
    "num_comments": 12,
}
COMMENT = {
    "id": "c9",
    "author": "[deleted]",
    "body": "Oui https://x.example/y.",
    "created_utc": "1374527999",
    "parent_id": "t1_c8",
    "link_id": "t3_abc1",
    "subreddit": "sante",
    "score": 5,
}


def ndjson(*items):
    return "\n".join(json.dumps(item) for item in items)


def test_a_post_becomes_title_text_and_links(tmp_path):
    (post,), rejects = read_bytes(tmp_path, ndjson(POST), "reddit")
    assert rejects == []
    assert post == {
        "row": 1,
        "native_id": "t3_abc1",
        "published_at": "1374527911",
        "author": "ada",
        "author_id": "t2_9",
        "title": "Soins & santé",
        "text": "Lire [ici](https://site.example/a) avec /u/bob et u/carl-x\xa0!",
        "url": "https://www.reddit.com/r/sante/comments/abc1/soins/",
        "likes": "-3",
        "replies": "12",
        "thread": "t3_abc1",
        "mentions": ["bob", "carl-x"],
        "links": ["https://autre.example/?a=1&b=2", "https://site.example/a"],
    }


def test_a_comment_answers_its_parent_in_the_thread_of_its_post(tmp_path):
    (comment,), _ = read_bytes(tmp_path, ndjson(COMMENT), "reddit")
    assert (comment["native_id"], comment["reply_to"], comment["thread"]) == ("t1_c9", "t1_c8", "t3_abc1")
    assert (comment["text"], comment["links"]) == ("Oui https://x.example/y.", ["https://x.example/y"])
    assert comment["url"] == "https://www.reddit.com/r/sante/comments/abc1/_/c9/" and "author" not in comment


@pytest.mark.parametrize("gone", ["[deleted]", "[removed]", "[ Removed by Reddit ]"])
def test_a_removed_text_is_empty_and_a_removed_author_is_none(tmp_path, gone):
    (post,), _ = read_bytes(tmp_path, ndjson(POST | {"author": gone, "selftext": gone}), "reddit")
    assert post["text"] == "" and "author" not in post and post["title"]


@pytest.mark.parametrize(
    "own", ["https://www.reddit.com/r/sante/comments/abc1/soins/", "https://i.redd.it/x.png", "/r/sante/comments/abc1/", "", None]
)
def test_a_posts_own_address_and_its_pictures_are_no_links(tmp_path, own):
    (post,), _ = read_bytes(tmp_path, ndjson(POST | {"url": own, "selftext": ""}), "reddit")
    assert post["links"] == []


def test_a_crosspost_passes_on_its_original(tmp_path):
    (post,), _ = read_bytes(tmp_path, ndjson(POST | {"crosspost_parent": "t3_zz", "crosspost_parent_list": [{"author": "bob"}]}), "reddit")
    assert (post["repost_of"], post["repost_of_author"]) == ("t3_zz", "bob")


def test_an_archive_packed_with_the_longest_zstd_window_is_read(tmp_path):
    long = zstandard.ZstdCompressionParameters.from_level(3, window_log=31)
    packer = zstandard.ZstdCompressor(compression_params=long).compressobj()
    packed = packer.compress(ndjson(POST, COMMENT).encode()) + packer.flush()
    assert len(read_bytes(tmp_path, packed, "reddit")[0]) == 2
    with pytest.raises(SourceError, match="cut off"):
        read_bytes(tmp_path, packed[:-5], "reddit")


def test_a_csv_gives_what_json_gives(tmp_path):
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, POST)
    writer.writeheader()
    writer.writerow(POST)
    (from_csv,), _ = read_bytes(tmp_path, buffer.getvalue(), "reddit")
    (from_json,), _ = read_bytes(tmp_path, ndjson(POST), "reddit")
    assert from_csv == from_json | {"row": from_csv["row"]}


def test_a_csv_without_the_needed_columns_is_said_to_be_the_wrong_format(tmp_path):
    with pytest.raises(SourceError, match="created_utc"):
        read_bytes(tmp_path, "id,title\n1,a\n", "reddit")


def test_an_object_without_id_is_a_reject(tmp_path):
    assert [reject.reason for reject in read_bytes(tmp_path, '{"title": "x"}\n7', "reddit")[1]] == [reddit.NOT_REDDIT] * 2


def test_every_record_of_the_shared_tables_is_a_row():
    for path in shared_files("reddit-*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            records = list(csv.DictReader(file))
        posts, rejects = rows_of(path, "reddit")
        assert rejects == [] and [post["native_id"] for post in posts] == [f"t3_{record['id']}" for record in records]
        assert all("&amp;" not in post["title"] for post in posts)


@settings(deadline=None)
@given(places=st.lists(st.tuples(st.floats(0, 0.99), st.binary(min_size=1, max_size=4).filter(lambda b: b"\n" not in b)), max_size=6))
def test_a_mangled_file_keeps_a_row_for_every_line(tmp_path_factory, places):
    data = b"{" + mangled(ndjson(POST, COMMENT, POST).encode(), places)[1:]
    posts, rejects = read_bytes(tmp_path_factory.mktemp("r"), data, "reddit", encoding="utf-8")
    lines = sum(1 for line in data.split(b"\n") if line.strip())
    assert len(posts) + len(rejects) == lines
