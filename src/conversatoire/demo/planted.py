"""What is planted on top of the usual conversation, and the layout of all rows into files.

The ring (accounts that post the same words within seconds), texts that look like code, near-duplicates, posts that an
export holds twice.
"""

import random
from dataclasses import replace
from datetime import date, timedelta

from .dressing import engage, snowflake
from .material import expand, phrases
from .records import DUPLICATE, KEPT, Account, Post
from .rhythm import at
from .subjects import MONTHS

RING_LINK = "https://verite-partout.example/dossier"
_RING_DAYS = (date(2011, 4, 12), date(2011, 4, 27), date(2011, 5, 5), date(2011, 5, 19), date(2011, 5, 30), date(2011, 6, 9), date(2011, 6, 21))
_HOSTILE = {  # text → tags, links and mentions that a reader finds in it
    "Mon navigateur affiche ceci à propos du Veltamine : <script>alert(1)</script> et je ne sais pas pourquoi.": ([], [], []),
    '=HYPERLINK("https://x.example") ; voilà ce que contient la case du tableau sur le Veltamine.': ([], ["https://x.example"], []),
    "Le courrier type sur le Veltamine commence par {{ 7*7 }} au lieu de mon nom de famille.": ([], [], []),
    "Au début du document sur le Veltamine on peut lire #set page(width: 1pt) et rien d'autre.": (["set"], [], []),
    "Ne cliquez pas sur ce message au sujet du Veltamine : [x](javascript:alert(1)) est un piège.": ([], [], []),
    "La note sur le Veltamine finit par `rm -rf rien` et ```trois accents graves``` sans explication.": ([], [], []),
    "Un plaisantin a écrit $E=mc^2$ et \\alpha sur l'affiche du Veltamine dans la salle d'attente.": ([], [], []),
    "Le nom du Veltamine est écrit à l'envers : \u202eenimatleV\u202c, quelle drôle de mise en page.": ([], [], []),
    "Je garde le moral malgré le Veltamine 😀👩‍⚕️🇫🇷❤️ et je remercie toute l'équipe de soignants.": ([], [], []),
    "Le tableau du Veltamine a des cases bizarres : a;b|c,\"d\", 'e', NULL, null, NA, -1, +1, @somme et 0x1F.": ([], [], ["somme"]),
    "Les balises </div><img src=x onerror=alert(2)> ont cassé la page du Veltamine sur mon téléphone.": ([], [], []),
    "La ligne du Veltamine --- title: faux --- # Titre | a | b | |---|---| ne ressemble à rien de lisible.": ([], [], []),
}
_EDITS = (
    lambda text: f"{text} Faites tourner.",
    lambda text: f"{text} !!",
    lambda text: f"{text} (via une amie)",
    lambda text: f"Vu : {text}",
    lambda text: text.replace(" et ", " & ", 1) if " et " in text else f"{text} +1",
    lambda text: text.replace(", ", " ; ", 1) if ", " in text else f"{text} ...",
)


def ring(accounts: list[Account], rng: random.Random) -> list[Post]:
    """Returns the ring's posts: on each of its days every account posts the same words and link within forty seconds."""
    members = [account for account in accounts if account.role == "ring"]
    posts = []
    for occasion, day in enumerate(_RING_DAYS, start=1):
        start = at(day, rng.randrange(8, 22), rng.randrange(60), rng.randrange(60))
        delays = sorted(rng.sample(range(41), len(members)))
        text = expand(rng.choice(phrases("events")["ring"]), rng)
        first = None
        for delay, author in zip(delays, rng.sample(members, len(members)), strict=True):
            post = Post(
                "x", start + timedelta(seconds=delay), author, f"{text} #VeriteVeltamine {RING_LINK}-{occasion}", subject="agency", tone="negative"
            )
            post.links, post.tags, post.near_duplicate_of = [f"{RING_LINK}-{occasion}"], ["VeriteVeltamine"], first
            post.native_id = snowflake(post.at, rng)
            engage(post, author, rng)
            first = first or post
            posts.append(post)
    return posts


def hostile(accounts: list[Account], rng: random.Random) -> list[Post]:
    """Returns harmless posts whose text looks like markup, code or a formula; each must come out as plain text."""
    members = [account for account in accounts if account.role == "member"]
    posts = []
    for number, (text, (tags, links, mentions)) in enumerate(_HOSTILE.items()):
        month = int(MONTHS[number % 3][-2:])
        post = Post("x", at(date(2011, month, 3 + 2 * number), 11 + number % 9, rng.randrange(60), rng.randrange(60)), rng.choice(members), text)
        post.tags, post.links, post.mentions, post.tone = list(tags), list(links), list(mentions), "neutral"
        post.native_id = snowflake(post.at, rng)
        engage(post, post.author, rng)
        posts.append(post)
    return posts


def near_duplicates(posts: list[Post], people: dict[str, list[Account]], rng: random.Random) -> list[Post]:
    """Returns copies of kept posts with a small edit, by another account, from minutes to a day later."""
    texts = {post.text for post in posts}
    copies = []
    for source, count in (("x", 160), ("facebook", 12), ("forum", 15)):
        models = [post for post in posts if post.source == source and _is_model(post)]
        for model in rng.sample(models, count):
            others = [
                account
                for account in people[source]
                if account.community == model.author.community and account is not model.author and account.role != "ring"
            ]
            copy = _copy(model, rng.choice(others), rng)
            if copy.period == model.period and copy.text not in texts:
                texts.add(copy.text)
                copies.append(copy)
    return copies


def exported_twice(posts: list[Post], rng: random.Random) -> dict[int, list[Post]]:
    """Marks posts as exported twice and returns their second rows by position of the file (month) they go to.

    The first row gets the outcome ``duplicate``; the second, taken later with larger figures, has the post's own.
    """
    again: dict[int, list[Post]] = {0: [], 1: [], 2: []}
    for source, share in (("x", 0.011), ("facebook", 0.012), ("forum", 0.008), ("blog", 0.02)):
        candidates = [post for post in posts if post.source == source]
        for post in rng.sample(candidates, round(share * len(candidates))):
            counts = {name: value + int(value * rng.uniform(0.1, 0.9)) + rng.randrange(1, 4) for name, value in post.counts.items()}
            second = replace(post, counts=counts)
            post.outcome = DUPLICATE
            month = MONTHS.index(post.period)
            again[min(month + (rng.random() < 0.3), 2)].append(second)
    return again


def layout(posts: list[Post], again: dict[int, list[Post]]) -> list[Post]:
    """Returns the rows in the order of the files, each with its file and its row; second exports close a file."""
    names = {"x": "x/veltamine_{}.csv", "facebook": "facebook/pages_{}.csv", "forum": "forum/forum_{}.mbox", "blog": "blog/blogs_{}.xml"}
    rows = []
    for source, name in names.items():
        for month, period in enumerate(MONTHS):
            own = [post for post in posts if post.source == source and post.period == period]
            own.sort(key=lambda post: (post.reason == "truncated", post.at, post.native_id))  # what was cut off is last
            late = [post for post in again[month] if post.source == source]
            cut = [post for post in own if post.reason == "truncated"]
            ordered = own[: len(own) - len(cut)] + late + cut
            for row, post in enumerate(ordered, start=2 if name.endswith("csv") else 1):
                post.file, post.row = name.format(period), row
            rows += ordered
    return rows


def _is_model(post: Post) -> bool:
    plain = post.repost_of is None and post.reply_to is None and post.near_duplicate_of is None and not post.burst
    return (
        plain
        and bool(post.subject)
        and post.outcome == KEPT
        and len(post.text) >= 110
        and post.author.role != "ring"
        and "utm_source" not in post.text
    )


def _copy(model: Post, author: Account, rng: random.Random) -> Post:
    later = model.at + timedelta(seconds=round(60 * 2 ** rng.uniform(1, 10)))
    post = replace(model, at=later, author=author, text=_edited(model, rng), near_duplicate_of=model, counts={})
    post.native_id = {
        "x": lambda: snowflake(later, rng),
        "facebook": lambda: f"{author.number}_{10150900000000 + rng.randrange(10**9)}",
        "forum": lambda: f"{rng.randrange(16**14):014x}@forumsante.example",
    }[model.source]()
    engage(post, author, rng)
    return post


def _edited(model: Post, rng: random.Random) -> str:
    """Returns the model's text with a small edit that leaves its links, tags and mentions alone."""
    head, mark, tail = model.text.partition(" https://")
    return f"{rng.choice(_EDITS)(head)}{mark}{tail}"
