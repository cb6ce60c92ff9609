r"""Writes posts as a browser extension exports them from X: one CSV a month, ``null`` for nothing, ``\\n`` inside texts."""

import csv
import io
import json

from .records import PARIS, Post

HEADER = (
    "id,created_at,full_text,media,screen_name,name,profile_image_url,user_id,in_reply_to,retweeted_status,quoted_status,media_tags,"
    "favorite_count,retweet_count,bookmark_count,quote_count,reply_count,views_count,favorited,retweeted,bookmarked,url"
).split(",")


def render(posts: list[Post]) -> bytes:
    """Returns the bytes of one file; the last row stays cut off where it is planned so."""
    lines = [_line(HEADER), *(_row(post) for post in posts)]
    return b"".join(lines)


def _row(post: Post) -> bytes:
    cells = _cells(post)
    if post.reason == "impossible_date":
        cells[1] = f"{post.period}-31 25:61:00 +02:00"
    elif post.reason == "extra_columns":
        cells[3:3] = ["une virgule", "de trop"]
    elif post.reason == "missing_columns":
        del cells[9:15]
    line = _line(cells)
    if post.reason == "invalid_utf8":
        return line.replace("É".encode(), b"\xc9", 1)
    if post.reason == "nul_byte":
        return line.replace("É".encode(), b"\x00", 1)
    if post.reason == "truncated":
        return _line([cells[0], cells[1]]).rstrip() + b',"' + cells[2][:30].encode()
    return line


def _cells(post: Post) -> list[str]:
    counts, handle = post.counts, post.author.handle
    return [
        post.native_id,
        post.at.astimezone(PARIS).strftime("%Y-%m-%d %H:%M:%S +02:00"),
        post.text.replace("\n", "\\n"),
        _media(post),
        handle,
        post.author.name,
        "",
        post.author.number,
        post.reply_to.native_id if post.reply_to else "null",
        post.repost_of.native_id if post.repost_of else "null",
        "null",
        "[]",
        *(str(counts[name]) for name in ("likes", "reposts", "bookmarks", "quotes", "replies", "views")),
        "false",
        "false",
        "false",
        f"https://x-fictif.example/{handle}/status/{post.native_id}",
    ]


def _media(post: Post) -> str:
    """Returns the cell of pictures: one post in twelve has one."""
    number = int(post.native_id) >> 12
    if number % 12 or post.reason or post.repost_of:
        return "[]"
    address = f"https://images.example/{number:x}.jpg"
    return json.dumps([{"type": "photo", "url": address, "thumbnail": f"{address}?name=thumb", "original": address}], separators=(",", ":"))


def _line(cells: list[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode("utf-8")
