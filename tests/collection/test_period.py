"""A month out of what was imported: each row is counted once, where it stops."""

import datetime as dt
from pathlib import Path

import handmade
import polars as pl
import pytest
from handmade import post
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversatoire import tables
from conversatoire.collection import period
from conversatoire.collection.importer import import_source
from conversatoire.config import Columns, Query, Source
from conversatoire.errors import RunError

SOURCES = [{"name": "x", "medium": "twitter"}, {"name": "forum", "medium": "forum"}]
COUNTS = ["read", "rejected", "duplicate", "off_query", "off_period", "off_language", "kept"]


def collect(folder: Path, **settings: object) -> period.Collected:
    known = {"sources": SOURCES, "period": "2024-07", "timezone": "Europe/Paris", "languages": ["fr"], "wanted": Query(any=["free"]), "seed": 42}
    return period.collect(imported=folder, **(known | settings))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    x = [
        post("1", "2024-07-01T10:00", author="Ann", likes=3),
        post("2", "2024-08-01T10:00"),  # another month
        post("3", "2024-07-02T10:00", lang="en"),
        post("4", "2024-07-02T11:00", lang="und"),
        post("5", "2024-07-03T10:00", "freebox"),
        post("1", "2024-07-01T10:00", "free, corrigé", author="Ann"),
        post("6", "2024-07-03T09:00", author="ANN", reply_to_id="twitter:2"),
        post("7", "2024-07-03T09:00", author="bob", reply_to_id="twitter:404", quote_of_id="twitter:3", quote_of_author="told"),
    ]
    forum = [post("1", "2024-07-31T21:59", medium="forum", author=None), post("2", "2024-07-31T22:00", medium="forum")]
    return handmade.write(tmp_path, {"x": x, "forum": forum}, {"forum": ["no date", "no date"]})


def test_each_row_is_counted_once_where_it_stops(folder: Path) -> None:
    coverage = collect(folder).coverage.set_index("source")
    assert coverage.loc["x", COUNTS].tolist() == [8, 0, 1, 1, 1, 1, 4]
    assert coverage.loc["forum", COUNTS].tolist() == [4, 2, 0, 0, 1, 0, 1]  # 22:00 UTC is August in Paris
    assert coverage["days_without_posts"].to_dict() == {"x": 28, "forum": 30}
    assert str(coverage.loc["x", "first"]) == "2024-07-01 10:00:00+00:00"


def test_a_duplicate_is_content_of_the_last_row_with_the_engagement_of_the_first(folder: Path) -> None:
    posts = collect(folder).posts
    assert posts.filter(post_id="twitter:1").select("text", "likes").rows() == [("free, corrigé", 3)]


def test_posts_are_sorted_by_instant_and_id_and_fit_their_table(folder: Path, tmp_path: Path) -> None:
    collected = collect(folder)
    assert collected.posts["post_id"].to_list() == ["twitter:1", "twitter:4", "twitter:6", "twitter:7", "forum:1"]
    written = tables.write(collected.posts, tmp_path / "posts.parquet", "posts")
    assert tables.read(written, "posts")["post_id"].tolist() == collected.posts["post_id"].to_list()
    for name in ("coverage", "volume", "rejects", "coverage_days"):
        tables.write(getattr(collected, "days" if name == "coverage_days" else name), tmp_path / f"{name}.csv", name)


def test_the_author_of_a_parent_is_found_in_any_month_and_language(folder: Path) -> None:
    posts = collect(folder).posts.filter(pl.col("post_id").is_in(["twitter:6", "twitter:7"]))
    assert posts["reply_to_author"].to_list() == ["a2", None]  # twitter:2 is of August; twitter:404 was never collected
    assert posts["quote_of_author"].to_list() == [None, "told"]  # what the export says stays


def test_every_day_and_medium_has_its_volume(folder: Path) -> None:
    volume = collect(folder).volume
    assert len(volume) == 31 * 2 and volume["posts"].sum() == 5
    day = volume[(volume["day"] == "2024-07-03")].set_index("medium")
    assert day.loc["twitter", ["posts", "authors"]].tolist() == [2, 2]
    last = volume[volume["day"] == "2024-07-31"].set_index("medium")
    assert last.loc["forum", ["posts", "authors"]].tolist() == [1, 0]  # its author is not told


def test_no_languages_keep_all(folder: Path) -> None:
    collected = collect(folder, languages=[])
    assert collected.coverage["off_language"].sum() == 0 and "twitter:3" in collected.posts["post_id"]
    assert set(collected.languages["kept"]) == {True}


def test_terms_and_refusals_are_told(folder: Path) -> None:
    collected = collect(folder, wanted=Query(any=["free"], none=["corrigé"]))
    assert collected.terms.values.tolist() == [["any", "free", 5], ["none", "corrigé", 1]]
    assert collected.refused_sample["why"].tolist() == ["none: corrigé", "lang: en", "no term of any"]


def test_samples_depend_on_the_seed_alone(tmp_path: Path) -> None:
    posts = [post(str(i), f"2024-07-{1 + i % 30:02d}T10:00") for i in range(200)]
    folder = handmade.write(tmp_path, {"x": posts, "forum": []})
    one, same, other = (collect(folder, seed=seed).kept_sample for seed in (1, 1, 2))
    assert one.equals(same) and not one.equals(other) and len(one) == period.SAMPLE


def test_sources_without_a_post_are_told_as_such(tmp_path: Path) -> None:
    collected = collect(handmade.write(tmp_path, {"x": [], "forum": []}))
    assert collected.coverage[COUNTS].sum().sum() == 0 and collected.coverage["days_without_posts"].tolist() == [31, 31]
    assert collected.posts.height == 0 and len(collected.refused_sample) == 0
    tables.write(collected.coverage, tmp_path / "coverage.csv", "coverage")


@pytest.mark.parametrize(
    ("month", "zone", "first", "last"),
    [
        ("2024-07", "Europe/Paris", "2024-06-30T22:00", "2024-07-31T21:59:59"),
        ("2024-03", "Europe/Paris", "2024-02-29T23:00", "2024-03-31T21:59:59"),  # summer time begins in it
        ("2024-12", "Asia/Kathmandu", "2024-11-30T18:15", "2024-12-31T18:14:59"),
        ("2024-01", "UTC", "2024-01-01T00:00", "2024-01-31T23:59:59"),
    ],
)
def test_a_month_is_cut_in_the_studys_zone(tmp_path: Path, month: str, zone: str, first: str, last: str) -> None:
    inside = [post("1", first), post("2", last)]
    outside = [post("3", _shift(first, -1)), post("4", _shift(last, 1))]
    folder = handmade.write(tmp_path, {"x": inside + outside, "forum": []})
    collected = collect(folder, period=month, timezone=zone)
    assert collected.posts["post_id"].to_list() == ["twitter:1", "twitter:2"]
    days = collected.volume[collected.volume["posts"] > 0]["day"].tolist()
    assert days == [f"{month}-01", collected.volume["day"].max()]


def _shift(instant: str, seconds: int) -> str:
    return (dt.datetime.fromisoformat(instant) + dt.timedelta(seconds=seconds)).isoformat()


def test_a_missing_or_broken_import_is_told(folder: Path) -> None:
    (folder / "forum.parquet").write_bytes(b"PAR1")
    with pytest.raises(RunError, match=r"forum\.parquet: is not a file of imported posts"):
        collect(folder)
    (folder / "forum.parquet").unlink()
    with pytest.raises(RunError, match=r"forum\.parquet: there is no such file"):
        collect(folder)
    (folder / "forum.rejects.csv").unlink()
    with pytest.raises(RunError, match=r"forum\.rejects\.csv: there is no such file"):
        collect(folder)


ROWS = st.tuples(
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from(["2024-06-30T22:00", "2024-07-15T10:00", "2024-08-01T10:00"]),
    st.sampled_from(["free", "orange", "free fire"]),
    st.sampled_from(["fr", "en", "und"]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(ROWS, max_size=8), st.lists(ROWS, max_size=8), st.integers(0, 2))
def test_whatever_the_rows_the_counts_add_up(tmp_path: Path, x: list[tuple], forum: list[tuple], rejected: int) -> None:
    rows = {name: [post(i, at, text, lang=lang) for i, at, text, lang in made] for name, made in (("x", x), ("forum", forum))}
    collected = collect(handmade.write(tmp_path, rows, {"x": ["why"] * rejected}), wanted=Query(any=["free"], none=["free fire"]))
    table = collected.coverage
    assert table["read"].tolist() == [len(x) + rejected, len(forum)]
    assert (table["read"] == table[COUNTS[1:]].sum(axis=1)).all()
    assert table["kept"].sum() == collected.posts.height == collected.volume["posts"].sum() == collected.posts["post_id"].n_unique()


def test_ids_that_a_spreadsheet_ruined_are_counted_in_the_coverage(tmp_path):
    source = Source(name="x", medium="twitter", format="csv", path="x.csv", columns=Columns(native_id="id", published_at="at", text="text"))
    (tmp_path / "x.csv").write_text('id,at,text\n"1,45E+18",2011-05-03,un\n1.45E+18,2011-05-04,deux\n1450000000000000001,2011-05-05,trois\n')
    import_source(source, [tmp_path / "x.csv"], tmp_path, "UTC", tmp_path / "x.parquet", tmp_path / "x.rejects.csv")
    found = collect(tmp_path, sources=SOURCES[:1], period="2011-05", languages=[], wanted=Query())
    assert found.coverage.loc[0, ["read", "kept", "ruined_ids"]].tolist() == [3, 3, 2]
    assert found.posts["post_id"].str.starts_with("twitter:~").sum() == 2
