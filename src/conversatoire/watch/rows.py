"""The rows of the index's tables (`schema.py`) out of a month's posts: a table in, a table out."""

from pathlib import Path

import polars as pl

from conversatoire.collection.query import ADDRESS, folded, marked
from conversatoire.errors import RunError
from conversatoire.watch.tokens import EVERY, marks, tokens


def completed(part: pl.DataFrame, before: int, month: Path, topics: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """A slice of the posts with all columns of `schema.POSTS`, and the lists; `before` posts are in the index already."""
    local = pl.col("published_at").dt.convert_time_zone(timezone)
    liked = [pl.col(name) for name in ("likes", "reposts", "replies")]
    posts = part.join(topics, on="post_id", how="left", maintain_order="left").with_columns(
        pl.int_range(before + 1, before + part.height + 1).alias("n"),
        _filled("author"),
        month=local.dt.to_string("%Y-%m"),
        day=local.dt.to_string("%Y-%m-%d"),
        weekday=local.dt.weekday(),
        hour=local.dt.hour(),
        kind=_kind(),
        account=_filled("author").str.to_lowercase(),
        engagement=pl.when(pl.any_horizontal(column.is_not_null() for column in liked)).then(pl.sum_horizontal(liked)),
        **{f"{kind}_account": _filled(f"{kind}_author").str.to_lowercase() for kind in ("reply_to", "repost_of", "quote_of")},
        **{f"{kind}_id": _filled(f"{kind}_id") for kind in ("reply_to", "repost_of", "quote_of")},
    )
    strange = posts.filter(pl.col("month") != month.name)
    if strange.height:
        raise RunError(
            f"{month}: holds posts of {strange['day'][0]} in {timezone}; the study's time zone was changed after this month ran: run it again"
        )
    return posts.with_columns(pl.col("published_at").dt.epoch("s"))


def _filled(column: str) -> pl.Expr:
    """A text column, null where it is empty."""
    return pl.when(pl.col(column) != "").then(pl.col(column)).alias(column)


def _kind() -> pl.Expr:
    """What a post is: repost, quote, reply, the first that holds, else post."""
    kind = pl.lit("post")
    for name, column in (("reply", "reply_to"), ("quote", "quote_of"), ("repost", "repost_of")):
        known = _filled(f"{column}_id").is_not_null() | _filled(f"{column}_author").is_not_null()
        kind = pl.when(known).then(pl.lit(name)).otherwise(kind)
    return kind


def words(posts: pl.DataFrame) -> pl.DataFrame:
    """Rows of the full-text table: n, title, text, marks, as the study's query searches them."""
    title, text = (pl.col(name).str.replace_all(ADDRESS, " ").fill_null("") for name in ("title", "text"))
    named = pl.concat_str(title, text, marked(pl.col("mentions"), "@"), marked(pl.col("hashtags"), "#"), separator=" ")
    return posts.select("n", title=tokens(title), text=tokens(text), marks=pl.concat_str(marks(named), pl.lit(f" {EVERY}")))


def lists(posts: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Rows of tags, links and mentions: each item of a post once, in the order of its characters."""
    tags = _items(posts, "hashtags", "tag", folded(pl.col("tag")))
    links = _items(posts, "links", "link", pl.col("link")).with_columns(site=site(pl.col("link")))
    return {"tags": tags, "links": links, "mentions": _items(posts, "mentions", "account", pl.col("account"))}


def _items(posts: pl.DataFrame, column: str, name: str, value: pl.Expr) -> pl.DataFrame:
    rows = posts.select("n", pl.col(column).alias(name)).explode(name).select("n", value)
    return rows.filter(pl.col(name).is_not_null() & (pl.col(name) != "")).unique().sort("n", name)


def site(links: pl.Expr) -> pl.Expr:
    """Host of canonical addresses, lower-case, without `www.`; the address itself where it has none (as `barometer.top.site`)."""
    host = links.str.extract(r"^(?:[A-Za-z][\w+.-]*:)?//(?:[^/?#@]*@)?([^/?#:]+)", 1).str.to_lowercase()
    return host.fill_null(links).str.strip_prefix("www.")


def most_used(spellings: list[pl.DataFrame]) -> pl.DataFrame:
    """tag, shown: each tag as most posts write it, the first by name among equals."""
    if not spellings:
        return pl.DataFrame(schema={"tag": pl.String, "shown": pl.String})
    counted = pl.concat(spellings).group_by("shown").agg(pl.col("len").sum()).with_columns(tag=folded(pl.col("shown")))
    ordered = counted.filter(pl.col("tag") != "").sort(["tag", "len", "shown"], descending=[False, True, False])
    return ordered.unique("tag", keep="first", maintain_order=True).select("tag", "shown")
