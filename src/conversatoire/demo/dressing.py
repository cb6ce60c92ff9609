"""What goes around a text: tags, links as people paste them, mentions, ids and figures of engagement."""

import random
import string
from datetime import datetime

from .material import phrases
from .records import Account, Post

SHORTENER = "https://s.example"
_SNOWFLAKE_EPOCH = 1288834974657  # milliseconds; the ids then have 17 digits, more than a float can hold


def snowflake(at: datetime, rng: random.Random) -> str:
    """Returns a platform-like id of 17 digits that grows with the instant."""
    return str(((int(at.timestamp()) * 1000 + rng.randrange(1000) - _SNOWFLAKE_EPOCH) << 22) | rng.randrange(1 << 22))


def pick_link(subject: str, rng: random.Random) -> str:
    """Returns a canonical link of a subject: mostly its few well-known pages, the first ones most."""
    known = phrases(subject)["links"]
    roll = rng.random()
    if roll < 0.15:
        return f"{SHORTENER}/{''.join(rng.choices(string.ascii_lowercase + string.digits, k=6))}"
    base = rng.choices(known, weights=[1 / rank for rank in range(1, len(known) + 1)])[0]
    return base if roll < 0.75 else f"{base}/{rng.randrange(1, 40)}"


def as_pasted(link: str, rng: random.Random) -> str:
    """Returns a link as people paste it: at times with a tracking parameter or its host in capitals."""
    roll = rng.random()
    if roll < 0.12:
        return f"{link}?utm_source=twitter"
    if roll < 0.17:
        scheme, _, rest = link.partition("://")
        host, _, path = rest.partition("/")
        return f"{scheme}://{host.upper()}/{path}"
    return link


def pick_tags(subject: str, rng: random.Random) -> list[str]:
    """Returns none to three tags, without #, as written."""
    count = rng.choices((0, 1, 2, 3), weights=(50, 28, 17, 5))[0]
    known = ["Veltamine", *phrases(subject)["tags"]]
    tags = []
    while len(tags) < count:
        tag = rng.choices(known, weights=[3, *[2 / rank for rank in range(1, len(known))]])[0]
        if tag not in tags:
            tags.append(tag)
    return [tag.lower() if rng.random() < 0.2 else tag for tag in tags]


def dress(post: Post, rng: random.Random) -> None:
    """Adds the post's mentions, tags and links to its text, as a tweet has them."""
    text = post.text
    if post.reply_to is None:
        for handle in post.mentions:
            frame = rng.choice(("@{handle} {text}", ".@{handle} {text}", "{text} cc @{handle}", "{text} via @{handle}", "{text} (@{handle})"))
            text = frame.format(handle=handle, text=text)
    else:
        text = " ".join([*(f"@{handle}" for handle in post.mentions), text])
    pieces = [text, *(f"#{tag}" for tag in post.tags)]
    links = [as_pasted(link, rng) for link in post.links]
    separator = "\n" if rng.random() < 0.06 else " "
    post.text = separator.join([" ".join(pieces), *links])


def engage(post: Post, author: Account, rng: random.Random) -> None:
    """Draws likes, reposts, replies and views: heavy-tailed, larger for accounts that many know."""
    reach = author.fame**0.6 * rng.paretovariate(1.15)
    likes = min(int(reach * rng.uniform(0, 1.2)), 60_000)
    post.counts = {
        "likes": likes,
        "reposts": int(likes * rng.uniform(0, 0.35)),
        "replies": int(likes * rng.uniform(0, 0.2)),
        "quotes": int(likes * rng.uniform(0, 0.04)),
        "bookmarks": int(likes * rng.uniform(0, 0.06)),
        "views": int(reach * rng.uniform(20, 90)) + rng.randrange(5, 60),
    }
