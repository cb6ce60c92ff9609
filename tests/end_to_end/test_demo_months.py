"""The demo's topics followed over its three months, against the subjects planted in them: one ends in April, one appears in May, seven last."""

import itertools

import pandas as pd
import pytest

from conversatoire import tables

MONTHS = ["2011-04", "2011-05", "2011-06"]
OF_THE_MONTH_BEFORE = ["merged", "gone"]  # rows whose id is that of a topic of the month before


@pytest.fixture(scope="module")
def truth(demo) -> pd.DataFrame:
    return pd.read_csv(demo / "data/raw/demo/truth/posts.csv", dtype=str, keep_default_na=False).query("outcome == 'kept' and subject != ''")


@pytest.fixture(scope="module")
def links(demo) -> dict[str, pd.DataFrame]:
    return {month: tables.read(demo / f"results/demo/{month}/topics/topic_links.csv", "topic_links") for month in MONTHS}


@pytest.fixture(scope="module")
def posts(demo, truth, links) -> pd.DataFrame:
    """The posts in a topic: month, planted subject, topic, and the topic's status and id."""
    months = []
    for month in MONTHS:
        found = tables.read(demo / f"results/demo/{month}/topics/post_topics.parquet", "post_topics").query("topic >= 0")
        own = links[month][~links[month]["status"].isin(OF_THE_MONTH_BEFORE)]
        months.append(found.merge(own[["topic", "status", "id"]], on="topic", how="left", validate="many_to_one").assign(month=month))
    return pd.concat(months).merge(truth[["post_id", "subject"]], on="post_id")


def main_subjects(posts: pd.DataFrame, month: str) -> pd.Series:
    """The subject of most posts of each topic."""
    return posts[posts["month"] == month].groupby("topic")["subject"].agg(lambda subjects: subjects.mode()[0])


def test_every_topic_has_one_status_and_one_id_of_its_own(posts, links):
    assert posts[["status", "id"]].notna().all(axis=None)
    for month in MONTHS:
        own = links[month][~links[month]["status"].isin(OF_THE_MONTH_BEFORE)]
        assert own["id"].is_unique and own["topic"].tolist() == list(range(len(own)))
    assert links[MONTHS[0]]["status"].unique().tolist() == ["first"]


def test_the_subject_that_appears_in_may_is_new_then_and_goes_on_in_june(posts):
    water = posts.query("subject == 'water'")
    assert (water.query("month == '2011-05'")["status"] == "new").mean() > 0.95
    assert (water.query("month == '2011-06'")["status"] == "continued").mean() > 0.5
    assert water["id"].str.startswith("2011-04/").mean() < 0.05


def test_the_subject_that_ends_in_april_has_gone_in_may(posts, links):
    recall = posts.query("subject == 'recall' and month == '2011-04'")
    gone = links["2011-05"].query("status == 'gone'")
    assert recall["topic"].isin(gone["previous_topic"]).mean() > 0.95
    assert recall["id"].isin(gone["id"]).mean() > 0.95
    later = {number for month in MONTHS[1:] for number in posts.loc[posts["month"] == month, "id"]}
    assert not later & set(gone["id"])


def test_a_subject_that_lasts_keeps_an_id_from_april_to_june(posts):
    for subject in sorted({*posts["subject"]} - {"recall", "water"}):
        ids = [
            {number for topic, number in found[["topic", "id"]].drop_duplicates().itertuples(index=False) if main[topic] == subject}
            for month in MONTHS
            for found, main in [(posts[posts["month"] == month], main_subjects(posts, month))]
        ]
        assert any(number.startswith("2011-04/") for number in set.intersection(*ids)), (subject, ids)


@pytest.mark.parametrize("before, month", list(itertools.pairwise(MONTHS)))
def test_topics_that_are_matched_are_of_one_subject(posts, links, before, month):
    matched = links[month][links[month]["status"].isin(["continued", "split", "merged"])]
    now, past = main_subjects(posts, month), main_subjects(posts, before)
    wrong = matched[matched["topic"].map(now).to_numpy() != matched["previous_topic"].map(past).to_numpy()]
    assert len(matched) >= 7 and wrong.empty, wrong
