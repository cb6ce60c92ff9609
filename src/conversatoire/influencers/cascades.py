"""How a link or a post spread: who was first, who passed it on when, on which media, how fast and how deep.

The parent of a post is the one that it passes on, quotes or answers: the first of these that was collected. Exports tell the original of a repost,
never the repost through which it was read (Goel et al. 2016 guess it; nothing is guessed here): reposts of reposts are children of the
original, and a chain is longer than one step through quotes and answers only. Depth is therefore a lower bound, and breadth an upper one.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from conversatoire import tables

FEWEST = 5  # cascades of a kind: the note shows five links
_REFERENCES = ["repost_of_id", "quote_of_id", "reply_to_id"]
_NEEDED = ["post_id", "medium", "author", "published_at", "links", *_REFERENCES]
_HOUR = pd.Timedelta(hours=1)
Numbers = NDArray[np.int64]


def cascades(posts: pd.DataFrame, top: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables «cascades» and «cascade_posts»: the links that most posts share, and the posts that most others pass on, quote or answer.

    A post is counted with all that follows from it, step by step; so what follows from a post is not listed beside it. A post that was not
    collected is listed too, by its post_id, where others refer to it. A link in a single post, and a post that none refers to, has not spread.
    Equals are ordered by the number of distinct accounts, then by name.

    Args:
        posts: table «posts» of the month, in any order.
        top: how many of each kind; never fewer than FEWEST.
    """
    posts = _in_time(posts)
    links = posts["links"].explode().rename("item").rename_axis("row").dropna().reset_index()
    summaries, spread = [], []
    for kind, items, fewest in (("link", links, 2), ("post", _followers(posts), 1)):
        for rank, (item, rows) in enumerate(_largest(items, posts, max(top, FEWEST), fewest), start=1):
            spread.append(_cascade(posts.iloc[rows], kind, item))
            summaries.append(_summary(spread[-1], posts.iloc[rows], rank))
    if not spread:
        return tables.frame("cascades"), tables.frame("cascade_posts")
    return tables.frame("cascades", summaries), pd.concat(spread, ignore_index=True)


def of_link(posts: pd.DataFrame, link: str) -> pd.DataFrame:
    """Table «cascade_posts» of one link (canonical, as in the column `links`): all posts that share it, in time; none where none does."""
    shares = np.array([link in links for links in posts["links"]], bool)
    return _cascade(_in_time(posts[shares]), "link", link)


def of_post(posts: pd.DataFrame, post_id: str) -> pd.DataFrame:
    """Table «cascade_posts» of one post: itself where it was collected, and all that follows from it, in time; none where it is not known."""
    posts = _in_time(posts)
    ids, parent = _parents(posts)
    place = int(ids.get_indexer([post_id])[0])
    if place < 0:
        return tables.frame("cascade_posts")
    parent[place] = -1
    return _cascade(posts[_root(parent)[: len(posts)] == place], "post", post_id)


def _in_time(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts by instant, equal ones by post_id, with authors in lower case and empty where unknown."""
    author = posts["author"].astype(object).str.lower()
    posts = posts[_NEEDED].assign(author=author.where(author.notna() & (author != ""), None))
    return posts.sort_values(["published_at", "post_id"], ignore_index=True)


def _parents(posts: pd.DataFrame) -> tuple[pd.Index, Numbers]:
    """The ids of the posts, then of those that they refer to, and the place of each one's parent among them (−1 for none), without loops."""
    count = len(posts)
    codes, ids = pd.factorize(pd.concat([posts[column] for column in ["post_id", *_REFERENCES]]))
    references = codes[count:].reshape(len(_REFERENCES), count)
    references[references == np.arange(count)] = -1
    worth = np.select([references < 0, references >= count], [2, 1], 0)  # collected before not collected before none
    parent = np.full(len(ids), -1)
    parent[:count] = references[worth.argmin(axis=0), np.arange(count)]
    return ids, _without_loops(parent)


def _without_loops(parent: Numbers) -> Numbers:
    """A loop (clocks and exports err) is opened at its first post."""
    ends = _root(parent)
    looped = set(ends[parent[ends] >= 0].tolist())
    while looped:
        first = place = min(looped)
        while place in looped:
            looped.remove(place)
            place = int(parent[place])
        parent[first] = -1
    return parent


def _root(parent: Numbers) -> Numbers:
    """Where each chain of parents ends; some place of the loop where it does not."""
    up = np.where(parent < 0, np.arange(len(parent)), parent)
    for _ in range(len(parent).bit_length()):  # each time twice as far
        up = up[up]
    return up


def _distance(parent: Numbers) -> Numbers:
    """Steps to the end of each chain of parents."""
    up, steps = parent.copy(), (parent >= 0).astype(np.int64)
    while (left := up >= 0).any():
        steps[left] += steps[up[left]]
        up[left] = up[up[left]]
    return steps


def _followers(posts: pd.DataFrame) -> pd.DataFrame:
    """row, item: each post that follows from another, and the post with which its chain begins."""
    ids, parent = _parents(posts)
    rows = np.flatnonzero(parent[: len(posts)] >= 0)
    return pd.DataFrame({"row": rows, "item": ids[_root(parent)[rows]]})


def _largest(items: pd.DataFrame, posts: pd.DataFrame, top: int, fewest: int) -> Iterator[tuple[str, Numbers]]:
    """The `top` items with the most rows, `fewest` at least, each with its rows and, for a post, its own."""
    account = posts.groupby(["medium", "author"]).ngroup().where(posts["author"].notna())
    counts = items.assign(account=account.to_numpy()[items["row"]]).groupby("item")["account"].agg(["size", "nunique"]).reset_index()
    counts = counts[counts["size"] >= fewest].sort_values(["size", "nunique", "item"], ascending=[False, False, True])[:top]
    rows = items[items["item"].isin(counts["item"])].groupby("item")["row"].agg(list)
    itself = posts.index[posts["post_id"].isin(counts["item"])]
    own = dict(zip(posts["post_id"].iloc[itself], itself, strict=True))
    for item in counts["item"]:
        yield item, np.unique([*rows[item], *([own[item]] if item in own else [])])


def _cascade(members: pd.DataFrame, kind: str, item: str) -> pd.DataFrame:
    """Table «cascade_posts» of one cascade, out of its posts in time."""
    ids, parent = _parents(members)
    parent = np.where(parent < len(members), parent, -1)[: len(members)]
    told = pd.Series(ids.take(parent), dtype=object).where(parent >= 0, None)
    return pd.DataFrame(
        {
            "kind": kind,
            "item": item,
            "order": np.arange(1, len(members) + 1),
            "post_id": members["post_id"].to_numpy(),
            "medium": members["medium"].to_numpy(),
            "author": members["author"].to_numpy(),
            "hours": ((members["published_at"] - members["published_at"].min()) / _HOUR).to_numpy(),
            "parent": told.to_numpy(),
            "distance": _distance(parent),
        }
    )


def _summary(tree: pd.DataFrame, members: pd.DataFrame, rank: int) -> dict[str, object]:
    """A row of the table «cascades». The half-life is when half of the posts counted were out: for a post, of those that follow from it."""
    first, instants = tree.iloc[0], members["published_at"]
    counted = tree[tree["post_id"] != first["item"]] if first["kind"] == "post" else tree
    return {
        "kind": first["kind"],
        "rank": rank,
        "item": first["item"],
        "posts": len(counted),
        "accounts": len(counted.dropna(subset=["author"])[["medium", "author"]].drop_duplicates()),
        "media": " ".join(tree["medium"].unique()),
        "first_post_id": first["post_id"],
        "first_author": first["author"] if pd.notna(first["author"]) else None,
        "first_at": instants.iloc[0],
        "last_at": instants.iloc[-1],
        "half_life": float(counted["hours"].iloc[(len(counted) + 1) // 2 - 1]),
        "depth": int(tree["distance"].max()),
        "breadth": int(tree["distance"].value_counts().max()),
    }
