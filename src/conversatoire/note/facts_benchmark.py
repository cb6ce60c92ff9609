"""What a note tells of brands, pages, reaction times, terms, internal series and search results: plain numbers and texts, no word of any language."""

from typing import Any

import pandas as pd

from conversatoire.benchmark.naming import ALL, partial
from conversatoire.config import Benchmark, Note, Query
from conversatoire.note.rows import records

TABLES = (
    *("share_of_voice", "brand_days", "brand_pairs", "brand_tone", "pages"),
    *("reaction", "reaction_times", "reaction_curve", "terms", "term_days", "term_pairs"),
    *("internal", "internal_series", "internal_lags", "returns", "visibility"),
)
PAIRS = 5  # pairs of brands or terms that are told; the tables hold all
SURE = 0.05  # of the corrected p-value, up to which a lag is told
ALMOST_ALL = 0.9  # part answered from which on the note asks how the export was made


def benchmark(frames: dict[str, pd.DataFrame], made: dict[str, Any], settings: Note, period: str) -> dict[str, Any]:
    """The facts of the section, part by part; a part without anything to tell is None.

    Args:
        frames: TABLES by name, accounts of «pages» and «reaction» as they are shown.
        made: what the step got (`params/benchmark.yaml`): own_accounts, brands, query, settings.
        settings: how many rows to show.
        period: the month.
    """
    study = Benchmark(**made.get("settings", {}))
    return {
        "voice": voice(frames, made.get("brands") or {}, Query(**made.get("query", {})), settings.top),
        "pages": pages(frames["pages"], settings.top),
        "reaction": reaction(frames, bool(made.get("own_accounts"))),
        "terms": terms(frames, settings.top),
        "internal": internal(frames),
        "returns": records(frames["returns"]),
        "visibility": visibility(frames["visibility"], period),
        "fewest": study.fewest,
        "page_posts": study.page_posts,
        "per_page": study.results_per_page,
        "own_sites": study.own_sites,
        "files": {"followers": study.followers, "visibility": study.visibility},
        "resamples": study.resamples,
    }


def voice(frames: dict[str, pd.DataFrame], brands: dict[str, list[str]], query: Query, top: int) -> dict[str, Any] | None:
    """Brands by posts, over all media and medium by medium; None where the study names no brand."""
    table = frames["share_of_voice"].sort_values(["posts", "brand"], ascending=[False, True], kind="stable")
    whole = records(table[table["medium"] == ALL])
    if not whole:
        return None
    media = [{"medium": medium, "rows": {row["brand"]: row for row in records(rows)}} for medium, rows in table.groupby("medium") if medium != ALL]
    pairs = frames["brand_pairs"].sort_values(["posts", "first", "second"], ascending=[False, True, True], kind="stable")
    tones = frames["brand_tone"].pivot(index="brand", columns="tone", values=["posts", "share", "low", "high"])
    known = [row["brand"] for row in whole if row["brand"] in tones.index and pd.notna(tones.loc[row["brand"], ("share", "negative")])]
    lacking = partial(brands, query)
    sure = [row for row in whole if row["share"] is not None and row["brand"] not in lacking]
    return {
        "rows": whole[:top],
        "more": max(0, len(whole) - top),
        "of": whole[0]["of"],
        "several": whole[0]["of"] - sum(row["alone"] for row in whole),
        "reposts": any(row["originals"] < row["posts"] for row in whole),
        "own_posts": sum(row["own_posts"] for row in whole),
        "comparable": sure,
        "tied": len(sure) > 1 and sure[1]["high"] >= sure[0]["low"],
        "media": sorted(media, key=lambda row: (-max(brand["of"] for brand in row["rows"].values()), row["medium"])),
        "pairs": [row for row in records(pairs) if row["posts"]][:PAIRS],
        "tones": [{"brand": brand, "tones": {tone: _tone(tones, brand, tone) for tone in ("negative", "neutral", "positive")}} for brand in known],
        "toneless": [row["brand"] for row in whole if row["brand"] in tones.index and row["brand"] not in known],
        "partial": lacking,
    }


def _tone(tones: pd.DataFrame, brand: str, tone: str) -> dict[str, Any]:
    return {name: tones.loc[brand, (name, tone)] for name in ("posts", "share", "low", "high")}


def pages(table: pd.DataFrame, top: int) -> dict[str, Any] | None:
    """The first pages of each medium, own ones and those of brands always; None without any page."""
    if table.empty:
        return None
    ordered = table.sort_values(["medium", "rank", "posts", "account"], ascending=[True, True, False, True], na_position="last", kind="stable")
    media = []
    for medium, rows in ordered.groupby("medium"):
        place = pd.Series(range(len(rows)), index=rows.index)
        shown = rows[(place < top) | rows["own"] | rows["brand"].notna()]
        by = rows["ranked_by"].dropna()
        told = {"ranked": int(rows["rank"].notna().sum()), "ranked_by": by.iloc[0] if len(by) else None}
        media.append({"medium": medium, "rows": records(shown), "pages": len(rows), "more": len(rows) - len(shown)} | told)
    unknown = {"followers": int(table["followers"].isna().sum()), "gained": int(table["gained"].isna().sum())}
    return {"media": media, "pages": len(table), "unknown": unknown, "figure": bool(table["rank"].notna().any())}


def reaction(frames: dict[str, pd.DataFrame], has_own: bool) -> dict[str, Any] | None:
    """Appeals and answers, by account; None where the study names no own account."""
    if not has_own:
        return None
    rows = records(frames["reaction"])
    each = [row for row in rows if row["account"] != ALL]
    whole = next((row for row in rows if row["account"] == row["medium"] == ALL), None)
    timed = frames["reaction_times"].dropna(subset="median")
    times = {by: records(timed[timed["by"] == by]) for by in ("hour", "weekday")}
    return {
        "whole": whole,
        "rows": sorted(each, key=lambda row: (-row["addressed"], row["medium"], row["account"])),
        "silent": [row for row in each if row["answered"] and not row["by_itself"]],
        "slowest": {by: max(those, key=lambda row: row["median"]) if len(those) > 1 else None for by, those in times.items()},
        "fastest": {by: min(those, key=lambda row: row["median"]) if len(those) > 1 else None for by, those in times.items()},
        "almost_all": whole is not None and (whole["share"] or 0) >= ALMOST_ALL,
        "figure": len(frames["reaction_curve"]) > 0,
    }


def terms(frames: dict[str, pd.DataFrame], top: int) -> dict[str, Any] | None:
    """Terms by posts, with the pairs whose curves move together; None where the study compares none."""
    table = frames["terms"].sort_values(["posts", "term"], ascending=[False, True], kind="stable")
    if table.empty:
        return None
    pairs = records(frames["term_pairs"])
    tied = [row for row in pairs if row["correlation"] is not None and row["low"] * row["high"] > 0]
    rows = records(table)
    return {
        "rows": rows[:top],
        "more": max(0, len(rows) - top),
        "both": sorted((row for row in pairs if row["both"]), key=lambda row: (-row["both"], row["first"], row["second"]))[:PAIRS],
        "tied": sorted(tied, key=lambda row: (-abs(row["correlation"]), row["first"], row["second"]))[:PAIRS],
        "tried": sum(row["correlation"] is not None for row in pairs),
        "pairs": len(pairs),
    }


def internal(frames: dict[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Each internal series: what was set beside the posts, its strongest lag, and whether that is more than chance."""
    told = []
    for row in records(frames["internal_series"]):
        lags = records(frames["internal_lags"][frames["internal_lags"]["series"] == row["series"]])
        best = min(lags, key=lambda lag: (lag["p_value"], -abs(lag["correlation"]), lag["lag"])) if lags else None
        told.append(row | {"best": best, "sure": best is not None and best["p_value"] < SURE, "lags": max((lag["lag"] for lag in lags), default=0)})
    return told


def visibility(table: pd.DataFrame, period: str) -> dict[str, Any] | None:
    """The last search of each engine in the file, and the first one to compare with; None without any search."""
    if table.empty:
        return None
    engines = []
    for engine, rows in table.groupby(table["engine"].fillna("")):
        queries = rows.groupby("date")["query"].transform("nunique")
        whole = rows[(rows["query"] == ALL) | (queries == 1)]
        last, first = whole["date"].max(), whole["date"].min()
        at = {day: {row["pages"]: row for row in records(whole[whole["date"] == day])} for day in (first, last)}
        latest = rows[(rows["date"] == last) & (rows["query"] != ALL)]
        told = {"engine": engine, "last": last, "first": first if first != last else None, "now": at[last], "then": at[first]}
        told |= {"dates": whole["date"].nunique(), "queries": sorted(latest["query"].unique()), "is_old": last[:7] != period}
        engines.append(told | {"by_query": [row for row in records(latest) if row["pages"] == 1]})
    return {"engines": engines}
