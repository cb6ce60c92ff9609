"""Volumes, shares and indices of two runs or months beside each other, with the interval of each difference."""

import pandas as pd

from conversatoire.compare import intervals
from conversatoire.compare.months import Month, has
from conversatoire.watch.intervals import wilson

KEY = ["kind", "measure", "item", "within", "unit"]
SHARES_OF_INDICES = ("hashtag", "conversation", "sharing")
LEVELS = ("watch", "alert", "crisis")  # of a day, above calm
Value = tuple[str, str, str | None, str | None, str, float | None, float | None, float | None]


def values(a: Month, b: Month, other_months: bool) -> pd.DataFrame:
    """Table compare_values without its months, of all that both months have the tables for.

    What is counted and not estimated has no interval. In one month the difference is then a fact («counted»): the same posts were there to be found.
    Of two months it is told without a verdict («untold»).
    """
    sides = [pd.DataFrame(_all(mine, a, b), columns=[*KEY, "value", "low", "high"]) for mine in (a, b)]
    sides = [side.astype({"value": float, "low": float, "high": float, "item": object, "within": object}) for side in sides]
    found = sides[0].merge(sides[1], "outer", on=KEY, suffixes=("_a", "_b"), validate="1:1")
    one, other = (found[[f"{name}_{side}" for name in ("value", "low", "high")]].set_axis(["value", "low", "high"], axis=1) for side in "ab")
    change = intervals.difference(one, other)
    change["verdict"] = intervals.verdict(change)
    if not other_months:
        counted = found["kind"].isin(["posts", "media", "events"]) & change["difference"].notna()
        change.loc[counted, ["low", "high"]] = float("nan")
        change.loc[counted & (change["verdict"] != "same"), "verdict"] = "counted"
    return pd.concat([found, change], axis=1).sort_values(KEY, ignore_index=True)


def _all(mine: Month, a: Month, b: Month) -> list[Value]:
    """Every measure of one month whose tables both have."""
    found: list[Value] = []
    if has(a, b, "collection/posts.parquet", "collection/volume.csv"):
        found += _volumes(mine["collection/posts.parquet"], mine["collection/volume.csv"])
    if has(a, b, "collection/volume.csv"):
        found += _media(mine["collection/volume.csv"])
    if has(a, b, "barometer/indices.csv"):
        found += _indices(mine["barometer/indices.csv"])
    if has(a, b, "tone/shares.csv"):
        found += _tone(mine["tone/shares.csv"])
    if has(a, b, "benchmark/share_of_voice.csv"):
        rows = mine["benchmark/share_of_voice.csv"].itertuples()
        found += [("voice", "share", r.brand, None if r.medium == "all" else f"medium:{r.medium}", "share", r.share, r.low, r.high) for r in rows]
    if has(a, b, "events/peaks.csv"):
        found.append(("events", "peaks", None, None, "peaks", float(mine["events/peaks.csv"]["part_of"].isna().sum()), None, None))
    if has(a, b, "events/crisis_course.csv"):
        found += _crisis(mine["events/crisis_course.csv"])
    return found


def _volumes(posts: pd.DataFrame, volume: pd.DataFrame) -> list[Value]:
    """Posts, distinct authors where the exports tell them, and posts a day."""
    authors = posts.dropna(subset=["author"]).assign(author=lambda rows: rows["author"].str.lower())
    found: list[Value] = [("posts", "posts", None, None, "posts", float(len(posts)), None, None)]
    if len(authors):
        found.append(("posts", "authors", None, None, "accounts", float(len(authors[["medium", "author"]].drop_duplicates())), None, None))
    return [*found, ("posts", "posts_per_day", None, None, "posts", *intervals.daily_mean(volume.groupby("day")["posts"].sum()))]


def _media(volume: pd.DataFrame) -> list[Value]:
    """Share of each medium with its interval (Wilson 1927), as if posts were drawn one by one; nothing where there is but one medium."""
    posts = volume.groupby("medium")["posts"].sum()
    if len(posts) < 2:
        return []
    shares = [(medium, wilson(int(count), int(posts.sum()))) for medium, count in posts.items()]
    return [("media", "share", str(medium), None, "share", one["share"], one["low"], one["high"]) for medium, one in shares]


def _indices(indices: pd.DataFrame) -> list[Value]:
    """The barometer's indices over the month."""
    rows = indices[["index", "value", "low", "high"]].itertuples(index=False, name=None)
    return [("indices", name, None, None, "share" if name in SHARES_OF_INDICES else "index", *value) for name, *value in rows]


def _tone(shares: pd.DataFrame) -> list[Value]:
    """Shares of the tones over all, by voice and by medium; corrected for the errors of the measure where persons coded posts."""
    found: list[Value] = []
    for row in shares[shares["by"].isin(["all", "voice", "medium"])].itertuples():
        within = None if row.by == "all" else f"{row.by}:{row.value}"
        found.append(("tone", "share", row.tone, within, "share", row.share, row.low, row.high))
        if pd.notna(row.corrected):
            found.append(("tone", "share_corrected", row.tone, within, "share", row.corrected, row.corrected_low, row.corrected_high))
    return found


def _crisis(course: pd.DataFrame) -> list[Value]:
    """Days at each level of a crisis, where a level could be told at all."""
    told = course["level"].isin(["calm", *LEVELS])
    return [("events", "days", level, None, "days", float((course["level"] == level).sum()), None, None) for level in LEVELS] if told.any() else []
