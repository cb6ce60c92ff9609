"""What a note tells of the month as a whole: volume, media, coverage. Plain numbers and texts, no word of any language."""

from typing import Any

import pandas as pd

from conversatoire.collection.coverage import month_days


def totals(posts: pd.DataFrame) -> dict[str, Any]:
    """Posts, distinct authors (by medium and handle; None where no post tells its author), media and reposts of a month."""
    known = posts.dropna(subset=["author"])
    authors = len({(medium, author.lower()) for medium, author in zip(known["medium"], known["author"], strict=True)})
    reposts = int((posts["repost_of_id"].notna() | posts["repost_of_author"].notna()).sum())
    return {"posts": len(posts), "authors": authors if len(known) else None, "media": posts["medium"].nunique(), "reposts": reposts}


def volume(posts: pd.DataFrame, days: pd.DataFrame, period: str) -> dict[str, Any]:
    """`totals`, posts per day, the busiest days (largest first) and the days without any post."""
    length = len(month_days(period))
    per_day = days.groupby("day", sort=True)["posts"].sum()
    ranked = sorted(((int(count), day) for day, count in per_day.items() if count), key=lambda pair: (-pair[0], pair[1]))
    mean = len(posts) / length
    return totals(posts) | {
        "days": length,
        "mean": mean,
        "busiest": [{"day": day, "posts": count, "times": count / mean} for count, day in ranked[:3]],
        "empty_days": length - len(ranked),
    }


def media(posts: pd.DataFrame, before: pd.DataFrame | None) -> list[dict[str, Any]]:
    """Each medium with its posts, share, authors, posts of the month before and change; largest first."""
    now = posts["medium"].value_counts()
    past = before["medium"].value_counts() if before is not None else {}
    rows = []
    for medium in sorted(set(now.index) | set(past.keys()), key=lambda m: (-now.get(m, 0), m)):
        count, earlier = int(now.get(medium, 0)), int(past.get(medium, 0)) if before is not None else None
        authors = totals(posts[posts["medium"] == medium])["authors"]
        share = count / len(posts) if len(posts) else 0.0
        rows.append({"medium": medium, "posts": count, "share": share, "authors": authors, "before": earlier, "change": change(count, earlier)})
    return rows


def change(now: float, before: float | None) -> float | None:
    """Relative change; None without a positive value before."""
    return now / before - 1 if before else None


def coverage(sources: pd.DataFrame, rejects: pd.DataFrame, posts: pd.DataFrame, top: int) -> dict[str, Any]:
    """The coverage table, its sums, the reasons of the rejects and the languages of the posts kept."""
    parts = ["rejected", "duplicate", "off_query", "off_period", "off_language", "kept"]
    sums = {column: int(sources[column].sum()) for column in ["read", *parts, "ruined_ids"]}
    reasons = rejects["reason"].value_counts()
    languages = posts["lang"].value_counts()
    return {
        "sources": sources.to_dict("records"),
        "sums": sums,
        "adds_up": bool((sources[parts].sum(axis=1) == sources["read"]).all()),
        "rejected_share": sums["rejected"] / sums["read"] if sums["read"] else 0.0,
        "reasons": _ranked(reasons)[:top],
        "more_reasons": max(0, len(reasons) - top),
        "languages": [{"lang": code, "posts": count, "share": count / len(posts)} for code, count in _ranked(languages)],
    }


def _ranked(counts: pd.Series) -> list[tuple[str, int]]:
    return sorted(((str(key), int(count)) for key, count in counts.items()), key=lambda pair: (-pair[1], pair[0]))
