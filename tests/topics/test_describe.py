import pandas as pd
import planted
import pytest

from conversatoire import tables
from conversatoire.config import Topics
from conversatoire.topics import Found, find, fit, links, prepare
from conversatoire.topics.describe import labels


def describe(posts: pd.DataFrame, **settings) -> Found:
    settings = Topics(**{"count": 3, "seed": 42} | settings)
    documents = prepare(posts, ["fr"])
    return find(posts, documents, fit(documents.tokens, settings), settings, "Europe/Paris", "2011-05")


def written(found: Found, folder) -> dict[str, bytes]:
    suffix = {"post_topics": "parquet"}
    paths = {name: tables.write(frame, folder / f"{name}.{suffix.get(name, 'csv')}", name) for name, frame in found._asdict().items()}
    return {name: path.read_bytes() for name, path in paths.items()}


@pytest.fixture(scope="module")
def posts():
    return planted.posts()


@pytest.fixture(scope="module")
def found(posts):
    return describe(posts)


def test_the_planted_subjects_are_the_topics(posts, found):
    both = posts.merge(found.post_topics, on="post_id").groupby(["subject", "topic"]).size().unstack(fill_value=0)
    assert (both.to_numpy() > 0).sum() == 3
    assert found.topics["posts"].tolist() == sorted(posts["subject"].value_counts().tolist(), reverse=True)
    assert (found.topics["stability"] > 0.9).all()


def test_words_are_those_of_the_subject(posts, found):
    for topic, rows in found.topic_words.groupby("topic"):  # noqa: B007 - the query reads it
        subject = posts.set_index("post_id").loc[found.post_topics.query("topic == @topic")["post_id"], "subject"].iloc[0]
        assert set(rows["token"]) == set(planted.SUBJECTS[subject])
        assert rows["weight"].is_monotonic_decreasing


def test_shares_and_counts_add_up(posts, found):
    unassigned = (found.post_topics["topic"] == -1).sum()
    assert found.topics["posts"].sum() + unassigned == len(posts)
    assert found.topics["share"].sum() + unassigned / len(posts) == pytest.approx(1)
    assert found.topic_media.groupby("medium")["share"].sum().tolist() == pytest.approx([1, 1])
    assert found.topic_media["posts"].sum() == found.topic_days["posts"].sum() == len(posts)


def test_days_are_cut_in_the_studys_zone_and_none_is_missing(posts, found):
    # 30 April 22:30 UTC is 1 May 00:30 in Paris
    first = posts["published_at"].dt.tz_convert("Europe/Paris").dt.strftime("%Y-%m-%d").value_counts()["2011-05-01"]
    assert found.topic_days.query("day == '2011-05-01'")["posts"].sum() == first > 0
    assert found.topic_days.groupby("topic").size().tolist() == [31] * 4


def test_representative_posts_are_no_reposts_and_by_distinct_authors(posts, found):
    shown = found.representative_posts.merge(posts, on="post_id")
    assert shown["repost_of_id"].isna().all()
    assert not shown.duplicated(["topic", "medium", "author"]).any()
    assert len(shown.merge(found.post_topics[["post_id", "topic"]], on=["post_id", "topic"])) == len(shown) > 0


def test_the_order_of_the_rows_changes_no_byte(posts, found, tmp_path):
    shuffled = posts.sample(frac=1, random_state=3).reset_index(drop=True)
    assert written(describe(shuffled), tmp_path / "a") == written(found, tmp_path / "b")


def test_another_month_of_the_same_subjects_continues_them(found):
    other = describe(planted.posts(seed=11))
    assert links(other.topic_words, found.topic_words)["status"].tolist() == ["continued"] * 3


SMALL = {
    "no post": [],
    "one post": ["Le tribunal juge la plainte"],
    "five posts": ["tribunal plainte", "tribunal juge", "robinet eau", "eau rivière", "autre phrase"],
    "all alike": ["tribunal juge plainte"] * 30,
    "no word": ["Bonjour !", "@x http://a.example", "", "😀", "1234"],
}


@pytest.mark.parametrize("texts", SMALL.values(), ids=SMALL)
@pytest.mark.parametrize("settings", [{}, {"count": "auto"}, {"engine": "lda"}], ids=["given", "auto", "lda"])
def test_small_months_give_tables_with_the_right_columns(texts, settings, tmp_path):
    posts = planted.said(*texts)
    found = describe(posts, **settings)
    written(found, tmp_path)
    tables.write(links(found.topic_words, found.topic_words), tmp_path / "topic_links.csv", "topic_links")
    assert len(found.topics) <= 1
    assert len(found.post_topics) == len(posts)
    for name in ("topics", "topic_words", "topic_media", "topic_days", "representative_posts", "topic_links"):
        tables.read(tmp_path / f"{name}.csv", name)


def test_a_repost_of_five_hundred_does_not_move_the_topics(posts, found):
    many = pd.concat([posts, *[posts.iloc[[0]].assign(post_id=f"twitter:r{i}", repost_of_id="twitter:1000") for i in range(500)]], ignore_index=True)
    again = describe(many)
    words = [set(rows["token"]) for _, rows in again.topic_words.groupby("topic")]
    assert sorted(map(sorted, words)) == sorted(sorted(rows["token"]) for _, rows in found.topic_words.groupby("topic"))
    assert again.topics["posts"].max() >= 500


def test_labels_differ_and_hold_no_word_twice():
    rows = [(0, 1, "Procès", 5.0, "procès"), (0, 2, "#procès", 4.0, "#procès"), (0, 3, "juges", 3.0, "juge"), (0, 4, "jugement", 2.5, "jugement")]
    rows += [(1, 1, "Procès", 4.5, "procès"), (1, 2, "eau", 4.0, "eau")]
    words = pd.DataFrame(rows, columns=["topic", "rank", "word", "weight", "token"])
    assert labels(words, 2) == ["Procès, juges, jugement", "Eau, Procès"]
