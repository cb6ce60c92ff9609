"""What a search asks for: words, an interval, media, accounts, languages, a tag, a link … — the same in the terminal and on the page."""

from dataclasses import dataclass

SORTS = ("date", "relevance", "engagement")


@dataclass(frozen=True)
class Selection:
    """A selection of posts; every field narrows it, an empty one does not.

    Attributes:
        query: words in the syntax of `syntax.py`.
        start: the first instant, seconds since 1970 (UTC); None for the index's first post.
        end: the instant after the last; None for its last post.
        media: labels of media; any of them.
        accounts: authors as (medium, handle in lower case); medium "" for a handle in any medium. Any of them.
        languages: language codes; any of them.
        kinds: post, reply, repost, quote; any of them.
        tag: a hashtag, folded, without #.
        link: a canonical address.
        site: a host without www.
        mentioned: an account that the posts name, answer, relay or quote, as (medium, handle).
        topic: id of a topic, `YYYY-MM/n`; «none» for the posts without one.
        behind: a list of posts of a note, `YYYY-MM/name`, whose ids are `ids`.
        not_by: handles in lower case whose posts are left out, in any medium.
        hour: 0–23, local.
        weekday: 1 Monday … 7 Sunday.
    """

    query: str = ""
    start: int | None = None
    end: int | None = None
    media: tuple[str, ...] = ()
    accounts: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tag: str = ""
    link: str = ""
    site: str = ""
    mentioned: tuple[str, str] | None = None
    topic: str = ""
    behind: str = ""
    ids: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    hour: int | None = None
    weekday: int | None = None
