"""What the note says of the tone: facts and sentences of small months planned by hand."""

from types import SimpleNamespace

import pandas as pd
import pytest
from conftest import hostile_posts, post

from conversatoire import tables
from conversatoire.note import document, markdown, trace
from conversatoire.note.behind.lists import Behind
from conversatoire.note.facts_tone import tone
from conversatoire.note.names import shown_names
from conversatoire.note.words import Words
from conversatoire.settings.note import Note
from conversatoire.settings.tone import Tone

TONES = ("negative", "neutral", "positive")
TOPICS = {"all": [{"topic": 0, "label": "Pont | *bus*", "unstable": True}, {"topic": 1, "label": "Quai", "unstable": False}]}


def shares(by: str, value: str | None, posts: tuple[int, int, int], told: bool = True, corrected: bool = False) -> list[dict]:
    """A row a tone; the interval is 5 points wide on each side, the correction takes 10 points from neutral to negative."""
    rows = []
    for name, count, moved in zip(TONES, posts, (0.1, -0.1, 0.0), strict=True):
        share = count / max(sum(posts), 1)
        row = {"by": by, "value": value, "tone": name, "posts": count}
        row |= {"share": share, "low": share - 0.05, "high": share + 0.05} if told else {}
        row |= {"corrected": share + moved, "corrected_low": share + moved - 0.04, "corrected_high": share + moved + 0.04} if corrected else {}
        rows.append(row)
    return rows


def evaluation(codebook: str = "tone", used: str = "lexicon", **values: float) -> list[dict]:
    known = {"coded_posts": 0, "coded_posts_here": 0, "coders": 0, "unknown_posts": 0, "silent_posts": 30}
    known |= {f"used_{used}": 1, "macro_f1_lexicon": None} if codebook == "tone" else {}
    bounds = {"low": 0.6, "high": 0.8}
    return [
        {"codebook": codebook, "measure": name, "value": value, "about": "…"} | (bounds if name.startswith("macro") and value is not None else {})
        for name, value in (known | values).items()
    ]


def said(
    lang: str, parts: list[list[dict]], told: list[dict], posts: list[dict] | None = None, made: Tone | None = None, **frames: list[dict]
) -> dict[str, str]:
    """The note's parts on the tone, as they stand in Markdown."""
    posts = tables.frame("posts", posts or [])
    names = ("shares", "evaluation", "agreement", "extremes", "tone_words", "code_shares")
    given = {"shares": [row for part in parts for row in part], "evaluation": told} | frames
    found = {name: tables.frame(name, given.get(name, [])) for name in names} | {"posts": posts}
    facts = tone(found, TOPICS, shown_names(posts, "…"), Note(), made or Tone())
    f = SimpleNamespace(tone=facts, study="essai", timezone="Europe/Paris", volume={"media": 1})
    figures = {"tone_shares": "figures/a.svg", "tone_days": "figures/b.svg"} if facts["all"] else {}
    environment = markdown.environment()
    back = trace.linkers(Behind(), "2011-05", lang)
    render = {part: environment.get_template(f"tone/{part}.{lang}.md.j2").render(f=f, w=Words(lang), figures=figures, **back) for part in PARTS}
    return {part: text.replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "") for part, text in render.items()}


PARTS = ("section", "method", "limits")
MONTH = [
    shares("all", None, (120, 60, 20)),
    shares("voice", "public", (110, 40, 20)),
    shares("voice", "own", (10, 20, 0), told=False),
    shares("medium", "twitter", (120, 60, 20)),
    shares("topic", "0", (80, 10, 10)),
    shares("topic", "1", (3, 1, 1), told=False),
    shares("day", "2011-05-17", (40, 8, 2)),
    shares("day", "2011-05-18", (55, 35, 10)),
]


def test_without_codes_the_note_gives_shares_with_intervals_and_says_that_the_error_is_not_measured():
    note = said("fr", MONTH, evaluation())
    assert "Méthode : lexique et règles ; erreur non mesurée sur cette étude." in note["section"]
    assert "`conversatoire annotate essai`" in note["section"]
    assert "| **Tous les messages** | 200 | 60 % [55 %–65 %] | 30 % [25 %–35 %] | 10 % [5 %–15 %] |" in note["section"]
    assert "| Comptes de l’organisation | 30 | trop peu | trop peu | trop peu |" in note["section"]
    assert "| Sujet 1 : Pont | *bus* (instable, ne pas citer seul) | 100 | 80 % [75 %–85 %]" in note["section"]
    assert "| Sujet 2 : Quai | 5 | trop peu |" in note["section"]
    assert "Jour qui se détache de l’ensemble du mois : le 17 mai, plus négatif (80 % [75 %–85 %])." in note["section"]
    assert "L’ironie n’est pas reconnue" in note["limits"]
    assert "15 % des messages n’ont aucun mot du lexique" in note["limits"]
    assert "corrig" not in note["method"] + note["limits"]


def test_with_codes_the_note_gives_corrected_shares_and_the_measured_error():
    told = evaluation(used="classifier", macro_f1_classifier=0.71, coded_posts=210, coded_posts_here=70, coders=2)
    agreed = [{"codebook": "tone", "coders": 2, "posts": 200, "alpha": 0.5, "alpha_low": 0.4, "alpha_high": 0.6}]
    note = said("en", [shares("all", None, (120, 60, 20), corrected=True)], told, agreement=agreed)
    assert "classifier learnt from the posts coded by hand; macro-F1 0.71 [0.6–0.8] on this study" in note["section"]
    assert "Measured on 210 posts coded by hand by 2 persons, 70 of them of this month" in note["section"]
    assert "α 0.5 [0.4–0.6], **too low to conclude**" in note["section"]
    assert "| **All posts** | 200 | 70% [66%–74%] | 20% [16%–24%] | 10% [6%–14%] |" in note["section"]
    assert "corrected for the error" in note["method"]
    assert "no word of the lexicon" not in note["limits"]


@pytest.mark.parametrize(
    "lang, few, nothing", [("fr", "trop peu", "Aucun message dont le ton puisse être connu"), ("en", "too few", "No post whose tone can be known")]
)
def test_a_small_month_says_too_few_and_an_empty_one_says_so(lang, few, nothing):
    note = said(lang, [shares("all", None, (2, 1, 0), told=False)], evaluation(unknown_posts=1))
    assert few in note["section"]
    assert "%" not in note["section"]
    assert {"fr": "1 message est dans une langue sans lexique", "en": "1 post is in a language without a lexicon"}[lang] in note["limits"]
    empty = said(lang, [], evaluation())
    assert nothing in empty["section"]


def test_a_code_book_has_its_shares_and_its_error_or_says_what_is_missing():
    rows = [
        {"codebook": "crise", "by": "all", "code": code, "posts": n, "share": s, "low": s, "high": s}
        for code, n, s in [("avis", 5, 0.25), ("crise", 15, 0.75)]
    ]
    told = evaluation() + evaluation("crise", macro_f1_classifier=0.66, coded_posts=200) + evaluation("vide", coded_posts=1)
    made = Tone(codebooks={"crise": {"codes": ["crise", "avis"]}, "vide": {"codes": ["a", "b"]}})
    note = said("fr", MONTH, told, made=made, code_shares=rows)["section"]
    assert note.index("| crise | 15 | 75 % [75 %–75 %] |") < note.index("| avis | 5 |")
    assert "appris de 200 messages codés à la main ; macro-F1 0,66 [0,6–0,8] sur cette étude" in note
    assert "1 message codé à la main : trop peu pour apprendre ces codes (il en faut 180" in note


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_hostile_posts_are_shown_as_text_and_addresses_are_hidden(lang):
    posts = hostile_posts()
    listed = [{"tone": "negative", "rank": n, "post_id": row["post_id"], "score": -0.5} for n, row in enumerate(posts, 1)]
    words = [{"tone": "negative", "rank": 1, "word": "<b>|*_", "valence": -1.0, "posts": 1}]
    environment = said(lang, MONTH, evaluation(), posts, extremes=listed[-3:], tone_words=words)
    tree = document.parse("# t\n\ns\n\n" + environment["section"].replace("@", "\\@"))
    assert tree["blocks"]
    assert "exemple.fr" not in environment["section"]
    assert "javascript:alert(1))" not in environment["section"].replace("[x](javascript", "")


def test_the_posts_are_told_in_order_with_author_and_date():
    posts = [post(1, "Honte !"), post(2, "Nul.", author="bob", day=18)]
    rows = [{"tone": "negative", "rank": rank, "post_id": f"twitter:{number}", "score": -0.6} for rank, number in [(1, 2), (2, 1), (3, 9)]]
    section = said("en", MONTH, evaluation(), posts, extremes=rows)["section"]
    assert section.index("Nul.") < section.index("Honte !")
    assert "— @bob, Twitter, 18 May 2011 at 14:05" in section
    assert "Posts that the measure finds most negative" in section


def test_the_facts_tell_communities_that_stand_out_only():
    parts = [shares("all", None, (50, 100, 50)), shares("community", "0", (10, 20, 10)), shares("community", "1", (2, 2, 16))]
    frames = {name: tables.frame(name) for name in ("evaluation", "agreement", "extremes", "tone_words", "code_shares", "posts")}
    frames["shares"] = tables.frame("shares", [row for part in parts for row in part])
    found = tone(frames, {"all": []}, {}, Note(), Tone())
    assert [(row["value"], row["side"]) for row in found["communities"]] == [("1", "positive")]
    assert pd.isna(found["measured"]["f1"])
