"""Rows that no reader can use: each is one way in which real exports are damaged.

A broken row is a record like any other, with a ``reason`` and the outcome ``rejected``; the renderers do the damage.
"""

import random
from datetime import date

from .dressing import engage, snowflake
from .records import REJECTED, Account, Post
from .rhythm import at
from .subjects import MONTHS, pick_subject
from .writing import Writer

BREAKS = {
    "extra_columns": "more columns than the header",
    "missing_columns": "fewer columns than the header",
    "truncated": "the file ends in the middle of this row",
    "invalid_utf8": "a byte that is not UTF-8",
    "nul_byte": "a NUL byte",
    "impossible_date": "a date that no calendar has",
    "no_date": "no date",
    "empty": "neither text nor link",
}
_PER_MONTH = {
    "x": ("extra_columns", "missing_columns", "invalid_utf8", "nul_byte", "impossible_date", "empty"),
    "facebook": ("missing_columns", "impossible_date"),
    "forum": ("no_date", "impossible_date"),
    "blog": ("no_date",),
}
_ID_IS_LOST = {"extra_columns", "missing_columns", "truncated"}  # ASSUME a row of the wrong length is not read at all


def rows(people: dict[str, list[Account]], writer: Writer, rng: random.Random) -> list[Post]:
    """Returns the broken rows of all sources."""
    posts = []
    for month, period in enumerate(MONTHS):
        for source, reasons in _PER_MONTH.items():
            posts += [_row(source, period, reason, people[source], writer, rng) for reason in reasons]
        if month == len(MONTHS) - 1:
            posts.append(_row("x", period, "truncated", people["x"], writer, rng))
    return posts


def has_id(post: Post) -> bool:
    """Tells whether a row's native id can still be read."""
    return post.reason not in _ID_IS_LOST


def _row(source: str, period: str, reason: str, accounts: list[Account], writer: Writer, rng: random.Random) -> Post:
    day = date(2011, int(period[-2:]), rng.randrange(2, 28))
    author = rng.choice([account for account in accounts if account.role == "member"])
    post = Post(source, at(day, rng.randrange(8, 22), rng.randrange(60), rng.randrange(60)), author, "", outcome=REJECTED, reason=reason)
    subject = pick_subject(source, period, rng)
    post.text = "" if reason == "empty" else f"Été 2011 : {writer.new(writer.tweet, subject, writer.tone(subject))}"
    post.title = writer.title(subject) if source in ("forum", "blog") else ""
    post.native_id = {
        "x": lambda: snowflake(post.at, rng),
        "facebook": lambda: f"{author.number}_{10150800000000 + rng.randrange(10**9)}",
        "forum": lambda: f"{rng.randrange(16**14):014x}@forumsante.example",
        "blog": lambda: f"tag:planete-veltamine.example,2011:billet-{9000 + rng.randrange(999)}",
    }[source]()
    engage(post, author, rng)
    return post
