"""What the note says of the month's topics: facts and sentences of small months planned by hand."""

import re
from pathlib import Path

import pytest
import yaml
from conftest import frame, load, post, write_month

from conversatoire import tables
from conversatoire.note import markdown
from conversatoire.note.facts_topics import why_none

APRIL = [("Rappel de lots", 0.5, 0.8), ("Procès", 0.2, 0.3), ("Vieux lots", 0.05, 0.9)]
# label, posts of 20, stability, and the parts of it
MAY = [("Rappel", 8, 0.9), ("Fuite | de <b>", 4, 0.5), ("Pharmacies", 3, 0.6)]
LINKS = [
    {"topic": 0, "previous_topic": 0, "similarity": 0.9, "status": "continued", "id": "2011-03/4"},
    {"topic": 0, "previous_topic": 2, "similarity": 0.6, "status": "merged", "id": "2011-04/2"},
    {"topic": 1, "status": "new", "id": "2011-05/1"},
    {"topic": 2, "previous_topic": 0, "similarity": 0.5, "status": "split", "id": "2011-05/2"},
    {"previous_topic": 1, "status": "gone", "id": "2011-04/1"},
]


def _write(rows: list[dict], name: str, month: Path, suffix: str = "csv") -> None:
    tables.write(frame(name, rows), month / f"topics/{name}.{suffix}", name)


def _topics(month: Path, topics: list[tuple[str, float, float]], links: list[dict], **more: object) -> None:
    """Overwrites the topics of a month; shares are posts of 20 where they are above 1."""
    rows = [{"topic": t, "label": label, "posts": int(size if size > 1 else 20 * size), "share": size / 20 if size > 1 else size,
             "stability": stability, "coherence": 0.1, "words": "mot"} | more for t, (label, size, stability) in enumerate(topics)]  # fmt: skip
    _write(rows, "topics", month)
    _write(links, "topic_links", month)


@pytest.fixture
def months(tmp_path: Path) -> tuple[Path, Path]:
    """May, 20 posts: 15 in three topics, 2 without a known word, 3 between topics; and April."""
    april = write_month(tmp_path / "2011-04", [post(i, "avant") for i in range(20)])
    _topics(april, APRIL, [])
    posts = [post(i, f"texte {i}", author=f"a{i}") for i in range(20)]
    may = write_month(tmp_path / "2011-05", posts, 3, baseline=0.1)
    parts = {"stability_seeds": 0.95, "stability_samples": 0.62, "stability_words": 0.7, "share_low": 0.081, "share_high": 0.45}
    _topics(may, MAY, LINKS, label_auto="Rappel", **parts)
    places = [0] * 8 + [1] * 4 + [2] * 3
    of_posts = [(places[i], places[i]) if i < 15 else (-1, -1) if i < 17 else (-1, 0) for i in range(20)]
    assigned = [{"post_id": f"twitter:{i}", "topic": t, "nearest": n, "weight": 0.5} for i, (t, n) in enumerate(of_posts)]
    _write(assigned, "post_topics", may, "parquet")
    return may, april


def note(month: Path, previous: Path | str = "", lang: str = "fr") -> str:
    """The note's Markdown, with common spaces, and without the signs that escape and the links to its posts (see test_trace.py)."""
    text = markdown.markdown(load(month, previous), lang, {}).replace("\u202f", " ").replace("\u00a0", " ")
    return re.sub(r"\[([^\[\]]*)\]\((?:posts|\.\./\.\./watch)/[^)]*\)", r"\1", text.replace("\\", ""))


def section(text: str, heading: str) -> str:
    """One section of a note, without its heading."""
    return text.split(f"\n## {heading}\n")[1].split("\n## ")[0].strip()


def test_posts_outside_every_topic_are_split_by_cause(months: tuple[Path, Path]) -> None:
    topics = load(*months).topics
    assert (topics["unassigned"], topics["unknown"], topics["between"]) == (0.25, 0.1, 0.15)
    fr, en = note(*months), note(*months, "en")
    headline = "**25 % des messages restent hors de tout sujet** (10 % sans aucun mot connu, 15 % entre plusieurs sujets). Un mot est connu"
    assert section(fr, "Sujets").startswith(headline)
    headline = "**25% of the posts stay outside every subject** (10% without any known word, 15% between subjects). A word is known"
    assert section(en, "Subjects").startswith(headline)


@pytest.mark.parametrize(
    ("topic", "nearest", "fr", "en"),
    [
        (0, 0, "**Aucun message ne reste hors de tout sujet.**", "**No post stays outside every subject.**"),
        (-1, -1, "hors de tout sujet** (tous sans aucun mot connu).", "outside every subject** (all without any known word)."),
        (-1, 0, "hors de tout sujet** (tous entre plusieurs sujets).", "outside every subject** (all between subjects)."),
    ],
)
def test_one_cause_alone_is_told_in_its_own_words(months: tuple[Path, Path], topic: int, nearest: int, fr: str, en: str) -> None:
    assigned = [{"post_id": f"twitter:{i}", "topic": topic, "nearest": nearest, "weight": 0.5} for i in range(20)]
    _write(assigned, "post_topics", months[0], "parquet")
    assert fr in section(note(*months), "Sujets")
    assert en in section(note(*months, "en"), "Subjects")


def test_the_summary_quotes_stable_topics_alone(months: tuple[Path, Path]) -> None:
    for lang, heading in (("fr", "En bref"), ("en", "In brief")):
        summary = section(note(*months, lang), heading)
        assert "Rappel" in summary and "Fuite" not in summary and "Procès" not in summary


@pytest.mark.parametrize(
    ("topics", "fr", "en"),
    [
        ([("A", 9, 0.9), ("B", 5, 0.8)], "« A » tient 45 % des messages, devant « B » (25 %)", "“A” holds 45% of the posts, before “B” (25%)"),
        ([("A", 9, 0.9)], "« A » tient 45 % des messages (voir)", "“A” holds 45% of the posts (see)"),
        ([("A", 9, 0.2), ("C", 4, 0.6)], "« C » tient 20 % des messages (voir)", "“C” holds 20% of the posts (see)"),
    ],
)
def test_the_summary_names_the_first_stable_topics(months: tuple[Path, Path], topics: list[tuple[str, float, float]], fr: str, en: str) -> None:
    _topics(months[0], topics, [])
    for lang, told in (("fr", f"Sujet principal.** {fr}"), ("en", f"Main subject.** {en}")):
        assert told in re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", note(months[0], lang=lang))


def test_a_stability_of_exactly_one_half_is_unstable(months: tuple[Path, Path]) -> None:
    rows = load(*months).topics["all"]
    assert [(row["stability"], row["solidity"], row["unstable"]) for row in rows] == [
        (0.9, "stable", False),
        (0.5, "unstable", True),
        (0.6, "fairly", False),
    ]


def test_the_table_tells_interval_stability_fate_and_id(months: tuple[Path, Path]) -> None:
    assert [line for line in section(note(*months), "Sujets").splitlines() if line.startswith("|")] == [
        "| N° | Sujet | Messages | Part | Stabilité | Depuis avril 2011 | Identifiant |",
        "|---:|---|---:|---:|---:|---|---|",
        "| 1 | Rappel | 8 | 40 % [8,1 %–45 %] | 0,9 (stable) | continue (50 % → 40 %) ; 1 autre s’y est fondu | 2011-03/4 |",
        "| 2 | Fuite | de <b> (instable, ne pas citer seul) | 4 | 20 % [8,1 %–45 %] | 0,5 (instable) | nouveau | 2011-05/1 |",
        "| 3 | Pharmacies | 3 | 15 % [8,1 %–45 %] | 0,6 (assez stable) | issu de « Rappel de lots » | 2011-05/2 |",
    ]
    assert [line for line in section(note(*months, "en"), "Subjects").splitlines() if line.startswith("|")][2:] == [
        "| 1 | Rappel | 8 | 40% [8.1%–45%] | 0.9 (stable) | continues (50% → 40%); 1 other merged into it | 2011-03/4 |",
        "| 2 | Fuite | de <b> (unstable, do not report alone) | 4 | 20% [8.1%–45%] | 0.5 (unstable) | new | 2011-05/1 |",
        "| 3 | Pharmacies | 3 | 15% [8.1%–45%] | 0.6 (fairly stable) | split from “Rappel de lots” | 2011-05/2 |",
    ]


def test_the_table_lists_topics_that_are_not_told_in_detail(months: tuple[Path, Path]) -> None:
    _topics(months[0], [(f"S{t}", 2, 0.9) for t in range(42)], [{"topic": t, "status": "new", "id": f"2011-05/{t}"} for t in range(42)])
    fr, en = section(note(*months), "Sujets"), section(note(*months, "en"), "Subjects")
    assert "| 40 | S39 |" in fr and "| 41 | S40 |" not in fr and "### 10. S9" in fr and "### 11. S10" not in fr
    assert ": Sujets du mois, du plus grand au plus petit ; les 40 premiers sur 42 ; le détail suit pour les 10 premiers\n" in fr
    assert ": Subjects of the month, largest first; the first 40 of 42; details follow for the first 10\n" in en
    assert "Les 10 premiers sujets en détail." in fr and "The first 10 subjects in detail." in en


def test_each_topic_is_told_under_its_own_heading(months: tuple[Path, Path]) -> None:
    fr, en = section(note(*months), "Sujets"), section(note(*months, "en"), "Subjects")
    parts = "(tirages 0,95 ; échantillons 0,62 ; mots 0,7)"
    assert (
        f"### 1. Rappel\n\n8 messages, 40 % du mois [8,1 %–45 %]. Stabilité : 0,9, stable {parts}. Ce sujet continue « Rappel de lots » d’avril 2011 "
        "(50 % → 40 %). « Vieux lots » s’y est fondu. Identifiant : 2011-03/4.\n" in fr
    )
    assert (
        "### 2. Fuite | de <b> (instable, ne pas citer seul)\n\n4 messages, 20 % du mois [8,1 %–45 %]. Stabilité : 0,5, "
        f"**instable, ne pas citer seul** {parts}. Ce sujet est nouveau. Identifiant : 2011-05/1. Nom fait de ses mots : « Rappel ».\n" in fr
    )
    assert "assez stable " + parts + ". Ce sujet est issu de la division de « Rappel de lots » (50 % en avril 2011). Identifiant : 2011-05/2." in fr
    assert "Disparu depuis avril 2011 : « Procès » (20 % alors, instable, 2011-04/1).\n" in fr
    parts = "(seeds 0.95; samples 0.62; words 0.7)"
    assert (
        f"### 1. Rappel\n\n8 posts, 40% of the month [8.1%–45%]. Stability: 0.9, stable {parts}. This subject continues “Rappel de lots” of April "
        "2011 (50% → 40%). “Vieux lots” merged into it. Id: 2011-03/4.\n" in en
    )
    assert (
        "### 2. Fuite | de <b> (unstable, do not report alone)\n\n4 posts, 20% of the month [8.1%–45%]. Stability: 0.5, "
        f"**unstable, do not report alone** {parts}. This subject is new. Id: 2011-05/1. Name made of its words: “Rappel”.\n" in en
    )
    assert "fairly stable " + parts + ". This subject was split from “Rappel de lots” (50% in April 2011). Id: 2011-05/2." in en
    assert "Gone since April 2011: “Procès” (20% then, unstable, 2011-04/1).\n" in en


def test_a_topic_that_keeps_its_name_is_told_without_repeating_it(months: tuple[Path, Path]) -> None:
    _topics(months[0], [("Rappel de lots", 8, 0.9)], [LINKS[0], LINKS[1], LINKS[1] | {"previous_topic": 1}])
    assert "Ce sujet continue depuis avril 2011 (50 % → 40 %). « Procès » et « Vieux lots » s’y sont fondus." in note(*months)
    assert "This subject continues from April 2011 (50% → 40%). “Procès” and “Vieux lots” merged into it." in note(*months, "en")


def test_the_first_month_has_ids_and_nothing_to_compare(months: tuple[Path, Path]) -> None:
    _topics(months[0], MAY, [{"topic": t, "status": "first", "id": f"2011-05/{t}"} for t in range(3)])
    text = section(note(months[0]), "Sujets")
    assert "Ce mois est le premier de l’étude : aucun sujet ne peut être comparé à ceux d’avant." in text
    assert "| N° | Sujet | Messages | Part | Stabilité | Identifiant |\n|---:|---|---:|---:|---:|---|\n" in text
    assert "\n| 1 | Rappel | 8 | 40 % | 0,9 (stable) | 2011-05/0 |\n" in text
    assert "nouveau" not in text and "Disparu" not in text
    assert "This month is the study’s first: no subject can be compared with earlier ones." in note(months[0], lang="en")


def test_a_month_before_without_topics_is_told(months: tuple[Path, Path]) -> None:
    _topics(months[1], [], [])
    _topics(months[0], MAY, [{"topic": t, "status": "new", "id": f"2011-05/{t}"} for t in range(3)])
    assert "Le mois précédent n’a aucun sujet auquel comparer ceux-ci." in note(*months)
    assert "The month before has no subject to compare these with." in note(*months, "en")
    assert "Nouveau" not in note(*months)


def test_keys_are_told_with_posts_and_lift_and_without_addresses(months: tuple[Path, Path]) -> None:
    keys = [("hashtag", 1, "#lot", None), ("hashtag", 2, "#a_*b*", None), ("link", 1, "https://example.org/(a)?b=1|d", None),
            ("link", 2, "https://x.example/?m=jean@exemple.fr", None), ("site", 1, "example.org", None), ("mentioned", 1, "maison", "twitter"),
            ("author", 1, "jean@exemple.fr", "forum"), ("author", 2, "a1", "twitter")]  # fmt: skip
    rows = [{"topic": 0, "kind": k, "rank": r, "item": i, "medium": m, "posts": 6 - r, "share": 0.5, "lift": 1 + 1.25 * r} for k, r, i, m in keys]
    _write(rows, "topic_keys", months[0])
    text = markdown.markdown(load(*months), "fr", {}).replace("\u00a0", " ")
    text = re.sub(r"\[(\d+)\]\(posts/[^)]*\)", r"\1", text)  # numbers lead to their posts
    assert "- **Hashtags** : \\#lot (5, ×2,2) et \\#a\\_\\*b\\* (4, ×3,5).\n" in text
    assert "- **Liens** : [example.org/(a)?b=1\\|d](https://example.org/%28a%29?b=1%7Cd) (5, ×2,2).\n- **Sites** : example.org (5, ×2,2).\n" in text
    assert "- **Comptes cités** : \\@maison (5, ×2,2).\n- **Auteurs** : adresse masquée (5, ×2,2) et \\@a1 (4, ×3,5).\n" in text
    assert "jean@" not in text.replace("\\", "") and text.count("- **Hashtags**") == 1
    assert "- **Accounts mentioned**: @maison (5, ×2.2).\n" in note(*months, "en")


def test_the_media_of_accounts_are_told_where_there_are_several(hostile_month: Path) -> None:
    text = note(hostile_month)
    assert "- **Comptes cités** : @maison (Twitter, 2, ×2,5).\n- **Auteurs** : Jean <D> (forums, 2, ×2,5).\n" in text


def test_coherence_and_diversity_are_told_once_with_how_to_read_them(months: tuple[Path, Path]) -> None:
    measures = [("mean_coherence", -0.034), ("diversity", 0.95), ("seed_nmi", None), ("recomputations", 20)]
    _write([{"measure": m, "value": v, "about": "…"} for m, v in measures], "topic_model", months[0])
    fr, en = note(*months), note(*months, "en")
    told = "**Qualité d’ensemble** : cohérence −0,03 (NPMI, de −1 à 1 : à 0 les mots d’un sujet ne se côtoient pas plus que par hasard, à 1 ils sont "
    assert fr.count(told + "toujours ensemble) ; diversité 0,95 (à 1, aucun mot n’est commun à deux sujets).\n") == 1
    assert "quand le calcul recommence 20 fois, par d’autres tirages" in fr and "accord entre tirages" not in fr
    told = "**Overall quality**: coherence −0.03 (NPMI, −1 to 1: at 0 a subject’s words stand together no oftener than by chance, at 1 always); "
    assert en.count(told + "diversity 0.95 (at 1 no two subjects share a word).\n") == 1


def test_without_measures_the_note_is_silent_on_quality(months: tuple[Path, Path]) -> None:
    _write([], "topic_model", months[0])
    assert "Qualité d’ensemble" not in note(*months)
    assert "quand le calcul recommence, par d’autres tirages" in note(*months)


@pytest.mark.parametrize(
    ("settings", "fr", "en"),
    [
        ({}, "Les sujets sont un consensus de partitions d’un graphe", "The subjects are a consensus of partitions of a graph"),
        ({"engine": "auto", "granularity": "broad"}, "Le nombre de sujets n’est pas fixé d’avance (granularité large).",
         "The number of subjects is not set beforehand (broad granularity)."),
        ({"engine": "lda", "count": 8}, "allocation de Dirichlet latente (LDA) : chaque message est un mélange de sujets, chaque sujet un "
         "mélange de mots, et un message va au sujet qui en tient la moitié au moins, ou à aucun. L’étude a demandé 8 sujets.",
         "latent Dirichlet allocation (LDA): each post is a mixture of subjects, each subject a mixture of words, and a post goes to the subject "
         "that holds at least half of it, or to none. The study asked for 8 subjects."),
        ({"engine": "gensim-lda"}, "(LDA, celle de gensim)", "(LDA, that of gensim)"),
        ({"engine": "gsdmm"}, "un mélange de Dirichlet (GSDMM)", "a Dirichlet mixture (GSDMM)"),
        ({"engine": "nmf"}, "une factorisation non négative (NMF)", "a non-negative factorisation (NMF)"),
    ],
)  # fmt: skip
def test_the_method_is_that_of_the_studys_engine(months: tuple[Path, Path], settings: dict, fr: str, en: str) -> None:
    (months[0] / "params/topics.yaml").write_text(yaml.safe_dump({"settings": settings}), encoding="utf-8")
    assert fr in section(note(*months), "Question et méthode")
    assert en in section(note(*months, "en"), "Question and method")


NONE = [
    ([], "posts", "aucun message n’a été retenu ce mois-ci.", "no post was kept this month."),
    ([f"https://exemple.fr/{i} @maison 👍 12" for i in range(30)], "wordless",
     "les 30 messages ne contiennent que des liens, des comptes ou des signes, sans aucun mot.",
     "the 30 posts hold links, accounts or signs alone, and no word."),
    (["www.exemple.fr"], "wordless", "l’unique message ne contient que des liens, des comptes ou des signes, sans aucun mot.",
     "the only post holds links, accounts or signs alone, and no word."),
    ([f"今日は天気がいい{i}" for i in range(3)], "unspaced",
     "les messages sont pour la plupart dans une écriture sans espace entre les mots (chinois, japonais, thaï…), "
     "que l’outil ne sait pas encore couper.",
     "most of the posts are in a script without spaces between words (Chinese, Japanese, Thai…), which the tool cannot cut yet."),
    (["Rappel ! https://a.example", "RT @maison: rappel…", "rappel"], "same", "les 3 messages ont tous le même texte.",
     "the 3 posts all have the same text."),
    (["seul"], "few", "un seul message, c’est trop peu.", "a single post is too few."),
    (["un mot", "un autre", "un mot"], "few", "3 messages, soit 2 textes différents, c’est trop peu.",
     "3 posts, with 2 distinct texts, are too few."),
    (["un", "deux"], "few", "2 messages, c’est trop peu.", "2 posts are too few."),
    (["a" * i for i in range(1, 21)], "scattered", "dans les 20 messages, trop peu de mots reviennent pour former un groupe.",
     "in the 20 posts, too few words come back to make a group."),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "reason", "fr", "en"), NONE)
def test_a_month_without_topics_says_why(tmp_path: Path, texts: list[str], reason: str, fr: str, en: str) -> None:
    posts = [post(i, text, author=f"a{i}") for i, text in enumerate(texts)]
    month = write_month(tmp_path / "2011-05", posts, 0)
    assert why_none(frame("posts", posts))["reason"] == reason
    assert section(note(month), "Sujets") == f"Aucun sujet n’a pu être dégagé : {fr}"
    assert section(note(month, lang="en"), "Subjects") == f"No subject could be drawn: {en}"
    if texts:
        assert f"Aucun sujet n’a pu être dégagé : {fr}" in section(note(month), "En bref")
        assert f"No subject could be drawn: {en}" in section(note(month, lang="en"), "In brief")


def test_topics_that_went_are_told_even_where_none_is_left(months: tuple[Path, Path]) -> None:
    _topics(months[0], [], [{"previous_topic": t, "status": "gone", "id": f"2011-04/{t}"} for t in range(3)])
    told = "Disparus depuis avril 2011 : « Rappel de lots » (50 % alors, 2011-04/0), « Procès » (20 % alors, instable, 2011-04/1) et « Vieux lots » "
    assert told + "(5 % alors, 2011-04/2)." in note(*months)
