"""The topics of the demo against the subjects that were planted in it."""

import numpy as np
import pandas as pd
import pytest

from conversatoire import tables


@pytest.fixture(scope="module")
def subjects(demo) -> pd.Series:
    truth = pd.read_csv(demo / "data/raw/demo/truth/posts.csv", dtype=str, keep_default_na=False).query("outcome == 'kept' and subject != ''")
    return truth.set_index("post_id")["subject"]


def topics(demo, subjects: pd.Series, month: str) -> pd.DataFrame:
    found = tables.read(demo / f"results/demo/{month}/topics/post_topics.parquet", "post_topics")
    return found.assign(subject=found["post_id"].map(subjects)).dropna(subset=["subject"])


def main_subject(rows: pd.DataFrame) -> dict[int, str]:
    return {topic: group["subject"].mode()[0] for topic, group in rows[rows["topic"] >= 0].groupby("topic")}


def entropy(counts: np.ndarray) -> float:
    p = counts[counts > 0] / counts.sum()
    return float(-(p * np.log(p)).sum())


@pytest.mark.parametrize("month", ["2011-04", "2011-05", "2011-06"])
def test_topics_agree_with_the_planted_subjects(demo, subjects, month):
    both = topics(demo, subjects, month).groupby(["topic", "subject"]).size().unstack(fill_value=0).to_numpy()
    apart = entropy(both.sum(axis=0)) + entropy(both.sum(axis=1))
    assert 2 * (apart - entropy(both.ravel())) / apart > 0.85  # normalised mutual information, arithmetic mean


def test_the_subject_that_appears_is_new_and_the_one_that_ends_has_gone(demo, subjects):
    now, before = main_subject(topics(demo, subjects, "2011-05")), main_subject(topics(demo, subjects, "2011-04"))
    links = tables.read(demo / "results/demo/2011-05/topics/topic_links.csv", "topic_links")
    assert "water" in {now[topic] for topic in links.query("status == 'new'")["topic"]}
    assert "recall" in {before[topic] for topic in links.query("status == 'gone'")["previous_topic"]}
    continued = links.query("status == 'continued'")
    same = [now[a] == before[b] for a, b in zip(continued["topic"], continued["previous_topic"], strict=True)]
    assert np.mean(same) > 0.85
