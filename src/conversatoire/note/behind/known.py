"""The posts of a month, in time, with what the lists are told by."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from conversatoire.barometer.top import site
from conversatoire.note.behind.lists import Places
from conversatoire.tone.groups import account_of


def known(frames: dict[str, pd.DataFrame], timezone: str) -> pd.DataFrame:
    """The table «posts» in time, with more columns.

    Returns:
        Its rows from 0 on, and `account` (handle in lower case), `day` (YYYY-MM-DD), `weekday` (1 Monday), `hour`, `topic` (−1 without one), `tone`,
        `repost`, and of the author's account in the month's graph `own` and `community` (−1 without one).
    """
    posts = frames["posts"].sort_values(["published_at", "post_id"], kind="stable").reset_index(drop=True)
    local = posts["published_at"].dt.tz_convert(timezone)
    accounts = frames["accounts"].assign(account=frames["accounts"]["handle"])
    accounts = accounts.set_axis(pd.Index(account_of(accounts, "account"))).loc[lambda table: ~table.index.duplicated()]
    author = account_of(posts)
    return posts.assign(
        account=posts["author"].astype(object).str.lower(),
        day=local.dt.strftime("%Y-%m-%d"),
        weekday=local.dt.day_of_week + 1,
        hour=local.dt.hour,
        topic=posts["post_id"].map(frames["post_topics"].set_index("post_id")["topic"]).fillna(-1).astype("int64"),
        tone=posts["post_id"].map(frames["post_tone"].set_index("post_id")["tone"]).astype(object),
        repost=posts["repost_of_id"].notna() | posts["repost_of_author"].notna(),
        own=author.map(accounts["own"]).eq(True).fillna(False).astype(bool),
        community=author.map(accounts["community"]).fillna(-1).astype("int64"),
    )


def places_of(posts: pd.DataFrame, ids: pd.Series | list[str]) -> Places:
    """The places of some posts; ids of other months are passed over."""
    return posts.index[posts["post_id"].isin(list(ids))].to_numpy("int64")


def items_of(posts: pd.DataFrame, column: str) -> pd.Series:
    """Each item of a list column, under the place of its post; of `sites`, the hosts of the links."""
    held = posts["links" if column == "sites" else column].explode().dropna()
    return held.map({link: site(link) for link in held.unique()}) if column == "sites" else held


def holding(items: pd.Series, wanted: Collection[str]) -> Places:
    """The places of the posts that hold one of the items wanted; `items` as `items_of` gives them."""
    return np.unique(items.index[items.isin(list(wanted))].to_numpy("int64"))


def by_account(posts: pd.DataFrame, medium: str, handle: str | None) -> pd.Series:
    """Whether each post is by an account."""
    return (posts["medium"] == medium) & (posts["account"] == (handle or "").lower())
