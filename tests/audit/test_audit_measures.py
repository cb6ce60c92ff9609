"""Where, who, about what, presence and the four strengths, against counts made by hand."""

import numpy as np
import pandas as pd
import pytest
from small_study import OWN, post, write_month

from conversatoire import tables
from conversatoire.audit import image, months, presence, sampling, strengths
from conversatoire.audit.sampling import Drawing
from conversatoire.collection.coverage import month_days

DRAWING = Drawing(fewest=20, resamples=300, seed=1)
RIVALS = {"Rivale": ["@Rivale"]}
WHOSE = months.sides(OWN, RIVALS, ["Maison"])


def read(*folders) -> tuple[dict, pd.DataFrame]:
    frames = months.read(folders)
    return frames, months.marked(frames, WHOSE, "Europe/Paris")


def public(count: int, **more: object) -> list[dict]:
    return [post(number, author=f"lecteur{number}", **more) for number in range(count)]


def test_accounts_of_the_organisation_competitors_and_public_are_told_apart(tmp_path):
    _, posts = read(write_month(tmp_path / "2011-05", [post(1), post(2, author="MAISON"), post(3, author="rivale"), post(4, author=None)]))
    assert posts["side"].tolist() == ["public", "own", "competitor", "public"] and posts["brand"].tolist()[2] == "Rivale"
    assert months.sides([], {"Maison": ["aide"], "Rivale": ["x"]}, ["Maison"]) == months.Sides({"aide"}, {"x": "Rivale"})


def test_media_are_counted_by_month_without_the_organisation(tmp_path):
    april = write_month(tmp_path / "2011-04", [*public(20, month="2011-04", tone="negative"), post(90, month="2011-04", author="maison")])
    may = write_month(tmp_path / "2011-05", [*public(10), *[post(30 + n, author="bob", repost_of_id="twitter:1") for n in range(10)]])
    _, posts = read(may, april)
    found = image.media(posts, ["2011-04", "2011-05"], DRAWING).set_index(["month", "medium"])
    assert found.loc[("2011-04", "all"), ["posts", "authors", "organised", "negative"]].tolist() == [20, 20, 1, 1]
    assert found.loc[("2011-05", "twitter"), ["posts", "authors", "originals", "reposted"]].tolist() == [20, 11, 10, 10]
    assert found.loc[("all", "all"), ["posts", "negative"]].tolist() == [40, 0.5]


def test_sites_are_counted_once_a_post_and_shorteners_marked(tmp_path):
    links = ["https://www.lemonde.fr/a", "https://lemonde.fr/b", "https://t.co/x"]
    _, posts = read(write_month(tmp_path / "2011-05", [post(1, links=links), post(2, links=links[:1], author="bob")]))
    found = image.sites(posts, frozenset({"lemonde.fr"})).set_index("site")
    assert found.loc["lemonde.fr", ["posts", "authors", "press", "shortener"]].tolist() == [2, 2, True, False]
    assert found.loc["t.co", ["posts", "press", "shortener"]].tolist() == [1, False, True]


def test_an_account_is_counted_over_all_months_with_its_lists(tmp_path):
    april = write_month(tmp_path / "2011-04", [post(1, month="2011-04")], edges=[("bob", "ana"), ("eve", "ana")])
    may = write_month(tmp_path / "2011-05", [post(2)], edges=[("bob", "ana"), ("ana", "bob")])
    frames, _ = read(april, may)
    found = image.accounts(frames, WHOSE, {"presse": ["@Ana"]}).set_index("account")
    assert found.loc["ana", ["posts", "months", "addressed_by", "list"]].tolist() == [2, 2, 2, "presse"]


def test_a_subject_keeps_its_row_over_the_months_and_own_posts_are_no_share_of_it(tmp_path):
    april = write_month(tmp_path / "2011-04", [*public(20, month="2011-04", topic=0)], ["Prix"])
    links = [{"topic": 0, "status": "new", "id": "2011-05/1"}, {"topic": 1, "previous_topic": 0, "status": "continued", "id": "2011-04/1"}]
    rows = [*public(15, topic=1, tone="negative"), *[post(50 + n, author=f"x{n}", topic=0) for n in range(5)], post(80, author="maison", topic=1)]
    may = write_month(tmp_path / "2011-05", rows, ["Eau", "Tarifs"], topic_links=links)
    frames, posts = read(april, may)
    found = image.subjects(frames, posts, ["2011-04", "2011-05"], DRAWING).set_index(["id", "month"])
    assert found.loc[("2011-04/1", "2011-04"), ["label", "posts", "share"]].tolist() == ["Tarifs", 20, 1]
    assert found.loc[("2011-04/1", "2011-05"), ["posts", "organised", "share"]].tolist() == [15, 1, 0.75]
    assert found.loc[("2011-05/1", "2011-04"), ["posts", "share"]].tolist() == [0, 0] and found.loc[("2011-05/1", "2011-04"), "high"] > 0
    assert np.isnan(found.loc[("2011-04/1", "2011-05"), "negative"])  # 15 posts are too few


def test_a_week_counts_where_each_of_its_days_was_collected(tmp_path):
    days = [{"source": "s", "medium": "twitter", "day": day, "collected": int(day != "2011-05-10"), "kept": 0} for day in month_days("2011-05")]
    frames, _ = read(write_month(tmp_path / "2011-05", [post(1)], coverage_days=days))
    assert months.weeks(frames) == ["2011-05-02", "2011-05-16", "2011-05-23"]  # 1 May is a Sunday, 10 May was not collected


def test_posts_a_week_and_their_unsteadiness_are_those_of_the_weeks():
    weeks = ["2011-05-02", "2011-05-09", "2011-05-16", "2011-05-23"]
    rate, unsteady = sampling.weekly(pd.Series(["2011-05-02", "2011-05-08", "2011-05-09", "2011-05-16", "2011-05-01"]), weeks)
    assert rate.value == 1 and rate.high == pytest.approx(1 + 3.182446 * np.sqrt(2 / 3) / 2)  # counts 2, 1, 1, 0; Student with 3 degrees
    assert unsteady.value == pytest.approx(np.sqrt(2 / 3))
    assert sampling.weekly(pd.Series(["2011-05-02"]), weeks[:3]) == (sampling.Value(), sampling.Value())


def test_the_jackknife_of_a_mean_is_its_standard_error():
    values = np.array([1.0, 4.0, 2.0, 8.0, 5.0, 4.0])
    found = sampling.jackknife(values, np.mean)
    assert found.high - found.value == pytest.approx(2.570582 * values.std(ddof=1) / np.sqrt(6))


def test_presence_is_measured_by_account_and_silent_accounts_are_told(tmp_path):
    own = [post(n, author="Maison", day=2 + 7 * (n % 4), reply_to_id="twitter:9" if n < 6 else None, likes=n, reposts=0) for n in range(24)]
    counted = [{"medium": "twitter", "account": "maison", "own": True, "posts": 24, "followers": 500, "followers_day": "2011-05-30"}]
    frames, posts = read(write_month(tmp_path / "2011-05", own, pages=counted))
    found = presence.presence(posts, frames, WHOSE, months.weeks(frames), DRAWING).set_index("account")
    assert found.loc["maison", ["posts", "followers", "replying", "week", "engagement"]].tolist() == [24, 500, 0.25, 6, 11.5]
    assert found.loc["maison", ["first", "last"]].tolist() == ["2011-05-02", "2011-05-23"]
    assert found.loc["rivale", ["side", "brand", "posts"]].tolist() == ["competitor", "Rivale", 0] and pd.isna(found.loc["rivale", "medium"])


def named(rows: list[dict]) -> dict[tuple, dict]:
    return {(row["measure"], row["scope"], row["detail"]): row for row in rows}


def test_connection_counts_distinct_accounts_both_ways():
    pairs = [(f"a{n}", "maison") for n in range(20)] + [("maison", f"a{n}") for n in range(5)] + [("maison", f"b{n}") for n in range(15)]
    edges = pd.DataFrame([{"medium": "twitter", "source": a, "target": b} for a, b in [*pairs, *pairs[:3]]])
    found = named(strengths.connection(edges, WHOSE.own, tables.frame("reaction_posts").assign(month=""), DRAWING))
    assert found["addressing", "public", None]["value"] == 20 and found["addressed", "own", None]["value"] == 20
    assert found["returned", "own", None]["value"] == 0.25 and found["answering", "public", None]["value"] == 0.25


def test_proof_looks_at_links_and_at_posts_passed_on(tmp_path):
    links = [["https://maison.fr/a"]] * 10 + [[]] * 10
    own = [post(n, author="maison", day=1 + n, links=linked, reposts=n % 4) for n, linked in enumerate(links)]
    press = [post(50 + n, author=f"p{n}", links=["https://lemonde.fr/x"] if n < 5 else ["https://blog.fr/y"]) for n in range(20)]
    hidden = [post(80 + n, author=f"q{n}", links=["https://t.co/z"]) for n in range(20)]
    _, posts = read(write_month(tmp_path / "2011-05", own + press + hidden))
    sides = [posts[posts["side"] == side] for side in ("own", "public")]
    found = named(strengths.proof(*sides, frozenset({"lemonde.fr"}), DRAWING))
    assert found["sourced", "own", None]["value"] == 0.5 and found["links", "own", None]["value"] == 1
    assert found["passed_on", "own", None]["value"] == 0.75
    assert (found["press", "public", None]["value"], found["press", "public", None]["of"]) == (0.25, 20)  # hidden links tell nothing


def subjects(names: str) -> pd.DataFrame:
    return pd.DataFrame({"subject": list(names), "cluster": range(len(names))})


def test_the_similarity_of_subjects_is_the_cosine_of_their_shares_freed_from_small_numbers():
    assert strengths.similarity(subjects("aaabbb"), subjects("cccddd"), "cluster").value == 0
    found = strengths.similarity(subjects("aaab"), subjects("bbbc"), "cluster")
    # Σxy = 3, Σx(x−1) = Σy(y−1) = 6, nm / ((n−1)(m−1)) = 16/9
    assert found.value == pytest.approx(3 / np.sqrt(6 * 6 * 16 / 9))


def test_two_small_samples_of_one_population_are_alike_on_average_and_its_interval_holds_a_known_cosine():
    rng, shares, other = np.random.default_rng(3), np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.1, 0.2, 0.3, 0.4])
    true = shares @ other / np.sqrt((shares @ shares) * (other @ other))
    same, held = [], 0
    for _ in range(60):
        one, two, far = (subjects("".join(rng.choice(list("abcd"), 60, p=p))) for p in (shares, shares, other))
        same.append(strengths.similarity(one, two, "cluster").value)
        found = strengths.similarity(one, far, "cluster")
        held += found.low <= true <= found.high
    assert np.mean(same) > 0.97 and held >= 53  # 57 of 60 expected


def test_history_tells_since_when_with_what_silence_and_which_subjects_last(tmp_path):
    april = write_month(tmp_path / "2011-04", [post(1, month="2011-04", author="maison", day=3)], ["Prix", "Eau"])
    links = [{"topic": 0, "previous_topic": 1, "status": "continued", "id": "2011-04/2"}]
    may = write_month(tmp_path / "2011-05", [post(2, day=8, author="maison"), post(3, day=30)], ["Eau"], topic_links=links)
    frames, posts = read(april, may)
    own = posts[posts["side"] == "own"]
    found = named(strengths.history(own, posts, months.ids(frames), ["2011-04", "2011-05"]))
    assert ("first", "own", "2011-04-03") in found and found["months", "own", None]["value"] == 2
    assert found["silence", "own", None]["value"] == pytest.approx(35)
    assert (found["lasting", "public", None]["value"], found["lasting", "public", None]["of"]) == (0.5, 2)
