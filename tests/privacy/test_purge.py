"""An account removed from exports of every format, kept out of later ones, and what is too old removed."""

import gzip
import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from people_export import COLUMNS, FRIEND, HANDLE, HEADER, MAIL, NAME, NUMBER, POST, rows, write_csv, write_jsonl

from conversatoire.cli import main
from conversatoire.collection.importer import import_source, source_files
from conversatoire.config import Source
from conversatoire.privacy import deletions, expiry, pseudonyms, where
from conversatoire.privacy.guard import Wanted
from conversatoire.privacy.pseudonyms import Keyed

OWN = [HANDLE, NAME, NUMBER, POST]  # what the removed account is known by; its e-mail address stood in its own posts alone
LIST = where.list_of("s")
GENERIC = ("csv", "jsonl", "excel")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def study(path: str, format: str = "csv", extra: str = "", keep: str = "") -> None:
    columns = ", columns: {" + ", ".join(f"{key}: {column}" for key, column in COLUMNS.items()) + "}"
    Path("config/studies").mkdir(parents=True, exist_ok=True)
    Path("config/studies/s.yaml").write_text(
        "title: t\nperiods: {from: 2024-03, to: 2024-03}\n"
        f"sources: [{{name: people, medium: mastodon, format: {format}, path: {path}{columns if format in GENERIC else ''}{extra}}}]\n"
        + (f"privacy: {{keep: {keep}}}\n" if keep else ""),
        encoding="utf-8",
    )


def purge(*options: str) -> tuple[int, str]:
    from click.testing import CliRunner

    done = CliRunner().invoke(main, ["purge", "s", *options])
    return done.exit_code, done.output


def imported(path: str, **other) -> tuple[pl.DataFrame, str]:
    source = Source(**{"name": "people", "medium": "mastodon", "format": "csv", "path": path, "columns": COLUMNS} | other)
    files, root = source_files(source)
    import_source(source, files, root, "UTC", Path("out.parquet"), Path("out.csv"), Wanted(None, LIST if LIST.is_file() else None))
    return pl.read_parquet("out.parquet"), Path("out.csv").read_text(encoding="utf-8")


def trace_free(*places: str) -> None:
    found = [path for place in places for path in Path().glob(place) if path.is_file()]
    assert found
    for path in found:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = raw.decode("utf-8", "replace").casefold()
        assert [trace for trace in [*OWN, MAIL] if trace.casefold() in text] == [], path


def test_a_csv_loses_the_accounts_rows_and_keeps_the_bytes_of_rows_that_do_not_name_it(folder: Path) -> None:
    untouched = '"777100200900",2024-03-09T10:00:00Z,"Un ""pont""\nsur deux lignes",carla,Carla,992,,,,,3\r\n'
    write_csv(Path("raw/a.csv"), rows())
    with Path("raw/a.csv").open("a", encoding="utf-8", newline="") as file:
        file.write('777,"broken" row of nobody\r\n' + untouched)
    study("raw/*.csv")
    before = Path("raw/a.csv").read_bytes()
    status, told = purge("--author", "@" + HANDLE.upper(), "--dry-run")
    assert status == 0 and "2 rows to remove" in told and Path("raw/a.csv").read_bytes() == before and not LIST.exists()
    status, told = purge("--author", "@" + HANDLE.upper(), "--yes")
    assert status == 0, told
    assert "raw/a.csv: 2 rows removed" in told and HANDLE not in told.lower()
    text = Path("raw/a.csv").read_bytes().decode()
    assert untouched in text and '777,"broken" row of nobody' in text
    trace_free("raw/*", "data/deletions/*")
    posts, _ = imported("raw/*.csv")
    assert posts["author"].to_list() == [FRIEND, "carla", "carla", "carla"]
    assert posts["reply_to_id"].null_count() == 4 and posts["mentions"].explode().drop_nulls().to_list() == [FRIEND.lower()]
    assert "le péage du pont est trop cher" in posts["text"][0]


def test_nothing_is_done_without_a_yes(folder: Path) -> None:
    write_csv(Path("raw/a.csv"), rows())
    study("raw/*.csv")
    status, told = purge("--author", HANDLE)
    assert status == 2 and "--yes" in told and HANDLE in Path("raw/a.csv").read_text(encoding="utf-8")
    assert purge("--yes")[0] == 2
    assert purge("--author", HANDLE, "--medium", "twitter", "--yes")[0] == 2
    assert purge("--author", HANDLE, "--expired", "--yes")[0] == 2


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv.gz", "a.xlsx", "latin.csv"])
def test_other_formats_lose_it_too(folder: Path, name: str) -> None:
    Path("raw").mkdir()
    path, format, extra = Path("raw") / name, "csv", ""
    if name == "a.jsonl":
        format = write_jsonl(path, rows()) or "jsonl"
    elif name == "a.json":
        format = "jsonl"
        path.write_text(json.dumps([dict(zip(HEADER, row, strict=True)) for row in rows()], indent=1), encoding="utf-8")
    elif name == "a.xlsx":
        format, book = "excel", openpyxl.Workbook()
        for row in [HEADER, *rows()]:
            book.active.append(row)
        book.save(path)
    else:
        write_csv(Path("plain.csv"), rows())
        raw = Path("plain.csv").read_bytes()
        if name == "latin.csv":
            raw, extra = raw.decode().replace("＠", "@").encode("cp1252"), ", encoding: cp1252"
        path.write_bytes(gzip.compress(raw) if name.endswith("gz") else raw)
        Path("plain.csv").unlink()
    study(path.as_posix(), format, extra)
    status, told = purge("--author", HANDLE, "--yes")
    assert status == 0, told
    posts, rejects = imported(path.as_posix(), format=format, **({"encoding": "cp1252"} if extra else {}))
    assert posts["author"].to_list() == [FRIEND, "carla", "carla"] and len(rejects.splitlines()) == 1
    written = posts.write_json().casefold()
    assert [trace for trace in OWN if trace.casefold() in written] == []
    if name != "a.xlsx" and not extra:
        trace_free("raw/*")


def test_a_mailbox_a_feed_and_pages_of_x_lose_it(folder: Path) -> None:
    mail = (
        "From {0} Mon Mar  4 10:0{1}:00 2024\nFrom: {2} <{0}>\nDate: Mon, 4 Mar 2024 10:0{1}:00 +0000\nMessage-ID: <{3}@h>\nSubject: pont\n\n{4}\n\n"
    )
    letters = [
        mail.format(MAIL, 1, NAME, "m77123", "Bonjour"),
        mail.format("carla@h.invalid", 2, "Carla", "m2", f"> {MAIL} wrote:\n> Bonjour\nSalut {NAME}"),
    ]
    for path in ("raw", "x"):
        Path(path).mkdir()
    Path("raw/a.mbox").write_text("".join(letters), encoding="utf-8")
    study("raw/a.mbox", "mbox")
    assert purge("--author", MAIL, "--yes")[0] == 0
    posts, _ = imported("raw/a.mbox", format="mbox", columns={})
    assert len(posts) == 1 and "Kerbrat" not in Path("raw/a.mbox").read_text() and MAIL not in Path("raw/a.mbox").read_text()
    item = "<item><title>{0}</title><author>{0}</author><link>http://b.invalid/{1}</link><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate></item>"
    items = [item.format(who, number) for number, who in enumerate([HANDLE, "carla"])]
    Path("raw/a.xml").write_text(f"<rss version='2.0'><channel><title>t</title>{''.join(items)}</channel></rss>", encoding="utf-8")
    study("raw/a.xml", "rss")
    status, told = purge("--author", HANDLE, "--yes")
    assert status == 0, told
    assert len(imported("raw/a.xml", format="rss", columns={})[0]) == 1 and HANDLE not in Path("raw/a.xml").read_text()
    users = [{"id": NUMBER, "username": HANDLE, "name": NAME}, {"id": "992222222", "username": "carla", "name": "Carla"}]
    at = {"created_at": "2024-03-02T10:00:00Z"}
    hers, passed_on, answered = {"id": POST}, [{"type": "retweeted", "id": POST}], [{"type": "replied_to", "id": POST}]
    by_carla = at | {"author_id": "992222222"}
    tweets = [
        hers | at | {"author_id": NUMBER, "text": "le pont"},
        by_carla | {"id": "777100200305", "text": f"RT @{HANDLE}: le pont", "referenced_tweets": passed_on},
        by_carla | {"id": "777100200306", "text": f"@{HANDLE} oui", "in_reply_to_user_id": NUMBER, "referenced_tweets": answered},
    ]
    Path("x/pages.jsonl").write_text(json.dumps({"data": tweets, "includes": {"users": users}}) + "\n", encoding="utf-8")
    study("x/pages.jsonl", "x-api-v2")
    status, told = purge("--author", HANDLE, "--yes")
    assert status == 0, told
    trace_free("x/*")
    assert imported("x/pages.jsonl", format="x-api-v2", columns={})[0]["post_id"].to_list() == ["mastodon:777100200306"]


def test_a_later_export_is_filtered_and_counted_without_its_text(folder: Path) -> None:
    write_csv(Path("raw/a.csv"), rows())
    study("raw/*.csv")
    purge("--author", HANDLE, "--yes")
    listed = LIST.read_text(encoding="utf-8")
    assert HANDLE not in listed and NUMBER not in listed
    later = rows(50, "2024-04")
    later[0][3] = "renamed_since"  # the platform's number tells the account
    write_csv(Path("raw/b.csv"), later)
    posts, rejects = imported("raw/b.csv")
    assert posts["author"].to_list() == [FRIEND, "carla", "carla"]
    assert rejects.count(f",{deletions.DELETED},") == 1 and rejects.count(f",{deletions.REPOST},") == 1 and "déborde" not in rejects
    assert not re.search(HANDLE, posts.write_json() + rejects, re.IGNORECASE)
    assert purge("--author", HANDLE, "--yes")[0] == 0 and LIST.read_text(encoding="utf-8").count("\n") == listed.count("\n")


def test_two_accounts_go_at_once_and_a_neighbour_study_is_named(folder: Path) -> None:
    write_csv(Path("raw/a.csv"), rows())
    study("raw/*.csv")
    Path("config/studies/other.yaml").write_text(Path("config/studies/s.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    status, told = purge("--author", HANDLE, "--author", FRIEND, "--yes")
    assert status == 1 and "study other" in told
    text = Path("raw/a.csv").read_text(encoding="utf-8")
    assert HANDLE not in text and FRIEND.lower() not in text.lower() and text.count(",carla,") == 2


def test_an_export_that_cannot_be_written_is_told_and_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("raw").mkdir()
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("two")):
        for row in [HEADER, *rows()]:
            sheet.append(row)
    book.save("raw/a.xlsx")
    study("raw/a.xlsx", "excel")
    before = Path("raw/a.xlsx").read_bytes()
    status, told = purge("--author", HANDLE, "--yes")
    assert status == 1 and "cannot be rewritten" in told and Path("raw/a.xlsx").read_bytes() == before
    assert sorted(path.name for path in Path("raw").iterdir()) == ["a.xlsx"]


def test_results_logs_and_coded_samples_go(folder: Path) -> None:
    write_csv(Path("raw/a.csv"), rows())
    study("raw/*.csv")
    for name in (
        "results/s/2024-03/note/note.fr.md",
        "logs/s/x.log",
        "benchmarks/s/x.tsv",
        "results/compare/s_other/c.csv",
        "results/other/kept.csv",
    ):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(HANDLE if "other/kept" not in name else "", encoding="utf-8")
    Path("data/coding/s").mkdir(parents=True)
    coded = f"post_id,text,code\nmastodon:{POST},le pont,a\nmastodon:5,merci @{HANDLE} !,b\n"
    Path("data/coding/s/tone.alice.csv").write_text(coded, encoding="utf-8")
    status, told = purge("--author", HANDLE, "--yes")
    assert status == 0, told
    assert Path("data/coding/s/tone.alice.csv").read_text(encoding="utf-8") == "post_id,text,code\nmastodon:5,merci @[deleted] !,b\n"
    assert not any(Path(name).exists() for name in ("results/s", "logs/s", "benchmarks/s", "results/compare/s_other"))
    assert Path("results/other/kept.csv").exists()
    record = where.log_of("s").read_text(encoding="utf-8")
    assert "raw/a.csv" in record and "results/s" in record and HANDLE not in record


def letters(*texts: str, encoding: str = "8bit") -> str:
    head = "From carla@h.invalid Mon Mar  4 10:0{0}:00 2024\nFrom: Carla <carla@h.invalid>\nDate: Mon, 4 Mar 2024 10:0{0}:00 +0000\n"
    head += "Message-ID: <m77{0}@h>\nSubject: pont\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {1}\n\n{2}\n\n"
    return "".join(head.format(number, encoding, text) for number, text in enumerate(texts, start=1))


def written(*names: str, text: str = "rien") -> dict[str, bytes]:
    """Files of results, written; and all that stands in the folder."""
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return whole()


def whole() -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


MADE = ("results/s/2024-03/note/note.fr.md", "logs/s/x.log", "benchmarks/s/x.tsv", "results/compare/s_other/c.csv")


@pytest.mark.parametrize("format", ["csv", "mbox", "excel"])
@pytest.mark.parametrize("option", ["--yes", "--dry-run"])
def test_where_nobody_of_that_name_is_found_nothing_is_done(folder: Path, format: str, option: str) -> None:
    path = {"csv": "raw/a.csv", "mbox": "raw/a.mbox", "excel": "raw/a.xlsx"}[format]
    write_csv(Path("raw/a.csv"), rows())
    Path("raw/a.mbox").write_text(letters("Bonjour", "Le pont"), encoding="utf-8")
    book = openpyxl.Workbook()
    for row in [HEADER, *rows()]:
        book.active.append(row)
    book.save("raw/a.xlsx")
    study(path, format)
    before = written(*MADE)
    status, told = purge("--author", "quidam_inconnu", option)
    assert status == 2 and "nobody of the name «quidam_inconnu» is found in the exports of s" in told and "to delete" not in told
    status, told = purge("--author", "carla" if format != "mbox" else "carla@h.invalid", "--author", "quidam_inconnu", option)
    assert status == 2 and "quidam_inconnu" in told  # the other one stays too
    assert purge("--author", "@ ", option)[0] == 2
    assert whole() == before


def test_what_is_to_mask_is_told_only_where_something_is(folder: Path) -> None:
    Path("raw").mkdir()
    Path("raw/a.mbox").write_text(letters("Bonjour", "Le pont"), encoding="utf-8")
    Path("raw/b.mbox").write_text(letters(f"Salut @{HANDLE}"), encoding="utf-8")
    study("raw/*.mbox", "mbox")
    assert purge("--author", "carla@h.invalid", "--dry-run") == (0, "raw/a.mbox: 2 rows to remove\nraw/b.mbox: 1 rows to remove\n")
    assert purge("--author", HANDLE, "--dry-run") == (0, "raw/b.mbox: rows to mask\n")
    status, told = purge("--author", HANDLE, "--yes")
    assert status == 0 and "raw/b.mbox: rows masked\nnothing is left over\n" in told
    assert "Salut @[deleted]" in Path("raw/b.mbox").read_text(encoding="utf-8")


def test_a_name_in_the_encoded_text_of_a_mail_is_told_as_left_over(folder: Path) -> None:
    Path("raw").mkdir()
    # printf 'Salut @zoe_martin77' | base64
    Path("raw/a.mbox").write_text(letters("U2FsdXQgQHpvZV9tYXJ0aW43Nw==", encoding="base64"), encoding="utf-8")
    study("raw/*.mbox", "mbox")
    status, told = purge("--author", HANDLE, "--yes")
    assert status == 1 and "encoded text" in told and LIST.is_file()


def imports(author: str = HANDLE, medium: str = "mastodon") -> None:
    """An import of the study as it was made of an older export: the first post is an account's that the export of today lacks."""
    write_csv(Path("old.csv"), [[*row[:3], author if row[3] == HANDLE else row[3], *row[4:]] for row in rows()])
    posts, _ = imported("old.csv", medium=medium)
    Path("results/s/imported").mkdir(parents=True)
    posts.write_parquet("results/s/imported/people.parquet")
    for name in ("old.csv", "out.parquet", "out.csv"):
        Path(name).unlink()


def test_who_is_in_the_results_alone_is_removed_from_them(folder: Path) -> None:
    write_csv(Path("raw/a.csv"), [["777100200900", "2024-03-09T10:00:00Z", "Un pont", "carla", "Carla", "992", "", "", "", "", "3"]])
    study("raw/*.csv")
    imports()
    raw = Path("raw/a.csv").read_bytes()
    Path("data/coding/s").mkdir(parents=True)
    Path("data/coding/s/tone.alice.csv").write_text(f"post_id,text,code\nmastodon:{POST},le pont,a\n", encoding="utf-8")
    status, told = purge("--author", HANDLE, "--yes")
    assert status == 0, told
    assert "no export names the account; results or coded samples do" in told and "results/s: deleted" in told and "run s makes" in told
    assert not Path("results/s").exists() and LIST.is_file() and Path("raw/a.csv").read_bytes() == raw
    assert Path("data/coding/s/tone.alice.csv").read_text(encoding="utf-8") == "post_id,text,code\n"
    assert LIST.read_text(encoding="utf-8").count("account_id") == 1  # the number that the results told
    assert purge("--author", HANDLE, "--yes")[0] == 2  # now it is nowhere


def test_text_of_the_results_alone_holds_an_account_too(folder: Path) -> None:
    write_csv(Path("raw/a.csv"), [["777100200900", "2024-03-09T10:00:00Z", "Un pont", "carla", "Carla", "992", "", "", "", "", "3"]])
    study("raw/*.csv")
    written("results/s/2024-03/note/note.fr.md", text=f"@{HANDLE} le dit")
    assert purge("--author", HANDLE, "--yes")[0] == 0 and not Path("results/s").exists()


def test_a_medium_limits_where_an_account_is_looked_for(folder: Path) -> None:
    for name, handle in (("a", "carla"), ("b", HANDLE)):
        line = ["777100200900", "2024-03-09T10:00:00Z", "Un pont", handle, "", "", "", "", "", "", "3"]
        write_csv(Path(f"raw/{name}.csv"), [line])
    study("raw/a.csv")
    text = Path("config/studies/s.yaml").read_text(encoding="utf-8")
    first = text.split("sources: [")[1].split("}]\n")[0]
    other = first.replace("name: people", "name: forum", 1).replace("mastodon", "forum").replace("a.csv", "b.csv")
    Path("config/studies/s.yaml").write_text(text.replace("}]\n", "}, " + other + "}]\n"), encoding="utf-8")
    imports(medium="forum")
    before = written("results/s/2024-03/note/note.fr.md", text=f"@{HANDLE} le dit")
    status, told = purge("--author", HANDLE, "--medium", "mastodon", "--yes")
    assert status == 2 and "in the exports of s (mastodon)" in told and whole() == before
    assert purge("--author", HANDLE, "--medium", "forum", "--dry-run")[0] == 0
    assert purge("--author", HANDLE, "--dry-run")[0] == 0


def test_results_under_pseudonyms_are_looked_through_with_the_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "0123456789abcdef" * 4
    write_csv(Path("raw/a.csv"), [["777100200900", "2024-03-09T10:00:00Z", "Un pont", "carla", "Carla", "992", "", "", "", "", "3"]])
    study("raw/*.csv")
    with Path("config/studies/s.yaml").open("a", encoding="utf-8") as file:
        file.write("privacy: {pseudonyms: true}\n")
    imports(pseudonyms.account(Keyed(secret.encode(), "mastodon"), HANDLE))
    monkeypatch.delenv("CONVERSATOIRE_KEY", raising=False)
    status, told = purge("--author", HANDLE, "--yes")
    assert status == 2 and "needs a key" in told and Path("results/s").exists() and not LIST.exists()
    monkeypatch.setenv("CONVERSATOIRE_KEY", secret)
    assert purge("--author", "quidam_inconnu", "--yes")[0] == 2 and Path("results/s").exists()
    assert purge("--author", HANDLE, "--yes")[0] == 0 and not Path("results/s").exists()


@pytest.mark.parametrize(("keep", "expected"), [("90d", "2026-08-24"), ("12w", "2026-08-30"), ("18m", "2025-05-22"), ("2y", "2024-11-22")])
def test_what_is_kept_is_counted_back_from_today(keep: str, expected: str) -> None:
    assert expiry.cutoff(keep, date(2026, 11, 22)).isoformat() == expected
    assert expiry.cutoff("1m", date(2024, 3, 31)).isoformat() == "2024-02-29"


def test_what_is_too_old_goes_and_nothing_else(folder: Path) -> None:
    write_csv(Path("raw/a.csv"), rows())  # 2 to 6 March, 10 o'clock UTC
    study("raw/*.csv")
    assert purge("--expired", "--yes")[0] == 2
    study("raw/*.csv", keep="10d")
    before = written(*MADE)
    status, told = purge("--expired", "--today", "2024-03-11", "--yes")
    assert status == 0 and "nothing is to do" in told and whole() == before
    status, told = purge("--expired", "--today", "2024-03-14", "--yes")
    assert status == 0 and "2 rows removed" in told
    assert [str(at.date()) for at in imported("raw/*.csv")[0]["published_at"]] == ["2024-03-04", "2024-03-05", "2024-03-06"]
    assert not LIST.exists()


def test_the_unit_of_keep_is_checked(folder: Path) -> None:
    write_csv(Path("raw/a.csv"), rows())
    study("raw/*.csv", keep="90 days")
    status, told = purge("--expired", "--yes")
    assert status == 2 and "s.yaml:4" in told
