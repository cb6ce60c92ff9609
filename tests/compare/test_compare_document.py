"""Two months of results compared as a whole: folders, tables, the document, and what is refused."""

import json
import shutil

import pandas as pd
import pytest
from beside import month
from click.testing import CliRunner

from conversatoire import tables
from conversatoire.cli import main
from conversatoire.compare import compared, facts, folders
from conversatoire.compare.document import markdown
from conversatoire.errors import StudyError
from conversatoire.note.document import parse

TOPICS = {"a": 0, "b": 0, "c": 0, "d": 1, "e": 1}
WORDS = {0: ["pont", "bruit", "chantier"], 1: ["péage", "prix", "euro"]}
HOSTILE = "<script>alert(1)</script> | [x](javascript:1) `{{ 7*7 }}` #eval(1)"


@pytest.fixture
def made(tmp_path):
    return month(tmp_path / "one/study/2011-05", list("abcdef"), TOPICS, WORDS)


def told(a, b, lang: str = "en") -> str:
    both = folders.both(a, b)
    return markdown(facts.facts(both, compared.all_tables(both)), lang, {})


def test_a_run_compared_with_itself_has_not_moved(made):
    text = told(made, made)
    assert "**Nothing moved**" in text
    assert "Nor do the parameters differ" in text
    assert "**Rien n’a bougé**" in told(made, made, "fr")


def test_tables_are_the_same_bytes_each_time(made, tmp_path):
    for out in ("x", "y"):
        for name, table in compared.all_tables(folders.both(made, made)).items():
            tables.write(table, tmp_path / out / f"{name}.csv", f"compare_{name}")
    files = sorted(path.name for path in (tmp_path / "x").iterdir())
    assert len(files) == len(compared.NAMES)
    assert all((tmp_path / "x" / name).read_bytes() == (tmp_path / "y" / name).read_bytes() for name in files)


def test_another_query_loses_posts_and_is_said_not_to_compare(made, tmp_path):
    other = month(tmp_path / "two/study/2011-05", list("abcd"), TOPICS, WORDS, query=["pont"])
    found = compared.all_tables(folders.both(made, other))
    assert found["kinds"].set_index("kind").loc["posts", ["state", "reasons"]].tolist() == ["not_comparable", "query"]
    assert found["posts"].set_index("where")["posts"].to_dict() == {"both": 4, "only_a": 2}
    assert found["post_ids"][["post_id", "topic_a"]].values.tolist() == [["blog:e", 1], ["blog:f", -1]]
    assert found["post_ids"]["topic_b"].isna().all()
    text = told(made, other)
    assert "differ by the query" in text
    assert "2\u00a0posts are only in A; B lacks them: for a reason that nothing tells" in text


def test_a_missing_step_is_told_as_not_compared(made, tmp_path):
    older = shutil.copytree(made, tmp_path / "old/study/2011-05")
    (older / "topics/topics.csv").unlink()
    text = told(made, older)
    assert "topics/topics.csv is absent in B" in text
    assert "Not compared: the tables of the subjects are not on both sides." in text


def test_a_table_of_another_version_is_told_as_not_compared(made, tmp_path):
    older = shutil.copytree(made, tmp_path / "old/study/2011-05")
    (older / "topics/topics.csv").write_text("topic,label\n0,pont\n")
    assert "topics/topics.csv is unreadable, or of another version in B" in told(made, older)


def test_two_months_expect_no_common_posts(made):
    june = month(made.parent / "2011-06", list("uvwxyz"), dict(zip("uvwxy", [1, 1, 1, 0, 0], strict=True)), {1: WORDS[0], 0: WORDS[1]})
    found = compared.all_tables(folders.both(made, june))
    assert found["post_ids"].empty
    assert found["topics"][["topic_a", "topic_b", "status"]].values.tolist() == [[0, 1, "same"], [1, 0, "same"]]
    assert "A and B are other months: no common posts are expected. A has 6\u00a0posts, B 6." in told(made, june)


def test_an_empty_month_is_compared(made, tmp_path):
    empty = month(tmp_path / "two/study/2011-05", [], {}, {})
    assert "6\u00a0posts are only in A" in told(made, empty)
    assert "**Nothing moved**" in told(empty, empty)


def test_studies_are_compared_month_by_month(made):
    month(made.parent / "2011-06", list("uv"), {}, {})
    other = shutil.copytree(made, made.parents[2] / "two/study/2011-05")
    both = folders.both(made.parent, other.parent)
    assert [pair.a.name for pair in both.pairs] == ["2011-05"]
    assert both.only_a == ["2011-06"]
    assert both.names == ("one/study", "two/study")
    assert "Only A has 2011-06." in told(made.parent, other.parent)


def test_names_never_become_a_path_and_texts_never_markup(tmp_path):
    topics = {0: [HOSTILE, "b"], 1: ["c", "=1+1"]}
    a = month(tmp_path / "a/../$(x) ‘;<b>" / "2011-05", list("abc"), {"a": 0, "b": 1}, topics, query=[HOSTILE])
    b = month(tmp_path / "b/2011-05", list("abc"), {"a": 1, "b": 0}, {0: topics[0], 1: ["d", "e"]})
    assert folders.place(folders.both(a, b).names).as_posix() == "results/compare/x-b-2011-05_b-2011-05"
    tree = json.dumps(parse(told(a, b)))
    assert "alert(1)" in tree
    assert '"t": "RawInline"' not in tree
    assert '"t": "RawBlock"' not in tree
    assert '["javascript' not in tree


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "nowhere"], "nowhere: no such folder"),
        (["empty", "empty"], "holds no month of results"),
        (["one/study", "one/study/2011-05"], "is one month and"),
        (["one/study", "three/study"], "no month in common"),
        (["one/study", "one/study", "--out", "one/study/2011-05/topics"], "lies among the results"),
        (["one/study/2011-05", "broken/2011-05"], "cannot be read"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_message(made, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    month(tmp_path / "three/study/2011-07", list("uv"), {}, {})
    (tmp_path / "broken/2011-05/params").mkdir(parents=True)
    (tmp_path / "broken/2011-05/params/topics.yaml").write_text("{: [")
    done = CliRunner().invoke(main, ["compare", *arguments])
    assert done.exit_code == StudyError.exit_code, done.output
    assert said in done.output
    assert "Traceback" not in done.output


def test_findings_put_the_farthest_first(made, tmp_path):
    from conversatoire.compare.findings import strength

    near, far = {"difference": 0.1, "low": 0.05, "high": 0.2}, {"difference": -0.4, "low": -0.5, "high": -0.35}
    assert strength(near) == pytest.approx(2)
    assert strength(far) == pytest.approx(8)
    assert strength({"difference": 0.1, "low": -0.1, "high": 0.3}) == pytest.approx(0.5)
    assert pd.isna(compared.all_tables(folders.both(made, made))["topics"]["gained"]).all()
