"""docs/search.md tells what is there: its examples run, and every option is described."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from conversatoire.cli import Verbs
from conversatoire.watch import ask, command, index, syntax

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/search.md").read_text(encoding="utf-8")
EXAMPLES = [line for line in re.search(r"```sh\n(.*?)```", PAGE, re.DOTALL)[1].splitlines() if line]
DEMO = ROOT / "results/demo"


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Path:
    months = sorted(path.parents[1] for path in DEMO.glob("*/topics/topic_links.csv"))
    if len(months) < 3:
        pytest.skip("results/demo has not been run here")
    folder = tmp_path_factory.mktemp("results")
    index.build(folder / "demo/watch/posts.sqlite", months, "demo", "Démo", "Europe/Paris")
    return folder


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs_and_finds_posts(example: str, results: Path, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    program, verb, *arguments = shlex.split(example)
    assert (program, verb) == ("conversatoire", "search")
    group = Verbs(commands={"search": command.search})
    done = CliRunner().invoke(group, ["search", *arguments, "--results", str(results)])
    assert done.exit_code == 0, done.output
    if "--csv" in example:
        assert done.output.count("twitter:") > 3 and done.output.startswith("post_id,")
    elif "--json" in example:
        assert '"count": 0' not in done.output and '"tops": {' in done.output
    else:
        assert re.match(r"[1-9][\d\u202f]*\xa0messages?", done.output) and "\x1b" not in done.output


def test_every_query_of_the_page_is_read_as_it_stands() -> None:
    table = PAGE[PAGE.index("| typed |") : PAGE.index("- Operators")]
    queries = re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)
    assert len(queries) >= 10
    for query in queries:
        read = syntax.parse(query)
        assert read.fts and not read.notices


def test_every_option_and_parameter_is_described() -> None:
    options = [option for parameter in command.search.params for option in parameter.opts if option.startswith("--")]
    assert len(options) > 15 and [option for option in options if f"`{option}" not in PAGE] == []
    named = {parameter.name for parameter in command.search.params}
    assert set(ask.PARAMETERS) - named == {"q", "hour", "weekday"}  # the page names these two of explore
    assert "`hour`" in PAGE and "`weekday`" in PAGE
