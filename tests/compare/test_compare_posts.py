"""Posts that one side lacks, ranks, values and peaks, against answers worked by hand."""

from pathlib import Path

import pandas as pd
import pytest
from beside import posts as made

from conversatoire import tables
from conversatoire.compare import peaks, posts, ranks, values
from conversatoire.compare.months import Month
from conversatoire.compare.posts import Other


def test_each_reason_for_which_a_post_is_lacking_is_found(tmp_path):
    ours = made(["kept", "query", "tongue", "june", "broken", "new"])
    theirs = pd.concat([made(["kept", "query", "tongue"]), made(["june"])], ignore_index=True)
    theirs.loc[2, "lang"] = "de"
    theirs.loc[3, "published_at"] = pd.Timestamp("2011-05-31T22:30:00Z")  # June in Paris
    tables.write(theirs, tmp_path / "blogs.parquet", "posts")
    reject = {"source": "blogs", "origin": ours.loc[4, "origin"], "reason": "no date", "raw": "?"}
    tables.write(tables.frame("rejects", [reject]), tmp_path / "blogs.rejects.csv", "rejects")
    found = posts.posts(ours, made(["kept"]), None, Other(tmp_path, "2011-05", ["fr"], "Europe/Paris")).set_index("post_id")
    assert found.loc["blog:kept", "where"] == "both"
    reasons = {"query": "off_query", "tongue": "off_language", "june": "off_period", "broken": "rejected", "new": "not_in_exports"}
    assert {name: found.loc[f"blog:{name}", "reason"] for name in reasons} == reasons
    assert found["where"].value_counts().to_dict() == {"only_a": 5, "both": 1}


def test_without_imported_tables_no_reason_is_invented(tmp_path):
    found = posts.posts(made(["x"]), made(["y"]), None, Other(tmp_path, "2011-05", [], "UTC"))
    assert found[["where", "reason"]].values.tolist() == [["only_a", "unknown"], ["only_b", "unknown"]]


def test_two_months_lose_no_posts():
    found = posts.of_other_months(made(["x"]), made(["y", "z"]))
    assert posts.counts(found)[["where", "reason", "posts"]].values.tolist() == [["only_a", "other_month", 1], ["only_b", "other_month", 2]]
    assert posts.ids(found, pd.DataFrame(columns=["post_id", "topic_a", "topic_b"])).empty


def ranking(name: str, rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["account", "rank", "rank_low", "rank_high"])
    return frame.assign(ranking=name, medium="blog")


def test_a_rank_moved_only_where_the_intervals_do_not_overlap():
    rows = [("anne", 1, 1, 2), ("bilal", 2, 1, 4), ("chloe", 30, 20, 40), ("denis", 4, 3, 5), ("elsa", 5, 5, 9), ("farid", 6, 4, 9)]
    others = [("anne", 9, 3, 12), ("bilal", 4, 3, 8), ("chloe", 5, 4, 19), ("denis", 4, 2, 9), ("elsa", 7, 9, 11), ("gaelle", 1, 1, 2)]
    a, b = ranking("pagerank", rows), ranking("pagerank", others)
    found = ranks.ranks(a, b).set_index("account")["status"]
    told = {"anne": "down", "bilal": "within", "chloe": "up", "denis": "same", "elsa": "within", "farid": "left", "gaelle": "entered"}
    assert found.to_dict() == told


def test_an_account_that_may_stand_behind_the_end_of_a_list_has_not_left_it():
    a = ranking("betweenness", [("anne", 1, 1, 1), ("bilal", 2, 2, 141), ("chloe", 3, 2, 3)])
    b = ranking("betweenness", [("anne", 1, 1, 1), ("denis", 4, 2, 140), ("elsa", 5, 3, 150)])
    found = ranks.ranks(a, b).set_index("account")["status"]
    assert found[["bilal", "chloe", "denis"]].tolist() == ["within", "left", "within"]


def test_ranks_without_intervals_are_not_told_to_have_moved():
    found = ranks.ranks(ranking("followers", [("anne", 1, None, None)]), ranking("followers", [("anne", 9, None, None), ("bilal", 1, None, None)]))
    assert found.set_index("account")["status"].to_dict() == {"anne": "untold", "bilal": "untold"}


def a_month(shares: dict[str, tuple], counts: dict[str, int]) -> Month:
    tone = [{"by": "all", "tone": tone, "posts": 1, "share": s, "low": low, "high": high} for tone, (s, low, high) in shares.items()]
    volume = [{"day": "2011-05-03", "medium": medium, "posts": n, "authors": n} for medium, n in counts.items()]
    frames = {"tone/shares.csv": tables.frame("shares", tone), "collection/volume.csv": tables.frame("volume", volume)}
    return Month(Path("2011-05"), frames | {"collection/posts.parquet": made([str(i) for i in range(sum(counts.values()))])}, {})


def test_values_differ_beyond_within_or_are_counted():
    a = a_month({"negative": (0.2, 0.18, 0.22), "positive": (0.1, 0.05, 0.2)}, {"blog": 30, "forum": 10})
    b = a_month({"negative": (0.3, 0.27, 0.34), "positive": (0.12, 0.06, 0.2)}, {"blog": 20, "forum": 20})
    found = values.values(a, b, other_months=False).set_index(["kind", "item"])
    negative = found.loc[("tone", "negative")]
    assert (negative["difference"], negative["low"], negative["high"]) == pytest.approx((0.1, 0.1 - 0.0013**0.5, 0.1 + 0.002**0.5))
    assert negative["verdict"] == "beyond"
    assert found.loc[("tone", "positive"), "verdict"] == "within"
    assert found.loc[("media", "blog"), ["difference", "verdict"]].tolist() == [-0.25, "counted"]
    months = values.values(a, b, other_months=True).set_index(["kind", "item"])
    assert months.loc[("media", "blog"), "verdict"] == "beyond"
    assert months.loc[("media", "blog"), "low"] < -0.25 < months.loc[("media", "blog"), "high"] < 0


def peak(number: int, series: str, start: str, end: str) -> dict:
    at = {"start": pd.Timestamp(start, tz="UTC"), "end": pd.Timestamp(end, tz="UTC")}
    return at | {
        "number": number,
        "series": series,
        "posts": 10 * number,
        "cause_kind": "word",
        "cause": "pont",
        "cause_medium": None,
        "part_of": None,
    }


def test_peaks_of_one_series_that_overlap_are_one():
    a = pd.DataFrame([peak(1, "all", "2011-05-03", "2011-05-05"), peak(2, "topic:4", "2011-05-03", "2011-05-05")])
    rows = [("all", "2011-05-08", "2011-05-09"), ("all", "2011-05-04", "2011-05-07"), ("topic:1", "2011-05-04", "2011-05-05")]
    b = pd.DataFrame([peak(number, *row) for number, row in enumerate(rows, 1)])
    found = peaks.peaks(a, b, {4: 1}, other_months=False)
    assert found[["where", "number_a", "number_b"]].astype(object).where(found.notna(), None).values.tolist() == [
        ["both", 1, 2],
        ["both", 2, 3],
        ["only_b", None, 1],
    ]
    assert found.loc[0, "end"] == pd.Timestamp("2011-05-07", tz="UTC")
    assert peaks.peaks(a, b, {}, other_months=False)["where"].tolist() == ["both", "only_a", "only_b", "only_b"]
    assert "both" not in peaks.peaks(a, b, {4: 1}, other_months=True)["where"].tolist()
