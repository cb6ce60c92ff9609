"""The planted study and its site, made once."""

from pathlib import Path

import pytest
from planted_months import SCRIPT, three_months

from conversatoire.site.months import load
from conversatoire.site.site import Site, site
from conversatoire.site.write import write


@pytest.fixture(scope="session")
def root(tmp_path_factory) -> Path:
    """The folder of the planted study's results."""
    return tmp_path_factory.mktemp("l'étude d'un pont")


@pytest.fixture(scope="session")
def planted(root) -> Site:
    """The three planted months."""
    months, _ = load(three_months(root), [], ["fr", "en"])
    return site("pont", f"Le pont {SCRIPT}", "Que dit-on ?", "Europe/Paris", ["fr", "en"], months, [])


@pytest.fixture(scope="session")
def pages(root, planted) -> Path:
    """The folder of the planted study's site."""
    write(planted, root / "site")
    return root / "site"
