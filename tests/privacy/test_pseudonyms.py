"""Pseudonyms: keyed, joined over spellings, sources and months, and nothing left of handles, names and ids in what an import writes."""

import re
from pathlib import Path

import polars as pl
import pytest
from people_export import COLUMNS, FRIEND, HANDLE, NAME, POST, TRACES, rows, write_csv, write_jsonl

from conversatoire import tables
from conversatoire.collection import entities
from conversatoire.collection.importer import import_source, source_files
from conversatoire.config import Source, Study
from conversatoire.errors import SourceError, StudyError
from conversatoire.privacy import clear, key, pseudonyms
from conversatoire.privacy.addresses import without_accounts
from conversatoire.privacy.guard import Wanted
from conversatoire.privacy.names import Names, is_sure
from conversatoire.privacy.pseudonyms import Keyed
from conversatoire.privacy.texts import masks, without_people
from conversatoire.settings.privacy import Privacy

KEY, OTHER = "0123456789abcdef" * 4, "fedcba9876543210" * 4
KEYED = Keyed(KEY.encode(), "twitter", frozenset(["sncf"]))


def read(text: str, medium: str = "twitter") -> str:
    return without_people(text, masks(KEYED._replace(medium=medium), Names({}, {})))


def imported(folder: Path, source: Source, secret: str, monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...] = ()) -> pl.DataFrame:
    monkeypatch.setenv("A_KEY", secret)
    facts = {"key_env": "A_KEY", "fingerprint": key.fingerprint(secret.encode()), "clear": list(named)}
    files, root = source_files(source)
    import_source(source, files, root, "Europe/Paris", folder / "out.parquet", folder / "out.rejects.csv", Wanted(facts, None))
    return pl.read_parquet(folder / "out.parquet")


def source(path: Path, **other) -> Source:
    return Source(**{"name": "s", "medium": "mastodon", "format": "csv", "path": str(path), "columns": COLUMNS} | other)


def test_a_pseudonym_is_the_hmac_worked_out_by_hand() -> None:
    # printf 'u\x1ftwitter\x1fanne' | openssl dgst -sha256 -hmac $KEY -binary | base32 | head -c 13, in small letters
    assert pseudonyms.account(KEYED, "@Anne") == "u_n6oqqb6trfsl3"


def test_a_pseudonym_is_a_handle_and_the_same_whatever_the_case_and_sign() -> None:
    found = {pseudonyms.account(KEYED, name) for name in ("anne", "Anne", "@ANNE", " ＠anne")}
    assert len(found) == 1
    text = pl.DataFrame({"text": [f"merci @{found.copy().pop()} !"]})
    assert text.select(entities.mentions(pl.col("text"), "twitter")).item().to_list() == list(found)
    assert len(next(iter(found))) <= 15
    assert pseudonyms.account(KEYED._replace(medium="facebook"), "anne") not in found
    assert pseudonyms.account(KEYED._replace(key=OTHER.encode()), "anne") not in found


def test_accounts_that_the_study_names_stay() -> None:
    study = Study.model_validate(
        {
            "title": "t", "periods": {"from": "2024-01", "to": "2024-01"}, "own_accounts": ["@SNCF"], "lists": {"presse": ["leMonde"]},
            "brands": {"Free": ["free", "@Freebox"]}, "query": {"any": ["/re.*gex/", "le pont", "#train"]},
            "sources": [{"name": "s", "medium": "x", "format": "mbox", "path": "p"}],
        }
    )  # fmt: skip
    assert clear.named(study) == ["free", "freebox", "le pont", "lemonde", "sncf", "train"]
    assert read("@SNCF @anne") == f"@SNCF @{pseudonyms.account(KEYED, 'anne')}"


@pytest.mark.parametrize("value", ["", "k3Y-7f", "a" * 64])
def test_a_missing_or_weak_key_is_refused_and_never_told(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", value)
    with pytest.raises(StudyError, match="A_KEY") as error:
        key.read_key(Privacy(pseudonyms=True, key_env="A_KEY"))
    assert "secrets.token_hex" in str(error.value) and (not value or value not in str(error.value))


@pytest.mark.parametrize(
    "text",
    ["@anne", "＠anne", "@\u200eanne", "RT@anne: x", ".@anne,", "(@anne)", "«@anne»", "RT @anne: x", "merci@anne", "@ANNE's", "@anne@hote.social"],
)
def test_a_handle_is_hashed_in_every_form(text: str) -> None:
    assert "anne" not in read(text).lower() and "u_" in read(text)
    assert "anne" not in read(text, "mastodon").lower()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Appelez le 06 12 34 56 78 vite", "Appelez le ☎ vite"),
        ("+33 6 12 34 56 78.", "☎."),
        ("0612345678", "☎"),
        ("le 12/03/2024, 1 250 000 euros, 3,14, 2024-03-12T10:00:00", None),
        ("Le prix du pont : 0,50 € à 10:30 (http://pont.fr/a-b_c/12)", None),
    ],
)
def test_telephone_numbers_go_and_other_numbers_stay(text: str, expected: str | None) -> None:
    assert read(text) == (expected or text)


def test_an_address_of_a_person_is_their_account() -> None:
    keyed = KEYED._replace(medium="usenet")
    expected = "@" + pseudonyms.account(keyed, "jean@exemple.fr")
    assert read("écrire à Jean@Exemple.fr.", "usenet") == f"écrire à {expected}."
    assert read("jean (at) exemple.fr", "usenet") == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://x.com/zoek", "https://twitter.com/Zoek/status/77123", "https://mobile.twitter.com/%7Aoek?ref=77123", "x.com/i/web/status/77123",
        "https://www.facebook.com/zoek/posts/77123", "https://facebook.com/permalink.php?story_fbid=77123&id=77123", "https://m.me/zoek",
        "https://mastodon.social/@zoek/77123", "https://piaille.fr/@zoek@mastodon.social", "https://hote.social/users/zoek/statuses/1",
        "https://www.reddit.com/user/zoek", "https://reddit.com/r/france/comments/77123/zoek_dit", "https://youtube.com/@zoek",
        "https://www.youtube.com/channel/77123", "https://youtube.com/watch?v=abc&lc=77123", "https://zoek.tumblr.com/post/1", "https://medium.com/@zoek/x",
        "https://web.archive.org/web/2020/https://twitter.com/zoek/status/77123", "https://facebook.com/sharer.php?u=https%3A%2F%2Fx.com%2Fzoek",
        "https://journal.fr/auteur/zoek", "https://site.fr/?contact=zoek%40site.fr", "https://zoek:mdp@site.fr/a", "https://t.me/zoek/77123",
    ],
)  # fmt: skip
def test_addresses_of_accounts_and_posts_are_hashed(address: str) -> None:
    made = without_accounts(address, KEYED, {})
    assert not re.search("zoek|77123", made, re.IGNORECASE), made
    assert made.split("/")[2 if "//" in made else 0].count(".")


@pytest.mark.parametrize(
    "address", ["https://www.lemonde.fr/a/2024/03/x_12.html?id=3", "https://x.com/search?q=pont", "https://youtube.com/watch?v=abc"]
)
def test_other_addresses_stay(address: str) -> None:
    assert without_accounts(address, KEYED, {}) == address


def test_an_account_in_an_address_is_the_account_in_the_text() -> None:
    account = pseudonyms.account(KEYED, "anne")
    post = pseudonyms.post(KEYED, "twitter:77123").partition(":")[2]
    assert without_accounts("https://x.com/Anne/status/77123", KEYED, {}) == f"https://x.com/{account}/status/{post}"


def test_a_long_word_is_read_in_a_time_that_grows_with_its_length_only() -> None:
    for unit in ("a", "@", "a@", ".a", "0", "@a.", "x.com/", "+1 ", "((", "https://a", "u/"):
        read(unit * (200_000 // len(unit)))


def test_nothing_of_people_is_left_in_what_an_import_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(tmp_path / "a.csv", [*rows(), ["777100200999", "never", f"le pont de {HANDLE}", HANDLE, NAME, "8812345678901", *[""] * 5]])
    posts = imported(tmp_path, source(tmp_path / "a.csv"), KEY, monkeypatch)
    written = posts.write_json() + (tmp_path / "out.rejects.csv").read_text(encoding="utf-8")
    assert [trace for trace in [*TRACES, "carla"] if trace.casefold() in written.casefold()] == []
    zoe = posts["author"][0]
    assert posts["mentions"].to_list()[1] == [zoe] and posts["repost_of_author"][2] == zoe
    assert posts["reply_to_id"][1] == posts["repost_of_id"][2] == posts["post_id"][0]
    assert f"@{zoe}, le pont" in posts["text"][3] and posts["text"][4].count(zoe) == 1  # facebook's accounts are others
    assert posts["text"][2].startswith(f"RT @{zoe}: Le pont")
    rejects = tables.read(tmp_path / "out.rejects.csv", "rejects")
    assert rejects["reason"].tolist() == ["impossible date"] and "withheld" in rejects["raw"][0]


def test_accounts_and_posts_join_over_sources_and_months_and_another_key_parts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(tmp_path / "a.csv", rows())
    write_jsonl(tmp_path / "b.jsonl", rows(10, "2024-04"))
    (tmp_path / "other").mkdir()
    march = imported(tmp_path, source(tmp_path / "a.csv"), KEY, monkeypatch)
    april = imported(tmp_path, source(tmp_path / "b.jsonl", name="b", format="jsonl"), KEY, monkeypatch)
    other = imported(tmp_path / "other", source(tmp_path / "a.csv"), OTHER, monkeypatch)
    assert march["author"].to_list() == april["author"].to_list() and march["author"].n_unique() == 3
    assert not set(march["author"]) & set(other["author"]) and not set(march["post_id"]) & set(other["post_id"])
    again = imported(tmp_path / "other", source(tmp_path / "a.csv"), KEY, monkeypatch)
    assert again.equals(march)


def test_a_handle_of_several_words_is_matched_whole_behind_an_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = rows()[:4]
    texts = ["@Paul Martin tu as vu", "@paul  martin, @Paul Durand et @Paul", "RT @Paul Martin Du Pont: oui", "＠Le Pont dit, (@Anne-Marie Roy)"]
    people = ["Paul Martin", "Paul Martin du Pont", "Le Pont", "Anne-Marie Roy"]
    for line, text, author in zip(lines, texts, people, strict=True):
        line[2:6], line[7:9] = [text, author, "", ""], ["", ""]
    write_csv(tmp_path / "a.csv", lines)
    posts = imported(tmp_path, source(tmp_path / "a.csv", medium="forum"), KEY, monkeypatch, ("le pont",))
    forum = KEYED._replace(medium="forum", clear=frozenset())
    martin, whole, durand, roy = (pseudonyms.account(forum, name) for name in ("Paul Martin", "Paul Martin du Pont", "Paul", "Anne-Marie Roy"))
    assert posts["author"].to_list() == [martin, whole, "Le Pont", roy]
    assert posts["text"].to_list() == [
        f"@{martin} tu as vu",
        f"@{martin}, @{durand} Durand et @{durand}",  # nobody is known as Paul Durand
        f"RT @{whole}: oui",
        f"＠Le Pont dit, (@{roy})",
    ]


def test_a_displayed_name_of_several_words_is_matched_whole_though_many_write_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [[str(777100200400 + n), "2024-03-02", "merci @Zorglub Vantard du pont", f"a{n}_b", "", "", "", "", "", "", ""] for n in range(8)]
    lines[0][4] = "Zorglub Vantard"
    write_csv(tmp_path / "many.csv", lines)
    posts = imported(tmp_path, source(tmp_path / "many.csv"), KEY, monkeypatch)
    assert posts["text"].unique().to_list() == [f"merci @{posts['author'][0]} du pont"]


def test_a_name_that_is_a_common_word_leaves_the_texts_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = rows()
    lines[0][3:5], lines[1][3:5] = ["pont", "Le Pont"], ["Rivière", "le pont de la rivière déborde"]
    write_csv(tmp_path / "a.csv", lines)
    posts = imported(tmp_path, source(tmp_path / "a.csv"), KEY, monkeypatch)
    assert posts["text"].str.contains("pont").all() and posts["author"][0].startswith("u_")


def test_a_name_that_many_write_is_a_public_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [[str(777100200400 + n), "2024-03-02", "Que dit Zorglub Vantard du pont", f"a{n}_b", "", "", "", "", "", "", ""] for n in range(8)]
    lines[0][4] = "Zorglub Vantard"
    write_csv(tmp_path / "many.csv", lines)
    write_csv(tmp_path / "few.csv", lines[:4])
    assert imported(tmp_path, source(tmp_path / "many.csv"), KEY, monkeypatch)["text"].str.contains("Zorglub").all()
    assert not imported(tmp_path, source(tmp_path / "few.csv"), KEY, monkeypatch)["text"].str.contains("Zorglub").any()
    assert is_sure(HANDLE) and not is_sure("pont") and not is_sure("2024")


def test_named_accounts_keep_their_name_and_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(tmp_path / "a.csv", rows())
    posts = imported(tmp_path, source(tmp_path / "a.csv"), KEY, monkeypatch, (pseudonyms.plain(FRIEND),))
    theirs = posts.filter(pl.col("author") == FRIEND)
    assert len(theirs) == 2 and theirs["author_name"].n_unique() == 1 and theirs["url"].null_count() == 0
    assert posts["url"].null_count() == 3 and POST not in "".join(theirs["text"])


def test_an_export_named_after_an_account_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(tmp_path / f"posts-{HANDLE}.csv", rows())
    with pytest.raises(SourceError, match="file 1 of 1") as error:
        imported(tmp_path, source(tmp_path / f"posts-{HANDLE}.csv"), KEY, monkeypatch)
    assert HANDLE not in str(error.value) and not (tmp_path / "out.parquet").exists()


def test_a_run_planned_with_another_key_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(tmp_path / "a.csv", rows())
    monkeypatch.setenv("A_KEY", OTHER)
    facts = {"key_env": "A_KEY", "fingerprint": key.fingerprint(KEY.encode()), "clear": []}
    files, root = source_files(source(tmp_path / "a.csv"))
    with pytest.raises(StudyError, match="not the one"):
        import_source(source(tmp_path / "a.csv"), files, root, "UTC", tmp_path / "p", tmp_path / "r", Wanted(facts, None))
