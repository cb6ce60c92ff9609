"""Import of a source: every row of every file is in the posts or in the rejects, and the same input gives the same bytes."""

import json
import logging
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from conversatoire import tables
from conversatoire.collection.importer import Counts, import_source, main, source_files
from conversatoire.config import Source
from conversatoire.errors import SourceError

SHARED = Path("../shared/data")
COLUMNS = {"native_id": "id", "published_at": "at", "text": "text", "author": "who"}
GOOD = "id,at,who,text\n1,2024-07-10T12:00:00Z,ana,un mot\n2,2024-07-11T12:00:00Z,bob,un autre\n"


def source(*paths: object, **hints) -> Source:
    return Source(**{"name": "s", "medium": "twitter", "format": "csv", "path": [str(path) for path in paths], "columns": COLUMNS} | hints)


def run(folder: Path, study: Source) -> tuple[Counts, pl.DataFrame, list[dict]]:
    files, root = source_files(study)
    posts, rejects = folder / "out" / "s.parquet", folder / "out" / "s.rejects.csv"
    counts = import_source(study, files, root, "Europe/Paris", posts, rejects)
    assert sorted(path.name for path in posts.parent.iterdir()) == ["s.parquet", "s.rejects.csv"]
    return counts, pl.read_parquet(posts), tables.read(rejects, "rejects").to_dict("records")


def test_all_rows_of_all_files_are_posts_or_rejects(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(GOOD)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.csv").write_text(GOOD + '3,never,ana,x\n4,2024-07-10,ana\n5,2024-07-10,ana,"open\n')
    counts, posts, rejects = run(tmp_path, source(tmp_path / "**" / "*.csv"))
    assert counts == Counts(read=7, rejected=3, posts=4, ruined_ids=0)
    assert posts["origin"].to_list() == ["a.csv:2", "a.csv:3", "sub/b.csv:2", "sub/b.csv:3"]
    assert [(row["origin"], row["reason"]) for row in rejects] == [
        ("sub/b.csv:4", "impossible date"),
        ("sub/b.csv:5", "wrong number of columns"),
        ("sub/b.csv:6", "unclosed or stray quote"),
    ]


def test_the_counts_are_in_the_parquet_and_ruined_ids_are_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.csv").write_text('id,at,who,text\n"1,45E+18",2024-07-10,ana,x\n')
    with caplog.at_level(logging.WARNING):
        counts, _, _ = run(tmp_path, source(tmp_path / "a.csv"))
    assert counts.ruined_ids == 1 and "spreadsheet ruined" in caplog.text
    assert json.loads(pq.read_metadata(tmp_path / "out" / "s.parquet").metadata[b"conversatoire"]) == counts._asdict()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(GOOD)
    study = source(tmp_path / "a.csv")
    run(tmp_path, study)
    first = (tmp_path / "out" / "s.parquet").read_bytes()
    run(tmp_path, study)
    assert (tmp_path / "out" / "s.parquet").read_bytes() == first


def test_the_parquet_has_the_table_s_schema_even_without_posts(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,at,who,text\n")
    counts, _, rejects = run(tmp_path, source(tmp_path / "a.csv"))
    assert counts.read == 0 and rejects == []
    assert pq.read_schema(tmp_path / "out" / "s.parquet").remove_metadata() == tables.TABLES["posts"].schema


def test_rejects_hold_hostile_bytes_safely(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD.encode() + b'=cmd|x,1\n3,x\x00y,z,t\n4,"a\rb,c\n5,2024-07-10,z,\xff\xff\n')
    _, _, rejects = run(tmp_path, source(tmp_path / "a.csv"))
    written = (tmp_path / "out" / "s.rejects.csv").read_bytes()
    assert b"\x00" not in written and b"\r" not in written
    assert [row["raw"] for row in rejects] == ["=cmd|x,1", "3,x␀y,z,t", '4,"a␍b,c', "5,2024-07-10,z,\\xff\\xff"]
    assert b"'=cmd" in written


def test_the_order_of_day_and_month_is_one_for_all_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,at,who,text\n1,03/04/2024 12:00,ana,x\n")
    (tmp_path / "b.csv").write_text("id,at,who,text\n2,04/13/2024 12:00,ana,x\n")
    _, posts, _ = run(tmp_path, source(tmp_path / "*.csv", timezone="UTC"))
    assert posts["published_at"].dt.month().to_list() == [3, 4]


def test_a_failed_import_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(GOOD)
    (tmp_path / "b.csv").write_text("x,y\n1,2\n")
    study = source(tmp_path / "*.csv")
    files, root = source_files(study)
    with pytest.raises(SourceError, match=r"b\.csv: there are no columns «id»"):
        import_source(study, files, root, "UTC", tmp_path / "out" / "p.parquet", tmp_path / "out" / "r.csv")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_pattern_that_names_nothing_or_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no file is called .*absent/\*\.csv; the nearest folder that exists is"):
        source_files(source(tmp_path / "absent" / "*.csv"))
    with pytest.raises(SourceError, match="is a folder"):
        source_files(source(tmp_path))


def test_the_root_is_the_deepest_folder_without_wildcards(tmp_path: Path) -> None:
    for name in ("x/a/1.csv", "x/b/2.csv"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(GOOD)
    assert source_files(source(tmp_path / "x" / "*" / "*.csv")) == ([tmp_path / "x/a/1.csv", tmp_path / "x/b/2.csv"], tmp_path / "x")
    assert source_files(source(tmp_path / "x/a/1.csv"))[1] == tmp_path / "x/a"
    assert source_files(source(tmp_path / "x/a/1.csv", tmp_path / "x/b/*.csv"))[1] == tmp_path / "x"


def test_the_command_imports_what_its_parameters_say_and_tells_errors_without_traceback(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "a.csv").write_text(GOOD)
    study = source(tmp_path / "a.csv", timezone="Europe/Paris").model_dump(mode="json")
    params = tmp_path / "p.yaml"
    params.write_text(json.dumps(study | {"files": [str(tmp_path / "a.csv")], "root": str(tmp_path)}))
    assert main([str(params), str(tmp_path / "p.parquet"), str(tmp_path / "r.csv")]) == 0
    assert "2 rows read, 0 rejected, 2 posts" in capsys.readouterr().err
    params.write_text(json.dumps(study | {"files": [str(tmp_path / "gone.csv")], "root": str(tmp_path)}))
    assert main([str(params), str(tmp_path / "p.parquet"), str(tmp_path / "r.csv")]) == 2
    assert "gone.csv: cannot be opened" in capsys.readouterr().err


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared samples (../shared/data) are absent")
def test_the_shared_x_export_is_imported_whole(tmp_path: Path) -> None:
    columns = {
        "native_id": "id",
        "published_at": "created_at",
        "text": "full_text",
        "author": "screen_name",
        "reply_to": "in_reply_to",
        "likes": "favorite_count",
    }
    counts, posts, _ = run(tmp_path, source(SHARED / "x-export-free-2024" / "*.csv", columns=columns, null_values=["null"]))
    assert counts == Counts(read=3919, rejected=0, posts=3919, ruined_ids=0)
    assert posts["post_id"].n_unique() == 3919 and posts["likes"].null_count() == 0
    assert posts["text"].str.contains("\n").any() and not posts["text"].str.contains("\\n", literal=True).any()
    assert posts["lang"].value_counts(sort=True).row(0)[0] == "fr"
