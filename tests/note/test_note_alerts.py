"""What the note says of alerts, crisis and questions: facts and sentences of a month made by hand."""

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from conftest import HOSTILE, post

from conversatoire import tables
from conversatoire.config import Note
from conversatoire.events import watched, watching
from conversatoire.note import crisis_plan, facts_alerts, markdown, trace
from conversatoire.note.behind.lists import Behind
from conversatoire.note.escape import HIDDEN, Markdown
from conversatoire.note.names import shown_names
from conversatoire.note.words import Words
from conversatoire.settings.events_watch import Watching

LISTS = {"presse": ["lejournal"]}
PARTS = ("crisis", "alerts", "questions", "watch_method", "watch_limits", "plan")


def month(rows: list[dict], **settings: object) -> SimpleNamespace:
    """The facts of a month of May 2011 with these posts; «scandale» is negative."""
    posts, study = tables.frame("posts", rows), Watching(**settings)
    looked_for = watched.watch(study, ["maison"], LISTS, "Europe/Paris")
    tone = pd.DataFrame({"post_id": posts["post_id"], "tone": np.where(posts["text"].str.contains("scandale"), "negative", "neutral")})
    topics = tables.frame(
        "topics", [{"topic": 0, "label": "*sujet* | <b>", "posts": 1, "share": 1.0, "stability": 0.9, "coherence": 0, "words": "a"}]
    )
    held = pd.DataFrame({"post_id": posts["post_id"], "topic": 0})
    made = watching.watching(posts, tone, [], study, looked_for, "2011-05", topics, held)
    frames = made._asdict() | {"posts": posts}
    rows = [{"topic": 0, "label": "*sujet* | <b>", "unstable": False}]
    told = facts_alerts.watching(frames, rows, shown_names(posts, HIDDEN), Note(), study, LISTS)
    volume = {"posts": len(posts), "media": posts["medium"].nunique()}
    return SimpleNamespace(
        watching=told, volume=volume, timezone="Europe/Paris", period="2011-05", about={"title": "Essai"}, settings=Note(), behind={}
    )


def text(facts: SimpleNamespace, part: str, lang: str = "fr", raw: bool = False) -> str:
    """One part of the note, with common spaces and without the signs that escape unless `raw`."""
    figures = {"crisis": Markdown("crisis.svg"), "questions": Markdown("questions.svg")}
    found = (
        markdown.environment()
        .get_template(f"events/{part}.{lang}.md.j2")
        .render(f=facts, w=Words(lang), figures=figures, **trace.linkers(Behind(), "2011-05", lang))
    )
    return found if raw else found.replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "")


def usual(days: int = 20, each: int = 20) -> list[dict]:
    return [post(100 * day + n, "tout va bien", author=f"u{n}", day=day + 1) for day in range(days) for n in range(each)]


@pytest.fixture(scope="module")
def storm() -> SimpleNamespace:
    """Twenty usual days, then eighty who ask about a scandal; five reply, the organisation once."""
    crowd = [post(5000 + n, "scandale : que faire ?", author=f"v{n}", day=21, mentions=["maison"]) for n in range(80)]
    replies = [post(6000 + n, "je confirme", author=f"w{n}", day=21, reply_to_id="twitter:5000", reply_to_author="v0") for n in range(5)]
    own = [post(7000, "Nous vous répondons demain.", author="maison", day=21, reply_to_id="twitter:5001", reply_to_author="v1")]
    return month([*usual(), *crowd, *replies, *own])


def test_the_worst_day_is_told_with_the_indicators_that_made_it(storm: SimpleNamespace) -> None:
    fr, en = text(storm, "crisis"), text(storm, "crisis", "en")
    # the organisation's own reply does not count among the 85 posts
    assert "**Le pire jour est le samedi 21 mai 2011 : crise.** Les indicateurs qui en décident (niveau 2 ou plus) : volume, ton négatif et " in fr
    assert "| volume | 85 messages | 20 | 14,5 | 3 |" in fr and "| volume | 85 posts | 20 | 14.5 | 3 |" in en
    assert "| ton négatif | 94 % [87 %–97 %] de 85 messages | 0 % |" in fr
    assert "| étendue sur les médias | – | – | – | non mesurable |" in fr
    assert "**The worst day is Saturday 21 May 2011: crisis.** The indicators that decide (level 2 or more): volume, negative tone and crisis" in en
    assert "Mots de crise plus fréquents ce jour-là : « scandale » (80)." in fr
    assert "Il n’y a pas de note d’ensemble." in fr and "the note does not guess it" in en


def test_the_type_of_crisis_is_the_analysts_and_explained() -> None:
    facts = month(usual(3), crisis_type="half-closed")
    assert "Type de crise, selon l’analyste : semi-fermée.** Un cercle restreint" in text(facts, "crisis")
    assert "in the analyst’s judgement: half-closed.** A narrow circle" in text(facts, "crisis", "en")


def test_too_few_days_have_no_norm_and_calm_days_are_said_calm() -> None:
    assert "**Pas de norme.** Il faut 14 jours connus" in text(month([post(1, "seul", day=31)]), "crisis")
    assert "**Calme.** Aucun des 17 jours dont le niveau peut être dit ne sort de l’habitude.\n\n![Carte" in text(month(usual(31)), "crisis")


def test_alerts_are_told_with_their_days_and_past_rate(storm: SimpleNamespace) -> None:
    fr, en = text(storm, "alerts"), text(storm, "alerts", "en")
    assert "Au moins une règle s’est déclenchée un jour ce mois-ci : le 21 mai. L’étude ne nomme aucune règle" in fr
    assert "| messages au-dessus de la moyenne de 7 jours + 3 écarts-types | 1 sur 24 | 21 mai | – | – |" in fr
    assert "- **posts above the mean of 7 days + 3 standard deviations**, Saturday 21 May 2011: 85 posts, threshold 33.4." in en
    assert "the low end of the interval is above the threshold of 0%. The first: “scandale : que faire ?”" in en
    quiet = text(month(usual(31), alerts=[{"when": "tag", "tag": "x", "name": "veille <b>"}]), "alerts")
    assert quiet.split("\n\n")[1].startswith("Aucune règle ne s’est déclenchée ce mois-ci. Les règles sont celles de l’étude.")
    assert "| veille <b> (messages avec « #x », 5 par jour ou plus) | 0 sur 31 | – | – | – |" in quiet


def test_questions_are_quoted_and_counted(storm: SimpleNamespace) -> None:
    fr, en = text(storm, "questions"), text(storm, "questions", "en")
    assert fr.strip().startswith(
        "80 messages posent une question, soit 1 question différente ; 78 messages sont restés sans réponse d’un autre compte "
        "dans les messages collectés (98 % [91 %–99 %])."
    )
    assert "80 messages s’adressent à l’organisation ; elle a répondu à 1 (1,2 % [0,2 %–6,7 %])." in fr
    assert "80 posts address the organisation; it replied to 1 (1.2% [0.2%–6.7%])." in en
    single = text(month([post(1, "Où est la note ?", author="eve")]), "questions")
    assert (
        "1 message pose une question, soit 1 question différente ; 1 message est resté sans réponse" in single and "%" not in single.split("\n\n")[0]
    )
    assert "- « Où est la note ? » – @eve, 17 mai, sujet « *sujet* | <b> » (voir" not in single  # the link stands in brackets
    assert "- « Où est la note ? » – @eve, 17 mai, sujet « *sujet* | <b> » ([voir](https://twitter.example/1))" in single


def test_the_plan_holds_the_measures_and_leaves_the_judgement(storm: SimpleNamespace, tmp_path) -> None:
    fr = text(storm, "plan")
    assert "| Portée | 85 messages de 85 comptes sur 1 média | …… | …… | …… | …… |" in fr
    assert "| Compte à qui répondre : @v0 (Twitter) | 5 reprises, réponses ou citations ; « scandale : que faire ? » |" in fr
    assert "| Presse | aucune reprise vue |" in fr
    assert "| Question sans réponse | « scandale : que faire ? » (posée 78 fois) |" in fr
    paths = crisis_plan.write(storm, tmp_path, ["fr", "en"])
    assert [path.name for path in paths] == ["crisis_plan.fr.md", "crisis_plan.fr.docx", "crisis_plan.en.md", "crisis_plan.en.docx"]
    assert all(path.stat().st_size > 500 for path in paths)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_hostile_posts_and_addresses_stay_text_in_every_part(lang: str) -> None:
    texts = [f"scandale {hostile} pourquoi ?" for hostile in HOSTILE] + ["écrire à jean@exemple.fr, où ça ?"]
    rows = usual() + [post(9000 + n, each, author="Jean@Exemple.fr" if n % 2 else "*x*", day=21) for n, each in enumerate(texts * 8)]
    facts = month(rows)
    for part in PARTS:
        raw = text(facts, part, lang, raw=True)
        assert "exemple.fr" not in raw.lower() and not re.search(r"(?<!\\)<(script|b|i)\b", raw) and "](javascript" not in raw
        cells = {line.replace("\\|", "").count("|") for line in raw.splitlines() if line.startswith("| ") and part == "plan"}
        assert len(cells) <= 1  # no text breaks a row


def test_the_french_parts_have_no_common_space_before_high_punctuation(storm: SimpleNamespace) -> None:
    for part in PARTS:
        prose = [line for line in text(storm, part, raw=True).splitlines() if not line.startswith((": ", "!["))]
        assert not [line for line in prose if re.search(r"[^\s|\w] [;!?»%](\s|$)|\w [;?»%](\s|$)", line.replace("que faire ?", ""))]


def test_an_empty_month_says_so_everywhere() -> None:
    facts = month([])
    assert all("None" not in text(facts, part, lang) for part in PARTS for lang in ("fr", "en"))
    assert "Aucun message n’a été reconnu comme une question." in text(facts, "questions")
    assert "**Pas de norme.**" in text(facts, "crisis") and "pas de norme" in text(facts, "alerts")
