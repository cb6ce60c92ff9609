"""Posts made by hand, and posts at given instants."""

import numpy as np
import pandas as pd

from conversatoire import tables

COMMON = {"medium": "twitter", "source": "s", "text": "t", "lang": "fr", "hashtags": [], "mentions": [], "links": [], "origin": "f:1"}


def make(*rows: dict) -> pd.DataFrame:
    """Table «posts» of these rows, an hour between one and the next from 1 October 2024 on."""
    instants = pd.date_range("2024-10-01", periods=max(len(rows), 1), freq="h", tz="UTC")
    return tables.frame("posts", [COMMON | {"post_id": f"t:{n}", "published_at": instants[n]} | row for n, row in enumerate(rows)])


def at(instants: pd.DatetimeIndex, **columns: object) -> pd.DataFrame:
    """Table «posts» with a post at each instant, each by an author of its own unless told."""
    rows = [COMMON | {"post_id": f"t:{n}", "published_at": instant, "author": f"u{n}"} for n, instant in enumerate(instants)]
    return tables.frame("posts", rows).assign(**columns)


def spread(counts: dict[str, int], zone: str = "Europe/Paris") -> pd.DataFrame:
    """Table «posts» with so many posts from each local time on, ten seconds apart."""
    parts = [
        pd.date_range(pd.Timestamp(start).tz_localize(zone), periods=count, freq="10s").tz_convert("UTC") for start, count in counts.items() if count
    ]
    return at(pd.DatetimeIndex(np.concatenate(parts), tz="UTC")) if parts else tables.frame("posts")


POSTS = make(
    {"author": "ann", "hashtags": ["été", "eau"], "links": ["https://www.a.example/1", "https://a.example/2"], "mentions": ["bob"]},
    {"author": "bob", "hashtags": ["eau"], "links": ["https://a.example/2"], "reply_to_id": "t:0"},
    {"author": "ann", "medium": "forum", "mentions": ["bob", "cleo"]},
    {"author": "ann", "repost_of_author": "bob", "mentions": ["bob"]},
    {},
)
