"""The files of the corpus: the same bytes for a seed, readable by the standard library where they are not broken on purpose."""

import csv
import io
import mailbox
import os
import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree

from conversatoire.demo import files, render_facebook, render_x, write


def _table(corpus, name):
    return list(csv.DictReader(io.StringIO(corpus[f"truth/{name}.csv"].decode("utf-8"))))


def _records(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8", errors="replace"), newline="")))


def test_a_seed_gives_the_same_bytes_and_another_seed_others(corpus):
    assert files(2011) == corpus
    other = files(1)
    assert all(other[name] != corpus[name] for name in corpus if name not in ("truth/query.csv", "truth/bursts.csv"))


def test_the_bytes_do_not_depend_on_the_hash_seed(corpus):
    code = (
        "import hashlib; from conversatoire.demo import files; print(hashlib.sha256(b''.join(c for _, c in sorted(files(2011).items()))).hexdigest())"
    )
    sums = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1


def test_writing_again_touches_no_file(tmp_path, corpus):
    paths = write(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == sorted(corpus)
    for path in paths:
        os.utime(path, (1, 1))
    paths[0].write_text("changed")
    assert write(tmp_path) == paths
    assert [path.stat().st_mtime == 1 for path in paths].count(False) == 1


def test_coverage_adds_up(corpus):
    for row in _table(corpus, "coverage"):
        parts = ("rejected", "duplicate", "off_query", "off_period", "off_language", "kept")
        assert int(row["read"]) == sum(int(row[part]) for part in parts)


def test_coverage_counts_the_rows_of_the_list_of_posts(corpus):
    posts = _table(corpus, "posts")
    for row in _table(corpus, "coverage"):
        own = [post for post in posts if post["file"].startswith(f"{row['source']}/")]
        assert int(row["read"]) == len(own)
        assert int(row["kept"]) == sum(post["outcome"] == "kept" and post["period"] == row["period"] for post in own)


def test_volume_adds_up_to_the_kept_posts(corpus):
    volume = Counter()
    for row in _table(corpus, "volume"):
        volume[row["medium"], row["period"]] += int(row["posts"])
    assert volume == {(row["medium"], row["period"]): int(row["kept"]) for row in _table(corpus, "coverage")}


def test_rows_that_are_not_broken_have_the_columns_of_the_header(corpus):
    rejected = {(post["file"], int(post["row"])) for post in _table(corpus, "posts") if post["outcome"] == "rejected"}
    for name, content in corpus.items():
        header = {"x": render_x.HEADER, "facebook": list(render_facebook.HEADER)}.get(name.split("/")[0])
        if header:
            records = _records(content)
            assert records[0] == header
            assert all(len(record) == len(header) for row, record in enumerate(records, start=1) if (name, row) not in rejected)


def test_file_and_row_of_the_truth_point_at_the_post(corpus):
    records = {name: _records(content) for name, content in corpus.items() if name.startswith(("x/", "facebook/"))}
    for post in _table(corpus, "posts"):
        if post["file"] in records and post["outcome"] != "rejected":
            record = records[post["file"]][int(post["row"]) - 1]
            assert post["post_id"].partition(":")[2] == record[0 if post["medium"] == "twitter" else 5]
    assert all(len(rows) == max(int(p["row"]) for p in _table(corpus, "posts") if p["file"] == name) for name, rows in records.items())


def test_the_mbox_holds_the_messages_of_the_truth(corpus, tmp_path):
    posts = [post for post in _table(corpus, "posts") if post["file"] == "forum/forum_2011-05.mbox"]
    (tmp_path / "forum.mbox").write_bytes(corpus["forum/forum_2011-05.mbox"])
    messages = list(mailbox.mbox(tmp_path / "forum.mbox"))
    assert [f"forum:{message['Message-ID'].strip('<>')}" for message in messages] == [post["post_id"] for post in posts]
    parents = [(message["References"] or "").split()[-1:] for message in messages]
    assert [f"forum:{parent[0].strip('<>')}" if parent else "" for parent in parents] == [post["reply_to"] for post in posts]
    assert any(message.get_payload(decode=True).decode("utf-8").count("\n> ") for message in messages)


def test_the_feed_holds_the_items_of_the_truth(corpus):
    posts = [post for post in _table(corpus, "posts") if post["file"] == "blog/blogs_2011-06.xml"]
    items = ElementTree.fromstring(corpus["blog/blogs_2011-06.xml"]).findall("channel/item")
    assert [f"blog:{item.findtext('guid')}" for item in items] == [post["post_id"] for post in posts]
    assert all(
        len(item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")) > 800
        for item, post in zip(items, posts, strict=True)
        if post["outcome"] == "kept"
    )


def test_the_forum_is_silent_on_one_day_only(corpus):
    days = {row["day"] for row in _table(corpus, "volume") if row["medium"] == "forum"}
    assert len(days) == 90
    assert "2011-04-20" not in days


def test_the_folder_says_that_it_is_fiction(corpus):
    assert "fiction" in corpus["README.txt"].decode("utf-8").lower()
    assert all("fiction" in content[:1200].decode("utf-8").lower() for name, content in corpus.items() if name.startswith(("forum/", "blog/")))
