"""The box finds what its user means, and whatever is typed into it gets an answer and changes nothing."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_index import made, post

from conversatoire.watch import db, find, syntax
from conversatoire.watch.errors import SearchError
from conversatoire.watch.selection import SORTS, Selection
from conversatoire.watch.wanted import Word

TEXTS = [
    "Une panne de fibre chez Free",  # 0
    "L’indemnisation des victimes, enfin",  # 1
    "Le pouvoir d'achat des Français",  # 2
    "achat du pouvoir #free",  # 3
    "merci @free pour la panne 🚀",  # 4
    "Orange n'a pas de panne",  # 5
    "les indemnisés de R&B en C++",  # 6
    "jouer et gagner de l'or, ou pas",  # 7
]


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("box")
    made(folder, [post(number, f"2024-05-{number + 1:02}", "a", text) for number, text in enumerate(TEXTS)], ["2024-05"]).close()
    return folder / "small/watch/posts.sqlite"


def found(path: Path, query: str) -> list[int]:
    with db.connect(path) as connection, find.chosen(connection, Selection(query=query)) as chosen:
        return sorted(int(row["post_id"][2:]) for row in find.find(connection, Selection(query=query), chosen))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("panne", [0, 4, 5]),
        ("PANNE fibre", [0]),
        ("panne ET fibre", [0]),
        ("panne AND fibre", [0]),
        ("fibre OU orange", [0, 5]),
        ("fibre OR orange", [0, 5]),
        ("fibre ou orange", []),  # operators are in capitals: three words
        ("panne SAUF fibre", [4, 5]),
        ("panne NOT fibre", [4, 5]),
        ("panne ET SAUF fibre", [4, 5]),
        ("panne -fibre", [4, 5]),
        ("panne -fibre -orange", [4]),
        ("-fibre panne", [4, 5]),
        ("-panne", [1, 2, 3, 6, 7]),
        ("SAUF panne", [1, 2, 3, 6, 7]),
        ("NOT NOT panne", [0, 4, 5]),
        ("NOT NOT NOT panne", [1, 2, 3, 6, 7]),
        ("fibre OU -panne", [0, 1, 2, 3, 6, 7]),
        ("-(panne OU achat)", [1, 6, 7]),
        ("SAUF (panne achat)", [0, 1, 2, 3, 4, 5, 6, 7]),
        ("panne (fibre OU orange)", [0, 5]),
        ("fibre OU orange panne", [0, 5]),  # AND binds first
        ("achat OU fibre SAUF panne", [2, 3]),
        ('"pouvoir d\'achat"', [2]),
        ("«pouvoir d’achat»", [2]),
        ("« pouvoir d’achat »", [2]),
        ("“pouvoir d'achat”", [2]),
        ("„pouvoir d'achat“", [2]),
        ("pouvoir d'achat", [2, 3]),
        ("pouvoir-achat", []),
        ("indemnisation", [1]),
        ("l'indemnisation", [1]),
        ("L’Indemnisation", [1]),
        ("d'indemnisation", [1]),
        ('"d\'indemnisation"', []),
        ("indemni*", [1, 6]),
        ("l'indemni*", [1, 6]),
        ('"pouvoir d\'ach*"', [2]),
        ('"pouvoir d\'ach"*', [2]),
        ("free", [0, 3, 4]),
        ("@free", [4]),
        ("@Fr*", [4]),
        ("#free", [3]),
        ("#Fré*", [3]),
        ("#free OU @free", [3, 4]),
        ("free -@free", [0, 3]),
        ("🚀", [4]),
        ("R&B", [6]),
        ("c++", [6]),
        ("panne,fibre", []),
        ("(panne)(fibre)", [0]),
        ("", [0, 1, 2, 3, 4, 5, 6, 7]),
        (" \t\n", [0, 1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_a_search_finds(query: str, numbers: list[int], path: Path) -> None:
    assert found(path, query) == numbers
    assert not syntax.parse(query).notices


@pytest.mark.parametrize(
    ("query", "numbers", "notice"),
    [
        ("\"pouvoir d'achat", [2], "not closed"),
        ("(panne fibre", [0], "not closed"),
        ("((panne", [0, 4, 5], "not closed"),
        ("panne) fibre", [0], "closing parenthesis"),
        ("panne ET", [0, 4, 5], "ET stands alone"),
        ("OU panne", [0, 4, 5], "OU stands alone"),
        ("panne ET OU fibre", [0, 4, 5], "stands alone"),
        ("panne SAUF", [0, 4, 5], "SAUF stands alone"),
        ("panne % fibre", [0], "% holds no word"),
        ("panne () fibre", [0], None),
        ("p* panne", [], "needs 2 letters"),
        ("* panne", [0, 4, 5], "holds no word"),
        ("OU", [7], None),  # nothing but operators: words
        ("ET OU", [7], None),
        ("text:panne", [], None),  # FTS5's own syntax is words, here a phrase
        ("NEAR(panne fibre)", [], None),
        ("{text}: panne", [], None),
        ("panne ^fibre", [], None),
    ],
)
def test_what_is_typed_amiss_is_read_as_words_with_a_notice(query: str, numbers: list[int], notice: str | None, path: Path) -> None:
    assert found(path, query) == numbers
    notices = syntax.parse(query).notices
    if notice:
        assert any(notice in told.en for told in notices) and all(told.told("fr") != told.en for told in notices)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("%", "no word to look for"),
        ('""', "no word to look for"),
        ("()", "no word to look for"),
        ("@", "no word to look for"),
        ("word " * 1000, "more than 200 words"),
        ('"' + "mot " * 5000 + '"', "more than 200 words"),
        ("% " * 5000, "more than 200 words"),
        ("(a OU " * 11 + "b", "more than 10 deep"),
        ("(" * 10_000, "more than"),
        ("https://free.fr/x", "use the filter on links"),
        ("panne www.free.fr", "use the filter on links"),
    ],
)
def test_what_cannot_be_searched_is_told_in_both_languages(query: str, message: str) -> None:
    with pytest.raises(SearchError, match=message) as caught:
        syntax.parse(query)
    assert caught.value.exit_code == 2 and caught.value.told("en") == str(caught.value) != caught.value.told("fr")


@pytest.mark.parametrize("level", ["(a{} OU ", "-(a{} OU ", "(a{} (b OU ", "(a{} -(b OU ", "(-a{} OU -(-b ", "(a{} OU -(b c -(d OU e) "])
def test_parentheses_as_deep_as_allowed_are_within_what_sqlite_reads(level: str, path: Path) -> None:
    times = syntax.DEEPEST // level.count("(")
    assert isinstance(found(path, "".join(level.format(place) for place in range(times)) + "z"), list)


def test_a_study_s_terms_are_searched_with_their_elisions_and_regexes_are_refused(path: Path) -> None:
    with db.connect(path) as connection:
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid"

        def numbers(*terms: str) -> list[int]:
            return [row[0] - 1 for row in connection.execute(sql, [syntax.any_of(list(terms)).fts])]

        assert numbers("fibre", "#free", "pouvoir d'achat") == [0, 2, 3]
        assert numbers("d'indemnisation") == [] and numbers("l'indemnisation") == [1]
        assert numbers("OU") == [7]
        assert numbers("#free-mobile") == [] and numbers("indemni*") == [] and numbers() == []
    with pytest.raises(SearchError, match=r"/free\|orange/: a regular expression"):
        syntax.any_of(["free", "/free|orange/"])


def test_the_words_of_a_search_are_those_it_wants() -> None:
    words = syntax.parse('panne -fibre "pouvoir d\'achat" indemni* @Free').words
    assert words == (
        Word(("panne",)),
        Word(("pouvoir", "d", "achat")),
        Word(("indemni",), True),
        Word(("@free",)),
    )


PIECES = st.sampled_from(
    ["panne", "AND", "OR", "NOT", "ET", "OU", "SAUF", "(", ")", '"', "«", "»", "“", "”", "-", "*", "@", "#", "'", "@free", "#a-b", "l'", "\0", "\\",
     "NEAR", "text:", "^", "+", "&", "🚀", "\ud800", "\u202e", "';DROP TABLE posts;--", "{a}:", "?", ":query", "%s", "e\u0301", "x" * 500]
)  # fmt: skip


JOINED = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=25).map(lambda pairs: "".join(map("".join, pairs)))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), JOINED))
@example("'; DROP TABLE posts; --")
@example('" OR 1=1 --')
@example("a" * 10_000)
@example("panne " * 150)
@example("\0")
@example("\ud800")
def test_whatever_is_typed_gets_posts_or_a_message_and_changes_nothing(path: Path, text: str) -> None:
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    connection = db.connect(path)
    try:
        for sort in SORTS:
            selection = Selection(query=text)
            with find.chosen(connection, selection) as chosen:
                posts = find.find(connection, selection, chosen, sort)
                assert find.count(connection, chosen) == len(posts) <= len(TEXTS)
            assert find.first(connection, selection, sort) == posts
    except SearchError as error:
        assert str(error) and error.fr
    finally:
        connection.close()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
