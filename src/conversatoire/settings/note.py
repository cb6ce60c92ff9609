"""The section `note`."""

from typing import Annotated, Literal

from pydantic import Field

from conversatoire.settings.base import File, Section, Whole


class Note(Section):
    """What the monthly note shows."""

    top: Annotated[Whole, Field(ge=3, le=100)] = Field(10, description="Rows of each table in the note; the CSV files hold all.")
    verbatims: Annotated[Whole, Field(ge=0, le=20)] = Field(3, description="Posts quoted per subject.")
    theme: File | None = Field(None, description="A YAML file with an organisation's name, logo, colours and foot; see config/themes/example.yaml.")
    teaching: bool = Field(False, description="Explain each measure in a box: what it is, its formula, how to read it, where it misleads.")
    reports: list[Literal["listening", "exchanges", "indicators", "crisis"]] = Field(
        [], description="Periodic reports taken from the note, each a document of its own beside it: for those who read only theirs."
    )
