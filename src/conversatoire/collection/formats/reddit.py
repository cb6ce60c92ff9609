"""Reddit posts and comments: NDJSON of Pushshift and Arctic Shift (.zst too), and CSV tables with the API's column names.

Ids are fullnames (`t3_…` a post, `t1_…` a comment), which `parent_id` and `link_id` use. Texts stay the Markdown they are.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conversatoire.collection.formats import Reject, in_batches
from conversatoire.collection.formats._bytes import shown, utf8_pieces
from conversatoire.collection.formats._csv_columns import present_columns
from conversatoire.collection.formats._fields import as_dict, dicts_in, text_of, texts_in
from conversatoire.collection.formats._json import json_records
from conversatoire.collection.formats._links import links_in
from conversatoire.collection.formats.csv import read_csv
from conversatoire.markup import decode_entities
from conversatoire.settings.collection import Source

NOT_REDDIT = "no post or comment: no id"
SITE = "https://www.reddit.com"
_NEEDED = ("id", "created_utc")
_OPTIONAL = "name title selftext body author author_fullname subreddit permalink url score num_comments parent_id link_id crosspost_parent".split()
_GONE = re.compile(r"\s*\[\s*(?:deleted|removed)(?: by [\w ]{1,40})?\s*\]\s*", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w/])/?u/([A-Za-z0-9_-]{3,20})(?![\w/-])")
_HOSTED = re.compile(r"https?://(?:i|v|preview)\.redd\.it/|https?://(?:www\.|old\.)?reddit\.com/gallery/|/r/", re.IGNORECASE)


@in_batches
def read(path: Path, source: Source) -> Iterator[dict[str, Any] | Reject]:
    """Reads the posts and comments of a file; JSON or CSV is told from its first byte.

    Raises:
        SourceError: the file cannot be opened or read to its end, or a CSV has no `id` or no `created_utc`.
    """
    head = next((piece for piece in utf8_pieces(path, source.encoding) if not piece.isspace()), b"").lstrip()
    if head[:1] in (b"{", b"["):
        for line in json_records(path, source.encoding):
            yield line if isinstance(line, Reject) else _post(line.row, as_dict(line.value), shown(line.raw))
    elif head:
        columns = present_columns(path, source, _NEEDED, _OPTIONAL)
        for batch in read_csv(path, columns, delimiter=source.delimiter, encoding=source.encoding, null_values=source.null_values):
            yield from batch.rejects
            for record in batch.posts.iter_rows(named=True):
                yield _post(record["row"], record, str(record))


def _post(row: int, item: dict[str, Any], raw: str) -> dict[str, Any] | Reject:
    if not text_of(item.get("id")):
        return Reject(row, NOT_REDDIT, raw)
    fullname = _fullname(item)
    is_comment = fullname.startswith("t1_")
    text = _text(item.get("body") if is_comment else item.get("selftext")) or ""
    created = text_of(item.get("created_utc"))
    columns = {
        "row": row,
        "native_id": fullname,
        "published_at": created.removesuffix(".0") if created else None,
        "author": _unless_gone(item.get("author")),
        "author_id": text_of(item.get("author_fullname")),
        "title": _text(item.get("title")),
        "text": text,
        "url": _address(item, is_comment),
        "likes": text_of(item.get("score")),
        "replies": text_of(item.get("num_comments")),
        "thread": text_of(item.get("link_id")) or (None if is_comment else fullname),
        "mentions": texts_in(_MENTION.findall(text)),
        "links": _links(item, text),
    }
    return columns | ({"reply_to": text_of(item.get("parent_id"))} if is_comment else _crossposted(item))


def _fullname(item: dict[str, Any]) -> str:
    name = text_of(item.get("name")) or ""
    if re.match(r"t[13]_", name):
        return name
    kind = "t1_" if text_of(item.get("body")) is not None or text_of(item.get("parent_id")) else "t3_"
    return kind + str(text_of(item["id"])).removeprefix(kind)


def _unless_gone(value: Any) -> str | None:
    """A text, or None where Reddit says `[deleted]` or `[removed]` in its place."""
    text = text_of(value)
    return None if text is None or _GONE.fullmatch(text) else text


def _text(value: Any) -> str | None:
    """A text, decoded twice: the API escapes `&`, and Markdown lets people write `&nbsp;`."""
    text = _unless_gone(value)
    return decode_entities(decode_entities(text)) if text else None


def _address(item: dict[str, Any], is_comment: bool) -> str | None:
    if permalink := text_of(item.get("permalink")):
        return permalink if permalink.startswith("http") else SITE + permalink
    subreddit, own = text_of(item.get("subreddit")), text_of(item.get("id"))
    post = (text_of(item.get("link_id")) or "").removeprefix("t3_") if is_comment else own
    return f"{SITE}/r/{subreddit}/comments/{post}/{f'_/{own}/' if is_comment else ''}" if subreddit and post else None


def _links(item: dict[str, Any], text: str) -> list[str]:
    """The address a post shares and those in its text. Its own address, and that of a picture Reddit hosts for it, is no link shared."""
    url = text_of(item.get("url")) or ""
    own = not url or _HOSTED.match(url) or f"/comments/{text_of(item.get('id'))}" in url
    return texts_in([*([] if own else [decode_entities(url)]), *links_in(text)])


def _crossposted(item: dict[str, Any]) -> dict[str, str | None]:
    """A crosspost passes on another community's post."""
    original = text_of(item.get("crosspost_parent"))
    if not original:
        return {}
    parents = dicts_in(item.get("crosspost_parent_list"))
    return {"repost_of": original, "repost_of_author": _unless_gone(parents[0].get("author")) if parents else None}
