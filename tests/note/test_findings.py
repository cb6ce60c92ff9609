"""The five findings of the summary: planted facts → which are told, and in which order."""

from types import SimpleNamespace

import pytest

from conversatoire.compare.parameters import KINDS
from conversatoire.note.findings import COUNT, Finding, candidates, choose, findings, from_intervals, from_p, is_calm


def share(value: float, half: float = 0.02) -> dict[str, float]:
    return {"share": value, "low": value - half, "high": value + half}


def topic(number: int, **more: object) -> dict:
    of = {"share": 0.2, "share_low": 0.18, "share_high": 0.22, "posts": 200, "stability": 0.9, "unstable": False, "status": None, "before": None}
    return of | {"topic": number, "label": f"sujet {number}"} | more


def peak(number: int, q_value: float = 1e-6, excess: int = 100, own: bool = False, kind: str = "all", of: object = "") -> dict:
    single = {"own": own}
    return {"number": number, "q_value": q_value, "excess": excess, "single": single, "kind": kind, "of": of}


def planted(**more: object) -> SimpleNamespace:
    """A calm month of 1,000 posts, with a month before; `more` puts facts in the place of its own."""
    account = {
        "account": "A",
        "handle": "a",
        "medium": "twitter",
        "rank": 1,
        "rank_low": 1,
        "rank_high": 3,
        "in_degree": 9,
        "own": False,
        "bot": False,
    }
    tone = {"negative": share(0.3), "neutral": share(0.5), "positive": share(0.2)}
    crisis = {"worst": None, "told": 30, "counts": {"watch": 0, "alert": 0, "crisis": 0}, "rule": {"scores": [2.0, 3.5, 6.0]}}
    calm = {
        "volume": {"posts": 1000},
        "before": {"posts": 1000, "period": "2011-04"},
        "earlier": {"apart": {}, "sources": [], "tone": {"public": None, "all": tone}, "ranks": {("twitter", "a"): account}, "voice": None},
        "barometer": {"indices": [{"index": "posts_per_minute", "value": 1.0, "low": 0.8, "high": 1.2}]},
        "topics": {"all": [topic(0)], "stable": [topic(0)], "compared": True, "gone": []},
        "tone": {"all": tone, "public": None, "rows": []},
        "happening": {"peaks": [], "signals": []},
        "watching": {"crisis": crisis, "alerts": {"rules": []}, "questions": {"open": []}},
        "actors": {"top": [account], "connected": 100, "accounts": 100, "coordination": {"groups": []}},
        "benchmark": {"voice": None, "reaction": None},
        "coverage": {"sums": {"read": 1000}},
        "frames": {},
    }
    return SimpleNamespace(**calm | more)


def told(facts: SimpleNamespace) -> list[str]:
    return [one.form for one in findings(facts)]


def test_a_calm_month_is_told_by_its_state() -> None:
    found = findings(planted())
    assert [one.form for one in found] == ["volume", "topic", "tone", "actor", "coverage"]
    assert is_calm(found) and COUNT == 5


def test_a_month_without_posts_has_no_findings() -> None:
    assert findings(planted(volume={"posts": 0})) == []


def test_a_clear_peak_comes_before_the_state() -> None:
    found = findings(planted(happening={"peaks": [peak(1)], "signals": []}))
    assert [one.form for one in found] == ["peak", "volume", "topic", "tone", "actor"]
    assert not is_calm(found)


def test_at_most_two_peaks_are_told_the_larger_first() -> None:
    found = findings(planted(happening={"peaks": [peak(1, excess=10), peak(2, excess=300), peak(3, excess=100)], "signals": []}))
    assert [one.told["row"]["number"] for one in found if one.form == "peak"] == [2, 3]


def test_a_peak_of_the_organisations_own_surprises_half() -> None:
    peaks = [one for one in candidates(planted(happening={"peaks": [peak(1, own=True), peak(2)], "signals": []})) if one.kind == "peak"]
    assert peaks[0].score == pytest.approx(peaks[1].score / 2)


def test_a_subject_is_told_once() -> None:
    new = topic(3, status="new", share=0.3, stability=1.0)
    found = findings(
        planted(
            topics={"all": [topic(0), new], "stable": [topic(0), new], "compared": True, "gone": []},
            happening={"peaks": [peak(1, kind="topic", of=new)], "signals": []},
        )
    )
    assert [one.form for one in found if one.about == 3] == ["topic_new"]


def test_a_share_that_moved_within_its_intervals_is_no_event() -> None:
    near = topic(0, status="continued", before=topic(0, share=0.21, share_low=0.19, share_high=0.23))
    far = topic(0, status="continued", before=topic(0, share=0.4, share_low=0.38, share_high=0.42))
    stay = planted(topics={"all": [near], "stable": [near], "compared": True, "gone": []})
    assert "topic_moved" not in told(stay)
    moved = findings(planted(topics={"all": [far], "stable": [far], "compared": True, "gone": []}))[0]
    assert (moved.form, moved.told["before"]["share"], moved.told["now"]["share"], moved.size) == ("topic_moved", 0.4, 0.2, 0.4)


def test_tone_beyond_its_interval_is_an_event_and_its_state_is_not_repeated() -> None:
    louder = {"negative": share(0.5), "neutral": share(0.3), "positive": share(0.2)}
    found = told(planted(tone={"all": louder, "public": None, "rows": []}))
    assert found[0] == "tone_moved" and "tone" not in found


@pytest.mark.parametrize(("posts", "sure"), [(2000, True), (1100, False)])
def test_volume_is_an_event_beyond_the_interval_of_its_pace(posts: int, sure: bool) -> None:
    one = next(one for one in candidates(planted(volume={"posts": posts})) if one.kind == "volume")
    assert one.told["ratio"] == pytest.approx(posts / 1000 - 1)
    assert (one.told["sure"], one.surprise > 0) == (sure, sure)
    assert (one.told["low"], one.told["high"]) == (pytest.approx(0.8 * posts), pytest.approx(1.2 * posts))


def test_what_does_not_compare_is_not_compared() -> None:
    past = planted().earlier | {"apart": {kind: ["query"] for kind in KINDS}}
    far = topic(0, status="continued", before=topic(0, share=0.4, share_low=0.38, share_high=0.42))
    facts = planted(earlier=past, volume={"posts": 3000}, topics={"all": [far], "stable": [far], "compared": True, "gone": []})
    found = findings(facts)
    assert is_calm(found) and found[0].told["ratio"] is None


def test_a_source_that_came_or_went_keeps_volumes_from_being_compared() -> None:
    facts = planted(earlier=planted().earlier | {"sources": ["forum"]}, volume={"posts": 3000})
    assert findings(facts)[0].told["ratio"] is None


def test_a_crisis_weighs_by_its_level() -> None:
    def at(level: str) -> float:
        counts = {"watch": 0, "alert": 0, "crisis": 0} | {level: 3}
        crisis = planted().watching["crisis"] | {"worst": {"level": level}, "counts": counts}
        watching = planted().watching | {"crisis": crisis}
        return next(one.score for one in candidates(planted(watching=watching)) if one.kind == "crisis")

    assert at("watch") == pytest.approx(2 / 5 * (1 + 3 / 30) / 2)
    assert at("watch") < at("alert") < at("crisis") == pytest.approx(1.0)


def test_an_account_rises_where_its_interval_is_clear_of_the_one_before() -> None:
    row = planted().actors["top"][0] | {"rank": 2, "rank_low": 1, "rank_high": 4}
    before = {("twitter", "a"): row | {"rank": 50, "rank_low": 40, "rank_high": 90}}
    # of a rank's bounds, `low` is the better one
    facts = planted(actors=planted().actors | {"top": [row]}, earlier=planted().earlier | {"ranks": before})
    assert told(facts)[0] == "actor_up"
    close = {("twitter", "a"): row | {"rank": 3, "rank_low": 2, "rank_high": 9}}
    assert "actor_up" not in told(planted(actors=facts.actors, earlier=planted().earlier | {"ranks": close}))


def test_a_subject_ends_where_none_of_its_names_is_left() -> None:
    gone = topic(3, label="Tramway, station, vélo", share=0.6, unstable=False, stability=0.9)
    month = planted().topics
    assert told(planted(topics=month | {"gone": [gone]}))[0] == "topic_gone"
    now = topic(0, label="Retard, tramway")
    assert "topic_gone" not in told(planted(topics=month | {"all": [now], "stable": [now], "gone": [gone]}))


def test_standard_errors_are_those_of_the_normal_law() -> None:
    assert from_p(0.05) == pytest.approx(1.959964 / 5, abs=1e-6)
    assert from_p(0.0) == from_p(1e-30) == 1.0
    # halves of 0.03 and 0.04 make one of 0.05: a gap of 0.05 is what chance may make, one of 0.1 is twice as much
    assert from_intervals(share(0.35, 0.03), share(0.30, 0.04)) == 0.0
    assert from_intervals(share(0.40, 0.03), share(0.30, 0.04)) == pytest.approx(2 * 1.96 / 5)


def test_equal_scores_keep_the_order_of_the_state() -> None:
    made = [Finding(kind, kind, "figures", {}) for kind in ("coverage", "tone", "volume", "unheard")]
    assert [one.kind for one in choose(made)] == ["volume", "tone", "coverage", "unheard"]
