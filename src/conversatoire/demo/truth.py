"""The planted truth as tables, made from the same records as the exports and never by reading an export back.

Each function takes the rows in the order of the exports and returns a table: a header and its rows, all text.
"""

from collections import Counter

from . import query
from .broken import has_id
from .material import words
from .records import DUPLICATE, KEPT, MEDIA, OFF_LANGUAGE, OFF_QUERY, REJECTED, Account, Post
from .subjects import BURSTS, MONTHS, SUBJECTS

Table = tuple[list[str], list[list[object]]]


def tables(posts: list[Post], people: dict[str, list[Account]]) -> dict[str, Table]:
    """Returns the tables that describe posts, subjects and accounts, by file name without suffix."""
    return {
        "posts": _posts(posts),
        "coverage": _coverage(posts),
        "volume": _volume(posts),
        "subjects": _subjects(posts),
        "communities": _communities(people),
        "bursts": _bursts(posts),
        "ring": _ring(posts),
        "query": _query(),
    }


def _posts(posts: list[Post]) -> Table:
    header = [
        "file",
        "row",
        "post_id",
        "medium",
        "period",
        "day",
        "author",
        "subject",
        "second_subject",
        "tone",
        "community",
        "burst",
        "near_duplicate_of",
        "repost_of",
        "reply_to",
        "hashtags",
        "mentions",
        "links",
        "likes",
        "outcome",
        "reason",
    ]
    return header, [_described(post) for post in posts]


def _described(post: Post) -> list[object]:
    rejected = post.outcome == REJECTED
    return [
        post.file,
        post.row,
        post.post_id if has_id(post) else "",
        post.medium,
        "" if rejected else post.period,
        "" if rejected else post.day,
        post.author.handle,
        "" if rejected else post.subject,
        post.second_subject,
        "" if rejected else post.tone,
        post.author.community,
        post.burst,
        _id(post.near_duplicate_of),
        _id(post.repost_of),
        _id(post.reply_to),
        " ".join(tag.lower() for tag in post.tags),
        " ".join(name.lower() for name in post.mentions),
        " ".join(post.links),
        post.counts.get("likes", "") if post.source in ("x", "facebook") else "",
        post.outcome,
        post.reason,
    ]


def _id(post: Post | None) -> str:
    return post.post_id if post else ""


def _coverage(posts: list[Post]) -> Table:
    header = ["source", "medium", "period", "read", "rejected", "duplicate", "off_query", "off_period", "off_language", "kept"]
    rows: list[list[object]] = []
    for source, medium in MEDIA.items():
        own = [post for post in posts if post.source == source]
        readable = [post for post in own if post.outcome != REJECTED]
        for period in MONTHS:
            count = Counter(post.outcome for post in readable if post.period == period)
            rows.append(
                [
                    source,
                    medium,
                    period,
                    len(own),
                    len(own) - len(readable),
                    count[DUPLICATE],
                    count[OFF_QUERY],
                    len(readable) - count.total(),
                    count[OFF_LANGUAGE],
                    count[KEPT],
                ]
            )
    return header, sorted(rows, key=lambda row: (row[0], row[2]))


def _volume(posts: list[Post]) -> Table:
    count: Counter = Counter()
    authors: dict[tuple, set[str]] = {}
    for post in posts:
        if post.outcome == KEPT:
            key = (post.period, post.day, post.medium)
            count[key] += 1
            authors.setdefault(key, set()).add(post.author.handle.lower())
    return ["period", "day", "medium", "posts", "authors"], [[*key, count[key], len(authors[key])] for key in sorted(count)]


def _subjects(posts: list[Post]) -> Table:
    kept = [post for post in posts if post.outcome == KEPT]
    rows = []
    for subject in SUBJECTS:
        months = [month for month in MONTHS if subject.months[month]]
        counts = [sum(post.subject == subject.key and post.period == month for post in kept) for month in MONTHS]
        rows.append([subject.key, subject.name_fr, subject.name_en, months[0], months[-1], *counts, " ".join(words(subject.key))])
    return ["subject", "name_fr", "name_en", "first", "last", *(f"kept_{month}" for month in MONTHS), "words"], sorted(rows)


def _communities(people: dict[str, list[Account]]) -> Table:
    rows = [
        [account.handle, MEDIA[source], account.community, account.second_community, account.role]
        for source, accounts in people.items()
        for account in accounts
    ]
    return ["account", "medium", "community", "second_community", "role"], sorted(rows, key=lambda row: (row[1], row[0].lower()))


def _bursts(posts: list[Post]) -> Table:
    rows = []
    for burst in BURSTS:
        for day in burst.excess:
            on_day = [post for post in posts if post.burst == burst.key and post.day == day.isoformat() and post.outcome == KEPT]
            rows.append(
                [burst.key, day.isoformat(), "twitter", burst.name_fr, burst.name_en, burst.subject, burst.link, burst.tag.lower(), len(on_day)]
            )
    return ["burst", "day", "medium", "name_fr", "name_en", "subject", "link", "hashtag", "excess"], sorted(rows)


def _ring(posts: list[Post]) -> Table:
    rows = [
        [post.links[0], post.at.strftime("%Y-%m-%dT%H:%M:%SZ"), post.author.handle, post.post_id, post.outcome]
        for post in posts
        if post.author.role == "ring"
    ]
    return ["link", "published_at", "account", "post_id", "outcome"], sorted(rows)


def _query() -> Table:
    return ["list", "term"], sorted([["any", term] for term in query.ANY] + [["none", term] for term in query.NONE])
