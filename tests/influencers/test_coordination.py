"""Coordination: what is shared, who met, what chance is (against enumeration), planted rings, and no alarm where there is none."""

import itertools
from collections import Counter, defaultdict

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy.stats import false_discovery_control

from conversatoire import tables
from conversatoire.influencers import meetings, shares, shuffles
from conversatoire.influencers.coordination import FALSE_DISCOVERIES, coordination, q_values

WINDOWS = [10, 60, 300, 3600]
START = pd.Timestamp("2024-03-01", tz="UTC")
LONG = "Voilà ce que personne ne vous dira jamais de cette affaire"
DAY, HOUR = 86_400, 3_600
# By the hour: asleep at night, busy at noon and in the evening.
RHYTHM = np.array([6, 3, 1, 1, 1, 2, 8, 25, 45, 50, 48, 46, 55, 52, 45, 42, 44, 52, 60, 58, 55, 50, 35, 15]) / 800


def make(rows):
    """Table «posts»; `second` since START."""
    common = {"medium": "twitter", "source": "s", "lang": "fr", "text": "", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}
    moments = [{"published_at": START + pd.Timedelta(seconds=float(row["second"])), "post_id": f"t:{n}"} for n, row in enumerate(rows)]
    told = [{name: value for name, value in row.items() if name != "second"} for row in rows]
    return tables.frame("posts", [common | moment | row for moment, row in zip(moments, told, strict=True)])


def clock(draw, size):
    return draw.choice(24, size, p=RHYTHM / RHYTHM.sum()) * HOUR + draw.integers(0, HOUR, size)


def crowd(seed, kind="rhythm", accounts=50, items=150, size=2000, days=30):
    """Accounts of very different zeal share links of very different fame, each on its own."""
    draw = np.random.default_rng(seed)
    zeal, fame = draw.pareto(1.2, accounts) + 0.3, 1 / (1 + np.arange(items))
    who, what = draw.choice(accounts, size, p=zeal / zeal.sum()), draw.choice(items, size, p=fame / fame.sum())
    birth = draw.integers(0, days, items) * DAY + clock(draw, items)
    second = {
        "rhythm": lambda: draw.integers(0, days, size) * DAY + clock(draw, size),
        "a day each": lambda: birth[what] // DAY * DAY + clock(draw, size),
        "fresh news": lambda: birth[what] + draw.exponential(1800, size),
        "own pace": lambda: birth[what] + draw.exponential(1, size) * np.exp(draw.normal(np.log(HOUR), 1.5, items))[what],
        "own hours": lambda: birth[what] // DAY * DAY + draw.choice(24, accounts)[who] * HOUR + draw.integers(0, 6 * HOUR, size),
    }[kind]()
    return [{"author": f"u{a}", "second": s, "links": [f"https://x.example/{i}"]} for a, i, s in zip(who, what, second, strict=True)]


def ring(members=6, occasions=4, seed=0, **what):
    draw = np.random.default_rng(seed)
    starts = draw.choice(28, occasions, replace=False) * DAY + clock(draw, occasions)
    found = itertools.product(range(members), range(occasions))
    return [{"author": f"ring{m}", "second": starts[o] + draw.integers(0, 40), "links": [f"https://ring.example/{o}"]} | what for m, o in found]


def sharers(found):
    return set(found.pairs["first"]) | set(found.pairs["second"])


# what is shared


def test_a_repost_shares_the_post_and_not_its_link_or_words():
    common = {"second": 7, "text": LONG, "links": ["https://a.example"]}
    posts = make([common | {"author": "Ana"}, common | {"author": "bob", "repost_of_id": "t:0"}, common | {"author": "cam", "repost_of_author": "x"}])
    found = shares.shares(posts, "UTC")
    assert found.select("kind", "account").rows() == [("link", "ana"), ("post", "bob"), ("text", "ana")]


def test_the_same_words_are_one_text_whatever_their_case_accents_links_and_handles():
    texts = [LONG, f"@someone {LONG.upper()} !!", f"{LONG.replace('à', 'a')} https://a.example/1", f"{LONG} encore"]
    found = shares.shares(make([{"author": f"u{n}", "second": n + 1, "text": text} for n, text in enumerate(texts)]), "UTC")
    assert Counter(found["item"]).most_common(1)[0][1] == 3
    assert found["item"].n_unique() == 2


def test_short_texts_unknown_authors_and_accounts_left_out_share_nothing():
    posts = make(
        [{"author": "a", "second": 1, "text": "Merci !"}, {"author": None, "second": 2, "text": LONG}, {"author": "Own", "second": 3, "text": LONG}]
    )
    assert shares.shares(posts, "UTC", ["@own"]).is_empty()


def test_an_account_counts_once_a_thing_at_its_first_share():
    rows = [{"author": author, "second": s, "links": ["https://a.example"]} for s, author in ((50, "a"), (20, "A"), (70, "a"))]
    found = shares.shares(make(rows), "UTC")
    assert found["at"].to_list() == [int((START + pd.Timedelta(seconds=20)).timestamp() * 1e6)]


def test_dates_without_an_hour_and_whole_minutes_are_told_and_left_out():
    rows = [{"author": f"u{n}", "second": n * DAY, "source": "dates", "links": ["https://a.example"]} for n in range(20)]
    rows += [{"author": f"u{n}", "second": n * DAY + 7 * HOUR, "source": "dates", "links": ["https://b.example"]} for n in range(1)]
    rows += [{"author": f"m{n}", "second": n * 61 * 60, "source": "minutes", "links": ["https://c.example"]} for n in range(1, 30)]
    rows += [{"author": f"s{n}", "second": n * 997, "source": "seconds", "links": ["https://d.example"]} for n in range(1, 80)]
    told = shares.imprecise(make(rows), WINDOWS, "UTC")
    assert told[["source", "step", "posts"]].to_numpy().tolist() == [["dates", HOUR, 1], ["dates", DAY, 20], ["minutes", 60, 29]]
    found = shares.shares(make(rows), "UTC")
    assert "https://a.example" not in set(found["item"])
    assert dict(found.group_by("item").agg(pl.col("step").max()).rows())["https://c.example"] == 60
    paris = make([row | {"second": row["second"] + 22 * HOUR + 9 * 60 * DAY} for row in rows[:20]])  # midnight in Paris, in summer
    assert shares.imprecise(paris, WINDOWS, "Europe/Paris")["posts"].tolist() == [20]


def test_instants_count_only_in_windows_longer_than_their_step():
    gap, step, starts = np.array([0, 5, 59]) * shuffles.SECOND, np.array([60, 0, 60]), np.array([0, 2])
    assert shuffles.hits(gap, step, starts, np.array([10, 60, 300])).tolist() == [[1, 0], [1, 0], [2, 1]]


# who met


def test_meetings_are_those_of_all_pairs_that_share_two_things():
    posts = make(crowd(4, size=500))
    some = meetings.events(shares.shares(posts, "UTC"))
    known = defaultdict(set)
    by_item = posts.assign(item=posts["links"].str[0]).groupby("item")["author"].agg(lambda names: sorted(set(names)))
    for item, names in by_item.items():
        for pair in itertools.combinations(names, 2):
            known[pair].add(item)
    known = {pair: len(items) for pair, items in known.items() if len(items) >= 2}
    met = meetings.meetings(some)
    names = some.names.to_list()
    assert {(names[a], names[b]): int(n) for (a, b), n in zip(met.pairs, np.diff(met.starts, append=len(met.first)), strict=True)} == known
    assert met.things == (by_item.str.len() > 1).sum()


def test_what_a_crowd_shares_is_left_out_and_told():
    some = meetings.events(shares.shares(make(crowd(4)), "UTC"))
    most = 500
    met = meetings.meetings(some, most)
    sizes = np.sort(np.bincount(some.item))[::-1]
    assert met.crowds > 0
    assert met.crowd <= sizes[met.crowds - 1]
    assert len(met.first) <= most
    assert set(some.item[met.first]) <= set(some.item[meetings.meetings(some).first])


def test_links_shared_by_twenty_thousand_accounts_make_no_billion_pairs():
    accounts = [f"u{n:05}" for n in range(20_000)] * 2 + ["u00001", "u00002"] * 2
    items = ["https://a.example"] * 20_000 + ["https://b.example"] * 20_000 + ["https://c.example"] * 2 + ["https://d.example"] * 2
    frame = pl.DataFrame({"item": items, "account": accounts}).with_columns(at=pl.int_range(pl.len()), day=0, step=0)
    met = meetings.meetings(meetings.events(frame))
    assert (met.crowds, met.crowd, len(met.pairs), len(met.first)) == (2, 20_000, 1, 2)


# what chance is


def expected(draw, met=((0, 1),), windows=(60,), shuffled=4000):
    first, second = np.array(met).T
    starts, none = np.array([0]), np.zeros(len(first), np.int64)
    times = np.full((len(windows), 1), len(first))
    rng = np.random.default_rng(1)
    return shuffles.chance(draw, first, second, none, starts, np.array(windows), times, shuffled, rng)


def test_shuffled_days_are_all_permutations_alike():
    at = np.array([0, 20, 70, 500, 530, 9000]) * shuffles.SECOND
    both = [abs(a - b) <= 60 * shuffles.SECOND for a, b in itertools.permutations(at, 2)]
    day = np.zeros(6, np.int64)
    assert expected(shuffles.in_days(at, day, np.array([4, 1]))).expected.item() == pytest.approx(np.mean(both), abs=0.03)
    apart = np.array([0, 0, 0, 1, 1, 1])  # the first three never meet the others
    assert expected(shuffles.in_days(at, apart, np.array([0, 3]))).expected.item() == 0


def test_p_values_of_dependent_meetings_are_those_of_all_permutations():
    at = np.array([0, 5, 1000, 1005]) * shuffles.SECOND  # two things, each shared by the same two within five seconds, nobody else about
    hits = [abs(a - b) <= 5e6 and abs(c - d) <= 5e6 for a, b, c, d in itertools.permutations(at)]
    found = expected(shuffles.in_days(at, np.zeros(4, np.int64), np.arange(4)), met=((0, 1), (2, 3)))
    assert found.p_value.item() == pytest.approx(np.mean(hits), abs=0.03)


def test_a_moved_share_is_as_often_near_as_the_triangular_law_says():
    at, width = np.array([0, 0]), 2 * shuffles.NEARBY / shuffles.SECOND
    found = expected(shuffles.nearby(at, np.arange(2)), windows=(600, 3600))
    assert found.expected.ravel() == pytest.approx([1 - (1 - window / width) ** 2 for window in (600, 3600)], abs=0.03)


def test_delays_change_places_and_the_first_share_stays_the_first():
    item = np.array([0, 0, 1, 1, 1, 2])
    delay = np.array([0, 30, 0, 40, 5000, 0]) * shuffles.SECOND
    lent = np.array([0, 0]), np.array([0, 7000]) * shuffles.SECOND
    pool = [30, 40, 5000, 7000]
    first = expected(shuffles.of_delays(item, delay, *lent, np.array([0, 1])))
    assert first.expected.item() == pytest.approx(np.mean([d <= 60 for d in pool]), abs=0.03)
    later = expected(shuffles.of_delays(item, delay, *lent, np.array([3, 4])))
    assert later.expected.item() == pytest.approx(np.mean([abs(a - b) <= 60 for a, b in itertools.permutations(pool, 2)]), abs=0.03)


def test_items_that_spread_fast_are_not_compared_with_slow_ones():
    items = 2 * shuffles.FEW  # half of them a minute long, half of them a day
    item = np.repeat(np.arange(items), 2)
    delay = np.stack([np.zeros(items), np.where(np.arange(items) % 2, 60, DAY)], axis=1).ravel().astype(np.int64) * shuffles.SECOND
    none = np.empty(0, np.int64)
    fast, slow = (expected(shuffles.of_delays(item, delay, none, none, np.array(pair)), shuffled=200).expected.item() for pair in ([2, 3], [0, 1]))
    assert (fast, slow) == (1, 0)


def test_q_values_are_those_of_scipy():
    some = np.random.default_rng(2).uniform(size=30) ** 4
    assert q_values(some, 100) == pytest.approx(false_discovery_control(np.append(some, np.ones(70)))[:30])


# rings and crowds


@pytest.mark.parametrize("kind", ["link", "text"])
def test_a_ring_is_found_and_nobody_else(kind):
    rows = [row | {"text": f"{LONG} {n}"} for n, row in enumerate(crowd(1))]
    rows += [row if kind == "link" else row | {"links": [], "text": f"{LONG} de la bande {row['links'][0][-1]}"} for row in ring()]
    found = coordination(make(rows), WINDOWS, 7, "Europe/Paris")
    assert set(found.pairs["kind"]) == {kind}
    assert sharers(found) == {f"ring{m}" for m in range(6)}
    at_sixty = found.pairs.query("window == 60")
    assert len(at_sixty) == 15
    assert (at_sixty["times"] == 4).all()
    assert (found.pairs["times"] > found.pairs["expected"]).all()
    assert (found.pairs["q_value"] <= FALSE_DISCOVERIES).all()
    assert set(found.pairs["group"]) == {0}


def test_reposts_of_the_same_posts_within_seconds_are_found():
    rows = [{k: v for k, v in row.items() if k != "links"} | {"repost_of_id": row["links"][0]} for row in crowd(1) + ring()]
    found = coordination(make(rows), WINDOWS, 7, "UTC")
    assert sharers(found) == {f"ring{m}" for m in range(6)}
    assert set(found.pairs["kind"]) == {"post"}


def test_groups_are_numbered_by_size_and_media_never_mixed():
    gang = [row | {"author": row["author"].replace("ring", "gang"), "links": [row["links"][0] + "?gang"]} for row in ring(5, 6, seed=3)]
    abroad = [row | {"medium": "facebook"} for row in crowd(2) + ring(4, 6, seed=5)]
    table = coordination(make(crowd(1) + gang + ring(7, 6) + abroad), WINDOWS, 7, "UTC").pairs
    groups = table.groupby("group")[["medium", "first"]].agg(lambda values: sorted(set(values)))
    assert groups["medium"].tolist() == [["twitter"], ["twitter"], ["facebook"]]
    assert groups["first"].tolist() == [[f"{name}{n}" for n in range(last)] for name, last in (("ring", 6), ("gang", 4), ("ring", 3))]


@pytest.mark.parametrize("kind", ["rhythm", "a day each", "fresh news", "own pace", "own hours"])
def test_strangers_raise_no_more_alarms_than_stated(kind):
    months, alarms, tested = 12, Counter(), 0
    for seed in range(months):
        found = coordination(make(crowd(seed, kind)), WINDOWS, seed, "UTC", shuffles=200)
        alarms.update(set(found.pairs["window"]))
        tested += found.examined["pairs"].sum()
    assert tested > 300 * months  # there were strangers to compare
    # The stated rate is 5 % of the months, a window: three of twelve would have a chance of 2 %.
    assert all(count <= 2 for count in alarms.values()), alarms
    assert alarms.total() <= FALSE_DISCOVERIES * months * len(WINDOWS) + 1


def test_canned_answers_of_help_desks_are_no_coordination():
    draw = np.random.default_rng(5)
    canned = [f"Bonjour, pouvez-vous nous écrire en message privé à ce sujet, dossier {n} ?" for n in range(8)]
    rows = [
        {"author": f"desk{draw.integers(3)}", "second": draw.integers(0, 30) * DAY + clock(draw, 1)[0], "text": f"@u{n} {draw.choice(canned)}"}
        for n in range(600)
    ]
    found = coordination(make(rows), WINDOWS, 1, "UTC")
    assert found.pairs.empty
    assert found.examined["pairs"].tolist() == [3]


def test_the_studys_own_accounts_are_left_out():
    found = coordination(make(crowd(1) + ring()), WINDOWS, 7, "UTC", left_out=["@Ring0", "ring1"])
    assert sharers(found) == {"ring2", "ring3", "ring4", "ring5"}


def test_whoever_shares_one_thing_within_seconds_is_not_shown():
    assert coordination(make(crowd(1) + ring(occasions=1)), WINDOWS, 7, "UTC").pairs.empty


def test_the_result_does_not_depend_on_the_order_of_the_rows():
    posts = make(crowd(1) + ring())
    mixed = posts.sample(frac=1, random_state=3)
    for one, other in zip(coordination(posts, WINDOWS, 7, "UTC"), coordination(mixed, WINDOWS[::-1], 7, "UTC"), strict=True):
        pd.testing.assert_frame_equal(one, other)


NOTHING = {
    "no post": [],
    "nothing shared": [{"author": "a", "second": 1}],
    "no author": [{"author": None, "second": 1, "links": ["https://a.example"]}] * 3,
    "one account": ring(1),
    "a hostile account": [{"author": "=1+1,\n<b>", "second": second, "text": LONG} for second in (5, 6)],
}


@pytest.mark.parametrize("rows", NOTHING.values(), ids=NOTHING)
def test_months_without_pairs_give_a_table_without_rows(rows, tmp_path):
    found = coordination(make(rows), WINDOWS, 1, "Europe/Paris")
    assert found.pairs.empty
    assert tables.read(tables.write(found.pairs, tmp_path / "coordination.csv", "coordination"), "coordination").empty


def test_the_table_reads_back_as_it_was_written(tmp_path):
    pairs = coordination(make(crowd(1) + ring()), WINDOWS, 7, "UTC").pairs
    back = tables.read(tables.write(pairs, tmp_path / "coordination.csv", "coordination"), "coordination")
    pd.testing.assert_frame_equal(back, pairs, check_dtype=False, rtol=1e-5)
