"""The verbs: what they print, and how they end."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner
from trial import ROOT, run, write_tiny

from conversatoire import __version__, cli
from conversatoire.study_file import load

VERBS = ["annotate", "check", "compare", "demo", "explore", "export", "new", "purge", "run", "search", "verify"]
HEAVY = ["pandas", "polars", "pydantic", "matplotlib", "snakemake", "yaml"]
# A source whose date column the export does not have.
WRONG = "sources=[{name: posts, medium: x, format: csv, path: data/raw/tiny/*.csv, columns: {published_at: day, text: text}}]"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with the tiny study, in which the verbs are called."""
    write_tiny(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments):
    """Calls a verb in this process."""
    return CliRunner().invoke(cli.main, arguments)


def test_help_lists_the_verbs_and_the_version_is_the_package_s():
    assert sorted(cli.main.commands) == VERBS
    assert call("--version").output == f"conversatoire, version {__version__}\n"
    assert all(call(verb, "--help").exit_code == 0 for verb in VERBS)


def test_help_loads_nothing_heavy():
    code = (
        "import sys, conversatoire.cli; print([m for m in ('pandas', 'polars', 'pydantic', 'matplotlib', 'snakemake', 'yaml') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "tinny"], "there is no study file config/studies/tinny.yaml; did you mean «tiny»?"),
        (["check", "../tiny"], "cannot name a study"),
        (["verify", "tinny"], "did you mean «tiny»?"),
        (["run", "tiny", "--period", "2024-04"], "2024-04 is not a month of the study; its months: 2024-03"),
        (["run", "tiny", "--set", "topics.cuont=4"], "did you mean «count»?"),
        (["run", "tiny", "--profile", "slrum"], "did you mean «slurm»?"),
        (["run", "tiny", "--cores", "0"], "0 is not in the range"),
        (["run", "tiny", "--set", "sources=[]"], "sources"),
        (["launch"], "No such command"),
    ],
)
def test_a_wrong_word_is_one_message_and_exit_2(here, arguments, message):
    result = call(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr and "Traceback" not in result.output
    assert not (here / "results").exists()


def test_run_names_a_source_without_files_before_it_starts(here):
    (here / "data/raw/tiny/posts.csv").unlink()
    result = call("run", "tiny")
    assert result.exit_code == 2 and "data/raw/tiny" in result.stderr
    assert not (here / "logs").exists()


def test_new_writes_a_study_that_is_valid(here):
    result = call("new", "my-study")
    assert result.exit_code == 0 and result.output.startswith("config/studies/my-study.yaml\n")
    name, study = load("my-study")
    assert name == "my-study" and study.sources[0].path == ["data/raw/my-study/*.csv"]


def test_new_states_what_is_asked_in_the_language_of_the_first_note(here):
    call("new", "my-study")
    _, study = load("my-study")
    assert study.note_languages[0] == "fr"
    assert study.question.startswith("De quoi parle-t-on") and study.objective.startswith("Une note mensuelle")


def test_new_explains_each_of_its_keys(here):
    call("new", "my-study")
    lines = (here / "config/studies/my-study.yaml").read_text(encoding="utf-8").splitlines()
    assert sum("#" in line for line in lines) > len(lines) / 2


@pytest.mark.parametrize("name", ["tiny", "Tiny", "compare", "../x", "a/b", "x.yaml", "-x", "x y", "é", "a" * 65])
def test_new_refuses_a_bad_name_and_an_existing_study(here, name):
    before = (here / "config/studies/tiny.yaml").read_bytes()
    assert call("new", "--", name).exit_code == 2
    assert (here / "config/studies/tiny.yaml").read_bytes() == before
    assert [path.name for path in (here / "config/studies").iterdir()] == ["tiny.yaml"]


def test_check_shows_the_first_rows_and_what_would_run(here):
    result = call("check", "tiny")
    assert result.exit_code == 0, result.output
    assert "1 file, 10 kB" in result.output and "60 read, 0 rejected" in result.output
    assert "found: native_id, published_at, text, author, reply_to, likes" in result.output
    assert "posts from 2024-02-29 23:15 to " in result.output  # 0:15 in Paris is 23:15 UTC of the day before
    assert "read as: delimiter «,» (guessed), encoding utf-8 (guessed)" in result.output
    assert "row 2: native_id «1000» · published_at «2024-03-01T00:15:00+01:00» = 2024-02-29 23:15 UTC · text «Les travaux du pont" in result.output
    steps = "import collection topics influencers barometer tone events benchmark note"
    others = "community_links community_topics manifest site topic_links watch"
    assert f"would run  {', '.join(f'1 × {rule}' for rule in f'{steps} {others}'.split())}\n" in result.output
    assert "warning" not in result.output


def test_check_shows_a_row_that_would_be_rejected(here):
    with (here / "data/raw/tiny/posts.csv").open("a", encoding="utf-8") as file:
        file.write("1,2,3\n")
    result = call("check", "tiny")
    assert result.exit_code == 0 and "61 read, 1 rejected" in result.output and "first reject: row 62" in result.output


def test_check_names_a_column_that_the_export_lacks(here):
    result = call(
        "check",
        "tiny",
        "--set",
        "sources=[{name: posts, medium: x, format: csv, path: data/raw/tiny/*.csv, columns: {published_at: day, text: text}}]",
    )
    assert result.exit_code == 2 and "day" in result.output and "sources that cannot be read: posts" in result.stderr


def test_check_of_the_model_study_says_that_its_files_are_not_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = call("check", str(ROOT / "config/studies/mediator.yaml"))
    assert result.exit_code == 2
    assert "sources that cannot be read: blogs, forums, twitter, facebook" in result.stderr
    assert "data/raw/mediator/blogs" in result.output


def test_a_fault_of_ours_is_an_apology_with_the_traceback_in_a_file(here):
    @cli.main.command("break")
    def broken():
        raise ZeroDivisionError("no such number")

    try:
        result = call("break")
    finally:
        del cli.main.commands["break"]
    assert result.exit_code == 1
    assert result.stderr.startswith("Sorry") and len(result.stderr.splitlines()) == 1
    assert "ZeroDivisionError: no such number" in (here / "logs/unexpected-error.log").read_text(encoding="utf-8")


def test_run_ends_with_the_notes_paths_and_does_nothing_twice(tiny):
    done = run("conversatoire.cli", "run", "tiny", cwd=tiny)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "nothing to do: every note is up to date",
        "results/tiny/2024-03/note/note.fr.html",
        "results/tiny/2024-03/note/note.en.html",
    ]
    assert "Building DAG of jobs" in (tiny / "logs/tiny/snakemake.log").read_text(encoding="utf-8")


def test_run_refuses_a_wrong_column_before_it_starts(here):
    result = call("run", "tiny", "--cores", "1", "--set", WRONG)
    assert result.exit_code == 2 and not (here / "logs").exists()
    assert "source «posts»: data/raw/tiny/posts.csv: there is no column «day» (columns: published_at)" in result.stderr


def test_a_failing_import_ends_with_its_log_and_exit_1(here):
    # More objects than the look before the run reads, so that only the import finds that none has the key.
    (here / "data/raw/tiny/posts.jsonl").write_text('{"text": "le pont"}\n' * 40_001, encoding="utf-8")
    source = "{name: posts, medium: x, format: jsonl, path: data/raw/tiny/posts.jsonl, columns: {published_at: day, text: text}}"
    result = call("run", "tiny", "--cores", "1", "--set", f"sources=[{source}]")
    assert result.exit_code == 1
    assert "posts import failed:" in result.stderr and "day" in result.stderr and "log: logs/tiny/imported/posts.log" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_failing_step_ends_with_the_path_of_its_notebook_and_its_error(tiny, tmp_path):
    # As deep as the original: code files are inputs by their relative paths.
    copy = shutil.copytree(tiny, tmp_path, dirs_exist_ok=True)
    (copy / "results/tiny/2024-03/collection/posts.parquet").write_bytes(b"not a table at all")
    done = run("conversatoire.cli", "run", "tiny", cwd=copy)
    assert done.returncode == 1
    failed = re.findall(r"2024-03 (topics|influencers|barometer) failed:", done.stderr)  # each reads the posts; which is first is chance
    assert failed
    assert all(f"notebook: results/tiny/2024-03/notebooks/2_{step}.ipynb" in done.stderr for step in failed)
    assert "snakemake's log: logs/tiny/snakemake.log" in done.stderr
    assert "Input Notebook" not in done.stderr  # the error's own lines, not papermill's preamble


def test_a_folder_locked_by_a_killed_run_is_said_to_be_and_can_be_unlocked(here):
    locks = here / ".snakemake/locks"
    locks.mkdir(parents=True)
    for kind in ("input", "output"):
        (locks / f"0.{kind}.lock").write_text("results/tiny/2024-03/manifest.json\nresults/tiny/imported/posts.yaml\n", encoding="utf-8")
    result = call("run", "tiny", "--cores", "1")
    assert result.exit_code == 1 and "the folder is locked" in result.stderr and "--unlock" in result.stderr
    from conversatoire.run import Request, unlock

    unlock(Request("tiny"))
    assert list(locks.glob("*")) == []


def test_a_stopped_run_leaves_no_lock(here):
    command = [sys.executable, "-u", "-m", "conversatoire.cli", "run", "tiny", "--cores", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert "import" in process.stdout.readline()  # the first job that is told has ended; a notebook is at work
    os.kill(process.pid, signal.SIGINT)
    _, message = process.communicate(timeout=60)
    assert process.returncode == 1 and message.startswith("stopped; what is done is kept")
    assert list((here / ".snakemake/locks").glob("*")) == []


@pytest.mark.parametrize("options", [[], ["--rerun"]])
def test_verify_without_a_run_is_a_wrong_input(here, options):
    result = call("verify", "tiny", *options)
    assert result.exit_code == 2 and result.stderr == "results/tiny: no month to verify; run the study first\n"


def test_a_study_that_comes_with_the_project_is_called_from_its_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = call("check", "demo")
    assert result.exit_code == 2 and f"call it from the project's folder, {ROOT}" in result.stderr and "conversatoire demo writes" in result.stderr
    assert "conversatoire new other writes one" in call("check", "other").stderr


def test_verify_passes_and_finds_a_changed_byte(tiny):
    assert run("conversatoire.cli", "verify", "tiny", cwd=tiny).returncode == 0
    table = tiny / "results/tiny/2024-03/topics/topics.csv"
    content = table.read_bytes()
    table.write_bytes(content + b" ")
    try:
        done = run("conversatoire.cli", "verify", "tiny", cwd=tiny)
    finally:
        table.write_bytes(content)
    assert done.returncode == 1 and done.stdout == "2024-03: 2024-03/topics/topics.csv has changed\n"


def test_plain_snakemake_does_the_same_work(tiny):
    done = run("snakemake", "-n", "-s", str(ROOT / "workflow/Snakefile"), "--config", "study=tiny", "period=2024-03", cwd=tiny)
    assert done.returncode == 0 and "Nothing to be done" in done.stdout + done.stderr


def test_the_manifest_tells_how_to_make_the_month_again(tiny):
    manifest = json.loads((tiny / "results/tiny/2024-03/manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == "conversatoire run tiny --period 2024-03"
    kept = {"kept/data/reference/crisis_words.csv", "kept/data/reference/press_sites.csv"}  # tables that steps read and people change
    assert manifest["inputs"].keys() == {"posts/posts.csv"} | kept


def test_check_refuses_a_source_of_which_no_row_can_be_used(here):
    result = call("check", "tiny", "--set", "sources.0.columns.published_at=text")
    assert result.exit_code == 2 and "none of its first 60 rows can be used (impossible date)" in result.output


def test_check_tells_ids_that_a_spreadsheet_ruined(here):
    with (here / "data/raw/tiny/posts.csv").open("a", encoding="utf-8") as file:
        file.write('"1,45E+18",2024-03-30T10:00:00+01:00,Le pont encore,anne,,1\n')
    result = call("check", "tiny")
    assert result.exit_code == 0 and "ids that a spreadsheet ruined (1,45E+18): 1" in result.output


def test_a_run_until_a_step_ends_with_the_pages_of_its_notebooks(here):
    result = call("run", "tiny", "--until", "collection", "--cores", "2")
    assert result.exit_code == 0, result.stderr
    page = result.stdout.splitlines()[-1]
    assert page == "results/tiny/2024-03/notebooks/1_collection.html" and (here / page).is_file()
    assert not (here / "results/tiny/2024-03/topics").exists()
    assert "Invalid value for '--until'" in call("run", "tiny", "--until", "toppics").stderr


def test_a_sample_to_code_and_a_search_come_from_a_run(tiny, monkeypatch):
    monkeypatch.chdir(tiny)
    drawn = call("annotate", "tiny", "--size", "20", "--coder", "anne")
    assert drawn.exit_code == 0, drawn.stderr
    csv, notebook, last = drawn.stdout.splitlines()
    assert csv == "data/coding/tiny/tone.anne.csv" and (tiny / csv).is_file() and (tiny / notebook).is_file() and last.startswith("20 posts")
    found = call("search", "tiny", "péage", "--json", "--no-tops")
    assert found.exit_code == 0 and json.loads(found.stdout)["count"] == 20  # two of the six texts, ten times each
    shutil.rmtree(tiny / "data/coding")
