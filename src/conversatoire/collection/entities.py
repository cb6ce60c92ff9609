"""Hashtags, mentions and links written in texts; Unicode-aware, in polars' regular expressions.

An `#anchor` inside an address is no tag and an e-mail address no mention, for addresses are taken out first. `#123` is no tag.
"""

import polars as pl

URL = r"(?i)(?:https?://|\bwww\.|\bpic\.(?:twitter|x)\.com/)[^\s<>\"“”«»]+"
_TAG = r"(?:^|[^\w&#＃/])[#＃](\w*\p{L}\w*)"
_HANDLE = r"(?:^|[^\w!#$%&*@＠/=])[@＠]([A-Za-z0-9_]{1,30})"
# Elsewhere handles hold dots and hyphens, and on the fediverse a host.
_WIDE_HANDLE = r"(?:^|[^\w!#$%&*@＠/=])[@＠]([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})?)"
REPOST = r"^\s*RT\s+[@＠]([A-Za-z0-9_]{1,30})\s*:?\s"
_NONE = pl.lit([], dtype=pl.List(pl.String))


def links(texts: pl.Expr) -> pl.Expr:
    """Addresses as they stand in each text, with what punctuation follows them."""
    return texts.str.extract_all(URL)


def without_links(texts: pl.Expr) -> pl.Expr:
    """Texts without addresses."""
    return texts.str.replace_all(URL, " ")


def hashtags(texts: pl.Expr) -> pl.Expr:
    """Tags of texts without addresses: lower-case, each once, in order."""
    return distinct(_found(texts, _TAG))


def mentions(texts: pl.Expr, medium: str) -> pl.Expr:
    """Handles named in texts without addresses: lower-case, each once, in order; the `RT @x:` that leads a text is no mention."""
    plain = texts.str.replace(REPOST, " ")
    return distinct(_found(plain, _HANDLE if medium == "twitter" else _WIDE_HANDLE))


def reposted_author(texts: pl.Expr) -> pl.Expr:
    """The x of texts that start with `RT @x:`."""
    return texts.str.extract(REPOST, 1)


def distinct(lists: pl.Expr) -> pl.Expr:
    """Lists in lower case, each item once, in order of appearance; never null."""
    items = lists.list.eval(pl.element().str.strip_chars().str.to_lowercase().filter(pl.element().str.strip_chars() != ""))
    return items.list.unique(maintain_order=True).fill_null(_NONE)


def _found(texts: pl.Expr, pattern: str) -> pl.Expr:
    return texts.str.extract_all(pattern).list.eval(pl.element().str.extract(pattern, 1))
