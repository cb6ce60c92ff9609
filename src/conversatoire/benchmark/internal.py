"""Internal series beside the posts: the same days or weeks, and how they move together."""

from datetime import timedelta

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.benchmark.lags import FEWEST_POINTS, correlations
from conversatoire.collection.coverage import month_days
from conversatoire.settings.benchmark import Internal

MOST_FILLED = 0.1  # part of the days that may be missing and lie on a line between their neighbours; above, weeks are compared
WEEKS_APART = 4  # days between two values from which on they are weekly ones


def beside(values: pd.DataFrame, volume: pd.DataFrame, period: str) -> tuple[pd.DataFrame, str]:
    """One internal series and the posts on the same days, or weeks where the series has none but weekly values or too many gaps.

    Args:
        values: date and value, as `files.internal` gives them.
        volume: the tables «volume» of the month and of those before: day, medium, posts.
        period: the month; what comes later is left out.

    Returns:
        day, value, filled, posts of each step that both cover, and the step: day or week.
    """
    posts = volume.groupby("day")["posts"].sum()
    posts = posts.set_axis(pd.to_datetime(posts.index)).sort_index()
    series = values.set_index(pd.to_datetime(values["date"]))["value"].astype(float)
    series = series[series.index <= pd.Timestamp(month_days(period)[-1])]
    span = pd.date_range(max(series.index.min(), posts.index.min()), min(series.index.max(), posts.index.max())) if len(series) and len(posts) else []
    apart = series.index.to_series().diff().median() if len(series) > 1 else timedelta(days=1)
    daily = series.reindex(span)
    if apart < timedelta(days=WEEKS_APART) and daily.isna().mean() <= MOST_FILLED:
        found, step = pd.DataFrame({"value": daily, "posts": posts.reindex(span)}), "day"
    else:
        # only weeks of which the posts are known whole
        found, step = pd.DataFrame({"value": _weekly(series), "posts": _weekly(posts, whole=True)}).dropna(subset="posts"), "week"
        found = found.loc[found["value"].first_valid_index() : found["value"].last_valid_index()] if found["value"].notna().any() else found[:0]
    found["filled"] = found["value"].isna()
    found["value"] = found["value"].interpolate()
    return found.dropna().rename_axis("day").reset_index().assign(day=lambda frame: frame["day"].dt.strftime("%Y-%m-%d").astype(object)), step


def _weekly(values: pd.Series, whole: bool = False) -> pd.Series:
    """Mean of each week's days, by its Monday; only weeks with all their days where they must be `whole`."""
    weeks = values.groupby(values.index - pd.to_timedelta(values.index.day_of_week, unit="D"))
    return weeks.mean()[weeks.size() == 7] if whole else weeks.mean()


def internal(given: list[tuple[Internal, pd.DataFrame]], volume: pd.DataFrame, period: str, lags: int) -> dict[str, pd.DataFrame]:
    """The tables «internal», «internal_series» and «internal_lags».

    Args:
        given: each series of the study, and its values as `files.internal` gives them.
        volume: as in `beside`.
        period: the month.
        lags: the largest lag, in days or weeks.
    """
    rows, about, moved = [], [], []
    for one, values in given:
        series, step = beside(values, volume, period)
        rows += series.assign(series=one.name).to_dict("records")
        why = _why_not(series)
        ends = {"first": series["day"].iloc[0], "last": series["day"].iloc[-1]} if len(series) else {}
        counts = {"points": len(series), "filled": int(series["filled"].sum())}
        about.append({"series": one.name, "unit": one.unit or None, "step": step, "why": why or None} | counts | ends)
        if not why:
            tied = correlations(series["posts"].to_numpy(), series["value"].to_numpy(), _lags(lags, len(series)), weekly=step == "week")
            moved += tied.assign(series=one.name).to_dict("records")
    made = {"internal": rows, "internal_series": about, "internal_lags": moved}
    return {table: tables.frame(table, those) for table, those in made.items()}


def _lags(wanted: int, points: int) -> int:
    """As many as are wanted, a quarter of the points at most."""
    return min(wanted, points // 4)


def _why_not(series: pd.DataFrame) -> str:
    if series.empty:
        return "none"
    if len(series) < FEWEST_POINTS:
        return "few"
    if series["filled"].mean() > MOST_FILLED:
        return "gaps"
    return "constant" if min(np.ptp(series["value"]), np.ptp(series["posts"])) == 0 else ""
