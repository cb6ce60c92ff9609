"""The index finds term by term what the study's query finds, holds every column as the months tell it, and is the same file each time."""

import hashlib
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from small_index import made, post

from conversatoire.barometer.top import site
from conversatoire.collection import query as q
from conversatoire.errors import RunError
from conversatoire.watch import db, index, rows, schema, syntax

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "results"
REAL = ["demo/2011-05", "free-x-2024/2024-10"]
# What a random post is made of: words in all their spellings, marks, addresses, signs.
FRAGMENTS = [
    *"Free freebox FREE free_mobile vaccin Vaccins santé SANTE sante\u0301 l’indemnisation l'Indemnisation indemnisation d'achat".split(),
    *"pouvoir Pouvoir achat service-client service client cœur COEUR Œuvre straße 5G ΕΛΛΆΣ हिन्दी 日本 Mediator™ 𝗙𝗿𝗲𝗲".split(),
    *"c++ C++ R&B M&A&B Tom & Jerry 🚀 ❤\ufe0f 👍🏽 €50 100% n°1 free🚀 «free» free/orange free…".split(),
    *"@free @Free. (@free) .@free @@free @freebox @free.bsky.social @free@mamot.fr x@free.fr @free-mobile".split(),
    *"#free #Free, ##free #freebox page#free #santé ＃free #free-mobile &#free https://free.fr/vaccin#free www.free.fr".split(),
    *"\n \u00a0 \u200b - – , ; ' ’ + = _ . : ! ( )".split(" "),
]
WORDS = "free freebox vaccin vaccins santé indemnisation achat cœur œuvre strasse 5g ελλασ 日本 mediator free_mobile pouvoir 50 1 b".split()
PHRASES = ["pouvoir d'achat", "service client", "service-client", "l'indemnisation", "free vaccin", "achat pouvoir"]
SIGNS = ["🚀", "❤", "👍", "👍🏽", "€", "+"]
MARKS = ["@free", "@freebox", "@free.bsky.social", "@free@mamot.fr", "@free-mobile", "#free", "#freebox", "#santé", "@réseau", "#réseau"]


def found(connection: sqlite3.Connection, term: str) -> set[str]:
    sql = "SELECT post_id FROM words CROSS JOIN posts ON posts.n = words.rowid WHERE words MATCH ?"
    return {row[0] for row in connection.execute(sql, [syntax.any_of([term]).fts])}


def expected(posts: pl.DataFrame, terms: list[str]) -> dict[str, set[str]]:
    hits = q.hits(posts, q.Query(any=terms))
    return {term: set(hits.filter(pl.col(f"any {term}"))["post_id"]) for term in terms}


def random_posts(count: int) -> list[dict]:
    chance = random.Random(3)

    def text() -> str:
        return "".join(chance.choice(FRAGMENTS) + chance.choice([" ", " ", " ", "", "\n"]) for _ in range(chance.randint(0, 12)))

    lists = {"mentions": ["free", "réseau", "freebox"], "hashtags": ["free", "réseau", "santé"]}
    return [
        post(number, "2024-05-02", "a", text(), title=text() if chance.random() < 0.2 else None)
        | {name: chance.sample(items, chance.choice([0, 0, 0, 1, 2])) for name, items in lists.items()}
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def at_random(tmp_path_factory) -> tuple[sqlite3.Connection, dict[str, set[str]]]:
    folder = tmp_path_factory.mktemp("random")
    connection = made(folder, random_posts(3000), ["2024-05"])
    return connection, expected(pl.read_parquet(folder / "small/2024-05/collection/posts.parquet"), [*WORDS, *PHRASES, *SIGNS, *MARKS])


@pytest.mark.parametrize("term", [*WORDS, *PHRASES, *SIGNS, *MARKS])
def test_the_index_finds_what_the_study_s_query_finds_in_random_posts(term: str, at_random) -> None:
    connection, wanted = at_random
    assert found(connection, term) == wanted[term]
    assert wanted[term]


def test_signs_inside_a_term_and_a_second_at_sign_are_what_the_index_reads_otherwise(tmp_path) -> None:
    """The exceptions that docs/search.md names: term, text, found by the study's query, found by the index."""
    cases = [
        ("c++", "du c + +", False, True),  # signs stand apart in the index
        ("free.fr", "free, fr", False, True),  # punctuation inside a word is any punctuation
        ("free!", "free", False, True),
        ("#free-mobile", "#free mobile", False, True),  # a tag ends at its first sign; the rest is words
        ("r b", "du R&B", True, False),  # & between letters is a word of its own
        ("हिन्दी", "हिन्दीx", True, False),  # the study's query sees no end of a word behind an Indic vowel
    ]
    posts = [post(number, "2024-05-02", "a", text) for number, (_, text, *_) in enumerate(cases)]
    connection = made(tmp_path, posts, ["2024-05"])
    table = pl.read_parquet(tmp_path / "small/2024-05/collection/posts.parquet")
    for number, (term, _, by_query, by_index) in enumerate(cases):
        one = table.filter(pl.col("post_id") == f"x:{number}")
        assert bool(expected(one, [term])[term]) is by_query, term
        assert (f"x:{number}" in found(connection, term)) is by_index, term


@pytest.mark.parametrize("month", REAL)
def test_the_index_finds_what_the_study_s_query_finds_in_a_month_of_posts(month: str, tmp_path) -> None:
    if not (RESULTS / month / "topics/topic_links.csv").exists():
        pytest.skip(f"results/{month} has not been run here")
    path = tmp_path / "posts.sqlite"
    index.build(path, [RESULTS / month], "real", "Real", "Europe/Paris")
    posts = pl.read_parquet(RESULTS / month / "collection/posts.parquet")
    words = Counter(word for text in posts["text"].str.extract_all(r"\w+") for word in text)
    pairs = Counter(pair for text in posts["text"].str.extract_all(r"\p{L}+['’ ]\p{L}+") for pair in text)
    marks = Counter("@" + name for names in posts["mentions"] for name in names) + Counter("#" + tag for tags in posts["hashtags"] for tag in tags)
    terms = [term for counts in (words, pairs, marks) for term, _ in [*counts.most_common(25), *sorted(counts.items())[:: len(counts) // 15 + 1]]]
    wanted = expected(posts, terms)
    with db.connect(path) as connection:
        assert {term: found(connection, term) for term in terms} == wanted
    assert len(terms) > 90


def test_every_column_is_what_the_month_tells(tmp_path) -> None:
    shared = ["https://www.ville.example/a", "https://ville.example/b"]
    posts = [
        post(1, "2024-05-31T23:30", "Anne", "Bonjour", hashtags=["santé", "sante"], links=shared, mentions=["bob"], likes=2, replies=3, topic=0),
        post(2, "2024-06-01T00:15", None, "RT", repost_of_author="Anne", quote_of_id="x:9", hashtags=["sante"]),
        post(3, "2024-06-01T00:15", "", "Re", reply_to_id="x:1", medium="forum", hashtags=["santé"], lang="und"),
        post(4, "2024-06-02T10:00", "C", "Cite", quote_of_id="x:1", reposts=0, hashtags=["Santé"]),
    ]
    connection = made(tmp_path, posts, ["2024-05", "2024-06"])
    by_id = {row["post_id"]: dict(row) for row in connection.execute("SELECT * FROM posts")}
    assert [by_id[name]["n"] for name in ("x:1", "forum:3", "x:2", "x:4")] == [1, 2, 3, 4]  # equals in time: by post_id
    first = by_id["x:1"]
    assert {key: first[key] for key in ("month", "day", "weekday", "hour", "kind", "account", "engagement", "topic", "views")} == {
        "month": "2024-05", "day": "2024-05-31", "weekday": 5, "hour": 23, "kind": "post", "account": "anne", "engagement": 5,
        "topic": "2024-05/1", "views": None,
    }  # fmt: skip
    assert first["published_at"] == 1717191000  # 2024-05-31T21:30:00Z
    assert [by_id[name]["kind"] for name in ("x:2", "forum:3", "x:4")] == ["repost", "reply", "quote"]
    assert [by_id[name]["author"] for name in ("x:2", "forum:3")] == [None, None]
    assert (by_id["x:2"]["repost_of_account"], by_id["x:4"]["engagement"], by_id["x:2"]["engagement"]) == ("anne", 0, None)
    assert [tuple(row) for row in connection.execute("SELECT * FROM tags ORDER BY n")] == [(number, "sante") for number in (1, 2, 3, 4)]
    assert [tuple(row) for row in connection.execute("SELECT * FROM spellings")] == [("sante", "sante")]  # «sante» and «santé» twice each: by name
    assert [tuple(row) for row in connection.execute("SELECT * FROM links ORDER BY link")] == [
        (1, shared[1], "ville.example"),
        (1, shared[0], "ville.example"),
    ]
    assert [tuple(row) for row in connection.execute("SELECT * FROM topics")] == [("2024-05/1", "2024-05", 0, "sujet 0", 1)]
    about = db.about(connection)
    assert (about["months"], about["media"], about["languages"], about["posts"]) == (["2024-05", "2024-06"], ["forum", "x"], ["fr", "und"], 4)
    assert (about["first"], about["last"]) == (first["published_at"], by_id["x:4"]["published_at"])


def test_tables_have_the_columns_of_the_schema(at_random) -> None:
    connection, _ = at_random
    tables_of = {"posts": schema.POSTS, **schema.LISTS, "topics": schema.TOPICS, "spellings": schema.SPELLINGS, "about": schema.ABOUT}
    for name, columns in tables_of.items():
        assert [row["name"] for row in connection.execute(f"PRAGMA table_info({name})")] == list(columns)


def test_the_same_months_give_the_same_bytes_in_any_order(tmp_path) -> None:
    made(tmp_path, [post(1, "2024-05-02", "a"), post(2, "2024-06-02", "b", hashtags=["x", "y"])], ["2024-05", "2024-06"]).close()
    path = tmp_path / "small/watch/posts.sqlite"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    command = [sys.executable, "-m", "conversatoire.watch.index", "again.sqlite", "--study=small", "--title=Small", "--timezone=Europe/Paris"]
    subprocess.run([*command, "small/2024-06", "small/2024-05"], cwd=tmp_path, check=True)
    assert hashlib.sha256((tmp_path / "again.sqlite").read_bytes()).hexdigest() == before
    assert not list(tmp_path.rglob("*.new"))


def test_a_study_without_posts_has_an_index(tmp_path) -> None:
    connection = made(tmp_path, [], ["2024-05"])
    about = db.about(connection)
    assert (about["posts"], about["first"], about["last"], about["media"]) == (0, None, None, [])
    assert found(connection, "free") == set()


def test_a_month_cut_in_another_zone_is_told_and_leaves_the_old_index(tmp_path) -> None:
    made(tmp_path, [post(1, "2024-05-01T00:30", "a")], ["2024-05"]).close()
    path = tmp_path / "small/watch/posts.sqlite"
    before = path.read_bytes()
    with pytest.raises(RunError, match=r"2024-04-30 in UTC.*run it again"):
        index.build(path, [tmp_path / "small/2024-05"], "small", "Small", "UTC")
    assert path.read_bytes() == before and [file.name for file in path.parent.iterdir()] == ["posts.sqlite"]


def test_a_missing_or_broken_table_is_told(tmp_path) -> None:
    made(tmp_path, [post(1, "2024-05-02", "a")], ["2024-05"]).close()
    month = tmp_path / "small/2024-05"
    (month / "collection/posts.parquet").write_text("no Parquet")
    with pytest.raises(RunError, match=r"posts\.parquet: cannot be read"):
        index.build(tmp_path / "new.sqlite", [month], "small", "Small", "Europe/Paris")
    (month / "topics/topics.csv").unlink()
    with pytest.raises(RunError, match="there is no such file"):
        index.build(tmp_path / "new.sqlite", [month], "small", "Small", "Europe/Paris")
    assert not (tmp_path / "new.sqlite").exists()


def test_a_python_without_full_text_search_is_told(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(index, "TOKENIZER", "no-such-tokenizer")  # SQLite refuses the table, as it would without FTS5
    with pytest.raises(RunError, match="full-text search, FTS5"):
        index.build(tmp_path / "new.sqlite", [], "small", "Small", "UTC")


@pytest.mark.parametrize(
    "link",
    [
        "https://www.ville.example/a?b=c#d",
        "https://Ville.example:8080/x",
        "http://192.168.1.1/",
        "https://bit.ly/x",
        "https://www.example",
        "mot",
        "",
    ],
)
def test_a_site_is_that_of_the_barometer(link: str) -> None:
    assert pl.select(rows.site(pl.lit(link))).item() == site(link)


def test_the_file_of_another_version_or_of_another_kind_is_told(tmp_path) -> None:
    from conversatoire.watch.errors import SearchError

    with pytest.raises(SearchError, match=r"there is no index of posts .*conversatoire run free makes it"):
        db.connect(tmp_path / "free/watch/posts.sqlite")
    text = tmp_path / "text.sqlite"
    text.write_text("not a database, whatever its name says " * 100)
    with pytest.raises(SearchError, match="is not an index of posts that can be read"):
        db.connect(text)
    other = tmp_path / "other.sqlite"
    sqlite3.connect(other).execute("CREATE TABLE x (y)")
    with pytest.raises(SearchError, match="is not an index"):
        db.connect(other)
    path = index.build(tmp_path / "old.sqlite", [], "small", "Small", "UTC")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE about SET value = '0' WHERE key = 'made'")
    with pytest.raises(SearchError, match="another version"):
        db.connect(path)


def test_a_connection_changes_nothing(tmp_path) -> None:
    connection = made(tmp_path, [post(1, "2024-05-02", "a")], ["2024-05"])
    for sql in ("DELETE FROM posts", "DROP TABLE posts", "INSERT INTO about VALUES ('a', 'b')", "INSERT INTO words (words) VALUES ('rebuild')"):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute(sql)
