from hypothesis import given
from hypothesis import strategies as st

from conversatoire import text


def test_hard_french_words_become_the_tokens_a_reader_expects():
    cases = {
        "L’été dernier, j'ai été déçue par les médicaments": ["été", "déçu", "médicament"],
        "Cet été on a été à Nantes": ["été", "nantes"],
        "Jusqu’à quand ? Lorsqu'on perd l'arrêté, puisqu’il s'épuise": ["perdre", "arrêté", "épuiser"],
        "RT @pharma: merci via http://t.co/aB3 d'#alerte #Veltamine2011 !": ["#alerte", "#veltamine2011"],
        "Les voitures et les usines : mes données": ["voiture", "usine", "donnée"],
        "Pouvez-vous ? Y a-t-il un porte-parole, peut-être un rendez-vous": ["porte-parole", "rendez-vous"],
        "100 % remboursé, 19,99 €, 2e fois, 5G et h1": ["rembourser"],
        "écrire à jean.dupont+x@exemple.fr ou @compte@serveur.example, exemple.fr/page": ["écrire"],
        "C'est très TRÈS tres bien, Même meme si c’etait": [],
        "#5g #rt #été2011": ["#été2011"],
    }
    assert {given: text.tokens(given, "fr") for given in cases} == cases


def test_decomposed_accents_give_the_same_tokens():
    assert text.tokens("Me\u0301dicaments retire\u0301s", "fr") == text.tokens("Médicaments retirés", "fr") != []


def test_a_word_stands_beside_its_token_as_it_was_written():
    assert text.words("L’Agence retire des Médicaments", "fr") == [("Agence", "agence"), ("retire", "retirer"), ("Médicaments", "médicament")]


def test_english_possessives_fall_and_data_stay_data():
    assert text.tokens("The company's data were knitted, don't you see?", "en") == ["company", "data", "knit"]


def test_a_language_without_dictionary_keeps_its_words():
    assert text.tokens("Xorlu zatvi QORB", "xx") == ["xorlu", "zatvi", "qorb"]


@given(st.text(max_size=300), st.sampled_from(["fr", "en", "und", "ja"]))
def test_any_text_gives_tokens_in_lower_case_without_handles_or_links(given_text, lang):
    for token in text.tokens(given_text, lang):
        assert token == token.lower()
        assert not token.startswith(("@", "http://", "https://", "www."))


def test_long_hostile_text_is_read_in_linear_time():
    # a pattern that backtracks would not come back from these
    assert text.tokens("a-" * 50_000 + "@" * 50_000 + "a." * 50_000 + "'" * 50_000, "fr") is not None
