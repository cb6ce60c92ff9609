"""What moved most, chosen by rule out of the tables: what the document says first."""

from typing import Any

import pandas as pd

from conversatoire import tables
from conversatoire.compare.compared import Frames
from conversatoire.note.rows import records

MOST = 5  # topics, shares and indices that are told first
ACCOUNTS, TOPICS = 3, 3  # accounts and one-sided topics that are named first
MONTHS = ["month_a", "month_b"]


def strength(row: dict[str, Any]) -> float:
    """How far a difference lies beyond its interval: 1 where the interval just touches 0."""
    towards_zero = row["difference"] - row["low"] if row["difference"] > 0 else row["high"] - row["difference"]
    return abs(row["difference"]) / towards_zero if towards_zero else float("inf")


def repeated(values: pd.DataFrame) -> pd.Series:
    """Rows of compare_values that tell what another tells: those of the only medium there is, and values that neither side has."""
    media = {name for name in values["within"].dropna() if name.startswith("medium:")}
    return values["within"].isin(media if len(media) == 1 else set()) | (values["value_a"].isna() & values["value_b"].isna())


def alone(topics: pd.DataFrame, status: str) -> dict[str, Any]:
    """Topics of one side only: how many, how many of them are stable, and these, the most stable first."""
    side, rows = status[-1], records(topics[topics["status"] == status])
    stable = sorted((row for row in rows if not unstable(row)), key=lambda row: -(row[f"stability_{side}"] or 0))
    named = [row | {"label": row[f"label_{side}"], "posts": row[f"posts_{side}"]} for row in stable[:TOPICS]]
    return {"all": len(rows), "stable": len(stable), "named": named}


def moved_most(found: Frames) -> list[dict[str, Any]]:
    """Topics, shares and indices beyond the intervals of their differences, the farthest first; `about` is topic or value."""
    topics = [row | {"about": "topic"} for row in records(found["topics"]) if row["verdict"] == "beyond"]
    values = [row | {"about": "value"} for row in records(found["values"][~repeated(found["values"])]) if row["verdict"] == "beyond"]
    return sorted(topics + values, key=lambda row: -strength(row))[:MOST]


def tally(found: Frames) -> dict[str, int]:
    """How many differences have an interval, how many of them lie beyond it, and how many would by chance alone."""
    verdicts = [*found["topics"]["verdict"], *found["values"]["verdict"][~repeated(found["values"])]]
    told = [verdict for verdict in verdicts if verdict in ("beyond", "within")]
    return {"told": len(told), "beyond": told.count("beyond"), "chance": round(0.05 * len(told))}


def ranks_moved(found: Frames) -> dict[str, Any]:
    """Of PageRank: accounts that moved beyond their intervals, the highest first, and how many did not."""
    rows = found["ranks"][found["ranks"]["ranking"] == "pagerank"]
    rows = rows.assign(best=rows[["rank_a", "rank_b"]].min(axis=1)).sort_values(["best", "medium", "account"], kind="stable")
    moved = records(rows[rows["status"].isin(["up", "down"])])
    return {"first": moved[:ACCOUNTS], "moved": len(moved), "within": int((rows["status"] == "within").sum()), "all": len(rows)}


def lost(found: Frames) -> list[dict[str, Any]]:
    """Posts that only one run of a month has: where, reason and posts, the most first."""
    rows = found["posts"][(found["posts"]["where"] != "both") & (found["posts"]["reason"] != "other_month")]
    counted = rows.groupby(["where", "reason"])["posts"].sum().reset_index()
    return records(counted.sort_values(["posts", "where", "reason"], ascending=[False, True, True]))


def new_peaks(found: Frames, where: str) -> list[dict[str, Any]]:
    """Peaks of one run of a month that the other has not, those that are parts of no topic's or link's series first told."""
    rows = found["peaks"][(found["peaks"]["where"] == where) & (found["peaks"]["month_a"] == found["peaks"]["month_b"])]
    return records(rows)


def nothing(found: Frames) -> bool:
    """Whether nothing moved at all, as where a run is compared with itself."""
    still = {"topics": ("verdict", ["same"]), "values": ("verdict", ["same"]), "ranks": ("status", ["same"])}
    moved = [not found[name].loc[~_empty(found[name]), column].isin(same).all() for name, (column, same) in still.items()]
    one_sided = [bool((found[name]["where"] != "both").any()) for name in ("posts", "peaks")]
    return not any([*moved, *one_sided, bool(found["flows"]["moved"].any())])


def _empty(frame: pd.DataFrame) -> pd.Series:
    """Rows that neither side has a value for."""
    if "value_a" not in frame:
        return pd.Series(False, index=frame.index)
    return frame["value_a"].isna() & frame["value_b"].isna()


def cut(partitions: pd.DataFrame) -> dict[str, Any] | None:
    """The agreement of the two cuts of the common posts into topics; None where there are none."""
    return dict(zip(partitions["measure"], partitions["value"].astype(object).where(partitions["value"].notna(), None), strict=True)) or None


def unstable(row: dict[str, Any]) -> bool:
    """Whether a matched topic is too unstable on either side for its change to be told alone."""
    return any(row[f"stability_{side}"] is not None and row[f"stability_{side}"] <= tables.UNSTABLE for side in "ab")
