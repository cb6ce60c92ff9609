"""Accounts, communities, cascades, simultaneous sharing: the lists and marks of the note's actors."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from conversatoire.influencers import graph
from conversatoire.influencers.shares import shares
from conversatoire.note.behind.known import by_account, places_of
from conversatoire.note.behind.lists import Lists, Mark, Marks, named, some

DRAWN = 40  # accounts of the figure of the network


def lists(posts: pd.DataFrame, told: Any) -> Lists:
    """`account-R`, `own-R`, `bot-R` (what each listed account wrote), `community-C` and `community-C-topic-N`, by their numbers in the note."""
    people = told.actors
    found = {}
    for kind, rows in (("account", people["top"]), ("own", people["own"]), ("bot", people["bots"])):
        found |= {named(kind, rank): by_account(posts, row["medium"], row["handle"]) for rank, row in enumerate(rows, 1)}
    for row in people["communities"]["shown"]:
        mask = posts["community"] == row["community"]
        found[named("community", row["community"] + 1)] = mask
        for part in row["topics"][: people["communities"]["told"]]:
            found[named("community", row["community"] + 1, "topic", part["topic"] + 1)] = mask & (posts["topic"] == part["topic"])
    return some(found)


def addressing(posts: pd.DataFrame, talk: pd.DataFrame) -> Lists:
    """`addressing`: the posts that address anyone but their author; `talk` is what `talked` gives."""
    return some({named("addressing"): places_of(posts, talk["post_id"])})


def spread(posts: pd.DataFrame, told: Any, steps: pd.DataFrame) -> Lists:
    """`link-R` and `post-R`: the posts of each cascade, the first post itself left out of its own; `link-R-apart`: those that follow no other."""
    found = {}
    for kind, rows in told.actors["spread"].items():
        for row in rows:
            own = steps[(steps["kind"] == kind) & (steps["item"] == row["item"])]
            found[named(kind, row["rank"])] = places_of(posts, own.loc[own["post_id"] != row["item"], "post_id"])
            found[named(kind, row["rank"], "apart")] = places_of(posts, own.loc[own["distance"] == 0, "post_id"])
    return some(found)


def coordination(posts: pd.DataFrame, pairs: list[dict[str, Any]], timezone: str, left_out: Collection[str]) -> Lists:
    """`coordination-R`: the posts by which each listed pair of accounts shared the same things within the window."""
    if not pairs:
        return {}
    every = shares(posts, timezone, left_out).to_pandas()
    instants = posts["published_at"].astype("datetime64[us, UTC]").astype("int64")
    found = {}
    for rank, row in enumerate(pairs, 1):
        own = every[(every["kind"] == row["kind"]) & (every["medium"] == row["medium"])]
        ends = [own[own["account"] == row[end]] for end in ("handle", "other_handle")]
        met = ends[0].merge(ends[1], on="item")
        met = met[(met["at_x"] - met["at_y"]).abs() <= row["window"] * 1_000_000]
        ends = [(row["handle"], met["at_x"]), (row["other_handle"], met["at_y"])]
        shared = [(posts["account"] == handle) & instants.isin(at) for handle, at in ends]
        found[named("coordination", rank)] = (posts["medium"] == row["medium"]) & (shared[0] | shared[1])
    return some(found)


def marks(posts: pd.DataFrame, found: Lists, frames: dict[str, pd.DataFrame], talk: pd.DataFrame, top: int) -> Marks:
    """Those of the figures of the actors. Ranks are no counts of posts: their marks are the posts that address the account."""
    first = frames["accounts"].sort_values("rank", kind="stable").head(max(DRAWN, top))
    to = talk[talk["target"].isin(first["handle"])].groupby(["medium", "target"])["post_id"]
    addressed = {key: places_of(posts, ids) for key, ids in to}
    told = [
        Mark(row.account, row.medium, "addressing", addressed[row.medium, row.handle])
        for row in first.itertuples()
        if (row.medium, row.handle) in addressed
    ]
    kinds = [Mark("addressing", kind, "addressing", places_of(posts, rows["post_id"])) for kind, rows in talk.groupby("kind")]
    return {
        "rankings": told[:top],
        "actors": told + kinds,
        "metrics_disagree": told + kinds,
        "cascades": [Mark(name.removeprefix("link-"), "", name, found[name]) for name in found if name.startswith("link-") and "apart" not in name],
        "coordination": [Mark(name.removeprefix("coordination-"), "", name, found[name]) for name in found if name.startswith("coordination-")],
    }


def talked(posts: pd.DataFrame) -> pd.DataFrame:
    """Who addresses whom, post by post (`influencers.graph.conversation`)."""
    return graph.conversation(posts).addresses
