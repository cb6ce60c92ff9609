"""The workflow's own rules, and what a run of it leaves behind."""

import json
import re
from html.parser import HTMLParser

import pytest
import yaml
from trial import ROOT

from conversatoire import config, plan
from conversatoire.study_file import load

RULES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "workflow/rules").glob("*.smk"))}
BODIES = {name: body for text in RULES.values() for name, body in re.findall(r"^rule (\w+):\n((?:    .*\n|\n)+)", text, flags=re.MULTILINE)}


class Loaded(HTMLParser):
    """Collects what a page asks of the network when it is opened."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        for key in ("src", "href") if tag != "a" else ():
            if (values.get(key) or "").startswith(("http:", "https:", "//")):
                self.found.append((tag, values[key]))


@pytest.mark.parametrize("rule", BODIES)
def test_every_rule_has_a_docstring_a_log_and_a_benchmark(rule):
    assert re.match(r'    """\w.+\."""\n', BODIES[rule])
    assert "\n    log:\n" in BODIES[rule] and "\n    benchmark:\n" in BODIES[rule]


@pytest.mark.parametrize("rule", BODIES)
def test_every_value_of_a_shell_command_is_quoted(rule):
    # A list, or a path that may be empty, which {:q} would lose, comes quoted out of params.
    quoted = {f"{{params.{name}}}" for name in re.findall(r"(\w+)=lambda [^:]*: quote\(", BODIES[rule])}
    shell = BODIES[rule].partition("    shell:\n")[2]
    assert [value for value in re.findall(r"\{[^}]+\}", shell) if not value.endswith(":q}") and value not in quoted] == []


def test_the_drawing_of_the_workflow_has_every_rule():
    drawn = set(re.findall(r"id\d+\[(\w+)\]", (ROOT / "docs/workflow.md").read_text(encoding="utf-8")))
    assert drawn == {*BODIES, "all"} - {"audit", "audit_params"}  # which `all` makes where it is asked for only


def test_a_run_leaves_every_table_note_page_and_log(tiny):
    month = tiny / "results/tiny/2024-03"
    for name in ("1_collection", "2_topics", "2_influencers", "2_barometer", "3_note"):
        step = name.partition("_")[2]
        assert (month / f"notebooks/{name}.ipynb").is_file() and (month / f"notebooks/{name}.html").is_file()
        assert (tiny / f"logs/tiny/2024-03/{step}.log").is_file() and (tiny / f"benchmarks/tiny/2024-03/{step}.tsv").is_file()
    notes = {f"note.{lang}.{form}" for lang in ("fr", "en") for form in ("md", "html", "pdf", "docx")}
    assert notes <= {path.name for path in (month / "note").iterdir()}


def test_each_step_gets_its_own_section_and_no_other(tiny):
    name, study = load(str(tiny / "config/studies/tiny.yaml"))
    for path in sorted((tiny / "results/tiny/2024-03/params").glob("*.yaml")):
        expected = config.step_params(name, study, "2024-03", path.stem)
        assert yaml.safe_load(path.read_text(encoding="utf-8")) == json.loads(json.dumps(expected))


def test_pages_ask_nothing_of_the_network(tiny):
    pages = sorted((tiny / "results/tiny/2024-03").glob("*/*.html"))
    assert len(pages) >= 7
    for page in pages:
        text = page.read_text(encoding="utf-8")
        parser = Loaded()
        parser.feed(text)
        assert parser.found == [], page
        assert not re.search(r"@import\s|url\(\s*['\"]?(?:https?:)?//|\bimport\(", text), page


def test_logs_hold_no_progress_bar(tiny):
    for log in (tiny / "logs").rglob("*.log"):
        assert "%|" not in log.read_text(encoding="utf-8")


def test_the_code_of_a_step_is_found_by_its_imports():
    files = {path.replace("\\", "/").rpartition("conversatoire/")[2] for path in plan.code("2_influencers.ipynb", "influencers")}
    assert {"influencers/graph.py", "tables.py", "config.py", "errors.py"} <= files
    assert not {"cli.py", "run.py", "manifest.py"} & files
    assert "note/render.py" not in files and not any(path.startswith("demo/") for path in files)


def test_another_format_is_no_input_of_an_import():
    files = {path.rpartition("conversatoire/")[2] for path in plan.code("collection/importer.py", "collection/formats/csv.py")}
    assert "collection/formats/csv.py" in files and "collection/formats/reddit.py" not in files
