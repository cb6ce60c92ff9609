"""The month's tables as they may leave the house: allowed columns, enough authors behind every count and word, nobody's name."""

import csv
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pandas as pd

from conversatoire import manifest, tables
from conversatoire.columns import TABLES
from conversatoire.events.press import SHORTENERS
from conversatoire.export.allowed import ALLOWED, Release
from conversatoire.export.authors import cut, host, of_items, of_rows
from conversatoire.export.people import names_someone
from conversatoire.export.small import hidden
from conversatoire.tables import neutral

POST_COLUMNS = [
    "post_id",
    "medium",
    "source",
    "author",
    "published_at",
    "title",
    "text",
    "url",
    "repost_of_id",
    "repost_of_author",
    "hashtags",
    "links",
]

# Hosts where an address leads to a person's post or account, whichever medium is studied.
PLATFORMS = """bsky.app facebook.com fb.com instagram.com linkedin.com mastodon.social medium.com pinterest.com quora.com reddit.com snapchat.com
substack.com t.me telegram.me threads.net tiktok.com tumblr.com twitch.tv twitter.com vk.com whatsapp.com x.com youtu.be youtube.com""".split()
WORDS = 8  # words by which a topic is told


@dataclass(frozen=True)
class Month:
    """A month ready to leave.

    Attributes:
        period: the month.
        posts: its posts; None where too few people wrote them.
        authors: its distinct authors; None with `posts`.
        tables: released tables by name.
        blanked: rows blanked in each table.
        dropped: rows left out of each table, for a word or link of too few authors or one that names somebody.
    """

    period: str
    posts: int | None
    authors: int | None
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    blanked: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)


def month(folder: Path, people: frozenset[str], public: frozenset[str], at_least: int) -> Month:
    """The released tables of one month's folder.

    Args:
        folder: `results/{study}/{period}`.
        people: of `people.named`: whoever must not be named.
        public: of `people.public_terms`.
        at_least: distinct authors that every count and word needs.

    Raises:
        RunError: a table of the month is missing or is not what `columns/` says.
    """
    posts = tables.read(folder / "collection/posts.parquet", "posts", POST_COLUMNS)
    post_topics = tables.read(folder / "topics/post_topics.parquet", "post_topics", ["post_id", "topic"])
    post_tone = tables.read(folder / "tone/post_tone.parquet", "post_tone", ["post_id", "tone"])
    cut_posts = cut(posts, post_topics, post_tone, manifest.parameters(folder)["collection"]["timezone"])
    frames = {name: _allowed_rows(tables.read(folder / rule.step / f"{name}.csv", name), rule) for name, rule in ALLOWED.items()}
    tags = frames["top"]["list"] == "hashtags"
    frames["top"].loc[tags, "item"] = "#" + frames["top"].loc[tags, "item"]
    homes = {host(url) for url in posts["url"].dropna()} - {""}
    authors = cut_posts["person"].nunique()
    made = Month(folder.name, *((len(posts), authors) if authors >= at_least else (None, None)))
    for name, rule in ALLOWED.items():
        fine = pd.Series(True, index=frames[name].index)
        for column in rule.texts:
            users = _users(frames[name], column, name, cut_posts)
            fine &= (users >= at_least) & frames[name][column].map(lambda item: _safe(item, people, public, homes)).astype(bool)
        made.tables[name] = _released(frames[name], name, rule, cut_posts, fine, at_least, made)
    made.tables["topics"] = _with_words(made.tables["topics"], made.tables["topic_words"])
    return made


def released_columns(name: str) -> list[str]:
    """The columns of a table that leave, in its order."""
    rule = ALLOWED[name]
    return [column for column in TABLES[name].columns if column in (*rule.keys, *rule.values, *rule.texts)]


def text_of(table: pd.DataFrame) -> str:
    """A table as CSV, cells that a spreadsheet would run as a formula led by an apostrophe."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.itertuples(index=False, name=None):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{value:.6g}" if isinstance(value, float) and not value.is_integer() else str(int(value)) if isinstance(value, float) else str(value)


def _allowed_rows(table: pd.DataFrame, rule: Release) -> pd.DataFrame:
    for column, values in rule.only.items():
        table = table[table[column].isin(values)]
    return table.reset_index(drop=True)


def _users(table: pd.DataFrame, column: str, name: str, cut_posts: pd.DataFrame) -> pd.Series:
    """Distinct authors of each row's word, tag, link or site: in the month, or where the row counts them in a topic, there."""
    if name != "topic_keys":
        return table[column].map(of_items(table[column].unique(), cut_posts)).astype(int)
    parts = [rows[column].map(of_items(rows[column], cut_posts[cut_posts["topic"] == topic])) for topic, rows in table.groupby("topic")]
    return pd.concat([pd.Series(dtype=int), *parts]).reindex(table.index).astype(int)


def _with_words(topics: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """The topics with the first of their released words, in the place of those that nobody looked through."""
    first = words.sort_values(["topic", "rank"]).groupby("topic")["word"].agg(lambda found: ", ".join(found[:WORDS]))
    return topics.assign(words=[first.get(topic, "") for topic in topics["topic"]])


def _safe(item: str, people: frozenset[str], public: frozenset[str], homes: set[str]) -> bool:
    """Whether an item names nobody, and is neither a link into a medium, which leads to an account, nor a short one, which hides where it leads."""
    site = host(item)
    leads_in = site in homes or any(site == platform or site.endswith(f".{platform}") for platform in PLATFORMS)
    return not leads_in and not {site, item} & SHORTENERS and not names_someone(item.lstrip("#").replace("/", " ").replace("?", " "), people, public)


def _released(table: pd.DataFrame, name: str, rule: Release, cut_posts: pd.DataFrame, fine: pd.Series, at_least: int, made: Month) -> pd.DataFrame:
    out = table[released_columns(name)].copy()
    blank = pd.Series(False, index=table.index)
    if rule.behind and len(table):
        way, columns, *adding = rule.behind.split(":")
        cells = (adding[0] if adding else "" if way == "column" else columns).split(",")
        blank = hidden(table, of_rows(table, rule.behind, cut_posts), [cell for cell in cells if cell not in ("", "all")], at_least)
    for column in rule.values:
        out[column] = out[column].mask(blank)
    kept = fine & ~blank if rule.texts else fine
    made.blanked[name], made.dropped[name] = int((blank & kept).sum()), int((~kept).sum())
    return out[kept].reset_index(drop=True)
