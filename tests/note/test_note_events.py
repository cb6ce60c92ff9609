"""What the note says of peaks and weak signals: facts and sentences of a month planned by hand."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from conftest import HOSTILE

from conversatoire import tables
from conversatoire.config import Events, Note
from conversatoire.note import facts_events, markdown, trace
from conversatoire.note.behind.lists import Behind
from conversatoire.note.escape import HIDDEN, Markdown
from conversatoire.note.names import shown_names
from conversatoire.note.words import Words

LINK = "https://journal.example/fuite"
PEAK = {
    "series": "all", "start": "2011-05-17T12:00Z", "peak": "2011-05-17T12:00Z", "end": "2011-05-17T14:00Z", "posts": 46, "expected": 6.0,
    "excess": 40.0, "p_value": 1e-9, "number": 1, "step": "hour", "top": 40, "usual": 3.0, "q_value": 1e-6, "ratio": 46 / 6, "low": 2, "high": 11,
    "examples": '["twitter:1"]',
    "cause_kind": "link", "cause": LINK,
}  # fmt: skip
CAUSE = {
    "peak": 1, "kind": "link", "rank": 1, "item": LINK, "posts": 38, "expected": 0.1, "excess": 37.9, "part": 0.9475, "part_low": 0.86,
    "part_high": 1.0, "lift": 50.0, "without": 8, "top_without": 4, "p_without": 0.3, "still": False,
}  # fmt: skip
SIGNAL = {
    "signal": 1, "rank": 1, "kind": "word", "item": "eau_robinet", "first_seen": "2011-05-03", "last_seen": "2011-05-31", "days": 20, "open": True,
    "day": "2011-05-06", "authors": 12, "distinct": 11, "expected": 1.0, "share": 0.02, "growth": 8.4, "growth_low": 3.1, "growth_high": 20.0,
    "p_value": 1e-6, "q_value": 1e-4, "posts": 20, "post_ids": '["twitter:1"]', "example": "twitter:1",
}  # fmt: skip


def facts(peaks: list[dict], causes: list[dict], signals: list[dict], said: str = "Le rapport fuite !", posts: int = 100) -> SimpleNamespace:
    at = pd.Timestamp("2011-05-17 12:10", tz="UTC")
    fixed = {"medium": "twitter", "source": "x", "published_at": at, "text": said, "lang": "fr", "origin": "x.csv:1", "author": "Voix", "url": LINK}
    rows = [fixed | {"post_id": f"twitter:{n}"} | {key: [] for key in ("hashtags", "mentions", "links")} for n in range(1, posts + 1)]
    times = [row | {name: pd.Timestamp(row[name]) for name in ("start", "peak", "end")} for row in peaks]
    frames = {"posts": tables.frame("posts", rows), "peaks": tables.frame("peaks", times), "causes": tables.frame("causes", causes)}
    frames["weak_signals"] = tables.frame("weak_signals", signals)
    told = facts_events.happening(frames, [], shown_names(frames["posts"], HIDDEN), Note(), Events(), "Europe/Paris", ["Maison"], True)
    return SimpleNamespace(happening=told, volume={"posts": posts, "media": 1}, timezone="Europe/Paris", period="2011-05")


def text(given: SimpleNamespace, part: str, lang: str = "fr", raw: bool = False) -> str:
    figures = {"peaks": Markdown("peaks.svg"), "weak_signals": Markdown("weak_signals.svg")}
    template = markdown.environment().get_template(f"events/{part}.{lang}.md.j2")
    found = template.render(f=given, w=Words(lang), figures=figures, **trace.linkers(Behind(), "2011-05", lang))
    return found if raw else " ".join(found.replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "").split())


def test_a_peak_is_told_with_its_hours_its_norm_its_cause_and_what_would_be_left() -> None:
    given = facts([PEAK], [CAUSE], [])
    french, english = text(given, "peaks"), text(given, "peaks", "en")
    assert "14 h à 16 h" in french and "46 messages, contre 6 d’habitude (95 % : 2 à 11)" in french  # 12 h UTC
    assert "38 partagent le lien" in french and "95 % [86 %–100 %] de l’excès" in french and "il en resterait 8 : ce ne serait pas un pic" in french
    assert "46 posts" in english and "journal.example" in english and "Le rapport fuite" in english


def test_a_peak_without_a_single_cause_says_so_and_none_is_said_to_be_none() -> None:
    alone = PEAK | {"cause_kind": None, "cause": None}
    assert "Pas de cause unique" in text(facts([alone], [], []), "peaks")
    assert "Aucun jour ni aucune heure" in text(facts([], [], []), "peaks")
    assert "Trop peu de messages" in text(facts([], [], [], posts=3), "peaks") and "Too few" in text(facts([], [], [], posts=3), "peaks", "en")


def test_a_peak_of_the_organisation_is_not_the_first_one_told() -> None:
    own = PEAK | {"number": 2, "q_value": 1e-9, "cause_kind": "account", "cause": "maison", "cause_medium": "twitter"}
    made = CAUSE | {"peak": 2, "kind": "account", "item": "maison", "medium": "twitter"}
    given = facts([PEAK, own], [CAUSE, made], [])
    assert given.happening["first"]["number"] == 1 and given.happening["own_peaks"] == 1
    assert "1 pic vient des comptes de l’organisation" in text(given, "peaks")


def test_a_weak_signal_is_told_with_its_days_its_growth_and_a_post() -> None:
    given = facts([], [], [SIGNAL])
    french = text(given, "signals")
    assert "eau robinet" in french and "visible du 3 mai au 31 mai, dernier jour du mois" in french
    assert "11 auteurs en sept jours, ×8,4" in french and "×3,1 à ×20" in french


def test_a_signal_of_a_peak_is_left_to_the_peak() -> None:
    given = facts([PEAK], [CAUSE], [SIGNAL | {"peak": 1}])
    assert not given.happening["signals"] and "hors ce qui vient des pics" in text(given, "signals")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_hostile_causes_posts_and_signals_stay_text(lang: str) -> None:
    bad = HOSTILE if isinstance(HOSTILE, str) else HOSTILE[0]
    peak = PEAK | {"cause_kind": "word", "cause": bad}
    given = facts([peak], [CAUSE | {"kind": "word", "item": bad}], [SIGNAL | {"item": bad}], said=bad)
    for part in ("peaks", "signals"):
        assert not re.search(r"(?<!\\)<script", text(given, part, lang, raw=True))
