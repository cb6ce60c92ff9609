"""A link and how it was shared (V6)."""

from conversatoire.collection.links import canonical
from conversatoire.note.escape import is_link
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages.post import SHOWN, loud_row, spread_chart, spread_row, spread_rows
from conversatoire.watch.explore.pages.shared import lapse, plain_posts, shown_posts
from conversatoire.watch.explore.render import instant_of, shown_link
from conversatoire.watch.link import Shares, shares


def link(asked: Asked) -> Answer:
    """The page of a link: `url`, in any form that leads to the same address."""
    url = asked.one("url")
    found = shares(asked.connection, url)
    if not found.posts and (other := canonical(url)):
        found = shares(asked.connection, other)
    if not found.posts:
        sentence = asked.say("unknown_link", shown_link(url[:2000])) if url else asked.texts["which_link"]
        return Answer(
            "missing.html", asked.texts["title_link"], {"sentence": sentence, "ask": ("link", "url", url[:2000])}, status=404 if url else 200
        )
    name = shown_link(found.link)
    shown = {
        "link": found.link if is_link(found.link) else "",
        "site": found.site,
        "facts": _facts(asked, found),
        "curve": spread_chart(asked, found.curve, asked.say("chart_link", name)),
        "curve_rows": spread_rows(asked, found.curve),
        "media": [
            {
                "name": asked.words.title(row["medium"]),
                "name_href": asked.address("search", {"link": found.link, "medium": row["medium"]}),
                "posts": asked.words.n(row["posts"]),
                "accounts": asked.words.n(row["accounts"]),
                "first": instant_of(asked.words, row["first_at"], asked.site.study.timezone),
                "hours": lapse(asked, row["hours"]),
            }
            for row in found.media
        ],
        "rows": [spread_row(asked, row) for row in found.rows[:SHOWN]],
        "left": max(0, len(found.rows) - SHOWN),
        "loudest": [loud_row(asked, row) for row in found.loudest],
        "first_posts": shown_posts(asked, found.first_posts),
        "found": found,
    }
    tables = {
        "shares": found.rows,
        "curve": found.curve,
        "media": found.media,
        "loudest": found.loudest,
        "first_posts": plain_posts(found.first_posts),
    }
    return Answer("link.html", name, shown, tables)


def _facts(asked: Asked, found: Shares) -> list[tuple[str, str, str]]:
    texts, words, zone = asked.texts, asked.words, asked.site.study.timezone
    return [
        (texts["fact_shares"], words.n(found.posts), ""),
        (texts["fact_accounts"], words.n(found.accounts), ""),
        (texts["fact_relays"], words.n(found.relays), texts["fact_relays_more"]),
        (texts["fact_first"], instant_of(words, found.first_at, zone), ""),
        (texts["fact_last"], instant_of(words, found.last_at, zone), ""),
        (texts["fact_tenth"], lapse(asked, found.reached.get(0.1)), ""),
        (texts["fact_half"], lapse(asked, found.reached.get(0.5)), texts["fact_half_link"]),
        (texts["fact_most"], lapse(asked, found.reached.get(0.9)), ""),
    ]
