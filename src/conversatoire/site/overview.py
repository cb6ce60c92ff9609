"""The months beside each other: posts by day and medium, and the figures of each month with their change."""

from collections.abc import Sequence
from typing import Any

from conversatoire.note.facts_month import change, totals
from conversatoire.site import happenings
from conversatoire.site.months import Month, follows

MEDIA = 6  # media that have a colour of their own; the smaller ones are one
OTHERS = ""  # stands for them


def media(months: Sequence[Month]) -> list[str]:
    """The media of the study, the one with the most posts first; `OTHERS` last where there are more than `MEDIA`."""
    total: dict[str, int] = {}
    for month in months:
        for medium, posts in month.frames["volume"].groupby("medium")["posts"].sum().items():
            total[str(medium)] = total.get(str(medium), 0) + int(posts)
    ranked = sorted((medium for medium in total if total[medium]), key=lambda medium: (-total[medium], medium))
    return ranked if len(ranked) <= MEDIA else [*ranked[: MEDIA - 1], OTHERS]


def days(month: Month, shown: Sequence[str]) -> list[dict[str, Any]]:
    """Each day of the month: day, posts, and by (medium of `shown` → posts, without those of none)."""
    table = month.frames["volume"]
    named = table.assign(medium=table["medium"].where(table["medium"].isin(shown), OTHERS)).groupby(["day", "medium"])["posts"].sum()
    every = sorted(set(table["day"]))
    return [
        {"day": day, "posts": sum(by.values()), "by": {medium: posts for medium, posts in by.items() if posts}}
        for day in every
        for by in [{medium: int(named.get((day, medium), 0)) for medium in shown}]
    ]


def figures(months: Sequence[Month], timezone: str) -> list[dict[str, Any]]:
    """The figures of each month.

    Returns:
        period, posts, authors (None where no post tells its author), media, reposts, topics, outside (share of posts in no topic, 0–1; None without
        topics), peaks, alerts (days on which a rule fired), level (the highest, or None), rejected (share of the rows read), and change: of posts and
        authors on the month before (None where there is none).
    """
    rows: list[dict[str, Any]] = []
    for month in months:
        topics, coverage = month.frames["topics"], month.frames["coverage"]
        read = int(coverage["read"].sum())
        row = totals(month.frames["posts"]) | {
            "period": month.period,
            "topics": len(topics),
            "outside": max(0.0, 1 - float(topics["share"].sum())) if len(topics) else None,
            "peaks": len(happenings.peaks(month, timezone)),
            "alerts": len({one["day"] for one in happenings.alerts(month)}),
            "level": happenings.highest(month),
            "rejected": int(coverage["rejected"].sum()) / read if read else None,
        }
        before = rows[-1] if rows and follows(rows[-1]["period"], month.period) else {"posts": None, "authors": None}
        row["change"] = {key: None if row[key] is None else change(row[key], before[key]) for key in ("posts", "authors")}
        rows.append(row)
    return rows
