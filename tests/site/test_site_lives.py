"""Subjects chained over the months, accounts followed over them: against what was planted."""

import itertools

from planted_months import HANDLE, SCRIPT, link, topic, words, write

from conversatoire.site.lives import lives
from conversatoire.site.months import load


def test_a_subject_keeps_its_id_and_its_page_over_the_months_whatever_its_name(planted):
    bridge = next(life for life in planted.lives if life.id == "2024-01/1")
    assert [(m["period"], m["label"], m["posts"], m["share"], m["low"]) for m in bridge.months] == [
        ("2024-01", "Pont", 2, 0.5, 0.48),
        ("2024-02", f"Pont {SCRIPT}", 4, 0.5, 0.48),
    ]
    assert bridge.posts == 6 and bridge.file == "subject-2024-01-1.html"
    assert (bridge.months[1]["gained"], bridge.months[1]["lost"]) == (["péage"], ["pierre"])


def test_subjects_that_go_or_merge_say_when_and_into_what(planted):
    by_id = {life.id: life for life in planted.lives}
    assert (by_id["2024-01/3"].end, by_id["2024-01/3"].ended) == ("gone", "2024-02")
    assert (by_id["2024-01/2"].end, by_id["2024-01/2"].into) == ("merged", "2024-01/1")
    assert by_id["2024-01/1"].months[1]["merged"] == ["2024-01/2"]
    assert by_id["2024-02/2"].months[0]["status"] == "new" and not by_id["2024-02/2"].end


def test_a_topic_up_to_one_half_of_stability_is_unstable(planted):
    assert [life.id for life in planted.lives if any(month["unstable"] for month in life.months)] == ["2024-01/3"]


def test_a_subject_that_splits_names_the_life_it_came_from(tmp_path):
    first = {"topics": [topic(0, "A", 2, 0.5)], "topic_links": [link(0, None, "first", "2024-01/1")], "topic_words": words(0, "a")}
    second = {
        "topics": [topic(0, "A", 2, 0.5), topic(1, "B", 1, 0.2)],
        "topic_links": [link(0, 0, "continued", "2024-01/1"), link(1, 0, "split", "2024-02/2")],
    }
    months, _ = load([write(tmp_path / "2024-01", first), write(tmp_path / "2024-02", second)], [], ["fr"])
    assert [(life.id, life.split_of) for life in lives(months)] == [("2024-01/1", None), ("2024-02/2", "2024-01/1")]


def test_verbatims_are_quoted_with_the_author_as_the_note_shows_it(planted):
    quotes = next(life for life in planted.lives if life.id == "2024-01/1").months[1]["verbatims"]
    assert [(quote["post_id"], quote["author"]) for quote in quotes] == [("forum:10", "anne"), ("forum:17", HANDLE)]


def test_accounts_that_were_among_the_first_twenty_have_a_career_and_others_none(planted):
    assert [career.handle for career in planted.careers] == ["anne", HANDLE.lower()]  # bob was 21st
    anne = planted.careers[0]
    assert [(month["period"], month["rank"], month["rank_low"], month["rank_high"]) for month in anne.months] == [
        ("2024-01", 1, 1, 3),
        ("2024-02", 2, 1, 4),
    ]
    assert (anne.at_top, anne.best, anne.months[0]["speaks"]) == (2, 1, "pont pierre")


def test_names_of_accounts_and_subjects_never_become_names_of_files(planted):
    files = [one.file for one in itertools.chain(planted.lives, planted.careers)]
    assert len(set(files)) == len(files)
    assert all(set(file) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for file in files)
