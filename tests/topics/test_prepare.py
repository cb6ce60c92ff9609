import planted

from conversatoire.by_hand.words import OwnWords
from conversatoire.topics import prepare


def test_posts_with_the_same_words_and_reposts_are_one_document():
    posts = planted.said(
        "Le tribunal juge la plainte", "PLAINTE jugée, tribunal", "Le tribunal de la plainte", "tribunal plainte juge", "rivière polluée", "Bonjour !"
    )
    posts.loc[2, "repost_of_id"] = "blog:4"
    documents = prepare(posts, ["fr"])
    first = documents.of_post[0]
    assert documents.of_post.tolist() == [first, first, documents.of_post[4], first, documents.of_post[4], -1]


def test_a_word_of_more_than_half_of_the_documents_is_out():
    documents = prepare(planted.posts(), ["fr"])
    assert "veltamine" not in documents.surface
    assert {token for token in documents.surface if "_" not in token} == {word for words in planted.SUBJECTS.values() for word in words}


def test_the_surface_is_how_most_people_wrote_the_word():
    posts = planted.said(
        "les Médicaments chers",
        "un médicament, Nantes",
        "des Médicaments, Lyon",
        "des médicaments chers à Lyon",
        *["Nantes", "Lyon", "Brest"] * 2,
        "brest lyon",
    )
    documents = prepare(posts, ["fr"])
    assert documents.surface["médicament"] == "Médicaments"


def test_a_title_counts_as_text_unless_the_text_repeats_it():
    posts = planted.said("rien", "tribunal lyon", "robinet nantes", "robinet lyon", "Tribunal nantes", "robinet brest", "brest nantes")
    posts.loc[[0, 4], "title"] = "Tribunal"
    documents = prepare(posts, ["fr"])
    assert [documents.tokens[documents.of_post[row]] for row in (0, 4)] == [["tribunal"], ["tribunal", "nantes"]]


def test_und_is_read_in_the_first_language_or_the_most_frequent():
    posts = planted.said("les chevaux galopent", "des chevaux broutent", "un cheval broute", "on galope", "autre phrase").assign(lang="und")
    assert "cheval" in prepare(posts, ["fr", "en"]).surface
    assert "cheval" in prepare(posts.assign(lang=["fr", "und", "und", "und", "und"]), []).surface
    assert "chevaux" in prepare(posts, ["en"]).surface


def test_no_posts_give_no_documents():
    documents = prepare(planted.table([]), ["fr"])
    assert documents.tokens == []
    assert len(documents.of_post) == 0


def test_near_duplicates_and_their_reposts_are_one_document():
    text = "le tribunal juge la plainte contre la caisse de la mutuelle au tarif du barème"
    posts = planted.said(
        text, f"{text} !", f"{text} rivière", "rivière robinet fontaine", "robinet fontaine nappe mairie", "rivière nappe mairie caisse"
    )
    posts.loc[5, "repost_of_id"] = "blog:2"
    of_post = prepare(posts, ["fr"]).of_post.tolist()
    assert of_post[0] == of_post[1] == of_post[2] == of_post[5]
    assert len({of_post[0], of_post[3], of_post[4]}) == 3


def test_words_that_stand_together_are_a_phrase_beside_their_words():
    texts = [f"{word} : une fuite de données chez nous" for word in ("lundi alpha", "mardi bravo", "jeudi charlie", "vendredi delta", "samedi écho")]
    texts += [
        "fuite dans la salle de bain",
        "une salle bravo",
        "données alpha charlie",
        "alpha bravo",
        "delta écho charlie",
        *["lundi mardi", "jeudi vendredi", "samedi lundi"] * 3,
    ]
    documents = prepare(planted.said(*texts), ["fr"])
    assert documents.surface["fuite_donnée"] == "fuite de données"
    assert {"fuite", "donnée", "fuite_donnée"} <= set(documents.tokens[documents.of_post[0]])
    assert "fuite_donnée" not in documents.tokens[documents.of_post[6]]


def test_the_studys_own_words_are_out_or_read_as_it_says():
    posts = planted.said(
        "la box rame à Lyon",
        "la freebox rame à Nantes",
        "Lyon Nantes",
        "#box Lyon Brest",
        "freebox Brest Nantes",
        "rame Brest",
        "Nantes Brest Lyon",
        "Lyon Brest",
        "Brest Nantes Caen",
        "Caen Lyon",
    )
    own = OwnWords(frozenset(["rame", "ramer"]), {"box": ("Freebox",), "#box": ("Freebox",)})
    documents = prepare(posts, ["fr"], own)
    assert "rame" not in documents.surface and "box" not in documents.surface and "#box" not in documents.surface
    assert documents.surface["freebox"] == "Freebox"
    assert "freebox" in documents.tokens[documents.of_post[0]] and "freebox" in documents.tokens[documents.of_post[3]]


def test_a_posts_first_word_does_not_say_how_a_word_is_written():
    posts = planted.said("Remboursement à Lyon", "Remboursement à Nantes", "un remboursement à Brest", "Lyon Nantes", "Brest Lyon", "Nantes Brest")
    assert prepare(posts, ["fr"]).surface["remboursement"] == "remboursement"
