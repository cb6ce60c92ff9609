"""Scores of sentences whose valences and rules are worked by hand: s / √(s² + 15), s the mended sum over the root of the sentences."""

import math

import pandas as pd
import polars as pl
import pytest

from conversatoire.tone.lexicons import Lexicon, general, lexicon
from conversatoire.tone.score import of_texts, scores

FRENCH = Lexicon(
    "fr", {"bon": 2.0, "nul": -2.0, "aime": 2.0, "merci": 1.5, "😡": -3.0}, {}, {("ras", "le", "bol"): -2.0, ("ne", "importe", "quoi"): -2.0}
)
ENGLISH = Lexicon("en", {"good": 2.0, "bad": -2.0, "thanks": 1.5}, {}, {})


def score(text: str, words: Lexicon = FRENCH) -> float:
    return of_texts(pl.Series("text", [text]), words)["score"].item()


def scaled(total: float) -> float:
    return total / math.sqrt(total**2 + 15)


@pytest.mark.parametrize(
    "text, total",
    [
        ("C'est bon", 2.0),
        ("C’est pas bon", -1.48),
        ("Ce n’est vraiment pas bon", -0.74 * (2.0 + 0.95 * 0.293)),
        ("Je n'aime pas", -1.48),
        ("j'aime pas", -1.48),
        ("pas de retard, bon", 2.0),  # a clause ends what a negation acts on
        ("je sais pas pourquoi c'est nul", -2.0),
        ("jamais nul", 1.48),
        ("sans aucun truc nul", 1.48),
        ("c'est plus bon", 2.293),
        ("ce n'est plus bon", -1.48),
        ("très bon", 2.293),
        ("un peu nul", -1.707),
        ("nul mais bon", -1.0 + 3.0),
        ("booon", 2.293),
        ("c'est BON", 2.733),
        ("C'EST BON", 2.0),  # all in capitals: nothing stands out
        ("bon !!", 2.0 + 2 * 0.292),
        ("bon !!!!!!!", 2.0 + 4 * 0.292),
        ("😡😡😡", -3.0),
        ("😡 et 😡", -6.0),
        ("ras le bol", -2.0),
        ("N'importe quoi", -2.0),
        ("#nul", -2.0),
        ("@bon https://bon.example/bon", 0.0),
        ("c'est bon :)", 2.0 + 1.8),
        ("Nul. Bon :(", (-2.0 + 2.0 - 1.8) / math.sqrt(2)),
        ("Merci de ce bon truc", 3.5),
        ("Le colis est là. Merci !", 0.0),  # thanks that close a message
        ("", 0.0),
        ("12 :", 0.0),
    ],
)
def test_french_sentences_score_what_the_rules_say(text, total):
    assert score(text) == pytest.approx(scaled(total), abs=1e-9)


@pytest.mark.parametrize(
    "text, total",
    [
        ("not good", -1.48),
        ("It isn't good", -1.48),
        ("very bad", -2.293),
        ("kind of bad", -1.707),
        ("bad but good", 2.0),
        ("without good", -1.48),
        ("Thanks", 0.0),
    ],
)
def test_english_sentences_score_what_the_rules_say(text, total):
    assert score(text, ENGLISH) == pytest.approx(scaled(total), abs=1e-9)


@pytest.mark.parametrize(
    "text, published",
    [
        ("The book was good.", 0.4404),
        ("Today SUX!", -0.5461),
        ("The plot was good, but the characters are uncompelling and the dialog is not great.", -0.7042),
    ],
)
def test_english_scores_are_those_that_hutto_and_gilbert_published(text, published):
    assert score(text, general("en")) == pytest.approx(published, abs=5e-4)


def test_the_french_lexicon_knows_forms_without_accents_and_repeated_letters():
    words = general("fr")
    assert words.valence("déçues") == words.valence("decue") == (-2.0, False)
    assert words.valence("géniaaal") == (3.0, True)
    assert words.valence("important") == (0.0, False)  # a false friend of the translation
    assert words.valence("sur") == (0.0, False)


def test_the_packages_code_is_never_imported():
    import sys

    general("fr"), general("en")
    assert not [name for name in sys.modules if name.startswith("vaderSentiment") and "." in name]


def test_own_words_win_whatever_their_accents_and_the_query_is_neutral():
    words = lexicon("fr", {"couteux": -3.0, "mal barré": -2.5, "nul": 0.0}, ("Bonheur",))
    assert words.valence("Coûteux") == (-3.0, False)
    assert words.valence("nulles") == (0.0, False)
    assert words.valence("bonheur") == (0.0, False)
    assert score("C'est MAL BARRÉ", words) < -0.5


def test_a_language_without_lexicon_has_no_score_and_a_short_text_takes_the_studys():
    posts = pd.DataFrame({"title": None, "text": ["Das ist gut", "super !", "awful", "bravo"], "lang": ["de", "und", "und", "fr"]})
    found = scores(posts, ["fr"])
    assert found["language"].fillna("").tolist() == ["", "fr", "fr", "fr"]
    assert found["score"].isna().tolist() == [True, False, False, False]
    assert found["score"][2] == 0
    both = scores(posts, [])
    assert both["language"].fillna("").tolist() == ["", "fr", "en", "fr"]
    assert scores(posts, ["de"])["language"].fillna("").tolist() == ["", "", "", "fr"]


def test_posts_are_scored_alike_alone_and_together():
    texts = ["C'est bon", "pas", "nul", "Bon mais", "nul très", "bon"]
    together = of_texts(pl.Series("text", texts), FRENCH)["score"].tolist()
    assert together == [score(text) for text in texts]


def test_no_posts_have_no_scores():
    assert scores(pd.DataFrame({"title": [], "text": [], "lang": []}), ["fr"]).empty
