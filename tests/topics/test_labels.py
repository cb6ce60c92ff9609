import numpy as np
import pytest

from conversatoire.topics.labels import labels
from conversatoire.topics.model import Membership, Model


def name(*topics: dict[str, float], surface: dict[str, str] | None = None) -> list[str]:
    """Labels of topics of equal size, from the weight of each token in each; a token is written as in `surface`, else as itself."""
    vocabulary = [*dict.fromkeys(token for topic in topics for token in topic)]
    counts = np.array([[topic.get(token, 0.0) for token in vocabulary] for topic in topics])
    nearest = np.arange(len(topics), dtype=np.int32)
    documents = Membership(nearest, np.ones(len(topics)), np.full(len(topics), -1, dtype=np.int32), np.zeros(len(topics)))
    written = {token: token.replace("_", " ") for token in vocabulary} | (surface or {})
    return labels(Model(vocabulary, counts / counts.sum(axis=1, keepdims=True), documents), written)


OTHER = {"météo": 5.0, "soleil": 4.0, "plage": 3.0}
LEAK = {"donnée": 8.0, "fuite_donnée": 6.0, "iban": 4.0, "cnil": 3.0, "client": 2.0}
WRITTEN = {"donnée": "données", "fuite_donnée": "fuite de données", "iban": "IBAN", "cnil": "CNIL", "client": "clients"}


def test_a_phrase_leads_and_is_completed_by_words_that_are_not_in_it():
    assert name(LEAK, OTHER, surface=WRITTEN) == ["Fuite de données, IBAN, CNIL", "Météo, soleil, plage"]


def test_two_phrases_make_a_whole_name():
    topic = {"fuite_donnée": 6.0, "free_mobile": 5.0, "iban": 4.0}
    assert name(topic, OTHER, surface=WRITTEN | {"free_mobile": "Free Mobile"})[0] == "Fuite de données, Free Mobile"


@pytest.mark.parametrize(
    ("token", "written", "why"),
    [
        ("salle_applaudir", "salle a applaudi", "a clause"),
        ("offre_freebox", "offre, Freebox", "two clauses"),
        ("panne_secteur", "panne. Secteur", "two sentences"),
        ("flavien_free", "Flavien – Free", "a signature"),
        ("envoyer_retrouver_présent", "envoyer retrouver présent à la messagerie", "longer than a heading"),
        ("a" * 31, "a" * 31, "longer than a heading"),
        ("#free_#freebox", "#Free #Freebox", "a row of tags"),
    ],
    ids=lambda value: value if " " in value else None,
)
def test_what_no_heading_would_say_is_left_out(token, written, why):
    assert name({token: 9.0, "box": 3.0, "réseau": 2.0}, OTHER, surface={token: written})[0] == "Box, réseau"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("rembourse", "remboursement"),
        ("résilier", "résiliation"),
        ("freebox", "box"),
        ("abonné", "abonnement"),
        ("effet", "#effetssecondaires"),
        ("Procès", "procès"),
    ],
)
def test_no_name_holds_two_words_of_one_family(first, second):
    assert name({first: 5.0, second: 4.5, "juge": 1.0}, OTHER)[0].count(",") == 1


def test_words_that_merely_begin_alike_are_two():
    assert name({"contrat": 5.0, "contact": 4.0, "internet": 3.0}, OTHER)[0] == "Contrat, contact, internet"


def test_a_tag_is_shown_as_its_word_where_somebody_writes_that_word_and_with_its_sign_where_nobody_does():
    topic = {"#procès": 6.0, "#BalanceTonFAI": 4.0, "juge": 3.0}
    assert name(topic, OTHER | {"procès": 1.0}, surface={"#procès": "#Procès"})[0] == "Procès, #BalanceTonFAI, juge"
    assert (
        name({"#eaudurobinet": 6.0, "eau_robinet": 1.0, "mairie": 2.0}, OTHER, surface={"eau_robinet": "eau du robinet"})[0]
        == "Eau du robinet, mairie"
    )


def test_nouns_go_before_verbs_whose_imperfect_tells_them():
    topic = {"prélever": 5.0, "courrier": 4.0, "capter": 3.9, "hiver": 3.5}
    assert name(topic, OTHER, surface={"capter": "capte"})[0] == "Courrier, hiver, prélever"


def test_an_acronym_goes_before_a_common_word_said_as_often():
    assert name({"million": 4.0, "iban": 3.9}, OTHER, surface={"iban": "IBAN"})[0] == "IBAN, million"
    assert name({"iphone": 4.0, "boutique": 3.0}, OTHER, surface={"iphone": "iPhone"})[0] == "iPhone, boutique"
    assert name({"million": 4.0, "orange": 3.9}, OTHER, surface={"orange": "Orange"})[0] == "Million, Orange"  # it may have begun a sentence


def test_dates_name_no_topic():
    assert name({"lundi": 9.0, "panne": 4.0, "panne_octobre": 4.0, "fibre": 3.0}, OTHER)[0] == "Panne, fibre"


def test_a_phrase_that_is_a_small_part_of_its_word_does_not_speak_for_it():
    assert name({"donnée": 20.0, "base_donnée": 2.0, "iban": 4.0, "vente": 3.0}, OTHER)[0] == "Donnée, iban, vente"


def test_a_word_that_another_topic_says_more_counts_less():
    first, second = {"panne": 2.0, "fibre": 1.9, "secteur": 1.0, "mot": 8.0}, {"panne": 20.0, "match": 1.0}
    assert not name(first, second, OTHER)[0].startswith("Panne")
    assert name(first, second, OTHER)[1].startswith("Panne")


def test_names_differ_even_where_the_words_do_not():
    same = {"panne": 3.0, "fibre": 2.0, "box": 1.0}
    found = name(same, same, same, OTHER)
    assert len(set(found)) == 4
    more = same | {"match": 0.3}
    assert name(same, more, OTHER)[1] == "Panne, fibre, match"


def test_a_topic_without_any_readable_word_has_a_name_and_a_single_topic_its_most_frequent_words():
    assert name({"字" * 40: 1.0}, OTHER) == ["N° 1", "Météo, soleil, plage"]
    assert name({"panne": 3.0, "fibre": 2.0}) == ["Panne, fibre"]
    assert labels(Model([], np.zeros((0, 0)), Membership(*[np.zeros(0, dtype=np.int32)] * 4)), {}) == []


def test_the_order_of_the_vocabulary_changes_no_name():
    turned = dict(reversed(LEAK.items()))
    assert name(turned, OTHER, surface=WRITTEN) == name(LEAK, OTHER, surface=WRITTEN)
