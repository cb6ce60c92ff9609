"""Posts that only one of two runs has, and why the other lacks them."""

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import polars as pl

from conversatoire import tables
from conversatoire.collection.coverage import speaks
from conversatoire.collection.period import bounds
from conversatoire.compare.folders import PERIOD
from conversatoire.compare.months import Month

COUNTED = ["medium", "source", "where", "reason"]


class Other(NamedTuple):
    """What tells why a run lacks a post: the folder of its imported tables, its month, its languages and its time zone."""

    imported: Path
    period: str
    languages: list[str]
    timezone: str


def other(month: Month, made: dict[str, Any]) -> Other | None:
    """Of a month's folder and its parameters (`folders.made`); None where they do not tell."""
    asked, folder = made.get("collection", {}), month.folder.resolve()
    if not {"languages", "timezone"} <= asked.keys() or not PERIOD.fullmatch(folder.name):
        return None
    return Other(folder.parent / "imported", folder.name, asked["languages"], asked["timezone"])


def posts(a: pd.DataFrame, b: pd.DataFrame, of_a: Other | None, of_b: Other | None) -> pd.DataFrame:
    """Every post of either side: post_id, medium, source, where (both, only_a, only_b) and reason.

    Args:
        a: table «posts» of A; of its columns post_id, medium, source and origin are enough.
        b: the same of B.
        of_a: what tells why A lacks a post; None where nothing does.
        of_b: the same of B.
    """
    sides = []
    for mine, theirs, where, lacking in ((a, b, "only_a", of_b), (b, a, "only_b", of_a)):
        only = mine[~mine["post_id"].isin(theirs["post_id"])]
        sides.append(only.assign(where=where, reason=reasons(only, lacking)))
    common = a[a["post_id"].isin(b["post_id"])].assign(where="both", reason=None)
    found = pd.concat([frame.astype({"reason": object}) for frame in (common, *sides)], ignore_index=True)
    return found[["post_id", *COUNTED]].sort_values("post_id", ignore_index=True)


def reasons(lost: pd.DataFrame, lacking: Other | None) -> pd.Series:
    """Why the run `lacking` has none of the posts `lost` (post_id, source, origin): a reason each, as in the table compare_posts."""
    if lacking is None or not any(lacking.imported.glob("*.parquet")):
        return pd.Series("unknown", index=lost.index, dtype=object)
    known = _known(lost["post_id"].tolist(), lacking)
    found = lost["post_id"].map(known)
    rejected = lost["source"].str.cat(lost["origin"], sep="\n").isin(_rejected(lacking.imported))
    return found.mask(found.isna() & rejected, "rejected").fillna("not_in_exports").astype(object)


def _known(wanted: list[str], lacking: Other) -> dict[str, str]:
    """Of the posts that it did read: why it kept them not, in the order in which the collection asks."""
    start, end = bounds(lacking.period, lacking.timezone)
    found: dict[str, str] = {}
    for path in sorted(lacking.imported.glob("*.parquet")):
        rows = pl.scan_parquet(path).select("post_id", "lang", "published_at").filter(pl.col("post_id").is_in(wanted)).collect()
        in_month = rows["published_at"].is_between(start, end, closed="left")
        why = pl.when(~in_month).then(pl.lit("off_period")).when(~speaks(rows["lang"], lacking.languages)).then(pl.lit("off_language"))
        found |= dict(rows.select("post_id", why.otherwise(pl.lit("off_query")).alias("why")).iter_rows())
    return found


def _rejected(imported: Path) -> set[str]:
    paths = sorted(imported.glob("*.rejects.csv"))
    rows = pd.concat([tables.frame("rejects"), *[tables.read(path, "rejects") for path in paths]])
    return set(rows["source"].str.cat(rows["origin"], sep="\n"))


def of_other_months(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """As `posts`, of two months that share none: nothing is lost, and nothing is looked for."""
    sides = [frame.assign(where=where, reason="other_month") for frame, where in ((a, "only_a"), (b, "only_b"))]
    return pd.concat(sides, ignore_index=True)[["post_id", *COUNTED]].sort_values("post_id", ignore_index=True)


def counts(found: pd.DataFrame) -> pd.DataFrame:
    """Posts by medium, source, where and reason, out of what `posts` gives."""
    return found.groupby(COUNTED, dropna=False).size().reset_index(name="posts")


def ids(found: pd.DataFrame, assigned: pd.DataFrame) -> pd.DataFrame:
    """The posts to be looked at: those of one side only, and those of both that moved from a topic to another.

    Args:
        found: what `posts` gives.
        assigned: post_id, topic_a, topic_b, and whether it `moved`, of the posts whose topic is known.
    """
    if (found["reason"] == "other_month").all():
        return tables.frame("compare_post_ids").drop(columns=["month_a", "month_b"])
    both = found.merge(assigned, "left", on="post_id", validate="1:1")
    return both[(both["where"] != "both") | both["moved"].eq(True)]
