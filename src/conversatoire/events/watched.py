"""What each post says to the alerts and to the indicators of a crisis, and how much of it each day holds."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl

from conversatoire.collection.query import belongs, hits
from conversatoire.errors import StudyError
from conversatoire.events import press, vocabulary
from conversatoire.influencers.shares import imprecise
from conversatoire.settings.collection import Query
from conversatoire.settings.events_watch import NamedByRule, NegativeRule, TagRule, TermRule, TopicRule, VolumeRule, Watching
from conversatoire.settings.events_watch import rules as rules_of
from conversatoire.text import fold

# Columns of the table «posts» that are read, of earlier months too.
COLUMNS = [
    *("post_id", "medium", "source", "author", "published_at", "title", "text", "lang", "hashtags", "mentions", "links"),
    *("reply_to_author", "repost_of_id", "repost_of_author", "quote_of_author"),
]
ADDRESSED = ("reply_to_author", "repost_of_author", "quote_of_author")


class Watch(NamedTuple):
    """What is looked for.

    Attributes:
        rules: the alert rules.
        own: the organisation's accounts, lower-case without @.
        lists: name → accounts, lower-case without @.
        press: the press accounts.
        sites: the press sites.
        entries: the crisis vocabulary.
        timezone: IANA zone in which days are cut.
    """

    rules: list[object]
    own: frozenset[str]
    lists: dict[str, frozenset[str]]
    press: frozenset[str]
    sites: frozenset[str]
    entries: list[vocabulary.Entry]
    timezone: str


def watch(settings: Watching, own_accounts: Collection[str], lists: dict[str, list[str]], timezone: str) -> Watch:
    """What a study looks for, with the tables kept by hand read.

    Raises:
        StudyError: a table kept by hand is wrong, or an alert names a list that the study does not have.
    """
    rules = rules_of(settings, lists)
    for rule in rules:
        if isinstance(rule, NamedByRule) and rule.accounts not in lists:
            raise StudyError(f"the alert «{rule.label}» names the list «{rule.accounts}», which is not in the study's `lists`")
    known = {name: _handles(accounts) for name, accounts in lists.items()}
    sites = press.read(settings.crisis_sites)
    entries = vocabulary.read(settings.crisis_words)
    return Watch(rules, _handles(own_accounts), known, known.get(settings.crisis_press, frozenset()), sites, entries, timezone)


def _handles(accounts: Collection[str]) -> frozenset[str]:
    return frozenset(account.lower().lstrip("@") for account in accounts)


def flags(posts: pd.DataFrame, tone: pd.DataFrame, watch: Watch, topics: pd.Series | None = None) -> pd.DataFrame:
    """What each post says, a row a post in their order.

    Args:
        posts: COLUMNS of the table «posts».
        tone: table «post_tone» of the same posts; posts that it lacks have no tone.
        watch: what is looked for.
        topics: the label of each post's topic, in their order; None where topics are not known.

    Returns:
        day; medium; public (not by an own account); original (public, no repost); toned and negative (original, its tone known; negative);
        crisis (original, with a word of the vocabulary); press (by a press account or with a link to a press site; not own); exact (public,
        its hour known); and for each rule, named by its label, whether it counts the post.
    """
    author = posts["author"].astype(object).str.lower()
    public = ~author.isin(watch.own)
    reposted = posts["repost_of_id"].notna() | posts["repost_of_author"].notna()
    original = public & ~reposted
    told = posts["post_id"].map(tone.set_index("post_id")["tone"]).isin(["positive", "neutral", "negative"])
    negative = posts["post_id"].map(tone.set_index("post_id")["tone"]).eq("negative")
    by_press = author.isin(watch.press) | posts["links"].map(lambda links: any(press.site(link, watch.sites) for link in links)).astype(bool)
    found = pd.DataFrame(
        {
            "day": posts["published_at"].dt.tz_convert(watch.timezone).dt.strftime("%Y-%m-%d"),
            "medium": posts["medium"],
            "public": public,
            "original": original,
            "toned": original & told,
            "negative": original & negative,
            "crisis": original & vocabulary.holds(posts, watch.entries).to_numpy(),
            "press": public & by_press,
            "exact": public & ~_dated(posts, watch.timezone),
        }
    )
    masks = {rule.label: _counted(rule, posts, found, author, watch, topics) for rule in watch.rules}
    return found.assign(**{f"rule:{label}": mask for label, mask in masks.items()})


def _counted(rule: object, posts: pd.DataFrame, found: pd.DataFrame, author: pd.Series, watch: Watch, topics: pd.Series | None) -> pd.Series:
    """Whether a rule counts each post."""
    if isinstance(rule, VolumeRule):
        mask = found["public"] & (found["medium"].eq(rule.medium) if rule.medium else True)
        return mask & _terms(posts, rule.terms) if rule.terms else mask
    if isinstance(rule, NegativeRule):
        return found["negative"]
    if isinstance(rule, NamedByRule):
        return author.isin(watch.lists[rule.accounts]) & found["public"] & _addresses(posts, watch.own)
    if isinstance(rule, TermRule):
        return found["public"] & _terms(posts, [rule.term])
    if isinstance(rule, TagRule):
        return found["public"] & posts["hashtags"].map(lambda tags: rule.tag in tags).astype(bool)
    if isinstance(rule, TopicRule):
        return found["public"] & (False if topics is None else topics.fillna("").map(fold).eq(fold(rule.topic)))
    return found["crisis"]


def _terms(posts: pd.DataFrame, terms: list[str]) -> pd.Series:
    query = Query(any=terms)
    texts = {
        name: pl.Series(posts[name].astype(object).where(posts[name].notna(), None).tolist(), dtype=pl.String)
        for name in ("post_id", "title", "text")
    }
    lists = {name: pl.Series(posts[name].tolist(), dtype=pl.List(pl.String)) for name in ("hashtags", "mentions")}
    frame = hits(pl.DataFrame(texts | lists), query)
    return pd.Series(frame.select(belongs(frame, query)).to_series().to_numpy(), index=posts.index)


def _addresses(posts: pd.DataFrame, own: frozenset[str]) -> pd.Series:
    """Whether a post mentions, answers, passes on or quotes an own account."""
    mentioned = posts["mentions"].map(lambda names: any(name.lstrip("@") in own for name in names)).astype(bool)
    return mentioned | pd.concat([posts[column].astype(object).str.lower().isin(own) for column in ADDRESSED], axis=1).any(axis=1)


def _dated(posts: pd.DataFrame, timezone: str) -> pd.Series:
    """Whether a post's source tells no hours, or whole ones: for more than half of its posts."""
    coarse = imprecise(posts, [3600], timezone).groupby(["medium", "source"])["posts"].sum()
    size = posts.groupby(["medium", "source"]).size()
    dated = {key for key, count in coarse.items() if 2 * count > size[key]}
    return pd.Series([key in dated for key in zip(posts["medium"], posts["source"], strict=True)], index=posts.index, dtype=bool)


def daily(found: pd.DataFrame, instants: pd.Series, watch: Watch, communities: pd.Series | None = None) -> pd.DataFrame:
    """How much of each measure each day holds that has posts.

    Args:
        found: result of `flags`.
        instants: `published_at` of the same posts.
        watch: what is looked for.
        communities: community of each post's author (−1 for none); None where they are not known.

    Returns:
        day, measure, posts (that count), of (among which), value (posts, or the hours of `speed`). Measures: volume, negative, crisis_words,
        press, speed, medium:…, community:…, and rule:… .
    """
    whole = {"volume": ("public", "public"), "negative": ("negative", "toned"), "crisis_words": ("crisis", "original"), "press": ("press", "public")}
    among = {f"rule:{rule.label}": _among(rule) for rule in watch.rules}
    rows = [_sums(found, name, found[of], found[part]) for name, (part, of) in whole.items()]
    rows += [_sums(found, name, found[of], found[name]) for name, of in among.items()]
    rows += [
        _sums(found, f"medium:{medium}", found["public"], found["public"] & found["medium"].eq(medium)) for medium in sorted(set(found["medium"]))
    ]
    if communities is not None:
        known = sorted({int(number) for number in communities if number >= 0})
        rows += [_sums(found, f"community:{number}", found["public"], found["public"] & communities.eq(number).to_numpy()) for number in known]
    return pd.concat([*rows, _speed(found, instants)], ignore_index=True)


def _among(rule: object) -> str:
    """The posts among which a rule counts."""
    return {"negative": "toned", "crisis_words": "original"}.get(rule.when, "public")


def _sums(found: pd.DataFrame, measure: str, of: pd.Series, part: pd.Series) -> pd.DataFrame:
    counted = pd.DataFrame({"day": found["day"], "posts": part.astype("int64"), "of": of.astype("int64")}).groupby("day", as_index=False).sum()
    return counted.assign(measure=measure, value=counted["posts"].astype("float64"))


def _speed(found: pd.DataFrame, instants: pd.Series) -> pd.DataFrame:
    """Hours of the shortest lapse that holds half of a day's posts (the «shorth»: Andrews et al. 1972)."""
    exact = found["exact"].to_numpy()
    seconds = instants.astype("datetime64[us, UTC]").astype("int64").to_numpy()[exact] / 1e6
    rows = []
    for day, places in pd.Series(np.arange(len(seconds))).groupby(found["day"].to_numpy()[exact]):
        sorted_ = np.sort(seconds[places.to_numpy()])
        half = -(-len(sorted_) // 2)
        shortest = (sorted_[half - 1 :] - sorted_[: len(sorted_) - half + 1]).min() / 3600
        rows.append({"day": day, "posts": half, "of": len(sorted_), "measure": "speed", "value": shortest})
    return pd.DataFrame(rows, columns=["day", "posts", "of", "measure", "value"])
