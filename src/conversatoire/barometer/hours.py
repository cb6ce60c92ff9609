"""When the conversation takes place."""

import pandas as pd


def hours(posts: pd.DataFrame, timezone: str) -> pd.DataFrame:
    """Posts by weekday (1 Monday … 7 Sunday) and hour (0–23) in `timezone`: the table «hours», all 168 cells."""
    local = posts["published_at"].dt.tz_convert(timezone)
    cells = pd.DataFrame({"weekday": local.dt.day_of_week + 1, "hour": local.dt.hour}).value_counts()
    every = pd.MultiIndex.from_product([range(1, 8), range(24)], names=["weekday", "hour"])
    return cells.reindex(every, fill_value=0).astype("int64").rename("posts").reset_index()
