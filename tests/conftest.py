"""What several tests share: the tiny study and the demo, each run once, from raw exports to notes, by the command line."""

import os
from pathlib import Path

import pytest
from trial import ROOT, run, write_tiny


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that read the same run stay in one process, so that each study is run once."""
    for item in items:
        for name in ("demo", "tiny", "hostile"):
            if name in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group(name))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Path:
    """A folder in which the tiny study has been run; a test that changes something in it puts it back."""
    folder = tmp_path_factory.mktemp("l'essai d'un été")  # a name that a careless shell command would trip over
    write_tiny(folder)
    done = run("conversatoire.cli", "run", "tiny", "--cores", "2", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def demo() -> Path:
    """The repository's folder, in which the demo is up to date: it is run where `make note` has not done so yet."""
    done = run("conversatoire.cli", "demo", cwd=ROOT, env=os.environ | {"COLUMNS": "80"})
    assert done.returncode == 0, done.stdout + done.stderr
    return ROOT
