"""The hostile study, run once from its exports to notes, audit, comparison and site, by the command line."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile_study import MONTHS, NAME, write
from trial import run

sys.path.append(str(Path(__file__).parents[1] / "watch"))  # for explore_site, also where this folder is tested alone


class Ran(NamedTuple):
    """Where it ran, what stood there and around it before, and what the terminal was told."""

    folder: Path
    before: set[Path]
    told: str

    @property
    def results(self) -> Path:
        """The results of the study."""
        return self.folder / "results"

    def files(self, *suffixes: str) -> list[Path]:
        """The files of the results that end so."""
        return sorted(path for path in self.results.rglob("*") if path.is_file() and path.name.endswith(suffixes))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Ran:
    around = tmp_path_factory.mktemp("hostile")
    folder = around / "in"
    folder.mkdir()
    write(folder)
    before, told = set(around.rglob("*")), ""
    months = [f"results/{NAME}/{month}" for month in MONTHS]
    last = ["--period", MONTHS[-1]]  # the month before gets its tables and no note, which halves the time
    verbs = ["run", NAME, *last], ["run", NAME, *last, "--until", "audit"], ["compare", *months], ["check", NAME], ["search", NAME, "pont"]
    for verb in (*verbs, ["verify", NAME]):
        done = run("conversatoire.cli", *verb, cwd=folder, env=os.environ | {"COLUMNS": "80"})
        assert done.returncode == 0, (verb, done.stdout + done.stderr)
        told += done.stdout + done.stderr
    return Ran(folder, before, told)
