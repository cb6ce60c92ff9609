"""Return on investment out of the analyst's own figures."""

import pandas as pd

from conversatoire import tables
from conversatoire.settings.benchmark import Return


def returns(entries: list[Return]) -> pd.DataFrame:
    """The table «returns»: roi = (gain − cost) / cost."""
    return tables.frame("returns", [entry.model_dump() | {"roi": (entry.gain - entry.cost) / entry.cost} for entry in entries])
