"""Reaction times of a real export against its raw rows, read by Python's csv module and worked out thread by thread."""

import csv
from datetime import datetime

import polars as pl
import pytest
from trial import ROOT

from conversatoire import tables
from conversatoire.benchmark import reaction, waiting
from conversatoire.collection import importer
from conversatoire.study_file import load

FOLDER = ROOT / "../shared/data/x-export-free-2024"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data is absent: no real export to read")
OWN = {"freebox", "free"}


@pytest.fixture(scope="module")
def raw() -> dict[str, dict]:
    """The rows of the export by id."""
    found = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found |= {row["id"]: row for row in csv.DictReader(file)}
    return found


@pytest.fixture(scope="module")
def appeals(tmp_path_factory):
    """The month of October 2024, with answers from the whole export."""
    _, study = load(str(ROOT / "tests/studies/free-x-2024.yaml"))
    path = tmp_path_factory.mktemp("free") / "x.parquet"
    importer.import_source(study.sources[0], sorted(FOLDER.glob("*.csv")), FOLDER, "Europe/Paris", path, path.with_suffix(".csv"))
    posts = tables.read(path, "posts")
    month = posts[posts["published_at"].dt.tz_convert("Europe/Paris").dt.strftime("%Y-%m") == "2024-10"].drop_duplicates("post_id")
    known, last = reaction.with_answers(month, ["Freebox", "free"], [str(path)])
    assert pl.scan_parquet(path).select(pl.len()).collect().item() == 3919
    return reaction.reaction_posts(known, last, ["Freebox", "free"])


def test_every_answer_that_replies_to_an_appeal_is_found_with_its_minutes(raw, appeals):
    replies: dict[str, list[dict]] = {}
    for row in raw.values():
        if row["screen_name"].lower() in OWN:
            replies.setdefault(row["in_reply_to"], []).append(row)
    compared = 0
    for appeal in appeals.itertuples():
        asked = raw[appeal.post_id.split(":")[1]]
        direct = sorted(replies.get(asked["id"], []), key=lambda row: datetime.fromisoformat(row["created_at"]))
        if not direct:
            continue
        minutes = (datetime.fromisoformat(direct[0]["created_at"]) - datetime.fromisoformat(asked["created_at"])).total_seconds() / 60
        assert appeal.minutes <= minutes + 1e-9  # an answer elsewhere in the thread may be earlier
        compared += abs(appeal.minutes - minutes) < 1e-9 and appeal.answer_id == f"twitter:{direct[0]['id']}"
    assert compared >= 480


def test_no_row_of_the_export_answers_an_appeal_that_is_told_as_unanswered(raw, appeals):
    answered = {row["in_reply_to"] for row in raw.values() if row["screen_name"].lower() in OWN}
    alone = appeals[appeals["answer_id"].isna()]
    assert 5 <= len(alone) <= 30
    assert not {post_id.split(":")[1] for post_id in alone["post_id"]} & answered


def test_the_summary_of_the_month_is_that_of_the_note(appeals):
    (whole,) = waiting.reaction(appeals, 30).query("medium == 'all'").to_dict("records")
    assert whole["answered"] / whole["addressed"] > 0.95
    assert 2.5 * 1440 < whole["median_low"] < whole["median"] < whole["median_high"] < 3.2 * 1440
    assert whole["repeated"] / whole["answered"] > 0.8
