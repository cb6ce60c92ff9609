"""The notebook that compares, run over two folders and kept beside its tables and documents."""

import os
import re
import sys
from pathlib import Path

from conversatoire import plan
from conversatoire.compare import folders
from conversatoire.errors import RunError

NOTEBOOK = "5_compare.ipynb"
KEPT = "compare.ipynb"
_TRACES = ("papermill", "execution")  # clocks and paths that a run leaves in a notebook's metadata


def run(a: Path, b: Path, out: Path | None, languages: list[str]) -> list[Path]:
    """Compares two folders, and gives the paths of the documents (HTML) and of the notebook.

    Args:
        a: results of a study, or one month of them.
        b: the same.
        out: where all is written; `folders.place` where None.
        languages: of the documents, fr, en or both.

    Raises:
        StudyError: a folder is no results, or there is nothing to compare (see `folders.both`), or `out` cannot be written to.
        RunError: the notebook failed; its path is told.
    """
    found = folders.both(a, b)
    out = folders.place(found.names) if out is None else out
    folders.check_out(out, found)
    for pair in found.pairs:
        for folder in pair:
            folders.made(folder)  # what cannot be read is told before the notebook runs
    out.mkdir(parents=True, exist_ok=True)
    given = {"a": os.path.relpath(a), "b": os.path.relpath(b), "out": os.path.relpath(out), "languages": languages}
    _execute(given, out / KEPT)
    return [*(out / f"compare.{lang}.html" for lang in languages), out / KEPT]


def _execute(parameters: dict[str, object], kept: Path) -> None:
    """Runs the notebook with these parameters, and keeps it without clocks."""
    # The kernel of this Python, also where the user has another one of the same name.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    try:
        papermill.execute_notebook(
            str(plan.HOME / "notebooks" / NOTEBOOK),
            str(kept),
            parameters=parameters,
            progress_bar=sys.stderr.isatty(),
            extra_arguments=["--log-level=CRITICAL"],
        )
    except PapermillExecutionError as error:
        why = re.sub(r"\x1b\[[0-9;]*m", "", f"{error.ename}: {error.evalue}")
        raise RunError(f"the comparison failed: {why}\nnotebook: {kept}") from None
    finally:
        if kept.is_file():
            content = nbformat.read(kept, as_version=4)
            for cell in content.cells:
                if "injected-parameters" in cell.metadata.get("tags", []):
                    cell["id"] = "compare-given"  # papermill draws one by chance
            for holder in (content, *content.cells):
                for trace in _TRACES:
                    holder.metadata.pop(trace, None)
            nbformat.write(content, kept)
