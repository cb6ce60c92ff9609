import csv
import io

import pytest
from format_rows import mangled, read_bytes, rows_of, shared_files
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.errors import SourceError

HEADER = (
    "titre fbID num dateUTC dateQC postID message nom description vignette histoire source lien statut type partages reactions likes love wow haha "
    "colere tristesse commentaires likes_commentaires commentaires_commentaires"
).split()
POST = dict.fromkeys(HEADER, "?") | {
    "titre": "Le Journal",
    "fbID": "1234567890123456",
    "dateUTC": "2016-12-18T12:04:55+0000",
    "postID": "1234567890123456_10154161823696762",
    "message": "Une nouvelle\nsur deux lignes https://a.example/x.",
    "nom": "Un titre",
    "description": "Un résumé",
    "lien": "https://site.example/article",
    "statut": "shared_story",
    "type": "link",
    "partages": "3",
    "reactions": "15",
    "likes": "10",
    "commentaires": "7",
}


def export(*posts):
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, HEADER, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(posts)
    return buffer.getvalue()


def test_a_page_is_the_author_and_the_shared_link_gives_the_title(tmp_path):
    (post,), rejects = read_bytes(tmp_path, export(POST), "facebook-page")
    assert rejects == []
    assert {key: value for key, value in post.items() if key != "row"} == {
        "native_id": "1234567890123456_10154161823696762",
        "published_at": "2016-12-18T12:04:55+0000",
        "author": "Le Journal",
        "author_name": "Le Journal",
        "author_id": "1234567890123456",
        "title": "Un titre",
        "text": "Une nouvelle\nsur deux lignes https://a.example/x.",
        "url": "https://www.facebook.com/1234567890123456_10154161823696762",
        "links": ["https://site.example/article", "https://a.example/x"],
        "likes": "15",
        "reposts": "3",
        "replies": "7",
    }


def test_a_pages_own_photo_is_no_link_and_its_album_no_title(tmp_path):
    own = POST | {
        "lien": "https://www.facebook.com/p/photos/1",
        "statut": "added_photos",
        "type": "photo",
        "nom": "Timeline Photos",
        "message": "Photo",
    }
    (post,), _ = read_bytes(tmp_path, export(own), "facebook-page")
    assert "links" not in post and "title" not in post


def test_where_the_page_wrote_nothing_the_description_or_the_story_stands_in(tmp_path):
    silent = POST | {"message": "?"}
    posts, _ = read_bytes(
        tmp_path, export(silent, silent | {"description": "?", "histoire": "A fait X."}, silent | {"description": "?"}), "facebook-page"
    )
    assert [post["text"] for post in posts] == ["Un résumé", "A fait X.", ""]
    assert posts[2]["links"] == ["https://site.example/article"]


def test_without_reactions_likes_count(tmp_path):
    (post,), _ = read_bytes(tmp_path, export(POST | {"reactions": "?"}), "facebook-page")
    assert post["likes"] == "10"


def test_a_file_with_the_needed_columns_alone_is_enough_and_without_them_is_refused(tmp_path):
    (post,), _ = read_bytes(tmp_path, "postID;dateUTC;message\n1_2;2016-12-18;Bonjour\n", "facebook-page")
    assert (post["native_id"], post["text"]) == ("1_2", "Bonjour")
    with pytest.raises(SourceError, match="postID"):
        read_bytes(tmp_path, "id,message\n1,a\n", "facebook-page")


def test_every_record_of_the_shared_file_is_a_row():
    (path,) = shared_files("facebook-pages-2013-2017/posts.csv")
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    posts, rejects = rows_of(path, "facebook-page")
    assert rejects == [] and len(posts) == len(records) == 2624
    for post, record in zip(posts, records, strict=True):
        assert (post["native_id"], post["text"], post["likes"]) == (record["postID"], record["message"], record["reactions"])


@settings(deadline=None, max_examples=50)
@given(places=st.lists(st.tuples(st.floats(0.5, 0.99), st.binary(min_size=1, max_size=4).filter(lambda b: b"\n" not in b)), max_size=6))
def test_a_mangled_file_loses_no_record(tmp_path_factory, places):
    record = export(POST | {"message": "Une ligne"}).split("\n")[1]
    data = mangled((export() + f"{record}\n" * 6).encode(), places)
    posts, rejects = read_bytes(tmp_path_factory.mktemp("f"), data, "facebook-page", encoding="utf-8")
    # A line is a record, unless a quote that moved made a line's end part of a text: then several lines are in one row, whose text has them.
    inside = sum(str(value).count("\n") for post in posts for value in post.values()) + sum(reject.raw.count("\n") for reject in rejects)
    assert len(posts) + len(rejects) + inside >= data[len(export()) :].count(b"\n")
