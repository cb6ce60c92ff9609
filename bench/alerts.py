"""How often alerts and crisis levels cry over nothing, and whether they see the planted bursts: the teaching corpus under many seeds.

    python bench/alerts.py [--seeds N] [--cores N]

Each seed writes three months with two bursts of two days; the same months without the bursts' posts are calm. The tone is the planted one, the
communities are the planted ones, the press list has the corpus's three journalists' hubs: this measures the rules and not what feeds them.
Prints the days told, by level, in the calm months; the levels of the burst days and of the other days; and how often each default alert fired.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor

import pandas as pd

from conversatoire.demo.plan import plan
from conversatoire.demo.records import Post
from conversatoire.demo.subjects import BURSTS
from conversatoire.events import alerts, crisis, watched
from conversatoire.settings.events_watch import Watching

FIRST, LAST = "2011-04-01", "2011-06-30"
PRESS = {"presse": ["LanterneBleue", "GazetteBelcastre", "CourrierPalais"]}
BURST_DAYS = sorted({day.isoformat() for burst in BURSTS for day in burst.excess})


def posts_of(records: list[Post]) -> pd.DataFrame:
    """Records of the corpus as the columns of «posts» that are read, with their planted tone and community."""
    rows = [
        {
            "post_id": record.post_id or f"{record.medium}:{number}",
            "medium": record.medium,
            "source": record.source,
            "author": record.author.handle,
            "published_at": record.at,
            "title": record.title,
            "text": record.text,
            "lang": "fr",
            "hashtags": [tag.lower() for tag in record.tags],
            "mentions": [name.lower() for name in record.mentions],
            "links": record.links,
            "reply_to_author": record.reply_to.author.handle if record.reply_to else None,
            "repost_of_id": record.repost_of.post_id if record.repost_of else None,
            "repost_of_author": record.repost_of.author.handle if record.repost_of else None,
            "quote_of_author": None,
            "tone": record.tone or "unknown",
            "community": record.author.community,
        }
        for number, record in enumerate(records)
    ]
    found = pd.DataFrame(rows).drop_duplicates("post_id").sort_values("published_at", ignore_index=True)
    return found.assign(published_at=pd.to_datetime(found["published_at"], utc=True))


def months(seed: int) -> pd.DataFrame:
    """One row a day of both kinds of months: kind, day, level, and a column for each default alert."""
    kept = [record for record in plan(seed) if record.outcome == "kept"]
    calm = [record for record in kept if not record.burst and not (record.repost_of and record.repost_of.burst)]
    looked_for = watched.watch(Watching(), ["OrsenneSante"], PRESS, "Europe/Paris")
    rows = []
    for kind, records in (("calm", calm), ("burst", kept)):
        posts = posts_of(records)
        found = watched.flags(posts, posts[["post_id", "tone"]], looked_for)
        groups = posts["community"].astype("category").cat.codes.astype("int64")
        days = watched.daily(found, posts["published_at"], looked_for, groups)
        course = crisis.course(crisis.indicators(days, Watching(), FIRST, LAST))
        told = alerts.alerts(days, looked_for, FIRST, LAST)
        fired = told.assign(fired=told["fired"].where(~told["state"].isin(["no_norm", "unknown"]))).pivot(index="day", columns="rule", values="fired")
        rows.append(course.set_index("day")[["level"]].join(fired).reset_index().assign(kind=kind, seed=seed))
    return pd.concat(rows)


def main() -> None:
    """Runs the seeds and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--cores", type=int, default=2)
    asked = parser.parse_args()
    with ProcessPoolExecutor(asked.cores) as pool:
        days = pd.concat(list(pool.map(months, range(asked.seeds))), ignore_index=True)
    days["part"] = days["kind"].where(days["kind"] == "calm", days["day"].isin(BURST_DAYS).map({True: "burst days", False: "other days"}))
    told = days[days["level"] != "no_norm"]
    print(pd.crosstab(told["part"], told["level"]).to_string(), end="\n\n")
    rules = [column for column in days.columns if column not in ("day", "level", "kind", "seed", "part")]
    print(days.groupby("part")[rules].agg(lambda fired: pd.to_numeric(fired).mean()).round(4).to_string())


if __name__ == "__main__":
    main()
