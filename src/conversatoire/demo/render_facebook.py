"""Writes posts as page exports of Facebook were kept: quoted texts over several lines, ``?`` for missing, two date columns."""

import csv
import io
from datetime import UTC

from .records import PARIS, Post

HEADER = (
    "titre",
    "fbID",
    "num",
    "dateUTC",
    "dateQC",
    "postID",
    "message",
    "nom",
    "description",
    "vignette",
    "histoire",
    "source",
    "lien",
    "statut",
    "type",
    "partages",
    "reactions",
    "likes",
    "love",
    "wow",
    "haha",
    "colere",
    "tristesse",
    "commentaires",
    "likes_commentaires",
    "commentaires_commentaires",
)
_ANGRY = {"negative": 0.3, "neutral": 0.05, "positive": 0.01, "": 0.02}  # share of the reactions that are angry, by tone


def render(posts: list[Post]) -> bytes:
    """Returns the bytes of one file."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(HEADER)
    for post in posts:
        cells = _cells(post)
        writer.writerow(cells[:11] if post.reason == "missing_columns" else cells)
    return buffer.getvalue().encode("utf-8")


def _cells(post: Post) -> list:
    link = post.links[0] if post.links else "?"
    impossible = f"{post.period}-31T25:61:00" if post.reason == "impossible_date" else ""
    return [
        post.author.handle,
        int(post.author.number),
        post.row,
        f"{impossible}+0000" if impossible else post.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000"),
        f"{impossible}+0200" if impossible else post.at.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M:%S+0200"),
        post.native_id,
        post.text,
        *("?", "?", "?", "?", "?"),
        link,
        "shared_story" if post.links else "mobile_status_update",
        "link" if post.links else "status",
        *_reactions(post),
    ]


def _reactions(post: Post) -> list[int]:
    """Returns shares, all reactions, each reaction, comments, likes of comments and comments of comments."""
    counts = post.counts
    total = counts["likes"] * 3 + 2
    angry = int(total * _ANGRY[post.tone])
    sad, love, wow, haha = angry // 2, total // 20 if post.tone == "positive" else total // 90, total // 70, total // 60
    likes = total - angry - sad - love - wow - haha
    return [counts["reposts"], total, likes, love, wow, haha, angry, sad, counts["replies"] * 2 + 1, counts["replies"], counts["replies"] // 3]
