"""Peaks: hours and days with more posts than chance explains, corrected for all that was looked at, and put together to events."""

import numpy as np
import pandas as pd
from scipy import stats

from conversatoire import tables
from conversatoire.events.dispersion import Dispersion
from conversatoire.events.expected import Usual, again, band, expected, tail
from conversatoire.events.series import Counts, Series

SIBLINGS = 4  # other series of a kind that tell how far its counts scatter
GAP = 6  # hours without a significant one that may lie within a peak: a night
BELONGS = 0.5  # part of a peak's posts that a larger peak holds where it is a part of it; of its excess, that sharp hours hold where it is theirs
LEAST_RATIO = 1.2  # times the usual number that an hour at the edge of a peak must have to belong to it, at the least
HOUR, DAY = "hour", "day"
_COLUMNS = ["step", "series", "start", "end", "day", "posts", "mean", "variance", "p_value", "q_value", "limit"]
_KINDS = ("all", "others", "medium", "topic", "link")


def test(counts: Counts, period: str, level: float) -> pd.DataFrame:
    """Tests each hour and each day of the month in each series against what is usual.

    Args:
        counts: of the month and the months before.
        period: the month, YYYY-MM.
        level: false discovery rate, and in a month without events the chance of any false alarm.

    Returns:
        one row a unit of the month and a series: step, series, start, end, day, posts, mean, variance, p_value, q_value,
        limit (the p-value up to which it would be significant).
    """
    frames = []
    for step, series in ((DAY, counts.days), (HOUR, counts.hours)):
        now = np.flatnonzero((series.units["month"] == period).to_numpy())
        units = series.units.iloc[now]
        length = pd.Timedelta(hours=1) if step == HOUR else pd.Timedelta(days=1)
        end = units["start"].shift(-1).fillna(units["start"].iloc[-1] + length)
        for name, usual in _usual(series, int(now[0])).items():
            counted, mean, variance = series.posts[name][now], usual.mean[now], usual.variance[now]
            row = {"step": step, "series": name, "start": units["start"], "end": end, "day": units["day"], "posts": counted}
            row |= {"mean": mean, "variance": variance, "p_value": tail(counted, Usual(mean, variance, usual.dispersion))}
            frames.append(pd.DataFrame(row))
    return _corrected(pd.concat(frames, ignore_index=True), level) if frames else pd.DataFrame(columns=_COLUMNS)


def _usual(series: Series, first: int) -> dict[str, Usual]:
    """What is usual in each series; what stands out from the unit `first` on does not tell it."""
    found: dict[str, Usual] = {}
    for name in series.posts:
        whole = found.get("all")
        found[name] = expected(series, name, whole)
        if name == "all":
            found[name] = again(series, name, found[name], None, None, first)
    for name, usual in found.items():
        others = [found[other].dispersion for other in found if _kind(other) == _kind(name) and other != name]
        if name != "all":
            found[name] = again(series, name, usual, found["all"], _typical(others), first)
    return found


def _typical(dispersions: list[Dispersion]) -> Dispersion | None:
    """The median of dispersions; nothing where they are fewer than SIBLINGS."""
    return Dispersion(*np.median(dispersions, axis=0).tolist()) if len(dispersions) >= SIBLINGS else None


def _kind(series: str) -> str:
    return series.partition(":")[0]


def _corrected(units: pd.DataFrame, level: float) -> pd.DataFrame:
    """Adds q_value and limit: what stands out is corrected for all days, hours and series that were looked at.

    A day of a series is one test: half of its chance goes to the day's count, half to its hours (Bonferroni). Series of a kind are a family,
    in each of which the false discovery rate is `level` / families (Benjamini & Hochberg 1995): all families together, the chance of any false
    alarm in a month without events is `level`, and a large event does not open the door to small ones of other kinds.
    """
    kind = units["series"].map(_kind).replace("others", "all")
    of_step = units["step"].map({DAY: 2, HOUR: 2 * 24})
    units = units.assign(kind=kind, of_day=(units["p_value"] * of_step).clip(upper=1))
    tests = units.dropna(subset="p_value").groupby(["kind", "series", "day"])["of_day"].min().reset_index()
    families = tests["kind"].nunique()
    tests["q_value"] = tests.groupby("kind")["of_day"].transform(lambda chances: stats.false_discovery_control(chances) * families).clip(upper=1)
    size = tests.groupby("kind").size()
    told = tests[tests["q_value"] <= level].groupby("kind").size().reindex(size.index, fill_value=0)
    reached = level / families * told.clip(lower=1) / size
    units = units.merge(tests[["series", "day", "q_value"]], on=["series", "day"], how="left")
    return units.assign(limit=units["kind"].map(reached) / of_step)[_COLUMNS]


def peaks(tests: pd.DataFrame, counts: Counts, posts: pd.DataFrame, level: float) -> pd.DataFrame:
    """Table «peaks» without its causes: the significant hours and days put together, the first peak first.

    Args:
        tests: see `test`.
        counts: what was tested.
        posts: table «posts» of the month, in the order of `counts.rows`.
        level: as in `test`.
    """
    found = tables.frame("peaks", [row for _, units in tests.groupby("series", sort=True) for row in _events(units, level)])
    found = found.assign(rank=found["series"].map(_rank)).sort_values(["start", "rank", "series"], ignore_index=True)
    whole = pd.Series(_parts(found, counts, posts), index=found.index)
    found = found.iloc[np.lexsort([found.index, whole != found.index])].assign(number=range(1, len(found) + 1)).sort_index()
    found["part_of"] = found["number"].reindex(whole).where((whole != found.index).to_numpy()).array
    return found.sort_values("number", ignore_index=True).drop(columns="rank")


def _rank(series: str) -> int:
    return _KINDS.index(_kind(series))


def _events(units: pd.DataFrame, level: float) -> list[dict]:
    """The events of one series: runs of hours that are significant, or within a significant day, no more than GAP apart."""
    days, hours = (units[units["step"] == step].reset_index(drop=True) for step in (DAY, HOUR))
    told = {step: (frame["q_value"].le(level) & frame["p_value"].le(frame["limit"])).to_numpy() for step, frame in ((DAY, days), (HOUR, hours))}
    in_day = hours["day"].isin(set(days["day"][told[DAY]])).to_numpy()
    covered = np.flatnonzero(told[HOUR] | in_day)
    runs = np.split(covered, np.flatnonzero(np.diff(covered) > GAP + 1) + 1) if len(covered) else []
    return [_event(hours, days, run, told) for run in runs]


def _event(hours: pd.DataFrame, days: pd.DataFrame, run: np.ndarray, told: dict[str, np.ndarray]) -> dict:
    """One event: its hours where any of them is significant, else its days."""
    run = np.arange(run[0], run[-1] + 1)
    sharp = run[told[HOUR][run]]
    if len(sharp):
        held, top = hours.iloc[_core(hours.iloc[run], run, told[HOUR][run])], hours.iloc[sharp]
    else:
        held = days[days["day"].isin(set(hours["day"].iloc[run]))]
        top = held[told[DAY][held.index]]
    best = top.loc[top["posts"].idxmax()]
    within = days[days["day"].isin(set(held["day"]))]
    mean, posts = held["mean"].sum(), int(held["posts"].sum())
    low, high = band(mean, held["variance"].sum())
    return {
        "series": best["series"], "start": held["start"].iloc[0], "peak": best["start"], "end": held["end"].iloc[-1],
        "posts": posts, "expected": mean, "excess": posts - mean, "ratio": posts / mean, "low": float(low), "high": float(high),
        "p_value": best["p_value"], "q_value": min(top["q_value"].min(), within["q_value"].min()),
        "step": best["step"], "top": int(best["posts"]), "usual": best["mean"], "number": 0,
    }  # fmt: skip


def _core(hours: pd.DataFrame, run: np.ndarray, sharp: np.ndarray) -> np.ndarray:
    """The hours of a run without those at its edges that are as usual: the interval of the highest likelihood ratio (Kulldorff 1997).

    Each hour adds posts · log(r) − (r − 1) · mean, r being the root of how many times the usual number the run holds; or its significant
    hours, `sharp`, where they hold most of its excess.
    """
    posts, mean = hours["posts"].fillna(0).to_numpy(), hours["mean"].fillna(0).to_numpy()
    excess = posts - mean
    held = sharp if excess[sharp].sum() >= BELONGS * excess.sum() else np.ones(len(run), bool)
    ratio = max(float(np.sqrt(posts[held].sum() / mean[held].sum())), LEAST_RATIO)
    score = np.concatenate([[0], np.cumsum(posts * np.log(ratio) - (ratio - 1) * mean)])
    gain = np.triu(score[None, :] - score[:, None], 1)
    first, last = np.unravel_index(gain.argmax(), gain.shape)
    return run[first:last]


def _parts(found: pd.DataFrame, counts: Counts, posts: pd.DataFrame) -> list[int]:
    """For each peak, the place of the larger one that holds half of its posts, or its own: all posts first, then others, media, topics, links."""
    held = [frozenset(rows_of(row, counts, posts).tolist()) for row in found.itertuples()]
    whole: list[int] = []
    of = list(range(len(found)))
    for place in np.lexsort([-found["excess"], found["rank"]]).tolist():
        of[place] = next((larger for larger in whole if len(held[place] & held[larger]) >= BELONGS * len(held[place])), place)
        whole += [place] if of[place] == place else []
    return of


def rows_of(peak: tuple, counts: Counts, posts: pd.DataFrame) -> np.ndarray:
    """The rows of `posts` that a peak is made of."""
    rows = counts.rows[peak.series]
    at = posts["published_at"].iloc[rows]
    return rows[((at >= peak.start) & (at < peak.end)).to_numpy()]


def curves(tests: pd.DataFrame) -> pd.DataFrame:
    """Table «series»: each series by day, all posts (and others than the organisation) by hour."""
    units = tests[(tests["step"] == DAY) | tests["series"].isin(["all", "others"])]
    low, high = band(units["mean"].to_numpy(), units["variance"].to_numpy())
    shown = units.assign(expected=units["mean"], low=low, high=high, posts=units["posts"].astype("Int64"))
    return shown[list(tables.TABLES["series"].columns)].reset_index(drop=True)
