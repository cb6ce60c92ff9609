import pandas as pd
import pytest

from conversatoire.topics import links


def words(**topics: dict[str, float]) -> pd.DataFrame:
    rows = [
        {"topic": int(topic[1:]), "rank": rank, "word": token.upper(), "weight": float(weight), "token": token}
        for topic, weights in topics.items()
        for rank, (token, weight) in enumerate(weights.items(), 1)
    ]
    return pd.DataFrame(rows, columns=["topic", "rank", "word", "weight", "token"])


def test_topics_are_new_continued_or_gone():
    before = words(t0={"juge": 3, "procès": 4}, t1={"lot": 1, "boîte": 1})
    now = words(t0={"eau": 2, "rivière": 1}, t1={"procès": 4, "avocat": 3})
    found = links(now, before)
    assert found["status"].tolist() == ["new", "continued", "gone"]
    assert found["topic"].tolist()[:2] == [0, 1]
    assert found["previous_topic"].tolist()[1:] == [0, 1]
    assert found["similarity"].tolist()[1] == pytest.approx(16 / 25)  # cosine worked by hand: 4·4 / (5·5)


def test_the_matching_is_the_best_for_all_topics_together():
    before = words(t0={"a": 1}, t1={"a": 1, "b": 1})
    now = words(t0={"a": 1, "b": 0.2}, t1={"a": 1})
    # greedily topic 1 takes topic 0; topic 0 then has topic 1: both go on
    assert links(now, before)[["topic", "previous_topic"]].to_numpy().tolist() == [[0, 1], [1, 0]]


def test_without_a_month_before_there_are_no_links():
    assert len(links(words(t0={"a": 1}), None)) == 0


def test_an_empty_month_says_that_all_has_gone_and_one_after_an_empty_month_that_all_is_new():
    some = words(t0={"a": 1}, t1={"b": 1})
    assert links(words(), some)["status"].tolist() == ["gone", "gone"]
    assert links(some, words())["status"].tolist() == ["new", "new"]
    assert links(words(), words()).empty


def test_a_table_read_without_tokens_is_matched_by_its_words():
    some = words(t0={"a": 1})
    assert links(some.assign(token=None), some.assign(token=None))["status"].tolist() == ["continued"]
