"""The document of the audit: what it says of small, hostile and empty studies, in both languages and every form."""

import re
import zipfile
from pathlib import Path

import pytest
from small_study import ABOUT, BRANDS, OWN, post, write_month

from conversatoire import tables
from conversatoire.audit import brands, dimensions, document, facts, image, months, presence, strengths, swot
from conversatoire.audit.sampling import Drawing
from conversatoire.benchmark import naming
from conversatoire.config import Query
from conversatoire.settings.audit import Audit

HOSTILE = "*x* | <script>alert(1)</script> [y](javascript:alert(1)) $z$"


def audited(folders: list[Path], own: list[str] | None = None, named: dict[str, list[str]] | None = None, **about: object) -> facts.AuditFacts:
    """As the notebook does."""
    own, named = OWN if own is None else own, BRANDS if named is None else named
    settings, drawing = Audit(fewest=20, resamples=200), Drawing(20, 200, 1)
    read, periods = months.read(folders), months.names(folders)
    grouped = brands.grouped(named, [], Query())
    whose = months.sides(own, {"Rivale": ["rivale"]} if own else {}, list(named)[:1])
    posts, weeks = months.marked(read, whose, "Europe/Paris"), months.weeks(read)
    public = posts[posts["side"] == "public"]
    found = {"image_media": image.media(posts, periods, drawing), "image_sites": image.sites(public, frozenset({"lemonde.fr"}))}
    found["image_accounts"] = image.accounts(read, whose, {"presse": ["ana"]})
    found["image_subjects"] = image.subjects(read, posts, periods, drawing)
    found["dimensions"] = dimensions.dimensions(public, *dimensions.held(public, dimensions.read()), drawing)
    found["presence"] = presence.presence(posts, read, whose, weeks, drawing)
    names = naming.named(posts, grouped.terms)
    found["three_c"] = brands.three_c(posts, names, grouped, found, read["reaction_posts"], weeks, drawing)
    found["swot"] = swot.swot(found["three_c"], found)
    found["strengths"] = strengths.strengths(posts, read, whose, frozenset(), periods, weeks, drawing)
    for name, table in found.items():
        tables.write(table, folders[0].parent / "audit" / f"{name}.csv", name)
    return facts.facts("essai", periods, "Europe/Paris", ABOUT | about, settings, read, posts, grouped, found)


def told(found: facts.AuditFacts, lang: str) -> str:
    text = document.markdown(found, lang, {})
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "")


def month(folder: Path, **more: object) -> Path:
    """Forty posts by the public, half of them negative and about the price, and four own ones."""
    name = folder.name
    rows = [post(n, "le prix de la maison", f"lecteur{n}", 1 + n % 28, name, tone="negative", topic=0, likes=2) for n in range(20)]
    rows += [post(20 + n, "une rivale", f"lectrice{n}", 1 + n % 28, name, tone="positive", links=["https://lemonde.fr/a"]) for n in range(20)]
    rows += [post(60 + n, "réponse", "Maison", 2 + 7 * n, name, mentions=["lecteur1"]) for n in range(4)]
    return write_month(folder, rows, ["Prix du loyer"], edges=[("lecteur1", "maison"), ("maison", "lecteur1")], **more)


@pytest.fixture
def two_months(tmp_path: Path) -> facts.AuditFacts:
    links = [{"topic": 0, "previous_topic": 0, "status": "continued", "id": "2011-04/1"}]
    return audited([month(tmp_path / "2011-04"), month(tmp_path / "2011-05", topic_links=links)])


def test_the_audit_says_where_who_how_and_about_what(two_months):
    text = told(two_months, "fr")
    assert "**Audit d’image · avril 2011 – mai 2011**" in text
    assert "80 messages du public (40 auteurs) en 2 mois, tous sur Twitter" in text
    assert "| Twitter | 80 | 100 % | 40 | 8 |" in text
    assert "lemonde.fr (40 messages). Sites de presse parmi tous : 1" in text
    assert "| Prix du loyer | 40 | 50 %" in text and "1 sujet en tout ; 1 est présent tous les mois, 0 apparaît le dernier mois." in text
    assert "Messages négatifs : 50 % [35 %–65 %] ; positifs : 50 %" in text and "erreur **non mesurée sur cette étude**" in text
    assert "**Prix et contrats** : 40 messages négatifs sur 40 (100 % [" in text and "prix (40)." in text
    assert not re.search(r"\b(None|nan|NaT)\b", text)


def test_both_languages_tell_the_same_numbers(two_months):
    french, english = (re.findall(r"\d[\d.,]*", told(two_months, lang).replace("2011", "")) for lang in ("fr", "en"))

    def plain(numbers):
        return sorted(number.replace(",", ".").strip(".") for number in numbers)

    assert plain(french) == plain(english)


def test_the_cells_of_the_swot_hold_measures_and_leave_the_judgement(two_months):
    text = told(two_months, "en")
    assert "### Weaknesses\n\n- Negative posts about Maison: 100% [" in text and "for Rivale (40 posts; rule “tone”)" in text
    assert text.count("*To be judged by the analyst:* …") == 4
    assert "Share of voice of Maison: 50%" in text and "Share of voice | 50%" in text


def test_what_is_not_in_the_data_is_said(two_months, tmp_path):
    text = told(two_months, "en")
    assert "The export does not tell followers" in text and "Without any post in what was collected: rivale." in text
    alone = told(audited([month(tmp_path / "seul" / "2011-05")], own=[], named={}), "fr")
    assert "L’étude ne nomme aucun compte de l’organisation" in alone and "L’étude ne nomme aucune marque" in alone
    assert "L’étude ne nomme aucun compte de concurrent" in alone


def test_one_month_is_no_course(tmp_path):
    text = told(audited([month(tmp_path / "2011-05")]), "fr")
    assert "**Audit d’image · mai 2011**" in text and "L’audit réunit les mois de l’étude (mai 2011)" in text
    assert "dernier mois." not in text.split("## SWOT")[0] and "règle « tendance »" not in text and "ressemblance 0" not in text


def test_a_study_without_any_post_says_so_in_every_form(tmp_path):
    found = audited([write_month(tmp_path / "2011-05", [])])
    assert "- Aucun message n’a été retenu en mai 2011 : il n’y a rien à mesurer." in told(found, "fr")
    assert all(path.stat().st_size > 200 for path in document.write(found, tmp_path / "out", ["en"]))


def test_too_few_posts_are_told_instead_of_shares(tmp_path):
    text = told(audited([write_month(tmp_path / "2011-05", [post(1), post(2, author="bob")])]), "fr")
    assert "Trop peu de messages dont le ton est connu." in text and "Trop peu de messages dont le ton est connu dans chaque dimension" in text
    assert not re.search(r"\d %  ?\[", text)


def test_posts_without_authors_and_one_post_are_audited(tmp_path):
    text = told(audited([write_month(tmp_path / "2011-05", [post(1, author=None)])]), "en")
    assert "1 post by the public in 1 month, all on Twitter." in text and "The exports do not tell the authors" in text


def test_what_others_wrote_is_text_in_every_form(tmp_path):
    rows = [post(n, HOSTILE, HOSTILE if n else "jean@exemple.fr", links=["javascript:alert(1)"], topic=0) for n in range(30)]
    own = [HOSTILE, "Maison"]
    communities = [{"community": 0, "accounts": 2, "posts": 30, "words": "<b>a</b> x_y", "leaders": HOSTILE}]
    edges = [(HOSTILE.lower(), "jean@exemple.fr"), ("jean@exemple.fr", HOSTILE.lower())]
    folder = write_month(tmp_path / "2011-05", rows, [HOSTILE], edges, communities=communities)
    found = audited([folder], own=own, named={HOSTILE: ["x"]}, title=HOSTILE)
    paths = document.write(found, tmp_path / "out", ["fr"])
    page = paths[1].read_text(encoding="utf-8")
    assert page.count("<script") == 1 and "<script>alert" not in page and "<b>a" not in page and 'href="javascript' not in page and "alert(1)" in page
    assert "jean@exemple.fr" not in page and "adresse masquée" in page
    words = zipfile.ZipFile(paths[3]).read("word/document.xml").decode()
    assert "&lt;script&gt;" in words and paths[2].read_bytes().startswith(b"%PDF")
