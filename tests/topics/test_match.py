import math
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.topics.match import SAME, Before, links

HARD = ["=cmd|' /C'", 'l\'eau, "vive"', "#été_2024", "東京", "a\u0301", "nan"]


def words(**topics: dict[str, float]) -> pd.DataFrame:
    rows = [
        {"topic": int(topic[1:]), "rank": rank, "word": token.upper(), "weight": float(weight), "token": token}
        for topic, weights in topics.items()
        for rank, (token, weight) in enumerate(weights.items(), 1)
    ]
    return pd.DataFrame(rows, columns=["topic", "rank", "word", "weight", "token"])


def chain(*months: pd.DataFrame) -> list[pd.DataFrame]:
    """Links of the months 2024-01, 2024-02 …"""
    found = []
    for number, month in enumerate(months):
        found.append(links(month, f"2024-{number + 1:02}", Before(months[number - 1], found[-1]) if number else None))
    return found


def told(table: pd.DataFrame) -> list[tuple]:
    """Rows as (topic, previous topic, status, id), None where empty."""
    columns = table[["topic", "previous_topic", "status", "id"]].astype(object)
    return list(columns.where(columns.notna(), None).itertuples(index=False, name=None))


def test_topics_are_continued_new_or_gone():
    before = words(t0={"juge": 3, "procès": 4}, t1={"lot": 1, "boîte": 1})
    now = words(t0={"eau": 2, "rivière": 1}, t1={"procès": 4, "avocat": 3})
    found = chain(before, now)[1]
    assert told(found) == [(0, None, "new", "2024-02/1"), (1, 0, "continued", "2024-01/1"), (None, 1, "gone", "2024-01/2")]
    assert found["similarity"].tolist()[1] == pytest.approx(16 / 25)  # cosine worked by hand: 4·4 / (5·5)
    assert found["similarity"].isna().tolist() == [True, False, True]


def test_the_topics_of_the_first_month_are_neither_new_nor_old():
    assert told(chain(words(t0={"a": 1}, t1={"b": 1}))[0]) == [(0, None, "first", "2024-01/1"), (1, None, "first", "2024-01/2")]


def test_an_id_goes_with_its_subject_through_all_months():
    water, trial, price = {"eau": 2, "rivière": 1}, {"procès": 4, "juge": 3}, {"prix": 1}
    found = chain(
        words(t0=water, t1=trial), words(t0=trial, t1=price, t2=water), words(t0=price, t1=water, t2=trial), words(t0=trial), words(t0=water)
    )
    assert [told(month)[0][3] for month in found] == ["2024-01/1", "2024-01/2", "2024-02/2", "2024-01/2", "2024-05/1"]
    assert told(found[2]) == [(0, 1, "continued", "2024-02/2"), (1, 2, "continued", "2024-01/1"), (2, 0, "continued", "2024-01/2")]
    # what comes back after a month without it is new: a month is compared with the one before alone
    assert told(found[4]) == [(0, None, "new", "2024-05/1"), (None, 0, "gone", "2024-01/2")]


def test_the_matching_is_the_best_for_all_topics_together():
    before = words(t0={"a": 1}, t1={"a": 1, "b": 1})
    now = words(t0={"a": 1, "b": 0.2}, t1={"a": 1})
    # greedily topic 1 takes topic 0; topic 0 then has topic 1: both go on
    assert links(now, "2024-02", Before(before, chain(before)[0]))[["topic", "previous_topic"]].to_numpy().tolist() == [[0, 1], [1, 0]]


def test_a_part_of_a_topic_that_goes_on_is_split_and_gets_an_id_of_its_own():
    before = words(t0={"x": 1}, t1={"lot": 2, "boîte": 1})
    now = words(t0={"x": 1}, t1={"lot": 1}, t2={"boîte": 1})
    found = chain(before, now, now)
    assert told(found[1]) == [(0, 0, "continued", "2024-01/1"), (1, 1, "continued", "2024-01/2"), (2, 1, "split", "2024-02/3")]
    assert found[1]["similarity"].tolist() == pytest.approx([1, 2 / math.sqrt(5), 1 / math.sqrt(5)], abs=1e-6)
    assert told(found[2])[2] == (2, 2, "continued", "2024-02/3")


def test_a_topic_that_goes_into_another_is_merged_and_its_id_ends_there():
    apart = words(t0={"x": 1}, t1={"lot": 1}, t2={"boîte": 1})
    together = words(t0={"x": 1}, t1={"lot": 2, "boîte": 1})
    found = chain(apart, together, together)
    whole = [(0, 0, "continued", "2024-01/1"), (1, 1, "continued", "2024-01/2")]
    assert told(found[1]) == [*whole, (1, 2, "merged", "2024-01/3")]
    assert told(found[2]) == whole


def test_a_part_goes_to_the_topic_it_is_nearest_to():
    before = words(t0={"a": 1, "b": 1}, t1={"b": 1, "c": 1.1})
    now = words(t0={"a": 1, "b": 1}, t1={"b": 1, "c": 1.1}, t2={"b": 1})
    assert told(chain(before, now)[1])[2] == (2, 0, "split", "2024-02/3")  # cosines 1/√2 and 1/√2.21


def test_topics_are_one_from_the_threshold_on():
    def at(cosine: float) -> pd.DataFrame:
        return words(t0={"a": cosine, "b": math.sqrt(1 - cosine**2)})

    status = [chain(words(t0={"a": 1}), at(cosine))[1]["status"].tolist() for cosine in (SAME - 0.001, SAME, SAME + 0.001)]
    assert status == [["new", "gone"], ["continued"], ["continued"]]


@pytest.mark.parametrize("now, before", [(3, 3), (3, 2), (2, 3), (5, 1), (1, 5), (1, 1)])
def test_equal_topics_are_matched_by_number(now, before):
    alike = [words(**{f"t{topic}": {"a": 1 / 3, "b": 0.1} for topic in range(count)}) for count in (before, now)]
    found = chain(*alike)[1]
    fewer = min(now, before)
    assert told(found.query("status == 'continued'")) == [(topic, topic, "continued", f"2024-01/{topic + 1}") for topic in range(fewer)]
    assert told(found.query("status == 'split'")) == [(topic, 0, "split", f"2024-02/{topic + 1}") for topic in range(fewer, now)]
    assert told(found.query("status == 'merged'")) == [(0, topic, "merged", f"2024-01/{topic + 1}") for topic in range(fewer, before)]


def test_an_empty_month_says_that_all_has_gone_and_one_after_an_empty_month_that_all_is_new():
    some = words(t0={"a": 1}, t1={"b": 1})
    found = chain(some, words(), words(), some)
    assert [month["status"].tolist() for month in found] == [["first"] * 2, ["gone"] * 2, [], ["new"] * 2]
    assert found[3]["id"].tolist() == ["2024-04/1", "2024-04/2"]
    assert chain(words())[0].empty


def test_a_table_read_without_tokens_is_matched_by_its_words():
    some = words(t0={"a": 1}).assign(token=None)
    assert chain(some, some)[1]["status"].tolist() == ["continued"]


def test_the_order_of_the_rows_changes_nothing():
    before = words(t0={"a": 1, "b": 2}, t1={"b": 1, "c": 2}, t2={"d": 1})
    now = words(t0={"c": 1, "b": 2}, t1={"a": 1, "d": 2})
    shuffled = [table.sample(frac=1, random_state=5) for table in (before, now)]
    for found, again in zip(chain(before, now), chain(*shuffled), strict=True):
        pd.testing.assert_frame_equal(found, again)


def match(*arguments: str | Path) -> None:
    done = subprocess.run([sys.executable, "-m", "conversatoire.topics.match", *map(str, arguments)], capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr


def test_the_command_carries_the_ids_from_file_to_file_whatever_the_words_hold(tmp_path):
    months = [words(t0=dict.fromkeys(HARD, 1), t1={"b": 1}), words(t0={"c": 1}, t1=dict.fromkeys(HARD, 2))]
    for number, month in enumerate(months):
        tables.write(month, tmp_path / f"words{number}.csv", "topic_words")
    match(tmp_path / "links0.csv", "2024-01", tmp_path / "words0.csv")
    match(tmp_path / "links1.csv", "2024-02", tmp_path / "words1.csv", tmp_path / "words0.csv", tmp_path / "links0.csv")
    found = tables.read(tmp_path / "links1.csv", "topic_links")
    assert told(found) == [(0, None, "new", "2024-02/1"), (1, 0, "continued", "2024-01/1"), (None, 1, "gone", "2024-01/2")]
    assert found["similarity"].tolist()[1] == 1
