"""The tables of all months as one, and what each post is to the audit: whose voice, on which subject, in what tone."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.benchmark.voices import authors, clusters, handles, is_repost
from conversatoire.tables import UNSTABLE

FILES = {
    "posts": "collection/posts.parquet",
    "coverage_days": "collection/coverage_days.csv",
    "topics": "topics/topics.csv",
    "topic_links": "topics/topic_links.csv",
    "post_topics": "topics/post_topics.parquet",
    "accounts": "influencers/accounts.csv",
    "edges": "influencers/edges.csv",
    "communities": "influencers/communities.csv",
    "post_tone": "tone/post_tone.parquet",
    "evaluation": "tone/evaluation.csv",
    "agreement": "tone/agreement.csv",
    "pages": "benchmark/pages.csv",
    "reaction_posts": "benchmark/reaction_posts.csv",
}
COLUMNS = {
    "posts": (
        *("post_id", "medium", "author", "author_name", "published_at", "title", "text", "lang", "reply_to_id", "reply_to_author"),
        *("repost_of_id", "repost_of_author", "hashtags", "mentions", "links", "likes", "reposts", "replies"),
    ),
    "topics": ("topic", "label", "posts", "stability"),
    "post_topics": ("post_id", "topic"),
    "accounts": ("account", "medium", "posts", "rank", "role"),
    "edges": ("source", "target", "medium"),
    "post_tone": ("post_id", "tone"),
}
ENGAGEMENT = ["likes", "reposts", "replies"]


def read(folders: Sequence[Path | str]) -> dict[str, pd.DataFrame]:
    """The tables of FILES, all months in one, each row with its `month`.

    Args:
        folders: the months' folders, each named YYYY-MM.

    Raises:
        RunError: a table is missing or is not what `tables` says.
    """
    found = {}
    for name, file in FILES.items():
        columns = list(COLUMNS[name]) if name in COLUMNS else None
        parts = [tables.read(Path(folder, file), name, columns).assign(month=Path(folder).name) for folder in sorted(folders)]
        filled = [part for part in parts if len(part)]
        found[name] = pd.concat(filled or parts[:1], ignore_index=True)
    return found


def names(folders: Sequence[Path | str]) -> list[str]:
    """The months, oldest first."""
    return sorted(Path(folder).name for folder in folders)


class Sides(NamedTuple):
    """Whose accounts are the organisation's and its competitors': handles in lower case."""

    own: set[str]
    rivals: dict[str, str]
    """Brand of each competitor's handle."""


def sides(own_accounts: list[str], accounts: dict[str, list[str]], own_brands: list[str]) -> Sides:
    """The accounts by side; those that `benchmark.accounts` gives to the organisation's own brands are its own."""
    own = handles([*own_accounts, *(handle for brand in own_brands for handle in accounts.get(brand, []))])
    return Sides(own, {handle: name for name, those in accounts.items() for handle in sorted(handles(those) - own)})


def marked(frames: dict[str, pd.DataFrame], whose: Sides, timezone: str) -> pd.DataFrame:
    """The posts with what the audit asks of each.

    Args:
        frames: as `read` gives them.
        whose: accounts of the organisation and of its competitors.
        timezone: IANA zone in which days are cut.

    Returns:
        The posts with `account` (lower case), `cluster` (number of the author), `side` (own, competitor, public), `brand` (of a competitor),
        `repost`, `reply`, `day`, `tone` (None where unknown), `subject` (id that it keeps; None where none is clear) and `engagement`.
    """
    posts = frames["posts"]
    account = authors(posts).astype(object)
    side = np.select([account.isin(sorted(whose.own)), account.isin(sorted(whose.rivals))], ["own", "competitor"], "public")
    tone = posts["post_id"].map(frames["post_tone"].drop_duplicates("post_id").set_index("post_id")["tone"]).astype(object)
    return posts.assign(
        account=account,
        cluster=clusters(posts),
        side=side,
        brand=account.map(whose.rivals).astype(object),
        repost=is_repost(posts),
        reply=posts["reply_to_id"].notna() | posts["reply_to_author"].notna(),
        day=posts["published_at"].dt.tz_convert(timezone).dt.strftime("%Y-%m-%d"),
        tone=tone.where(tone.isin(["negative", "neutral", "positive"]), None),
        subject=_subjects(frames),
        engagement=posts[ENGAGEMENT].sum(axis=1, min_count=1).astype("float64"),
    )


def weeks(frames: dict[str, pd.DataFrame]) -> list[str]:
    """The Mondays of the weeks of which every day was collected: of other weeks nobody knows how much was posted."""
    days = frames["coverage_days"]
    collected = pd.to_datetime(pd.Series(days.loc[days["collected"] > 0, "day"].unique(), dtype="str"))
    mondays = collected.dt.to_period("W-SUN").dt.start_time.dt.strftime("%Y-%m-%d").value_counts()
    return sorted(mondays.index[mondays == 7])


def ids(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The topics with the id that they keep over the months: month, topic, id, label, unstable."""
    links = frames["topic_links"]
    links = links[links["topic"].notna() & ~links["status"].isin(["merged", "gone"])][["month", "topic", "id"]]
    found = frames["topics"].merge(links.astype({"topic": "int64"}), on=["month", "topic"])
    return found.assign(unstable=found["stability"] <= UNSTABLE)[["month", "topic", "id", "label", "unstable"]]


def _subjects(frames: dict[str, pd.DataFrame]) -> pd.Series:
    """The subject of each post, indexed as the posts."""
    known = frames["post_topics"].merge(ids(frames), on=["month", "topic"])[["month", "post_id", "id"]]
    return (
        frames["posts"][["month", "post_id"]].merge(known, how="left", on=["month", "post_id"])["id"].astype(object).where(lambda s: s.notna(), None)
    )
