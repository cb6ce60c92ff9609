"""A search as text for a terminal, in French or English: what was searched, the posts with the words found in bold, the tops."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import click

from conversatoire.note.escape import HIDDEN, hide_addresses, plain
from conversatoire.note.words import Words
from conversatoire.watch import highlight, syntax
from conversatoire.watch.selection import Selection

_SNIPPET = 240  # characters of a post that are shown
_TEXTS = {
    "fr": {
        "posts": ("message", "messages"), "shown": ("montré", "montrés"), "interval": "du {} au {}", "every": "tous les messages",
        "empty": "l’index est vide", "likes": ("mention J’aime", "mentions J’aime"), "reposts": ("reprise", "reprises"),
        "replies": ("réponse", "réponses"), "post": "", "reply": "réponse", "repost": "reprise", "quote": "citation",
        "shared": "Sujets les plus repris", "commented": "Sujets les plus commentés",
        "too_many": "Trop de messages pour classer les comptes sociables et influents ; resserrez la recherche.",
    },
    "en": {
        "posts": ("post", "posts"), "shown": ("shown", "shown"), "interval": "from {} to {}", "every": "all posts",
        "empty": "the index is empty", "likes": ("like", "likes"), "reposts": ("repost", "reposts"),
        "replies": ("reply", "replies"), "post": "", "reply": "reply", "repost": "repost", "quote": "quote",
        "shared": "Most shared subjects", "commented": "Most commented subjects",
        "too_many": "Too many posts to rank the sociable and influential accounts; narrow the search.",
    },
}  # fmt: skip


class Found(NamedTuple):
    """What a search found: `db.about`, the selection, its query, the number of posts, those to show (`find.find`), and `tops.tops` or None."""

    about: dict[str, Any]
    selection: Selection
    query: syntax.Query
    count: int
    posts: list[dict[str, Any]]
    tops: Any


def interval(found: Found) -> tuple[int | None, int | None]:
    """The first instant searched and the one after the last: what was asked, else those of the index; None where it is empty."""
    start, end, last = found.selection.start, found.selection.end, found.about["last"]
    return found.about["first"] if start is None else start, (None if last is None else last + 1) if end is None else end


def text_of(found: Found, lang: str) -> str:
    """The whole text, with styles, without the last line end."""
    words = Words(lang)
    lines = [notice.told(lang) for notice in found.query.notices] + [_summary(found, words), ""]
    for rank, post in enumerate(found.posts, start=1):
        lines += [*_post(post, rank, found, words), ""]
    if found.tops:
        lines += _tops(found, words)
    return "\n".join(lines).rstrip("\n")


def _summary(found: Found, words: Words) -> str:
    """How many posts of what, in which interval."""
    texts = _TEXTS[words.lang]
    count = words.count(found.count, *texts["posts"])
    if 0 < len(found.posts) < found.count:
        count += f" ({words.count(len(found.posts), *texts['shown'])})"
    query = _line(found.selection.query)
    quoted = (f"«\u202f{query}\u202f»" if words.lang == "fr" else f"“{query}”") if query else texts["every"]
    start, end = interval(found)
    if start is None or end is None:
        return " · ".join([count, quoted, texts["empty"]])
    first, last = (words.instant(datetime.fromtimestamp(instant, UTC), found.about["timezone"]) for instant in (start, end - 1))
    return " · ".join([count, quoted, texts["interval"].format(first, last)])


def _post(post: dict[str, Any], rank: int, found: Found, words: Words) -> list[str]:
    """The lines of one post: when, where and who; the piece around the first word found; its address."""
    texts = _TEXTS[words.lang]
    when = words.instant(datetime.fromtimestamp(post["published_at"], UTC), found.about["timezone"])
    head = [when, words.name(post["medium"]), _line(words.account(post["author"], post["medium"])), texts[post["kind"]]]
    head += [words.count(post[name], *texts[name]) for name in ("likes", "reposts", "replies") if post[name]]
    pieces = highlight.snippet(_line(post["title"] or ""), _line(post["text"] or ""), found.query.words, _SNIPPET)
    snippet = "".join(click.style(piece, bold=True) if is_hit else piece for piece, is_hit in pieces)
    address = [f"   {_line(post['url'])}"] if post["url"] else []
    return [f"{rank}. " + " · ".join(part for part in head if part), f"   {snippet}", *address]


def _tops(found: Found, words: Words) -> list[str]:
    """The lists of the search, each under its title, empty ones left out."""
    texts, tops, several = _TEXTS[words.lang], found.tops, len(found.about["media"]) > 1
    lines = [texts["too_many"], ""] if tops.too_many else []
    for name, rows in tops.lists.items():
        items = [(row["rank"], _item(name, row, several, words), words.precise(row["value"])) for row in rows]
        lines += _list(words.title(name), items)
    for name, rows in tops.topics.items():
        lines += _list(texts[name], [(row["rank"], _line(row["label"]), words.precise(row["value"])) for row in rows])
    return lines


def _list(title: str, rows: list[tuple[int, str, str]]) -> list[str]:
    lines = [f"{rank:>5}. {item} · {value}" for rank, item, value in rows]
    return [click.style(title, bold=True), *lines, ""] if lines else []


def _item(name: str, row: dict[str, Any], several: bool, words: Words) -> str:
    if row["medium"] is not None:
        return _line(words.account(row["item"], row["medium"])) + (f" ({words.name(row['medium'])})" if several else "")
    return ("#" if name == "hashtags" else "") + _line(row["item"])


def _line(text: str) -> str:
    """A text of the data on one line, without controls, direction overrides and e-mail addresses."""
    return hide_addresses(plain(str(text)), HIDDEN)
