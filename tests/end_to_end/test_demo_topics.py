"""The topics of the demo against the subjects that were planted in it."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_mutual_info_score

from conversatoire import tables


@pytest.fixture(scope="module")
def subjects(demo) -> pd.Series:
    truth = pd.read_csv(demo / "data/raw/demo/truth/posts.csv", dtype=str, keep_default_na=False).query("outcome == 'kept' and subject != ''")
    return truth.set_index("post_id")["subject"]


def topics(demo, subjects: pd.Series, month: str) -> pd.DataFrame:
    found = tables.read(demo / f"results/demo/{month}/topics/post_topics.parquet", "post_topics")
    return found.assign(subject=found["post_id"].map(subjects)).dropna(subset=["subject"])


@pytest.mark.parametrize("month, least", [("2011-04", 0.85), ("2011-05", 0.95), ("2011-06", 0.95)])
def test_topics_agree_with_the_planted_subjects(demo, subjects, month, least, capsys):
    found = topics(demo, subjects, month)
    score = adjusted_mutual_info_score(found["subject"], found["nearest"])
    with capsys.disabled():
        print(
            f"\n{month}: adjusted mutual information with the planted subjects {score:.3f}, {(found['topic'] < 0).mean():.1%} of the posts unassigned"
        )
    assert score > least


@pytest.mark.parametrize("month", ["2011-04", "2011-05", "2011-06"])
def test_each_planted_subject_has_a_topic_of_its_own(demo, subjects, month):
    found = topics(demo, subjects, month)
    both = pd.crosstab(found["subject"], found["topic"]).drop(columns=-1, errors="ignore")
    rows, columns = linear_sum_assignment(both.to_numpy(), maximize=True)
    assert len(rows) == len(both) >= 8  # nine subjects over the three months
    precision = both.to_numpy()[rows, columns] / both.sum(axis=0).to_numpy()[columns]
    recall = both.to_numpy()[rows, columns] / both.sum(axis=1).to_numpy()[rows]
    assert precision.min() > 0.9
    assert np.median(recall) > 0.9


def test_the_topics_of_the_demo_are_stable(demo):
    found = tables.read(demo / "results/demo/2011-05/topics/topics.csv", "topics")
    assert found["stability"].min() > tables.UNSTABLE
    assert (found["share_low"] <= found["share_high"]).all()
