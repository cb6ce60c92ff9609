"""Rows of a table as the templates want them."""

from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table; what is empty is None."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")
