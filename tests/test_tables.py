"""Tables: what is written reads back, formulas do not run, and a wrong frame is told."""

import datetime as dt
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversatoire import tables
from conversatoire.errors import RunError

UTC = dt.UTC
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
HOSTILE = [
    "=1+1",
    "+33 1",
    "-x",
    "@free",
    "\tx",
    "\rx",
    "\nx",
    "'=x",
    "''=x",
    "'hello",
    "a\rb",
    'q"q',
    "p,q",
    "NA",
    "null",
    "",
    " ",
    "\x00",
    "＝1",
    "é\u0301",
]


def post(**values: object) -> dict[str, object]:
    """A posts row with nothing in it but what it must have."""
    columns = tables.TABLES["posts"].columns
    row: dict[str, object] = dict.fromkeys(columns) | {"hashtags": [], "mentions": [], "links": [], "lang": "und"}
    row |= {
        "post_id": "twitter:1",
        "medium": "twitter",
        "source": "x",
        "published_at": dt.datetime(2024, 7, 1, tzinfo=UTC),
        "text": "a",
        "origin": "a.csv:2",
    }
    return row | values


def rejects(raws: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"source": "x", "origin": "a.csv:1", "reason": "why", "raw": raws})


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_hostile_cells_read_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    path = tables.write(rejects(HOSTILE), tmp_path / f"rejects.{suffix}", "rejects")
    assert tables.read(path, "rejects")["raw"].tolist() == HOSTILE


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_reads_back_from_csv(tmp_path: Path, raws: list[str]) -> None:
    path = tables.write(rejects(raws), tmp_path / "rejects.csv", "rejects")
    assert tables.read(path, "rejects")["raw"].tolist() == raws


@given(st.lists(st.sampled_from("'=+-@\t\r\n＝x "), max_size=6).map("".join))
def test_no_neutral_cell_begins_as_a_formula(cell: str) -> None:
    assert tables.neutral(cell)[:1] not in set("=+-@\t\r\n＝＋－＠")


def test_a_formula_stands_in_the_csv_behind_an_apostrophe(tmp_path: Path) -> None:
    path = tables.write(rejects(["=HYPERLINK(1)"]), tmp_path / "rejects.csv", "rejects")
    assert path.read_text(encoding="utf-8") == "source,origin,reason,raw\nx,a.csv:1,why,'=HYPERLINK(1)\n"


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_posts_read_back_with_their_types(tmp_path: Path, engine: str) -> None:
    rows = [
        post(post_id="twitter:1811040987365421110", likes=2**53 + 1, hashtags=["été"], title="T"),
        post(post_id="twitter:0", views=None, mentions=["a", "b"]),
    ]
    frame = pd.DataFrame(rows, dtype=object) if engine == "pandas" else pl.DataFrame(rows, infer_schema_length=None)
    back = tables.read(tables.write(frame, tmp_path / "posts.parquet", "posts"), "posts")
    assert back["post_id"].tolist() == ["twitter:0", "twitter:1811040987365421110"]  # sorted by instant, then id
    assert back["likes"].tolist()[1] == 2**53 + 1 and back["likes"].isna().tolist() == [True, False]
    assert back["mentions"].tolist() == [["a", "b"], []] and back["hashtags"].tolist() == [[], ["été"]]
    assert str(back["published_at"].dtype) == "datetime64[us, UTC]" and str(back["views"].dtype) == "Int64"


def test_pandas_and_polars_frames_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [post(post_id=f"twitter:{i % 7}{i}", likes=i or None, links=["http://a"] * (i % 3)) for i in range(50)]
    one = tables.write(pd.DataFrame(rows), tmp_path / "a.parquet", "posts")
    two = tables.write(pl.DataFrame(rows, infer_schema_length=None)[::-1], tmp_path / "b.parquet", "posts")
    assert one.read_bytes() == two.read_bytes()


def test_a_table_without_rows_reads_back_with_its_types(tmp_path: Path) -> None:
    empty = pl.from_arrow(tables.TABLES["posts"].schema.empty_table())
    back = tables.read(tables.write(empty, tmp_path / "posts.parquet", "posts"), "posts")
    assert len(back) == 0 and str(back["published_at"].dtype) == "datetime64[us, UTC]"


def test_chosen_columns_come_in_the_order_asked(tmp_path: Path) -> None:
    path = tables.write(pd.DataFrame([post(links=["http://a"])]), tmp_path / "posts.parquet", "posts")
    assert tables.read(path, "posts", ["links", "text"]).to_dict("list") == {"links": [["http://a"]], "text": ["a"]}
    assert tables.read(path, "posts", ["links"])["links"].tolist() == [["http://a"]]


def test_floats_keep_six_digits_and_whole_numbers_all(tmp_path: Path) -> None:
    values = [1234567.0, 0.123456789, -0.0, 1e-12 / 3, 2 / 3, 123456.789, None]
    frame = pd.DataFrame({"index": [f"i{i}" for i in range(7)], "value": 1.0, "baseline": values, "formula": "f", "window": "w"})
    frame = frame.assign(low=None, high=None, reference=None)
    path = tables.write(frame, tmp_path / "indices.csv", "indices")
    cells = [line.split(",")[2] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert cells == ["1234567", "0.123457", "0", "3.33333e-13", "0.666667", "123457", ""]
    assert tables.read(path, "indices")["baseline"].tolist()[:2] == [1234567.0, 0.123457]


def test_the_last_bits_of_a_float_do_not_change_the_file(tmp_path: Path) -> None:
    files = []
    for name, weight in (("a", 0.1 + 0.2), ("b", 0.3)):
        frame = pd.DataFrame({"post_id": ["twitter:1"], "topic": [0], "nearest": [0], "weight": [weight], "second": [-1], "second_weight": [0.0]})
        files.append(tables.write(frame, tmp_path / f"{name}.parquet", "post_topics").read_bytes())
    assert files[0] == files[1]


def test_instants_of_a_csv_are_utc(tmp_path: Path) -> None:
    row = {"source": "x", "medium": "twitter"} | dict.fromkeys(
        ["read", "rejected", "duplicate", "off_query", "off_period", "off_language", "kept"], 0
    )
    paris = pd.Timestamp("2024-07-01 00:30", tz="Europe/Paris")
    frame = pd.DataFrame([row | {"first": paris, "last": pd.NaT, "days_without_posts": 0, "ruined_ids": 0}])
    path = tables.write(frame, tmp_path / "coverage.csv", "coverage")
    assert "2024-06-30T22:30:00Z,," in path.read_text(encoding="utf-8")
    back = tables.read(path, "coverage")
    assert back["first"][0] == paris and pd.isna(back["last"][0])


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"day": ["2024-07-01"]}), "missing columns"),
        (pd.DataFrame({"day": ["a"], "medium": ["b"], "posts": [1], "authors": [1], "more": [1]}), "unknown columns ['more']"),
        (pd.DataFrame({"day": ["a"], "medium": [None], "posts": [1], "authors": [1]}), "column «medium» is empty in 1 rows"),
        (pd.DataFrame({"day": [20240701], "medium": ["b"], "posts": [1], "authors": [1]}), "does not fit the table «volume»"),
        (pd.DataFrame({"day": ["a"], "medium": ["b"], "posts": [1.5], "authors": [1]}), "does not fit the table «volume»"),
        (pd.DataFrame({"day": ["a"], "medium": ["b"], "posts": ["many"], "authors": [1]}), "does not fit the table «volume»"),
        (pl.DataFrame({"day": [20240701], "medium": ["b"], "posts": [1], "authors": [1]}), "does not fit the table «volume»"),
        (pl.DataFrame({"day": ["a"], "medium": ["b"], "posts": [1.5], "authors": [1]}), "does not fit the table «volume»"),
        (pl.DataFrame({"day": ["a"], "medium": ["b"], "posts": ["1"], "authors": [1]}), "does not fit the table «volume»"),
        (pl.DataFrame({"day": ["a"], "medium": [None], "posts": [1], "authors": [1]}), "column «medium» is empty in 1 rows"),
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_frame_that_does_not_fit_is_told_with_its_path(tmp_path: Path, frame: pd.DataFrame | pl.DataFrame, message: str, suffix: str) -> None:
    path = tmp_path / f"volume.{suffix}"
    with pytest.raises(RunError) as error:
        tables.write(frame, path, "volume")
    assert message in str(error.value) and str(path) in str(error.value)
    assert not path.exists()


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame])
def test_an_instant_without_a_zone_is_refused(tmp_path: Path, kind: type) -> None:
    with pytest.raises(RunError, match="«published_at» holds instants without a time zone"):
        tables.write(kind([post(published_at=dt.datetime(2024, 7, 1))]), tmp_path / "posts.parquet", "posts")


def test_a_file_that_is_missing_broken_or_another_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="there is no such file"):
        tables.read(tmp_path / "volume.csv", "volume")
    (tmp_path / "posts.parquet").write_bytes(b"no parquet")
    with pytest.raises(RunError, match="cannot be read as the table «posts»"):
        tables.read(tmp_path / "posts.parquet", "posts")
    path = tables.write(rejects(["a"]), tmp_path / "rejects.parquet", "rejects")
    with pytest.raises(RunError, match="missing columns"):
        tables.read(path, "posts")
    path = tables.write(rejects(["a"]), tmp_path / "rejects.csv", "rejects")
    with pytest.raises(RunError, match="missing columns"):
        tables.read(path, "volume", ["day"])


def test_large_polars_frames_are_written_in_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROW_GROUP", 3)
    rows = [post(post_id=f"twitter:{i}", hashtags=[str(i)]) for i in range(8)]
    path = tables.write(pl.DataFrame(rows, infer_schema_length=None), tmp_path / "posts.parquet", "posts")
    assert pq.ParquetFile(path).num_row_groups == 3
    assert tables.read(path, "posts")["hashtags"].tolist() == [[str(i)] for i in range(8)]


def test_every_column_is_described_and_every_key_is_a_column() -> None:
    for table in tables.TABLES.values():
        assert table.about.endswith(".") and set(table.key) <= set(table.columns)
        assert all(column.about for column in table.columns.values())
