"""Who shared what, and when: the links, texts and posts that several accounts may share, and how exact their instants are."""

from collections.abc import Collection
from datetime import time

import pandas as pd
import polars as pl

from conversatoire.collection.query import folded

SHARES = ["kind", "medium", "account", "item", "at", "day", "step"]
SHORTEST = 40  # letters, digits and spaces of a text's words: «joyeux anniversaire !» or «merci à tous» are said by anybody
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_MIDNIGHTS = 0.01  # of a source's posts, above which midnight is no instant but a missing one; chance puts 0.001 % of them there
_LINK_OR_HANDLE = r"https?://\S+|www\.\S+|[\w.+-]*@[\w@.-]*\w"


def shares(posts: pd.DataFrame, timezone: str, left_out: Collection[str] = ()) -> pl.DataFrame:
    """What each account shared: kind, medium, account, item, at (microseconds), day (number), step (seconds), sorted by all of them.

    Kinds: `link` (an address), `text` (the words, without case, accents, punctuation, links and handles, SHORTEST signs at least) and `post`
    (the post_id that a repost passes on). A repost counts as `post` alone: its links and words are its author's. An account counts once an
    item, at its first share. Posts whose author or hour is not known are left out.

    Args:
        posts: table «posts».
        timezone: IANA zone in which days are cut.
        left_out: handles, with or without @, in any case; they hold on every medium.
    """
    out = [handle.lower().lstrip("@") for handle in left_out]
    timed = _timed(posts, timezone).with_columns(
        pl.Series("links", posts["links"].tolist(), pl.List(pl.String)),
        pl.Series("text", posts["text"].astype(object).fillna("").tolist(), pl.String),
        pl.Series("repost_of", posts["repost_of_id"].astype(object).where(posts["repost_of_id"].notna(), None).tolist(), pl.String),
        pl.Series("is_repost", (posts["repost_of_id"].notna() | posts["repost_of_author"].notna()).to_numpy()),
        pl.Series("account", posts["author"].astype(object).where(posts["author"].notna(), "").tolist(), pl.String).str.to_lowercase(),
    )
    timed = timed.filter((pl.col("account") != "") & ~pl.col("account").is_in(out) & (pl.col("step") < _DAY))
    own = timed.filter(~pl.col("is_repost"))
    words = folded(pl.col("text").str.replace_all(_LINK_OR_HANDLE, " ")).str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    kinds = {
        "link": own.explode("links", empty_as_null=True).rename({"links": "item"}),
        "text": own.with_columns(item=words).filter(pl.col("item").str.len_chars() >= SHORTEST),
        "post": timed.filter("is_repost").rename({"repost_of": "item"}),
    }
    found = pl.concat([frame.with_columns(kind=pl.lit(kind)).select(SHARES) for kind, frame in kinds.items()])
    key = ["kind", "medium", "account", "item"]
    return found.drop_nulls("item").sort([*key, "at"]).unique(key, keep="first", maintain_order=True)


def imprecise(posts: pd.DataFrame, windows: Collection[int], timezone: str) -> pd.DataFrame:
    """Sources whose instants are too coarse for one of the windows: medium, source, step (seconds), posts; sorted.

    A step of a day: posts at midnight sharp, in UTC or in `timezone`, where more than 1 % of a source's posts stand there: they tell a
    date and no hour, and show no coordination. A step of an hour or a minute: sources more than half of whose other posts stand on whole
    ones; they count in the windows that are longer than the step.
    """
    counted = _timed(posts, timezone).filter(pl.col("step") >= min(windows)).group_by("medium", "source", "step").len("posts")
    return counted.sort("medium", "source", "step").to_pandas().astype({"step": "int64", "posts": "int64"})


def _timed(posts: pd.DataFrame, timezone: str) -> pl.DataFrame:
    """medium, source, at, day and step (seconds, 0 for exact instants) of each post, in their order."""
    local = pl.col("instant").dt.convert_time_zone(timezone)
    second = pl.col("at") // 1_000_000
    midnight = (second % _DAY == 0) | (local.dt.time() == time(0))
    frame = pl.DataFrame(
        {
            "medium": pl.Series(posts["medium"].astype(object).tolist(), dtype=pl.String),
            "source": pl.Series(posts["source"].astype(object).tolist(), dtype=pl.String),
            "at": pl.Series(posts["published_at"].astype("datetime64[us, UTC]").astype("int64").to_numpy(), dtype=pl.Int64),
        }
    )
    frame = frame.with_columns(instant=pl.col("at").cast(pl.Datetime("us", "UTC"))).with_columns(
        day=local.dt.date().cast(pl.Int32), dated=midnight & (midnight.mean().over("medium", "source") > _MIDNIGHTS)
    )
    exact = pl.col("dated").not_()
    whole = [(second % step == 0).filter(exact).mean().over("medium", "source") > 0.5 for step in (_HOUR, _MINUTE)]
    step = pl.when("dated").then(_DAY).when(whole[0]).then(_HOUR).when(whole[1]).then(_MINUTE).otherwise(0)
    return frame.with_columns(step=step.cast(pl.Int64)).drop("instant", "dated")
