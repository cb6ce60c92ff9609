"""Files for colleagues: read back as posts and graph, with a warning that they hold personal data."""

import csv
import shutil
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from trial import run

from conversatoire.errors import StudyError
from conversatoire.export.colleagues import _csv, for_4cat, write
from conversatoire.tables import read


@pytest.fixture(scope="module")
def files(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `export --4cat --gexf --csv` writes."""
    folder = tmp_path_factory.mktemp("colleagues")
    done = run("conversatoire.cli", "export", "tiny", "--4cat", "--gexf", "--csv", "--period", "2024-03", "--out", str(folder), cwd=tiny)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "personal data" in done.stderr and "do not publish" in done.stderr
    assert sorted(line.rpartition("/")[2] for line in done.stdout.splitlines()) == ["tiny-2024-03.gexf", "tiny-4cat.csv", "tiny-posts.csv"]
    return folder


def test_4cat_gets_its_columns_and_every_post(files: Path) -> None:
    with (files / "tiny-4cat.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert len(rows) == 60
    assert {"id", "thread_id", "author", "subject", "body", "timestamp", "unix_timestamp", "hashtags"} <= rows["mastodon:1000"].keys()
    # posted on 1 March at 00:15 in Paris, which is 23:15 the evening before in UTC
    assert rows["mastodon:1000"]["timestamp"] == "2024-02-29 23:15:00" and rows["mastodon:1000"]["unix_timestamp"] == "1709248500"
    assert rows["mastodon:1000"]["author"] == "anne" and rows["mastodon:1004"]["thread_id"] == "mastodon:1003"


def test_what_4cat_gets_can_be_read_again_as_posts(files: Path, tmp_path: Path) -> None:
    (tmp_path / "config/studies").mkdir(parents=True)
    shutil.copy(files / "tiny-4cat.csv", tmp_path / "tiny-4cat.csv")
    columns = "{native_id: id, published_at: timestamp, text: body, author: author, thread: thread_id}"
    source = f"{{name: a, medium: mastodon, format: csv, path: tiny-4cat.csv, timezone: UTC, columns: {columns}}}"
    study = f"title: x\nperiods: {{from: 2024-03, to: 2024-03}}\nsources:\n  - {source}\n"
    (tmp_path / "config/studies/again.yaml").write_text(study, encoding="utf-8")
    done = run("conversatoire.cli", "check", "again", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_graph_is_read_by_networkx_with_every_account(files: Path, tiny: Path) -> None:
    graph = nx.read_gexf(files / "tiny-2024-03.gexf", version="1.2draft")
    accounts = read(tiny / "results/tiny/2024-03/influencers/accounts.csv", "accounts")
    assert {data["label"] for _, data in graph.nodes(data=True)} == set(accounts["account"])


def test_a_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(
    files: Path, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny)
    posts = pl.read_parquet(tiny / "results/tiny/2024-03/collection/posts.parquet")
    hostile = posts.head(1).with_columns(pl.lit('=HYPERLINK("http://x")').alias("text"))
    cells = _csv(for_4cat(hostile), tmp_path / "h.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in cells and ",=HYPERLINK" not in cells and ',"=HYPERLINK' not in cells


def test_a_file_as_the_place_is_refused(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny)
    with pytest.raises(StudyError, match="into a folder"):
        write("tiny", Path("results"), tmp_path / "x.zip", (), as_csv=True)
