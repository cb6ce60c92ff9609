"""A campaign afterwards: before, during, after (V4)."""

from datetime import date
from typing import Any

from conversatoire.watch import campaign as analysis
from conversatoire.watch.campaign import Campaign
from conversatoire.watch.errors import SearchError
from conversatoire.watch.explore import svg
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages import narrow
from conversatoire.watch.explore.pages.shared import Row, account_row, link_row, number, place, posts_told, shown_posts, told_place
from conversatoire.watch.intervals import FEWEST_FREE, FEWEST_POSTS, Ratio

_SHADES = {"before": "c7", "during": "c5", "after": "c0"}
_LEAST = ("q", "tag", "link", "site", "mentioned", "author", "topic")  # what can make a campaign


def campaign(asked: Asked) -> Answer:
    """The campaign that a selection and its dates (`from`, `to`) make; `before`: days of baseline."""
    days = _days(asked)
    undated = {name: value for name, value in asked.values.items() if name not in ("from", "to", "last")}
    selection, about = narrow.read(Asked(asked.site, asked.page, undated, asked.lang, asked.connection))
    shown = {"form": narrow.form(asked, about), "chips": narrow.chips(asked, "from", "to", "last"), "found": None}
    if days is None or not any(asked.one(name) for name in _LEAST):
        return Answer("campaign.html", asked.texts["title_campaign"], shown)
    found = analysis.campaign(asked.connection, selection, *days, _before(asked))
    shown |= _shown(asked, found)
    tables = {
        "phases": [{key: value for key, value in phase.items() if not isinstance(value, list)} for phase in found.phases],
        "days": found.days,
        "ratios": [{"ratio": name, **vars(getattr(found, name))} for name in ("during", "after", "during_rest", "after_rest")],
        "beside": [
            {"phase": phase["phase"], "list": name.removeprefix("top_")} | item
            for phase in found.phases
            for name in ("top_accounts", "top_links", "top_tags")
            for item in phase[name]
        ],
    }
    return Answer("campaign.html", asked.texts["title_campaign"], shown, tables)


def _days(asked: Asked) -> tuple[date, date] | None:
    """First and last day; None where one of them is not given.

    Raises:
        SearchError: one of them is no day.
    """
    found = []
    for name in ("from", "to"):
        value = asked.one(name)
        if not value:
            return None
        try:
            found.append(date.fromisoformat(value))
        except ValueError:
            raise SearchError(
                f"{name}: «{value[:40]}» is not a day; write it as 2024-10-22", f"{name} : « {value[:40]} » n’est pas un jour ; écrivez 2024-10-22"
            ) from None
    return found[0], found[1]


def _before(asked: Asked) -> int | None:
    value = asked.one("before")
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        raise SearchError(f"before: «{value[:20]}» is not a number of days", f"before : « {value[:20]} » n’est pas un nombre de jours")
    return int(value)


def _shown(asked: Asked, found: Campaign) -> dict[str, Any]:
    words, texts = asked.words, asked.texts
    bars = [
        svg.Point(
            place("day", day["day"], words),
            day["posts"],
            f"{told_place('day', day['day'], words)} ({texts['phase_' + day['phase']]}){texts['colon']} {posts_told(asked, day['posts'])}",
            _to_search(asked, day["day"], day["day"]),
            _SHADES[day["phase"]],
        )
        for day in found.days
    ]
    ratios = [(name, getattr(found, name)) for name in ("during", "after", "during_rest", "after_rest")]
    known = [
        svg.Interval(texts[f"ratio_{name}"], ratio.value, ratio.low, ratio.high, _ratio(asked, ratio))
        for name, ratio in ratios
        if ratio.value is not None
    ]
    told = [
        f"{texts[f'ratio_{name}']}{texts['colon']} {asked.say('too_few_' + ratio.why, FEWEST_POSTS, FEWEST_FREE)}"
        for name, ratio in ratios
        if ratio.why
    ]
    return {
        "found": found,
        "phases": [_phase(asked, phase) for phase in found.phases],
        "short": found.phases[0]["days"] < found.asked,
        "curve": svg.legend_of([(texts[f"phase_{name}"], shade) for name, shade in _SHADES.items()])
        + svg.bars(bars, texts["chart_campaign"], texts["unit_posts_day"], words),
        "numbers": [
            {
                "when": told_place("day", day["day"], words),
                "when_href": _to_search(asked, day["day"], day["day"]),
                "phase": texts[f"phase_{day['phase']}"],
                "posts": words.n(day["posts"]),
                "rest": words.n(day["rest"]),
            }
            for day in found.days
        ],
        "ratios": svg.intervals(known, texts["chart_ratios"], texts["unit_ratio"], words, rule=1) if known else "",
        "unknown": told,
        "beside": [(phase["phase"], _beside(asked, phase)) for phase in found.phases if phase["posts"]],
        "first_posts": shown_posts(asked, found.phases[1]["first_posts"]),
    }


def _ratio(asked: Asked, ratio: Ratio) -> str:
    words = asked.words
    return f"× {words.precise(ratio.value)} [{words.precise(ratio.low)}–{words.precise(ratio.high)}]"


def _to_search(asked: Asked, first: str, last: str) -> str:
    return asked.here_on("search", **{"from": first, "to": last, "before": None})


def _phase(asked: Asked, phase: Row) -> Row:
    words, texts = asked.words, asked.texts
    dates = f"{words.short_day(phase['first'])} – {words.short_day(phase['last'])}" if phase["first"] else texts["no_days"]
    return {
        "name": texts[f"phase_{phase['phase']}"],
        "name_href": _to_search(asked, phase["first"], phase["last"]) if phase["first"] else "",
        "dates": dates,
        "days": words.n(phase["days"]),
        "posts": words.n(phase["posts"]),
        "per_day": number(asked, phase["per_day"], 1),
        "accounts": words.n(phase["accounts"]),
        "reach": "–" if phase["reach"] is None else f"{words.n(phase['reach'])} ({words.n(phase['reach_told'])})",
        "engagement": "–" if phase["engagement"] is None else f"{words.n(phase['engagement'])} ({words.n(phase['engagement_told'])})",
        "links": words.n(phase["links"]),
    }


def _beside(asked: Asked, phase: Row) -> list[tuple[str, list[Row]]]:
    days = {"from": phase["first"], "to": phase["last"], "before": None}
    tags = [{"name": f"#{row['shown']}", "name_href": asked.here_on("search", **days, tag=row["tag"])} for row in phase["top_tags"]]
    lists = (
        ("active", [account_row(asked, row) for row in phase["top_accounts"]], phase["top_accounts"]),
        ("links", [link_row(asked, row["link"]) for row in phase["top_links"]], phase["top_links"]),
        ("tags", tags, phase["top_tags"]),
    )
    return [
        (name, [told | {"posts": asked.words.n(row["posts"])} for told, row in zip(shown, rows, strict=True)]) for name, shown, rows in lists if rows
    ]
