"""Makes the index of a study's posts (tables in `schema.py`) out of its months' tables.

`python -m conversatoire.watch.index OUT --study NAME --title TITLE --timezone ZONE MONTHDIR…`, as the workflow calls it.
"""

import argparse
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from sqlite_utils import Database

from conversatoire import tables
from conversatoire.errors import RunError
from conversatoire.watch import schema
from conversatoire.watch.rows import completed, lists, most_used, words
from conversatoire.watch.tokens import TOKENIZER

_SLICE = 50_000  # posts held in memory at a time
# Speed: nobody else reads the file before it is whole, and one that a crash leaves behind is made anew.
_SETTINGS = {"page_size": 8192, "journal_mode": "OFF", "synchronous": "OFF", "cache_size": -256_000, "temp_store": "MEMORY"}
_INDEXED = {
    "posts": ["published_at", "post_id", "account", "medium", "lang", "topic"],
    "tags": ["tag"],
    "links": ["link", "site"],
    "mentions": ["account"],
}
_REFERENCES = [f"{kind}_{what}" for kind in ("reply_to", "repost_of", "quote_of") for what in ("id", "account")]


def build(path: Path | str, months: list[Path], study: str, title: str, timezone: str) -> Path:
    """Writes the index of all `months` to `path`, whole or not at all; the same months give the same bytes.

    Args:
        path: the SQLite file to make.
        months: folders of months (`results/{study}/2011-04`), with collection/posts.parquet, topics/post_topics.parquet, topics/topics.csv and
            topics/topic_links.csv.
        study: name of the study.
        title: its title.
        timezone: its zone, by which the months were cut.

    Raises:
        RunError: a table is missing or broken, a month was cut in another zone, or Python's SQLite has no full-text search.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    connection = sqlite3.connect(new, isolation_level=None)
    try:
        _create(connection)
        about = {"study": study, "title": title, "timezone": timezone, "made": schema.VERSION}
        connection.execute("BEGIN")
        _fill(connection, sorted(months, key=lambda month: month.name), about)
        connection.execute("COMMIT")
        _finish(connection)
        connection.close()
        new.replace(path)
    finally:
        connection.close()
        new.unlink(missing_ok=True)
    return path


def _create(connection: sqlite3.Connection) -> None:
    for name, value in _SETTINGS.items():
        connection.execute(f"PRAGMA {name} = {value}")
    try:
        connection.execute(f"CREATE VIRTUAL TABLE words USING fts5(title, text, marks, content = '', tokenize = \"{TOKENIZER}\")")
    except sqlite3.OperationalError as error:
        raise RunError(f"the SQLite of this Python ({sqlite3.sqlite_version}) has no full-text search, FTS5 ({error}); use another Python") from None
    database = Database(connection)
    database["posts"].create(schema.POSTS, pk="n")
    for name, columns in schema.LISTS.items():
        database[name].create(columns, pk=tuple(columns)[:2])
    database["topics"].create(schema.TOPICS, pk=("topic", "month"))
    database["spellings"].create(schema.SPELLINGS, pk="tag")
    database["about"].create(schema.ABOUT, pk="key")


def _fill(connection: sqlite3.Connection, months: list[Path], about: dict[str, str]) -> None:
    """Adds the posts of each month, in time, then what is known of them as a whole."""
    count, spellings, media, languages = 0, [], set(), set()
    first = last = None
    for month in months:
        topics = _add_topics(connection, month)
        for part in _posts(month / "collection/posts.parquet"):
            posts = completed(part, count, month, topics, about["timezone"])
            _add(connection, "posts", posts.select(list(schema.POSTS)))
            _add(connection, "words", words(posts), "rowid, title, text, marks")
            for name, rows in lists(posts).items():
                _add(connection, name, rows)
            spellings.append(posts.select(shown="hashtags").explode("shown").drop_nulls().group_by("shown").len())
            media |= set(posts["medium"].unique())
            languages |= set(posts["lang"].unique())
            count += posts.height
            first, last = posts["published_at"][0] if first is None else first, posts["published_at"][-1]
    _add(connection, "spellings", most_used(spellings))
    whole = {"months": " ".join(month.name for month in months), "media": " ".join(sorted(media)), "languages": " ".join(sorted(languages))}
    whole |= {"posts": str(count), "first": "" if first is None else str(first), "last": "" if last is None else str(last)}
    connection.executemany("INSERT INTO about VALUES (?, ?)", sorted((about | whole).items()))


def _finish(connection: sqlite3.Connection) -> None:
    """What makes the file quick to search, once it is full."""
    database = Database(connection)
    for name, columns in _INDEXED.items():
        for column in columns:
            database[name].create_index([column])
    for column in _REFERENCES:
        connection.execute(f"CREATE INDEX idx_posts_{column} ON posts ({column}) WHERE {column} IS NOT NULL")
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("ANALYZE")


def _add(connection: sqlite3.Connection, name: str, rows: pl.DataFrame, columns: str = "") -> None:
    places = ", ".join("?" * rows.width)
    connection.executemany(f"INSERT INTO {name} {f'({columns})' if columns else ''} VALUES ({places})", rows.iter_rows())


def _posts(path: Path) -> Iterator[pl.DataFrame]:
    """The month's posts, in time, in slices."""
    columns = tables.TABLES["posts"].columns
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_SLICE, columns=[name for name in columns if name != "origin"]):
                yield pl.from_arrow(pa.Table.from_batches([batch]))
    except (OSError, pa.ArrowException) as error:
        raise RunError(f"{path}: cannot be read as the table «posts»: {error}") from None


def _add_topics(connection: sqlite3.Connection, month: Path) -> pl.DataFrame:
    """Fills «topics» for a month; returns the topic of its posts: post_id, topic (the id that it keeps over the months)."""
    links = tables.read(month / "topics/topic_links.csv", "topic_links")
    own = links[links["topic"].notna() & (links["status"] != "merged")]
    ids = dict(zip(own["topic"].astype(int), own["id"], strict=True))
    topics = tables.read(month / "topics/topics.csv", "topics")
    rows = [(ids[row.topic], month.name, row.topic, row.label, row.posts) for row in topics.itertuples() if row.topic in ids]
    connection.executemany("INSERT INTO topics VALUES (?, ?, ?, ?, ?)", sorted(rows))
    of_post = pl.from_pandas(tables.read(month / "topics/post_topics.parquet", "post_topics", ["post_id", "topic"]))
    numbers = pl.DataFrame({"topic": list(ids), "id": list(ids.values())}, schema={"topic": pl.Int64, "id": pl.String})
    return of_post.join(numbers, on="topic", how="inner").select("post_id", topic="id")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("months", type=Path, nargs="*")
    for name in ("study", "title", "timezone"):
        parser.add_argument(f"--{name}", required=True)
    return parser.parse_intermixed_args()


if __name__ == "__main__":
    build(**vars(_arguments()))
