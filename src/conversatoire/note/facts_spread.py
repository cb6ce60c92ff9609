"""What a note tells of how links and posts spread, and of accounts that share the same things at the same moments."""

from typing import Any

import pandas as pd

from conversatoire.influencers.shares import imprecise
from conversatoire.note.facts_topics import quotation
from conversatoire.note.rows import records

CASCADES = 5  # links, and posts, whose cascades are told
RELAYS = 3  # accounts that are named as the first to relay
DAY = 86_400  # seconds
REFERENCES = ("repost_of", "quote_of", "reply_to")  # how a post names another and its author
EXCERPT = 140  # characters of a post that spread; its link leads to the whole


def spread(frames: dict[str, pd.DataFrame]) -> dict[str, list[dict[str, Any]]]:
    """The cascades of the month's most shared links and of its most passed-on posts: `link` and `post`, each by rank."""
    cascades = frames["cascades"].sort_values("rank", kind="stable")
    return {kind: [_cascade(row, frames) for row in records(cascades[cascades["kind"] == kind].head(CASCADES))] for kind in ("link", "post")}


def _cascade(row: dict[str, Any], frames: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """A cascade with all the note says of it.

    Returns:
        the row of «cascades» and `start` (the first post that shares the link, or the post itself; where it was not collected, the first
        that followed), `at` (its instant), `apart` (posts that follow none of the others),
        `relays` (the first others after it), `reached` (the first post on each medium), and of a post
        `text` and `url` (None where it was not collected) and `by`, the author that those who pass it on, quote or answer it give.
    """
    steps = frames["cascade_posts"]
    steps = steps[(steps["kind"] == row["kind"]) & (steps["item"] == row["item"])].sort_values("order")
    told = records(steps)
    start = next((step for step in told if step["post_id"] == row["item"]), told[0])
    others = steps[(steps["order"] > start["order"]) & steps["author"].notna()]
    others = others[(others["author"] != start["author"]) | (others["medium"] != start["medium"])]
    posts = frames["posts"]
    post = records(posts[posts["post_id"] == start["post_id"]])[0]
    is_whole = start["post_id"] == row["item"]
    named = pd.concat([posts.loc[posts[f"{how}_id"] == row["item"], f"{how}_author"] for how in REFERENCES]).dropna()
    return row | {
        "start": {"account": start["author"], "medium": start["medium"], "hours": start["hours"]},
        "at": post["published_at"],
        "apart": int((steps["distance"] == 0).sum()),
        "relays": [step | {"account": step["author"]} for step in records(others.drop_duplicates(["medium", "author"]).head(RELAYS))],
        "reached": records(steps.drop_duplicates("medium")),
        "text": quotation(post["title"], post["text"], EXCERPT) if is_whole else None,
        "url": post["url"] if is_whole else None,
        "by": {"account": named.iloc[0], "medium": start["medium"]} if len(named) else None,
    }


def coordination(frames: dict[str, pd.DataFrame], top: int) -> dict[str, Any]:
    """The pairs of accounts that share the same things within seconds oftener than chance has it, and the groups they make.

    Returns:
        `pairs`: one row a pair and kind, in the shortest window in which it holds, `all_rows` of them; `all_pairs`: distinct pairs;
        `groups`: the accounts of each group.
    """
    found = frames["coordination"].sort_values(["group", "medium", "first", "second", "kind", "window"], kind="stable")
    pair = ["medium", "first", "second"]
    rows = records(found.drop_duplicates([*pair, "kind"]))
    groups = []
    for number, members in found.drop_duplicates(pair).groupby("group"):
        ends = {(row["medium"], row[end]) for row in records(members) for end in ("first", "second")}
        groups.append({"number": number + 1, "accounts": [{"medium": medium, "account": account} for medium, account in sorted(ends)]})
    return {"pairs": rows[:top], "all_rows": len(rows), "all_pairs": len(found.drop_duplicates(pair)), "groups": groups}


def left_out(posts: pd.DataFrame, windows: list[int], timezone: str) -> dict[str, list[dict[str, Any]]]:
    """The posts whose instants are too coarse to be compared: `dated` (a day without an hour), `coarse` (exact to `step` seconds), by source."""
    rows = records(imprecise(posts, windows, timezone)) if len(posts) else []
    return {"dated": [row for row in rows if row["step"] >= DAY], "coarse": [row for row in rows if row["step"] < DAY]}
