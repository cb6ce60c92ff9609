"""Alerts: rules against thresholds worked out by hand; wrong rules are told in words that help."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError
from watch_posts import days, post, posts

from conversatoire.errors import StudyError
from conversatoire.events import alerts, norms, press, vocabulary, watched
from conversatoire.settings.events_watch import Watching, check_lists, rules

NO_TONE = pd.DataFrame({"post_id": [], "tone": []})


def watch(*given: dict, lists: dict | None = None) -> watched.Watch:
    return watched.watch(Watching(alerts=list(given)), ["@Maison"], lists or {}, "Europe/Paris")


def told(measured: pd.DataFrame, looked_for: watched.Watch, unknown: frozenset[str] = frozenset()) -> pd.DataFrame:
    return alerts.alerts(measured, looked_for, measured["day"].min(), measured["day"].max(), unknown).set_index("day")


def test_volume_fires_above_the_mean_of_the_days_before_plus_three_deviations() -> None:
    table = told(days("rule:volume", [8, 12, 8, 12, 8, 12, 10, 16, 17]), watch({"when": "volume"}))
    before = [8, 12, 8, 12, 8, 12, 10]
    mean, sd = sum(before) / 7, math.sqrt(sum((n - 10) ** 2 for n in before) / 6)
    assert table.at["2024-09-08", "threshold"] == pytest.approx(mean + 3 * max(sd, math.sqrt(mean)))  # 10 + 3 × √10: chance is wider than the sd of 2
    assert list(table["state"]) == ["no_norm"] * 7 + ["calm"] * 2
    assert told(days("rule:volume", [*before, 20]), watch({"when": "volume"}))["fired"].tolist() == [False] * 7 + [True]


def test_a_jump_to_few_posts_is_too_few_and_no_alert() -> None:
    table = told(days("rule:volume", [0] * 7 + [9, 0, 30]), watch({"when": "volume"}))
    assert list(table["state"])[-3:] == ["too_few", "calm", "fired"]


def test_days_without_collection_are_unknown_and_not_nought() -> None:
    table = told(days("rule:volume", [10] * 7 + [0, 30]), watch({"when": "volume", "days": 6}), frozenset({"2024-09-08"}))
    assert list(table["state"])[-2:] == ["unknown", "no_norm"]  # six days are asked for, and five are known


def test_a_share_fires_by_the_low_end_of_its_interval() -> None:
    measured = pd.concat([days("rule:negative", [9, 12, 5], [20, 20, 5])])
    table = told(measured, watch({"when": "negative", "above": 0.3}))
    # Wilson's intervals by hand: 9/20 is .258–.658, 12/20 is .387–.781
    assert table["low"].round(3).tolist() == [0.258, 0.387, 0.566]
    assert list(table["state"]) == ["calm", "fired", "too_few"]


def test_rules_count_what_they_say() -> None:
    given = [
        {"when": "named_by", "list": "presse"},
        {"when": "term", "term": "fuite de données", "at_least": 1},
        {"when": "tag", "tag": "#Rappel", "at_least": 1},
        {"when": "volume", "name": "sur le forum", "medium": "forum"},
        {"when": "volume", "name": "prix", "terms": ["prix", "tarif"]},
        {"when": "topic", "topic": "Élections", "at_least": 1},
    ]
    looked_for = watch(*given, lists={"presse": ["@LeJournal"]})
    rows = [
        post(1, "@maison une question", "LeJournal", mentions=["maison"]),
        post(2, "rien pour vous", "lejournal"),
        post(3, "réponse", "LEJOURNAL", reply_to_author="Maison"),
        post(4, "la Fuite de   données", "bob"),
        post(5, "fuite de données", "maison"),
        post(6, "x", "bob", hashtags=["rappel"]),
        post(7, "quel tarif", "eve", medium="forum"),
    ]
    topic = pd.Series(["élections", None, "elections", "autre", "élections", None, None])
    found = watched.flags(posts(rows), NO_TONE, looked_for, topic)
    counted = {rule.label: [n + 1 for n, flag in enumerate(found[f"rule:{rule.label}"]) if flag] for rule in looked_for.rules}
    assert counted == {
        "named_by: presse": [1, 3],
        "term: fuite de données": [4],  # the organisation's own post does not count
        "tag: #rappel": [6],
        "sur le forum": [7],
        "prix": [7],
        "topic: Élections": [1, 3],
    }


def test_posts_and_rates_of_a_rule_lead_back_to_its_days() -> None:
    looked_for = watch({"when": "term", "term": "rappel", "at_least": 2})
    rows = [post(n, "un rappel", day=40 if n < 3 else 41) for n in range(6)] + [post(9, "autre", day=0), post(10, "rappel", day=1)]
    table = posts(rows)
    found = watched.flags(table, NO_TONE, looked_for)
    measured = watched.daily(found, table["published_at"], looked_for)
    all_days = alerts.alerts(measured, looked_for, "2024-09-01", "2024-10-31")
    peaks = pd.DataFrame({"start": pd.to_datetime(["2024-10-11T22:00Z"]), "end": pd.to_datetime(["2024-10-12T22:00Z"])})
    all_days = alerts.in_peaks(all_days, peaks, "2024-10", "Europe/Paris")
    fired = alerts.with_posts(all_days[all_days["day"] > "2024-09-30"], found, table).query("fired")
    assert fired["day"].tolist() == ["2024-10-11", "2024-10-12"] and fired["in_peak"].tolist() == ["no", "yes"]
    assert json.loads(fired["post_ids"].iloc[0]) == ["twitter:0", "twitter:1", "twitter:2"]
    rate = alerts.rates(all_days, "2024-10").set_index("span")
    assert rate.loc["month", ["days", "fired", "episodes", "in_peaks"]].tolist() == [31, 2, 1, 1]
    assert rate.loc["earlier", ["days", "fired", "episodes"]].tolist() == [30, 0, 0] and rate.at["earlier", "rate"] == 0
    assert rate.at["month", "per_month"] == pytest.approx(30 / 31) and pd.isna(rate.at["earlier", "in_peaks"])


def test_without_rules_of_its_own_a_study_is_watched_by_the_default_ones() -> None:
    assert [rule.when for rule in rules(Watching(), {})] == ["volume", "negative", "crisis_words"]
    assert [rule.label for rule in rules(Watching(), {"presse": ["x"]})][-1] == "named_by: presse"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"when": "volum"}, "did you mean «volume»?"),
        ({}, "an alert needs «when», one of: volume, negative"),
        ({"when": "volume", "abov": 3}, "«abov» is not a key of an alert on volume; did you mean «above»?"),
        ({"when": "volume", "above": 3}, "«3» is no threshold here; write «mean + 3 sd»"),
        ({"when": "negative", "above": 40}, "40 is no share; write one between 0 and 1 such as 0.4"),
        ({"when": "tag", "tag": "deux mots"}, "«deux mots» is not a tag"),
    ],
)
def test_a_wrong_rule_is_told_in_words_that_help(rule: dict, message: str) -> None:
    with pytest.raises(ValidationError) as error:
        Watching(alerts=[rule])
    assert message in str(error.value)


def test_two_alerts_of_one_name_and_an_unknown_list_are_refused() -> None:
    with pytest.raises(ValidationError, match="two alerts are called «volume»"):
        Watching(alerts=[{"when": "volume"}, {"when": "volume"}])
    named = Watching(alerts=[{"when": "named_by", "list": "pressse"}])
    with pytest.raises(ValueError, match="did you mean «presse»"):
        check_lists(named, {"presse": []})
    with pytest.raises(StudyError, match="«pressse», which is not in the study's `lists`"):
        watched.watch(named, [], {}, "UTC")


def test_settings_survive_their_way_through_yaml() -> None:
    given = Watching(alerts=[{"when": "named_by", "list": "presse"}, {"when": "negative", "above": 0.4}], crisis_type="open")
    assert Watching(**given.model_dump()) == given


def test_the_vocabulary_finds_words_of_the_posts_language_only() -> None:
    entries = vocabulary.read()
    texts = ["Un SCANDALE !", "scandales", "fuite de  données", "tranquille", "they lied", "https://scandale.fr @scandale", "#scandale", "lied"]
    table = posts([post(n, text, lang="en" if n == 4 else "fr") for n, text in enumerate(texts)])
    assert vocabulary.holds(table, entries).to_list() == [True, True, True, False, True, False, True, False]
    counts = vocabulary.counts(table, entries, pd.Series([True] * 2 + [False] * 6)).set_index("word")
    assert counts.at["scandale", "posts"] == 1 and counts.at["scandale", "usual"] == pytest.approx(1 * 2 / 6)
    assert "fuite" not in counts.index  # not in the day told


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("word,lang,family\nxx,fr,a\n", "three letters"),
        ("word,lang,family\ndanger,de,a\n", "is not fr or en"),
        ("word,lang,family\ndanger,fr,\n", "has no family"),
        ("word,lang,family\nmêlée,fr,a\nmelee,fr,b\n", "stands twice"),
    ],
)
def test_a_wrong_vocabulary_names_file_and_line(tmp_path, rows: str, message: str) -> None:
    file = tmp_path / "mots.csv"
    file.write_text(rows, encoding="utf-8")
    with pytest.raises(StudyError, match=message) as error:
        vocabulary.read(file)
    assert "mots.csv:" in str(error.value)


def test_a_press_site_is_known_by_its_host_or_one_above_it() -> None:
    sites = press.read()
    assert press.site("https://www.lemonde.fr/x", sites) == "lemonde.fr" and press.site("http://immobilier.lefigaro.fr", sites) == "lefigaro.fr"
    assert press.site("https://notlemonde.fr/", sites) is None and press.site("http://[bad", sites) is None
    assert press.hidden(["https://t.co/a"]) and not press.hidden(["https://t.co/a", "https://x.org"]) and not press.hidden([])


def test_norms_look_only_back() -> None:
    values = np.array([1.0, 3, 5, np.nan, 100, 7])
    median = norms.robust(values, 3, 2)
    assert median.centre[2:5].tolist() == [2, 3, 4] and median.spread[3] == pytest.approx(1.4826 * 2)
    assert np.isnan(median.centre[:2]).all()
    mean = norms.mean_sd(values, 5, 4)
    assert mean.centre[5] == pytest.approx(27.25) and np.isnan(mean.centre[4])
