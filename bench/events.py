"""False alarms and power of the peaks, and of the weak signals, in months whose events are known.

`python bench/events.py [SEEDS]`: months without any event (simulated with weekly and daily rhythm, over-dispersed days and hours, and
cascades; and the demo's plan without its bursts), then the same with a day on which twice, three and five times as many post.
"""

import argparse
import importlib
import random
from collections.abc import Iterator

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.demo import plan_others
from conversatoire.demo.people import everyone
from conversatoire.demo.records import KEPT, Burst, Post
from conversatoire.demo.subjects import MONTHS, SUBJECTS
from conversatoire.demo.writing import Writer
from conversatoire.events import peaks, series

LEVEL = 0.05
ZONE = "Europe/Paris"
MONTH = "2011-05"
WEEK = np.array([1.05, 1.12, 1.1, 1.08, 1.0, 0.78, 0.82])
HOURS = np.array([6, 3, 1, 1, 1, 2, 8, 25, 45, 50, 48, 46, 55, 52, 45, 42, 44, 52, 60, 58, 55, 50, 35, 15]) / 34.167
TOPICS = np.array([0.3, 0.2, 0.15, 0.1, 0.1, 0.08, 0.05, 0.02])
EVENT = 16  # place of the day of the event


def month(size: int, seed: int, times: float = 1, topic: int | None = None, months: int = 1) -> pd.DataFrame:
    """Posts of simulated months, the last of which has an event of a day: `times` the usual number, of all posts or of one topic.

    Days scatter by 15 % and hours by 30 % beyond Poisson; a fifth of the posts are answered once in the next hours
    (long cascades would be events).
    """
    chance = np.random.default_rng(seed)
    days, hours = series.grid(str(pd.Period(MONTH) - months + 1) + "-01", MONTH, ZONE)
    level = chance.gamma(1 / 0.0225, 0.0225, len(days))[hours["place"]] * chance.gamma(1 / 0.09, 0.09, len(hours))
    usual = size / 744 * WEEK[hours["weekday"]] * HOURS[hours["hour"]] / 1.2
    counts = chance.poisson(usual * level)
    rows = [_posts(counts, hours, chance)]
    follow = rows[0].sample(frac=0.2, random_state=seed)
    rows.append(follow.assign(published_at=follow["published_at"] + pd.to_timedelta(chance.exponential(3, len(follow)), unit="h")))
    event = (hours["place"] == hours["place"].iloc[-1] - 30 + EVENT).to_numpy()
    share = 1 if topic is None else TOPICS[topic]
    more = _posts(chance.poisson(usual * 1.2 * event * share * (times - 1)), hours, chance)
    rows.append(more if topic is None else more.assign(topic=topic))
    posts = pd.concat(rows, ignore_index=True)
    posts = posts[posts["published_at"] < hours["start"].iloc[-1] + pd.Timedelta(hours=1)].reset_index(drop=True)
    return posts.assign(post_id=[f"x:{number}" for number in posts.index], source="x", author=None, links=[[] for _ in posts.index])


def _posts(counts: np.ndarray, hours: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    at = hours["start"].repeat(counts).reset_index(drop=True)
    at += pd.to_timedelta(chance.integers(1, 3600, len(at)), unit="s")
    media = chance.choice(["twitter", "forum"], len(at), p=[0.8, 0.2])
    return pd.DataFrame({"published_at": at, "medium": media, "topic": chance.choice(len(TOPICS), len(at), p=TOPICS)})


def demo_months(seed: int, bursts: tuple[Burst, ...] = ()) -> pd.DataFrame:
    """Posts by the demo's plan, without its bursts; the topic is the subject that was planted."""
    plan = importlib.import_module("conversatoire.demo.plan")  # the package has a function of that name
    kept, plan.BURSTS = plan.BURSTS, bursts
    chance = random.Random(seed)
    writer, people = Writer(chance), everyone(chance)
    records: list[Post] = plan.Timeline(people["x"], writer, chance).posts()
    for source in ("facebook", "forum", "blog"):
        records += plan_others.PLANS[source](people[source], writer, chance)
    plan.BURSTS = kept
    number = {subject.key: place for place, subject in enumerate(SUBJECTS)}
    rows = [
        {"post_id": f"{r.source}:{n}", "medium": r.source, "source": r.source, "author": r.author.handle, "published_at": r.at, "text": r.text}
        | {"links": r.links, "topic": number.get(r.subject, -1), "month": r.period}
        for n, r in enumerate(records)
        if r.outcome == KEPT
    ]
    return pd.DataFrame(rows).assign(published_at=lambda frame: pd.to_datetime(frame["published_at"], utc=True))


def found(posts: pd.DataFrame, period: str) -> pd.DataFrame:
    """The peaks of the month `period`, those before it being told too."""
    posts = posts.assign(month=posts["published_at"].dt.tz_convert(ZONE).dt.strftime("%Y-%m"))
    now, before = posts[posts["month"] == period].reset_index(drop=True), posts[posts["month"] < period]
    days, _ = series.grid(posts["month"].min() + "-01", period, ZONE)
    covered = tables.frame(
        "coverage_days", [{"source": "x", "medium": m, "day": d, "collected": 1, "kept": 1} for m in set(now["medium"]) for d in days["day"]]
    )
    counts = series.counts(now, before, covered, period, ZONE, 10)
    return peaks.peaks(peaks.test(counts, period, LEVEL), counts, now, LEVEL)


def false_alarms(seeds: int) -> Iterator[tuple[str, float]]:
    """Part of the months without an event in which a peak is told."""
    for size in (300, 1000, 10_000):
        for months in (1, 3):
            alarms = [len(found(month(size, seed, months=months), MONTH)) > 0 for seed in range(seeds)]
            yield f"simulated, {size} posts a month, {months} month(s)", float(np.mean(alarms))
    alarms = {(period, alone): 0 for period in MONTHS for alone in (True, False)}
    for seed in range(seeds):
        posts = demo_months(seed)
        for period, alone in alarms:
            alarms[period, alone] += len(found(posts[posts["month"] == period] if alone else posts, period)) > 0
    for (period, alone), number in alarms.items():
        yield f"demo without bursts, {period}{', alone' if alone else ', with those before'}", number / seeds


def power(seeds: int) -> Iterator[tuple[str, float]]:
    """Part of the months with an event of a day in which a peak is told on that day."""
    for size in (300, 1000, 10_000):
        for topic in (None, 2):
            for times in (2, 3, 5):
                hits = 0
                for seed in range(seeds):
                    told = found(month(size, seed, times, topic), MONTH)
                    day = pd.Timestamp(f"{MONTH}-{EVENT + 1:02d}", tz=ZONE)
                    hits += bool(((told["start"] < day + pd.Timedelta(days=1)) & (told["end"] > day)).any())
                yield f"{size} posts a month, {times} times {'all posts' if topic is None else 'a topic of 15 %'}", hits / seeds


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=int, nargs="?", default=100)
    seeds = parser.parse_args().seeds
    for title, measure in (("false alarms", false_alarms), ("power", power)):
        for name, share in measure(seeds):
            print(f"{title}: {name}: {share:.2f}", flush=True)
