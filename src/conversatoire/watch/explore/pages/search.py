"""The search page: results, facets, volume and tops of a selection (V1, V2)."""

from typing import Any

from markupsafe import Markup

from conversatoire.watch import curves, find, highlight, syntax
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages import narrow
from conversatoire.watch.explore.pages.shared import LONGEST, plain_posts, posts_told, shown_posts, volume_chart, volume_rows
from conversatoire.watch.explore.pages.toplists import topic_lists, toplists
from conversatoire.watch.explore.render import line
from conversatoire.watch.facets import facets
from conversatoire.watch.selection import SORTS, Selection
from conversatoire.watch.tops import tops

PAGE = 20  # posts a page
MOST = 10_000  # posts in CSV and JSON
TOP = 10  # rows of each list
ANALYSED = 200_000  # posts of which facets and tops are told: some seconds


def search(asked: Asked) -> Answer:
    """The posts of a selection."""
    selection, about = narrow.read(asked)
    query = syntax.parse(selection.query)
    sort = asked.one("sort") if asked.one("sort") in SORTS else "date"
    with find.chosen(asked.connection, selection) as chosen:
        count = find.count(asked.connection, chosen)
        whole = asked.one("format") in ("csv", "json")
        number = 1 if whole else _page(asked, count)
        rows = find.find(asked.connection, selection, chosen, sort, MOST if whole else PAGE, (number - 1) * PAGE)
        shown = {
            "form": narrow.form(asked, about),
            "sort": sort,
            "notices": [notice.told(asked.lang) for notice in query.notices],
            "chips": narrow.chips(asked),
            "count": count,
            "is_analysed": count <= ANALYSED,
            "analysed": asked.words.n(ANALYSED),
            "counted": posts_told(asked, count),
            "posts": _posts(asked, rows, query) if not whole else [],
            "pages": _pages(asked, number, count),
            "wider": narrow.wider(asked, selection) if not count else [],
        }
        tables = {"posts": plain_posts(rows)}
        if count:
            more, data = _volume(asked, selection, chosen)
            shown, tables = shown | more, tables | data
        if 0 < count <= ANALYSED:
            more, data = _analysed(asked, chosen)
            shown, tables = shown | more, tables | data
    title = asked.say("title_results", selection.query[:80]) if selection.query else asked.texts["title_search"]
    return Answer("search.html", title, shown, tables)


def _volume(asked: Asked, selection: Selection, chosen: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The volume: what the page shows, and the table."""
    volume = curves.volume(asked.connection, chosen, selection.start, selection.end)
    shown = {
        "volume": volume_chart(asked, volume.points, volume.step, asked.texts["chart_volume"]),
        "volume_rows": volume_rows(asked, volume.points, volume.step),
    }
    return shown, {"volume": [{key: value for key, value in point.items() if key != "media"} | point["media"] for point in volume.points]}


def _analysed(asked: Asked, chosen: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facets and tops: what the page shows, and the tables."""
    found = facets(asked.connection, chosen, narrow.SHOWN * 2)
    top = tops(asked.connection, chosen, TOP)
    shown = {
        "facets": narrow.facets(asked, found),
        "tops": toplists(asked, top.lists),
        "topic_lists": topic_lists(asked, top.topics),
        "engaging": shown_posts(asked, top.engaging[:5]),
        "too_many": top.too_many,
    }
    tables = {
        "facets": [{"facet": name} | row for name, rows in found.items() for row in rows],
        "tops": [{"list": name} | row for name, rows in top.lists.items() for row in rows],
        "engaging": plain_posts(top.engaging),
        "topics": [{"list": name} | row for name, rows in top.topics.items() for row in rows],
    }
    return shown, tables


def _posts(asked: Asked, rows: list[dict[str, Any]], query: syntax.Query) -> list[dict[str, Any]]:
    """Posts with the words of the search marked; the text is cleaned first, so that nothing hides between two pieces of it."""
    shown = shown_posts(asked, rows)
    for post, row in zip(shown, rows, strict=True):
        post["body"] = _marked(highlight.snippet(None, line(row["text"] or ""), query.words, LONGEST))
        post["heading"] = _marked(highlight.marked(line(row["title"]), query.words)) if row["title"] else ""
        post["topic"] = line(row["label"]) if row["label"] else ""
    return shown


def _marked(parts: list[tuple[str, bool]]) -> Markup:
    return Markup().join(Markup("<mark>{}</mark>").format(part) if is_hit else part for part, is_hit in parts)


def _page(asked: Asked, count: int) -> int:
    """The page asked for, within those that there are."""
    asked_for = asked.one("p")
    last = max(1, -(-count // PAGE))
    return min(max(1, int(asked_for)), last) if asked_for.isascii() and asked_for.isdigit() and len(asked_for) < 9 else 1


def _pages(asked: Asked, number: int, count: int) -> dict[str, Any]:
    last = max(1, -(-count // PAGE))
    words = asked.words
    return {
        "told": asked.say("page_of", words.n(number), words.n(last)),
        "before": asked.here(p=number - 1 if number > 2 else None) if number > 1 else "",
        "after": asked.here(p=number + 1) if number < last else "",
    }
