"""What made a peak, and what it would be without it."""

import json

import pandas as pd
import pytest
from happenings import PERIOD, ZONE, covered, posts, steady

from conversatoire import tables
from conversatoire.config import Events
from conversatoire.events import happening

LINK = "https://journal.example/fuite"
USUAL = steady(21)
BURST = [pd.Timestamp("2011-05-17 14:00") + pd.Timedelta(minutes=m) for m in range(40)]
TEXTS = ["Le remède est cher.", "Mon médecin conseille la sieste.", "La pharmacie ferme tôt.", "Un colis perdu encore.", "Le train roule bien."]
SAID = ["Le rapport fuite dans la presse !", "Voici le rapport de la fuite.", "Une fuite, et quel rapport", "Rapport en fuite chez eux"]


def found(own: tuple = (), **columns):
    """The month with a burst: of each column, the values of the usual posts (or a function of their number), then of the burst's."""
    values = {
        name: [usual(n) if callable(usual) else usual for n in range(len(USUAL))]
        + [burst(n) if callable(burst) else burst for n in range(len(BURST))]
        for name, (usual, burst) in columns.items()
    }
    values.setdefault("text", [TEXTS[n % 5] for n in range(len(USUAL))] + [SAID[n % 4] for n in range(len(BURST))])
    now = posts(USUAL + BURST, **values)
    return now, happening.happening(now, [], covered(PERIOD), PERIOD, ZONE, Events(), own)


def causes(made, kind):
    return made.causes[(made.causes["peak"] == 1) & (made.causes["kind"] == kind)].set_index("item")


def test_a_link_that_the_excess_shares_is_the_cause_and_without_it_there_is_no_peak():
    now, made = found(links=([], [LINK]), hashtags=(lambda n: ["sante"] if n % 2 else [], ["fuite"]))
    peak, link = made.peaks.iloc[0], causes(made, "link").loc[LINK]
    assert (peak["cause_kind"], peak["cause"], peak["links"]) == ("link", LINK, LINK)
    assert link["posts"] == len(BURST) and link["without"] == peak["posts"] - len(BURST) and link["top_without"] == peak["top"] - len(BURST)
    assert link["part"] == pytest.approx((len(BURST) - link["expected"]) / peak["excess"]) and link["part"] > 0.8
    assert not link["still"] and link["p_without"] > 0.01 > peak["p_value"]
    assert link["part_low"] <= link["part"] <= link["part_high"]
    assert causes(made, "hashtag").index.tolist() == ["#fuite"]  # the usual tag is none of its causes
    assert set(json.loads(peak["examples"])) <= set(now["post_id"][-len(BURST) :])


def test_words_are_told_by_their_excess_and_not_by_their_frequency():
    _, made = found(text=(lambda n: f"Le remède {TEXTS[n % 5]}", lambda n: f"Le remède {SAID[n % 4]}"))
    assert {"fuite", "rapport"} <= set(causes(made, "word").index) and "remède" not in causes(made, "word").index
    assert causes(made, "word").loc["fuite", "posts"] == len(BURST) and made.peaks["cause_kind"].iloc[0] == "word"


def test_an_account_that_wrote_the_excess_goes_before_its_link_and_others_have_no_peak():
    _, made = found(("maison",), author=(lambda n: "Maison" if n % 9 == 0 else f"a{n}", "Maison"), links=([], [LINK]))
    assert made.peaks["series"].tolist()[0] == "all" and "others" not in set(made.peaks["series"])
    assert made.peaks[["cause_kind", "cause", "cause_medium", "accounts"]].iloc[0].tolist() == ["account", "maison", "twitter", "maison"]
    account = causes(made, "account").loc["maison"]
    peak = made.peaks.iloc[0]
    assert account["expected"] == pytest.approx(peak["expected"] / 9, rel=0.6)  # it usually writes a ninth
    assert account["excess"] == pytest.approx(account["posts"] - account["expected"])


def test_reposts_of_one_post_are_a_cascade():
    origin = f"x:{len(USUAL)}"
    _, made = found(repost_of_id=(None, lambda n: None if n == 0 else origin), repost_of_author=(None, lambda n: None if n == 0 else "voix"))
    assert made.peaks[["cause_kind", "cause"]].iloc[0].tolist() == ["post", origin]
    assert causes(made, "post").loc[origin, "posts"] == len(BURST) and causes(made, "addressed").index.tolist() == ["voix"]


def test_an_excess_that_is_spread_has_no_single_cause():
    _, made = found(text=(lambda n: TEXTS[n % 5], lambda n: TEXTS[n % 5]))
    assert len(made.peaks) == 1 and pd.isna(made.peaks["cause"].iloc[0]) and not len(made.causes)


def test_a_peak_with_two_halves_is_one_still_without_either():
    _, made = found(links=([], lambda n: [f"{LINK}/{n % 2}"]), text=("", ""))
    both = causes(made, "link")
    assert both["posts"].tolist() == [20, 20] and both["still"].all()


def test_hostile_items_go_through_the_tables_as_they_are(tmp_path):
    odd = "=cmd|' /c'!a<b>"
    _, made = found(author=(lambda n: f"a{n}", odd), hashtags=([], ["=1+1"]), links=([], ["https://x.example/?q=<script>"]))
    for name, table in made._asdict().items():
        tables.write(table, tmp_path / f"{name}.csv", name)
    again = tables.read(tmp_path / "causes.csv", "causes")
    assert odd in set(again["item"]) and "#=1+1" in set(again["item"])
