"""The demo's planted bursts as peaks with their cause, no peak without one, and the rumour of May as a weak signal of its first days."""

import pandas as pd
import pytest

from conversatoire import tables

BURSTS = {"2011-04": [], "2011-05": ["leak"], "2011-06": ["hearing"]}
ZONE = "Europe/Paris"


@pytest.mark.parametrize("month", BURSTS)
def test_planted_bursts_are_the_peaks_with_their_link_as_cause_and_every_other_peak_was_planted_too(demo, month: str) -> None:
    peaks = tables.read(demo / f"results/demo/{month}/events/peaks.csv", "peaks")
    truth = pd.read_csv(demo / "data/raw/demo/truth/bursts.csv")
    ring = pd.read_csv(demo / "data/raw/demo/truth/ring.csv")
    whole = peaks[peaks["part_of"].isna()].set_index("cause")
    print(whole[["series", "start", "end", "posts", "expected"]].to_string())
    for name in BURSTS[month]:
        planted = truth[truth["burst"] == name]
        peak = whole.loc[planted["link"].iloc[0]]
        days = {day for day in planted["day"] for day in [pd.Timestamp(day, tz=ZONE)]}
        assert (peak["series"], peak["cause_kind"]) == ("all", "link")
        assert peak["start"] <= min(days) + pd.Timedelta(hours=12) and peak["end"] > max(days)
        assert peak["low"] < peak["expected"] < peak["high"]
        assert peak["excess"] == pytest.approx(planted["excess"].sum(), rel=0.15)
    others = whole.index.difference(truth["link"])
    assert set(others) <= set(ring["link"])  # accounts that push one link together are an event, too


def test_without_its_link_the_burst_would_be_no_peak(demo) -> None:
    causes = tables.read(demo / "results/demo/2011-05/events/causes.csv", "causes")
    link = causes[(causes["peak"] == 1) & (causes["kind"] == "link")].iloc[0]
    assert link["part"] > 0.9 and not link["still"]


def test_the_rumour_that_begins_in_may_is_a_weak_signal_of_its_first_days(demo) -> None:
    subjects = pd.read_csv(demo / "data/raw/demo/truth/posts.csv", dtype=str).set_index("post_id")["subject"]
    told = tables.read(demo / "results/demo/2011-05/events/weak_signals.csv", "weak_signals")
    first = told[told["rank"] == 1].sort_values(["first_seen", "signal"]).iloc[0]
    print(told[told["rank"] == 1][["item", "first_seen", "last_seen", "distinct", "growth"]].to_string())
    assert subjects[first["example"]] == "water"
    assert first["first_seen"] <= "2011-05-05" and first["growth_low"] > 1.5
