"""The tops of a selection as tables whose items lead on."""

from collections.abc import Mapping

from conversatoire.watch.explore.asked import Asked
from conversatoire.watch.explore.pages.shared import Row, account_row, link_row
from conversatoire.watch.explore.render import line

_ACCOUNTS = ("cited", "active", "sociable", "influential")


def toplists(asked: Asked, lists: Mapping[str, list[Row]]) -> list[tuple[str, str, list[Row]]]:
    """(name, heading of the value, rows `rank`, `name`, `name_href`, `value`) of each list that is not empty."""
    return [(name, asked.texts[f"value_{name}"], [_row(asked, name, row) for row in rows]) for name, rows in lists.items() if rows]


def _row(asked: Asked, name: str, row: Row) -> Row:
    if name in _ACCOUNTS:
        told = account_row(asked, row | {"account": row["item"]})
    elif name == "links":
        told = link_row(asked, row["item"])
    elif name == "hashtags":
        told = {"name": f"#{line(row['item'])}", "name_href": asked.here_on("search", tag=row["tag"], p=None)}
    else:
        told = {"name": line(row["item"]), "name_href": asked.here_on("search", site=row["item"], p=None)}
    value = asked.words.precise(row["value"]) if name == "influential" else asked.words.n(row["value"])
    return told | {"rank": asked.words.n(row["rank"]), "value": value}


def topic_lists(asked: Asked, topics: Mapping[str, list[Row]]) -> list[tuple[str, list[Row]]]:
    """The subjects most shared and most commented, of which something is told."""
    found = []
    for name, rows in topics.items():
        told = [
            {
                "rank": asked.words.n(row["rank"]),
                "name": asked.texts["no_topic"] if row["topic"] == "none" else line(row["label"]),
                "name_href": asked.here_on("search", topic=row["topic"], p=None),
                "posts": asked.words.n(row["posts"]),
                "value": "–" if row["value"] is None else asked.words.n(row["value"]),
            }
            for row in rows
        ]
        if told:
            found.append((name, told))
    return found
