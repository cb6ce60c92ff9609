"""Peaks found in one run and not in the other."""

from typing import Any

import pandas as pd

COLUMNS = [
    "where", "number_a", "number_b", "series", "start", "end", "posts_a", "posts_b", "cause_kind", "cause", "cause_medium",
]  # fmt: skip


def peaks(a: pd.DataFrame, b: pd.DataFrame, topics: dict[int, int], other_months: bool) -> pd.DataFrame:
    """Table compare_peaks without its months.

    Args:
        a: table «peaks» of A.
        b: the same of B.
        topics: topic of A → the topic of B that is matched with it: their series are the same.
        other_months: whether A and B have no day in common, and so no peak.
    """
    rows: list[dict[str, Any]] = []
    free = b.sort_values("number")
    for one in a.sort_values("number").to_dict("records"):
        near = free.iloc[:0] if other_months else _same(one, free, topics)
        if near.empty:
            rows.append(_row("only_a", one, None))
        else:
            rows.append(_row("both", one, near.iloc[0].to_dict()))
            free = free.drop(near.index[0])
    rows += [_row("only_b", None, other) for other in free.to_dict("records")]
    whole = {"number_a": "Int64", "number_b": "Int64", "posts_a": "Int64", "posts_b": "Int64"}
    return pd.DataFrame(rows, columns=COLUMNS).astype(whole)


def _same(one: dict[str, Any], free: pd.DataFrame, topics: dict[int, int]) -> pd.DataFrame:
    """Peaks of B of the same series that overlap the peak of A in time, the longest overlap first."""
    series = one["series"]
    if series.startswith("topic:"):
        series = f"topic:{topics.get(int(series.removeprefix('topic:')), 'none')}"
    near = free[(free["series"] == series) & (free["start"] < one["end"]) & (free["end"] > one["start"])]
    overlap = near["end"].clip(upper=one["end"]) - near["start"].clip(lower=one["start"])
    return near.loc[overlap.sort_values(ascending=False, kind="stable").index]


def _row(where: str, one: dict[str, Any] | None, other: dict[str, Any] | None) -> dict[str, Any]:
    """A row of the table; what both have is told as of A, with the span that covers both."""
    told, there = one or other or {}, [side for side in (one, other) if side]
    numbers = {f"{name}_{side}": row[name] if row else None for side, row in (("a", one), ("b", other)) for name in ("number", "posts")}
    span = {"start": min(row["start"] for row in there), "end": max(row["end"] for row in there)}
    return {"where": where, **numbers, **span, **{name: told[name] for name in ("series", "cause_kind", "cause", "cause_medium")}}
