"""Posts of Facebook pages as a CSV with French column names, as netvizz-like collectors of the years 2013–2017 wrote them.

Needed columns: `postID`, `dateUTC`, `message`. `?` means nothing. The author of a post is its page.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from conversatoire.collection.formats import Reject, in_batches
from conversatoire.collection.formats._csv_columns import present_columns
from conversatoire.collection.formats._fields import texts_in
from conversatoire.collection.formats._links import links_in
from conversatoire.collection.formats.csv import read_csv
from conversatoire.settings.collection import Source

MISSING = "?"
_NEEDED = ("postID", "dateUTC", "message")
_OPTIONAL = ("titre", "fbID", "nom", "description", "histoire", "lien", "statut", "type", "partages", "reactions", "likes", "commentaires")


@in_batches
def read(path: Path, source: Source) -> Iterator[dict[str, Any] | Reject]:
    """Reads the posts of a file.

    Raises:
        SourceError: the file cannot be opened or read to its end, or lacks a needed column.
    """
    columns = present_columns(path, source, _NEEDED, _OPTIONAL)
    for batch in read_csv(path, columns, delimiter=source.delimiter, encoding=source.encoding, null_values=[MISSING, *source.null_values]):
        yield from batch.rejects
        for record in batch.posts.iter_rows(named=True):
            yield _post(record)


def _post(record: dict[str, Any]) -> dict[str, Any]:
    cell = record.get
    # What describes the shared link is not the page's own words; it stands in only where the page wrote none.
    text = cell("message") or cell("description") or cell("histoire") or ""
    return {
        "row": record["row"],
        "native_id": cell("postID"),
        "published_at": cell("dateUTC"),
        "author": cell("titre"),
        "author_name": cell("titre"),
        "author_id": cell("fbID"),
        "title": None if cell("type") == "photo" else cell("nom"),  # a photo's `nom` is its album's: «Timeline Photos»
        "text": text,
        "url": f"https://www.facebook.com/{cell('postID')}" if cell("postID") else None,
        "links": _links(record, text),
        "likes": cell("reactions") or cell("likes"),  # before February 2016 there were likes only; `reactions` holds them too
        "reposts": cell("partages"),
        "replies": cell("commentaires"),
    }


def _links(record: dict[str, Any], text: str) -> list[str] | None:
    """The link shared and those in the text; None where there is none shared, so that the text alone tells.

    `lien` of a page's own photo or film leads to itself on Facebook: no link shared, unless the post holds nothing else.
    """
    link = record.get("lien")
    own = (record.get("statut") or "").startswith("added_") and _is_on_facebook(link or "")
    return None if not link or (own and text) else texts_in([link, *links_in(text)])


def _is_on_facebook(link: str) -> bool:
    try:
        return (urlsplit(link).hostname or "").endswith("facebook.com")
    except ValueError:
        return False
