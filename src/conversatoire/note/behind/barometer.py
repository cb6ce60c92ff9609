"""Hours and top lists: the lists and marks of the barometer."""

from typing import Any

import pandas as pd

from conversatoire.barometer.engagement import percentiles
from conversatoire.barometer.hours import public
from conversatoire.note.behind.known import by_account, holding, items_of
from conversatoire.note.behind.lists import Lists, Marks, Places, by, named, some

HELD = {"hashtags": "hashtags", "links": "links", "sites": "sites", "cited": "mentions"}  # lists whose value is the posts that hold the item


def by_others(posts: pd.DataFrame, own_accounts: list[str]) -> pd.Series:
    """Whether each post is by somebody else than the organisation."""
    return pd.Series(posts.index.isin(public(posts, own_accounts).index), index=posts.index)


def lists(posts: pd.DataFrame, told: Any, is_public: pd.Series) -> Lists:
    """`hour-W-H` (the busiest), `listen-{medium}-W-H` and `rated-{medium}-W-H` (the best hours), and `{list}-R` of the top lists."""
    health, found = told.barometer, {}
    if busiest := health["busiest"]:
        found[named("hour", busiest["weekday"], busiest["hour"])] = _hour(posts, busiest)
    for (purpose, medium), rows in health["best"].items():
        of_medium = is_public & (posts["medium"] == medium)
        kept = of_medium if purpose == "listen" else of_medium & percentiles(posts[of_medium]).reindex(posts.index).notna()
        name = {"listen": "listen", "post": "rated"}[purpose]
        found |= {named(name, medium, row["weekday"], row["hour"]): kept & _hour(posts, row) for row in rows}
    for name, rows in health["lists"].items():
        if name == "active":
            found |= {named(name, rank): by_account(posts, row["medium"], row["handle"]) for rank, row in enumerate(rows, 1)}
        elif name in HELD:
            items = items_of(posts, HELD[name])
            found |= {named(name, rank): _holding(posts, items, row) for rank, row in enumerate(rows, 1)}
    return some(found)


def _hour(posts: pd.DataFrame, row: dict[str, Any]) -> pd.Series:
    return (posts["weekday"] == row["weekday"]) & (posts["hour"] == row["hour"])


def _holding(posts: pd.DataFrame, items: pd.Series, row: dict[str, Any]) -> Places:
    """The posts that a row of a top list counts; the spellings of a tag are one."""
    places = holding(items, {row["handle"], *(row.get("variants") or "").split()})
    return places[(posts["medium"].iloc[places] == row["medium"]).to_numpy()] if row["medium"] else places


def marks(posts: pd.DataFrame, found: Lists, is_public: pd.Series) -> Marks:
    """Those of the two heat maps: the series is the medium, the x the weekday (1 Monday) and the hour."""
    cell = posts["weekday"].astype(str) + " " + posts["hour"].astype(str).str.zfill(2)
    media = [name for name in found if name.startswith("medium-")]
    others = {name: found[name][is_public.to_numpy()[found[name]]] for name in media}
    return {
        "hours": by("month", found["month"], cell, "all"),
        "hours_media": [mark for name in media for mark in by(name, others[name], cell, name.removeprefix("medium-"))],
    }
