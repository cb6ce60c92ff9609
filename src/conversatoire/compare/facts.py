"""What the document of a comparison tells: the tables, chosen and cut for its templates."""

from collections import Counter
from typing import Any, NamedTuple

import pandas as pd

from conversatoire.compare import findings, months
from conversatoire.compare.compared import Frames
from conversatoire.compare.folders import Both
from conversatoire.compare.topics import SAME_BOTH
from conversatoire.manifest import NAME
from conversatoire.note.escape import HIDDEN
from conversatoire.note.names import shown_names
from conversatoire.note.rows import records
from conversatoire.topics.match import SAME

ROWS = 20  # rows of a table of the document; the CSV files hold all
WORDS = 5  # words gained or lost that are shown of a topic
CUT = 120  # characters of a value or a label that are shown


class CompareFacts(NamedTuple):
    """What is told.

    Attributes:
        both: what was compared.
        period: the last month, whose last day the files carry.
        first: what moved most, over all months.
        pairs: what each pair of months tells.
        frames: all tables.
    """

    both: Both
    period: str
    first: dict[str, Any]
    pairs: list[dict[str, Any]]
    frames: Frames


def facts(both: Both, found: Frames) -> CompareFacts:
    """Gathers what there is to tell.

    Args:
        both: what was compared.
        found: the tables that `compared.all_tables` gives.
    """
    names = _names(both, found["ranks"])
    found = found | {"ranks": found["ranks"].assign(account=[names.get(who, who[1]) for who in _whose(found["ranks"])])}
    pairs = [_pair(one.a.name, one.b.name, found) | {"manifests": all((folder / NAME).is_file() for folder in one)} for one in both.pairs]
    period = max(folder.name for pair in both.pairs for folder in pair)
    return CompareFacts(both, period, _first(found), pairs, found)


def _names(both: Both, ranks: pd.DataFrame) -> dict[tuple[str, str], str]:
    """How accounts are shown: by a name where the handle is an e-mail address (see `names.shown_names`)."""
    folders = dict.fromkeys(folder for pair in both.pairs for folder in pair)
    return shown_names(pd.concat([months.authors(folder) for folder in folders]).drop_duplicates(), HIDDEN, _whose(ranks))


def _whose(ranks: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(ranks["medium"], ranks["account"], strict=True))


def _first(found: Frames) -> dict[str, Any]:
    """The findings over all pairs of months."""
    kinds = records(found["kinds"])
    apart: dict[str, list[str]] = {}
    for row in kinds:
        if row["state"] == "not_comparable" and row["kind"] not in apart.setdefault(row["reasons"], []):
            apart[row["reasons"]].append(row["kind"])
    return {
        "apart": [{"reasons": reasons.split(), "kinds": names} for reasons, names in apart.items()],
        "missing": list(dict.fromkeys(row["kind"] for row in kinds if row["state"] == "not_compared")),
        "nothing": findings.nothing(found),
        "parameters": len(found["parameters"]),
        "lost": findings.lost(found),
        "moved": [row | {"unstable": row["about"] == "topic" and findings.unstable(row)} for row in findings.moved_most(found)],
        "tally": findings.tally(found),
        "ranks": findings.ranks_moved(found),
        "peaks": {where: findings.new_peaks(found, where) for where in ("only_a", "only_b")},
        "status": Counter(found["topics"]["status"]),
        "alone": {status: findings.alone(found["topics"], status) for status in ("only_a", "only_b")},
        "topics": {side: found["topics"].dropna(subset=[f"topic_{side}"]).groupby("month_a")[f"topic_{side}"].nunique().sum() for side in "ab"},
    }


def _pair(a: str, b: str, found: Frames) -> dict[str, Any]:
    """What one pair of months tells."""
    mine = {name: frame[(frame["month_a"] == a) & (frame["month_b"] == b)].reset_index(drop=True) for name, frame in found.items()}
    kinds = {row["kind"]: row | {"reasons": (row["reasons"] or "").split(), "missing": _missing(row["missing"])} for row in records(mine["kinds"])}
    return {
        "a": a,
        "b": b,
        "other_months": a != b,
        "kinds": kinds,
        "parameters": [row | {side: _cut(row[side]) for side in "ab"} for row in records(mine["parameters"])],
        "posts": _posts(mine["posts"]),
        "topics": _topics(mine["topics"]),
        "cut": findings.cut(mine["partitions"]),
        "moved_posts": int(mine["flows"].loc[mine["flows"]["moved"], "posts"].sum()),
        "largest_move": _largest_move(mine["flows"], mine["topics"]),
        "ranks": _ranks(mine["ranks"]),
        "values": records(mine["values"][~findings.repeated(mine["values"])]),
        "volume": {row["measure"]: row for row in records(mine["values"][mine["values"]["kind"] == "posts"])},
        "peaks": _peaks(mine["peaks"]),
        "frames": mine,
    }


def _missing(told: str | None) -> list[dict[str, str]]:
    """`a:tone/shares.csv:absent b:tone/shares.csv:absent` taken apart: table, why, and the sides that lack it (`A, B`)."""
    sides: dict[tuple[str, str], list[str]] = {}
    for part in (told or "").split():
        side, table, why = part.split(":")
        sides.setdefault((table, why), []).append(side.upper())
    return [{"table": table, "why": why, "sides": ", ".join(lacking)} for (table, why), lacking in sides.items()]


def _first_words(words: str | None) -> str | None:
    return words and ", ".join(words.split(", ")[:WORDS])


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= CUT else text[: CUT - 1] + "…"


def _posts(counted: pd.DataFrame) -> dict[str, Any]:
    """Posts by where they are, and by medium and source."""
    by = counted.pivot_table("posts", ["medium", "source"], "where", "sum", 0).reindex(columns=["both", "only_a", "only_b"], fill_value=0)
    reasons = counted[counted["where"] != "both"].groupby(["where", "reason"])["posts"].sum().reset_index()
    whole = {where: int(counted.loc[counted["where"] == where, "posts"].sum()) for where in ("both", "only_a", "only_b")}
    return whole | {"rows": records(by.reset_index()), "reasons": records(reasons.sort_values(["where", "posts"], ascending=[True, False]))}


def _topics(found: pd.DataFrame) -> dict[str, Any]:
    """Matched topics, the largest first, and the others by status; `unstable` marks those that should not be told alone."""
    rows = [row | {f"label_{side}": _cut(row[f"label_{side}"]) for side in "ab"} for row in records(found)]
    rows = [row | {"unstable": findings.unstable(row)} | {name: _first_words(row[name]) for name in ("gained", "lost")} for row in rows]
    rows.sort(key=lambda row: (-max(row["value_a"] or 0, row["value_b"] or 0), row["topic_a"] or 0, row["topic_b"] or 0))
    by = {status: [row for row in rows if row["status"] == status] for status in ("same", "split", "merged", "only_a", "only_b")}
    shown, least = by["same"][:ROWS], SAME if found["posts"].isna().all() else SAME_BOTH
    return by | {"all": len(rows), "least": least, "shown": shown, "words": [row for row in shown if row["gained"] or row["lost"]]}


def _largest_move(flows: pd.DataFrame, topics: pd.DataFrame) -> dict[str, Any] | None:
    """The largest flow between topics that are not matched: posts, and the label of each end (None for no topic)."""
    between = (flows["topic_a"] >= 0) & (flows["topic_b"] >= 0)  # of equals, what went from a topic to another
    moved = flows.assign(between=between)[flows["moved"]].sort_values(["posts", "between"], ascending=False, kind="stable")
    if moved.empty:
        return None
    row = records(moved.head(1))[0]
    for side in "ab":
        labels = topics.loc[topics[f"topic_{side}"] == row[f"topic_{side}"], f"label_{side}"]
        row[f"label_{side}"] = None if labels.empty else _cut(labels.iloc[0])
    return row


def _ranks(found: pd.DataFrame) -> list[dict[str, Any]]:
    """Each ranking: how many accounts have which status, and those that moved beyond their intervals, the highest first."""
    rows = []
    for ranking, mine in found.groupby("ranking"):
        ordered = mine.assign(best=mine[["rank_a", "rank_b"]].min(axis=1)).sort_values(["best", "medium", "account"], kind="stable")
        moved = records(ordered[ordered["status"].isin(["up", "down"])])
        rows.append({"ranking": ranking, "counts": Counter(mine["status"]), "moved": moved[:ROWS], "all_moved": len(moved)})
    return sorted(rows, key=lambda row: (row["ranking"] != "pagerank", row["ranking"]))


def _peaks(found: pd.DataFrame) -> dict[str, Any]:
    """Peaks by where they are."""
    rows = [row | {"cause": _cut(row["cause"])} for row in records(found)]
    return {where: [row for row in rows if row["where"] == where] for where in ("both", "only_a", "only_b")}
