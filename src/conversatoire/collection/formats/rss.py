"""RSS (0.9x, 1.0, 2.0) and Atom files, one item after the other; each is read by feedparser, which bears with what is not quite XML.

Rows: the number of the item in the file. `lang` is left to be detected: blog engines write their factory setting into feeds.
"""

import io
import re
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conversatoire.collection.formats import Reject, in_batches
from conversatoire.collection.formats._bytes import shown
from conversatoire.collection.formats._dates import iso_date
from conversatoire.collection.formats._feed import open_feed
from conversatoire.collection.formats._fields import as_dict, dicts_in, text_of, texts_in
from conversatoire.collection.formats._json import NOT_UTF8, NUL
from conversatoire.collection.formats._links import links_in
from conversatoire.markup import decode_entities, html_links, html_to_text
from conversatoire.settings.collection import Source

CUT_OFF = "item cut off: it has no end"
NO_START = "end of an item without its start"
UNREADABLE = "item that is not readable XML"
EMPTY = "item with neither title, text nor link"
_TAG = re.compile(r"</?[a-zA-Z]")
_ISO = re.compile(r"\d{4}-\d{2}")


@in_batches
def read(path: Path, source: Source) -> Iterator[dict[str, Any] | Reject]:
    """Reads the items of a feed.

    Raises:
        SourceError: the file cannot be opened or read to its end, or is no feed.
    """
    feed, pieces = open_feed(path, source.encoding)
    site = as_dict((_parsed(feed.wrapped(feed.head)) or {}).get("feed"))
    for row, piece in enumerate(pieces, start=1):
        if piece.lacks:
            yield Reject(row, CUT_OFF if piece.lacks == "end" else NO_START, shown(piece.raw))
        elif reason := _damage(piece.raw):
            yield Reject(row, reason, shown(piece.raw))
        else:
            yield _post(row, piece.raw, _parsed(feed.wrapped(piece.raw)), site)


def _damage(raw: bytes) -> str:
    if b"\0" in raw:
        return NUL
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return NOT_UTF8
    return ""


def _parsed(xml: bytes) -> dict[str, Any] | None:
    """What feedparser makes of bytes. It gets them as a stream: a text it might take for an address and fetch it."""
    import feedparser

    try:
        return feedparser.parse(io.BytesIO(xml), sanitize_html=False, resolve_relative_uris=False)
    except Exception:
        return None


def _post(row: int, raw: bytes, parsed: dict[str, Any] | None, site: dict[str, Any]) -> dict[str, Any] | Reject:
    items = dicts_in((parsed or {}).get("entries"))
    if not items:
        return Reject(row, UNREADABLE, shown(raw))
    item = items[0]
    link = text_of(item.get("link"))
    content, is_html = _content(item)
    title = _plain(as_dict(item.get("title_detail")))
    text = html_to_text(content) if is_html else content.strip()
    if not (link or title or text):
        return Reject(row, EMPTY, shown(raw))
    return {
        "row": row,
        "native_id": text_of(item.get("id")) or link,
        "published_at": _date(item),
        "author": _author(item) or _plain(as_dict(site.get("title_detail"))),
        "title": title,
        "text": text,
        "url": link,
        "reply_to": text_of(as_dict(item.get("thr_in-reply-to")).get("ref")),
        "links": _links(content, link, text) if is_html else None,
        "replies": text_of(item.get("slash_comments")) or text_of(item.get("thr_total")),
    }


def _content(item: dict[str, Any]) -> tuple[str, bool]:
    """The text of an item, its content and else its summary, and whether it is HTML. Without any tag it is plain, whatever the feed says."""
    parts = (*dicts_in(item.get("content")), as_dict(item.get("summary_detail")))
    for part in parts:
        if value := text_of(part.get("value")):
            says_html = part.get("type") != "text/plain"
            is_html = says_html and bool(_TAG.search(value))
            return decode_entities(value) if says_html and not is_html else value, is_html
    return "", False


def _plain(detail: dict[str, Any]) -> str | None:
    value = text_of(detail.get("value")) or ""
    return (value.strip() if detail.get("type") == "text/plain" else html_to_text(value)) or None


def _author(item: dict[str, Any]) -> str | None:
    detail = as_dict(item.get("author_detail"))
    return text_of(detail.get("name")) or text_of(detail.get("email")) or text_of(item.get("author"))


def _date(item: dict[str, Any]) -> str | None:
    """The date of publication, else of the last change, in ISO 8601 where it can be read and else as it stands."""
    for name in ("published", "created", "updated"):
        if written := text_of(item.get(name)):
            date, parsed = iso_date(written), item.get(f"{name}_parsed")
            known = _ISO.match(date or "") or not isinstance(parsed, time.struct_time)
            return date if known else time.strftime("%Y-%m-%dT%H:%M:%S+00:00", parsed)
    return None


def _links(content: str, page: str | None, text: str) -> list[str]:
    """The web addresses that a text links to or spells out."""
    found = []
    for link in html_links(content):
        try:
            address = urllib.parse.urljoin(page or "", link.href)
        except ValueError:
            address = link.href
        if address.lower().startswith(("http://", "https://")):
            found.append(address)
    return texts_in([*found, *links_in(text)])
