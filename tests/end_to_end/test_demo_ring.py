"""The coordinated ring that was planted in the demo, against what is found; and real exports, where owners and answers are the traps."""

import pandas as pd
import pytest
from trial import ROOT

from conversatoire import tables
from conversatoire.collection import importer
from conversatoire.influencers.cascades import cascades, of_post
from conversatoire.influencers.coordination import coordination
from conversatoire.influencers.shares import imprecise
from conversatoire.study_file import load

MONTHS = ["2011-04", "2011-05", "2011-06"]
WINDOWS = [10, 60, 300, 3600]
DATA = ROOT / "../shared/data"


def month_of(demo, month):
    return tables.read(demo / f"results/demo/{month}/collection/posts.parquet", "posts")


@pytest.mark.parametrize("month", MONTHS)
def test_the_planted_ring_is_found_and_nobody_else(demo, month, capsys):
    truth = pd.read_csv(demo / "data/raw/demo/truth/ring.csv").query("outcome == 'kept' and published_at.str.startswith(@month)")
    ring = set(truth["account"].str.lower())
    assert ring
    pairs = coordination(month_of(demo, month), WINDOWS, 42, "Europe/Paris", ["OrsenneSante"]).pairs
    found = set(pairs["first"]) | set(pairs["second"])
    planted = {(one, other) for one in ring for other in ring if one < other}
    shown = set(zip(pairs["first"], pairs["second"], strict=True))
    with capsys.disabled():
        print(f"\nring {month}: accounts precision {len(found & ring) / len(found):.2f} recall {len(found & ring) / len(ring):.2f}, ", end="")
        print(f"pairs precision {len(shown & planted) / len(shown):.2f} recall {len(shown & planted) / len(planted):.2f}")
    assert found == ring
    assert shown == planted
    assert set(pairs["group"]) == {0}
    assert set(pairs["medium"]) == {"twitter"}


@pytest.mark.parametrize("month", MONTHS)
def test_without_the_ring_the_month_raises_no_alarm(demo, month):
    ring = pd.read_csv(demo / "data/raw/demo/truth/ring.csv")["account"].str.lower()
    found = coordination(month_of(demo, month), WINDOWS, 42, "Europe/Paris", sorted(set(ring)))
    assert found.pairs.empty
    assert found.examined["pairs"].sum() > 200


@pytest.mark.parametrize("month", MONTHS)
def test_the_reposts_of_a_planted_post_are_in_its_cascade(demo, month):
    posts = month_of(demo, month)
    table, trees = cascades(posts, 20)
    original = posts["repost_of_id"].value_counts().sort_index().idxmax()
    tree = of_post(posts, original)
    direct = set(posts["post_id"][posts["repost_of_id"] == original])
    assert direct <= set(tree["post_id"][tree["parent"] == original])
    assert set(table["kind"]) == {"link", "post"}
    links = posts["links"].explode().value_counts()
    assert table.query("kind == 'link' and rank == 1")["posts"].item() == links.max()
    assert set(trees["post_id"]) <= set(posts["post_id"])


def export(study: str, source: str, tmp_path, monkeypatch) -> pd.DataFrame:
    if not DATA.is_dir():
        pytest.skip("../shared/data is absent: no real exports to read")
    monkeypatch.chdir(ROOT)
    named = next(found for found in load(str(ROOT / f"tests/studies/{study}.yaml"))[1].sources if found.name == source)
    files, root = importer.source_files(named)
    importer.import_source(named, files, root, "Europe/Paris", tmp_path / "posts.parquet", tmp_path / "rejects.csv")
    return tables.read(tmp_path / "posts.parquet", "posts")


@pytest.mark.parametrize("own", [[], ["Freebox", "free"]], ids=["with own accounts", "without"])
def test_canned_answers_of_brands_are_no_coordination(tmp_path, monkeypatch, own):
    posts = export("free-x-2024", "x-export", tmp_path, monkeypatch)
    found = coordination(posts, WINDOWS, 42, "Europe/Paris", own)
    assert found.pairs.empty
    assert found.examined["shares"].sum() > 1000


def test_newspapers_of_one_owner_that_post_together_are_found(tmp_path, monkeypatch):
    posts = export("several-media", "pages", tmp_path, monkeypatch)
    pairs = coordination(posts, WINDOWS, 42, "America/Montreal").pairs
    assert ("le journal saint-françois", "le reflet du lac") in set(zip(pairs["first"], pairs["second"], strict=True))


def test_an_archive_that_tells_dates_without_hours_is_said_to_be_imprecise(tmp_path, monkeypatch):
    posts = export("several-media", "usenet", tmp_path, monkeypatch)
    told = imprecise(posts, WINDOWS, "Europe/Paris")
    assert told["step"].tolist() == [86_400]
    assert told["posts"].item() > 0.9 * len(posts)
    assert coordination(posts, WINDOWS, 42, "Europe/Paris").pairs.empty
