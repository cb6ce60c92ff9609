"""Rankings, their intervals and their groups, where chance can be worked out."""

import numpy as np
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.config import Influencers
from conversatoire.influencers import bootstrap, graph, igraphs, measures, rankings
from conversatoire.influencers.brandes import betweenness

SETTINGS = Influencers(seed=1, top=3, resamples=400)


def addressed(targets, kind="mention"):
    """One post a target, each by another account."""
    rows = [(f"t:{n:03}", "twitter", f"fan{n:03}", target, kind) for n, target in enumerate(targets)]
    return pd.DataFrame(rows, columns=graph.ADDRESSES)


def accounts_of(addresses, **more):
    """The columns that rankings are made from."""
    names = pd.DataFrame({"medium": "twitter", "account": sorted({*addresses["source"], *addresses["target"], *more.get("alone", [])})})
    network = igraphs.from_networkx(graph.digraph(addresses, names))
    found = measures.measure(network, 1000, 0).assign(followers=pd.array([pd.NA] * len(names), dtype="Int64"))
    return found.join(rankings.pagerank_intervals(found, addresses, SETTINGS))


def test_an_account_far_ahead_keeps_its_rank_and_a_lucky_one_does_not():
    addresses = addressed(["star"] * 90 + ["lucky"] * 2 + ["other"])
    found = accounts_of(addresses).set_index("account")
    assert found.loc["star", ["rank", "rank_low", "rank_high"]].tolist() == [1, 1, 1]
    # One month in seven has neither of the two posts behind «lucky»; one in three has not the one behind «other».
    assert found.loc["lucky", ["rank", "rank_low", "rank_high"]].tolist() == [2, 2, 3]
    assert found.loc["other", ["rank", "rank_low"]].tolist() == [3, 2]


@pytest.mark.parametrize(("posts", "expected"), [(70, [[2, 2], [1, 1]]), (45, [[1, 2], [1, 2]])])
def test_two_counts_change_places_where_the_multinomial_says_so(posts, expected):
    # of 400 posts, 40 name a and n name b. What b is ahead by in a draw has mean n − 40 and variance n + 40 − (n − 40)² / 400: with n = 70 a
    # catches up in 2 draws of 1,000, with 45 in 3 of 10; an interval leaves out 25 of 1,000 on each side
    target = ["a"] * 40 + ["b"] * posts
    rows = pd.DataFrame({"medium": "m", "target": target, "post": range(len(target))})
    score = bootstrap.by_posts(rows, pd.DataFrame({"medium": "m", "account": ["a", "b"]}))
    assert bootstrap.rank_intervals(score, 400, np.array([2, 1]), 400, 3).to_numpy().tolist() == expected


def test_a_reposter_counts_once_however_often_it_reposts():
    reposts = pd.DataFrame({"medium": "m", "source": ["x", "x", "x", "y"], "target": "a", "post": range(4)})
    score = bootstrap.by_sources(reposts, pd.DataFrame({"medium": "m", "account": ["a"]}))
    assert score(np.ones(4)).tolist() == pytest.approx([2])
    assert score(np.array([0, 1, 0, 2])).tolist() == pytest.approx([1 / 3 + 2])


def test_pagerank_of_drawn_posts_is_that_of_the_graph_they_make():
    draw = np.random.default_rng(2)
    rows = [(f"t:{n:03}", "m", f"u{a}", f"u{b}", "mention") for n, (a, b) in enumerate(draw.integers(0, 12, (150, 2))) if a != b]
    addresses = pd.DataFrame(rows, columns=graph.ADDRESSES)
    accounts = pd.DataFrame({"medium": "m", "account": sorted({*addresses["source"], *addresses["target"]})})
    ties = bootstrap.numbered(graph.ties(addresses))
    drawn = np.bincount(draw.integers(0, len(rows), len(rows)), minlength=len(rows))
    again = ties.loc[ties.index.repeat(drawn[ties["post"]])]
    again = again.assign(post_id=[f"{n}" for n in range(len(again))], kind="mention")
    network = igraphs.from_networkx(graph.digraph(again, accounts))
    score = bootstrap.by_pagerank(ties, accounts)(drawn)
    np.testing.assert_allclose(score / score.sum(), network.pagerank(weights="weight"), rtol=1e-6)
    between = bootstrap.by_betweenness(ties, accounts, 100, 0)(drawn)
    np.testing.assert_allclose(between / len(accounts) ** 2, betweenness(igraphs.matrix(network), 100, 0))


@pytest.mark.parametrize(
    ("intervals", "groups"),
    [
        ([], []),
        ([(1, 1), (2, 2), (3, 3)], [None, None, None]),
        ([(1, 1), (2, 4), (2, 5), (4, 6), (6, 9), (6, 9)], [None, 1, 1, 1, 2, 2]),
        # the first and the third do not overlap, though each overlaps the second
        ([(1, 2), (2, 4), (3, 5), (6, 6), (6, 6)], [1, 1, None, 2, 2]),
    ],
)
def test_groups_hold_accounts_of_whom_every_two_overlap(intervals, groups):
    low, high = [pair[0] for pair in intervals], [pair[1] for pair in intervals]
    assert [None if group is pd.NA else group for group in rankings.tied(low, high)] == groups


def test_a_ranking_shows_its_first_accounts_and_all_who_share_the_last_rank():
    addresses = addressed([*["a"] * 30, *["b"] * 20, "c", "d", "e"])
    made = accounts_of(addresses, alone=["z"])
    found = rankings.rankings(made, addresses, SETTINGS)
    mentioned = found[found["ranking"] == "mentioned"]
    assert mentioned[["account", "rank", "value"]].to_numpy().tolist() == [["a", 1, 30], ["b", 2, 20], ["c", 3, 1], ["d", 3, 1], ["e", 3, 1]]
    tied = mentioned.set_index("account")["tied"]
    assert tied["c"] == tied["d"] == tied["e"]
    assert set(found["ranking"]) == {"pagerank", "mentioned"}  # nobody reposts, stands between others or tells its followers
    assert "z" not in set(found["account"])
    assert found["rank"].between(found["rank_low"], found["rank_high"]).all()


def test_followers_have_ranks_without_intervals_and_betweenness_has_them_where_it_is_affordable(monkeypatch):
    addresses = addressed(["hub"] * 8)
    back = addresses.assign(post_id="u:" + addresses["post_id"], source="hub", target=[f"out{n}" for n in range(8)])
    every = pd.concat([addresses, back], ignore_index=True).sort_values(graph.ADDRESSES, ignore_index=True)
    made = accounts_of(every)
    made["followers"] = pd.array([7 if account in ("hub", "fan001") else None for account in made["account"]], dtype="Int64")
    found = rankings.rankings(made, every, SETTINGS).set_index("ranking")
    assert found.loc["betweenness", ["account", "rank", "rank_low", "rank_high"]].tolist() == ["hub", 1, 1, 1]
    assert found.loc["followers", "rank"].tolist() == [1, 1]
    assert found.loc["followers", "tied"].tolist() == [1, 1]
    assert found.loc["followers", "rank_low"].isna().all()
    monkeypatch.setattr(rankings, "WALKED", 0)
    assert rankings.rankings(made, every, SETTINGS).set_index("ranking").loc["betweenness", ["rank_low", "rank_high"]].isna().all()


def test_no_address_gives_an_empty_table():
    nothing = addressed([])
    made = accounts_of(nothing, alone=["a", "b"])
    assert made[["rank", "rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1, 1], [1, 1, 1]]
    found = rankings.rankings(made, nothing, SETTINGS)
    assert found.empty
    assert list(found.columns) == list(tables.TABLES["rankings"].columns)
