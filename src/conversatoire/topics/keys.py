"""What else tells a topic: the tags, links, sites and accounts that its posts share, and who writes them."""

import numpy as np
import pandas as pd

from conversatoire.barometer.top import site

SHOWN = 10  # items of a kind a topic
FEWEST = 2  # posts of the topic that hold an item: what one post says tells nothing of the others; all count in a topic of TINY posts
TINY = 10
TYPES = {"topic": "int64", "kind": "str", "rank": "int64", "item": "str", "medium": "object", "posts": "int64", "share": "float64", "lift": "float64"}


def topic_keys(posts: pd.DataFrame, of_posts: pd.DataFrame) -> pd.DataFrame:
    """Table topic_keys: per topic and kind, the SHOWN items of the highest posts × log(lift); equals by posts, then name.

    That is what an item adds to the divergence of the topic from the month (Kullback & Leibler 1951), as for its words. What the topic holds
    no oftener than the month (lift ≤ 1) is left out, unless the month has a single topic. A post counts once an item, a repost like any post;
    accounts count by medium, and in lower case, as in the barometer's lists.

    Args:
        posts: table posts.
        of_posts: table post_topics of these posts, in the same order.
    """
    posts, topics = posts.reset_index(drop=True), of_posts["topic"].to_numpy()
    links = _held(posts, "links")
    site_of = {link: site(link) for link in links["item"].unique()}
    tags = _held(posts, "hashtags")
    kinds = {
        "author": _held(posts.assign(author=posts["author"].astype("str").str.lower()), "author"),
        "hashtag": tags.assign(item="#" + tags["item"]),
        "link": links,
        "mentioned": _held(posts, "mentions"),
        "site": links.assign(item=links["item"].map(site_of)).drop_duplicates(),
    }
    found = [_strongest(held.assign(topic=topics[held["row"]]), topics).assign(kind=kind) for kind, held in kinds.items()]
    table = pd.concat(found).sort_values(["topic", "kind", "rank"], ignore_index=True)
    return table.assign(medium=table["medium"].astype(object).where(table["medium"] != "", None))[list(TYPES)].astype(TYPES)


def _held(posts: pd.DataFrame, column: str) -> pd.DataFrame:
    """row, item, medium («» where the item is no account): what each post holds, one a line."""
    items = posts[column].rename("item").explode()
    items = items[items.notna() & (items != "")].astype("str").rename_axis("row").reset_index()
    return items.assign(medium=posts["medium"].astype("str").to_numpy()[items["row"]] if column in ("author", "mentions") else "")


def _strongest(held: pd.DataFrame, topics: np.ndarray) -> pd.DataFrame:
    """topic, rank, item, medium, posts, share, lift: the strongest items of each topic.

    Args:
        held: row, item, medium, topic.
        topics: of every post, −1 where it has none.
    """
    sizes = np.bincount(topics[topics >= 0])
    counts = held.groupby(["item", "medium", "topic"]).size().rename("posts").reset_index()
    counts["everywhere"] = counts.groupby(["item", "medium"])["posts"].transform("sum")
    counts = counts[counts["topic"] >= 0]
    size = sizes[counts["topic"]]
    counts = counts[(counts["posts"] >= FEWEST) | (size <= TINY)]
    counts["share"] = counts["posts"] / sizes[counts["topic"]]
    counts["lift"] = counts["share"] / (counts["everywhere"] / len(topics))
    counts["score"] = (counts["posts"] * np.log(counts["lift"])).round(9)  # the last bits of a logarithm would order equals
    counts = counts[(counts["score"] > 0) | (len(sizes) == 1)]
    ordered = counts.sort_values(["topic", "score", "posts", "item", "medium"], ascending=[True, False, False, True, True])
    ordered["rank"] = ordered.groupby("topic").cumcount() + 1
    return ordered[ordered["rank"] <= SHOWN]
