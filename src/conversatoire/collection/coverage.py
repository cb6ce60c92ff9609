"""What became of every row, and where the month has gaps: coverage, days, volume, languages, reasons of rejection."""

import calendar

import pandas as pd
import polars as pl
from polars.dataframe.group_by import GroupBy

from conversatoire.errors import RunError
from conversatoire.tables import TABLES

_COUNTS = ("rejected", "duplicate", "off_query", "off_period", "off_language", "kept")


def month_days(period: str) -> list[str]:
    """Every day of a month, YYYY-MM-DD."""
    count = calendar.monthrange(int(period[:4]), int(period[5:]))[1]
    return [f"{period}-{day:02d}" for day in range(1, count + 1)]


def coverage(
    fates: pl.DataFrame, rows: dict[str, int], ruined: dict[str, int], rejects: pd.DataFrame, sources: list[dict[str, str]], days: pd.DataFrame
) -> pd.DataFrame:
    """The table "coverage": a row a source, every row of its files counted once.

    Args:
        fates: source, published_at and fate (duplicate, off_language, off_query or kept) of each row of the month.
        rows: imported posts of each source, of all months.
        ruined: posts of each source whose id a spreadsheet had ruined.
        rejects: table "rejects" of all sources.
        sources: name and medium, in the order of the study.
        days: table "coverage_days".

    Raises:
        RunError: the counts do not add up to the rows read.
    """
    counts = {(source, fate): count for source, fate, count in fates.group_by("source", "fate").len().iter_rows()}
    kept = fates.filter(pl.col("fate") == "kept").group_by("source").agg(first=pl.min("published_at"), last=pl.max("published_at"))
    spans, in_month = {row["source"]: row for row in kept.iter_rows(named=True)}, dict(fates.group_by("source").len().iter_rows())
    refused, empty = rejects["source"].value_counts(), days[days["kept"] == 0]["source"].value_counts()
    lines = []
    for name, medium in ((source["name"], source["medium"]) for source in sources):
        line = {fate: counts.get((name, fate), 0) for fate in ("duplicate", "off_query", "off_language", "kept")}
        line |= {"off_period": rows[name] - in_month.get(name, 0), "rejected": int(refused.get(name, 0))}
        line |= {"ruined_ids": ruined[name], "source": name, "medium": medium, "read": rows[name] + int(refused.get(name, 0))}
        line |= {side: spans.get(name, {}).get(side) for side in ("first", "last")} | {"days_without_posts": int(empty.get(name, 0))}
        lines.append(line)
    table = pd.DataFrame(lines, columns=list(TABLES["coverage"].columns)).astype(dict.fromkeys(("first", "last"), "datetime64[us, UTC]"))
    check(table)
    return table


def check(table: pd.DataFrame) -> None:
    """Checks a table "coverage".

    Raises:
        RunError: read is not the sum of what became of the rows, for a source that the message names.
    """
    wrong = table[table["read"] != table[list(_COUNTS)].sum(axis=1)]
    if len(wrong):
        line = wrong.iloc[0]
        told = " + ".join(f"{count} {line[count]}" for count in _COUNTS)
        raise RunError(f"source «{line['source']}»: {line['read']} rows read are not {told}; import it again, and report this as a bug if it stays")


def volume(posts: pl.DataFrame, sources: list[dict[str, str]], period: str, timezone: str) -> pd.DataFrame:
    """The table "volume": posts and distinct authors of each day and each medium of the study, zeros included.

    An author is a handle, whatever its case, or where there is none an id; posts without both count no author.
    """
    author = pl.coalesce(pl.col("author").str.to_lowercase(), pl.col("author_id"))
    counted = _by_day(posts, "medium", timezone).agg(posts=pl.len(), authors=author.drop_nulls().n_unique())
    return _filled(counted, {"day": month_days(period), "medium": [source["medium"] for source in sources]}, ["posts", "authors"])


def days(fates: pl.DataFrame, sources: list[dict[str, str]], period: str, timezone: str) -> pd.DataFrame:
    """The table "coverage_days": for each source and day the rows collected, and the posts kept of them.

    Args:
        fates: source, published_at and fate of each row of the month.
        sources: name and medium, in the order of the study.
        period: the month.
        timezone: where days are cut.
    """
    counted = _by_day(fates, "source", timezone).agg(collected=pl.len(), kept=(pl.col("fate") == "kept").sum())
    filled = _filled(counted, {"source": [source["name"] for source in sources], "day": month_days(period)}, ["collected", "kept"])
    return filled.assign(medium=filled["source"].map({source["name"]: source["medium"] for source in sources}))


def gaps(table: pd.DataFrame) -> pd.DataFrame:
    """Runs of days without posts of a table "coverage_days".

    Returns:
        source, medium, first, last (days), days (count), and what: `nothing collected` (the export has no row of these days) or
        `nothing kept` (rows, but none in the study's languages and query). Longest first.
    """
    table = table.sort_values(["source", "day"]).reset_index(drop=True)
    state = table["collected"].eq(0).map({True: "nothing collected", False: "nothing kept"}).where(table["kept"] == 0, "")
    run = (state.ne(state.shift()) | table["source"].ne(table["source"].shift())).cumsum()
    runs = table.assign(what=state)[state != ""].groupby(run[state != ""])
    columns = {"source": ("source", "first"), "medium": ("medium", "first"), "first": ("day", "min"), "last": ("day", "max"), "days": ("day", "size")}
    found = runs.agg(**columns, what=("what", "first"))
    return found.sort_values(["days", "source", "first"], ascending=[False, True, True]).reset_index(drop=True)


def reject_reasons(rejects: pd.DataFrame) -> pd.DataFrame:
    """Rejected rows by source and reason, with one origin as an example: source, reason, rows, example; most frequent first."""
    found = rejects.groupby(["source", "reason"], as_index=False).agg(rows=("origin", "size"), example=("origin", "first"))
    return found.sort_values(["rows", "source", "reason"], ascending=[False, True, True]).reset_index(drop=True)


def languages(fates: pl.DataFrame, kept: list[str]) -> pd.DataFrame:
    """Languages of the month's posts, duplicates apart, before the choice: lang, posts, share (0–1), kept; most frequent first."""
    found = fates.filter(pl.col("fate") != "duplicate").group_by("lang").agg(posts=pl.len()).sort(["posts", "lang"], descending=[True, False])
    return found.with_columns(share=pl.col("posts") / pl.col("posts").sum(), kept=speaks(found["lang"], kept)).to_pandas()


def speaks(lang: pl.Series, kept: list[str]) -> pl.Series:
    """True for a language kept, and for posts too short to tell (`und`); [] keeps all."""
    return lang.is_in([*kept, "und"]) if kept else pl.repeat(True, len(lang), eager=True)


def _by_day(posts: pl.DataFrame, by: str, timezone: str) -> GroupBy:
    day = pl.col("published_at").dt.convert_time_zone(timezone).dt.date()
    return posts.with_columns(day=day).group_by(by, "day")


def _filled(counted: pl.DataFrame, grid: dict[str, list[str]], counts: list[str]) -> pd.DataFrame:
    """Every combination of the grid's values, with 0 where nothing was counted, sorted by them; days as YYYY-MM-DD."""
    frame = pl.DataFrame({"_": [0]})
    for name, values in grid.items():
        frame = frame.join(pl.DataFrame({name: sorted(set(values))}), how="cross")
    frame = frame.drop("_").join(counted.with_columns(pl.col("day").dt.to_string("%Y-%m-%d")), on=list(grid), how="left").sort(list(grid))
    return frame.with_columns(pl.col(counts).fill_null(0).cast(pl.Int64)).select(*grid, *counts).to_pandas()
