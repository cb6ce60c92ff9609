"""Tables, lists, parameters, logs, figures and names of files of the hostile study: whatever the results hold, found by walking them."""

import ast
import csv
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import nbformat
import openpyxl
import polars as pl
import yaml
from hostile_study import MEGABYTE, NAME, TEXT, WORD

NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]\d+)?|-?inf|nan")
LEADS_TO_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# What a terminal obeys, and what turns the direction of writing.
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
MIMES = {"text/plain", "text/html", "text/markdown", "image/png"}


def test_every_cell_of_every_table_opens_as_text_or_as_a_number(hostile):
    sheet, tables = openpyxl.Workbook().active, hostile.files(".csv")
    assert len(tables) > 60
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len({len(row) for row in rows}) == 1, path
        for text in {cell for row in rows for cell in row if cell.startswith(LEADS_TO_A_FORMULA)}:
            assert NUMBER.fullmatch(text), (path, text)
        for text in {cell[:30_000] for row in rows for cell in row if "=" in cell}:
            assert sheet.cell(1, 1, "".join(c for c in text if c.isprintable())).data_type == "s", (path, text)


def test_what_is_hostile_stands_in_the_tables_and_in_the_note(hostile):
    month = hostile.results / NAME / "2024-04"
    tables = {path.relative_to(month).as_posix(): path.read_text(encoding="utf-8") for path in hostile.files(".csv") if month in path.parents}
    for table in ("barometer/top.csv", "influencers/accounts.csv", "influencers/coordination.csv", "events/causes.csv", "events/questions.csv"):
        assert re.search(r"<script>|onerror|<svg|\(javascript:", tables[table]), table
    for table in ("topics/topics.csv", "events/peaks.csv", "events/weak_signals.csv", "benchmark/share_of_voice.csv", "influencers/communities.csv"):
        assert len(tables[table].splitlines()) > 1, table
    note = (month / "note/note.fr.md").read_text(encoding="utf-8")
    assert "\\<script\\>" in note
    assert "onerror=" in note


def test_nothing_is_written_outside_and_every_name_of_a_file_is_plain(hostile):
    now = set(hostile.folder.parent.rglob("*"))
    written = [path.relative_to(hostile.folder) for path in now - hostile.before]
    assert {path.parts[0] for path in written} == {"results", "logs", "benchmarks", ".snakemake"}
    assert hostile.before <= now
    ours = [path for path in written if path.parts[0] != ".snakemake"]
    assert [path for path in ours if not re.fullmatch(r"[A-Za-z0-9._/-]+", path.as_posix())] == []
    assert [path for path in now if "pwned" in path.name and path not in hostile.before and ".snakemake" not in path.parts] == []
    assert not Path("/tmp/pwned").exists()


def test_neither_the_terminal_nor_a_log_nor_a_list_of_posts_is_told_anything_that_a_terminal_obeys(hostile):
    assert not OBEYED.search(hostile.told)
    logs = [path for path in (hostile.folder / "logs").rglob("*") if path.is_file()]
    assert len(logs) > 30
    for path in [*logs, *hostile.files(".txt", ".md")]:
        text = path.read_text(encoding="utf-8")
        found = OBEYED.search(TURNS.sub("", text) if path.suffix == ".txt" else text)  # ids stand as the export has them
        assert not found, (path, found)


def test_long_posts_are_kept_whole_and_the_note_stays_small(hostile):
    posts = pl.read_parquet(hostile.results / NAME / "2024-04/collection/posts.parquet")
    texts = posts.filter(pl.col("text").str.len_chars() > MEGABYTE // 2)["text"].to_list()
    assert [sum(text.startswith(whole) for text in texts) for whole in (WORD, TEXT.strip())] == [1, 1]
    for path in [*hostile.files(".md"), *hostile.files(".docx"), *hostile.files("note.fr.pdf")]:
        assert path.stat().st_size < 3 * MEGABYTE, path
    for path in hostile.files(".html"):
        assert path.stat().st_size < 8 * MEGABYTE, path


def test_parameters_read_back_as_what_the_study_says(hostile):
    study = yaml.safe_load((hostile.folder / f"config/studies/{NAME}.yaml").read_text(encoding="utf-8"))
    note = yaml.safe_load((hostile.results / NAME / "2024-04/params/note.yaml").read_text(encoding="utf-8"))
    for key in ("title", "question", "objective", "query", "own_accounts"):
        assert note["about"][key] == study[key] | {"all": []} if key == "query" else note["about"][key] == study[key], key
    for path in hostile.files(".yaml"):
        assert isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), dict), path


def test_parameters_of_executed_notebooks_are_data_and_no_output_is_a_script(hostile):
    notebooks = hostile.files(".ipynb")
    assert len(notebooks) > 12
    for path in notebooks:
        content = nbformat.read(path, as_version=4)
        nbformat.validate(content)
        for cell in content.cells:
            if "injected-parameters" in cell.metadata.get("tags", []):
                for line in ast.parse(cell.source).body:
                    assert isinstance(line, ast.Assign), path
                    ast.literal_eval(line.value)
            for output in cell.get("outputs", []):
                assert set(output.get("data", {})) <= MIMES, path


def test_figures_hold_no_script_and_no_link(hostile):
    figures = hostile.files(".svg")
    assert len(figures) > 20
    for path in figures:
        for element in ET.parse(path).iter():
            tag = element.tag.rpartition("}")[2]
            assert tag not in ("script", "foreignObject", "a", "iframe", "set", "animate"), path
            for name, value in element.attrib.items():
                assert not name.startswith("on"), path
                assert not name.endswith("href") or value.startswith(("#", "data:image/png;base64,")), (path, value)


def test_graphs_and_manifests_can_be_read(hostile):
    for path in hostile.files(".gexf", ".xml"):
        ET.parse(path)
    for path in hostile.files(".json"):
        json.loads(path.read_text(encoding="utf-8"))
    assert hostile.files(".gexf")
    assert hostile.files("manifest.json")
