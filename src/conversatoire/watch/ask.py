"""What a user asks for, as a selection: the same names on the command line (`--medium`) and in the address of a page (`?medium=`)."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from conversatoire.collection.links import canonical
from conversatoire.collection.query import folded
from conversatoire.study_file import nearest
from conversatoire.watch.behind import listed
from conversatoire.watch.errors import SearchError
from conversatoire.watch.selection import Selection
from conversatoire.watch.when import instant, interval, until

SINGLE = ("q", "from", "to", "last", "tag", "link", "site", "mentioned", "topic", "behind", "hour", "weekday")
SEVERAL = ("medium", "author", "list", "lang", "kind")
PARAMETERS = SINGLE + SEVERAL
KINDS = ("post", "reply", "repost", "quote")
# what `study_file.nearest` says
_HINTS = {"did you mean «": "vouliez-vous dire « ", "»?": " » ?", "known: ": "existent : ", "none is known here in this version": "il n’y en a pas"}


def selection(
    values: Mapping[str, Sequence[str]], about: Mapping[str, Any], lists: Mapping[str, Sequence[str]], folder: Path | None = None
) -> Selection:
    """Reads the parameters of a search; unknown names and empty values are passed over.

    - `from`, `to`: a day or month (`2024-10-22`, `2024-10`; both included) or an instant (`2024-10-22T14:00`; `to` excluded), local;
    - `last`: `24h`, `15d`, `2w`, `3m` (months), counted back from the last post of the index;
    - `medium`, `lang`, `kind`, `author` (`handle`, or `medium:handle`) and `list` (of the study's lists): any of the values; a list adds its authors;
    - `tag`, `link`, `site`, `mentioned` (as `author`), `topic` (its id, or `none`), `hour` (0–23), `weekday` (1 Monday … 7 Sunday), `q` (words);
    - `behind`: a list of posts of a month's note, such as `2011-05/topic-1`.

    Args:
        values: the values of each parameter.
        about: `db.about` of the index.
        lists: the study's lists of accounts.
        folder: the study's results, where the lists of the notes are.

    Raises:
        SearchError: a value cannot be read, or names a medium, language or list that is not there.
    """
    asked = {name: [clean for value in values.get(name, ()) if (clean := _clean(value))] for name in PARAMETERS}
    one = {name: _only(name, asked[name]) for name in SINGLE}
    start, end = interval(one["from"], one["to"], one["last"], about)
    handles = asked["author"] + [handle for name in asked["list"] for handle in _known("list", name, lists)]
    return Selection(
        query=one["q"],
        start=start,
        end=end,
        media=_each_known("medium", asked["medium"], about["media"]),
        accounts=tuple(sorted({_account(handle, about["media"]) for handle in handles})),
        languages=_each_known("lang", asked["lang"], about["languages"]),
        kinds=_each_known("kind", asked["kind"], KINDS),
        tag=_tag(one["tag"]),
        link=_link(one["link"]),
        site=re.sub(r"^[a-z]+://|[/?#:].*", "", one["site"].lower()).removeprefix("www."),
        mentioned=_account(one["mentioned"], about["media"]) if one["mentioned"] else None,
        topic=_topic(one["topic"]),
        behind=one["behind"],
        ids=listed(one["behind"], folder),
        hour=_whole("hour", one["hour"], 0, 23),
        weekday=_whole("weekday", one["weekday"], 1, 7),
    )


def params(selection: Selection, about: Mapping[str, Any]) -> dict[str, list[str]]:
    """The parameters that `selection` reads as this selection: those of a permalink (`urlencode(…, doseq=True)`). A list stands as its accounts."""
    zone = ZoneInfo(about["timezone"])
    several = {
        "medium": list(selection.media),
        "author": [_written(account, about["media"]) for account in selection.accounts],
        "lang": list(selection.languages),
        "kind": list(selection.kinds),
    }
    single = {
        "q": selection.query,
        "from": "" if selection.start is None else instant(selection.start, zone),
        "to": "" if selection.end is None else until(selection.end, zone),
        "tag": selection.tag,
        "link": selection.link,
        "site": selection.site,
        "mentioned": _written(selection.mentioned, about["media"]) if selection.mentioned else "",
        "topic": selection.topic,
        "behind": selection.behind,
        "hour": "" if selection.hour is None else str(selection.hour),
        "weekday": "" if selection.weekday is None else str(selection.weekday),
    }
    found = {name: [value] for name, value in single.items()} | several
    return {name: found[name] for name in PARAMETERS if any(found.get(name, ()))}


def _clean(value: str | None) -> str:
    """Without white space around it, and without what is no text: bytes of a command line that are not UTF-8, NUL."""
    return (value or "").encode("utf-8", "replace").decode("utf-8").replace("\0", "").strip()


def _only(name: str, values: list[str]) -> str:
    if len(set(values)) > 1:
        raise SearchError(f"{name}: takes one value ({' or '.join(values)}?)", f"{name} : une seule valeur ({' ou '.join(values)} ?)")
    return values[0] if values else ""


def _known(name: str, value: str, known: Any) -> Any:
    """The value itself among `known`, or what stands under it."""
    value = value.lower()
    if value not in known:
        hint = nearest(value, list(known))
        raise SearchError(f"{name}: «{value}» is not there; {hint}", f"{name} : « {value} » n’existe pas ; {_in_french(hint)}")
    return known[value] if isinstance(known, Mapping) else value


def _each_known(name: str, values: list[str], known: Any) -> tuple[str, ...]:
    return tuple(sorted({_known(name, value, known) for value in values}))


def _in_french(hint: str) -> str:
    for en, fr in _HINTS.items():
        hint = hint.replace(en, fr)
    return re.sub(r"^(\d+) are known$", r"il y en a \1", hint)


def _account(written: str, media: Sequence[str]) -> tuple[str, str]:
    """(medium, handle) of `handle`, `@handle`, `medium:handle`; of `:handle` where the handle itself looks like the latter."""
    medium, colon, handle = written.lower().partition(":")
    if not colon or (medium and medium not in media):
        medium, handle = "", written.lower()
    return medium.strip(), handle.strip().removeprefix("@")


def _written(account: tuple[str, str], media: Sequence[str]) -> str:
    medium, handle = account
    return f"{medium}:{handle}" if medium or handle.partition(":")[0] in media else handle


def _tag(value: str) -> str:
    return pl.select(folded(pl.lit(value))).item().lstrip("#") if value else ""


def _link(value: str) -> str:
    link = canonical(value) if value else ""
    if link is None:
        raise SearchError(f"link: {value[:80]} is not the address of a web page", f"link : {value[:80]} n’est pas l’adresse d’une page")
    return link


def _topic(value: str) -> str:
    if value and value != "none" and not re.fullmatch(r"\d{4}-\d{2}/\d{1,4}", value):
        raise SearchError(
            f"topic: «{value[:40]}» is not the id of a topic; write it as 2011-05/3 (column id of topic_links.csv), or none",
            f"topic : « {value[:40]} » n’est pas l’identifiant d’un sujet ; écrivez par exemple 2011-05/3 (colonne id de topic_links.csv), ou none",
        )
    return value


def _whole(name: str, value: str, low: int, high: int) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,2}", value) or not low <= int(value) <= high:
        raise SearchError(
            f"{name}: «{value[:20]}» is not a number from {low} to {high}", f"{name} : « {value[:20]} » n’est pas un nombre de {low} à {high}"
        )
    return int(value)
