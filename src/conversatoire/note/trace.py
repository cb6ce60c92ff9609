"""The way back from what the note says to the posts behind it: links to the lists beside the note (`behind/`), and into `explore`.

The links are relative. Those to lists lead to a file wherever the note lies with its folder; those to pages of the watch tool lead somewhere where
`conversatoire explore` serves the note.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from conversatoire.note.behind.lists import FOLDER, Behind, named, of_figure
from conversatoire.note.escape import Markdown, is_address, md

EXPLORE = "../../watch/"  # from results/{study}/{period}/note, as `explore` serves it
MARKS = {"fr": "Messages de chaque point", "en": "Posts of each mark"}
POSTS = {"fr": "Messages du mois", "en": "Posts of the month"}
WATCH = {"fr": "dans l’outil de veille", "en": "in the watch tool"}
LONGEST = 2000  # characters of a link: a stranger's name may be of any length


def linkers(behind: Behind, period: str, lang: str) -> dict[str, Callable[..., Markdown]]:
    """The functions by which templates link; the text comes first."""

    def to_ids(text: object, *name: object) -> Markdown:
        """`text`, leading to the list of posts of that name (the parts of `lists.named`); the text alone where there is none."""
        file = behind.files.get(named(*name)) if None not in name else None
        return _link(text, f"{FOLDER}/{file}") if file else md(text)

    def to_watch(text: object, page: str = "search", **asked: object) -> Markdown:
        """`text`, leading to a page of `explore` with its parameters; a search is one of the note's month unless it says another time."""
        given = {key.rstrip("_"): value for key, value in asked.items()} | {"ui": lang}
        return _link(text, f"{EXPLORE}{page}?{urlencode(({'from': period, 'to': period} if page == 'search' else {}) | given)}")

    def to_past(text: object, which: str | None, month: str, **asked: object) -> Markdown:
        """`text`, a number of the month before, leading to its posts in `explore` where it counts posts (`month` or `reposts`)."""
        more = {"month": {}, "reposts": {"kind": "repost"}}.get(which or "")
        return md(text) if more is None else to_watch(text, from_=month, to=month, **more, **asked)

    def to_list(text: object, *name: object) -> Markdown:
        """`text`, leading to the posts of a list in `explore`; the text alone where there is no such list."""
        file = behind.files.get(named(*name))
        return to_watch(text, behind=f"{period}/{file.removesuffix('.txt')}") if file else md(text)

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

    def trail(figure: str | None = None) -> Markdown:
        """Under a figure: the ids behind each of its marks, the month's, and those in `explore`. Links alone: `document.for_paper` drops them."""
        marks = [_link(MARKS[lang], f"{FOLDER}/{of_figure(figure)}")] if behind.marks.get(figure) else []
        month = [to_ids(POSTS[lang], "month"), to_watch(WATCH[lang])] if len(behind.posts) else []
        return Markdown(" · ".join(marks + month))

    made = {"ids": to_ids, "watch": to_watch, "then": to_past, "in_watch": to_list, "trail": trail}
    return made | {"of_account": to_account, "of_post": to_post, "listed": listed}


def _link(text: object, target: str) -> Markdown:
    if len(target) > LONGEST:
        return md(text)
    return Markdown(f"[{md(text)}]({target.replace('~', '%7E').replace('&', '&amp;')})")
