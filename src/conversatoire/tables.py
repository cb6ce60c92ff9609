"""Every table the workflow writes: its columns, described once, checked on writing and on reading.

`write(frame, path, "topics")` and `read(path, "topics")` are the only ways in and out. Parquet or CSV by the path's suffix;
pandas frames, or polars frames where they are large. Rows are sorted by the table's key, floats have six significant digits (so that
the last bits of a sum, which depend on the number of cores, never show; whole numbers are exact). CSV: UTF-8, comma, header, and
cells that a spreadsheet would run as a formula led by an apostrophe, which `read` takes off again. In CSV an optional empty text
reads back as missing.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from conversatoire.errors import RunError

TEXT, INT, FLOAT, FLAG, LIST = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.list_(pa.string())
INSTANT = pa.timestamp("us", tz="UTC")
UNSTABLE = 0.5  # stability of a topic up to which it counts as dissolved (Hennig 2007): nobody should report it alone


class Column(NamedTuple):
    """One column: its type, what it means (with its unit), and whether it may be empty."""

    type: pa.DataType
    about: str
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what it holds, its columns in order, and the columns its rows are sorted by."""

    about: str
    columns: dict[str, Column]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The arrow schema."""
        return pa.schema([pa.field(name, column.type) for name, column in self.columns.items()])


TABLES: dict[str, Table] = {
    "posts": Table(
        "The posts of a source (imported) or of a month (collection), one row a post.",
        {
            "post_id": Column(TEXT, "`{medium}:{native id}`, or `{medium}:~` and a hash of author, instant and text where there is none"),
            "medium": Column(TEXT, "label of the medium"),
            "source": Column(TEXT, "name of the source in the study"),
            "author": Column(TEXT, "handle as written on the platform; an e-mail address in mbox", True),
            "author_name": Column(TEXT, "displayed name", True),
            "author_id": Column(TEXT, "the platform's id of the account", True),
            "author_followers": Column(INT, "followers at the time of the export", True),
            "published_at": Column(INSTANT, "instant of publication, UTC"),
            "title": Column(TEXT, "title or subject line", True),
            "text": Column(TEXT, "plain text, entities decoded, NFC; may be empty where there are links or a title"),
            "url": Column(TEXT, "address of the post", True),
            "lang": Column(TEXT, "language code; `und` where too short or unsure to tell"),
            "reply_to_id": Column(TEXT, "post_id of the post replied to", True),
            "reply_to_author": Column(TEXT, "its author", True),
            "repost_of_id": Column(TEXT, "post_id of the post passed on", True),
            "repost_of_author": Column(TEXT, "its author; a post with repost_of_id or repost_of_author is a repost", True),
            "quote_of_id": Column(TEXT, "post_id of the post quoted", True),
            "quote_of_author": Column(TEXT, "its author", True),
            "thread_id": Column(TEXT, "`{medium}:{native id}` of the conversation", True),
            "hashtags": Column(LIST, "lower-case, without #, each once"),
            "mentions": Column(LIST, "accounts named, lower-case, without @, each once"),
            "links": Column(LIST, "canonical addresses, each once"),
            "likes": Column(INT, "likes, favourites or points", True),
            "reposts": Column(INT, "times passed on, as the platform counts", True),
            "replies": Column(INT, "replies or comments, as the platform counts", True),
            "views": Column(INT, "views, as the platform counts", True),
            "origin": Column(TEXT, "file and row of the export: `name.csv:12`"),
        },
        ("published_at", "post_id"),
    ),
    "rejects": Table(
        "Rows that could not be read, with what was found there.",
        {
            "source": Column(TEXT, "name of the source"),
            "origin": Column(TEXT, "file and row: `name.csv:12`"),
            "reason": Column(TEXT, "why the row could not be read"),
            "raw": Column(TEXT, "the row as it stood; bytes that are no text are shown as \\xNN"),
        },
        (),
    ),
    "coverage": Table(
        "What became of every row: read = rejected + duplicate + off_query + off_period + off_language + kept.",
        {
            "source": Column(TEXT, "name of the source"),
            "medium": Column(TEXT, "label of the medium"),
            "read": Column(INT, "rows of the source, over all its files"),
            "rejected": Column(INT, "rows that could not be read"),
            "duplicate": Column(INT, "posts of the month that stand in an earlier row or source"),
            "off_query": Column(INT, "posts of the month in a kept language that the query refuses"),
            "off_period": Column(INT, "posts of other months"),
            "off_language": Column(INT, "posts of the month in another language"),
            "kept": Column(INT, "posts studied"),
            "first": Column(INSTANT, "first kept post", True),
            "last": Column(INSTANT, "last kept post", True),
            "days_without_posts": Column(INT, "days of the month without any kept post"),
            "ruined_ids": Column(INT, "posts of the source, over all months, whose id a spreadsheet had ruined (1,45E+18), now a hash"),
        },
        ("source",),
    ),
    "coverage_days": Table(
        "Rows of each source by day: a day without any was not collected; a day with rows but no kept post was quiet.",
        {
            "source": Column(TEXT, "name of the source"),
            "medium": Column(TEXT, "label of the medium"),
            "day": Column(TEXT, "day in the study's time zone, YYYY-MM-DD"),
            "collected": Column(INT, "rows of that day that could be read, duplicates included"),
            "kept": Column(INT, "posts studied"),
        },
        ("source", "day"),
    ),
    "volume": Table(
        "Posts per day and medium; every day of the month stands here, with 0 where nothing was posted.",
        {
            "day": Column(TEXT, "day in the study's time zone, YYYY-MM-DD"),
            "medium": Column(TEXT, "label of the medium"),
            "posts": Column(INT, "posts"),
            "authors": Column(INT, "distinct authors"),
        },
        ("day", "medium"),
    ),
    "topics": Table(
        "The month's topics, largest first.",
        {
            "topic": Column(INT, "number of the topic in the month, 0 the largest"),
            "label": Column(TEXT, "name: the analyst's own (`topics.names`) where one fits, else `label_auto`"),
            "posts": Column(INT, "posts assigned"),
            "share": Column(FLOAT, "posts / all posts of the month, those without a topic included, 0–1"),
            "stability": Column(
                FLOAT,
                "the lower of stability_seeds and stability_samples, 0–1; up to .5 the topic has dissolved (Hennig 2007)",
            ),
            "coherence": Column(FLOAT, "NPMI of its ten first words, −1 to 1 (Bouma 2009)"),
            "words": Column(TEXT, "first words, separated by spaces"),
            "share_low": Column(
                FLOAT, "2.5th percentile of the share that its best match has in the recomputations, or the share itself where that is lower", True
            ),
            "share_high": Column(FLOAT, "97.5th percentile of the same, or the share itself where that is higher", True),
            "stability_seeds": Column(FLOAT, "mean Jaccard index of its posts with its best match under other seeds", True),
            "stability_samples": Column(FLOAT, "the same in samples of 80 % of the posts", True),
            "stability_words": Column(
                FLOAT, "mean Jaccard index of its ten first words with those of its best match, both kinds of recomputation", True
            ),
            "diversity": Column(FLOAT, "share of its ten first words that are in no other topic's ten, 0–1 (Dieng et al. 2020)", True),
            "label_auto": Column(TEXT, "name made of its words, tags and phrases", True),
        },
        ("topic",),
    ),
    "topic_model": Table(
        "What the topics of the month were made from, and how good they are as a whole.",
        {
            "measure": Column(TEXT, "name of the measure"),
            "value": Column(FLOAT, "its value; empty where it cannot be measured", True),
            "about": Column(TEXT, "what it measures, with its unit"),
        },
        ("measure",),
    ),
    "topic_keys": Table(
        "What else tells a topic: the tags, links, sites and accounts that its posts share, and who writes them.",
        {
            "topic": Column(INT, "topic"),
            "kind": Column(TEXT, "hashtag, link, site, mentioned (account spoken of or to) or author"),
            "rank": Column(INT, "1 is the strongest"),
            "item": Column(TEXT, "the tag (with its #), canonical link, host, or handle (lower-case)"),
            "medium": Column(TEXT, "medium of an account; empty for tags, links and sites", True),
            "posts": Column(INT, "posts of the topic that hold it"),
            "share": Column(FLOAT, "posts / posts of the topic, 0–1"),
            "lift": Column(FLOAT, "share in the topic / share in all posts of the month; 1 is no more than elsewhere"),
        },
        ("topic", "kind", "rank"),
    ),
    "topic_map": Table(
        "A map of the month's posts in two dimensions: neighbours share words. A sample where there are many.",
        {
            "post_id": Column(TEXT, "the post"),
            "x": Column(FLOAT, "place; the axes have no unit and no meaning of their own"),
            "y": Column(FLOAT, "place"),
        },
        ("post_id",),
    ),
    "post_topics": Table(
        "The topic of each post.",
        {
            "post_id": Column(TEXT, "the post"),
            "topic": Column(INT, "its topic, −1 where none is clear"),
            "nearest": Column(INT, "the closest topic; −1 where no word of the post is known"),
            "weight": Column(
                FLOAT,
                "how sure: share of the post's nearest neighbours that are in `nearest` (glp), else the part of it that belongs to `nearest`, 0–1",
            ),
            "second": Column(INT, "the next closest topic; −1 where there is none", True),
            "second_weight": Column(FLOAT, "the same measure for `second`", True),
        },
        ("post_id",),
    ),
    "topic_words": Table(
        "The words of each topic.",
        {
            "topic": Column(INT, "topic"),
            "rank": Column(INT, "1 is the strongest"),
            "word": Column(TEXT, "word or tag as most people wrote it"),
            "weight": Column(FLOAT, "weight in the topic; the weights of a topic's listed words are comparable"),
            "token": Column(TEXT, "what is counted: lower-case lemma, tag, or phrase (its lemmas joined by _); months are matched by it", True),
        },
        ("topic", "rank"),
    ),
    "topic_media": Table(
        "Topics by medium.",
        {
            "topic": Column(INT, "topic; −1 unassigned"),
            "medium": Column(TEXT, "medium"),
            "posts": Column(INT, "posts"),
            "share": Column(FLOAT, "posts / posts of the medium, 0–1"),
        },
        ("topic", "medium"),
    ),
    "topic_days": Table(
        "Topics by day; every topic has every day of the month.",
        {"topic": Column(INT, "topic; −1 unassigned"), "day": Column(TEXT, "day, YYYY-MM-DD"), "posts": Column(INT, "posts")},
        ("topic", "day"),
    ),
    "representative_posts": Table(
        "Posts that show a topic best, by distinct authors.",
        {
            "topic": Column(INT, "topic"),
            "rank": Column(INT, "1 is the most typical"),
            "post_id": Column(TEXT, "the post"),
            "weight": Column(FLOAT, "its weight in post_topics"),
        },
        ("topic", "rank"),
    ),
    "topic_links": Table(
        "Topics matched with the month before, and an id that a topic keeps over the months.",
        {
            "topic": Column(INT, "topic of this month; empty where gone", True),
            "previous_topic": Column(INT, "topic of the month before; empty where first or new", True),
            "similarity": Column(FLOAT, "cosine of the two topics' words, 0–1; empty where first, new or gone", True),
            "status": Column(
                TEXT,
                "first (of the study's first month); new; continued; split (another part of one that goes on); merged (into one that goes on); gone",
            ),
            "id": Column(
                TEXT,
                "`YYYY-MM/n`: the month in which it first appeared and its rank there; of `previous_topic` where gone or merged",
                True,
            ),
        },
        ("topic", "previous_topic"),
    ),
    "accounts": Table(
        "Accounts of the month's graph of mentions, replies, reposts and quotes. Self-loops are left out.",
        {
            "account": Column(TEXT, "handle, lower-case"),
            "medium": Column(TEXT, "medium; accounts of different media are never merged"),
            "posts": Column(INT, "posts of the month; 0 for an account that is only spoken to"),
            "followers": Column(INT, "followers, where the export tells", True),
            "in_degree": Column(INT, "distinct accounts that mention, answer, relay or quote it"),
            "out_degree": Column(INT, "distinct accounts that it mentions, answers, relays or quotes"),
            "pagerank": Column(FLOAT, "PageRank on edge weights, damping .85 (Brin & Page 1998)"),
            "hub": Column(FLOAT, "hub score (Kleinberg 1999), sums to 1 in each medium that has edges"),
            "authority": Column(FLOAT, "authority score (Kleinberg 1999), sums to 1 in each medium that has edges"),
            "betweenness": Column(FLOAT, "share of shortest directed paths through it (Brandes 2001), 0–1"),
            "core": Column(INT, "k-core number of the undirected graph"),
            "h_index": Column(INT, "h posts of the account were each relayed by h others or more, in the posts collected"),
            "community": Column(INT, "community, 0 the largest; −1 for an account without any tie"),
            "role": Column(TEXT, "own, bridge, hub, source, addressed, relay, talker or audience; the first rule that holds, see `why`"),
            "rank": Column(INT, "rank by PageRank, 1 the highest; equals share a rank"),
            "rank_low": Column(INT, "best rank in 95 % of resamples of the posts"),
            "rank_high": Column(INT, "worst rank in 95 % of resamples of the posts"),
            "why": Column(TEXT, "the rule that gave it its role, with its figures", True),
            "own": Column(FLAG, "an own account of the organisation"),
            "bot": Column(FLAG, "an account that the study says is automatic"),
            "rank_without": Column(INT, "rank where own accounts and bots are left out of the graph; empty for them", True),
            "in_strength": Column(INT, "posts that address it", True),
            "out_strength": Column(INT, "posts by which it addresses others, one a pair", True),
            "self_loops": Column(INT, "posts by which it addresses itself, in no measure", True),
            "reposted": Column(INT, "reposts of its posts by others", True),
            "reach": Column(INT, "distinct accounts that reposted it", True),
            "amplification": Column(FLOAT, "reposts of its posts by others / its posts that are no reposts; empty without such posts", True),
            "participation": Column(
                FLOAT, "1 − Σ (part of its ties in each community)²: 0 all in one, towards 1 spread over many (Guimerà & Amaral 2005)", True
            ),
        },
        ("rank", "medium", "account"),
    ),
    "edges": Table(
        "Who addressed whom.",
        {
            "source": Column(TEXT, "account that posts, lower-case"),
            "target": Column(TEXT, "account mentioned, answered, relayed or quoted"),
            "kind": Column(TEXT, "mention, reply, repost or quote"),
            "weight": Column(INT, "posts"),
            "medium": Column(TEXT, "medium of both"),
        },
        ("medium", "source", "target", "kind"),
    ),
    "graphs": Table(
        "The graph of each kind of address, and their union with and without own accounts and bots.",
        {
            "graph": Column(TEXT, "mention, reply, repost, quote, union, or union_without (own accounts and bots left out)"),
            "accounts": Column(INT, "accounts with a tie"),
            "edges": Column(INT, "ordered pairs, one addressing the other"),
            "weight": Column(INT, "addresses: posts, one a pair"),
            "self_loops": Column(INT, "addresses of an account to itself, counted apart"),
            "reciprocity": Column(FLOAT, "part of the pairs that also go the other way, 0–1", True),
            "density": Column(FLOAT, "pairs / possible pairs among accounts with a tie, 0–1", True),
            "components": Column(INT, "weakly connected components"),
            "largest": Column(FLOAT, "part of the accounts in the largest component, 0–1", True),
            "modularity": Column(FLOAT, "modularity of its Leiden communities, −.5 to 1 (Newman 2006)", True),
        },
        ("graph",),
    ),
    "rankings": Table(
        "The first accounts of each ranking, and how sure each rank is.",
        {
            "ranking": Column(TEXT, "pagerank, mentioned (posts that mention it), reposted (distinct reposters), betweenness or followers"),
            "rank": Column(INT, "1 is the highest; equals share a rank"),
            "medium": Column(TEXT, "medium"),
            "account": Column(TEXT, "handle, lower-case"),
            "value": Column(FLOAT, "what is ranked"),
            "rank_low": Column(
                INT, "best rank in 95 % of resamples of the posts; empty for followers, and for betweenness in months too large to resample", True
            ),
            "rank_high": Column(INT, "worst rank in 95 % of resamples", True),
            "tied": Column(
                INT,
                "number of its group: ranks of one group, which may go on beyond the listed ones, cannot be told apart; empty where it stands alone",
                True,
            ),
        },
        ("ranking", "rank", "medium", "account"),
    ),
    "cascades": Table(
        "How the most shared links and the most passed-on posts spread.",
        {
            "kind": Column(TEXT, "link or post"),
            "rank": Column(INT, "1 is the most shared"),
            "item": Column(TEXT, "canonical link, or post_id"),
            "posts": Column(INT, "posts that share the link, or that pass on, quote or answer the post or one that follows from it, itself left out"),
            "accounts": Column(INT, "their distinct accounts"),
            "media": Column(TEXT, "their media by first appearance, separated by a space"),
            "first_post_id": Column(TEXT, "the first post", True),
            "first_author": Column(TEXT, "its author, lower-case", True),
            "first_at": Column(INSTANT, "its instant", True),
            "last_at": Column(INSTANT, "instant of the last", True),
            "half_life": Column(FLOAT, "hours from the first post until half of all were out; for a post, of those that follow from it", True),
            "depth": Column(INT, "longest chain of posts that each pass on the one before", True),
            "breadth": Column(INT, "most posts at one distance: for a post, from it; for a link, 0 is who shares it by himself", True),
        },
        ("kind", "rank"),
    ),
    "cascade_posts": Table(
        "The posts of each cascade, in time.",
        {
            "kind": Column(TEXT, "link or post"),
            "item": Column(TEXT, "canonical link, or post_id"),
            "order": Column(INT, "1 is the first"),
            "post_id": Column(TEXT, "the post"),
            "medium": Column(TEXT, "its medium"),
            "author": Column(TEXT, "its author, lower-case", True),
            "hours": Column(FLOAT, "hours since the first"),
            "parent": Column(TEXT, "the post of the cascade that it passes on, quotes or answers; empty where it does none", True),
            "distance": Column(INT, "steps from a first post: 0 where it has no parent"),
        },
        ("kind", "item", "order"),
    ),
    "coordination": Table(
        "Pairs of accounts that shared the same thing within seconds oftener than chance would have it: to be looked at, no accusation.",
        {
            "window": Column(INT, "seconds between the two posts, at most"),
            "kind": Column(TEXT, "link, text (the same words) or post (a repost of the same post)"),
            "medium": Column(TEXT, "medium of both"),
            "first": Column(TEXT, "account, lower-case; the first by alphabet"),
            "second": Column(TEXT, "account, lower-case"),
            "group": Column(INT, "accounts that such pairs connect, over all kinds and windows; 0 the largest"),
            "times": Column(INT, "distinct things that both shared within the window"),
            "expected": Column(FLOAT, "the same in months whose times are shuffled, on average; the largest of three ways of shuffling"),
            "p_value": Column(
                FLOAT, "part of these months with as many or more, itself counted; where none has, the Poisson tail; the largest of the three ways"
            ),
            "q_value": Column(FLOAT, "false discovery rate over all pairs of the window and kind (Benjamini & Hochberg 1995)"),
        },
        ("group", "first", "second", "kind", "window"),
    ),
    "community_links": Table(
        "Communities matched with the month before by their members.",
        {
            "community": Column(INT, "community of this month; empty where gone", True),
            "previous_community": Column(INT, "community of the month before; empty where first or new", True),
            "similarity": Column(FLOAT, "Jaccard index of their accounts, 0–1; empty where first, new or gone", True),
            "status": Column(TEXT, "first (the study's first month), new, continued or gone"),
        },
        ("community", "previous_community"),
    ),
    "community_topics": Table(
        "What each community speaks of.",
        {
            "community": Column(INT, "community"),
            "topic": Column(INT, "topic; −1 unassigned"),
            "posts": Column(INT, "posts of its accounts on the topic"),
            "share": Column(FLOAT, "posts / posts of the community, 0–1"),
            "lift": Column(FLOAT, "share here / share in the posts of the month", True),
        },
        ("community", "topic"),
    ),
    "communities": Table(
        "Communities of the graph, largest first.",
        {
            "community": Column(INT, "number, 0 the largest"),
            "accounts": Column(INT, "accounts"),
            "posts": Column(INT, "their posts of the month"),
            "words": Column(TEXT, "words more frequent here than elsewhere, separated by spaces"),
            "leaders": Column(TEXT, "accounts with the highest PageRank, separated by a comma and a space, since names may hold spaces"),
            "links": Column(TEXT, "links that it shares more than others do, separated by a space", True),
            "internal": Column(FLOAT, "part of the weight of its accounts' ties that stays inside, 0–1", True),
            "stability": Column(FLOAT, "mean Jaccard index of its accounts with its best match under other seeds, 0–1 (Hennig 2007)", True),
        },
        ("community",),
    ),
    "indices": Table(
        "The barometer's indices over the month.",
        {
            "index": Column(TEXT, "posts_per_minute, activity, hashtag, conversation, sharing"),
            "value": Column(FLOAT, "value of the month; empty where there is no post, or no month before to compare with", True),
            "baseline": Column(FLOAT, "value of the month before; empty where there is none", True),
            "formula": Column(TEXT, "how it is computed"),
        },
        (),
    ),
    "top": Table(
        "The barometer's lists.",
        {
            "list": Column(TEXT, "hashtags, links, sites, cited, active, sociable, influential"),
            "rank": Column(INT, "1 is the highest; equals are ordered by name"),
            "item": Column(TEXT, "tag, canonical link, site, or account (lower-case)"),
            "value": Column(FLOAT, "posts that contain it; posts written; accounts addressed; PageRank"),
            "previous_rank": Column(INT, "rank the month before; empty where it was absent or there is no month before", True),
            "medium": Column(TEXT, "medium of an account; empty for tags, links and sites", True),
        },
        ("list", "rank"),
    ),
    "hours": Table(
        "Activity by hour and weekday in the study's time zone.",
        {
            "weekday": Column(INT, "1 Monday … 7 Sunday"),
            "hour": Column(INT, "0–23"),
            "posts": Column(INT, "posts of the month in that hour of that weekday"),
        },
        ("weekday", "hour"),
    ),
}

# A tab, a line end or a full-width sign leads some spreadsheets to a formula too (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
# Rows of a Parquet row group: also the slice in which a polars frame is written, so that its memory is bounded.
ROW_GROUP = 200_000
_DIGITS = 6  # significant digits kept of a float


def write(frame: pd.DataFrame | pl.DataFrame, path: Path | str, name: str) -> Path:
    """Checks `frame` against the table `name`, sorts it and writes it as Parquet or CSV, by the suffix of `path`.

    Raises:
        RunError: a column is missing, unknown, of another type, or empty where it may not be.
    """
    path, table = Path(path), TABLES[name]
    _check_columns(list(frame.columns), table, path)
    _check_zones(frame, table, path)
    _check_empty(frame, table, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        parts = _from_pandas(frame, table) if isinstance(frame, pd.DataFrame) else _from_polars(frame, table)
        if path.suffix == ".parquet":
            _write_parquet(parts, table, path)
        else:
            _write_csv(pa.concat_tables(parts), table, path)
    except (pa.ArrowException, ValueError, TypeError) as error:
        path.unlink(missing_ok=True)
        raise RunError(f"{path}: does not fit the table «{name}»: {error}") from None
    return path


def read(path: Path | str, name: str, columns: list[str] | None = None) -> pd.DataFrame:
    """Reads a table that `write` wrote; whole numbers that may be empty come as Int64, lists as lists.

    Raises:
        RunError: there is no such file, it cannot be read, or its columns are not the table's.
    """
    path, table = Path(path), TABLES[name]
    try:
        return _read_parquet(path, table, columns) if path.suffix == ".parquet" else _read_csv(path, table, columns)
    except FileNotFoundError:
        raise RunError(f"{path}: there is no such file; the step that writes the table «{name}» has not run") from None
    except (OSError, ValueError, pa.ArrowException) as error:
        raise RunError(f"{path}: cannot be read as the table «{name}»: {error}") from None


def frame(name: str, rows: list[dict[str, object]] | None = None) -> pd.DataFrame:
    """A table out of rows, as `read` would give it; what a row does not tell is empty, and no rows give the table's columns alone."""
    return _to_pandas(pa.Table.from_pylist(rows or [], TABLES[name].schema), TABLES[name])


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs: led by an apostrophe where it starts as a formula does."""
    return "'" + cell if _FORMULA.match(cell) else cell


def _unquote(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _from_pandas(frame: pd.DataFrame, table: Table) -> Iterator[pa.Table]:
    frame = frame[list(table.columns)]
    if table.key:
        frame = frame.sort_values(list(table.key), kind="stable", na_position="last")
    yield pa.Table.from_pandas(frame, table.schema, preserve_index=False).replace_schema_metadata(None)


def _from_polars(frame: pl.DataFrame, table: Table) -> Iterator[pa.Table]:
    """The frame sorted, in slices. Unlike arrow's, its numbers never become texts, nor texts numbers, unseen."""
    for name, column in table.columns.items():
        found = frame.schema[name]
        if found != pl.Null and (column.type == TEXT) != (found in (pl.String, pl.Categorical)):
            raise TypeError(f"column «{name}» is {found}, not {column.type}")
    frame, rows = frame.select(list(table.columns)), pl.int_range(frame.height, eager=True)
    if table.key:
        rows = frame.select(pl.arg_sort_by(list(table.key), nulls_last=True, maintain_order=True)).to_series()
    for start in range(0, max(frame.height, 1), ROW_GROUP):
        yield frame[rows.slice(start, ROW_GROUP)].to_arrow().cast(table.schema)


def _check_columns(found: list[str], table: Table, path: Path) -> None:
    missing, unknown = [c for c in table.columns if c not in found], [c for c in found if c not in table.columns]
    if missing or unknown:
        raise RunError(f"{path}: missing columns {missing}, unknown columns {unknown}")


def _check_zones(frame: pd.DataFrame | pl.DataFrame, table: Table, path: Path) -> None:
    """An instant without a zone would silently be taken for UTC."""
    for name, column in table.columns.items():
        dtype = frame[name].dtype
        naive = dtype.time_zone is None if isinstance(dtype, pl.Datetime) else pd.api.types.is_datetime64_dtype(dtype)
        filled = len(frame) and not (frame[name].is_null() if isinstance(frame, pl.DataFrame) else frame[name].isna()).all()
        if column.type == INSTANT and naive and filled:
            raise RunError(f"{path}: column «{name}» holds instants without a time zone")


def _check_empty(frame: pd.DataFrame | pl.DataFrame, table: Table, path: Path) -> None:
    for name, column in table.columns.items():
        empty = 0 if column.optional else int((frame[name].isna() if isinstance(frame, pd.DataFrame) else frame[name].is_null()).sum())
        if empty:
            raise RunError(f"{path}: column «{name}» is empty in {empty} rows")


def _rounded(arrow: pa.Table) -> pa.Table:
    """Floats with six significant digits, whole ones as they are: the last bits of a sum depend on the number of cores."""
    for index, field in enumerate(arrow.schema):
        if field.type == FLOAT:
            column = arrow[index]
            values = column.to_numpy(zero_copy_only=False)
            with np.errstate(all="ignore"):
                scale = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(np.abs(values))))
                short = np.round(values * scale) / scale
            keep = ~np.isfinite(short) | (values == np.round(values))
            arrow = arrow.set_column(index, field, pa.array(np.where(keep, values, short) + 0.0, FLOAT, from_pandas=True))
    return arrow


def _write_parquet(parts: Iterator[pa.Table], table: Table, path: Path) -> None:
    with pq.ParquetWriter(path, table.schema, compression="zstd", compression_level=3) as file:
        for part in parts:
            file.write_table(_rounded(part), row_group_size=ROW_GROUP)


def _write_csv(arrow: pa.Table, table: Table, path: Path) -> None:
    # polars' writer: the csv module (and so pandas) leaves a lone carriage return unquoted, and the row would be read as two
    frame = pl.from_arrow(_rounded(arrow))
    for name, column in table.columns.items():
        cell = pl.col(name)
        if column.type == TEXT:
            frame = frame.with_columns(pl.when(cell.str.contains("^" + _FORMULA.pattern)).then("'" + cell).otherwise(cell).alias(name))
        elif column.type == INSTANT:
            frame = frame.with_columns(cell.dt.to_string("%Y-%m-%dT%H:%M:%SZ"))
        elif column.type == FLOAT:
            frame = frame.with_columns(pl.Series(name, [None if value is None else _digits(value) for value in frame[name]], pl.String))
    frame.write_csv(path, line_terminator="\n", quote_style="necessary")


def _digits(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() and abs(value) < 2**53 else f"{value:.{_DIGITS}g}"


def _read_parquet(path: Path, table: Table, columns: list[str] | None) -> pd.DataFrame:
    with pq.ParquetFile(path) as file:
        _check_columns(file.schema_arrow.names, table, path)
        return _to_pandas(file.read(columns=columns).select(columns or list(table.columns)), table)


def _to_pandas(arrow: pa.Table, table: Table) -> pd.DataFrame:
    lists = [name for name in arrow.column_names if table.columns[name].type == LIST]
    frame = arrow.drop_columns(lists).to_pandas(types_mapper={INT: pd.Int64Dtype()}.get).reindex(range(arrow.num_rows))
    for name in frame.columns:
        if table.columns[name].type == INT and not table.columns[name].optional:
            frame[name] = frame[name].astype("int64")
    for name in lists:
        frame[name] = pd.Series(_lists(arrow[name]), dtype=object)
    return frame[arrow.column_names]


def _lists(column: pa.ChunkedArray) -> list[list[str]]:
    """Python lists out of a list column, by its offsets: ten times faster than to_pylist."""
    out: list[list[str]] = []
    for chunk in column.chunks:
        values, ends = chunk.values.to_pylist(), chunk.offsets.to_pylist()
        out += [values[start:end] for start, end in itertools.pairwise(ends)]
    return out


def _read_csv(path: Path, table: Table, columns: list[str] | None) -> pd.DataFrame:
    types = {n: _csv_type(column) for n, column in table.columns.items()}
    gaps = {n: [""] for n, c in table.columns.items() if c.optional}
    _check_columns(list(pd.read_csv(path, nrows=0, encoding="utf-8").columns), table, path)
    frame = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=gaps, usecols=columns, encoding="utf-8")
    for column in frame.columns:
        if table.columns[column].type == TEXT:
            frame[column] = frame[column].map(_unquote, na_action="ignore")
        elif table.columns[column].type == INSTANT:
            frame[column] = pd.to_datetime(frame[column], utc=True, format="ISO8601")
    return frame[columns or list(table.columns)]


def _csv_type(column: Column) -> str:
    if column.type in (TEXT, INSTANT):
        return "str"
    return "Int64" if column.type == INT and column.optional else str(column.type.to_pandas_dtype().__name__)
