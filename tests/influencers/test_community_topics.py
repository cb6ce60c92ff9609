"""Topics of communities, by numbers worked by hand; and the command."""

import pandas as pd
import pytest
from trial import run

from conversatoire import tables
from conversatoire.influencers.community_topics import community_topics

POSTS = [("ann", 0), ("Ann", 0), ("bob", 1), ("bob", -1), ("cyd", 1), ("cyd", 1), ("eve", 0), (None, 2)]
ACCOUNTS = pd.DataFrame([("ann", 0), ("bob", 0), ("cyd", 1), ("dan", 1), ("eve", -1)], columns=["account", "community"]).assign(medium="m")
NUMBERS = dict.fromkeys("posts in_degree out_degree pagerank hub authority betweenness core h_index rank rank_low rank_high".split(), 1)


def month(rows):
    frame = pd.DataFrame([(f"m:{n}", "m", author, topic) for n, (author, topic) in enumerate(rows)], columns=["post_id", "medium", "author", "topic"])
    return frame[["post_id", "medium", "author"]], frame[["post_id", "topic"]].astype({"topic": "int64"})


def test_posts_are_counted_by_the_community_of_their_author():
    posts, topics = month(POSTS)
    found = community_topics(posts, ACCOUNTS, topics.iloc[::-1])
    assert list(found[["community", "topic", "posts"]].itertuples(index=False, name=None)) == [(0, -1, 1), (0, 0, 2), (0, 1, 1), (1, 1, 2)]
    assert found["share"].tolist() == [1 / 4, 2 / 4, 1 / 4, 1]
    # of the 8 posts of the month, 1 has no topic, 3 have topic 0, and 3 topic 1
    assert found["lift"].tolist() == pytest.approx([(1 / 4) / (1 / 8), (2 / 4) / (3 / 8), (1 / 4) / (3 / 8), 1 / (3 / 8)])


def test_accounts_of_the_same_name_on_two_media_are_two():
    posts, topics = month([("ann", 0), ("ann", 1)])
    posts["medium"] = ["m", "n"]
    accounts = pd.DataFrame({"medium": ["m", "n"], "account": "ann", "community": [1, 0]})
    found = community_topics(posts, accounts, topics)
    assert list(found[["community", "topic"]].itertuples(index=False, name=None)) == [(0, 1), (1, 0)]


def written(folder, rows, accounts):
    posts, topics = month(rows)
    common = {"source": "s", "text": "t", "lang": "fr", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}
    instant = pd.Timestamp("2024-01-01", tz="UTC")
    posts = [common | {"published_at": instant} | {key: value for key, value in row.items() if pd.notna(value)} for row in posts.to_dict("records")]
    tables.write(tables.frame("posts", posts), folder / "posts.parquet", "posts")
    tables.write(tables.frame("post_topics", topics.assign(nearest=0, weight=1.0).to_dict("records")), folder / "topics.parquet", "post_topics")
    rows = [NUMBERS | row | {"role": "talker", "own": False, "bot": False} for row in accounts.to_dict("records")]
    tables.write(tables.frame("accounts", rows), folder / "accounts.csv", "accounts")


@pytest.mark.parametrize("rows", [POSTS, []], ids=["some posts", "no post"])
def test_the_command_writes_the_table(tmp_path, rows):
    accounts = ACCOUNTS if rows else ACCOUNTS[:0]
    written(tmp_path, rows, accounts)
    done = run("conversatoire.influencers.community_topics", "out.csv", "posts.parquet", "accounts.csv", "topics.parquet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = tables.read(tmp_path / "out.csv", "community_topics")
    posts, topics = month(rows)
    pd.testing.assert_frame_equal(found, community_topics(posts, accounts, topics), check_dtype=False, rtol=1e-5)
