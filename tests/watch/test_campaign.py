"""A campaign's phases, counted by hand, and what its ratios say when nothing but chance, or everything, moves."""

from datetime import date

import pytest
from small_index import made, post

from conversatoire.watch.campaign import FEWEST_BEFORE, campaign
from conversatoire.watch.errors import SearchError
from conversatoire.watch.intervals import odds_ratio, rate_ratio
from conversatoire.watch.selection import Selection

# 1–20 May: two posts with the tag a day, six from the 11th to the 13th; four posts without it a day, on the 12th eight; one on another medium.
TAGGED = {day: 6 if 11 <= day <= 13 else 2 for day in range(1, 21)}
OTHERS = {day: 8 if day == 12 else 4 for day in range(1, 21)}


def posts_of(day):
    tagged = {"hashtags": ["defi"], "links": [f"https://a.example/{day % 2}"], "likes": day, "replies": 1}
    for number in range(TAGGED[day]):
        author = f"compte{number}"
        followers = {"author_followers": 1000 * (number + 1) + day} if number < 3 else {}
        yield post(day * 100 + number, f"2024-05-{day:02}T1{number}:00", author, **tagged, **followers)
    for number in range(OTHERS[day]):
        yield post(day * 100 + 50 + number, f"2024-05-{day:02}T09:0{number}", "autre")
    yield post(day * 100 + 99, f"2024-05-{day:02}T20:00", "autre", medium="y")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    connection = made(tmp_path_factory.mktemp("campaign"), [row for day in TAGGED for row in posts_of(day)], ["2024-05"])
    yield connection
    connection.close()


def may(day):
    return date(2024, 5, day)


def test_the_three_phases_are_those_counted_by_hand(small):
    found = campaign(small, Selection(tag="defi", media=("x",)), may(11), may(13))
    before, during, after = found.phases
    assert found.asked == FEWEST_BEFORE == 7
    assert [(phase["phase"], phase["first"], phase["last"], phase["days"], phase["posts"]) for phase in found.phases] == [
        ("before", "2024-05-04", "2024-05-10", 7, 14),
        ("during", "2024-05-11", "2024-05-13", 3, 18),
        ("after", "2024-05-14", "2024-05-20", 7, 14),
    ]
    assert [phase["per_day"] for phase in found.phases] == [2, 6, 2]
    assert [phase["accounts"] for phase in found.phases] == [2, 6, 2]
    assert (during["reach"], during["reach_told"]) == (1013 + 2013 + 3013, 3)
    assert (before["reach"], before["reach_told"]) == (1010 + 2010, 2)
    assert (during["engagement"], during["engagement_told"]) == (6 * (12 + 13 + 14), 18)
    assert [phase["links"] for phase in found.phases] == [2, 2, 2]
    assert [row["post_id"] for row in during["first_posts"]] == [f"x:{number}" for number in range(1100, 1105)]
    assert during["top_links"] == [{"link": "https://a.example/1", "posts": 12}, {"link": "https://a.example/0", "posts": 6}]
    assert during["top_accounts"][0] == {"medium": "x", "account": "compte0", "posts": 3, "followers": 1013}
    assert after["top_tags"] == [{"tag": "defi", "shown": "defi", "posts": 14}]


def test_the_days_tell_the_rest_of_the_posts_in_the_same_media(small):
    found = campaign(small, Selection(tag="defi", media=("x",)), may(11), may(13))
    assert len(found.days) == 17
    assert found.days[8] == {"day": "2024-05-12", "phase": "during", "posts": 6, "rest": 8}
    assert campaign(small, Selection(tag="defi"), may(11), may(13)).days[8]["rest"] == 9


def test_the_ratios_are_those_of_the_days(small):
    found = campaign(small, Selection(tag="defi", media=("x",)), may(11), may(13))
    posts, rest = ([2] * 7, [6] * 3, [2] * 7), ([4] * 7, [4, 8, 4], [4] * 7)
    assert (found.during, found.after) == (rate_ratio(posts, 1, 0), rate_ratio(posts, 2, 0))
    assert (found.during_rest, found.after_rest) == (odds_ratio(posts, rest, 1, 0), odds_ratio(posts, rest, 2, 0))
    assert found.during.value == pytest.approx(3) and found.during.low > 1
    assert found.during_rest.value == pytest.approx((18 / 16) / (14 / 28))
    assert found.after.value == found.after_rest.value == pytest.approx(1)


def test_a_baseline_that_the_data_do_not_reach_is_told(small):
    found = campaign(small, Selection(tag="defi"), may(5), may(8), before=10)
    assert (found.asked, found.phases[0]["days"], found.phases[0]["first"]) == (10, 4, "2024-05-01")
    assert found.phases[2]["days"] == 10


def test_a_campaign_without_a_day_before_has_no_ratio(small):
    found = campaign(small, Selection(tag="defi"), date(2024, 4, 20), may(3))
    assert found.phases[0] | {"phase": "before", "first": None, "last": None, "days": 0, "posts": 0, "per_day": None} == found.phases[0]
    assert found.phases[1]["first"] == "2024-05-01" and found.during.value is None and found.during.why == "days"


def test_too_few_posts_have_no_ratio(small):
    found = campaign(small, Selection(query="introuvable"), may(11), may(13))
    assert {ratio.why for ratio in (found.during, found.after, found.during_rest, found.after_rest)} == {"posts"}
    assert found.phases[1]["reach"] is None and found.phases[1]["engagement"] is None


def test_a_campaign_longer_than_a_week_has_a_baseline_as_long(small):
    assert campaign(small, Selection(), may(9), may(18)).asked == 10


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        (may(13), may(11), None),
        (date(2020, 1, 1), date(2020, 1, 9), None),
        (may(11), may(13), 0),
        (date.min, date.max, None),
        (may(1), may(2), 10**9),
    ],
)
def test_dates_that_make_no_campaign_are_refused(small, first, last, before):
    with pytest.raises(SearchError):
        campaign(small, Selection(tag="defi"), first, last, before)


def test_a_campaign_that_began_before_all_calendars_is_cut_to_the_data(small):
    found = campaign(small, Selection(tag="defi"), date.min, date.max, before=7)
    assert [phase["days"] for phase in found.phases] == [0, 20, 0]
