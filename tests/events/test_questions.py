"""Questions: sentences written for this test, how they are grouped, and who replied."""

import pandas as pd
import pytest
from watch_posts import post, posts

from conversatoire.events.interrogatives import asked
from conversatoire.events.questions import questions

ASK = {
    "fr": [
        "Pourquoi le site ne marche plus",
        "est-ce que la livraison est maintenue",
        "Quelqu'un sait quand ça rouvre",
        "Savez-vous où signaler un retard ?",
        "Peut-on encore annuler sa commande",
        "je me demande si le remboursement viendra",
        "Bonjour, comment faire pour vous joindre",
        "La carte est-elle valable à Lyon ?",
        "des nouvelles de la ligne 4 ?",
        "Pouvez-vous me rappeler svp",
        "avez vous reçu mon dossier",
        "vous remboursez quand ?",
        "Combien de temps dure la panne",
        "C'est possible d'avoir un conseiller",
        "Une idée, quelqu'un ?",
        "on fait quoi maintenant",
        "J’aimerais savoir qui décide",
        "Que faire ?",
        "panne ou pas ?",
        "Y a-t-il un numéro gratuit",
        "« Où consulter les tarifs ? »",
        "quel est le délai ?",
        "Qu’est-ce qui se passe chez vous",
        "Tu sais si c'est ouvert demain ?",
    ],
    "en": [
        "Does anyone know when it reopens",
        "How do I cancel my order?",
        "I wonder whether they will answer",
        "Is there any way to reach you",
        "Can you please explain the delay",
        "What is the new price?",
        "Has anyone tried the new one",
        "Any news about line 4?",
        "Why is the site down?",
        "Could someone help me with this",
    ],
}
TELL = {
    "fr": [
        "Je prends le train demain.",
        "Quand le train part, tout le monde dort.",
        "Quelle honte !",
        "C'est cher, non ?",
        "Encore en retard, hein ?",
        "Quoi ?!",
        "???",
        "Voir https://exemple.fr/page?id=3",
        "Rendez-vous à midi place du marché",
        "Voilà pourquoi je pars.",
        "Vous vous moquez de qui ?",
        "C'est une blague ?!",
        "Il m'a dit qu'il ne savait pas.",
        "Méfiez-vous des contrefaçons",
        "Le maire, dit-on, viendra.",
        "Où que j'aille, il pleut.",
        "Qu'est-ce que c'est beau !",
        "De qui se moque-t-on ??",
        "C’est quoi ce bordel ???",
        "je ne sais pas quand je pourrai venir",
        "Un ami qui sait tout",
        "Sérieux ?",
        "EUHHH ??",
        "n'est-ce pas ?",
    ],
    "en": [
        "When it rains the roads are closed.",
        "What a shame!",
        "It is late, isn't it?",
        "Are you kidding me?",
        "Someone told me so.",
        "I know what you did.",
        "who cares?",
        "That is how it works",
        "wtf???",
        "See https://example.org/?q=why",
    ],
}


@pytest.mark.parametrize(("lang", "sentence"), [(lang, text) for lang, texts in ASK.items() for text in texts])
def test_a_sentence_that_asks_is_found_with_and_without_its_mark(lang: str, sentence: str) -> None:
    assert asked(sentence, lang)


@pytest.mark.parametrize(("lang", "sentence"), [(lang, text) for lang, texts in TELL.items() for text in texts])
def test_a_sentence_that_tells_or_shouts_is_none(lang: str, sentence: str) -> None:
    assert not asked(sentence, lang)


def test_the_sentence_is_kept_as_written_without_links_and_the_handles_before_it() -> None:
    found = asked("@Maison @autre Bonjour. Pouvez-vous aider @bob ? https://x.fr/?a=b\nMerci !", "fr")
    assert [one.sentence for one in found] == ["Pouvez-vous aider @bob ?"]
    assert [one.sentence for one in asked("> Why is it so?\nBob wrote:\nIt is so because\nhow the wind\nblows. Do you agree?", "en")] == [
        "Do you agree?"
    ]


def test_other_languages_are_read_by_the_forms_of_both() -> None:
    assert asked("Pourquoi est-ce si cher ?", "und") and asked("Why is it so expensive?", "und") and not asked("Ach so.", "de")


def month() -> pd.DataFrame:
    """Three ask the same, one of them gets an own reply; one gets a stock message; others ask alone, own accounts and reposts too."""
    stock = {"author": "Maison", "day": 2, "reply_to_author": "x"}
    rows = [
        post(1, "Quand rouvre la ligne quatre du tramway ?", "a", hour=0),
        post(2, "@maison quand rouvre la ligne quatre du tramway ?", "b", hour=1, mentions=["maison"]),
        post(3, "Et sinon quand rouvre la ligne quatre du tramway ??", "c", hour=2),
        post(4, "Pourquoi la carte coûte si cher ?", "d", hour=3),
        post(5, "Où acheter un billet ?", "e", hour=4, mentions=["maison"]),
        post(6, "Qui peut m'aider ?", "Maison", hour=5),
        post(7, "Pourquoi la carte coûte si cher ?", "f", hour=6, repost_of_id="twitter:4"),
        post(8, "Demain à midi.", "Maison", hour=4, reply_to_id="twitter:2", reply_to_author="b"),
        post(9, "je réponds à moi-même", "d", hour=4, reply_to_id="twitter:4", reply_to_author="d"),
        post(10, "@e Écrivez-nous en privé", reply_to_id="twitter:5", **stock),
        post(11, "@y Écrivez-nous en privé !", **stock),
        post(12, "@z écrivez-nous en privé https://x.fr", **stock),
    ]
    return posts(rows)


def test_questions_are_grouped_and_the_unanswered_come_first() -> None:
    table = month()
    found = questions(table, pd.Series(0, index=table.index), ["@maison"])
    assert found[["question", "post_id", "answered"]].values.tolist() == [
        [1, "twitter:4", "no"],  # answered by its own author only
        [2, "twitter:5", "stock"],
        [3, "twitter:1", "no"],
        [3, "twitter:2", "own"],
        [3, "twitter:3", "no"],
    ]
    by_id = found.set_index("post_id")
    assert by_id.loc["twitter:2", ["replies", "hours", "own_hours"]].tolist() == pytest.approx([1, 3 + 6 / 3600, 3 + 6 / 3600])
    assert by_id["to_own"].to_dict() == {f"twitter:{n}": n in (2, 5) for n in (1, 2, 3, 4, 5)}


def test_the_same_words_under_two_topics_are_two_questions() -> None:
    table = month()
    topic = pd.Series([0, 1, 0, *[0] * 9])
    found = questions(table, topic, []).set_index("post_id")
    assert found.at["twitter:1", "question"] == found.at["twitter:3", "question"] != found.at["twitter:2", "question"]


def test_a_thread_whose_title_asks_is_one_question_and_not_one_a_reply() -> None:
    rows = [
        post(1, "voici mon cas", "a", title="Arrêt : combien de temps faut-il ?"),
        post(2, "trois mois", "b", title="Re: Arrêt : combien de temps faut-il ?"),
    ]
    assert questions(posts(rows), pd.Series([-1, -1]), [])["post_id"].tolist() == ["twitter:1"]


def test_nothing_asked_and_nobody_known_give_an_empty_table_or_an_unknown_author() -> None:
    assert questions(posts([]), pd.Series(dtype="int64"), []).empty
    found = questions(posts([post(1, "Où ça ?", None), post(2, "ici", None, reply_to_id="twitter:1")]), pd.Series([-1, -1]), ["maison"])
    assert found[["replies", "answered"]].values.tolist() == [[1, "other"]] and found["author"].isna().all()
