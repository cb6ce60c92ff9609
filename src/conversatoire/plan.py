"""What the workflow asks of a study: its months, the parameters of each step, and the code files a step depends on."""

import ast
import functools
import json
import math
import os
from pathlib import Path
from typing import Any

import yaml

from conversatoire.config import Source, Study
from conversatoire.errors import StudyError
from conversatoire.home import HOME, PACKAGE


def months(study: Study, wanted: str | list[str] = "all") -> list[str]:
    """The months to run, oldest first.

    Args:
        study: the study.
        wanted: one month, several separated by commas or in a list, or `all`.

    Raises:
        StudyError: a month is not one of the study's.
    """
    known = study.periods.months()
    asked = wanted.split(",") if isinstance(wanted, str) else [str(month) for month in wanted]
    asked = [month.strip() for month in asked if month.strip()]
    if not asked or "all" in asked:
        return known
    for month in asked:
        if month not in known:
            raise StudyError(f"period {month} is not a month of the study; its months: {', '.join(known)}")
    return sorted(set(asked))


def month_before(study: Study, period: str) -> str | None:
    """The month before `period`, where it belongs to the study."""
    known = study.periods.months()
    place = known.index(period)
    return known[place - 1] if place else None


def before(study: Study, period: str, *files: str) -> list[str]:
    """Files of the month before, as a rule's inputs (`topics/topics.csv` under that month's folder); none in the first month."""
    month = month_before(study, period)
    return [f"<results>/{{study}}/{month}/{file}" for file in files] if month else []


def all_before(study: Study, period: str, *files: str) -> list[str]:
    """Files of all the study's months before `period`, the latest month first, as a rule's inputs."""
    known = study.periods.months()
    return [f"<results>/{{study}}/{month}/{file}" for month in known[: known.index(period)][::-1] for file in files]


def earlier(study: Study, period: str, file: str) -> list[str]:
    """A file of the months before that hold the barometer's reference weeks, the latest first, as a rule's inputs; as far as the study goes back.

    A window of seven days may begin before its month: one week more.
    """
    return all_before(study, period, file)[: math.ceil((study.barometer.reference_weeks + 1) * 7 / 28)]


def kept_by_hand(study: Study) -> list[str]:
    """The tables that the analyst keeps by hand for the topics, as a rule's inputs."""
    return [file for file in (study.topics.stop_words, study.topics.names) if file]


def coded_by_hand(study: Study) -> list[str]:
    """The samples coded by hand and the analyst's own words of the tone, as a rule's inputs."""
    books = [file for book in study.tone.codebooks.values() for file in book.files]
    return sorted({*study.tone.files, *books, *([study.tone.words] if study.tone.words else [])})


def benchmark_files(study: Study) -> list[str]:
    """The analyst's CSV files for the benchmark, as a rule's inputs."""
    from conversatoire.benchmark.files import paths

    return paths(study.benchmark)


def events_files(study: Study) -> list[str]:
    """The crisis vocabulary and the press sites, the analyst's or ours, as a rule's inputs."""
    return [
        study.events.crisis_words or os.path.relpath(HOME / "data/reference/crisis_words.csv"),
        study.events.crisis_sites or os.path.relpath(HOME / "data/reference/press_sites.csv"),
    ]


def by_hand(name: str, study: Study) -> list[str]:
    """Every file kept by hand that a month's results depend on, the study's list of deletions among them, for its manifest."""
    from conversatoire.privacy import where

    tables = {*kept_by_hand(study), *coded_by_hand(study), *benchmark_files(study), *events_files(study)}
    return sorted(tables | {*theme_files(study), *where.lists(name)})


def theme_files(study: Study) -> list[str]:
    """The theme of the note and its logo, as inputs of the note's rule.

    Raises:
        StudyError: the theme is wrong.
    """
    from conversatoire.note.theme import files

    return files(study.note.theme)


def source_named(study: Study, name: str) -> Source:
    """The source called `name`."""
    return next(source for source in study.sources if source.name == name)


def source_params(study: Study, name: str) -> dict[str, Any]:
    """What the importer of one source gets: its section, with its files (sorted), their root and the zone of dates without one.

    Raises:
        SourceError: the source's path matches no file.
    """
    from conversatoire.collection.importer import source_files

    source = source_named(study, name)
    files, root = source_files(source)
    found = {"files": [Path(file).as_posix() for file in files], "root": Path(root).as_posix()}
    return source.model_dump(mode="json") | {"timezone": source.timezone or study.timezone} | found


def import_code(study: Study, name: str) -> list[str]:
    """The code files behind the import of one source: the importer and the source's own format."""
    module = source_named(study, name).format.replace("-", "_")
    return code("collection/importer.py", f"collection/formats/{module}.py")


def write(values: dict[str, Any], path: Path | str) -> None:
    """Writes parameters as YAML: keys in their order, every string quoted where a bare one would change its type."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(values, sort_keys=False, allow_unicode=True), encoding="utf-8")


def code(*starts: str) -> list[str]:
    """The package's files behind a job: those it starts from, and the modules that they import, in turn.

    Found by reading the imports, so that the inputs of a rule cannot fall behind the code.

    Args:
        starts: notebooks (`2_topics.ipynb`), modules (`collection/importer.py`) and folders of the package (`topics`: all it holds).

    Returns:
        Paths relative to the folder one runs from, sorted; the notebooks themselves are left out.
    """
    found: set[Path] = set()
    queue: list[Path] = []
    for start in starts:
        if start.endswith(".ipynb"):
            queue += _imports(_cells(HOME / "notebooks" / start))
        elif start.endswith(".py"):
            queue.append(PACKAGE / start)
        else:
            queue += [file for file in (PACKAGE / start).rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    while queue:
        file = queue.pop()
        if file not in found:
            found.add(file)
            queue += _imports_of(file) if file.suffix == ".py" else []
    return sorted(os.path.relpath(file) for file in found)


def _cells(notebook: Path) -> str:
    """The code of a notebook; nothing where it cannot be read, which its own run tells better."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return ""
    lines = [line for cell in cells if cell["cell_type"] == "code" for line in "".join(cell["source"]).splitlines()]
    return "\n".join("" if line.startswith(("%", "!")) else line for line in lines)


@functools.cache
def _imports_of(file: Path) -> list[Path]:
    return _imports(file.read_text(encoding="utf-8"))


def _imports(source: str) -> list[Path]:
    """Files of this package that a piece of Python imports anywhere in it."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    inside = [name.split(".")[1:] for name in names if name.split(".")[0] == "conversatoire"]
    # Importing a.b runs a/__init__.py too.
    paths = {PACKAGE.joinpath(*parts[:depth]) for parts in inside for depth in range(len(parts) + 1)}
    return sorted(file for path in paths for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file())
