"""The truth on who speaks to whom and on what is cited most, from the records of the plan.

Edges leave self-loops out; a degree is a number of distinct other accounts. Both count the kept posts of a month.
"""

from collections import Counter, defaultdict
from urllib.parse import urlsplit

from .records import KEPT, REJECTED, Post
from .subjects import MONTHS
from .truth import Table

KINDS = ("mention", "reply", "repost")
Edge = tuple[str, str, str, str]  # medium, source, target, kind


def tables(posts: list[Post]) -> dict[str, Table]:
    """Returns ``edges``, ``degrees`` and ``top``."""
    edges = {period: _edges([post for post in posts if post.outcome == KEPT and post.period == period]) for period in MONTHS}
    return {"edges": _edge_table(edges), "degrees": _degrees(edges), "top": _top(posts)}


def _edges(posts: list[Post]) -> Counter[Edge]:
    """Returns the number of posts behind each edge."""
    count: Counter[Edge] = Counter()
    for post in posts:
        source = post.author.handle.lower()
        ends = {("mention", name.lower()) for name in post.mentions}
        if post.reply_to is not None and post.reply_to.outcome != REJECTED:
            ends.add(("reply", post.reply_to.author.handle.lower()))
        if post.repost_of is not None:
            ends.add(("repost", post.repost_of.author.handle.lower()))
        count.update((post.medium, source, target, kind) for kind, target in ends if target != source)
    return count


def _edge_table(edges: dict[str, Counter[Edge]]) -> Table:
    rows = [[period, *edge, weight] for period, count in edges.items() for edge, weight in count.items()]
    return ["period", "medium", "source", "target", "kind", "weight"], sorted(rows)


def _degrees(edges: dict[str, Counter[Edge]]) -> Table:
    columns = [f"{kind}_{way}" for kind in KINDS for way in ("in", "out")]
    rows = []
    for period, count in edges.items():
        degrees: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for medium, source, target, kind in count:
            degrees[medium, source][f"{kind}_out"] += 1
            degrees[medium, target][f"{kind}_in"] += 1
        rows += [[period, *account, *(degree[column] for column in columns)] for account, degree in degrees.items()]
    return ["period", "medium", "account", *columns], sorted(rows)


def _top(posts: list[Post]) -> Table:
    rows = []
    for period in MONTHS:
        lists: dict[str, Counter[str]] = defaultdict(Counter)
        for post in posts:
            if post.outcome == KEPT and post.period == period:
                for name, items in _items(post).items():
                    lists[name].update(items)
        rows += [[period, name, item, value] for name, count in lists.items() for item, value in count.items()]
    return ["period", "list", "item", "value"], sorted(rows, key=lambda row: (row[0], row[1], -row[3], row[2]))


def _items(post: Post) -> dict[str, set[str]]:
    """Returns what a post counts for in each list, each item once."""
    return {
        "hashtags": {tag.lower() for tag in post.tags},
        "links": set(post.links),
        "sites": {urlsplit(link).netloc for link in post.links},
        "cited": {name.lower() for name in post.mentions},
        "active": {post.author.handle.lower()},
    }
