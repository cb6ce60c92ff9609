"""Everything that is compared, pair of months by pair of months."""

import json
from typing import Any, NamedTuple

import pandas as pd

from conversatoire import tables
from conversatoire.compare import folders, months, parameters, peaks, posts, ranks, topics, values
from conversatoire.compare.folders import Both, Pair
from conversatoire.compare.months import Month

NAMES = ("parameters", "kinds", "posts", "post_ids", "topics", "flows", "partitions", "ranks", "values", "peaks")
Frames = dict[str, pd.DataFrame]


class Beside(NamedTuple):
    """Two months with how each was made and their tables."""

    pair: Pair
    made: tuple[dict[str, Any], dict[str, Any]]
    a: Month
    b: Month


def read(pair: Pair) -> Beside:
    """Reads both months of a pair, as far as their tables are there.

    Raises:
        StudyError: the parameters or the manifest of one cannot be read.
    """
    return Beside(pair, (folders.made(pair.a), folders.made(pair.b)), *months.pair(pair))


def all_tables(found: Both) -> Frames:
    """The tables of `columns/compare.py`, without their `compare_`, over all pairs of months."""
    parts = [compare(read(pair)) for pair in found.pairs]
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in NAMES}


def compare(beside: Beside) -> Frames:
    """The tables of one pair of months; a part whose tables are not there has no rows, which the table «kinds» tells."""
    pair, a, b = beside.pair, beside.a, beside.b
    found: Frames = {"parameters": differing(beside), "kinds": kinds(beside)}
    if months.has(a, b, "collection/posts.parquet"):
        found |= _posts(beside)
    if not months.lacking(a, b, "topics"):
        found |= _topics(beside, found["whole"])
    if not months.lacking(a, b, "ranks"):
        found["ranks"] = ranks.ranks(*[ranks.listed(m["influencers/accounts.csv"], m["influencers/rankings.csv"]) for m in (a, b)])
    found["values"] = values.values(a, b, pair.other_months)
    if months.has(a, b, "events/peaks.csv"):
        found["peaks"] = peaks.peaks(a["events/peaks.csv"], b["events/peaks.csv"], matched(found.get("topics")), pair.other_months)
    if "whole" in found:
        unknown = tables.frame("compare_post_ids")[["post_id", "topic_a", "topic_b"]].assign(moved=False)
        found["post_ids"] = posts.ids(found["whole"], found.get("assigned", unknown))
    return {name: dated(found.get(name), name, pair) for name in NAMES}


def dated(frame: pd.DataFrame | None, name: str, pair: Pair) -> pd.DataFrame:
    """A table with its months, its columns in their order and of their types; without rows where it could not be made."""
    empty = tables.frame(f"compare_{name}")
    if frame is None or frame.empty:
        return empty
    return frame.assign(month_a=pair.a.name, month_b=pair.b.name)[list(empty.columns)].astype(empty.dtypes.to_dict())


def matched(found: pd.DataFrame | None) -> dict[int, int]:
    """Topic of A → topic of B, of those that are the same."""
    if found is None:
        return {}
    same = found[found["status"] == "same"]
    return {int(a): int(b) for a, b in zip(same["topic_a"], same["topic_b"], strict=True)}


def differing(beside: Beside) -> pd.DataFrame:
    """Parameters, files, versions and code that differ, but for the month itself; values as JSON."""
    rows = [one._asdict() for one in parameters.differences(*beside.made) if (one.step, one.key) != ("study", "period")]
    for row in rows:
        row |= {side: None if row[side] is None else json.dumps(row[side], ensure_ascii=False, sort_keys=True, default=str) for side in "ab"}
    return pd.DataFrame(rows, columns=["step", "key", "a", "b"], dtype=object)


def kinds(beside: Beside) -> pd.DataFrame:
    """Whether each kind of measure compares, and why not."""
    reasons = parameters.not_comparable(parameters.differences(*beside.made))
    rows = []
    for kind in parameters.KINDS:
        missing = months.lacking(beside.a, beside.b, kind)
        apart = [path for path in months.NEEDED[kind] if any(part.split(":")[1] == path for part in missing)]
        gone = bool(missing) and (kind != "events" or len(apart) == len(months.NEEDED[kind]))  # peaks and crisis are compared each by itself
        state = "not_compared" if gone else "not_comparable" if kind in reasons else "comparable"
        rows.append({"kind": kind, "state": state, "reasons": " ".join(reasons.get(kind, [])) or None, "missing": " ".join(missing) or None})
    return pd.DataFrame(rows, dtype=object)


def _posts(beside: Beside) -> Frames:
    """Posts by side; `whole` holds every post."""
    one, other = beside.a["collection/posts.parquet"], beside.b["collection/posts.parquet"]
    if beside.pair.other_months:
        whole = posts.of_other_months(one, other)
    else:
        whole = posts.posts(one, other, posts.other(beside.a, beside.made[0]), posts.other(beside.b, beside.made[1]))
    return {"whole": whole, "posts": posts.counts(whole)}


def _topics(beside: Beside, whole: pd.DataFrame) -> Frames:
    """Topics matched, the flow of the common posts, and how far the two cuts agree."""
    names = ("topics.csv", "topic_words.csv", "post_topics.parquet")
    one, other = (topics.Topics(*[month[f"topics/{name}"] for name in names]) for month in (beside.a, beside.b))
    common = topics.flows(one.posts, other.posts)
    common = common[common["post_id"].isin(whole["post_id"][whole["where"] == "both"])]
    found = topics.topics(one, other, topics.likeness(one, other, common), beside.pair.other_months)
    flow = topics.flow_counts(common, found)
    whose = {"topics": found, "assigned": topics.assigned(one.posts, other.posts, flow)}
    if common.empty:
        return whose
    agreement = topics.partitions(common, tuple(_seed_nmi(m) for m in (beside.a, beside.b)))
    return whose | {"flows": flow, "partitions": agreement}


def _seed_nmi(month: Month) -> float | None:
    """How far two seeds of the same run agree, as topic_model tells it."""
    model = month.frames.get("topics/topic_model.csv")
    rows = None if model is None else model.loc[model["measure"] == "seed_nmi", "value"]
    return None if rows is None or rows.empty else rows.iloc[0]
