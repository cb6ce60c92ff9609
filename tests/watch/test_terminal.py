"""`conversatoire search` prints what was found, in the study's language, in three forms, and nothing that a post holds steers the terminal."""

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_index import made, post

from conversatoire.cli import Verbs
from conversatoire.watch import command

STUDY = """
title: Essai
note_languages: [{lang}]
periods: {{from: 2024-05, to: 2024-06}}
lists: {{presse: [Journal]}}
sources: [{{name: x, medium: x, format: csv, path: x.csv, columns: {{published_at: d, text: t}}}}]
"""
EVIL = "=panne\x1b[31m rouge\x9b2J\u202e fin\r\n@SUM(A1) \x07"
POSTS = [
    post(1, "2024-05-01T10:00", "anne", "Une panne à Brest", likes=1, reposts=2, hashtags=["brest"], url="https://x.example/1", topic=0),
    post(2, "2024-05-02T10:00", "Journal", "La panne dure", reply_to_id="x:1", hashtags=["brest", "panne"], mentions=["anne"]),
    post(3, "2024-06-01T09:05", "m.dupont@mail.example", "Rien de neuf", medium="forum", title="Divers"),
    post(4, "2024-06-03T10:00", "evil\x1b[0m", EVIL, medium="forum", url="https://x.example/\x1b]0;titre\x07"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("terminal")
    made(folder, POSTS, ["2024-05", "2024-06"]).close()
    (folder / "small.yaml").write_text(STUDY.format(lang="fr"), encoding="utf-8")
    (folder / "en").mkdir()
    (folder / "en/small.yaml").write_text(STUDY.format(lang="en"), encoding="utf-8")
    return folder


def search(folder: Path, *arguments: str, lang: str = "fr", color: bool = False) -> Result:
    study = folder / ("small.yaml" if lang == "fr" else "en/small.yaml")
    group = Verbs(commands={"search": command.search})
    return CliRunner().invoke(group, ["search", str(study), *arguments, "--results", str(folder)], color=color)


def test_the_posts_the_count_and_the_interval_are_printed_in_french(folder) -> None:
    done = search(folder, "panne", "--to", "2024-05", "--no-tops")
    assert done.exit_code == 0
    assert done.output == (
        "2\xa0messages · «\u202fpanne\u202f» · du 1er mai 2024 à 10:00 au 31 mai 2024 à 23:59\n\n"
        "1. 2 mai 2024 à 10:00 · x · Journal · réponse\n   La panne dure\n\n"
        "2. 1er mai 2024 à 10:00 · x · anne · 1\xa0mention J’aime · 2\xa0reprises\n   Une panne à Brest\n   https://x.example/1\n"
    )


def test_and_in_english(folder) -> None:
    done = search(folder, "panne", "--limit", "1", "--no-tops", "--medium", "x", lang="en")
    assert done.output == (
        "2\xa0posts (1\xa0shown) · “panne” · from 1 May 2024 at 10:00 to 3 June 2024 at 10:00\n\n"
        "1. 2 May 2024 at 10:00 · x · Journal · reply\n   La panne dure\n"
    )
    assert search(folder, "absent", lang="en").output.startswith("0\xa0posts · “absent”")


def test_hits_are_bold_on_a_terminal_only(folder) -> None:
    assert "La \x1b[1mpanne\x1b[0m dure" in search(folder, "panne", color=True).output
    assert "\x1b" not in search(folder, "panne").output


def test_the_tops_of_the_search_follow(folder) -> None:
    output = search(folder, "panne", "--medium", "x", "--top", "1").output
    tops = output[output.index("Hashtags") :]
    assert "    1. #brest · 2\n" in tops and "#panne" not in tops
    assert "Comptes les plus cités\n    1. anne (x) · 1\n" in tops and "Comptes les plus actifs\n    1. anne (x) · 1\n" in tops
    assert "Sujets les plus repris\n    1. sujet 0 · 2\n" in tops
    assert "Hashtags" in search(folder, "panne").output and "Hashtags" not in search(folder, "panne", "--no-tops").output


def test_a_word_typed_amiss_is_told_before_the_posts(folder) -> None:
    assert search(folder, '"panne dure').output.startswith("guillemets ou parenthèse non fermés : fermés à la fin\n1\xa0message · ")


def test_several_arguments_are_one_query(folder) -> None:
    assert search(folder, "panne", "brest").output.startswith("1\xa0message · «\u202fpanne brest\u202f»")
    assert search(folder).output.startswith("4\xa0messages · tous les messages")


def test_lists_of_the_study_restrict_to_their_accounts(folder) -> None:
    assert search(folder, "--list", "presse").output.startswith("1\xa0message")


def test_nothing_in_a_post_steers_the_terminal(folder) -> None:
    for options in ([], ["--json"], ["--csv"]):
        for color in (False, True):
            output = search(folder, "rouge", *options, color=color).output.replace("\x1b[1m", "").replace("\x1b[0m", "")
            assert "rouge" in output
            assert not {sign for sign in output if sign != "\n" and (ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or sign in "\u202e\u2066")}


def test_no_address_is_shown_in_the_terminal(folder) -> None:
    output = search(folder, "neuf").output
    assert "Divers — Rien de neuf" in output and "dupont" not in output and "adresse masquée" in output


def test_the_json_is_one_document_that_tells_what_was_searched(folder) -> None:
    told = json.loads(search(folder, "panne", "--json", "--last", "2m", "--limit", "1", "--kind", "post", "--sort", "engagement").output)
    assert told["study"] == "small" and told["query"] == "panne" and told["count"] == 2 and told["sort"] == "engagement"
    assert told["interval"] == {"from": "2024-04-03T10:00:01+02:00", "to": "2024-06-03T10:00:01+02:00", "timezone": "Europe/Paris"}
    assert told["parameters"]["kind"] == ["post"]
    assert [(row["post_id"], row["published_at"], row["label"]) for row in told["posts"]] == [("x:1", "2024-05-01T08:00:00Z", "sujet 0")]
    assert told["tops"]["posts"] == 2 and told["tops"]["lists"]["hashtags"][0]["item"] == "brest"
    evil = json.loads(search(folder, "rouge", "--json", "--no-tops").output)
    assert evil["posts"][0]["text"] == EVIL and "tops" not in evil


def test_the_csv_has_all_columns_and_no_formula(folder) -> None:
    output = search(folder, "--csv").output
    rows = list(csv.DictReader(io.StringIO(output)))
    assert [row["post_id"] for row in rows] == ["forum:4", "forum:3", "x:2", "x:1"]
    assert rows[0]["text"] == "'=panne[31m rouge2J fin\n@SUM(A1) " and rows[2]["hour"] == "10" and rows[3]["likes"] == "1"
    assert "n" not in rows[0] and rows[0]["label"] == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["panne", "--medium", "forom"], "medium: «forom» is not there; did you mean «forum»?"),
        (["panne", "--from", "hier"], "from: «hier» is neither a day"),
        (["%"], "there is no word to look for in «%»"),
        (["panne", "--list", "x"], "known: presse"),
        (["x " * 3000], "more than 200 words"),
    ],
)
def test_what_cannot_be_searched_is_one_message_and_status_2(arguments: list[str], message: str, folder) -> None:
    path = folder / "small/watch/posts.sqlite"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    done = search(folder, *arguments)
    assert done.exit_code == 2 and message in done.output and len(done.output.splitlines()) == 1
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_study_that_has_not_run_is_told(folder, tmp_path) -> None:
    done = CliRunner().invoke(Verbs(commands={"search": command.search}), ["search", str(folder / "small.yaml"), "x", "--results", str(tmp_path)])
    assert done.exit_code == 2 and "there is no index of posts" in done.output and "conversatoire run small makes it" in done.output


def test_a_study_without_posts_is_answered(folder, tmp_path) -> None:
    made(tmp_path, [], ["2024-05"]).close()
    run = CliRunner().invoke
    group = Verbs(commands={"search": command.search})
    arguments = ["search", str(folder / "small.yaml"), "panne", "--last", "15d", "--results", str(tmp_path)]
    assert run(group, arguments).output == "0\xa0message · «\u202fpanne\u202f» · l’index est vide\n"
    assert json.loads(run(group, [*arguments, "--json"]).output)["interval"]["from"] is None
    assert len(run(group, [*arguments, "--csv"]).output.splitlines()) == 1
