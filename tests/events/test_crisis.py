"""The indicators of a crisis against answers known by hand, the stated rule, and what cannot be told."""

import numpy as np
import pandas as pd
import pytest
from watch_posts import days, post, posts

from conversatoire.events import crisis, plan_table, watched, watching
from conversatoire.settings.events_watch import Watching

STEADY = [100, 110, 90, 105, 95] * 6  # 30 days: median 100, median absolute deviation 5


def table(*measured: pd.DataFrame, **more: object) -> pd.DataFrame:
    every = pd.concat(measured, ignore_index=True)
    return crisis.indicators(every, Watching(), every["day"].min(), every["day"].max(), **more)


def last(found: pd.DataFrame, indicator: str) -> pd.Series:
    return found[(found["indicator"] == indicator) & (found["day"] == found["day"].max())].iloc[0]


def calm() -> list[pd.DataFrame]:
    """Thirty usual days and a usual last one, of every measure."""
    return [
        days("volume", [*STEADY, 100]),
        days("negative", [40, 44, 36, 42, 38] * 6 + [40], [100] * 31),
        days("crisis_words", [10] * 31, [100] * 31),
    ]


def with_last(frames: list[pd.DataFrame], **counts: int) -> list[pd.DataFrame]:
    return [frame.assign(posts=[*frame["posts"][:-1], counts.get(frame["measure"].iloc[0], frame["posts"].iloc[-1])]) for frame in frames]


def test_volume_is_held_against_the_median_of_the_days_before() -> None:
    row = last(table(days("volume", [*STEADY, 160])), "volume")
    # spread: 1.4826 × 5 = 7.4, but chance alone spreads 100 posts by √100 = 10
    assert (row["norm"], row["spread"], row["score"], row["level"]) == (100, 10, 6, 3)
    assert [last(table(days("volume", [*STEADY, n])), "volume")["level"] for n in (60, 119, 120, 135)] == [0, 0, 1, 2]


def test_a_share_is_held_against_its_norm_and_the_chance_of_its_posts() -> None:
    row = last(table(*with_last(calm(), crisis_words=30)), "crisis_words")
    # each day before has 10 %: no spread but that of chance, √(.1 × .9 / 100) = .03
    assert row["norm"] == pytest.approx(0.1) and row["spread"] == pytest.approx(0.03) and row["score"] == pytest.approx(20 / 3) and row["level"] == 3
    assert row["low"] == pytest.approx(0.2189, abs=1e-4) and row["high"] == pytest.approx(0.3958, abs=1e-4)  # Wilson


def test_few_posts_and_few_days_are_said_and_not_measured() -> None:
    few = last(table(days("negative", [8] * 30 + [9], [20] * 30 + [19])), "negative")
    assert few["state"] == "too_few" and pd.isna(few["level"])
    short = last(table(days("volume", [10] * 14)), "volume")
    assert short["state"] == "no_norm" and pd.isna(short["level"]) and last(table(days("volume", [10] * 15)), "volume")["state"] == "told"
    gap = last(table(days("volume", [10] * 20), unknown=frozenset({"2024-09-20"})), "volume")
    assert gap["state"] == "absent" and pd.isna(gap["value"])


def test_media_rise_at_once_only_against_their_own_norm() -> None:
    frames = [days(f"medium:{name}", [usual] * 30 + [today]) for name, usual, today in (("a", 100, 150), ("b", 10, 40), ("c", 5, 5), ("d", 4, 4))]
    row = last(table(days("volume", [119] * 31), *frames), "media")
    assert (row["value"], row["of"], row["posts"], row["level"]) == (2, 4, 190, 2)  # two, and half of those that can be told
    alone = last(table(days("volume", [119] * 31), *frames[1:]), "media")
    assert (alone["value"], alone["level"]) == (1, 0)


def test_a_community_made_by_the_event_itself_is_not_reached_by_it() -> None:
    frames = [days("community:0", [10] * 30 + [60]), days("community:1", [8] * 30 + [50]), days("community:2", [0] * 30 + [27])]
    row = last(table(*frames), "communities")
    assert (row["value"], row["of"]) == (2, 2)


def test_half_of_a_days_posts_within_an_hour_is_fast() -> None:
    rows = [post(100 * day + n, day=day, hour=n * 0.4 - 6) for day in range(16) for n in range(30)]
    rows += [post(9000 + n, day=16, hour=n * 0.05) for n in range(30)]
    looked_for = watched.watch(Watching(), [], {}, "Europe/Paris")
    every = posts(rows)
    measured = watched.daily(watched.flags(every, pd.DataFrame({"post_id": [], "tone": []}), looked_for), every["published_at"], looked_for)
    row = last(table(measured), "speed")
    assert row["norm"] == pytest.approx(14 * 0.4, abs=0.02) and row["value"] == pytest.approx(14 * 0.05, abs=0.02)  # 15 of 30 posts
    assert row["score"] == pytest.approx((row["norm"] - row["value"]) / 0.5, abs=0.01) and row["level"] == 3


@pytest.mark.parametrize(
    ("counts", "level", "made_by"),
    [
        ({}, "calm", None),
        ({"volume": 200}, "watch", "volume"),
        ({"negative": 80, "crisis_words": 60}, "watch", "negative crisis_words"),
        ({"volume": 200, "crisis_words": 60}, "alert", "volume crisis_words"),
        ({"volume": 200, "crisis_words": 60, "negative": 80}, "crisis", "volume negative crisis_words"),
    ],
)
def test_the_level_follows_from_the_stated_rule(counts: dict[str, int], level: str, made_by: str | None) -> None:
    course = crisis.course(table(*with_last(calm(), **counts))).set_index("day")
    assert (course["level"].iloc[-1], course["made_by"].iloc[-1]) == (level, made_by)
    assert course["level"].iloc[:14].eq("no_norm").all() and course["level"].iloc[14:-1].eq("calm").all()
    assert course["worst"].sum() == (level != "calm") and course["worst"].iloc[-1] == (level != "calm")


def test_good_news_that_spreads_everywhere_is_no_crisis() -> None:
    media = [days(f"medium:{name}", [40] * 30 + [100]) for name in "abc"]
    course = crisis.course(table(*with_last(calm(), volume=300), *media, days("press", [1] * 30 + [20])))
    assert course["level"].iloc[-1] == "alert" and course["made_by"].iloc[-1] == "volume media press"


def test_a_quiet_day_is_calm_and_a_loud_one_of_few_posts_is_too_few() -> None:
    course = crisis.course(table(days("volume", [2] * 20 + [1, 9]))).set_index("day")
    assert course["level"].tolist()[-2:] == ["calm", "too_few"]


def test_the_span_of_a_crisis_is_the_worst_day_with_its_raised_neighbours() -> None:
    on = [f"2024-09-{n:02d}" for n in range(1, 8)]
    levels = ["watch", "calm", "watch", "crisis", "alert", "calm", "watch"]
    course = pd.DataFrame({"day": on, "level": levels, "worst": [n == 3 for n in range(7)]})
    assert plan_table.span(course) == on[2:5] and plan_table.span(course.assign(worst=False)) == []


def test_a_month_with_a_crisis_fills_every_table_and_an_empty_one_none() -> None:
    quiet = [post(100 * day + n, "tout va bien", f"u{n}", day) for day in range(20) for n in range(20)]
    crowd = [post(5000 + n, "scandale, fuite de données ! que faire ?", f"v{n}", 20, mentions=["maison"]) for n in range(80)]
    crowd += [post(6000 + n, "je confirme", f"w{n}", 20, 1, reply_to_id="twitter:5000", reply_to_author="v0") for n in range(5)]
    press = [post(7000, "un article", "LeJournal", 20, links=["https://www.lemonde.fr/a"])]
    every = posts([*quiet, *crowd, *press])
    settings = Watching()
    looked_for = watched.watch(settings, ["Maison"], {"presse": ["lejournal"]}, "Europe/Paris")
    tone = pd.DataFrame({"post_id": every["post_id"], "tone": np.where(every["text"].str.contains("scandale"), "negative", "neutral")})
    month = watching.watching(every, tone, [], settings, looked_for, "2024-09")
    worst = month.crisis_course[month.crisis_course["worst"]].iloc[0]
    assert (worst["day"], worst["level"], worst["made_by"]) == ("2024-09-21", "crisis", "volume negative crisis_words")
    plan = month.crisis_plan
    assert plan.set_index("item").loc[["posts", "accounts"], "value"].tolist() == [86, 86]
    assert plan.loc[plan["part"] == "account", ["item", "value", "post_id"]].values.tolist() == [["v0", 5, "twitter:5000"]]
    assert plan.loc[plan["part"] == "press", "item"].tolist() == ["lejournal", "lemonde.fr"]
    assert month.crisis_words.set_index("word").loc["scandale", ["posts", "usual"]].tolist() == [80, 0]
    empty = watching.watching(every.head(0), tone.head(0), [], settings, looked_for, "2024-09")
    assert set(empty.crisis_course["level"]) == {"unknown"} and not empty.alerts["fired"].any()
    assert empty.questions.empty and empty.crisis_plan.empty and empty.crisis_words.empty
