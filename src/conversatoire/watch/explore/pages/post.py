"""A post and what it set off (V7)."""

from conversatoire.watch.explore import svg
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages.shared import Row, account_row, lapse, named, number, plain_posts, posts_told, shown_posts
from conversatoire.watch.resonance import Resonance, resonance

SHOWN = 50  # posts of a cascade on the page; CSV and JSON hold all


def post(asked: Asked) -> Answer:
    """The page of a post: `id`."""
    post_id = asked.one("id")
    found = resonance(asked.connection, post_id)
    if not found.known:
        sentence = asked.say("unknown_post", post_id[:200]) if post_id else asked.texts["which_post"]
        return Answer("missing.html", asked.texts["title_post"], {"sentence": sentence}, status=404 if post_id else 400)
    by = named(asked, *found.author) if found.author else asked.texts["nobody"]
    shown = {
        "post": shown_posts(asked, [found.post], whole=True)[0] if found.post else None,
        "facts": _facts(asked, found),
        "curve": spread_chart(asked, found.curve, asked.say("chart_resonance", by)),
        "curve_rows": spread_rows(asked, found.curve),
        "rows": [spread_row(asked, row) for row in found.rows[:SHOWN]],
        "left": max(0, len(found.rows) - SHOWN),
        "loudest": [loud_row(asked, row) for row in found.loudest],
        "before": shown_posts(asked, found.before),
        "after": shown_posts(asked, found.after),
        "found": found,
    }
    tables = {"cascade": found.rows, "curve": found.curve, "loudest": found.loudest, "thread": plain_posts([*found.before, *found.after])}
    about = {"post": plain_posts([found.post])} if found.post else {}
    return Answer("post.html", asked.say("title_post_of", by), shown, tables | about)


def _facts(asked: Asked, found: Resonance) -> list[tuple[str, str, str]]:
    texts, words = asked.texts, asked.words
    kinds = ", ".join(
        words.count(found.kinds[kind], texts[f"one_{kind}"], texts[f"many_{kind}"]) for kind in ("repost", "quote", "reply") if found.kinds.get(kind)
    )
    facts = [(texts["fact_follow"], words.n(found.posts), kinds), (texts["fact_accounts"], words.n(found.accounts), "")]
    if found.posts:
        media = ", ".join(f"{words.name(medium)} {words.n(posts)}" for medium, posts in found.media.items())
        facts += [
            (texts["fact_half"], lapse(asked, found.reached.get(0.5)), texts["fact_half_post"]),
            (texts["fact_media"], words.n(len(found.media)), media),
        ]
        facts += [(texts["fact_depth"], words.n(found.depth), texts["fact_depth_more"])]
    if found.thread_posts:
        facts += [(texts["fact_thread"], words.n(found.thread_posts), "")]
    return facts


def spread_chart(asked: Asked, curve: list[Row], label: str) -> str:
    """All shares so far, over the hours since the first."""
    if not curve:
        return ""
    hourly = curve[0]["to"] - curve[0]["from"] <= 1
    labels = [asked.say("after_hours" if hourly else "after_days", asked.words.n(row["from"] if hourly else row["from"] / 24)) for row in curve]
    bars = [
        svg.Point(name, row["posts"], f"{name}{asked.texts['colon']} {posts_told(asked, row['posts'])}")
        for name, row in zip(labels, curve, strict=True)
    ]
    return svg.bars(bars, label, asked.texts["unit_posts_hour" if hourly else "unit_posts_day"], asked.words)


def spread_rows(asked: Asked, curve: list[Row]) -> list[Row]:
    """The numbers behind `spread_chart`."""
    return [
        {
            "when": f"{lapse(asked, row['from'])} – {lapse(asked, row['to'])}",
            "posts": asked.words.n(row["posts"]),
            "total": asked.words.n(row["total"]),
        }
        for row in curve
    ]


def spread_row(asked: Asked, row: Row) -> Row:
    """A post of a cascade: when, who, how, after whom."""
    return {
        "order": asked.words.n(row["order"]),
        "order_href": asked.address("post", {"id": row["post_id"]}),
        "hours": lapse(asked, row["hours"]),
        "kind": asked.texts[f"kind_{row['kind']}"],
        "parent": named(asked, row["medium"], row["parent_account"]) if row["parent_account"] else "–",
        "followers": number(asked, row["followers"]),
    } | (account_row(asked, row) if row["account"] else {"name": asked.texts["nobody"], "medium": asked.words.name(row["medium"])})


def loud_row(asked: Asked, row: Row) -> Row:
    """An account with many followers: how many, and how soon it came."""
    return account_row(asked, row) | {
        "followers": number(asked, row["followers"]),
        "hours": lapse(asked, row["hours"]),
        "posts": asked.words.n(row["posts"]),
    }
