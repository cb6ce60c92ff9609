"""`check` reads the head of every file, tells how it was read and what looks like a slip, and never more than it has read."""

import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

from conversatoire import cli, first_rows, plan
from conversatoire.check import described
from conversatoire.collection import importer
from conversatoire.errors import SourceError
from conversatoire.run import Request
from conversatoire.study_file import load
from conversatoire.terminal import printable

STUDY = """\
title: "T"
timezone: Europe/Paris
periods: {from: 2023-01, to: 2023-02}
sources:
  - name: posts
    medium: x
    format: csv
    path: data/*.csv
    columns: {native_id: id, published_at: date, text: text, author: who, likes: likes}
"""
GOOD = "id,date,text,who,likes\n1,2023-01-05 10:00,un mot,ana,3\n2,2023-02-06 10:00,un autre,bob,4\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a study of two months and its one file, in which the verbs are called."""
    for folder in ("config/studies", "data"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "config/studies/s.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "data/a.csv").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*overrides: str, broken: bool = False) -> str:
    """What `check` prints, but for what would run; `broken` where a source cannot be read."""
    lines = []
    with pytest.raises(SourceError) if broken else nullcontext():
        for line in described(Request("s", overrides=overrides)):
            lines.append(printable(line))
    return "".join(f"{line}\n" for line in lines)


def test_every_file_is_read_and_all_missing_columns_are_told_at_once(here: Path) -> None:
    (here / "data/b.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (here / "data/c.csv").write_text(GOOD.replace("text,", "texte,"), encoding="utf-8")
    told = check(broken=True)
    assert "cannot be read: data/b.csv: there are no columns «id» (columns: native_id), «date» (columns: published_at), «text»" in told
    assert "known: a, b\n" in told
    assert "cannot be read: data/c.csv: there is no column «text» (columns: text); did you mean «texte»?" in told
    assert "all rows of data/a.csv: 2 read, 0 rejected" in told


def test_run_tells_every_file_too_and_starts_nothing(here: Path) -> None:
    (here / "data/b.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    result = CliRunner().invoke(cli.main, ["run", "s"])
    assert result.exit_code == 2 and result.stderr.startswith("source «posts»: data/b.csv: there are no columns «id»")
    assert not (here / "logs").exists() and not (here / "results").exists()


def test_a_file_without_a_row_is_never_silent(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    (here / "data/b.csv").write_bytes(b"")
    (here / "data/c.csv").write_text(GOOD.splitlines()[0] + "\n", encoding="utf-8")
    told = check()
    assert "warning: data/b.csv: is empty (0 bytes)\n" in told and "warning: data/c.csv: holds no row\n" in told
    study = load("s")[1]
    assert first_rows.before_run(study, here / "results/s") == [
        "warning: source «posts»: data/b.csv: is empty (0 bytes)",
        "warning: source «posts»: data/c.csv: holds no row",
    ]
    files, root = importer.source_files(study.sources[0])
    importer.import_source(study.sources[0], files, root, "UTC", here / "out/p.parquet", here / "out/p.rejects.csv")
    assert [record.getMessage() for record in caplog.records] == [f"source «posts»: {name} holds no row" for name in ("b.csv", "c.csv")]


def test_hundreds_of_wrong_files_are_a_few_lines(here: Path) -> None:
    for number in range(200):
        (here / f"data/b{number:03}.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(SourceError) as error:
        first_rows.before_run(load("s")[1], here / "results/s")
    lines = str(error.value).splitlines()
    assert len(lines) == 6 and lines[-1].endswith("for 195 more files")


def test_months_without_a_post_are_told_where_all_files_were_read(here: Path) -> None:
    assert "warning" not in check()
    assert "warning    no file has a post of: 2023-03\n" in check("periods.to=2023-03")
    told = check("periods={from: 2019-03, to: 2019-04}")
    assert "warning: none of the 2 posts read is of 2019-03 to 2019-04; dates seen: 2023-01-05 to 2023-02-06\n" in told


def test_of_a_long_file_no_month_is_said_to_be_empty(here: Path) -> None:
    rows = "".join(f"{number},2023-01-05 10:00,un mot,ana,3\n" for number in range(20_001))
    (here / "data/a.csv").write_text(GOOD.splitlines()[0] + "\n" + rows, encoding="utf-8")
    told = check()
    assert "first rows of data/a.csv: 20000 read, 0 rejected" in told and "warning" not in told
    told = check("periods={from: 2019-03, to: 2019-03}")
    assert "none of the 20000 posts read is of 2019-03; dates seen: 2023-01-05 to 2023-01-05; the rows after them were not looked at" in told


def test_a_month_is_cut_in_the_study_s_time_zone(here: Path) -> None:
    (here / "data/a.csv").write_text("id,date,text,who,likes\n1,2023-01-31T23:30:00Z,un mot,ana,3\n", encoding="utf-8")
    assert "no file has a post of: 2023-01\n" in check()  # 0:30 of the first of February in Paris


def test_the_guesses_are_shown_with_a_row_as_it_is_read(here: Path) -> None:
    text = "id;date;text;who;likes\n1;03/02/2023 10:00;été à la \x1b[31mmer;ana;3\n2;01/02/2023;plage;bob;4\n"
    (here / "data/a.csv").write_bytes(text.encode("cp1252"))
    told = check()
    assert "read as: delimiter «;» (guessed), encoding cp1252 (guessed)\n" in told
    assert "published_at «03/02/2023 10:00» = 2023-02-03 09:00 UTC · text «été à la [31mmer» · author «ana» · likes «3»" in told
    assert "dates: 03/04/2024 is in April (guessed from the rows read); else state date_format" in told
    told = check("sources.0.delimiter=;", "sources.0.encoding=cp1252", "sources.0.date_format='%d/%m/%Y %H:%M'")
    assert "read as: delimiter «;» (stated), encoding cp1252 (stated)\n" in told and "dates: in the form %d/%m/%Y %H:%M (stated)" in told


def test_files_that_are_read_in_two_ways_are_told_apart(here: Path) -> None:
    (here / "data/b.csv").write_text(GOOD.replace(",", ";"), encoding="utf-8")
    told = check()
    assert (
        "delimiter «,» (guessed), encoding utf-8 (guessed) (data/a.csv)" in told
        and "delimiter «;» (guessed), encoding utf-8 (guessed) (data/b.csv)" in told
    )


def test_no_cell_is_shown_where_the_study_asks_for_pseudonyms(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVERSATOIRE_KEY", "0123456789abcdef" * 4)
    told = check("privacy.pseudonyms=true", "sources.0.columns.likes=who")
    assert "none of the 2 values read in «who» is a number\n" in told and "ana" not in told and "un mot" not in told


def test_a_column_of_names_taken_for_numbers_is_told_and_numbers_taken_for_texts(here: Path) -> None:
    told = check("sources.0.columns.likes=who", "sources.0.columns.text=likes")
    assert "warning: likes: none of the 2 values read in «who» is a number, such as «ana»" in told
    assert "warning: text: all 2 values read in «likes» are numbers, such as «3»" in told


def test_a_misspelt_path_is_told_with_the_nearest_file(here: Path) -> None:
    (here / "data/messages.csv").write_text(GOOD, encoding="utf-8")
    assert "no file is called data/mesages.csv; did you mean data/messages.csv? (the nearest folder that exists is data)" in check(
        "sources.0.path=data/mesages.csv", broken=True
    )
    assert "no file is called dta/*.csv; did you mean data/*.csv? (the nearest folder that exists is .)" in check(
        "sources.0.path=dta/*.csv", broken=True
    )


def test_sources_imported_as_they_are_now_are_not_read_again(here: Path) -> None:
    study = load("s")[1]
    made = here / "results/s/imported"
    plan.write(plan.source_params(study, "posts"), made / "posts.yaml")
    (made / "posts.parquet").write_bytes(b"")
    (here / "data/a.csv").write_text("a;b\n", encoding="utf-8")
    os.utime(here / "data/a.csv", (1, 1))
    assert first_rows.before_run(study, here / "results/s") == []
    os.utime(here / "data/a.csv")
    os.utime(made / "posts.parquet", (1, 1))
    with pytest.raises(SourceError, match="there are no columns"):
        first_rows.before_run(study, here / "results/s")
