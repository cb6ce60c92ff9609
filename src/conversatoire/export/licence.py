"""The licence of a pack: the user's choice, by its SPDX name."""

import re

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from conversatoire.errors import StudyError

USUAL = {
    "CC-BY-4.0": "anyone may use it and names you",
    "CC-BY-SA-4.0": "the same, and shares what is made of it alike",
    "CC0-1.0": "no condition at all",
    "etalab-2.0": "the French administration's open licence",
    "ODbL-1.0": "for databases: named, and shared alike",
}


def chosen(name: str | None) -> str:
    """The licence's SPDX name as SPDX writes it.

    Raises:
        StudyError: none was given, or it is not one name of the SPDX list.
    """
    listing = "\n".join(f"  --licence {spdx}: {about}" for spdx, about in USUAL.items())
    if not name:
        raise StudyError(
            f"a pack needs a licence, and only you can choose it; usual choices:\n{listing}\nAny other name of spdx.org/licenses will do."
        )
    try:
        known = canonicalize_license_expression(name)
    except InvalidLicenseExpression:
        known = ""
    if not re.fullmatch(r"[\w.+-]+", known) or known.startswith("LicenseRef"):
        raise StudyError(f"--licence «{name}» is not a name of spdx.org/licenses; usual choices:\n{listing}")
    return known


def address(spdx: str) -> str:
    """Address of a licence's text."""
    return f"https://spdx.org/licenses/{spdx}"
