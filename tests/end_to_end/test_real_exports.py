"""Real exports, which are not part of the project: every row is accounted for, and a real month becomes a note."""

from pathlib import Path

import pandas as pd
import pytest
from trial import ROOT, run

from conversatoire import tables
from conversatoire.collection import importer, period
from conversatoire.config import Columns, Query, Source
from conversatoire.plan import source_params
from conversatoire.study_file import load

DATA = ROOT / "../shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent: no real exports to read")

TITLES = Columns(native_id="id", published_at="created_utc", title="title")
OTHERS = [
    Source(name="subjects", medium="reddit", format="csv", path="../shared/data/reddit-20-subjects/titles.csv", columns=TITLES),
    Source(name="brexit", medium="twitter", format="x-api-v2", path="../shared/data/x-api-v2-twarc/brexit.jsonl"),
    Source(
        name="both",
        medium="twitter",
        format="x-api-v2",
        path=["../shared/data/x-api-v2-twarc/flat.jsonl", "../shared/data/x-api-v2-twarc/noflat.jsonl"],
    ),
    Source(name="withheld", medium="twitter", format="x-api-v2", path="../shared/data/x-api-v2-twarc/withheld.jsonl"),
    Source(name="stream", medium="twitter", format="x-api-v2", path="../shared/data/x-api-v2-twarc/streaming_output_with_error.jsonl"),
]
# Rows counted by other means: the csv, json and mailbox modules of Python. A flat and an unflat file hold the same 100 tweets; a line
# of the stream is cut off.
ROWS = {"x-export": 3919, "mastodon": 547, "pages": 2624, "reddit": 2000, "usenet": 2576, "subjects": 19999, "brexit": 100}
ROWS |= {"both": 200, "withheld": 215, "stream": 8}


def sources() -> list[Source]:
    """Every shared sample, as the two studies of tests/studies and OTHERS name them."""
    studies = [load(str(ROOT / f"tests/studies/{name}.yaml"))[1] for name in ("free-x-2024", "several-media")]
    return [source for study in studies for source in study.sources] + OTHERS


@pytest.fixture
def here(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_every_row_of_a_sample_is_counted_once_in_every_month(here, tmp_path, source):
    files, root = importer.source_files(source)
    posts, rejects = tmp_path / f"{source.name}.parquet", tmp_path / f"{source.name}.rejects.csv"
    counts = importer.import_source(source, files, root, "Europe/Paris", posts, rejects)
    assert counts.read == ROWS[source.name]
    instants = pd.to_datetime(tables.read(posts, "posts", ["published_at"])["published_at"]).dt.tz_convert("Europe/Paris")
    months = instants.dt.strftime("%Y-%m")
    for month in sorted(months.unique())[-6:]:
        named = [{"name": source.name, "medium": source.medium}]
        found = period.collect(tmp_path, named, month, "Europe/Paris", ["fr"], Query(any=["a", "le", "the"]), seed=1)
        row = found.coverage.iloc[0]
        assert row["read"] == ROWS[source.name]
        assert row["read"] == row[["rejected", "duplicate", "off_query", "off_period", "off_language", "kept"]].sum()
        assert row["off_period"] == (months != month).sum()
        assert row["kept"] == len(found.posts) == found.volume["posts"].sum()


def test_a_flat_and_an_unflat_file_of_the_same_tweets_are_a_hundred_duplicates(here, tmp_path):
    source = next(source for source in OTHERS if source.name == "both")
    files, root = importer.source_files(source)
    importer.import_source(source, files, root, "UTC", tmp_path / "both.parquet", tmp_path / "both.rejects.csv")
    found = period.collect(tmp_path, [{"name": "both", "medium": "twitter"}], "2021-04", "UTC", [], Query(), seed=1)
    assert found.coverage.loc[0, ["read", "duplicate", "kept"]].tolist() == [200, 100, 100]


def test_a_real_month_becomes_a_note_in_both_languages(here, tmp_path):
    study = str(ROOT / "tests/studies/free-x-2024.yaml")
    assert source_params(load(study)[1], "x-export")["root"] == "../shared/data/x-export-free-2024"
    done = run("conversatoire.cli", "run", study, "--set", "periods.from=2024-10", "--results", str(tmp_path / "results"), cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    notes = [Path(line) for line in done.stdout.splitlines()[-2:]]
    assert [note.name for note in notes] == ["note.fr.html", "note.en.html"]
    text = (notes[0].parent / "note.fr.md").read_text(encoding="utf-8")
    # Counted apart with Python's re: 1,080 of October's rows hold «free» or «freebox» as a word, and one of them is in English.
    assert "[1 079 messages](posts/month.txt) de 492 auteurs" in " ".join(text.split())  # French wants no-break spaces there
