"""Dimensions of the reputation: the table of their words, what posts hold, and which is hit most."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from conversatoire.audit import dimensions
from conversatoire.audit.sampling import Drawing
from conversatoire.errors import StudyError
from conversatoire.tone.lexicons import general, phrase

DRAWING = Drawing(fewest=30, resamples=400, seed=1)


def table(folder: Path, *rows: str) -> Path:
    path = folder / "dimensions.csv"
    path.write_text("\n".join(["dimension,lang,word", *rows]) + "\n", encoding="utf-8")
    return path


def texts(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame([{"lang": lang, "title": None, "text": text} for lang, text in rows])


def test_no_word_of_our_list_carries_a_tone_by_itself():
    """Else a dimension would be negative by construction."""
    toned = []
    for entries in dimensions.read().values():
        for entry in entries:
            lexicon, words = general(entry.lang), entry.word.rstrip("*").split()
            if any(lexicon.valence(word)[0] for word in words) or lexicon.phrases.get(phrase(" ".join(words))):
                toned.append(entry.word)
    assert toned == []


def test_our_list_has_every_dimension_in_both_languages():
    found = dimensions.read()
    assert len(found) == 10 and all({entry.lang for entry in entries} == {"fr", "en"} for entries in found.values())


def test_words_are_found_whole_or_by_their_beginning_whatever_their_accents(tmp_path):
    known = dimensions.read(table(tmp_path, "prix,fr,prix", "prix,fr,factur*", "prix,fr,pouvoir d'achat", "soin,fr,réclamation", "soin,en,ticket"))
    posts = texts(
        ("fr", "Le #PRIX monte"),
        ("fr", "Ma facturation !"),
        ("fr", "le pouvoir d’achat baisse"),
        ("fr", "des prixxx"),
        ("fr", "une reclamation"),
        ("fr", "mon ticket"),  # an English word in a French post
        ("und", "ticket prix"),
        ("fr", "https://exemple.fr/prix @prix prix@exemple.fr"),
    )
    inside, told = dimensions.held(posts, known)
    assert inside["prix"].tolist() == [True, True, True, False, False, False, True, False]
    assert inside["soin"].tolist() == [False, False, False, False, True, False, True, False]
    assert told == {"prix": "prix (2), factur* (1), pouvoir d'achat (1)", "soin": "réclamation (1), ticket (1)"}


def test_a_table_with_a_mistake_is_told_with_file_and_line(tmp_path):
    for row, wrong in (("prix,de,preis", "«de» is not fr or en"), ("prix,fr,€", "is not a word"), (",fr,prix", "cannot name a dimension")):
        with pytest.raises(StudyError, match=f"dimensions.csv:2: .*{wrong}"):
            dimensions.read(table(tmp_path, row))
    with pytest.raises(StudyError, match=":3: «Prîx» stands twice"):
        dimensions.read(table(tmp_path, "prix,fr,prix", "prix,fr,Prîx"))
    with pytest.raises(StudyError, match="name at least one"):
        dimensions.read(table(tmp_path))


def toned(counts: dict[tuple[str, str], int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Posts, each of another author, by dimension («» for none) and tone."""
    rows = [(dimension, tone) for (dimension, tone), count in counts.items() for _ in range(count)]
    posts = pd.DataFrame({"tone": [tone for _, tone in rows], "cluster": range(len(rows))})
    return posts, pd.DataFrame({name: [name in dimension for dimension, _ in rows] for name in ("a", "b")})


COUNTS = {("a", "negative"): 60, ("a", "neutral"): 40, ("b", "negative"): 10, ("b", "positive"): 90, ("", "negative"): 30, ("", "neutral"): 170}


def test_the_excess_is_what_the_mean_share_does_not_explain():
    posts, inside = toned(COUNTS)
    found = dimensions.dimensions(posts, inside, {"a": "mot (3)"}, DRAWING).set_index("dimension")
    # 100 of 400 posts are negative: 25 of the 100 of each dimension are expected
    assert found.loc["a", "excess"] == pytest.approx(60 - 25) and found.loc["b", "excess"] == pytest.approx(10 - 25)
    assert found.loc["a", "excess_low"] > 0 and found.loc["b", "excess_high"] < 0 and found.loc["a", "first"] == 1
    assert found.loc["a", "of_negative"] == pytest.approx(0.6) and found.loc["a", "words"] == "mot (3)"
    assert found.loc["none", "posts"] == 200 and np.isnan(found.loc["none", "excess"])
    assert found.loc["b", "positive_share"] == pytest.approx(0.9)


def test_a_post_counts_in_each_of_its_dimensions():
    posts, inside = toned({("ab", "negative"): 50, ("", "neutral"): 50})
    found = dimensions.dimensions(posts, inside, {}, DRAWING).set_index("dimension")
    assert found.loc[["a", "b"], "posts"].tolist() == [50, 50] and found.loc[["a", "b"], "of_negative"].tolist() == [1, 1]


def test_too_few_posts_have_no_share_and_no_excess():
    posts, inside = toned({("a", "negative"): 29, ("", "neutral"): 171})
    found = dimensions.dimensions(posts, inside, {}, DRAWING).set_index("dimension")
    assert found.loc["a", ["negative_share", "excess", "first"]].isna().all() and found.loc["a", "posts"] == 29


def test_one_author_who_repeats_himself_shows_nothing():
    posts, inside = toned(COUNTS)
    posts["cluster"] = np.where(inside["a"], -1, posts["cluster"])
    found = dimensions.dimensions(posts, inside, {}, DRAWING).set_index("dimension")
    assert found.loc["a", "excess_low"] < 0 < found.loc["a", "excess"]


def test_without_a_difference_the_bounds_of_all_dimensions_hold_zero_in_95_of_100_studies():
    rng, held = np.random.default_rng(5), 0
    for _ in range(100):
        posts = pd.DataFrame({"tone": rng.choice(["negative", "neutral"], 400, p=[0.3, 0.7]), "cluster": rng.integers(0, 150, 400)})
        inside = pd.DataFrame({name: rng.random(400) < 0.3 for name in "abcdef"})
        found = dimensions.excesses(inside, posts["tone"].notna(), posts["tone"] == "negative", posts["cluster"], Drawing(30, 200, 1))
        held += all(row["excess_low"] <= 0 <= row["excess_high"] for row in found.values())
    assert held >= 89  # of 95 expected; fewer has a chance of 1 %
