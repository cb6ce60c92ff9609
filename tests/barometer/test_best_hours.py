"""Hours of the week, and the best ones to listen and to post, against planted ones."""

import numpy as np
import pandas as pd
import pytest
from barometer_posts import at, make, spread

from conversatoire import tables
from conversatoire.barometer import engagement, hours
from conversatoire.barometer.history import history
from conversatoire.settings.barometer import Barometer

SETTINGS = Barometer(resamples=200, seed=1)


def made(posts, zone="Europe/Paris"):
    month = history(posts, "2024-10", zone, []).month()
    cells = hours.hours_media(posts, month, SETTINGS)
    return cells, hours.best_hours(posts, cells, month, SETTINGS)


def test_hours_are_those_of_the_study_zone():
    posts = make(*[{"published_at": pd.Timestamp(instant)} for instant in ("2024-10-06T22:30Z", "2024-10-27T00:30Z", "2024-10-27T01:30Z")])
    found = hours.hours(posts, "Europe/Paris")
    assert len(found) == 168
    # Sunday 22:30 UTC is Monday 0:30 in Paris; on 27 October the hour from 2 to 3 comes twice
    assert found[found["posts"] > 0].to_records(index=False).tolist() == [(1, 0, 1), (7, 2, 2)]


def test_each_medium_has_its_hours_and_how_often_they_come():
    cells, _ = made(make({"medium": "forum"}, {}, {}))
    assert cells.groupby("medium").size().to_dict() == {"forum": 168, "twitter": 168}
    forum = cells[cells["medium"] == "forum"].set_index(["weekday", "hour"])
    assert forum["times"].sum() == 31 * 24 + 1
    # October 2024 has five Tuesdays to Thursdays, and four Sundays, on one of which the clock goes from 3 back to 2.
    assert [forum.loc[cell, "times"] for cell in ((2, 9), (7, 9), (7, 2))] == [5, 4, 5]
    assert forum["posts"].sum() == 1
    assert cells["rated"].sum() == 0 and cells["engagement"].isna().all()


def test_to_listen_an_hour_must_stay_above_the_mean_when_weeks_are_drawn_again():
    habit = {f"2024-10-{day:02}T09:00": 4 for day in (3, 10, 17, 24, 31)}  # Thursdays
    event = {"2024-10-15T14:00": 40}  # one Tuesday
    noise = {f"2024-10-{day:02}T{hour:02}:00": 1 for day in range(1, 32) for hour in (8, 20)}
    _, best = made(spread(habit | event | noise))
    listen = best[best["purpose"] == "listen"]
    assert listen[["rank", "weekday", "hour", "posts", "value"]].to_records(index=False).tolist() == [(1, 4, 9, 20, 4)]
    assert listen[["low", "high"]].to_numpy().tolist() == [[4, 4]]


def test_percentile_ranks_of_known_engagement_have_a_mean_of_a_half():
    rows = [{"likes": 5}, {"likes": 0, "replies": 7}, {"reposts": 5}, {}, {"likes": 9, "repost_of_author": "x"}, {"likes": 1, "views": 900}]
    found = engagement.percentiles(make(*rows))
    # 5, 7, 5 and 1 are rated; the fourth tells nothing, the fifth passes another's post on
    assert found.fillna(-1).tolist() == [0.5, 0.875, 0.5, -1, -1, 0.125]


def planted(seed, effect, posts=9000, authors=900):
    """A month of posts whose authors differ in fame; on Tuesdays at 18 the engagement is higher."""
    chance = np.random.default_rng(seed)
    hour = chance.integers(0, 31 * 24, posts)
    start = pd.Timestamp("2024-10-01", tz="UTC")
    instants = pd.DatetimeIndex(start + pd.to_timedelta(hour, unit="h"))
    who = chance.integers(0, authors, posts)
    likes = np.exp(chance.normal(0, 1, authors)[who] + chance.normal(0, 1, posts) + effect * ((instants.day_of_week == 1) & (instants.hour == 18)))
    return at(instants, author=[f"u{n}" for n in who], likes=pd.array(np.round(10 * likes), "Int64"))


def test_the_planted_hour_to_post_is_found_and_no_other():
    for seed in range(3):
        cells, best = made(planted(seed, 1.5), "UTC")
        post = best[best["purpose"] == "post"]
        assert post[["weekday", "hour"]].to_numpy().tolist() == [[2, 18]]
        assert (post["q_value"] <= hours.ALPHA).all() and (post["low"] > 0.5).all()
        cell = cells.set_index(["weekday", "hour"]).loc[(2, 18)]
        assert post[["posts", "value", "low", "high"]].iloc[0].tolist() == cell[["rated", "engagement", "low", "high"]].tolist()


def test_without_a_better_hour_none_is_told():
    told = [len(best[best["purpose"] == "post"]) for _, best in (made(planted(seed, 0, 7000), "UTC") for seed in range(100, 106))]
    assert sum(told) <= 1


def test_the_interval_of_an_hours_engagement_holds_the_usual_where_there_is_nothing_else():
    chance, inside = np.random.default_rng(3), []
    for trial in range(60):
        who = chance.integers(0, 300, 1500)
        likes = np.exp(chance.normal(0, 1, 300)[who] + chance.normal(0, 1, 1500))
        posts = at(pd.date_range("2024-10-01", periods=1500, freq="min", tz="UTC"), author=[f"u{n}" for n in who], likes=likes)
        found = engagement.by_cell(posts, chance.integers(0, 12, 1500), 12, 200, trial)
        inside += found.eval("low <= 0.5 <= high").tolist()
    assert 0.9 <= np.mean(inside) <= 0.99


@pytest.mark.parametrize(
    ("authors", "is_told"),
    [
        (["u"] * 30, False),  # one author says nothing of the others
        ([f"u{n}" for n in range(19)], False),
        ([f"u{n}" for n in range(20)], True),
        (["u0"] * 20 + [f"u{n}" for n in range(20)], False),  # 40² / (21² + 19) = 3.5 authors that count
        ([f"u{n // 2}" for n in range(20)], True),
    ],
)
def test_an_hour_of_few_posts_or_of_few_authors_is_not_told(authors, is_told):
    posts = make(*[{"author": author, "likes": n} for n, author in enumerate(authors)])
    found = engagement.by_cell(posts, np.zeros(len(posts), "int64"), 1, 200, 1)
    assert found["rated"].tolist() == [len(authors)]
    assert found["engagement"].notna().tolist() == [is_told]


def test_rows_in_another_order_give_the_same_hours():
    posts = planted(0, 1.5, 3000)
    shuffled = posts.sample(frac=1, random_state=2).reset_index(drop=True)
    columns = ["rated", "engagement", "posts", "times"]
    pd.testing.assert_frame_equal(made(posts)[0][columns], made(shuffled)[0][columns])


@pytest.mark.parametrize("count", [0, 1])
def test_months_of_no_post_and_of_one_give_every_table_of_hours(tmp_path, count):
    posts = make({"author": "ann", "likes": 3})[:count]
    cells, best = made(posts)
    frames = {"hours": hours.hours(posts, "UTC"), "hours_media": cells.drop(columns="p_value"), "best_hours": best}
    rows = {name: len(tables.read(tables.write(frame, tmp_path / f"{name}.csv", name), name)) for name, frame in frames.items()}
    assert rows == {"hours": 168, "hours_media": 168 * count, "best_hours": 0}


def test_the_organisations_own_posts_are_no_habit_of_the_public():
    posts = pd.DataFrame({"author": ["Maison", "alice", None, "bob"], "text": ["a", "b", "c", "d"]})
    assert hours.public(posts, ["@maison", "autre"])["text"].tolist() == ["b", "c", "d"]
