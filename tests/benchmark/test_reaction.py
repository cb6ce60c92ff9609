"""Reaction times of threads made by hand, and their summary against another library."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from conversatoire import tables
from conversatoire.benchmark import reaction, waiting

START = datetime(2024, 10, 1, 8, tzinfo=UTC)  # a Tuesday, 10:00 in Paris
OWN = ["@Maison", "aide"]


def posts(*rows: tuple) -> pd.DataFrame:
    """Posts out of (id, minutes since START, author, text) and more columns; mentions are the @handles of the text."""
    made = []
    for number, minutes, author, text, *more in rows:
        named = [word[1:].lower() for word in text.split() if word.startswith("@")]
        row = {"post_id": f"x:{number}", "medium": "twitter", "source": "s", "author": author, "text": text, "lang": "fr", "origin": f"f:{number}"}
        row |= {"published_at": START + timedelta(minutes=minutes), "mentions": named, "hashtags": [], "links": []}
        made.append(row | (more[0] if more else {}))
    return tables.frame("posts", made)


def to(number: int, author: str | None = None) -> dict:
    """A reply to a post; who wrote that is told where the export knows."""
    return {"reply_to_id": f"x:{number}", "reply_to_author": author}


def found(table: pd.DataFrame, imported: list[str] | None = None) -> pd.DataFrame:
    known, last = reaction.with_answers(table, OWN, imported or [])
    return reaction.reaction_posts(known, last, OWN).set_index("post_id")


def test_the_first_answer_counts_whichever_own_account_gives_it():
    table = posts(
        (1, 0, "Ana", "@maison ma box est morte"),
        (2, 30, "Aide", "@ana Bonjour", to(1, "Ana")),
        (3, 20, "Bob", "pareil", to(1, "Ana")),
        (4, 45, "Maison", "@ana et encore", to(1, "Ana")),
        (5, 600, "Zoé", "fin"),
    )
    (row,) = found(table).reset_index().to_dict("records")  # Bob addresses Ana alone
    assert (row["answer_id"], row["answered_by"], row["minutes"], row["followed"]) == ("x:2", "aide", 30, 30)
    assert row["accounts"] == "maison"


def test_only_the_first_appeal_of_an_author_in_a_thread_counts():
    table = posts(
        (1, 0, "Ana", "@maison allô"),
        (2, 10, "Ana", "@maison ALLÔ", to(1, "Ana")),
        (3, 20, "Bob", "@maison moi aussi", to(2, "Ana")),
        (4, 90, "Maison", "@bob voilà", to(3, "Bob")),
        (5, 95, "Ana", "@maison et moi ?", to(4, "Maison")),
        (6, 100, "Ana", "@maison autre chose"),  # another thread
    )
    rows = found(table)
    assert rows["again"].to_dict() == {"x:1": 2, "x:3": 0, "x:6": 0}
    assert rows["minutes"].dropna().to_dict() == {"x:3": 70}  # what answers Bob is no answer to Ana
    assert rows.loc["x:1", "followed"] == 100 and rows.loc["x:6", "followed"] == 0


def test_an_answer_later_in_the_thread_counts_where_it_is_meant_for_the_author():
    table = posts(
        (1, 0, "Ana", "@maison @aide au secours"),
        (2, 5, "Ana", "précision", to(1, "Ana")),
        (3, 50, "Maison", "@ana compris", to(2)),  # the export does not tell whom it answers: the mention does
        (4, 60, "Bob", "@maison et moi", {"thread_id": "x:77"}),
        (5, 61, "Maison", "@bob oui", {"thread_id": "x:77"}),
    )
    rows = found(table)
    assert rows["answer_id"].to_dict() == {"x:1": "x:3", "x:4": "x:5"} and rows["minutes"].to_dict() == {"x:1": 50, "x:4": 1}
    assert rows.loc["x:1", "accounts"] == "aide maison"


def test_reposts_own_posts_and_earlier_posts_are_neither_appeals_nor_answers():
    table = posts(
        (1, 0, "Maison", "@ana une annonce"),
        (2, 10, "Ana", "@maison bien", to(1, "Maison")),
        (3, 20, "Bob", "@maison bien", {"repost_of_id": "x:2"}),
        (4, 30, "Aide", "@maison bravo"),
        (5, 40, "Maison", "relais", {"repost_of_id": "x:2", **to(2, "Ana")}),
    )
    rows = found(table)
    assert list(rows.index) == ["x:2"] and rows["answer_id"].isna().all()


def test_posts_without_an_author_wait_each_for_its_own_answer():
    table = posts((1, 0, None, "@maison a"), (2, 1, None, "@maison b", to(1)), (3, 9, "Maison", "voilà", to(2)))
    assert found(table)["answer_id"].isna().to_dict() == {"x:1": True, "x:2": False}


def test_accounts_of_one_name_on_two_media_are_two():
    table = posts((1, 0, "Ana", "@maison a"), (2, 9, "Maison", "voilà", {"medium": "mastodon", "reply_to_id": "x:1"}))
    assert found(table)["answer_id"].isna().all()


def test_answers_are_found_among_all_that_was_imported_whatever_the_month(tmp_path: Path):
    month = posts((1, 0, "Ana", "@maison a"), (2, 10, "Bob", "@maison b"))
    late = posts((3, 50_000, "Maison", "@ana enfin", to(1, "Ana")), (4, 60_000, "Zoé", "rien"), (5, 20, "Cleo", "@maison hors du mois"))
    path = tables.write(pd.concat([month, late], ignore_index=True), tmp_path / "x.parquet", "posts")
    rows = found(month, [str(path)])
    assert rows["minutes"].to_dict()["x:1"] == 50_000 and rows.loc["x:2", "followed"] == 60_000 - 10
    assert list(rows.index) == ["x:1", "x:2"]  # what the month does not hold is no appeal of it
    assert found(month).loc["x:1", "followed"] == 10  # alone, the month ends with its last post


def test_a_circle_of_replies_and_an_empty_month_do_no_harm():
    table = posts((1, 0, "Ana", "@maison a", to(2)), (2, 1, "Bob", "b", to(1)), (3, 2, "Maison", "@ana oui", to(3)))
    assert found(table)["answer_id"].isna().all()
    assert found(table[:0]).empty and all(one.empty for one in waiting.waits(found(table[:0]).reset_index(), "UTC", 5).values())


def test_answers_with_the_same_words_are_counted():
    table = posts(
        *((n, n, f"ana{n}", "@maison a") for n in range(4)),
        *((10 + n, 50 + n, "Maison", f"@ana{n} Écrivez-nous  en privé https://t.co/{n}", to(n)) for n in range(2)),
        (12, 60, "Maison", "@ana2 une vraie réponse", to(2)),
    )
    rows = found(table)
    assert rows["repeated"].tolist() == [True, True, False, False]
    assert waiting.reaction(rows.reset_index(), 3).set_index(["medium", "account"]).loc[("all", "all"), "repeated"] == 2


def appeals(minutes: list[float], answered: list[bool]) -> pd.DataFrame:
    rows = [
        {"post_id": f"x:{n}", "medium": "twitter", "accounts": "maison", "asked_at": START + timedelta(hours=n % 24), "followed": time, "again": 0}
        | {"repeated": False, **({"answer_id": f"y:{n}", "answered_by": "maison", "minutes": time} if is_answered else {})}
        for n, (time, is_answered) in enumerate(zip(minutes, answered, strict=True))
    ]
    return tables.frame("reaction_posts", rows)


@pytest.fixture
def waits() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    times, ends = rng.exponential(600, 120).round() + 1, rng.uniform(100, 3000, 120).round()
    return np.minimum(times, ends), times <= ends


def test_the_curve_is_that_of_kaplan_and_meier_as_statsmodels_has_it(waits):
    minutes, answered = waits
    curve, other = waiting.Curve(pd.Series(minutes), pd.Series(answered)), SurvfuncRight(minutes, answered.astype(int))
    for place, time in enumerate(other.surv_times):
        assert curve.within(time)[0] == pytest.approx(1 - other.surv_prob[place])
    assert [curve.quantile(q) for q in (0.25, 0.5, 0.75)] == [other.quantile(q) for q in (0.25, 0.5, 0.75)]
    assert curve.interval(0.5) == pytest.approx(other.quantile_ci(0.5, method="cloglog"), abs=1e-9)


def test_waiting_appeals_lengthen_the_median(waits):
    minutes, answered = waits
    told = waiting.answered(appeals(list(minutes), list(answered)), 30)
    assert told["addressed"] == 120 and told["answered"] == answered.sum() and told["share"] == answered.mean()
    assert told["median"] > np.median(minutes[answered])
    assert told["median_low"] < told["median"] < told["median_high"]


def test_ten_appeals_worked_by_hand():
    # answered after 10, 20, 30 and 40 minutes; six followed for 25 minutes without an answer
    table = appeals([10, 20, 30, 40, *[25] * 6], [True] * 4 + [False] * 6)
    (row,) = waiting.reaction(table, 5).query("account == 'maison'").to_dict("records")
    assert (row["addressed"], row["answered"], row["share"], row["by_itself"]) == (10, 4, 0.4, 4)
    assert (row["p25"], row["median"], row["p75"]) == (30, 30, 40)  # 1 − .9 · 8/9 = .2 up to 25, then half of the two left: .6, then all
    assert row["hour"] == 1
    curve = waiting.reaction_curve(table, 5).query("medium == 'twitter'").set_index("minutes")
    assert curve.loc[[5, 10, 20, 30], "share"].round(9).tolist() == [0, 0.1, 0.2, 0.6]
    assert curve.loc[[5, 10, 20, 30], "at_risk"].tolist() == [10, 9, 8, 1]


def test_too_few_appeals_have_counts_and_nothing_else():
    table = waiting.reaction(appeals([10, 20], [True, False]), 5)
    assert table["addressed"].eq(2).all() and table["answered"].eq(1).all()
    assert table[["share", "low", "high", "median", "p90", "hour", "day"]].isna().all(axis=None)
    assert waiting.reaction_curve(appeals([10, 20], [True, False]), 5).empty


def test_appeals_that_nobody_answers_have_a_share_of_0_and_no_median():
    (row,) = waiting.reaction(appeals([3000] * 40, [False] * 40), 30).query("account == 'maison'").to_dict("records")
    assert (row["share"], row["hour"], row["day"]) == (0, 0, 0) and 0.08 < row["high"] < 0.1 and 0.08 < row["day_high"] < 0.1
    assert pd.isna(row["median"]) and pd.isna(row["median_low"])


def test_hours_and_weekdays_are_those_of_the_zone():
    table = waiting.reaction_times(appeals([60] * 24, [True] * 24), "Europe/Paris", 4)
    assert table[table["by"] == "hour"]["addressed"].tolist() == [4] * 6
    days = table[table["by"] == "weekday"].set_index("value")["addressed"]
    assert days[2] == 14 and days[3] == 10  # from Tuesday 10:00 in Paris on
