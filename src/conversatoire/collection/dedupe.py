"""Exact duplicates: one post for each post_id, be it in several files, exports or sources; the last row wins.

Posts without a native id have an id made of author, instant and text, so their exact copies are found too.
"""

import polars as pl

# Counts that grow: an export that does not tell one does not take back what another told.
ENGAGEMENT = ("author_followers", "likes", "reposts", "replies", "views")


def is_duplicate(posts: pl.DataFrame) -> pl.Series:
    """True for the rows that a later row with the same post_id replaces; they count as duplicates of the source they stand in.

    Args:
        posts: table "posts", in the order of the study: sources, then files, then rows.
    """
    return ~posts["post_id"].is_last_distinct()


def latest_engagement(posts: pl.DataFrame, is_copy: pl.Series) -> pl.DataFrame:
    """The last known value of each engagement column (and post_id) of the posts that stand in several rows.

    Args:
        posts: table "posts", in the order of the study.
        is_copy: the result of `is_duplicate` for them.
    """
    several = pl.col("post_id").is_in(posts["post_id"].filter(is_copy).unique().implode())
    rows = posts.select("post_id", *ENGAGEMENT).filter(several)
    return rows.group_by("post_id", maintain_order=True).agg(pl.col(ENGAGEMENT).drop_nulls().last())


def with_engagement(kept: pl.DataFrame, latest: pl.DataFrame) -> pl.DataFrame:
    """The posts kept, in the same order, with what `latest_engagement` knows of them."""
    updated = kept.select("post_id", *ENGAGEMENT).update(latest, on="post_id", how="left", maintain_order="left")
    return kept.with_columns(updated.get_columns())
