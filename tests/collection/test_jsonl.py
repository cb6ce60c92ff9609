"""Reading JSON with a mapping: ids stay whole, paths go down, and each broken line is a reject."""

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversatoire.collection.formats import Reject
from conversatoire.collection.formats.jsonl import read
from conversatoire.config import Source
from conversatoire.errors import SourceError

COLUMNS = {"native_id": "id", "published_at": "at", "text": "text"}


def read_all(path: Path, columns: dict[str, str] = COLUMNS, **hints) -> tuple[list[dict], list[Reject]]:
    source = Source(name="s", medium="forum", format="jsonl", path=[str(path)], columns=columns, **hints)
    batches = list(read(path, source))
    return [row for batch in batches for row in batch.posts.rows(named=True)], [reject for batch in batches for reject in batch.rejects]


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "x.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_numbers_become_text_without_loss(tmp_path: Path) -> None:
    lines = '{"id": 1811040987365421110, "at": 1374527911.0, "text": "a"}\n{"id": 123456789012345678901234567890, "at": 1, "text": "b"}\n'
    posts, _ = read_all(written(tmp_path, lines))
    assert posts[0]["native_id"] == "1811040987365421110"
    assert posts[0]["published_at"] == "1374527911"
    assert posts[1]["native_id"] in ("123456789012345678901234567890", "1.234567890123457E+29")  # whole, or plainly ruined


def test_paths_go_into_objects_and_through_lists(tmp_path: Path) -> None:
    line = {"id": "1", "at": "x", "text": "t", "user": {"name": "ana"}, "entities": {"hashtags": [{"text": "a"}, {"text": "b"}]}, "a.b": "dotted"}
    columns = COLUMNS | {"author": "user.name", "hashtags": "entities.hashtags", "mentions": "entities.hashtags.text", "title": "a.b"}
    posts, _ = read_all(written(tmp_path, json.dumps(line) + "\n"), columns)
    assert (posts[0]["author"], posts[0]["hashtags"], posts[0]["mentions"], posts[0]["title"]) == ("ana", ["a", "b"], ["a", "b"], "dotted")


def test_each_bad_line_is_a_reject_with_its_line(tmp_path: Path) -> None:
    content = (
        b'{"id": 1, "at": "x", "text": "a"}\n{"id": 2, "at"\n\n[1]\n"word"\n{"id": 3, "at": "x", "text": "\xff"}\n{"id": 4, "at": "x", "text": "b"}'
    )
    posts, rejects = read_all(written(tmp_path, content))
    assert [(post["row"], post["native_id"]) for post in posts] == [(1, "1"), (7, "4")]
    assert [reject.row for reject in rejects] == [2, 4, 5, 6]
    assert "\\xff" in rejects[-1].raw


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_of_objects_is_read_too(tmp_path: Path, indent: int | None) -> None:
    items = [{"id": i, "at": "x", "text": f't {i} {{}} "quoted"'} for i in range(5)]
    posts, rejects = read_all(written(tmp_path, json.dumps(items, indent=indent)))
    assert [(post["row"], post["native_id"]) for post in posts] == [(i + 1, str(i)) for i in range(5)]
    assert rejects == []


def test_null_values_and_half_emoji_are_dealt_with(tmp_path: Path) -> None:
    posts, rejects = read_all(written(tmp_path, '{"id": "none", "at": "x", "text": "\\ud83d &amp; \\u00e9"}\n'), null_values=["none"])
    assert posts[0]["native_id"] is None and posts[0]["text"].endswith("& é")
    assert rejects == []


def test_a_key_that_no_object_has_is_an_error_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, '{"id": 1, "created_at": "x", "text": "a"}\n')
    with pytest.raises(SourceError, match=r"no object has «createdat».*did you mean «created_at»"):
        read_all(path, COLUMNS | {"published_at": "createdat"})


def test_an_empty_file_gives_no_rows(tmp_path: Path) -> None:
    assert read_all(written(tmp_path, "")) == ([], [])


LINE = st.builds(
    lambda value: json.dumps(value).encode(),
    st.dictionaries(st.sampled_from(["id", "at", "text"]), st.none() | st.booleans() | st.floats() | st.text(max_size=9)),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(LINE | st.binary(max_size=30).filter(lambda raw: b"\n" not in raw and not raw.lstrip().startswith((b"[", b"{"))), max_size=12))
def test_mangled_lines_never_crash_and_are_all_accounted_for(tmp_path_factory, lines: list[bytes]) -> None:
    path = written(tmp_path_factory.mktemp("jsonl"), b'{"id": "0", "at": "x", "text": "first"}\n' + b"\n".join(lines))
    posts, rejects = read_all(path, encoding="utf-8")
    rows = sorted([post["row"] for post in posts] + [reject.row for reject in rejects])
    assert rows == [1, *(i for i, line in enumerate(lines, start=2) if line.strip(b" \t\r\n\x0b\x0c"))]


def test_posts_are_frames_of_text(tmp_path: Path) -> None:
    source = Source(name="s", medium="forum", format="jsonl", path=["x"], columns=COLUMNS)
    (batch,) = read(written(tmp_path, '{"id": true, "at": 1, "text": ["a"]}\n'), source)
    assert set(batch.posts.schema.values()) <= {pl.Int64(), pl.String()}
