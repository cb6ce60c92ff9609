"""How long people wait for an answer when some are still waiting: Kaplan & Meier (1958), and tables of it.

An appeal without an answer is censored: it tells that the answer took longer than it was followed, not that none came. The medians and parts below
heed that; `answered / addressed` does not, and is too low where appeals of the last days could not be followed for long.
"""

import warnings

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.benchmark.naming import ALL
from conversatoire.watch.intervals import wilson

HOUR, DAY = 60, 1440
BAND = 4  # hours of a band of the day: single hours have too few appeals
_HOURS, _DAYS = (1, 1.5, 2, 3, 4, 6, 8, 12, 18), (1, 1.5, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28)
TIMES = (5, 10, 15, 20, 30, 45, *(HOUR * hours for hours in _HOURS), *(DAY * days for days in _DAYS))  # minutes at which the curve is given


class Curve:
    """The part answered within each time, with its 95 % interval (log-log transform: Kalbfleisch & Prentice 2002)."""

    def __init__(self, followed: pd.Series, is_answered: pd.Series) -> None:
        """Takes the minutes until the answer or the end, and whether it was an answer; one appeal at least."""
        from scipy.stats import CensoredData, ecdf

        minutes, answered = followed.to_numpy(dtype=float), is_answered.to_numpy(dtype=bool)
        waiting = ecdf(CensoredData(uncensored=minutes[answered], right=minutes[~answered])).sf
        self.times, self.part, self.end = waiting.quantiles, 1 - waiting.probabilities, float(minutes.max())
        self.none = float(wilson(0, len(minutes))["high"])  # upper bound as long as nobody is answered
        with warnings.catch_warnings(action="ignore", category=RuntimeWarning):  # the transform has no value at 0 and at 1
            bounds = waiting.confidence_interval(method="log-log")
        self.low = _rising(1 - bounds.high.probabilities, 0.0)
        self.high = np.where(self.part < 1, _rising(1 - bounds.low.probabilities, self.none), 1.0)

    def within(self, minutes: float) -> tuple[float | None, float | None, float | None]:
        """Part answered within so many minutes and its bounds; None where no appeal was followed so long and the part is not known."""
        place = int(np.searchsorted(self.times, minutes, side="right")) - 1
        if minutes > self.end and (place < 0 or self.part[place] < 1):
            return None, None, None
        if place < 0:
            return 0.0, 0.0, self.none
        return float(self.part[place]), float(self.low[place]), float(self.high[place])

    def quantile(self, part: float) -> float | None:
        """Minutes within which a part is answered; None where it never was."""
        return _first(self.times, self.part, part)

    def interval(self, part: float) -> tuple[float | None, float | None]:
        """Bounds of `quantile`: where the bounds of the curve reach the part (Brookmeyer & Crowley 1982)."""
        return _first(self.times, self.high, part), _first(self.times, self.low, part)


def _rising(bound: np.ndarray, start: float) -> np.ndarray:
    """A bound of the part answered without gaps: the last one known holds, `start` before the first."""
    return np.maximum.accumulate(pd.Series(bound).ffill().fillna(start).to_numpy())


def _first(times: np.ndarray, parts: np.ndarray, part: float) -> float | None:
    reached = parts >= part - 1e-12
    return float(times[reached.argmax()]) if reached.any() else None


def answered(appeals: pd.DataFrame, fewest: int) -> dict[str, float | int | None]:
    """What the tables say of a group of appeals (rows of «reaction_posts»): how many, which part answered, and how fast.

    The columns: addressed, answered, share with low and high (Wilson 1927), p25, median with median_low and median_high, p75 and p90.
    """
    count, got = len(appeals), int(appeals["answer_id"].notna().sum())
    told = {"addressed": count, "answered": got}
    if count < fewest:
        return told
    curve = Curve(appeals["followed"], appeals["answer_id"].notna())
    low, high = curve.interval(0.5)
    named = {"p25": 0.25, "median": 0.5, "p75": 0.75, "p90": 0.9}
    return told | wilson(got, count) | {name: curve.quantile(part) for name, part in named.items()} | {"median_low": low, "median_high": high}


def waits(appeals: pd.DataFrame, timezone: str, fewest: int) -> dict[str, pd.DataFrame]:
    """The tables «reaction», «reaction_times» and «reaction_curve».

    Args:
        appeals: the table «reaction_posts».
        timezone: IANA zone in which hours and weekdays are cut.
        fewest: appeals under which no share and no time is given.
    """
    return {
        "reaction": reaction(appeals, fewest),
        "reaction_times": reaction_times(appeals, timezone, fewest),
        "reaction_curve": reaction_curve(appeals, fewest),
    }


def reaction(appeals: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """The table «reaction»: by medium and own account addressed, and of all of them. Takes the table «reaction_posts»."""
    each = appeals.assign(account=appeals["accounts"].str.split(" ")).explode("account")
    groups = [((medium, account), rows) for (medium, account), rows in each.groupby(["medium", "account"])]
    groups += [((medium, ALL), rows) for medium, rows in appeals.groupby("medium")] + ([((ALL, ALL), appeals)] if len(appeals) else [])
    rows = []
    for (medium, account), those in groups:
        itself = those["answered_by"].notna() if account == ALL else those["answered_by"] == account
        told = {"medium": medium, "account": account, "by_itself": int(itself.sum()), "repeated": int(those["repeated"].sum())}
        told |= {"again": int(those["again"].sum())}
        if len(those) >= fewest:
            curve = Curve(those["followed"], those["answer_id"].notna())
            for name, minutes in (("hour", HOUR), ("day", DAY)):
                told |= dict(zip((name, f"{name}_low", f"{name}_high"), curve.within(minutes), strict=True))
        rows.append(told | answered(those, fewest))
    return tables.frame("reaction", rows)


def reaction_times(appeals: pd.DataFrame, timezone: str, fewest: int) -> pd.DataFrame:
    """The table «reaction_times»: by band of hours and by weekday of the appeal. Takes the table «reaction_posts»."""
    local = appeals["asked_at"].dt.tz_convert(timezone)
    of = {"hour": (local.dt.hour // BAND * BAND, range(0, 24, BAND)), "weekday": (local.dt.day_of_week + 1, range(1, 8))}
    return tables.frame(
        "reaction_times",
        [{"by": by, "value": value} | answered(appeals[which == value], fewest) for by, (which, values) in of.items() for value in values]
        if len(appeals)
        else [],
    )


def reaction_curve(appeals: pd.DataFrame, fewest: int) -> pd.DataFrame:
    """The table «reaction_curve» at TIMES; media with fewer than `fewest` appeals have no rows. Takes the table «reaction_posts»."""
    groups = [*appeals.groupby("medium"), (ALL, appeals)]
    rows = []
    for medium, those in groups:
        if len(those) >= fewest:
            curve = Curve(those["followed"], those["answer_id"].notna())
            found = ((minutes, *curve.within(minutes)) for minutes in TIMES)
            rows += [
                {"medium": medium, "minutes": minutes, "share": part, "low": low, "high": high, "at_risk": int((those["followed"] > minutes).sum())}
                for minutes, part, low, high in found
                if part is not None
            ]
    return tables.frame("reaction_curve", rows)
