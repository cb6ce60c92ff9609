"""The demo's planted bursts as alerts and levels of crisis, and the rest of its months as calm ones."""

import pandas as pd
import pytest

from conversatoire import tables

BURSTS = {"2011-04": [], "2011-05": ["2011-05-17", "2011-05-18"], "2011-06": ["2011-06-14", "2011-06-15"]}
CHANCE = 1  # days of a month that may be «watch» by chance: 3 % of calm days are (docs/alerts.md)


@pytest.mark.parametrize("month", BURSTS)
def test_burst_days_stand_out_and_no_other_day_is_alarmed(demo, month: str) -> None:
    course = tables.read(demo / f"results/demo/{month}/events/crisis_course.csv", "crisis_course").set_index("day")
    print(course[~course["level"].isin(["calm", "no_norm"])].to_string())
    alarmed = course.index[course["level"].isin(["alert", "crisis"])].tolist()
    assert alarmed == BURSTS[month]
    assert (course["level"] == "watch").sum() <= CHANCE
    assert course.index[course["worst"]].tolist() in ([day] for day in BURSTS[month]) or not BURSTS[month]


@pytest.mark.parametrize("month", BURSTS)
def test_the_default_alert_on_volume_fires_at_the_burst_and_its_past_rate_is_told(demo, month: str) -> None:
    alerts = tables.read(demo / f"results/demo/{month}/events/alerts.csv", "alerts")
    fired = alerts[(alerts["rule"] == "volume") & alerts["fired"]]["day"].tolist()
    assert not BURSTS[month] or fired == BURSTS[month][:1]  # the first day of a burst is part of the second one's mean
    rates = tables.read(demo / f"results/demo/{month}/events/alert_rates.csv", "alert_rates")
    print(rates.to_string())
    earlier = rates[(rates["rule"] == "volume") & (rates["span"] == "earlier")].iloc[0]
    assert earlier["days"] == {"2011-04": 0, "2011-05": 23, "2011-06": 54}[month] and earlier["fired"] <= 2


def test_planted_questions_are_found_and_none_is_the_organisations_or_a_repost(demo) -> None:
    posts = tables.read(demo / "results/demo/2011-05/collection/posts.parquet", "posts").set_index("post_id")
    questions = tables.read(demo / "results/demo/2011-05/events/questions.csv", "questions")
    asked = posts.loc[questions["post_id"]]
    assert asked["repost_of_id"].isna().all() and (asked["author"] != "OrsenneSante").all()
    marked = posts[
        posts["repost_of_id"].isna() & posts["text"].str.contains(r"[A-Za-zé] \?(?:\s|$)", regex=True)
    ]  # its sentences end so where they ask
    share = marked.index.isin(questions["post_id"]).mean()
    print(f"{len(questions)} posts ask, {questions['question'].nunique()} questions; {share:.2f} of those with a question mark")
    assert share > 0.9
    own = posts[posts["author"] == "OrsenneSante"]
    answered = questions[questions["answered"] == "own"]["post_id"]
    assert set(answered) <= set(own["reply_to_id"].dropna()) and pd.Series(answered).is_unique
