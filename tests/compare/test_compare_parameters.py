"""What keeps two runs from being compared."""

import copy

from conversatoire import config
from conversatoire.compare.parameters import KINDS, Difference, differences, not_comparable

STUDY = config.Study(
    title="Le pont",
    periods={"from": "2011-04", "to": "2011-05"},
    query={"any": ["pont"]},
    sources=[{"name": "blogs", "medium": "blog", "format": "rss", "path": "data/*.xml"}],
)


def made(study: config.Study, period: str = "2011-04") -> dict:
    steps = ("collection", "topics", "influencers", "barometer", "tone", "events", "benchmark", "note")
    return {step: config.step_params("pont", study, period, step) for step in steps}


def changed(**keys) -> config.Study:
    return STUDY.model_copy(update=keys)


def test_the_same_run_has_no_difference():
    assert differences(made(STUDY), made(STUDY)) == []
    assert not_comparable([]) == {}


def test_the_month_is_told_once_and_keeps_nothing_from_being_compared():
    found = differences(made(STUDY), made(STUDY, "2011-05"))
    assert found == [Difference("study", "period", "2011-04", "2011-05")]
    assert not_comparable(found) == {}


def test_another_query_is_told_once_and_touches_every_kind():
    found = differences(made(STUDY), made(changed(query=config.Query(any=["pont", "passerelle"]))))
    assert found == [Difference("study", "query.any", ["pont"], ["pont", "passerelle"])]
    assert not_comparable(found) == {kind: ["query"] for kind in KINDS}


def test_another_number_of_topics_touches_the_topics_alone():
    found = differences(made(STUDY), made(changed(topics=config.Topics(count=12, seed=7))))
    assert [(one.step, one.key) for one in found] == [("topics", "count"), ("topics", "seed")]
    assert not_comparable(found) == {"topics": ["topics.count"]}


def test_another_reading_of_a_source_is_seen_in_the_note_s_parameters():
    other = copy.deepcopy(made(STUDY))
    other["note"]["about"]["sources"][0]["timezone"] = "UTC"
    found = differences(made(STUDY), other)
    assert found == [Difference("import", "blogs.timezone", None, "UTC")]
    assert not_comparable(found)["tone"] == ["import"]


def test_a_step_that_only_one_run_has_tells_nothing():
    without = {step: params for step, params in made(STUDY).items() if step in ("collection", "topics")}
    assert differences(made(STUDY), without) == []


def test_a_changed_file_touches_all_and_a_file_of_the_other_month_nothing():
    one, two = {"inputs": {"a.xml": "1"}}, {"inputs": {"a.xml": "1", "b.xml": "2"}}
    april, may = made(STUDY) | one, made(STUDY, "2011-05") | two
    assert not_comparable(differences(april, may)) == {}
    assert not_comparable(differences(april, made(STUDY) | two))["posts"] == ["inputs"]
    assert not_comparable(differences(april, may | {"inputs": {"a.xml": "9"}}))["posts"] == ["inputs"]


def test_only_another_version_of_this_program_keeps_from_comparing():
    a, b = made(STUDY) | {"versions": {"conversatoire": "1.0", "numpy": "2.0"}}, made(STUDY) | {"versions": {"conversatoire": "1.0", "numpy": "2.1"}}
    assert [one.key for one in differences(a, b)] == ["numpy"]
    assert not_comparable(differences(a, b)) == {}
    b["versions"]["conversatoire"] = "1.1"
    assert not_comparable(differences(a, b))["ranks"] == ["version"]
