"""The barometer against numbers worked out by hand."""

import pandas as pd
import pytest

from conversatoire import plots, tables
from conversatoire.barometer import hours, indices, top

COMMON = {"medium": "twitter", "source": "s", "text": "t", "lang": "fr", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}


def make(*rows):
    instants = pd.date_range("2024-10-01", periods=max(len(rows), 1), freq="h", tz="UTC")
    return tables.frame("posts", [COMMON | {"post_id": f"t:{n}", "published_at": instants[n]} | row for n, row in enumerate(rows)])


POSTS = make(
    {"author": "ann", "hashtags": ["été", "eau"], "links": ["https://www.a.example/1", "https://a.example/2"], "mentions": ["bob"]},
    {"author": "bob", "hashtags": ["eau"], "links": ["https://a.example/2"], "reply_to_id": "t:0"},
    {"author": "ann", "medium": "forum", "mentions": ["bob", "cleo"]},
    {"author": "ann", "repost_of_author": "bob", "mentions": ["bob"]},
    {},
)


def listed(table, name):
    rows = table[table["list"] == name].sort_values("rank")
    return [(row.item, row.medium if isinstance(row.medium, str) else None, row.value) for row in rows.itertuples()]


def test_lists_count_posts_once_and_order_equals_by_name():
    ranks = top.rankings(POSTS)
    assert listed(ranks, "hashtags") == [("eau", None, 2), ("été", None, 1)]
    assert listed(ranks, "links") == [("https://a.example/2", None, 2), ("https://www.a.example/1", None, 1)]
    assert listed(ranks, "sites") == [("a.example", None, 2)]
    assert listed(ranks, "cited") == [("bob", "twitter", 2), ("bob", "forum", 1), ("cleo", "forum", 1)]
    assert listed(ranks, "active") == [("ann", "twitter", 2), ("ann", "forum", 1), ("bob", "twitter", 1)]
    assert listed(ranks, "sociable") == [("ann", "forum", 2), ("ann", "twitter", 1)]
    assert [row[:2] for row in listed(ranks, "influential")] == [("bob", "twitter"), ("bob", "forum"), ("cleo", "forum")]
    # PageRank is in proportion to 1 + 0.85 × what one is given: twitter's bob gets the whole of ann's, the forum's bob and cleo half of it each.
    values = [value for *_, value in listed(ranks, "influential")]
    assert values[1] == values[2]
    assert values[0] / values[1] == pytest.approx((1 + 0.85) / (1 + 0.85 / 2), rel=1e-5)


def test_the_previous_rank_is_found_below_the_previous_top():
    tags = [*range(30), 29, 0, 0]
    before = make(*[{"hashtags": [f"tag{n:02}"]} for n in tags])
    month = make({"hashtags": ["tag27"]}, {"hashtags": ["tag27", "tag29"]}, {"hashtags": ["new"]})
    ranks = top.rankings(month)
    found = top.top(ranks, top.rankings(before), 2)
    assert found[["item", "rank"]].to_records(index=False).tolist() == [("tag27", 1), ("new", 2)]
    assert found["previous_rank"].fillna(0).tolist() == [29, 0]


def test_accounts_of_one_name_on_two_media_have_their_own_previous_rank():
    before = top.rankings(POSTS)
    found = top.top(before, before, 20)
    assert (found["rank"] == found["previous_rank"]).all()


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://www.Ville.example/a?b=1", "ville.example"),
        ("ville.example:8080/a", "ville.example"),
        ("http://wwwhat.example", "wwwhat.example"),
        ("http://[::1", "http://[::1"),
        ("", ""),
    ],
)
def test_the_site_of_a_link_is_its_host_without_www(link, expected):
    assert top.site(link) == expected


def test_indices_are_the_shares_their_formulas_tell():
    previous = make(*[{"hashtags": ["eau"]} if n < 6 else {} for n in range(15)])
    found = indices.indices(POSTS, "2024-10", "Europe/Paris", previous).set_index("index")
    assert found["value"].to_dict() == pytest.approx(
        {"posts_per_minute": 5 / (31 * 1440 + 60), "activity": 100 * (5 / 31) / (15 / 30), "hashtag": 2 / 5, "conversation": 4 / 5, "sharing": 3 / 5}
    )
    assert found["baseline"].to_dict() == pytest.approx(
        {"posts_per_minute": 15 / (30 * 1440), "activity": 100.0, "hashtag": 6 / 15, "conversation": 0.0, "sharing": 0.0}
    )


def test_without_a_month_before_there_is_no_reference():
    found = indices.indices(POSTS, "2024-10", "UTC", None).set_index("index")
    assert pd.isna(found.loc["activity", "value"])
    assert found["baseline"].isna().all()


MONTHS = [("2024-02", "UTC", 29 * 1440), ("2024-03", "Europe/Paris", 31 * 1440 - 60), ("2024-12", "Asia/Tokyo", 31 * 1440)]


@pytest.mark.parametrize(("period", "zone", "expected"), MONTHS)
def test_the_minutes_of_a_month_follow_the_clock_of_the_zone(period, zone, expected):
    assert indices.minutes(period, zone) == expected


def test_the_month_before_january_is_december():
    assert (indices.month_before("2024-01"), indices.month_before("2024-11")) == ("2023-12", "2024-10")


def test_hours_are_those_of_the_study_zone():
    posts = make(*[{"published_at": pd.Timestamp(instant)} for instant in ("2024-10-06T22:30Z", "2024-10-27T00:30Z", "2024-10-27T01:30Z")])
    found = hours.hours(posts, "Europe/Paris")
    assert len(found) == 168
    # Sunday 22:30 UTC is Monday 0:30 in Paris; on 27 October the hour from 2 to 3 comes twice
    assert found[found["posts"] > 0].to_records(index=False).tolist() == [(1, 0, 1), (7, 2, 2)]


def test_rows_in_another_order_give_the_same_tables():
    pd.testing.assert_frame_equal(top.rankings(POSTS), top.rankings(POSTS.sample(frac=1, random_state=1)))


def test_an_empty_month_gives_every_table_and_figure(tmp_path):
    posts = tables.frame("posts")
    cells = hours.hours(posts, "UTC")
    lists = top.top(top.rankings(posts), top.rankings(POSTS), 20)
    made = {"top": lists, "hours": cells, "indices": indices.indices(posts, "2024-10", "UTC", posts)}
    for name, frame in made.items():
        assert len(tables.read(tables.write(frame, tmp_path / f"{name}.csv", name), name)) == len(frame)
    assert cells["posts"].sum() == 0
    for lang in ("fr", "en"):
        plots.save(plots.hours(cells, lang), tmp_path / "hours")
        plots.save(plots.top_list(made["top"], "links", lang), tmp_path / "links")


def test_a_list_shows_hostile_items_as_text(tmp_path):
    items = ["$\\frac{", "<b>", "a" * 300, "日本", "\u202eabc"]
    rows = [{"list": "hashtags", "rank": n + 1, "item": item, "value": 1.0, "previous_rank": n or None} for n, item in enumerate(items)]
    table = tables.frame("top", rows)
    plots.style()
    assert plots.save(plots.top_list(table, "hashtags", "fr"), tmp_path / "top").stat().st_size > 0
