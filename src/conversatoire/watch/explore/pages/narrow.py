"""The form that narrows a selection, the chips that widen it again, and the facets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from babel.dates import format_date

from conversatoire.note.words import Words
from conversatoire.watch import ask, db, find
from conversatoire.watch.explore.asked import Asked
from conversatoire.watch.explore.pages.shared import Row, hour_of, named, posts_told
from conversatoire.watch.explore.render import line, shown_link
from conversatoire.watch.selection import Selection

FACETS = ("topic", "tag", "account", "site", "medium", "kind", "lang", "month", "day")
_PARAMETER = {"account": "author", "month": "from", "day": "from"}
SHOWN = 8  # values of a facet
_LONGEST = 60  # characters of a value in a chip
_SPANS = ("24h", "7d", "15d", "1m", "3m")


@dataclass(frozen=True)
class Form:
    """What the form needs.

    Attributes:
        values: first value of each parameter.
        hidden: parameters without a field, kept as they are.
        media, languages, lists, kinds, spans: (value, shown) of the choices.
    """

    values: Mapping[str, str]
    hidden: list[tuple[str, str]]
    media: list[tuple[str, str]]
    languages: list[tuple[str, str]]
    lists: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    spans: list[tuple[str, str]]


def read(asked: Asked) -> tuple[Selection, dict[str, Any]]:
    """The selection that the address asks for, and what the index tells of itself.

    Raises:
        SearchError: a parameter cannot be read.
    """
    about = db.about(asked.connection)
    return ask.selection(asked.values, about, asked.site.study.lists, asked.site.folder), about


def form(asked: Asked, about: Mapping[str, Any]) -> Form:
    """The form as the address fills it."""
    words, texts = asked.words, asked.texts
    in_field = {"q", "from", "to", "last", *ask.SEVERAL}
    several = [(name, one) for name in ask.SEVERAL for one in asked.values.get(name, [])[1:] if one]
    return Form(
        {name: asked.one(name) for name in (*ask.PARAMETERS, "sort", "before", "step")},
        [(name, asked.one(name)) for name in ask.PARAMETERS if name not in in_field and asked.one(name)] + several,
        [(medium, words.title(medium)) for medium in about["media"]],
        [(code, words.language(code)) for code in about["languages"]],
        [(name, name) for name in asked.site.study.lists],
        [(kind, texts[f"kinds_{kind}"]) for kind in ask.KINDS],
        [(span, texts[f"span_{span}"]) for span in _SPANS],
    )


def chips(asked: Asked, *but: str) -> list[Row]:
    """`text` and `href` of each filter of the address, `but` these parameters: the click takes it away."""
    found = []
    for name in ask.PARAMETERS:
        values = [value for value in asked.values.get(name, []) if value.strip()]
        if name not in ("q", *but):
            found += [
                {"text": _chip(asked, name, value), "href": asked.here(**{name: [v for v in values if v != value], "p": None})} for value in values
            ]
    return found


def _chip(asked: Asked, name: str, value: str) -> str:
    shown = shown_value(asked, {"lang": "lang", "author": "account"}.get(name, name), value)
    return f"{asked.texts[f'filter_{name}']}{asked.texts['colon']} {shown[: _LONGEST - 1] + '…' if len(shown) > _LONGEST else shown}"


def shown_value(asked: Asked, name: str, value: str, shown: str = "") -> str:
    """How the value of a filter or facet is read."""
    words, texts = asked.words, asked.texts
    match name:
        case "medium":
            return line(words.title(value))
        case "kind":
            return texts.get(f"kinds_{value}", line(value))
        case "lang":
            return line(words.language(value))
        case "account" | "mentioned":
            medium, colon, handle = value.partition(":")
            return named(asked, medium, handle) if colon else line(value)
        case "tag":
            return f"#{line(shown or value)}"
        case "link":
            return shown_link(value)
        case "topic":
            return texts["no_topic"] if value == "none" else line(shown) or _label(asked, value)
        case "weekday" if value in "1234567" and len(value) == 1:
            return words.weekday(int(value))
        case "hour":
            return hour_of(words, int(value)) if value.isdigit() else line(value)
        case "month":
            return words.month(value)
        case "from" | "to" if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value):
            return _date(words, value)
        case "last" if f"span_{value}" in texts:
            return texts[f"span_{value}"]
    return line(value)


def _date(words: Words, value: str) -> str:
    """A day or month as people write it; the value itself where there is no such day."""
    try:
        return words.month(value) if len(value) == 7 else format_date(date.fromisoformat(value), "d MMMM y", locale=words.locale)
    except ValueError:
        return value


def _label(asked: Asked, topic: str) -> str:
    """The label of a topic in the last month that has it; its id where the index does not know it."""
    row = asked.connection.execute("SELECT label FROM topics WHERE topic = ? ORDER BY month DESC LIMIT 1", (topic,)).fetchone()
    return line(row[0] if row else topic)


def facets(asked: Asked, found: Mapping[str, list[Row]]) -> list[Row]:
    """The facets as the page shows them: `name`, `title`, `values` (`shown`, `posts`, `href`, None where it narrows nothing), `more` (not shown)."""
    told = []
    for name in FACETS:
        rows = found[name]
        if name == "day":
            rows = sorted(rows, key=lambda row: (-row["posts"], row["value"]))
        if name == "month" and len(rows) < 2:
            continue
        values = [
            {"shown": _facet_value(asked, name, row), "posts": asked.words.n(row["posts"]), "href": _narrower(asked, name, row)} for row in rows
        ]
        told.append({"name": name, "title": asked.texts[f"facet_{name}"], "values": values[:SHOWN], "rest": values[SHOWN : 2 * SHOWN]})
    return [facet for facet in told if len(facet["values"]) > 1 or (facet["name"] in ("topic", "tag", "account", "site") and facet["values"])]


def _facet_value(asked: Asked, name: str, row: Row) -> str:
    if name == "account":
        return named(asked, row["medium"], row["value"])
    if name == "day":
        return asked.words.short_day(row["value"])
    return shown_value(asked, name, row["value"], row["shown"])


def _narrower(asked: Asked, name: str, row: Row) -> str:
    value = f"{row['medium']}:{row['value']}" if name == "account" else row["value"]
    if name in ("month", "day"):
        return asked.here(**{"from": value, "to": value, "last": None, "p": None})
    return asked.here(**{_PARAMETER.get(name, name): value, "p": None} | ({"list": None} if name == "account" else {}))


def wider(asked: Asked, selection: Selection) -> list[Row]:
    """Where nothing is found: each filter whose removal finds something, most posts first (`text`, `href`, `posts`)."""
    without: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
        ("interval", {"start": None, "end": None}, ("from", "to", "last")),
        ("medium", {"media": ()}, ("medium",)),
        ("author", {"accounts": ()}, ("author", "list")),
        ("lang", {"languages": ()}, ("lang",)),
        ("kind", {"kinds": ()}, ("kind",)),
        *[(name, {name: ""}, (name,)) for name in ("tag", "link", "site", "topic")],
        ("behind", {"behind": "", "ids": ()}, ("behind",)),
        *[(name, {name: None}, (name,)) for name in ("mentioned", "hour", "weekday")],
        ("q", {"query": ""}, ("q",)),
    ]
    found = []
    for name, change, parameters in without:
        larger = replace(selection, **change)
        if larger == selection:
            continue
        with find.chosen(asked.connection, larger) as chosen:
            posts = find.count(asked.connection, chosen)
        if posts:
            href = asked.here(**dict.fromkeys((*parameters, "p")))
            found.append({"text": asked.say("without", asked.texts[f"filter_{name}"]), "href": href, "posts": posts})
    return [row | {"posts": posts_told(asked, row["posts"])} for row in sorted(found, key=lambda row: -row["posts"])]
