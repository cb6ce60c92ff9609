"""Reading CSV: every record is a post or a reject, whatever is broken, and none is merged with its neighbours."""

import codecs
import csv
import gzip
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection.formats import Batch, Reject, _bytes
from conversatoire.collection.formats.csv import NOT_UTF8, NUL, STRAY_QUOTE, TRUNCATED, WRONG_COLUMNS, read, read_csv
from conversatoire.config import Source
from conversatoire.errors import SourceError

SHARED = Path("../shared/data")
COLUMNS = {"native_id": "id", "published_at": "at", "text": "text"}


def rows_of(path: Path, columns: dict[str, str] = COLUMNS, **hints) -> tuple[list[tuple], list[Reject]]:
    """All posts as tuples (row, columns…), and all rejects."""
    batches = list(read_csv(path, columns, **hints))
    posts = (
        pl.concat([batch.posts.select("row", *columns) for batch in batches if len(batch.posts)]).rows() if any(len(b.posts) for b in batches) else []
    )
    return posts, [reject for batch in batches for reject in batch.rejects]


def written(folder: Path, content: bytes | str, name: str = "x.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_quoted_fields_hold_delimiters_line_ends_and_doubled_quotes(tmp_path: Path) -> None:
    path = written(tmp_path, 'id,at,text\n1,a,"x, y\nand ""z"""\n"2","b",plain\n3,,""\n4,c,""""\n')
    posts, rejects = rows_of(path)
    assert posts == [(2, "1", "a", 'x, y\nand "z"'), (3, "2", "b", "plain"), (4, "3", None, None), (5, "4", "c", '"')]
    assert rejects == []


def test_an_unclosed_quote_costs_its_own_line_only(tmp_path: Path) -> None:
    path = written(tmp_path, 'id,at,text\n1,a,"first\n2,b,"second"\n3,c,third\n')
    posts, rejects = rows_of(path)
    assert [post[1] for post in posts] == ["2", "3"]
    assert rejects == [Reject(2, STRAY_QUOTE, '1,a,"first')]


def test_an_unclosed_quote_does_not_merge_posts_even_where_the_column_count_fits(tmp_path: Path) -> None:
    broken = 'id,at,text\n1,a,"first\n2,b,"second"\n'
    assert len(list(csv.reader(io.StringIO(broken)))) == 2  # csv makes one row of both posts, with three columns
    posts, rejects = rows_of(written(tmp_path, broken))
    assert posts == [(3, "2", "b", "second")]
    assert [reject.raw for reject in rejects] == ['1,a,"first']


def test_an_unclosed_quote_that_another_quote_closes_by_chance_frees_the_whole_records_inside(tmp_path: Path) -> None:
    path = written(tmp_path, 'id,at,text\n1,a,"first\n2,b,second\n3,c,third\n4,d,",fourth"\n5,e,fifth\n')
    posts, rejects = rows_of(path)
    assert [post[1] for post in posts] == ["2", "3", "4", "5"]
    assert posts[2][3] == ",fourth"
    assert [(reject.row, reject.raw) for reject in rejects] == [(2, '1,a,"first')]


def test_an_unclosed_quote_at_the_end_of_the_file_is_a_truncated_row(tmp_path: Path) -> None:
    posts, rejects = rows_of(written(tmp_path, 'id,at,text\n1,a,ok\n2,b,"cut'))
    assert [post[1] for post in posts] == ["1"]
    assert rejects == [Reject(3, TRUNCATED, '2,b,"cut')]


def test_an_unclosed_quote_before_the_rest_of_the_file_frees_the_rest(tmp_path: Path) -> None:
    lines = [f"{i},a,plain text" for i in range(50_000)]
    path = written(tmp_path, "id,at,text\n" + '0,a,"open\n' + "\n".join(lines) + "\n")
    posts, rejects = rows_of(path)
    assert [post[1] for post in posts] == [str(i) for i in range(50_000)]
    assert len(rejects) == 1


def test_an_unclosed_quote_is_given_up_before_the_end_where_whole_records_follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conversatoire.collection.formats._records.LONG", 2_000)
    monkeypatch.setattr("conversatoire.collection.formats.csv.utf8_pieces", lambda path, encoding: _bytes.utf8_pieces(path, encoding, 500))
    lines = [f"{i},a,plain text" for i in range(1_000)]
    long = "one, two\n" * 1_000
    posts, rejects = rows_of(written(tmp_path, 'id,at,text\n0,a,"open\n' + "\n".join(lines) + f'\n1000,b,"{long}"\n1001,c,end\n'))
    assert [post[1] for post in posts] == [str(i) for i in range(1_002)]
    assert posts[-2][3] == long
    assert rejects == [Reject(2, STRAY_QUOTE, '0,a,"open')]


def test_many_unclosed_quotes_are_each_rejected_alone(tmp_path: Path) -> None:
    lines = [f'{i},a,"open' if i % 3 == 0 else f'{i},b,"closed"' for i in range(9_000)]
    posts, rejects = rows_of(written(tmp_path, "id,at,text\n" + "\n".join(lines) + "\n"))
    assert [int(post[1]) for post in posts] == [i for i in range(9_000) if i % 3]
    assert [int(reject.raw.split(",")[0]) for reject in rejects] == list(range(0, 9_000, 3))
    assert sorted([post[0] for post in posts] + [reject.row for reject in rejects]) == list(range(2, 9_002))


def test_bare_quotes_inside_an_unquoted_field_are_text(tmp_path: Path) -> None:
    posts, rejects = rows_of(written(tmp_path, 'id,at,text\n1,a,a 5" screen\n2,b,he said "yes"\n3,"c",x\n'))
    assert [post[3] for post in posts] == ['a 5" screen', 'he said "yes"', "x"]
    assert rejects == []


def test_text_after_a_closing_quote_is_rejected(tmp_path: Path) -> None:
    posts, rejects = rows_of(written(tmp_path, 'id,at,text\n1,a,"yes" he said\n2,b,ok\n'))
    assert [post[1] for post in posts] == ["2"]
    assert rejects == [Reject(2, STRAY_QUOTE, '1,a,"yes" he said')]


def test_a_wrong_number_of_columns_is_rejected_and_the_rows_are_numbered_as_records(tmp_path: Path) -> None:
    posts, rejects = rows_of(written(tmp_path, 'id,at,text\n1,a\n2,b,"two\nlines"\n\n3,c,x,y\n4,d,last\n5,e'))
    assert [(post[0], post[1]) for post in posts] == [(3, "2"), (5, "4")]
    assert rejects == [Reject(2, WRONG_COLUMNS, "1,a"), Reject(4, WRONG_COLUMNS, "3,c,x,y"), Reject(6, TRUNCATED, "5,e")]


def test_a_long_quoted_record_with_a_wrong_number_of_columns_is_one_reject(tmp_path: Path) -> None:
    posts, rejects = rows_of(written(tmp_path, 'id,at,text\n1,a,"two\nlines",more\n2,b,ok\n'))
    assert [post[1] for post in posts] == ["2"]
    assert rejects == [Reject(2, WRONG_COLUMNS, '1,a,"two\nlines",more')]


def test_bytes_that_are_no_utf8_and_zero_bytes_cost_their_own_rows(tmp_path: Path) -> None:
    path = written(tmp_path, "id,at,text\n1,a,été\n2,b,\x00zero\n".encode() + b"3,c,caf\xe9\n" + "4,d,fin ç\n".encode())
    posts, rejects = rows_of(path)
    assert [post[3] for post in posts] == ["été", "fin ç"]
    assert rejects == [Reject(3, NUL, "2,b,\x00zero"), Reject(4, NOT_UTF8, "3,c,caf\\xe9")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_the_encoding_is_detected(tmp_path: Path, encoding: str) -> None:
    text = "id;at;text\n1;a;Ça coûte 5 € à l’été\n2;b;déjà vu\n" + "".join(f"{i};c;élève numéro {i}\n" for i in range(3, 50))
    posts, rejects = rows_of(written(tmp_path, text.encode(encoding)))
    assert [post[3] for post in posts[:2]] == ["Ça coûte 5 € à l’été", "déjà vu"]
    assert len(posts) == 49 and rejects == []


def test_a_stated_encoding_is_followed_and_its_unknown_bytes_rejected(tmp_path: Path) -> None:
    posts, rejects = rows_of(written(tmp_path, b"id,at,text\n1,a,\xe9t\xe9\n2,b,\x81bad\n"), encoding="cp1252")
    assert [post[3] for post in posts] == ["été"]
    assert rejects == [Reject(3, NOT_UTF8, "2,b,\\x81bad")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_detected_although_texts_hold_the_others(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "at", "text"], *([str(i), "a", f"un, deux; trois | quatre\t{i}"] for i in range(30))]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL).writerows(rows)
    posts, rejects = rows_of(written(tmp_path, buffer.getvalue()))
    assert [list(post[1:]) for post in posts] == rows[1:]
    assert rejects == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_are_known(tmp_path: Path, newline: str) -> None:
    content = f'id,at,text{newline}1,a,"x"{newline}{newline}2,b,y{newline}3,c,""{newline}'
    assert rows_of(written(tmp_path, content)) == ([(2, "1", "a", "x"), (3, "2", "b", "y"), (4, "3", "c", None)], [])
    assert rows_of(written(tmp_path, content.removesuffix(newline))) == rows_of(written(tmp_path, content))


def test_na_and_null_are_text_unless_the_study_says_otherwise(tmp_path: Path) -> None:
    path = written(tmp_path, "id,at,text\n007,NA,null\n1e5,NULL,None\n")
    assert rows_of(path)[0] == [(2, "007", "NA", "null"), (3, "1e5", "NULL", "None")]
    assert rows_of(path, null_values=["null", "NA"])[0] == [(2, "007", None, None), (3, "1e5", "NULL", "None")]


def test_a_missing_column_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, "id,created at,text\n1,a,b\n")
    with pytest.raises(SourceError, match=r"x\.csv: there is no column «created_at» \(columns: published_at\); did you mean «created at»"):
        rows_of(path, COLUMNS | {"published_at": "created_at"})


def test_a_mapped_column_that_stands_twice_is_an_error_and_another_is_not(tmp_path: Path) -> None:
    path = written(tmp_path, "id,at,text,other,other\n1,a,b,c,d\n")
    assert rows_of(path)[0] == [(2, "1", "a", "b")]
    with pytest.raises(SourceError, match="stands 2 times"):
        rows_of(path, {"text": "other"})


@pytest.mark.parametrize("content", [b"", b"\n\n", b"id,at,text", b"id,at,text\n", b"\xef\xbb\xbfid,at,text\r\n"])
def test_a_file_without_rows_gives_no_rows(tmp_path: Path, content: bytes) -> None:
    assert rows_of(written(tmp_path, content)) == ([], [])


def test_a_picture_called_csv_is_one_clear_error(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 400
    with pytest.raises(SourceError, match=r"there are no columns .*known: "):
        rows_of(written(tmp_path, picture))


def test_a_missing_file_and_a_damaged_archive_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be opened"):
        rows_of(tmp_path / "absent.csv")
    damaged = gzip.compress(b"id,at,text\n" + b"1,a,b\n" * 100_000)[:-30]
    with pytest.raises(SourceError, match="cannot be read to its end"):
        rows_of(written(tmp_path, damaged, "x.csv.gz"))


def test_gzip_is_undone_on_the_way(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, gzip.compress(b"id,at,text\n1,a,b\n"), "x.csv.gz"))[0] == [(2, "1", "a", "b")]


def test_excel_s_line_that_states_the_delimiter_is_followed(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, "sep=;\nid;at;text\n1;a,b;c\n"))[0] == [(2, "1", "a,b", "c")]


def test_a_very_long_field_is_read(tmp_path: Path) -> None:
    long = "é, " * 3_000_000
    posts, rejects = rows_of(written(tmp_path, f'id,at,text\n1,a,"{long}"\n2,b,c\n'))
    assert posts[0][3] == long and posts[1][1] == "2" and rejects == []


def test_the_generic_format_decodes_entities_and_written_out_line_ends_and_parses_lists(tmp_path: Path) -> None:
    path = written(tmp_path, "id,at,text,tags\n1,a,x &amp; y\\nz,\"['a', 'b']\"\n2,b,é&#8217;,[]\n")
    source = Source(
        name="s",
        medium="forum",
        format="csv",
        path=[str(path)],
        columns={"native_id": "id", "published_at": "at", "text": "text", "hashtags": "tags"},
    )
    (batch,) = read(path, source)
    assert batch.posts["text"].to_list() == ["x & y\nz", "é’"]
    assert batch.posts["hashtags"].to_list() == [["a", "b"], []]


FIELD = st.text(alphabet=st.sampled_from('ab,;"\n\r\té€😀 '), max_size=12)


@settings(max_examples=120, deadline=None)
@given(rows=st.lists(st.tuples(FIELD, FIELD, FIELD), max_size=30), newline=st.sampled_from(["\n", "\r\n"]), size=st.integers(1, 60))
def test_what_a_csv_writer_wrote_is_read_back_whatever_the_size_of_the_pieces(tmp_path_factory, rows, newline, size) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows([("id", "at", "text"), *rows])
    path = written(tmp_path_factory.mktemp("csv"), buffer.getvalue())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("conversatoire.collection.formats.csv.utf8_pieces", lambda path, encoding: _bytes.utf8_pieces(path, encoding, size))
        posts, rejects = rows_of(path)
    assert rejects == []
    assert posts == [(i, *(cell or None for cell in row)) for i, row in enumerate(rows, start=2)]


@settings(max_examples=120, deadline=None)
@given(data=st.data(), content=st.binary(max_size=300) | st.text(alphabet='q1,;"\n\ré\0', max_size=300).map(str.encode))
def test_mangled_files_never_crash_and_lose_no_line(tmp_path_factory, data, content) -> None:
    path = written(tmp_path_factory.mktemp("csv"), b"id,at,text\n" + content)
    size = data.draw(st.integers(1, 400))
    pieces = {}
    for name, chunk in (("whole", 10**6), ("pieces", size)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "conversatoire.collection.formats.csv.utf8_pieces", lambda path, encoding, chunk=chunk: _bytes.utf8_pieces(path, encoding, chunk)
            )
            pieces[name] = rows_of(path, delimiter=",", encoding="utf-8")
    assert pieces["whole"] == pieces["pieces"]
    posts, rejects = pieces["whole"]
    assert sorted([post[0] for post in posts] + [reject.row for reject in rejects]) == list(range(2, 2 + len(posts) + len(rejects)))
    letters = sum(sum(character == "q" for cell in post[1:] if cell for character in cell) for post in posts) + sum(r.raw.count("q") for r in rejects)
    assert letters == content.count(b"q")


@settings(max_examples=80, deadline=None)
@given(broken=st.lists(st.integers(0, 39), min_size=1, max_size=6, unique=True), quoted=st.lists(st.booleans(), min_size=40, max_size=40))
def test_unclosed_quotes_anywhere_cost_their_own_lines_only(tmp_path_factory, broken, quoted) -> None:
    lines = [f'{i},a,"open' if i in broken else f'{i},a,"b, ""c"""' if quoted[i] else f"{i},a,b" for i in range(40)]
    posts, rejects = rows_of(written(tmp_path_factory.mktemp("csv"), "id,at,text\n" + "\n".join(lines) + "\n"))
    assert [int(post[1]) for post in posts] == [i for i in range(40) if i not in broken]
    assert [reject.raw for reject in rejects] == [lines[i] for i in sorted(broken)]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared samples (../shared/data) are absent")
def test_the_shared_samples_are_read_as_python_s_csv_reads_them() -> None:
    paths = sorted(SHARED.glob("*/*.csv"))
    assert paths
    for path in paths:
        with path.open(newline="", encoding="utf-8") as file:
            header, *expected = list(csv.reader(file))
        posts, rejects = rows_of(path, {name: name for name in header})
        assert rejects == []
        assert [post[1:] for post in posts] == [tuple(cell or None for cell in row) for row in expected]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, codecs.BOM_UTF8 + b'"id",at,text\n1,a,b\n'))[0] == [(2, "1", "a", "b")]


def test_batches_are_of_bounded_size(tmp_path: Path) -> None:
    path = written(tmp_path, "id,at,text\n" + "".join(f"{i},a,b\n" for i in range(50_000)))
    sizes = [len(batch.posts) for batch in read_csv(path, COLUMNS) if isinstance(batch, Batch)]
    assert sum(sizes) == 50_000 and max(sizes) <= 20_000
