"""Inventory of presence: accounts of the organisation and of its competitors, medium by medium."""

import pandas as pd

from conversatoire import tables
from conversatoire.audit.months import Sides
from conversatoire.audit.sampling import Drawing, median, share, weekly
from conversatoire.benchmark import waiting
from conversatoire.benchmark.naming import ALL
from conversatoire.note.rows import records


def presence(posts: pd.DataFrame, frames: dict[str, pd.DataFrame], whose: Sides, weeks: list[str], drawing: Drawing) -> pd.DataFrame:
    """The table «presence»: a row an account and medium; an account without any post has one row, without medium.

    Args:
        posts: `months.marked`.
        frames: `months.read`, for followers (pages) and answers (reaction_posts).
        whose: accounts of the organisation and of its competitors.
        weeks: `months.weeks`.
        drawing: how shares are bounded.
    """
    written = dict(iter(posts[posts["side"] != "public"].groupby(["account", "medium"])))
    followers = _followers(frames["pages"])
    answers = _answers(frames["reaction_posts"], drawing.fewest)
    rows = []
    for account in sorted(whose.own | set(whose.rivals)):
        side = {"side": "own", "brand": None} if account in whose.own else {"side": "competitor", "brand": whose.rivals[account]}
        media = sorted({medium for one, medium in written if one == account} | {medium for medium, one in followers.index if one == account})
        for medium in media or [None]:
            row = side | {"account": account, "medium": medium, "posts": 0, "months": 0}
            if (account, medium) in written:
                row |= _rhythm(written[account, medium], weeks, drawing)
            if (medium, account) in followers.index:
                row |= {name: followers.loc[(medium, account), name] for name in ("followers", "followers_day")}
            rows.append(row | answers.get((medium, account), {}))
    return tables.frame("presence", rows)


def _rhythm(posts: pd.DataFrame, weeks: list[str], drawing: Drawing) -> dict[str, object]:
    """What one account does on one medium."""
    gaps = posts["published_at"].sort_values().diff().dt.total_seconds() / 3600
    found = {"posts": len(posts), "months": int(posts["month"].nunique()), "first": posts["day"].min(), "last": posts["day"].max()}
    found |= weekly(posts["day"], weeks)[0].named("week") | median(gaps).named("gap")
    found |= share(posts["reply"], posts["day"], drawing).named("replying")
    return found | median(posts.loc[~posts["repost"], "engagement"]).named("engagement")


def _followers(pages: pd.DataFrame) -> pd.DataFrame:
    """The last count of followers of each account, by medium and account."""
    known = pages[pages["followers"].notna()].sort_values(["followers_day", "month"], kind="stable")
    return known.drop_duplicates(["medium", "account"], keep="last").set_index(["medium", "account"])[["followers", "followers_day"]]


def _answers(appeals: pd.DataFrame, fewest: int) -> dict[tuple[str, str], dict[str, object]]:
    """How appeals to each own account were answered, by medium and account, over all months."""
    names = {"addressed": "addressed", "answered": "answered", "share": "answers", "low": "answers_low", "high": "answers_high", "median": "minutes"}
    found = waiting.reaction(appeals.drop(columns="month"), fewest).astype(object)
    rows = records(found[found["account"] != ALL])
    return {(row["medium"], row["account"]): {new: row[old] for old, new in names.items()} for row in rows}


def answered(appeals: pd.DataFrame, fewest: int) -> dict[str, object]:
    """The same of all own accounts on all media: addressed, answered, share, low, high, median; empty without any appeal."""
    rows = records(waiting.reaction(appeals.drop(columns="month"), fewest))
    return next((row for row in rows if row["account"] == row["medium"] == ALL), {})
