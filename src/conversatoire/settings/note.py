"""The sections `note` and `privacy`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from conversatoire.settings.base import Section, Whole


class Note(Section):
    """What the monthly note shows."""

    top: Annotated[Whole, Field(ge=3, le=100)] = Field(10, description="Rows of each table in the note; the CSV files hold all.")
    verbatims: Annotated[Whole, Field(ge=0, le=20)] = Field(3, description="Posts quoted per subject.")


class Privacy(Section):
    """Pseudonyms arrive with a later version; until then only `pseudonyms: false` is accepted."""

    pseudonyms: Literal[False] = False
    key_env: Annotated[str, StringConstraints(pattern=r"^[A-Z_][A-Z0-9_]*$")] = "CONVERSATOIRE_KEY"
