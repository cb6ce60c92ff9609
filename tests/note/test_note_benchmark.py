"""What the note says of brands, pages, reaction times, terms, internal series and search results, out of tables written by hand."""

import re
from types import SimpleNamespace

import pytest

from conversatoire import tables
from conversatoire.config import Note
from conversatoire.note import markdown, trace
from conversatoire.note.behind.lists import Behind
from conversatoire.note.facts_benchmark import TABLES, benchmark
from conversatoire.note.words import Words

HOSTILE = "*x* | <b>y</b> [z](javascript:alert(1))"
FIGURES = ("share_of_voice", "brand_days", "pages", "reaction_curve", "term_days", "visibility_course", "internal_1")
BACK = trace.linkers(Behind(), "2011-05", "fr")


def brand(name: str, posts: int, share: float | None, low: float | None, high: float | None, medium: str = "all", **more: object) -> dict:
    known = {"of": 100, "alone": posts, "originals": posts, "authors": posts, "own_posts": 0}
    return {"brand": name, "medium": medium, "posts": posts, "share": share, "low": low, "high": high} | known | more


def told(part: str, lang: str, rows: dict[str, list[dict]], media: int = 1, figures: bool = False, **made: object) -> str:
    """One template of the part, as the note shows it, with common spaces."""
    frames = {name: tables.frame(name, rows.get(name)) for name in TABLES}
    facts = SimpleNamespace(benchmark=benchmark(frames, made, Note(), "2011-05"), volume=SimpleNamespace(media=media))
    drawn = {name: f"figures/{name}.svg" for name in FIGURES} if figures else {}
    template = markdown.environment().get_template(f"benchmark/{part}.{lang}.md.j2")
    text = template.render(f=facts, w=Words(lang), figures=drawn, **BACK)
    return re.sub(r"\n{3,}", "\n\n", text.replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "")).strip()


VOICE = {
    "share_of_voice": [
        brand("Libre", 80, 0.8, 0.7, 0.87, alone=70, originals=60, own_posts=4),
        brand("Ocre", 30, 0.3, 0.2, 0.42, alone=20),
        brand("Libre", 8, None, None, None, "forum", of=8),
        brand("Ocre", 2, None, None, None, "forum", of=8),
        brand("Libre", 72, 0.78, 0.7, 0.85, "twitter", of=92),
        brand("Ocre", 28, 0.3, 0.2, 0.4, "twitter", of=92),
    ],
    "brand_pairs": [{"first": "Libre", "second": "Ocre", "posts": 10}],
    "brand_tone": [
        {"brand": name, "tone": tone, "posts": 30, "share": share, "low": share, "high": share}
        for name, share in (("Libre", 0.5), ("Ocre", None))
        for tone in ("negative", "neutral", "positive")
    ],
}
BRANDS = {"brands": {"Libre": ["libre"], "Ocre": ["ocre"]}}


def test_the_share_of_voice_is_told_with_its_rule_and_its_intervals():
    text = told("section", "fr", VOICE, 2, **BRANDS)
    assert "100 messages nomment au moins une marque, et 10 en nomment plusieurs : un tel message compte une fois pour chacune" in text
    assert "Les messages des organisations elles-mêmes n’y entrent pas ; ils nomment une marque 4 fois." in text
    assert "| Libre | 80 | 80 % | [70 %–87 %] | 70 | 60 | 80 |" in text
    assert "| Libre | 78 % [70 %–85 %] | trop peu |" in text and "moins de 30 messages du média" in text
    assert "Nommées ensemble : Libre et Ocre (10 messages)." in text
    assert "| Libre | 50 % [50 %–50 %] | 50 % [50 %–50 %] | 50 % [50 %–50 %] |" in text
    assert "Le ton n’est pas donné pour Ocre : trop peu de messages la nomment seule" in text
    assert "prudence" not in text and "Rien ne distingue" not in text


def test_brands_that_the_query_does_not_look_for_are_not_compared():
    made = BRANDS | {"query": {"any": ["libre"]}}
    text = told("section", "fr", VOICE, 2, **made)
    assert "La requête de l’étude ne cherche pas Ocre : cette marque n’est vue que dans les messages qui contiennent aussi" in text


def test_brands_whose_intervals_touch_are_told_as_not_apart():
    rows = {"share_of_voice": [brand("Libre", 50, 0.5, 0.4, 0.6), brand("Ocre", 45, 0.45, 0.35, 0.55)]}
    assert "Rien ne distingue sûrement Libre de Ocre : leurs intervalles se touchent." in told("section", "fr", rows, **BRANDS)


def test_too_few_posts_that_name_a_brand_are_told_instead_of_shares():
    rows = {"share_of_voice": [brand("Libre", 1, None, None, None, of=1), brand("Ocre", 0, None, None, None, of=1)]}
    text = told("section", "fr", rows, **BRANDS)
    assert (
        "1 message nomme au moins une marque. C’est trop peu pour donner des parts (moins de 30)." in text and "| Libre | 1 | trop peu | – |" in text
    )
    assert "These are too few to give shares (fewer than 30)." in told("section", "en", rows, **BRANDS)


ANSWERS = {"addressed": 50, "answered": 40, "share": 0.8, "low": 0.67, "high": 0.89, "by_itself": 0, "repeated": 30, "again": 0}
TIMES = {"p25": 10, "median": 90, "median_low": 60, "median_high": 150, "p75": 300, "p90": 1440}
PARTS = {"hour": 0.4, "hour_low": 0.3, "hour_high": 0.5, "day": 0.9, "day_low": 0.8, "day_high": 0.95}
OWN = {"own_accounts": ["maison", "aide"]}


def reaction(**more: object) -> dict[str, list[dict]]:
    row = ANSWERS | TIMES | PARTS | more
    return {
        "reaction": [
            row | {"account": "all", "medium": "all"},
            row | {"account": "aide", "medium": "twitter"},
            row | {"account": "maison", "medium": "twitter", "by_itself": 40},
        ]
    }


def test_reaction_times_are_told_with_what_bounds_them():
    text = told("section", "fr", reaction(), **OWN)
    assert (
        "50 sollicitations ont été adressées aux comptes de l’organisation ; 40 ont reçu une réponse avant la fin de l’export (80 % [67 %–89 %])."
        in text
    )
    assert "La moitié des sollicitations a reçu une réponse en 1,5 h [1 h–2,5 h], neuf sur dix en 24 h ; dans l’heure : 40 % [30 %–50 %] ;" in text
    assert "| @maison | Twitter | 50 | 40 | 80 % [67 %–89 %] | 1,5 h [1 h–2,5 h] | 40 % | 90 % | 40 |" in text
    assert "@aide est sollicité mais ne répond jamais lui-même : un autre compte de l’organisation le fait." in text
    assert "30 réponses sur 40 (75 %) reprennent mot pour mot une autre réponse du mois" in text and "prudence" not in text


def test_an_export_in_which_nearly_all_is_answered_is_doubted():
    assert "Si l’export a été fait à partir des réponses de l’organisation" in told("section", "fr", reaction(answered=49, share=0.98), **OWN)


def test_a_median_that_is_not_reached_is_not_told():
    text = told("section", "en", reaction(answered=5, share=0.1, median=None, median_low=300, median_high=None, p90=None), **OWN)
    assert "Less than half of the appeals were answered while they were followed; within the hour: 40%" in text
    nobody = told("section", "fr", reaction(answered=0, share=0, low=0, high=0.07, median=None, median_low=None, p90=None, repeated=0), **OWN)
    assert "aucune n’a reçu de réponse avant la fin de l’export (0 % [0 %–7 %]).\n" in nobody


def test_one_appeal_is_told_in_the_singular_and_without_a_share():
    few = dict.fromkeys([*TIMES, *PARTS, "share", "low", "high"]) | {"addressed": 1, "answered": 1}
    text = told("section", "fr", reaction(**few), **OWN)
    assert "1 sollicitation a été adressée aux comptes de l’organisation ; 1 a reçu une réponse avant la fin de l’export. C’est trop peu" in text


def test_pages_show_what_is_known_and_say_what_is_not():
    page = {"medium": "facebook", "own": False, "posts": 9, "engagement": 100, "comments": 10, "median": 4.5, "low": 2, "high": 8}
    known = {"followers": 1000, "gained": -5, "growth": -0.005, "engagement_per_10k": 1000, "comments_per_10k": 100}
    ranks = {"rank_low": 1, "rank_high": 2, "ranked_by": "engagement_per_10k"}
    rows = {"pages": [page | known | ranks | {"account": "maison", "rank": 1, "own": True}, page | {"account": "ocre", "brand": "Ocre"}]}
    text = told("section", "fr", rows)
    assert "| 1 | 1–2 | maison ★ | 1 000 | −5 | −0,5 % | 9 | 1 000 | 100 | 4,5 |" in text
    assert "| – | – | ocre (Ocre) | – | – | – | 9 | – | – | 4,5 |" in text
    assert "Les abonnés de 1 compte sur 2 ne sont pas connus ; la clé benchmark.followers" in text.replace("`", "")


def test_terms_that_move_together_are_told_with_a_caution():
    pair = {"first": "prix", "second": "taxe", "both": 2, "correlation": 0.7, "low": 0.4, "high": 0.9, "points": 31}
    rows = {"terms": [{"term": "prix", "posts": 9, "share": 0.09, "low": 0.05, "high": 0.2, "authors": 8}], "term_pairs": [pair]}
    text = told("section", "fr", rows)
    assert "« prix » et « taxe » (r = 0,7 [0,4 ; 0,9]). Sur 1 paire examinée, une sur vingt le ferait par hasard" in text
    assert "« prix » et « taxe » (2 messages)" in text
    rows["term_pairs"] = [pair | {"low": -0.1}]
    assert "nothing tells that the two curves move together" in told("section", "en", rows)
    rows["term_pairs"] = [pair | {"correlation": None, "low": None, "high": None}]
    assert "(fewer than 30) to tell whether" in told("section", "en", rows)


SERIES = {"series": "Appels", "step": "day", "points": 61, "filled": 1, "first": "2011-04-01", "last": "2011-05-31"}


@pytest.mark.parametrize(
    ("lag", "p", "said"),
    [
        (2, 0.01, "elle les suit de 2 jours (r = 0,5 [0,1 ; 0,8], p = 0,01, décalages comptés)"),
        (-1, 0.01, "elle les précède de 1 jour (r"),
        (0, 0.01, "le même jour (r"),
        (2, 0.2, "Aucun lien plus fort que le hasard, de 7 jours avant à 7 jours après ; ce n’est pas la preuve"),
    ],
)
def test_an_internal_series_is_told_with_its_lag(lag, p, said):
    lags = [{"series": "Appels", "lag": n, "correlation": 0.5 if n == lag else 0.1, "low": 0.1, "high": 0.8, "p_value": p if n == lag else 1,
             "effective": 50} for n in range(-7, 8)]  # fmt: skip
    text = told("section", "fr", {"internal_series": [SERIES], "internal_lags": lags})
    assert said in text and "dont 1 sans valeur dans le fichier, complété par interpolation" in text and "Une corrélation n’est pas une cause" in text


@pytest.mark.parametrize(
    ("why", "said"), [("few", "trop peu"), ("gaps", "trop de trous"), ("constant", "ne varie pas"), ("none", "Aucun jour commun")]
)
def test_an_internal_series_that_is_not_compared_says_why(why, said):
    assert said in told("section", "fr", {"internal_series": [SERIES | {"why": why}]})


def test_returns_and_searches_are_told_with_their_formula():
    search = {"date": "2011-05-03", "query": "q", "pages": 1, "results": 10, "told": 8, "negative": 2, "share": 0.25, "weighted": 0.4, "own": 1}
    rows = {
        "returns": [{"name": "Affiches", "gain": 50, "cost": 100, "roi": -0.5}],
        "visibility": [search, search | {"date": "2011-04-03", "share": 0.5}],
    }
    text = told("section", "fr", rows, settings={"own_sites": ["moi.example"], "results_per_page": 20})
    assert "| Affiches | 50 | 100 | −50 % |" in text and "= (gain − coût) / coût" in text
    assert "Recherches du mardi 3 mai 2011 : « q »." in text and "Aucune n’a été faite ce mois-ci" not in text
    assert "| 1 | 10 | 2 | 25 % | 40 % | 1 | – | 50 % |" in text and "20 par page" in text
    old = told("section", "en", {"visibility": [search | {"date": "2011-03-02"}]})
    assert "Searches of Wednesday 2 March 2011: “q”. None was made this month." in old


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_not_measured_says_how_to_get_it(lang):
    text = told("section", lang, {})
    assert text.count("\n- ") == 7 and all(key in text for key in ("`brands`", "`own_accounts`", "`benchmark.terms`", "`benchmark.visibility`"))
    assert [told(part, lang, {}) for part in ("method", "limits")] == ["", ""]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_names_that_try_to_be_more_than_text_stand_literally(lang):
    rows = {
        "share_of_voice": [brand(HOSTILE, 80, 0.8, 0.7, 0.9), brand("b", 20, 0.2, 0.1, 0.3)],
        "brand_pairs": [{"first": HOSTILE, "second": "b", "posts": 1}],
        "terms": [{"term": HOSTILE, "posts": 9, "authors": 1}],
        "internal_series": [SERIES | {"series": HOSTILE, "why": "few"}],
        "returns": [{"name": HOSTILE, "gain": 1, "cost": 1, "roi": 0}],
        "visibility": [{"date": "2011-05-03", "engine": HOSTILE, "query": HOSTILE, "pages": 1, "results": 1, "told": 0, "negative": 0, "own": 0}],
    }
    frames = {name: tables.frame(name, rows.get(name)) for name in TABLES}
    facts = SimpleNamespace(benchmark=benchmark(frames, {}, Note(), "2011-05"), volume=SimpleNamespace(media=1))
    text = markdown.environment().get_template(f"benchmark/section.{lang}.md.j2").render(f=facts, w=Words(lang), figures={}, **BACK)
    assert text.count(r"\*x\* \| \<b\>y\</b\> \[z\](javascript:alert(1))") == text.count("javascript") >= 7


def test_the_french_section_has_no_common_space_before_high_punctuation():
    rows = VOICE | reaction() | {"internal_series": [SERIES | {"why": "few"}]}
    frames = {name: tables.frame(name, rows.get(name)) for name in TABLES}
    facts = SimpleNamespace(benchmark=benchmark(frames, BRANDS | OWN, Note(), "2011-05"), volume=SimpleNamespace(media=2))
    for part in ("section", "method", "limits"):
        text = markdown.environment().get_template(f"benchmark/{part}.fr.md.j2").render(f=facts, w=Words("fr"), figures={}, **BACK)
        prose = [line for line in text.splitlines() if not line.startswith(("|", "#", ": "))]
        assert not [line for line in prose if re.search(r"[^\s|] [;!?»%:](\s|$)", line)]
