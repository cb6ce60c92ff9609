"""Posts and daily measures made by hand for the tests of alerts, crisis and questions."""

from datetime import UTC, datetime, timedelta

import pandas as pd

from conversatoire import tables

FIRST = datetime(2024, 9, 1, 12, tzinfo=UTC)


def post(number: int, text: str = "bonjour", author: str | None = "alice", day: int = 0, hour: float = 0, **more: object) -> dict:
    """One row of the table «posts», `day` days and `hour` hours after noon of 1 September 2024."""
    known = {"post_id": f"twitter:{number}", "medium": "twitter", "source": "x", "author": author, "text": text, "lang": "fr"}
    known |= {"published_at": FIRST + timedelta(days=day, hours=hour, seconds=number % 50), "hashtags": [], "mentions": [], "links": []}
    return known | {"origin": f"x.csv:{number}"} | more


def posts(rows: list[dict]) -> pd.DataFrame:
    """The rows as the table «posts»."""
    return tables.frame("posts", rows)


def days(measure: str, counts: list[int], of: list[int] | None = None) -> pd.DataFrame:
    """Daily measures from 1 September 2024 on, as `watched.daily` gives them."""
    on = pd.date_range("2024-09-01", periods=len(counts)).strftime("%Y-%m-%d")
    return pd.DataFrame({"day": on, "measure": measure, "posts": counts, "of": of or counts, "value": [float(count) for count in counts]})
