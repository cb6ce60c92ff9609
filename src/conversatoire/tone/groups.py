"""The parts of the month by which shares are told: all, voice, medium, topic, day, community; and who is drawn again."""

from collections.abc import Iterator

import pandas as pd


def units(posts: pd.DataFrame) -> pd.Series:
    """Who a post is drawn again with: its author on its medium, or itself where the author is not known."""
    return account_of(posts).fillna("\0" + posts["post_id"].astype("string"))


def parts(posts: pd.DataFrame, accounts: pd.DataFrame, post_topics: pd.DataFrame, timezone: str) -> Iterator[tuple[str, pd.Series]]:
    """Each way to divide the posts, with the value of each post; missing where it has none.

    Args:
        posts: post_id, medium, author, published_at.
        accounts: table «accounts».
        post_topics: table «post_topics».
        timezone: IANA zone in which days are cut.
    """
    yield "all", pd.Series("", index=posts.index)
    own = own_posts(posts, accounts)
    if own.any():
        yield "voice", own.map({True: "own", False: "public"})
    yield "medium", posts["medium"]
    topic = posts["post_id"].map(post_topics.set_index("post_id")["topic"])
    yield "topic", _numbered(topic)
    yield "day", posts["published_at"].dt.tz_convert(timezone).dt.strftime("%Y-%m-%d")
    yield "community", _numbered(account_of(posts).map(accounts.set_index(account_of(accounts, "account"))["community"]))


def own_posts(posts: pd.DataFrame, accounts: pd.DataFrame) -> pd.Series:
    """Whether a post is by an account of the organisation."""
    return account_of(posts).isin(account_of(accounts[accounts["own"].eq(True)], "account"))


def account_of(table: pd.DataFrame, column: str = "author") -> pd.Series:
    """Medium and handle, case aside: accounts of different media are never one; missing where the author is not known."""
    return table["medium"].astype("string") + "\0" + table[column].astype("string").str.lower()


def _numbered(numbers: pd.Series) -> pd.Series:
    """Whole numbers as texts; missing where negative."""
    return numbers.where(numbers >= 0).astype("Int64").astype("string").astype(object)
