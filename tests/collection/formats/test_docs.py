import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from conversatoire.collection.formats import RAW_COLUMNS, names
from conversatoire.config import Source

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_every_format_stands_in_the_page_and_the_page_names_no_other():
    assert sorted(re.findall(r"^\| \[`([\w-]+)`\]", PAGE, re.MULTILINE)) == names()


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_valid_source(example):
    assert Source(**YAML(typ="safe").load(example)).path


def test_every_column_the_page_tells_of_exists():
    tables = re.findall(r"\| column \| from \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)
    named = {name for table in tables for line in table.splitlines() for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert len(tables) == 6 and named and named <= set(RAW_COLUMNS)
