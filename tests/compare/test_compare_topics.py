"""Topics matched, and where their posts went: against answers worked by hand."""

import pandas as pd
import pytest

from conversatoire.compare import topics
from conversatoire.compare.topics import Topics


def made(topics_of: dict[str, int], words: dict[int, list[str]]) -> Topics:
    listed = [
        {"topic": t, "rank": rank, "word": word, "weight": 1.0, "token": word} for t, several in words.items() for rank, word in enumerate(several, 1)
    ]
    held = {t: list(topics_of.values()).count(t) for t in words}
    shares = [dict.fromkeys(["share", "share_low", "share_high"], n / 10) for n in held.values()]
    rows = [{"topic": t, "label": words[t][0], "posts": held[t], "stability": 0.9, **share} for t, share in zip(held, shares, strict=True)]
    return Topics(pd.DataFrame(rows), pd.DataFrame(listed), pd.DataFrame(list(topics_of.items()), columns=["post_id", "topic"]))


def cut(*numbers: int) -> dict[str, int]:
    """Posts a to j and the topic of each."""
    return dict(zip("abcdefghij", numbers, strict=True))


def compared(a: Topics, b: Topics) -> tuple[pd.DataFrame, pd.DataFrame]:
    common = topics.flows(a.posts, b.posts)
    return topics.topics(a, b, topics.likeness(a, b, common), common.empty), common


def statuses(found: pd.DataFrame) -> list[tuple]:
    return [(None if pd.isna(r.topic_a) else r.topic_a, None if pd.isna(r.topic_b) else r.topic_b, r.status) for r in found.itertuples()]


A = made(cut(0, 0, 0, 0, 1, 1, 1, 2, 2, -1), {0: ["pont", "bruit"], 1: ["péage", "prix"], 2: ["arche", "pierre"]})


def test_renumbered_topics_are_the_same():
    b = made(cut(2, 2, 2, 2, 0, 0, 0, 1, 1, -1), {2: ["pont", "bruit"], 0: ["péage", "prix"], 1: ["arche", "pierre"]})
    found, common = compared(A, b)
    assert statuses(found) == [(0, 2, "same"), (1, 0, "same"), (2, 1, "same")]
    assert found["similarity"].tolist() == [1, 1, 1]
    assert found["verdict"].eq("same").all()
    assert not topics.flow_counts(common, found)["moved"].any()
    agreement = topics.partitions(common, (None, None)).set_index("measure")["value"]
    assert agreement[["adjusted_rand", "nmi", "adjusted_rand_all", "nmi_all"]].tolist() == pytest.approx([1, 1, 1, 1])


def test_a_topic_that_went_into_another_is_merged_and_its_posts_have_moved():
    b = made(cut(0, 0, 0, 0, 0, 0, 0, 1, 1, 1), {0: ["pont", "bruit", "péage"], 1: ["arche", "pierre"]})
    found, common = compared(A, b)
    assert statuses(found) == [(0, 0, "same"), (2, 1, "same"), (1, 0, "merged")]
    # 4 of 7 posts, 2 of √(2·3) of the words
    assert found["posts"].tolist() == pytest.approx([4 / 7, 2 / 3, 3 / 7])
    assert found["words"].tolist()[0] == pytest.approx(2 / 6**0.5, abs=1e-6)
    assert found["gained"].tolist()[0] == "péage"
    assert found["lost"].isna().tolist() == [True, True, True]
    flow = topics.flow_counts(common, found)
    assert flow.values.tolist() == [[-1, 1, 1, True], [0, 0, 4, False], [1, 0, 3, True], [2, 1, 2, False]]
    whose = topics.assigned(A.posts, b.posts[b.posts["post_id"] != "a"], flow)
    assert whose[whose["moved"]]["post_id"].tolist() == ["e", "f", "g", "j"]
    assert whose.set_index("post_id").loc["a", "topic_b"] is pd.NA


def test_the_other_way_round_it_is_split():
    b = made(cut(0, 0, 0, 0, 0, 0, 0, 1, 1, 1), {0: ["pont", "bruit", "péage"], 1: ["arche", "pierre"]})
    assert statuses(compared(b, A)[0]) == [(0, 0, "same"), (1, 2, "same"), (0, 1, "split")]


def test_a_topic_whose_posts_were_scattered_is_only_there():
    b = made(
        cut(0, 0, 0, 0, -1, -1, -1, 2, 2, -1),
        {0: ["pont", "bruit"], 2: ["arche", "pierre"], 3: ["eau", "robinet"]},
    )
    assert statuses(compared(A, b)[0]) == [(0, 0, "same"), (2, 2, "same"), (1, None, "only_a"), (None, 3, "only_b")]


def test_months_without_common_posts_are_matched_by_words_alone():
    b = made({"k": 0, "l": 0, "m": 1, "n": 1}, {0: ["péage", "prix"], 1: ["eau", "robinet"]})
    found, common = compared(A, b)
    assert common.empty
    assert statuses(found) == [(1, 0, "same"), (0, None, "only_a"), (2, None, "only_a"), (None, 1, "only_b")]
    assert found["similarity"].tolist()[0] == 1
    assert found["posts"].isna().all()
    # of two months, the difference has the chance of drawing the posts: 3 of 10 and 2 of 4 posts cannot be told apart
    assert found["verdict"].tolist()[0] == "within"


def test_no_topics_on_a_side_leave_those_of_the_other():
    nothing = Topics(A.topics.iloc[:0], A.words.iloc[:0], A.posts.assign(topic=-1))
    assert statuses(compared(A, nothing)[0]) == [(0, None, "only_a"), (1, None, "only_a"), (2, None, "only_a")]
    assert compared(nothing, nothing)[0].empty
