"""The release pack of the tiny study: what it holds, that nobody is in it, and that it is an RO-Crate."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import yaml
from rocrate.rocrate import ROCrate
from trial import AUTHORS, TEXTS, run

from conversatoire.errors import RunError, StudyError
from conversatoire.export import deletions, guard, licence, terms
from conversatoire.export.pack import Wish, write
from conversatoire.export.provenance import parameters
from conversatoire.tables import read

MONTH = "2024-03"


@pytest.fixture(scope="module")
def packed(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of the tiny study, unzipped."""
    folder = tmp_path_factory.mktemp("pack")
    done = run(
        "conversatoire.cli",
        "export",
        "tiny",
        "--licence",
        "cc-by-4.0",
        "--at-least",
        "3",
        "--creator",
        "A. Person",
        "--out",
        str(folder / "p.zip"),
        cwd=tiny,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no list of deletions" in done.stdout and done.stdout.splitlines()[-1] == str(folder / "p.zip")
    with zipfile.ZipFile(folder / "p.zip") as archive:
        archive.extractall(folder / "p")
    return folder / "p"


def _texts(folder: Path) -> dict[str, str]:
    """Every file as text; of a PDF what a reader sees."""
    found = {}
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        if path.suffix == ".pdf":
            found[path.name] = (
                subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout if shutil.which("pdftotext") else ""
            )
        else:
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return found


def test_no_handle_no_name_and_no_eight_words_of_a_post_are_in_any_file(packed: Path) -> None:
    for name, text in _texts(packed).items():
        for author in AUTHORS:
            assert not re.search(rf"(?<!\w){author}(?!\w)", text, re.IGNORECASE), (name, author)
        words = " ".join(re.findall(r"\w+", text.lower()))
        for post in TEXTS:
            parts = re.findall(r"\w+", post.lower())
            assert not [parts[n : n + 8] for n in range(len(parts) - 7) if " ".join(parts[n : n + 8]) in words], name
        assert "mastodon:1" not in text


def test_only_tables_of_the_allow_list_are_there_and_each_column_is_explained(packed: Path) -> None:
    with (packed / "tables/columns.csv").open(encoding="utf-8", newline="") as file:
        explained = {(row["table"], row["column"]) for row in csv.DictReader(file)}
    found = {path.stem: path.read_text(encoding="utf-8").splitlines()[0].split(",") for path in (packed / "tables" / MONTH).glob("*.csv")}
    assert {"volume", "topics", "shares", "indices", "share_of_voice"} <= found.keys()
    assert not found.keys() & {"accounts", "edges", "rankings", "posts", "questions", "cascades"}
    assert {(table, column) for table, columns in found.items() for column in columns} == explained


def test_counts_of_three_people_are_told_and_those_of_two_are_not(packed: Path, tiny: Path) -> None:
    released = list(csv.DictReader(io.StringIO((packed / f"tables/{MONTH}/volume.csv").read_text(encoding="utf-8"))))
    table = read(tiny / f"results/tiny/{MONTH}/collection/volume.csv", "volume")
    assert {(row["posts"], authors) for row, authors in zip(released, table["authors"], strict=True)} == {("", 2), ("0", 0)}
    (coverage,) = csv.DictReader(io.StringIO((packed / f"tables/{MONTH}/coverage.csv").read_text(encoding="utf-8")))
    assert coverage["kept"] == "60"


def test_the_note_is_told_in_both_languages_and_all_forms(packed: Path) -> None:
    note = (packed / f"notes/{MONTH}/note.fr.md").read_text(encoding="utf-8")
    assert "60\u00a0messages de 8\u00a0auteurs" in note and "Négatif" in note
    assert "60\u00a0posts by 8\u00a0authors" in (packed / f"notes/{MONTH}/note.en.md").read_text(encoding="utf-8")
    assert {path.suffix for path in (packed / f"notes/{MONTH}").iterdir()} == {".md", ".html", ".pdf"}


def test_the_metadata_meets_the_musts_of_ro_crate_and_of_the_workflow_run_profile(packed: Path) -> None:
    """RO-Crate 1.1, sections 4 to 7; Workflow Run Crate 0.5, Process Run Crate 0.5 and Workflow RO-Crate 1.0, tables of requirements."""
    content = json.loads((packed / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert content["@context"] == "https://w3id.org/ro/crate/1.1/context"
    entities = {entity["@id"]: entity for entity in content["@graph"]}
    assert len(entities) == len(content["@graph"]) and all(entity["@type"] for entity in entities.values())
    root, descriptor = entities["./"], entities["ro-crate-metadata.json"]
    assert descriptor["@type"] == "CreativeWork" and descriptor["about"] == {"@id": "./"}
    assert {"@id": "https://w3id.org/ro/crate/1.1"} in descriptor["conformsTo"]
    assert root["@type"] == "Dataset" and root["name"] and root["description"] and root["datePublished"] == "2024-03-31"
    assert entities[root["license"]["@id"]]["name"] == "CC-BY-4.0"
    assert {"@id": "https://w3id.org/ro/wfrun/workflow/0.5"} in root["conformsTo"]
    files = {key for key, entity in entities.items() if "File" in entity["@type"]}
    assert files == {part["@id"] for part in root["hasPart"]}
    there = {path.relative_to(packed).as_posix() for path in packed.rglob("*") if path.is_file()}
    assert files == there - {"ro-crate-metadata.json", "ro-crate-preview.html"}
    workflow = entities[root["mainEntity"]["@id"]]
    assert set(workflow["@type"]) == {"File", "SoftwareSourceCode", "ComputationalWorkflow"}
    assert entities[workflow["programmingLanguage"]["@id"]]["@type"] == "ComputerLanguage"
    action = entities[root["mentions"]["@id"]]
    assert action["@type"] == "CreateAction" and action["instrument"] == root["mainEntity"]
    named = [value["@id"] for key in ("object", "result") for value in action[key]]
    assert all(key in entities for key in named)
    references = re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(content))
    assert all(key in entities for key in references if not key.startswith("http"))


def test_the_inputs_are_told_by_their_hash_and_the_parameters_by_their_value(packed: Path, tiny: Path) -> None:
    entities = ROCrate(packed).get_entities()
    digest = hashlib.sha256((tiny / "data/raw/tiny/posts.csv").read_bytes()).hexdigest()
    assert f"sha256:{digest}" in {entity.get("identifier") for entity in entities}
    values = {entity["name"]: entity["value"] for entity in entities if entity.type == "PropertyValue"}
    assert values["topics.settings.seed"] == "42" and values["topics.timezone"] == "Europe/Paris"


def test_rocrate_reads_the_pack_again_with_the_same_files(packed: Path, tmp_path: Path) -> None:
    crate = ROCrate(packed)
    assert crate.root_dataset["name"] == "Un essai minuscule" and crate.mainEntity.id == "workflow/Snakefile"
    crate.write(tmp_path / "again")
    same = [path for path in packed.rglob("*") if path.is_file() and path.name != "ro-crate-metadata.json"]
    assert all((tmp_path / "again" / path.relative_to(packed)).read_bytes() == path.read_bytes() for path in same)


def test_the_citation_names_creator_licence_and_date(packed: Path) -> None:
    content = yaml.safe_load((packed / "CITATION.cff").read_text(encoding="utf-8"))
    assert content["cff-version"] == "1.2.0" and content["type"] == "dataset" and content["license"] == "CC-BY-4.0"
    assert content["authors"] == [{"name": "A. Person"}] and content["title"] == "Un essai minuscule"


def test_the_same_results_give_the_same_zip(packed: Path, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny)
    write(Wish("tiny", out=tmp_path / "q.zip", licence="CC-BY-4.0", creators=("A. Person",), at_least=3))
    assert (tmp_path / "q.zip").read_bytes() == (packed.parent / "p.zip").read_bytes()


def test_with_the_default_of_ten_people_nothing_of_eight_is_told(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny)
    write(Wish("tiny", out=tmp_path / "p", licence="CC0-1.0"))
    assert "Moins de 10 personnes" in (tmp_path / f"p/notes/{MONTH}/note.fr.md").read_text(encoding="utf-8")
    assert (tmp_path / f"p/tables/{MONTH}/topic_words.csv").read_text(encoding="utf-8") == "topic,rank,word,weight\n"
    with pytest.raises(StudyError, match="not empty"):
        write(Wish("tiny", out=tmp_path / "p", licence="CC0-1.0"))


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish("tiny"), "a pack needs a licence"),
        (Wish("tiny", licence="mine"), "not a name of spdx.org"),
        (Wish("tiny", licence="MIT OR CC0-1.0"), "not a name of spdx.org"),
        (Wish("tiny", licence="MIT", periods=("2024-04",)), "this month was not run; run: 2024-03"),
        (Wish("tiny", licence="MIT", date="tomorrow"), "is not a day"),
    ],
)
def test_a_wrong_wish_is_told(tiny: Path, monkeypatch: pytest.MonkeyPatch, wish: Wish, told: str) -> None:
    monkeypatch.chdir(tiny)
    with pytest.raises(StudyError, match=told):
        write(wish)


def test_results_that_were_changed_do_not_leave(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("config", "results"):
        shutil.copytree(tiny / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"results/tiny/{MONTH}/topics/topics.csv").write_text("x\n", encoding="utf-8")
    with pytest.raises(RunError, match=r"topics\.csv has changed"):
        write(Wish("tiny", licence="MIT"))


def test_results_older_than_the_list_of_deletions_do_not_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "no list" in deletions.check("tiny", {MONTH: {"inputs": {}}})
    path = tmp_path / "data/deletions/tiny.csv"
    path.parent.mkdir(parents=True)
    path.write_text("medium,kind\n", encoding="utf-8")
    with pytest.raises(RunError, match=f"has changed since {MONTH} was made"):
        deletions.check("tiny", {MONTH: {"inputs": {}}})
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert "has been applied" in deletions.check("tiny", {MONTH: {"inputs": {"kept/data/deletions/tiny.csv": digest}}})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("write to someone@example.org", "e-mail address"),
        ("as @Anne said", "@name of an account"),
        ("un DEUX trois, quatre cinq six sept huit.", "8 words in a row"),
    ],
)
def test_a_file_that_gives_somebody_away_is_not_written(text: str, told: str) -> None:
    posts = ["zéro un deux trois quatre cinq six sept huit"]
    with pytest.raises(RunError, match=told):
        guard.check({"tables/a.csv": text.encode()}, frozenset({"anne"}), posts)
    guard.check({"tables/a.csv": b"un deux trois quatre cinq six sept"}, frozenset({"anne"}), posts)


def test_ids_leave_only_where_the_terms_say_yes_and_hold_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    posts = pd.DataFrame({"post_id": ["twitter:12", "twitter:3", "twitter:~ab", "twitter:anne-7", "mastodon:9", "unheard:1"]})
    posts["medium"] = posts["post_id"].str.split(":").str[0]
    assert terms.shared_ids(posts, terms.read(), frozenset({"anne-7"})) == {"twitter": ["12", "3"]}
    terms.FILE.parent.mkdir(parents=True)
    terms.FILE.write_text("medium,ids_may_be_shared,note,source,as_of\nmastodon,yes,,,2026-01-01\n", encoding="utf-8")
    assert terms.shared_ids(posts, terms.read(), frozenset()) == {"mastodon": ["9"]}
    terms.FILE.write_text("medium,ids_may_be_shared,note,source,as_of\nmastodon,perhaps,,,\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"platform_terms\.csv:2: ids_may_be_shared is «perhaps»"):
        terms.read()


def test_parameters_that_can_hold_accounts_words_or_paths_stay_in() -> None:
    steps = {
        "events": {
            "own_accounts": ["anne"],
            "lists": {"presse": ["bob"]},
            "settings": {"level": 0.05, "crisis_words": "my/file.csv", "crisis_press": "anne"},
        },
        "note": {"about": {"title": "secret"}, "settings": {"top": 10, "title": "x"}},
        "topics": {"settings": {"engine": "glp", "count": "auto", "note": "a text with spaces"}},
    }
    assert parameters(steps) == {
        "events.settings.level": 0.05,
        "note.settings.top": 10,
        "topics.settings.engine": "glp",
        "topics.settings.count": "auto",
    }


def test_a_licence_is_written_as_spdx_writes_it() -> None:
    assert licence.chosen("cc-by-sa-4.0") == "CC-BY-SA-4.0"


def test_the_address_of_a_page_that_many_share_is_no_text_of_a_post() -> None:
    page = "https://journal.example/un/deux-trois-quatre-cinq-six-sept-huit"
    guard.check({"tables/a.csv": f"1,{page},12".encode()}, frozenset(), [f"à lire {page} aujourd’hui"])
