"""What a note tells of the month's accounts, their graph and their communities: plain numbers and texts, no word of any language."""

from typing import Any

import pandas as pd

from conversatoire import tables
from conversatoire.config import Influencers, Note
from conversatoire.influencers.disagreement import agreement, every_rank
from conversatoire.note.escape import is_address
from conversatoire.note.facts_spread import coordination, left_out, spread
from conversatoire.note.rows import records

BESIDE = ("followers", "mentioned", "reposted", "betweenness")  # rankings that are held against each other, and each against PageRank
FIRST = 20  # an account that is among so many of one ranking …
FAR = 100  # … and not among so many of another is told: five times as deep is no matter of neighbouring ranks
TOLD = 5  # accounts that a sentence may hold
LEADERS, LINKS, SPOKEN = 3, 3, 3  # what is told of a community; the tables hold more
LIFT = 1.1  # a community speaks more of a topic than the month does from a tenth more on
MINIMUM = 3  # posts of a community on a topic, under which it says nothing that it speaks of it


def actors(frames: dict[str, pd.DataFrame], topics: dict[str, Any], settings: Note, study: Influencers, timezone: str) -> dict[str, Any]:
    """The ranking of the accounts and how sure it is, the graphs, the communities, the cascades, and what looks coordinated.

    Args:
        frames: the month's tables by name, accounts as they are shown.
        topics: the facts of the topics, see `facts_topics.topics`.
        settings: how many rows to show.
        study: the settings that the tables were made with.
        timezone: IANA zone in which days are cut.
    """
    accounts = frames["accounts"].sort_values("rank", kind="stable")
    connected = accounts[(accounts["in_degree"] > 0) | (accounts["out_degree"] > 0)]
    graphs = {row["graph"]: row for row in records(frames["graphs"])}
    marked = records(accounts[accounts["own"].eq(True) | accounts["bot"].eq(True)])
    groups = communities(frames, topics["all"], settings.top)
    top, starts = records(connected.head(settings.top)), int((accounts["out_degree"] > 0).sum())
    return {
        "accounts": len(accounts),
        "connected": len(connected),
        "top": top,
        "roles": {role: [row for row in top if row["role"] == role] for role in dict.fromkeys(row["role"] for row in top)},
        "own": [row for row in marked if row["own"]],
        "bots": [row for row in marked if row["bot"]],
        "tied": tied(frames["rankings"], settings.top, int((accounts["in_degree"] > 0).sum())),
        "without": without(connected, graphs, settings.top) if marked and len(connected) else None,
        "disagree": disagreements(frames["accounts"], frames["edges"]),
        "graphs": [row for name, row in graphs.items() if (row["edges"] or row["self_loops"]) and (name != "union_without" or marked)],
        "union": graphs.get("union"),
        "self_loops": graphs["union"]["self_loops"] if "union" in graphs else 0,
        "none": None if len(connected) else why_no_tie(len(accounts), graphs.get("union")),
        "communities": groups,
        "behind": behind(groups["all"]),
        "spread": spread(frames),
        "coordination": coordination(frames, settings.top) | left_out(frames["posts"], study.windows, timezone),
        "passing": passing_media(frames["posts"]),
        "made": {
            "resamples": study.resamples,
            "windows": sorted(set(study.windows)),
            "sources": study.betweenness_sources if starts > study.betweenness_sources else None,
        },
    }


def why_no_tie(accounts: int, union: dict[str, Any] | None) -> str:
    """Why a month has no graph: `nobody` (no account is known), `self` (some speak to themselves only), `one` account, or `apart`."""
    if not accounts:
        return "nobody"
    if union and union["self_loops"]:
        return "self"
    return "one" if accounts == 1 else "apart"


def passing_media(posts: pd.DataFrame) -> dict[str, list[str]]:
    """The media whose posts tell what they pass on (`told`), and those where no post does (`silent`), by name."""
    passes = (posts["repost_of_id"].notna() | posts["repost_of_author"].notna()).groupby(posts["medium"]).any()
    return {"told": sorted(passes.index[passes]), "silent": sorted(passes.index[~passes])}


def tied(rankings: pd.DataFrame, top: int, addressed: int) -> list[dict[str, int]]:
    """Groups of the first `top` ranks by PageRank that cannot be told apart: low and high rank, accounts, and `beyond`.

    The ranking may hold fewer than all that are `addressed`: the group of its last row may then go on `beyond` it (1, else 0).
    """
    whole = rankings[rankings["ranking"] == "pagerank"].sort_values("rank", kind="stable")
    rows = whole[whole["tied"].notna()]
    last = rows["tied"].iloc[-1] if len(rows) and pd.notna(whole["tied"].iloc[-1]) and len(whole) < addressed else None
    groups = rows.groupby("tied").agg(low=("rank", "min"), high=("rank", "max"), accounts=("rank", "size")).sort_values("low")
    groups["beyond"] = groups.index == last
    told = groups[(groups["low"] <= top) & ((groups["accounts"] > 1) | groups["beyond"])]
    return [{key: int(value) for key, value in row.items()} for row in records(told)]


def without(connected: pd.DataFrame, graphs: dict[str, dict], top: int) -> dict[str, Any]:
    """The ranking by PageRank where own accounts and bots are left out: its first account, who moves up and down, and the weight it loses.

    An account moves where its rank among those left differs from the one it had among them before; `moved` counts the moves into,
    out of or among the first `top`, and the largest, by ratio, are told.
    """
    left = connected[connected["rank_without"].notna()]
    whole, rest = ((graphs.get(name) or {"weight": 0})["weight"] for name in ("union", "union_without"))
    before, after = left["rank"].rank(method="min").astype("int64"), left["rank_without"].rank(method="min").astype("int64")
    left = left.assign(before=before, after=after).sort_values("after", kind="stable")
    near = left[(left[["before", "after"]].min(axis=1) <= top) & (left["before"] != left["after"])]
    ratio = (near[["before", "after"]].max(axis=1) / near[["before", "after"]].min(axis=1)).round(9)
    largest = records(near.assign(ratio=ratio).sort_values("ratio", ascending=False, kind="stable"))
    return {
        "first": records(left.head(1))[0] if len(left) else None,
        "lost": 1 - rest / whole if whole else None,
        "moved": len(near),
        "up": [row for row in largest if row["after"] < row["before"]][:TOLD],
        "down": [row for row in largest if row["after"] > row["before"]][:TOLD],
    }


def disagreements(accounts: pd.DataFrame, edges: pd.DataFrame) -> dict[str, Any]:
    """Where the rankings disagree, as the figure `plots.metrics_disagree` shows it.

    Returns:
        `shared`: for each ranking beside PageRank, how many of PageRank's first (`common`, of the shorter list, `of`) are among its
        first; `far`: the accounts among the first of one ranking and far down in another, with their best and their worst place
        (`place` None: it has none of what is ranked). A ranking counts on the media where anyone has a place in it, and followers where
        they are known.
    """
    pairs = [row for row in records(agreement(accounts, edges, FIRST)) if "pagerank" in (row["first"], row["second"])]
    ranks = every_rank(accounts, edges)
    measured = ranks[list(BESIDE)].notna().groupby(ranks["medium"]).any()
    first = ranks[ranks[list(BESIDE)].min(axis=1) <= FIRST]
    found = [row | _ends(row, [name for name in BESIDE if measured.at[row["medium"], name]]) for row in records(first)]
    far = [row for row in found if row["worst"]["place"] is None or row["worst"]["place"] > FAR]
    return {
        "shared": [row | {"ranking": row["first"] if row["second"] == "pagerank" else row["second"]} for row in pairs],
        "far": sorted(far, key=lambda row: (row["best"]["place"], row["medium"], row["account"]))[:TOLD],
        "first": FIRST,
    }


def _ends(row: dict[str, Any], rankings: list[str]) -> dict[str, Any]:
    """Best and worst of an account's places in `rankings`; where followers are not known, they are no place."""
    places = [{"ranking": name, "place": row[name]} for name in rankings if row[name] is not None or name != "followers"]
    return {"best": min(places, key=_depth), "worst": max(places, key=_depth)}


def _depth(place: dict[str, Any]) -> float:
    return float("inf") if place["place"] is None else place["place"]


def communities(frames: dict[str, pd.DataFrame], topics: list[dict[str, Any]], top: int) -> dict[str, Any]:
    """The communities of two accounts or more with all the note says of each, and what became of those of the month before."""
    accounts = frames["accounts"].sort_values("rank", kind="stable")
    leaders = _listed(accounts[accounts["community"] >= 0].groupby("community").head(LEADERS)[["community", "medium", "account"]])
    links = records(frames["community_links"])
    fates = {link["community"]: link for link in links if link["community"] is not None}
    named = {row["topic"]: row for row in topics}
    spoken = frames["community_topics"]
    spoken = spoken[(spoken["lift"] >= LIFT) & (spoken["posts"] >= MINIMUM) & spoken["topic"].isin(list(named))]
    spoken = _listed(spoken.sort_values(["community", "posts", "topic"], ascending=[True, False, True]))
    table = frames["communities"].sort_values("community")
    rows = [
        row
        | {
            "leaders": leaders.get(row["community"], []),
            "words": row["words"].split(),
            "links": [link for link in (row["links"] or "").split() if not is_address(link)][:LINKS],
            "topics": [part | {"row": named[part["topic"]]} for part in spoken.get(row["community"], [])],
            "unstable": row["stability"] is not None and row["stability"] <= tables.UNSTABLE,
            "status": fates.get(row["community"], {}).get("status"),
            "previous": fates.get(row["community"], {}).get("previous_community"),
        }
        for row in records(table[table["accounts"] > 1])
    ]
    return {
        "all": rows,
        "shown": rows[:top],
        "unstable": sum(row["unstable"] for row in rows),
        "new": sum(row["status"] == "new" for row in rows),
        "continued": sum(row["status"] == "continued" for row in rows),
        "gone": sorted(link["previous_community"] + 1 for link in links if link["status"] == "gone"),
        "compared": any(link["status"] != "first" for link in links),
        "threshold": tables.UNSTABLE,
        "told": SPOKEN,
    }


def _listed(rows: pd.DataFrame) -> dict[int, list[dict[str, Any]]]:
    """The rows of each community."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in records(rows):
        found.setdefault(row["community"], []).append(row)
    return found


def behind(communities: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """For each topic, the communities that speak of it more than the month does, by lift, each with the topic's posts and the lift."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in communities:
        for part in row["topics"]:
            found.setdefault(part["topic"], []).append(row | {"topic_posts": part["posts"], "lift": part["lift"]})
    return {topic: sorted(rows, key=lambda row: (-row["lift"], row["community"]))[:TOLD] for topic, rows in found.items()}
