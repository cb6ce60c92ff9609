"""The corpus of the default seed, made once for all tests."""

import pytest

from conversatoire.demo import files
from conversatoire.demo.plan import plan


@pytest.fixture(scope="session")
def posts():
    return plan(2011)


@pytest.fixture(scope="session")
def corpus():
    return files(2011)
