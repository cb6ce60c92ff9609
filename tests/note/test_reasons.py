"""The reasons of rejects speak French in the French note."""

import importlib
import pkgutil
import re

from conversatoire.collection import formats, normalise
from conversatoire.note.reasons import REASONS
from conversatoire.note.words import Words


def reasons():
    """Every reason that a module of the import states as a constant: lower-case words, as `Reject` asks."""
    modules = [importlib.import_module(f"{formats.__name__}.{module.name}") for module in pkgutil.iter_modules(formats.__path__)]
    constants = [value for module in [*modules, normalise] for name, value in vars(module).items() if name.isupper() and isinstance(value, str)]
    return {value for value in constants if re.fullmatch(r"(NUL|[a-z])[\w ,:-]+ [\w ,:-]+", value) and len(value) < 60}


def test_every_reason_has_a_french_form():
    assert len(reasons()) > 15
    assert reasons() - REASONS["fr"].keys() == set()


def test_a_reason_stands_in_the_language_of_the_note():
    assert (Words("fr").name("no date"), Words("en").name("no date")) == ("date absente", "no date")
