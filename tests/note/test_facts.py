"""Facts against months counted by hand."""

from pathlib import Path

import pytest
from conftest import load, post, write_month

from conversatoire.errors import RunError
from conversatoire.note.escape import HIDDEN, is_address
from conversatoire.note.facts_month import change
from conversatoire.note.facts_topics import VERBATIM_LENGTH, quotation


@pytest.fixture
def two_months(tmp_path: Path) -> tuple[Path, Path]:
    before = write_month(tmp_path / "2011-04", [post(i, "avant", author="zoe") for i in range(4)])
    posts = [
        post(10, "un", author="Alice", day=3),
        post(11, "deux", author="alice", day=3),
        post(12, "trois", author="bob", day=4, mentions=["Alice"]),
    ]
    posts += [post(20, "quatre", "forum", "alice", 4), post(21, "cinq", "forum", None, 4, repost_of_author="x")]
    return write_month(tmp_path / "2011-05", posts, baseline=0.1), before


def test_volume_counts_posts_and_authors_of_each_medium_apart(two_months: tuple[Path, Path]) -> None:
    facts = load(*two_months)
    assert (facts.volume["posts"], facts.volume["authors"], facts.volume["media"], facts.volume["reposts"]) == (5, 3, 2, 1)
    assert facts.volume["busiest"] == [
        {"day": "2011-05-04", "posts": 3, "times": 3 / (5 / 31)},
        {"day": "2011-05-03", "posts": 2, "times": 2 / (5 / 31)},
    ]
    assert facts.volume["empty_days"] == 29


def test_media_are_compared_with_the_month_before(two_months: tuple[Path, Path]) -> None:
    rows = {row["medium"]: row for row in load(*two_months).media}
    assert (rows["twitter"]["posts"], rows["twitter"]["before"], rows["twitter"]["change"]) == (3, 4, -0.25)
    assert (rows["forum"]["share"], rows["forum"]["before"], rows["forum"]["change"]) == (0.4, 0, None)


def test_without_a_month_before_nothing_is_compared(two_months: tuple[Path, Path]) -> None:
    facts = load(two_months[0], "")
    assert facts.before is None
    assert all(row["before"] is None and row["change"] is None for row in facts.media)
    assert not facts.topics["new"] and not facts.topics["gone"]


def test_topics_are_told_with_their_fate_and_their_stability(two_months: tuple[Path, Path]) -> None:
    topics = load(*two_months).topics
    assert topics["unassigned"] == 0.2
    assert [(row["topic"], row["status"], row["unstable"]) for row in topics["all"]] == [(0, "continued", False), (1, "new", True)]
    assert topics["all"][0]["before"]["label"] == "*sujet* 1 | <b>"
    assert [row["label"] for row in topics["gone"]] == ["*sujet* 0 | <b>"]


def test_settings_limit_rows_and_verbatims(two_months: tuple[Path, Path]) -> None:
    facts = load(*two_months, top=3, verbatims=1)
    assert all(len(row["verbatims"]) == 1 for row in facts.topics["all"])
    assert len(facts.actors["top"]) <= 3
    assert load(*two_months, verbatims=0).topics["all"][0]["verbatims"] == []


def test_counts_of_coverage_add_up(two_months: tuple[Path, Path]) -> None:
    coverage = load(*two_months).coverage
    assert coverage["adds_up"]
    assert coverage["sums"] == {
        "read": 25,
        "rejected": 4,
        "duplicate": 2,
        "off_query": 6,
        "off_period": 8,
        "off_language": 0,
        "kept": 5,
        "ruined_ids": 8,
    }
    assert coverage["reasons"] == [("date | impossible", 4)]


def test_no_fact_holds_an_address(hostile_month: Path) -> None:
    facts = load(hostile_month)
    shown = [row["account"] for row in facts.actors["top"]] + [row["item"] for rows in facts.barometer["lists"].values() for row in rows]
    shown += facts.frames["edges"]["target"].tolist() + facts.frames["accounts"]["account"].tolist()
    shown += [post["text"] for row in facts.topics["all"] for post in row["verbatims"]]
    shown += [leader["account"] for leader in facts.actors["communities"]["all"][0]["leaders"]]
    assert shown and not any(is_address(text) for text in shown)
    assert "Jean <D>" in shown
    assert {text for text in shown if text.startswith(HIDDEN)} == {HIDDEN, f"{HIDDEN} (2)"}


def test_a_missing_table_is_told_by_its_path(two_months: tuple[Path, Path]) -> None:
    (two_months[0] / "topics/topics.csv").unlink()
    with pytest.raises(RunError, match=r"topics\.csv: no such table; run the step «topics»"):
        load(*two_months)


def test_a_long_post_is_cut_at_a_word() -> None:
    text = quotation("Titre", "mot " * 200)
    assert text.startswith("Titre. mot mot")
    assert text.endswith("mot […]") and len(text) <= VERBATIM_LENGTH + 4


def test_a_title_is_not_told_twice() -> None:
    assert quotation("Titre", "Titre et suite") == "Titre et suite"
    assert quotation("Titre ?", "") == "Titre ?"


def test_change_needs_a_positive_base() -> None:
    assert (change(3, 2), change(3, 0), change(3, None)) == (0.5, None, None)
