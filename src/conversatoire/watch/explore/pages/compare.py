"""Terms side by side (V3)."""

from conversatoire.watch import curves, steps
from conversatoire.watch.curves import MOST_TERMS, Comparison
from conversatoire.watch.explore import svg
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages import narrow
from conversatoire.watch.explore.pages.shared import Row, place, told_place

BOXES = 4  # empty boxes that invite to add terms, up to MOST_TERMS


def compare(asked: Asked) -> Answer:
    """The comparison of `term`, `term` … within a selection; `step` and `by` (posts, share)."""
    selection, about = narrow.read(asked)
    terms = list(dict.fromkeys(term.strip() for term in asked.values.get("term", []) if term.strip()))
    by = "share" if asked.one("by") == "share" else "posts"
    shown = {
        "form": narrow.form(asked, about),
        "boxes": [*terms, *[""] * max(0, min(BOXES, MOST_TERMS) - len(terms)), *([""] if BOXES <= len(terms) < MOST_TERMS else [])],
        "by": by,
        "steps": [(step, asked.texts[f"step_{step}"]) for step in steps.STEPS],
        "chips": narrow.chips(asked),
        "found": None,
        "brands": [(name, asked.here_on("compare", term=words)) for name, words in _suggestions(asked)] if not terms else [],
    }
    if not terms:
        return Answer("compare.html", asked.texts["title_compare"], shown)
    found = curves.compare(asked.connection, selection, terms, asked.one("step") or None)
    shown |= {"found": found, "curve": _curve(asked, found, by), "rows": _rows(asked, found), "shares": _shares(asked, found)} | _numbers(
        asked, found
    )
    tables = {
        "terms": found.terms,
        "curve": [
            {"local": point["local"], "whole": point["whole"], "posts": point["posts"]}
            | {term["term"]: told["posts"] for term, told in zip(found.terms, point["terms"], strict=True)}
            for point in found.points
        ],
        "overlaps": found.overlaps,
    }
    return Answer("compare.html", asked.say("title_compared", ", ".join(term[:40] for term in terms)), shown, tables)


def _suggestions(asked: Asked) -> list[tuple[str, list[str]]]:
    """What to begin with: the study's own terms, or its brands."""
    study = asked.site.study
    brands = [words[0] for words in study.brands.values() if words and not words[0].startswith("/")]
    own = [term for term in study.query.any if not term.startswith("/")]
    return [(", ".join(words), words) for words in (brands[:MOST_TERMS], own[:MOST_TERMS]) if len(words) > 1]


def _curve(asked: Asked, found: Comparison, by: str) -> str:
    labels = [place(found.step, point["local"], asked.words) for point in found.points]
    series = []
    for number, term in enumerate(found.terms):
        told = [point["terms"][number] for point in found.points]
        values = [_percent(row["share"]) if by == "share" else row["posts"] for row in told]
        series.append(svg.Series(term["term"], values))
    unit = asked.texts["unit_share"] if by == "share" else asked.texts[f"unit_posts_{found.step}"]
    return svg.lines(labels, series, asked.say("chart_compare", ", ".join(term["term"] for term in found.terms)), unit, asked.words, by != "share")


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _rows(asked: Asked, found: Comparison) -> list[Row]:
    return [
        {
            "name": term["term"],
            "name_href": asked.here_on("search", q=_both(asked.one("q"), term["term"]), term=None, by=None, step=None),
            "posts": asked.words.n(term["posts"]),
            "share": "–" if term["share"] is None else f"{asked.words.pct(term['share'])}",
        }
        for term in found.terms
    ]


def _both(query: str, term: str) -> str:
    """The search of a term within the words of a query."""
    return f"({query}) ({term})" if query else term


def _shares(asked: Asked, found: Comparison) -> str:
    rows = [svg.Interval(term["term"], *(_percent(term[key]) for key in ("share", "low", "high")), _told(asked, term)) for term in found.terms]
    return svg.intervals(rows, asked.texts["chart_shares"], asked.texts["unit_share"], asked.words)


def _told(asked: Asked, term: Row) -> str:
    words = asked.words
    return "–" if term["share"] is None else f"{words.pct(term['share'])} [{words.pct(term['low'])}–{words.pct(term['high'])}]"


def _numbers(asked: Asked, found: Comparison) -> dict[str, list]:
    words = asked.words
    columns = [("when", asked.texts["col_when"], False), *[(f"t{number}", term["term"], True) for number, term in enumerate(found.terms)]]
    rows = [
        {"when": told_place(found.step, point["local"], words)} | {f"t{number}": words.n(told["posts"]) for number, told in enumerate(point["terms"])}
        for point in found.points
    ]
    overlaps = [
        {
            "name": f"{row['first']} + {row['second']}",
            "name_href": asked.here_on("search", q=_both(asked.one("q"), f"({row['first']}) ({row['second']})"), term=None, by=None, step=None),
            "posts": words.n(row["posts"]),
        }
        for row in found.overlaps
    ]
    return {"columns": columns, "numbers": rows, "overlaps": overlaps}
