"""What the pages of a link and of a post tell of a cascade: its posts, how fast it went, who was loudest."""

import json
import math
import sqlite3

import pandas as pd

HOURS = 96  # a cascade that lasts longer is counted by day
MOST_POINTS = 366  # of a curve; what comes later is in the last one
MOST_ROWS = 1000  # posts listed
REACHED = (0.1, 0.5, 0.9)  # the second is the half-life

_NEEDED = "p.n, p.post_id, p.medium, p.account AS author, p.published_at, p.repost_of_id, p.quote_of_id, p.reply_to_id"


def frame(connection: sqlite3.Connection, numbers: list[int], link: str | None = None) -> pd.DataFrame:
    """The posts with these `n` as `influencers.cascades` takes them; in `links` stands `link` alone, where one is given."""
    sql = f"SELECT {_NEEDED} FROM posts p WHERE p.n IN (SELECT value FROM json_each(?)) ORDER BY p.n"
    found = connection.execute(sql, [json.dumps(numbers)])
    posts = pd.DataFrame.from_records([tuple(row) for row in found], columns=[column[0] for column in found.description])
    text = ["post_id", "medium", "author", "repost_of_id", "quote_of_id", "reply_to_id"]
    posts = posts.astype(dict.fromkeys(text, object)).assign(published_at=pd.to_datetime(posts["published_at"], unit="s", utc=True))
    return posts.assign(links=[[link] if link else [] for _ in range(len(posts))])


def rows(connection: sqlite3.Connection, tree: pd.DataFrame) -> list[dict]:
    """The posts of a cascade (table «cascade_posts») in time.

    Returns:
        `n`, `order`, `post_id`, `medium`, `account`, `hours`, `kind`, `parent` (post_id), `parent_account`, `distance`, `followers`.
    """
    sql = "SELECT post_id, n, kind, account, author_followers AS followers FROM posts WHERE post_id IN (SELECT value FROM json_each(?))"
    told = {row["post_id"]: row for row in connection.execute(sql, [json.dumps(tree["post_id"].tolist())])}
    found = []
    columns = ["order", "post_id", "medium", "hours", "parent", "distance"]
    for order, post_id, medium, hours, parent, distance in tree[columns].itertuples(index=False):
        post, above = told[post_id], told.get(parent)
        place = {"n": post["n"], "order": order, "post_id": post_id, "medium": medium, "account": post["account"]}
        parents = {"parent": parent if above else None, "parent_account": above["account"] if above else None, "distance": distance}
        found.append(place | {"hours": hours, "kind": post["kind"]} | parents | {"followers": post["followers"]})
    return found


def reached(hours: list[float]) -> dict[float, float]:
    """Hours until a part of the posts was out, for each part of REACHED; nothing for no posts. Takes their hours in time."""
    return {part: hours[math.ceil(part * len(hours)) - 1] for part in REACHED if hours}


def curve(hours: list[float]) -> list[dict]:
    """Posts per hour since the first, or per day where they span more than HOURS: `from`, `to` (hours), `posts`, `total` (so far)."""
    if not hours:
        return []
    step = 1 if hours[-1] <= HOURS else 24
    places = [min(int(hour // step), MOST_POINTS - 1) for hour in hours]
    counted = pd.Series(places).value_counts().reindex(range(max(places) + 1), fill_value=0)
    totals = counted.cumsum()
    return [{"from": place * step, "to": (place + 1) * step, "posts": int(counted[place]), "total": int(totals[place])} for place in counted.index]


def loudest(found: list[dict], length: int) -> list[dict]:
    """The accounts with the most followers among `rows`: `medium`, `account`, `followers` (the most told), `hours` (of its first), `posts`."""
    accounts: dict[tuple[str, str], dict] = {}
    for row in found:
        if row["account"] and row["followers"] is not None:
            new = {"medium": row["medium"], "account": row["account"], "followers": 0, "hours": row["hours"], "posts": 0}
            account = accounts.setdefault((row["medium"], row["account"]), new)
            account["followers"] = max(account["followers"], row["followers"])
            account["posts"] += 1
    return sorted(accounts.values(), key=lambda row: (-row["followers"], row["account"], row["medium"]))[:length]
