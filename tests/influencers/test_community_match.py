"""Communities matched over the months, by numbers worked by hand; and the command."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linear_sum_assignment
from trial import run

from conversatoire import tables
from conversatoire.influencers.community_match import SAME, links

HOSTILE = ["=cmd|' /C'", 'l\'eau, "vive"', "東京", "a\u0301", "nan", "-1", "<b>&", "two words"]


def month(*groups, alone=()):
    """Accounts in communities 0, 1 …, each given as names."""
    rows = [("m", name, number) for number, names in enumerate(groups) for name in names] + [("m", name, -1) for name in alone]
    return pd.DataFrame(rows, columns=["medium", "account", "community"])


def told(table):
    """Rows as (community, previous community, similarity, status), None where empty."""
    table = table.astype(object)
    return list(table.where(table.notna(), None).itertuples(index=False, name=None))


def test_communities_are_continued_new_or_gone():
    before = month("abcdef", "ghij", "xyz")
    now = month("ghijkl", "stuv", "abcd")
    assert told(links(now, before)) == [
        (0, 1, pytest.approx(4 / 6), "continued"),
        (1, None, None, "new"),
        (2, 0, pytest.approx(4 / 6), "continued"),
        (None, 2, None, "gone"),
    ]


def test_communities_of_the_first_month_are_neither_new_nor_old():
    assert told(links(month("abc", "de"), None)) == [(0, None, None, "first"), (1, None, None, "first")]


def test_a_community_goes_on_in_one_part_alone():
    found = links(month("abcde", "fgh"), month("abcdefgh"))
    assert told(found) == [(0, 0, pytest.approx(5 / 8), "continued"), (1, None, None, "new")]


def test_the_matching_has_the_highest_sum_and_not_the_best_pair_first():
    # 0 is most like 0 (5 of 11), but 0 with 1 (3 of 8) and 1 with 0 (3 of 10) sum to more
    found = links(month("abcdefgh", "xyzuv"), month("abcdexyz", "fgh"))
    assert told(found) == [(0, 1, pytest.approx(3 / 8), "continued"), (1, 0, pytest.approx(3 / 10), "continued")]


def test_accounts_are_those_of_one_medium_and_those_of_no_community_count_nowhere():
    before = month("abc", alone="defg")
    assert told(links(before.assign(medium="n"), before)) == [(0, None, None, "new"), (None, 0, None, "gone")]
    assert told(links(month("defg", alone="abc"), before)) == [(0, None, None, "new"), (None, 0, None, "gone")]


def test_too_little_in_common_is_no_community_that_goes_on():
    assert links(month("ab"), month("bc"))["status"].tolist() == ["new", "gone"]  # 1 of 3, but one account
    few, many = ([f"{month}{n}" for month in "pq" for n in range(count)] for count in (2, 20))
    for others, expected in ((few, ["continued"]), (many, ["new", "gone"])):  # 2 of 6, 2 of 42
        half = len(others) // 2
        assert links(month(["x", "y", *others[:half]]), month(["x", "y", *others[half:]]))["status"].tolist() == expected


def test_equals_are_matched_in_the_order_of_their_numbers():
    before = month(*[[f"{group}{n}" for n in range(4)] for group in "abc"])
    # Each community of now takes two accounts of every one before: all pairs are alike.
    now = month(*[[f"{group}{n}" for group in "abc" for n in part] for part in ((0, 1), (2, 3))])
    found = links(now, before)
    assert found["similarity"].nunique() == 1
    assert [(row[0], row[1]) for row in told(found)] == [(0, 0), (1, 1), (None, 2)]


def test_a_large_matching_is_the_optimum_of_all_pairs():
    draw = np.random.default_rng(5)
    names = [f"u{n:04}" for n in range(1500)]
    before, now = (pd.DataFrame({"medium": "m", "account": names, "community": draw.integers(-1, 40, len(names))}) for _ in range(2))
    now.loc[:900, "community"] = (before.loc[:900, "community"] * 7 + 3).where(before.loc[:900, "community"] >= 0, -1) % 40
    found = links(now, before).query("status == 'continued'")
    sets = [frame[frame["community"] >= 0].groupby("community")["account"].agg(set) for frame in (now, before)]
    jaccard = np.array([[len(a & b) / len(a | b) for b in sets[1]] for a in sets[0]])
    jaccard[jaccard < SAME] = 0
    best = jaccard[linear_sum_assignment(jaccard, maximize=True)].sum()
    assert found["similarity"].sum() == pytest.approx(best, abs=1e-4)
    assert len(found) > 20
    for row in found.itertuples():
        assert row.similarity == pytest.approx(jaccard[row.community, row.previous_community], abs=1e-6)


def test_tens_of_thousands_of_communities_are_matched():
    numbers = np.repeat(np.arange(30_000), 3)
    before = pd.DataFrame({"medium": "m", "account": [f"u{n}" for n in range(len(numbers))], "community": numbers})
    found = links(before.assign(community=29_999 - numbers), before)
    assert (found["community"] + found["previous_community"] == 29_999).all()
    assert (found["similarity"] == 1).all()


@pytest.mark.parametrize(("now", "before"), [("", ""), ("", "abc"), ("abc", ""), ("abc", None)])
def test_months_without_a_community_can_be_written_and_read(tmp_path, now, before):
    found = links(month(now), None if before is None else month(before, alone="z"))
    path = tables.write(found, tmp_path / "links.csv", "community_links")
    assert told(tables.read(path, "community_links")) == told(found)


def accounts_table(frame):
    numbers = dict.fromkeys("posts in_degree out_degree pagerank hub authority betweenness core h_index rank rank_low rank_high".split(), 1)
    return tables.frame("accounts", [numbers | row | {"role": "talker", "own": False, "bot": False} for row in frame.to_dict("records")])


def test_the_command_matches_two_months_of_hostile_handles(tmp_path):
    for name, frame in {"now": month("abc", HOSTILE), "before": month(HOSTILE[:6], alone="abc")}.items():
        tables.write(accounts_table(frame), tmp_path / f"{name}.csv", "accounts")
    for arguments, expected in {
        ("now.csv",): [(0, None, None, "first"), (1, None, None, "first")],
        ("now.csv", "before.csv"): [(0, None, None, "new"), (1, 0, 0.75, "continued")],
    }.items():
        done = run("conversatoire.influencers.community_match", "out.csv", *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert told(tables.read(tmp_path / "out.csv", "community_links")) == expected
