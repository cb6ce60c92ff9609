"""A pseudonymised study run whole, then purged: everything that it wrote is searched for handles, names and ids."""

import gzip
import json
import os
import re
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import polars as pl
import pytest
from people_export import FRIEND_NAME, HANDLE, MAIL, NAME, NUMBER, POST, TELEPHONE, TRACES, write_study
from trial import AUTHORS, run

KEY, OTHER = "0123456789abcdef" * 4, "fedcba9876543210" * 4
PSEUDONYMS = "privacy.pseudonyms=true"
pytestmark = pytest.mark.xdist_group("privacy")


def conversatoire(folder: Path, *arguments: str, key: str | None = KEY) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "CONVERSATOIRE_KEY"}
    return run("conversatoire.cli", *arguments, cwd=folder, env=environment | ({"CONVERSATOIRE_KEY": key} if key else {}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("privacy")
    write_study(folder)
    with (folder / "config/studies/tiny.yaml").open("a", encoding="utf-8") as file:
        file.write("privacy: {pseudonyms: true}\n")
    done = conversatoire(folder, "run", "tiny", "--cores", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def told(path: Path) -> str:
    """All the text that a file holds, whatever its form."""
    raw = path.read_bytes()
    if path.suffix == ".parquet":
        return pl.read_parquet(path).write_json() + str(pl.read_parquet_schema(path))
    if path.suffix == ".sqlite":
        with sqlite3.connect(path) as database:
            return "\n".join(database.iterdump())
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8", "replace")
    return text if path.suffix != ".ipynb" else text + json.dumps(json.loads(text), ensure_ascii=False)


def named(folder: Path, traces: list[str], *places: str) -> list[tuple[str, str]]:
    """Files (binary forms read as text) that hold a trace as a whole word."""
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(trace)}(?!\w)" for trace in traces), re.IGNORECASE)
    files = [path for place in places for path in (folder / place).rglob("*") if path.is_file()]
    assert len(files) > 3
    return [(path.relative_to(folder).as_posix(), found[0]) for path in files if (found := pattern.search(told(path)))]


WRITTEN = ("results", "logs", "benchmarks", ".snakemake")


def test_nothing_that_a_run_writes_holds_a_handle_a_name_an_id_or_the_key(folder: Path) -> None:
    kinds = {path.suffix for path in (folder / "results/tiny").rglob("*")}
    assert {".parquet", ".csv", ".ipynb", ".html", ".pdf", ".docx", ".md", ".svg", ".gexf", ".sqlite", ".yaml", ".json"} <= kinds
    natives = [f"mastodon:{number}" for number in range(1000, 1060)]
    assert named(folder, [*TRACES, *AUTHORS, "carla", *natives, KEY], *WRITTEN) == []


def test_the_texts_are_still_there(folder: Path) -> None:
    posts = pl.read_parquet(folder / "results/tiny/2024-03/collection/posts.parquet")
    assert len(posts) == 65 and posts["author"].str.contains(r"^u_[a-z2-7]{13}$").all()
    assert posts["text"].str.contains("pont").all() and posts["reply_to_author"].drop_nulls().is_in(posts["author"].to_list()).all()
    edges = pl.read_csv(folder / "results/tiny/2024-03/influencers/edges.csv")
    assert len(edges) and edges["source"].is_in(posts["author"].to_list()).all()


def test_search_finds_an_account_by_its_pseudonym(folder: Path) -> None:
    posts = pl.read_parquet(folder / "results/tiny/2024-03/collection/posts.parquet")
    author = posts["author"].mode().sort()[0]
    done = conversatoire(folder, "search", "tiny", "--author", author, "--json", key=None)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["count"] == (posts["author"] == author).sum()


def test_without_a_key_nothing_runs_and_with_another_one_it_is_told(folder: Path) -> None:
    for verb in ("run", "check"):
        for key in (None, "short-one"):
            done = conversatoire(folder, verb, "tiny", key=key)
            assert done.returncode == 2 and "secrets.token_hex" in done.stderr and "Traceback" not in done.stderr + done.stdout
            assert not key or key not in done.stderr + done.stdout
    same, other = (conversatoire(folder, "check", "tiny", key=key) for key in (KEY, OTHER))
    assert same.returncode == 0 and "another key" not in same.stdout and "import" not in same.stdout.split("would run")[1]
    assert other.returncode == 0 and "with another key" in other.stdout and "2 × import" in other.stdout
    assert OTHER not in other.stdout


def test_after_a_purge_and_a_run_nothing_holds_the_author(folder: Path) -> None:
    done = conversatoire(folder, "purge", "tiny", "--author", HANDLE, "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "results/tiny: deleted" in done.stdout and HANDLE not in done.stdout
    again = conversatoire(folder, "run", "tiny", "--until", "collection", "--set", "privacy.pseudonyms=false", "--cores", "2", key=None)
    assert again.returncode == 0, again.stdout + again.stderr
    gone = [HANDLE, NAME, NUMBER, POST, MAIL, TELEPHONE]
    assert named(folder, gone, "results", "logs", "benchmarks", ".snakemake", "data", "config") == []
    assert named(folder, [FRIEND_NAME], "data") != []
    coverage = pl.read_csv(folder / "results/tiny/2024-03/collection/coverage.csv")
    assert coverage["kept"].to_list() == [3, 60] or coverage["kept"].to_list() == [60, 3]
