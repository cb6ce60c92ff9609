"""The way back from what the note says to the posts behind it: lists of post ids in files beside the note, and links into `explore`.

The links are relative: they lead somewhere where `conversatoire explore` serves the note. The lists of ids are there in any case.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from conversatoire.note.escape import Markdown, is_address, md

Ids = dict[str, list[str]]
FOLDER = "posts"  # beside the note
EXPLORE = "../../watch/"  # from results/{study}/{period}/note, as `explore` serves it
POSTS = {"fr": "Les messages du mois dans l’outil de veille", "en": "The posts of the month in the watch tool"}
IDS = {"fr": "leurs identifiants", "en": "their ids"}
LISTS = {"hashtags": "hashtags", "links": "links", "cited": "mentions"}  # top lists whose value is the number of posts that hold the item


def behind(posts: pd.DataFrame, post_topics: pd.DataFrame, shown: dict[str, Any]) -> Ids:
    """The posts behind each thing that the note counts: a name that is a safe file name → post ids in time.

    Args:
        posts: table «posts» of the month.
        post_topics: table «post_topics».
        shown: what the note shows: `topics` (numbers), `accounts` ((medium, handle in lower case), as listed), `days` (YYYY-MM-DD, with `timezone`),
            `cascades` ((kind, rank) → post ids), `lists` (list → (medium, item, its spellings) as listed).
    """
    posts = posts.sort_values(["published_at", "post_id"], kind="stable")
    topic = posts["post_id"].map(post_topics.set_index("post_id")["topic"])
    account = pd.Series(list(zip(posts["medium"], posts["author"].str.lower(), strict=True)), index=posts.index, dtype=object)
    day = posts["published_at"].dt.tz_convert(shown["timezone"]).dt.strftime("%Y-%m-%d")
    place = {post: number for number, post in enumerate(posts["post_id"])}
    found = {"month": posts["post_id"], "topic-none": posts["post_id"][topic == -1]}
    found |= {f"medium-{medium}": rows["post_id"] for medium, rows in posts.groupby("medium")}
    found |= {f"topic-{number + 1}": posts["post_id"][topic == number] for number in shown["topics"]}
    found |= {f"account-{rank}": posts["post_id"][account == who] for rank, who in enumerate(shown["accounts"], 1)}
    found |= {f"day-{which}": posts["post_id"][day == which] for which in shown["days"]}
    found |= {f"{kind}-{rank}": sorted(ids, key=place.__getitem__) for (kind, rank), ids in shown["cascades"].items()}
    for name, rows in shown["lists"].items():
        for rank, wanted in enumerate(rows, 1):
            found[f"{name}-{rank}"] = posts["post_id"][_holds(posts, name, *wanted)]
    return {name: list(ids) for name, ids in found.items() if len(ids)}


def shown(
    subjects: dict[str, Any], people: dict[str, Any], health: dict[str, Any], days: dict[str, Any], frames: dict[str, pd.DataFrame], timezone: str
) -> dict[str, Any]:
    """What `behind` asks for, out of the facts and tables of the month: the things that the note counts the posts of."""
    spread = {(row["kind"], row["rank"]): row["item"] for rows in people["spread"].values() for row in rows}
    steps = frames["cascade_posts"].groupby(["kind", "item"])["post_id"].agg(list)
    return {
        "topics": [row["topic"] for row in subjects["listed"]],
        "accounts": [(row["medium"], row["handle"]) for row in people["top"]],
        "timezone": timezone,
        "days": [row["day"] for row in [*days["busiest"], *([health["hottest"]] if health["hottest"] else [])]],
        "cascades": {(kind, rank): [post for post in steps[kind, item] if post != item] for (kind, rank), item in spread.items()},
        "lists": {name: [_counted(row) for row in health["lists"].get(name, [])] for name in LISTS},
    }


def _counted(row: dict[str, Any]) -> tuple[str | None, set[str]]:
    """The medium of a row of a top list, and the spellings that are counted there."""
    return row["medium"], {row["handle"], *(row.get("variants") or "").split()}


def _holds(posts: pd.DataFrame, name: str, medium: str | None, items: set[str]) -> pd.Series:
    """Which posts hold one of `items` in the column of a top list."""
    holds = posts[LISTS[name]].map(lambda held: not items.isdisjoint(held)).astype(bool)
    return holds if medium is None else holds & (posts["medium"] == medium)


def write(ids: Ids, out: Path) -> None:
    """Writes each list as `posts/{name}.txt` under `out`, one post id a line; lists of an earlier run are taken away."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.txt"):
        old.unlink()
    for name, posts in ids.items():
        (folder / f"{name}.txt").write_text("".join(f"{' '.join(post.split())}\n" for post in posts), encoding="utf-8", newline="\n")


def linkers(ids: Ids, period: str, lang: str) -> dict[str, Callable[..., Markdown]]:
    """The functions by which templates link; the text comes first."""

    def to_ids(text: object, name: str | None) -> Markdown:
        """`text`, leading to the list of post ids called `name`; the text alone where there is none."""
        return _link(text, f"{FOLDER}/{name}.txt") if name in ids else md(text)

    def to_watch(text: object, page: str = "search", **asked: str) -> Markdown:
        """`text`, leading to a page of `explore` with its parameters; a search is one of the note's month unless it says another time."""
        given = {key.rstrip("_"): value for key, value in asked.items()} | {"ui": lang}
        return _link(text, f"{EXPLORE}{page}?{urlencode(({'from': period, 'to': period} if page == 'search' else {}) | given)}")

    def to_account(text: object, row: dict[str, Any]) -> Markdown:
        """`text`, leading to the page of an account; never for one that is known by its e-mail address."""
        handle = row.get("handle")
        return md(text) if not handle or is_address(handle) else to_watch(text, "account", medium=row["medium"], name=handle)

    def to_post(post_id: str) -> Markdown:
        """`, twitter:123`, leading to the page of the post; nothing where its id holds an e-mail address."""
        return Markdown("" if is_address(post_id) else f", {to_watch(post_id, 'post', id=post_id)}")

    def listed(text: object, row: dict[str, Any]) -> Markdown:
        """An item of a top list, leading to its search; a link leads to its address already."""
        if row["list"] == "hashtags":
            return to_watch(text, tag=row["item"])
        if row["list"] == "sites":
            return to_watch(text, site=row["item"])
        return to_account(text, row) if row["medium"] else md(text)

    def trail() -> Markdown:
        """Under a figure: the month's posts in `explore`, and their ids. A paragraph of links alone: `document.for_paper` drops it."""
        return Markdown(f"{to_watch(POSTS[lang])} · {to_ids(IDS[lang], 'month')}" if ids else "")

    return {"ids": to_ids, "watch": to_watch, "of_account": to_account, "of_post": to_post, "listed": listed, "trail": trail}


def _link(text: object, target: str) -> Markdown:
    return Markdown(f"[{md(text)}]({target.replace('~', '%7E').replace('&', '&amp;')})")
