"""The demo's tables against the planted truth, which the generator counted from its plan and not from the exports."""

import pandas as pd
import pytest

from conversatoire import tables

MONTHS = ["2011-04", "2011-05", "2011-06"]


def planted(demo, name, month):
    """A truth table of one month, texts as texts."""
    truth = pd.read_csv(demo / "data/raw/demo/truth" / f"{name}.csv", keep_default_na=False)
    return truth[truth["period"] == month].drop(columns="period").reset_index(drop=True)


def made(demo, month, step, name, suffix="csv"):
    """A result table of one month."""
    return tables.read(demo / "results/demo" / month / step / f"{name}.{suffix}", name)


def same_rows(left, right):
    """Both frames hold the same rows, in whatever order."""
    columns = list(left.columns)
    left, right = (frame[columns].sort_values(columns).reset_index(drop=True) for frame in (left, right))
    pd.testing.assert_frame_equal(left, right, check_dtype=False)


@pytest.mark.parametrize("month", MONTHS)
def test_coverage_equals_the_planted_rows(demo, month):
    columns = ["source", "medium", "read", "rejected", "duplicate", "off_query", "off_period", "off_language", "kept"]
    same_rows(planted(demo, "coverage", month)[columns], made(demo, month, "collection", "coverage")[columns])


@pytest.mark.parametrize("month", MONTHS)
def test_the_posts_kept_are_the_posts_planted(demo, month):
    truth = planted(demo, "posts", month)
    posts = made(demo, month, "collection", "posts", "parquet")
    assert sorted(posts["post_id"]) == sorted(truth.loc[truth["outcome"] == "kept", "post_id"])


@pytest.mark.parametrize("month", MONTHS)
def test_daily_volumes_equal_the_planted_ones(demo, month):
    volume = made(demo, month, "collection", "volume")
    same_rows(planted(demo, "volume", month), volume[volume["posts"] > 0][["day", "medium", "posts", "authors"]])


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("listed", ["hashtags", "links", "sites", "cited", "active"])
def test_top_lists_equal_the_planted_ones(demo, month, listed):
    truth = planted(demo, "top", month)
    truth = truth[truth["list"] == listed].sort_values(["value", "item"], ascending=[False, True]).head(20)
    top = made(demo, month, "barometer", "top")
    top = top[top["list"] == listed].sort_values("rank")
    assert list(zip(top["item"], top["value"].astype(int), strict=True)) == list(zip(truth["item"], truth["value"], strict=True))


@pytest.mark.parametrize("month", MONTHS)
def test_edges_equal_the_planted_ones(demo, month):
    columns = ["medium", "source", "target", "kind", "weight"]
    same_rows(planted(demo, "edges", month)[columns], made(demo, month, "influencers", "edges")[columns])


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("kind", ["mention", "reply", "repost"])
def test_degrees_of_each_kind_equal_the_planted_ones(demo, month, kind):
    edges = made(demo, month, "influencers", "edges")
    edges = edges[edges["kind"] == kind]
    truth = planted(demo, "degrees", month).set_index(["medium", "account"])
    for side, end in (("in", "target"), ("out", "source")):
        degrees = edges.groupby(["medium", end]).size()
        expected = truth[f"{kind}_{side}"]
        expected = expected[expected > 0]
        assert degrees.rename_axis(["medium", "account"]).sort_index().to_dict() == expected.sort_index().to_dict()


@pytest.mark.parametrize("month", MONTHS)
def test_degrees_of_the_union_are_those_of_the_planted_edges(demo, month):
    truth = planted(demo, "edges", month)
    accounts = made(demo, month, "influencers", "accounts").set_index(["medium", "account"])
    for degree, end, other in (("in_degree", "target", "source"), ("out_degree", "source", "target")):
        expected = truth.groupby(["medium", end])[other].nunique().rename_axis(["medium", "account"])
        found = accounts[degree]
        assert found[found > 0].sort_index().to_dict() == expected.sort_index().to_dict()
