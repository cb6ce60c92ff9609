"""What each community speaks of: the topics of its accounts' posts.

`python -m conversatoire.influencers.community_topics TABLE.csv POSTS.parquet ACCOUNTS.csv POST_TOPICS.parquet` writes the table community_topics.
It is a job of its own, so that neither a change of the topics makes the communities again, nor the reverse.
"""

import sys

import pandas as pd

from conversatoire import tables


def community_topics(posts: pd.DataFrame, accounts: pd.DataFrame, post_topics: pd.DataFrame) -> pd.DataFrame:
    """Counts the posts of each community by topic: the table «community_topics», without pairs that have no post.

    Posts of accounts that are in no community count in the month alone.

    Args:
        posts: columns post_id, medium, author of the month's posts.
        accounts: columns medium, account, community (−1: none).
        post_topics: columns post_id, topic (−1: unassigned), a row a post.
    """
    inside = accounts.loc[accounts["community"] >= 0, ["medium", "account", "community"]]
    topics = posts.assign(account=posts["author"].str.lower()).merge(post_topics[["post_id", "topic"]], on="post_id", validate="one_to_one")
    month = topics["topic"].value_counts() / len(topics)
    theirs = topics.merge(inside, on=["medium", "account"], validate="many_to_one")
    frame = theirs.groupby(["community", "topic"]).size().rename("posts").reset_index()
    share = frame["posts"] / frame.groupby("community")["posts"].transform("sum")
    return frame.assign(share=share, lift=share / frame["topic"].map(month))


if __name__ == "__main__":
    target, posts_path, accounts_path, topics_path = sys.argv[1:]
    made = community_topics(
        tables.read(posts_path, "posts", ["post_id", "medium", "author"]),
        tables.read(accounts_path, "accounts", ["medium", "account", "community"]),
        tables.read(topics_path, "post_topics", ["post_id", "topic"]),
    )
    tables.write(made, target, "community_topics")
