"""Statuses of the Mastodon API: a JSON list, or JSON lines, of Status objects (docs.joinmastodon.org/entities/Status).

Rows: the number of the status in a list, the line's number in JSON lines.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conversatoire.collection.formats import Reject, in_batches
from conversatoire.collection.formats._bytes import shown
from conversatoire.collection.formats._fields import as_dict, dicts_in, text_of, texts_in
from conversatoire.collection.formats._json import Line, json_records
from conversatoire.markup import html_links, html_to_text
from conversatoire.settings.collection import Source

NOT_A_STATUS = "no status: no id"
_NO_LINKS = {"mention", "hashtag", "u-url", "tag"}  # classes and rel of the <a> that Mastodon and its kin make of @names and #tags


@in_batches
def read(path: Path, source: Source) -> Iterator[dict[str, Any] | Reject]:
    """Reads the statuses of a file.

    Raises:
        SourceError: the file cannot be opened or read to its end.
    """
    for line in json_records(path, source.encoding):
        yield line if isinstance(line, Reject) else _post(line)


def _post(line: Line) -> dict[str, Any] | Reject:
    status = as_dict(line.value)
    native_id = text_of(status.get("id"))
    if native_id is None:
        return Reject(line.row, NOT_A_STATUS, shown(line.raw))
    reblog = as_dict(status.get("reblog"))
    account = as_dict(status.get("account"))
    return {
        "row": line.row,
        "native_id": native_id,
        "published_at": text_of(status.get("created_at")),
        "author": _handle(account),
        "author_name": text_of(account.get("display_name")),
        "author_id": text_of(account.get("id")),
        "author_followers": text_of(account.get("followers_count")),
        "url": text_of(status.get("url")) or text_of(status.get("uri")),
        "lang": text_of((reblog or status).get("language")),
        "likes": text_of(status.get("favourites_count")),
        # A boost repeats the counts of what it passes on, as a retweet does.
        "reposts": None if reblog else text_of(status.get("reblogs_count")),
        "replies": text_of(status.get("replies_count")),
        **_references(status, reblog),
        **_content(reblog or status),
    }


def _handle(account: dict[str, Any]) -> str | None:
    """`name` on the server that was asked, `name@server` elsewhere: with the server, or two people would be one."""
    return text_of(account.get("acct")) or text_of(account.get("username"))


def _references(status: dict[str, Any], reblog: dict[str, Any]) -> dict[str, str | None]:
    """What a status passes on, replies to or quotes, and of whom."""
    columns: dict[str, str | None] = {}
    if reblog:
        columns |= {"repost_of": text_of(reblog.get("id")), "repost_of_author": _handle(as_dict(reblog.get("account")))}
    if replied := text_of(status.get("in_reply_to_id")):
        columns |= {"reply_to": replied, "reply_to_author": _replied_account(status)}
    quote = as_dict(status.get("quote"))
    quoted = as_dict(quote.get("quoted_status")) or quote  # Mastodon 4.5 wraps the quoted status, its forks do not
    if quoted_id := text_of(quoted.get("id")) or text_of(quote.get("quoted_status_id")):
        columns |= {"quote_of": quoted_id, "quote_of_author": _handle(as_dict(quoted.get("account")))}
    return columns


def _replied_account(status: dict[str, Any]) -> str | None:
    """The handle behind `in_reply_to_account_id`: one of the accounts mentioned, or the author answering themselves."""
    account_id = status.get("in_reply_to_account_id")
    people = [*dicts_in(status.get("mentions")), as_dict(status.get("account"))]
    return next((_handle(account) for account in people if account_id and account.get("id") == account_id), None)


def _content(status: dict[str, Any]) -> dict[str, Any]:
    """Title (the content warning), text, tags, mentions and links."""
    content = text_of(status.get("content")) or ""
    tags = texts_in(tag.get("name") for tag in dicts_in(status.get("tags")))
    tag_pages = tuple(f"/{folder}/{tag.lower()}" for tag in tags for folder in ("tags", "tag"))
    linked = [link.href for link in html_links(content) if not link.classes & _NO_LINKS and not link.href.lower().endswith(tag_pages)]
    return {
        "title": html_to_text(text_of(status.get("spoiler_text")) or "") or None,
        "text": html_to_text(content),
        "hashtags": tags,
        "mentions": texts_in(_handle(account) for account in dicts_in(status.get("mentions"))),
        "links": texts_in([*linked, as_dict(status.get("card")).get("url")]),
    }
