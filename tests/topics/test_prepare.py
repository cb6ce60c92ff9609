import planted

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
    assert set(documents.surface) == {word for words in planted.SUBJECTS.values() for word in words}


def test_the_surface_is_how_most_people_wrote_the_word():
    posts = planted.said(
        "Médicaments chers", "un médicament, Nantes", "Médicaments, Lyon", "médicaments chers à Lyon", *["Nantes", "Lyon", "Brest"] * 2, "brest lyon"
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
