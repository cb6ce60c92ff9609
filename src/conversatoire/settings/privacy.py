"""The section `privacy`."""

from typing import Annotated

from pydantic import Field, Strict, StringConstraints

from conversatoire.settings.base import Section


class Privacy(Section):
    """What is done to protect the people who posted; see docs/privacy.md."""

    pseudonyms: Annotated[bool, Strict()] = Field(
        False,
        description="true: handles, names and ids are replaced by keyed hashes as the exports are read, in texts and links too. Accounts that the "
        "study itself names (own_accounts, lists, brands, query …) stay in clear.",
    )
    key_env: Annotated[str, StringConstraints(pattern=r"^[A-Z_][A-Z0-9_]*$")] = Field(
        "CONVERSATOIRE_KEY", description="The environment variable that holds the key; the same key gives the same pseudonyms in every month and run."
    )
    keep: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3}[dwmy]$")] | None = Field(
        None,
        description="How long posts are kept, counted back from today: 90d, 12w, 18m (months) or 2y. `check` and `run` tell what is older; "
        "`conversatoire purge STUDY --expired` removes it.",
    )
