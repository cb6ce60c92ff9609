"""The index behind the search box, by hand."""

import json

from conversatoire.site.search import Document, embedded, index, words


def test_words_are_folded_as_people_type_them():
    assert words("L'Œuvre d’ÉTÉ, naïve — straße_2 #Péage") == ["l", "oeuvre", "d", "ete", "naive", "strasse", "2", "peage"]


def test_a_word_of_the_title_counts_five_times():
    found = index([Document("subject", "Pont", "a.html", "Le pont, un pont"), Document("quote", "Gare", "b.html", "pont")])
    assert found["words"]["pont"] == [0, 5 + 2, 1, 1]
    assert found["words"]["gare"] == [1, 5]
    assert found["docs"][1] == ["quote", "Gare", "b.html", "pont"]


def test_no_text_can_end_the_element_that_holds_the_index():
    hostile = {"a": "</script><!-- & \u2028"}
    assert not set("<>&\u2028") & set(embedded(hostile))
    assert json.loads(embedded(hostile)) == hostile
