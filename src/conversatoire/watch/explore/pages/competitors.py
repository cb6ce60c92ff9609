"""The study's brands side by side (V5)."""

from dataclasses import replace

from conversatoire.benchmark.voices import owners
from conversatoire.watch import competitors as analysis
from conversatoire.watch.competitors import Competitors
from conversatoire.watch.explore import svg
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages import narrow
from conversatoire.watch.explore.pages.shared import Row, account_row, link_row, number, place, told_place


def competitors(asked: Asked) -> Answer:
    """The comparison of the brands within a selection, without posts of organisations' accounts: a share of voice is what others say."""
    selection, about = narrow.read(asked)
    study = asked.site.study
    brands, organised = study.brands, tuple(owners(study.own_accounts, study.benchmark.accounts))
    shown = {"form": narrow.form(asked, about), "chips": narrow.chips(asked), "found": None, "no_brands": not brands}
    if not brands:
        return Answer("competitors.html", asked.texts["title_competitors"], shown)
    found = analysis.competitors(asked.connection, replace(selection, not_by=organised), brands)
    order = [row["brand"] for row in found.brands]
    shown |= {
        "found": found,
        "is_public": bool(organised),
        "shares": svg.intervals([_interval(asked, row) for row in found.brands], asked.texts["chart_voice"], asked.texts["unit_voice"], asked.words),
        "rows": [_row(asked, row) for row in found.brands],
        "media": [_media(asked, row, about["media"]) for row in found.brands],
        "media_columns": [(medium, asked.words.title(medium), True) for medium in about["media"]],
        "curve": _curve(asked, found, order),
        "columns": [("when", asked.texts["col_when"], False), *[(f"b{place_}", brand, True) for place_, brand in enumerate(order)]],
        "numbers": [
            {"when": told_place(found.step, point["local"], asked.words)}
            | {f"b{place_}": asked.words.n(point["brands"][brand]) for place_, brand in enumerate(order)}
            for point in found.points
        ],
        "beside": [(row["brand"], _beside(asked, row)) for row in found.brands if row["posts"]],
    }
    kept = ("brand", "posts", "share", "low", "high", "accounts", "engagement", "engagement_told")
    tables = {
        "brands": [{key: row[key] for key in kept} | row["media"] for row in found.brands],
        "curve": [{"local": point["local"], "whole": point["whole"], "posts": point["posts"]} | point["brands"] for point in found.points],
        "beside": [
            {"brand": row["brand"], "list": name.removeprefix("top_")} | item
            for row in found.brands
            for name in ("top_tags", "top_links", "top_accounts")
            for item in row[name]
        ],
    }
    return Answer("competitors.html", asked.texts["title_competitors"], shown, tables)


def _query(asked: Asked, brand: str) -> str:
    """The search that finds the posts of a brand, as typed in the box."""
    terms = asked.site.study.brands[brand]
    written = " OR ".join(f'"{term}"' if " " in term or "-" in term or "'" in term else term for term in terms)
    query = asked.one("q")
    return f"({query}) ({written})" if query else written


def _interval(asked: Asked, row: Row) -> svg.Interval:
    words = asked.words
    told = "–" if row["share"] is None else f"{words.pct(row['share'])} [{words.pct(row['low'])}–{words.pct(row['high'])}]"
    return svg.Interval(row["brand"], *(None if row[key] is None else 100 * row[key] for key in ("share", "low", "high")), told)


def _row(asked: Asked, row: Row) -> Row:
    return {
        "name": row["brand"],
        "name_href": asked.here_on("search", q=_query(asked, row["brand"])),
        "posts": asked.words.n(row["posts"]),
        "share": "–" if row["share"] is None else asked.words.pct(row["share"]),
        "accounts": asked.words.n(row["accounts"]),
        "engagement": number(asked, row["engagement"], 1),
    }


def _media(asked: Asked, row: Row, media: list[str]) -> Row:
    return {"name": row["brand"]} | {medium: asked.words.n(row["media"].get(medium, 0)) for medium in media}


def _curve(asked: Asked, found: Competitors, order: list[str]) -> str:
    labels = [place(found.step, point["local"], asked.words) for point in found.points]
    series = [svg.Series(brand, [point["brands"][brand] for point in found.points]) for brand in order]
    return svg.lines(labels, series, asked.say("chart_compare", ", ".join(order)), asked.texts[f"unit_posts_{found.step}"], asked.words)


def _beside(asked: Asked, row: Row) -> list[tuple[str, list[Row]]]:
    query = _query(asked, row["brand"])
    tags = [{"name": f"#{tag['shown']}", "name_href": asked.here_on("search", q=query, tag=tag["tag"])} for tag in row["top_tags"]]
    links = [link_row(asked, link["link"]) for link in row["top_links"]]
    accounts = [account_row(asked, account) for account in row["top_accounts"]]
    lists = (("tags", tags, row["top_tags"]), ("links", links, row["top_links"]), ("active", accounts, row["top_accounts"]))
    return [
        (name, [told | {"posts": asked.words.n(item["posts"])} for told, item in zip(shown, items, strict=True)])
        for name, shown, items in lists
        if items
    ]
