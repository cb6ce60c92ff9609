"""The four strengths of a digital identity, each by what can be observed: connection, proof, coherence, history. No score is made of them."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.audit.months import Sides, ids
from conversatoire.audit.presence import answered
from conversatoire.audit.sampling import GROUPS, Drawing, Value, jackknife, share, weekly
from conversatoire.events import press
from conversatoire.watch.intervals import wilson

Row = dict[str, object]


def strengths(
    posts: pd.DataFrame,
    frames: dict[str, pd.DataFrame],
    whose: Sides,
    press_sites: frozenset[str],
    months: list[str],
    weeks: list[str],
    drawing: Drawing,
) -> pd.DataFrame:
    """The table «strengths».

    Args:
        posts: `months.marked`.
        frames: `months.read`.
        whose: accounts of the organisation.
        press_sites: `events.press.read`.
        months: the months of the audit.
        weeks: `months.weeks`.
        drawing: how shares are bounded.
    """
    own, public = posts[posts["side"] == "own"], posts[posts["side"] == "public"]
    rows = connection(frames["edges"], whose.own, frames["reaction_posts"], drawing)
    rows += proof(own, public, press_sites, drawing)
    rows += coherence(own, public, months, weeks, drawing)
    rows += history(own, posts, ids(frames), months)
    return tables.frame("strengths", rows)


def connection(edges: pd.DataFrame, own: set[str], appeals: pd.DataFrame, drawing: Drawing) -> list[Row]:
    """Distinct accounts that address own accounts, that these address, and how far both go together."""
    pairs = edges.drop_duplicates(["medium", "source", "target"])
    from_own, to_own = pairs["source"].str.removeprefix("@").isin(own), pairs["target"].str.removeprefix("@").isin(own)
    addressing = set(pairs.loc[to_own & ~from_own, ["medium", "source"]].itertuples(index=False, name=None))
    addressed = set(pairs.loc[from_own & ~to_own, ["medium", "target"]].itertuples(index=False, name=None))
    both = len(addressing & addressed)
    rows = [_row("connection", "addressing", "public", Value(float(len(addressing))), len(addressing))]
    rows.append(_row("connection", "addressed", "own", Value(float(len(addressed))), len(addressed)))
    rows.append(_row("connection", "returned", "own", _part(both, len(addressing), drawing), len(addressing)))
    rows.append(_row("connection", "answering", "public", _part(both, len(addressed), drawing), len(addressed)))
    reply = answered(appeals, drawing.fewest)
    return rows + ([_row("connection", "answered", "own", Value(reply["share"], reply["low"], reply["high"]), reply["addressed"])] if reply else [])


def proof(own: pd.DataFrame, public: pd.DataFrame, press_sites: frozenset[str], drawing: Drawing) -> list[Row]:
    """Links that back what is said, and own posts that others pass on. Days are drawn again for own posts, authors for the public's."""
    written = own[~own["repost"]]
    passed = written[written["reposts"].notna()]
    linked = written["links"].map(len) > 0
    links = written["links"].explode().dropna()
    readable = public[public["links"].map(lambda links: len(links) > 0 and not press.hidden(links)).astype(bool)]
    by_press = readable["links"].map(lambda links: any(press.site(link, press_sites) for link in links)).astype(bool)
    return [
        _row("proof", "sourced", "own", share(linked, written["day"], drawing), len(written)),
        _row("proof", "passed_on", "own", share(passed["reposts"] > 0, passed["day"], drawing), len(passed)),
        _row("proof", "links", "own", Value(float(links.nunique())), int(linked.sum())),
        _row("proof", "sourced", "public", share(public["links"].map(len) > 0, public["cluster"], drawing), len(public)),
        _row("proof", "press", "public", share(by_press, readable["cluster"], drawing), len(readable)),
    ]


def coherence(own: pd.DataFrame, public: pd.DataFrame, months: list[str], weeks: list[str], drawing: Drawing) -> list[Row]:
    """How alike the subjects are from month to month and from medium to medium, and how steady the rhythm of own posts."""
    rows = [_row("coherence", "rhythm", "own", weekly(own["day"], weeks)[1], len(weeks))]
    for scope, posts, unit in (("own", own, "day"), ("public", public, "cluster")):
        told = posts[posts["subject"].notna()]
        for one, other in pairwise(months):
            rows.append(_alike(told, unit, "month", one, other, scope, "months", drawing))
        for one, other in combinations(sorted(posts["medium"].unique()), 2):
            rows.append(_alike(told, unit, "medium", one, other, scope, "media", drawing))
    return rows


def _alike(posts: pd.DataFrame, unit: str, column: str, one: str, other: str, scope: str, measure: str, drawing: Drawing) -> Row:
    """Similarity of the subjects of two months or media."""
    parts = [posts[posts[column] == name] for name in (one, other)]
    value = similarity(parts[0], parts[1], unit) if min(map(len, parts)) >= drawing.fewest else Value()
    return _row("coherence", measure, scope, value, sum(map(len, parts)), f"{one} {other}")


def similarity(first: pd.DataFrame, second: pd.DataFrame, unit: str) -> Value:
    """Cosine of the shares of subjects in two sets of posts, without the pull of small samples.

    With x and y posts of each subject, of n and m: Σxy / √(Σx(x−1) · Σy(y−1) · nm / ((n−1)(m−1))), the cosine whose sums of squares are estimated
    without bias (Simpson 1949; Morisita 1959); two samples of one population have 1 on average, whatever their size. Authors (or days, for own
    posts) are left out in groups for the interval.
    """
    subjects = sorted({*first["subject"], *second["subject"]})
    both = pd.concat([first.assign(_side=0), second.assign(_side=1)])
    column = pd.Categorical(both["subject"], subjects).codes + len(subjects) * both["_side"].to_numpy()
    who = pd.factorize(both[unit], sort=True)[0] % GROUPS
    counts = np.zeros((who.max() + 1, 2 * len(subjects)))
    np.add.at(counts, (who, column), 1)
    return jackknife(counts, _cosine, ceiling=1.0)


def _cosine(counts: np.ndarray) -> float:
    x, y = np.split(counts.sum(axis=0), 2)
    n, m = x.sum(), y.sum()
    alike = (x * (x - 1)).sum() * (y * (y - 1)).sum() * n * m / ((n - 1) * (m - 1)) if min(n, m) > 1 else 0.0
    return float(min(1.0, (x * y).sum() / np.sqrt(alike))) if alike else np.nan


def history(own: pd.DataFrame, posts: pd.DataFrame, subjects: pd.DataFrame, months: list[str]) -> list[Row]:
    """Since when, in how many months, with what silence, and the stable subjects of the first month that are still there in the last."""
    rows = [_row("history", "first", "own", Value(), len(own), own["day"].min() if len(own) else None)]
    rows.append(_row("history", "first", "public", Value(), len(posts), posts["day"].min() if len(posts) else None))
    rows.append(_row("history", "months", "own", Value(float(own["month"].nunique())), len(months)))
    if len(own) > 1:
        silence = own["published_at"].sort_values().diff().max().total_seconds() / 86_400
        rows.append(_row("history", "silence", "own", Value(silence), len(own)))
    stable = ~subjects["unstable"].astype(bool)
    first = set(subjects.loc[(subjects["month"] == months[0]) & stable, "id"])
    last = set(subjects.loc[subjects["month"] == months[-1], "id"])
    if len(months) > 1 and first:
        kept = wilson(len(first & last), len(first))
        rows.append(_row("history", "lasting", "public", Value(kept["share"], kept["low"], kept["high"]), len(first)))
    return rows


def _part(part: int, of: int, drawing: Drawing) -> Value:
    """A part of distinct accounts (Wilson 1927)."""
    if of < drawing.fewest:
        return Value()
    found = wilson(part, of)
    return Value(found["share"], found["low"], found["high"])


def _row(strength: str, measure: str, scope: str, value: Value, of: int, detail: str | None = None) -> Row:
    return {"strength": strength, "measure": measure, "scope": scope, **value._asdict(), "of": of, "detail": detail}
