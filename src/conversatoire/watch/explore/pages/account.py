"""One account: what it posts, whom it addresses, and how its posts fare."""

from conversatoire.watch.account import Account
from conversatoire.watch.account import account as about
from conversatoire.watch.explore import svg
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages.shared import (
    Row,
    account_row,
    hour_of,
    link_row,
    number,
    place,
    plain_posts,
    posts_told,
    shown_posts,
    told_place,
)
from conversatoire.watch.explore.render import account_name, instant_of, line

LENGTH = 10
KINDS = {"post": "original", "reply": "reply", "quote": "quote", "repost": "repost"}


def account(asked: Asked) -> Answer:
    """The page of an account: `medium` and `name`."""
    medium, handle = asked.one("medium"), asked.one("name")
    found = about(asked.connection, medium, handle, LENGTH)
    if not found.known:
        sentence = asked.say("unknown_account", account_name(asked.words, medium, handle[:200])) if handle else asked.texts["which_account"]
        return Answer("missing.html", asked.texts["title_account"], {"sentence": sentence}, status=404 if handle else 400)
    shown = {
        "found": found,
        "name": line(found.name) if found.name else "",
        "facts": _facts(asked, found),
        "own": medium and handle.removeprefix("@").lower() in {name.lower() for name in asked.site.study.own_accounts},
        "days": _days(asked, found),
        "months": [{"month": asked.words.month(row["month"]), "posts": asked.words.n(row["posts"])} for row in found.months],
        "hours": [
            {"hour": hour_of(asked.words, hour), "posts": asked.words.n(sum(row["posts"] for row in found.hours if row["hour"] == hour))}
            for hour in range(24)
        ],
        "hours_chart": _hours(asked, found),
        "lists": _lists(asked, found),
        "best": shown_posts(asked, found.best),
        "its_posts": asked.address("search", {"author": f"{found.medium}:{found.account}"}),
        "about_it": asked.address("search", {"mentioned": f"{found.medium}:{found.account}"}),
    }
    names = ("days", "months", "hours", "topics", "tags", "links", "sites", "addresses", "addressed_by")
    tables = {name: getattr(found, name) for name in names} | {"best": plain_posts(found.best)}
    return Answer("account.html", account_name(asked.words, found.medium, found.author or found.account, found.name), shown, tables)


def _facts(asked: Asked, found: Account) -> list[tuple[str, str, str]]:
    texts, words, zone = asked.texts, asked.words, asked.site.study.timezone
    kinds = ", ".join(
        words.count(found.kinds[kind], texts[f"one_{name}"], texts[f"many_{name}"]) for kind, name in KINDS.items() if found.kinds.get(kind)
    )
    facts = [(texts["fact_medium"], words.title(found.medium), ""), (texts["fact_posts"], words.n(found.posts), kinds)]
    if found.first_at is not None:
        facts += [
            (texts["fact_first"], instant_of(words, found.first_at, zone), ""),
            (texts["fact_last"], instant_of(words, found.last_at, zone), ""),
        ]
    if found.followers:
        low, high = found.followers
        facts += [(texts["fact_followers"], words.n(high), asked.say("fact_followers_more", words.n(low), words.n(high)) if low != high else "")]
    facts += [(texts["fact_addressed_by"], words.n(found.addressed_by_all), ""), (texts["fact_addresses"], words.n(found.addresses_all), "")]
    told = found.engagement
    if told.get("median") is not None:
        usual = asked.say("fact_engagement_usual", number(asked, told["usual"], 1)) if told.get("usual") is not None else ""
        facts += [(texts["fact_engagement"], words.n(told["median"], 1), usual)]
    return facts


def _days(asked: Asked, found: Account) -> str:
    words = asked.words
    who = f"{found.medium}:{found.account}"
    return svg.bars(
        [
            svg.Point(
                place("day", row["day"], words),
                row["posts"],
                f"{told_place('day', row['day'], words)}{asked.texts['colon']} {posts_told(asked, row['posts'])}",
                asked.address("search", {"author": who, "from": row["day"], "to": row["day"]}),
            )
            for row in found.days
        ],
        asked.texts["chart_account_days"],
        asked.texts["unit_posts_day"],
        words,
    )


def _hours(asked: Asked, found: Account) -> str:
    totals = [sum(row["posts"] for row in found.hours if row["hour"] == hour) for hour in range(24)]
    bars = [
        svg.Point(name := hour_of(asked.words, hour), posts, f"{name}{asked.texts['colon']} {posts_told(asked, posts)}")
        for hour, posts in enumerate(totals)
    ]
    return svg.bars(bars, asked.texts["chart_account_hours"], asked.texts["unit_posts_hour_of_day"], asked.words)


def _lists(asked: Asked, found: Account) -> list[tuple[str, str, list[Row]]]:
    """(name of the table, heading of the item, rows) of each list that is not empty."""
    who = f"{found.medium}:{found.account}"
    tags = [{"name": f"#{row['shown']}", "name_href": asked.address("search", {"author": who, "tag": row["tag"]})} for row in found.tags]
    topics = [
        {
            "name": asked.texts["no_topic"] if row["topic"] == "none" else line(row["label"]),
            "name_href": asked.address("search", {"author": who, "topic": row["topic"]}),
        }
        for row in found.topics
    ]
    sites = [{"name": line(row["site"]), "name_href": asked.address("search", {"author": who, "site": row["site"]})} for row in found.sites]
    people = [(name, [account_row(asked, row | {"medium": found.medium}) for row in getattr(found, name)]) for name in ("addressed_by", "addresses")]
    lists = [*people, ("topics", topics), ("tags", tags), ("links", [link_row(asked, row["link"]) for row in found.links]), ("sites", sites)]
    counted = [
        (
            name,
            asked.texts[f"item_{name}"],
            [row | {"posts": asked.words.n(told["posts"])} for row, told in zip(rows, getattr(found, name), strict=True)],
        )
        for name, rows in lists
    ]
    return [item for item in counted if item[2]]
