import pandas as pd
import planted
import pytest

from conversatoire import tables
from conversatoire.config import Topics
from conversatoire.topics import Found, find, fit, prepare
from conversatoire.topics.match import Before, links


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
    assert (found.topics["share_low"] <= found.topics["share"] + 0.05).all() and (found.topics["share_high"] >= found.topics["share"] - 0.05).all()


def test_words_are_those_of_the_subject(posts, found):
    for topic, rows in found.topic_words.groupby("topic"):  # noqa: B007 - the query reads it
        subject = posts.set_index("post_id").loc[found.post_topics.query("topic == @topic")["post_id"], "subject"].iloc[0]
        assert {token for token in rows["token"] if "_" not in token} == set(planted.SUBJECTS[subject])
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
    before = Before(found.topic_words, links(found.topic_words, "2011-05", None))
    assert links(other.topic_words, "2011-06", before)["status"].tolist() == ["continued"] * 3


SMALL = {
    "no post": [],
    "one post": ["Le tribunal juge la plainte"],
    "five posts": ["tribunal plainte", "tribunal juge", "robinet eau", "eau rivière", "autre phrase"],
    "all alike": ["tribunal juge plainte"] * 30,
    "no word": ["Bonjour !", "@x http://a.example", "", "😀", "1234"],
}


@pytest.mark.parametrize("texts", SMALL.values(), ids=SMALL)
@pytest.mark.parametrize("settings", [{}, {"count": "auto"}, {"engine": "lda"}, {"engine": "gsdmm"}, {"engine": "nmf"}], ids=str)
def test_small_months_give_tables_with_the_right_columns(texts, settings, tmp_path):
    posts = planted.said(*texts)
    found = describe(posts, **settings)
    written(found, tmp_path)
    tables.write(links(found.topic_words, "2011-05", None), tmp_path / "topic_links.csv", "topic_links")
    assert len(found.topics) <= 1
    assert len(found.post_topics) == len(posts)
    for name in (
        "topics",
        "topic_model",
        "topic_words",
        "topic_media",
        "topic_days",
        "topic_keys",
        "topic_map",
        "representative_posts",
        "topic_links",
    ):
        tables.read(tmp_path / f"{name}.csv", name)


def test_a_repost_of_five_hundred_does_not_move_the_topics(posts, found):
    many = pd.concat([posts, *[posts.iloc[[0]].assign(post_id=f"twitter:r{i}", repost_of_id="twitter:1000") for i in range(500)]], ignore_index=True)
    again = describe(many)
    words = [set(rows["token"]) for _, rows in again.topic_words.groupby("topic")]
    assert sorted(map(sorted, words)) == sorted(sorted(rows["token"]) for _, rows in found.topic_words.groupby("topic"))
    assert again.topics["posts"].max() >= 500


def test_the_analysts_names_win_and_the_automatic_ones_are_kept(posts, tmp_path):
    file = tmp_path / "names.csv"
    file.write_text("name,words\nLe procès,tribunal juge procès\nLa météo,neige verglas\n", encoding="utf-8")
    named = describe(posts, names=str(file))
    assert named.topics["label"].tolist().count("Le procès") == 1
    own = named.topics["label"] == "Le procès"
    assert set(planted.SUBJECTS["justice"]) <= set(named.topic_words.merge(named.topics[own], on="topic")["token"])
    assert (named.topics["label"] == named.topics["label_auto"]).tolist() == (~own).tolist()


ODD = {
    "ideograms": ["药物被召回了", "法院审理药物案件", "药物被召回了吗", "水质很好", "水质不好", "法院"] * 5,
    "very long": [" ".join(["tribunal juge plainte verdict"] * 4000), " ".join(["rivière robinet fontaine"] * 5000), "tribunal rivière"] * 4,
    "only links": [f"https://a.example/{number}" for number in range(30)],
    "one word": [f"mot{number}" for number in range(30)],
}


@pytest.mark.parametrize("texts", ODD.values(), ids=ODD)
def test_odd_months_give_tables_too(texts, tmp_path):
    found = describe(planted.said(*texts), count="auto")
    written(found, tmp_path)
    assert found.topics["posts"].sum() + (found.post_topics["topic"] == -1).sum() == len(texts)
    measures = found.topic_model.set_index("measure")["value"]
    assert measures["posts"] == len(texts)
    assert measures["unassigned_share"] == pytest.approx(measures["no_known_word_share"] + measures["between_topics_share"])
