"""Files for colleagues under the same rules: posts for 4CAT and as CSV, graphs for Gephi. They hold personal data, and are not for publication."""

from pathlib import Path

import polars as pl

from conversatoire.errors import RunError, StudyError
from conversatoire.export.pack import chosen_months
from conversatoire.study_file import locate
from conversatoire.tables import neutral

_INSTANT = "%Y-%m-%d %H:%M:%S"


def write(
    study: str, results: Path, out: Path | None, periods: tuple[str, ...], *, fourcat: bool = False, gexf: bool = False, as_csv: bool = False
) -> list[Path]:
    """Writes what was asked for, the months one after another in one file, the graphs one a month.

    Args:
        study: a study's name, or the path of its file.
        results: the folder of results.
        out: a folder; `results/{study}/export` where None.
        periods: months; all that were run where empty.
        fourcat: `{study}-4cat.csv`.
        gexf: `{study}-{period}.gexf`.
        as_csv: `{study}-posts.csv`.

    Raises:
        StudyError: `out` is a file, or a month was not run.
        RunError: the results are not what their manifests say.
    """
    name = locate(study).stem
    folder = out or results / name / "export"
    if folder.is_file() or folder.suffix in (".zip", ".csv", ".gexf"):
        raise StudyError(f"--out {folder}: files for colleagues go into a folder")
    months = chosen_months(results / name, periods)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    if fourcat or as_csv:
        posts = pl.concat([pl.read_parquet(month / "collection/posts.parquet") for month in months])
        written += [_csv(for_4cat(posts), folder / f"{name}-4cat.csv")] if fourcat else []
        written += [_csv(plain(posts), folder / f"{name}-posts.csv")] if as_csv else []
    return written + [_graph(month, folder / f"{name}-{month.name}.gexf") for month in months if gexf]


def for_4cat(posts: pl.DataFrame) -> pl.DataFrame:
    """Posts in 4CAT's own column names, which its upload of a custom CSV maps by themselves: id, thread_id, author, subject, body, timestamp.

    `thread_id` is the conversation's first post, or the post itself where it belongs to none. Times are UTC; tags are separated by commas.
    """
    link = pl.coalesce("thread_id", "reply_to_id", "post_id")
    return posts.select(
        pl.col("post_id").alias("id"),
        link.alias("thread_id"),
        pl.col("author").fill_null(""),
        pl.col("title").fill_null("").alias("subject"),
        pl.col("text").alias("body"),
        pl.col("published_at").dt.strftime(_INSTANT).alias("timestamp"),
        pl.col("published_at").dt.epoch("s").alias("unix_timestamp"),
        pl.col("hashtags").list.join(",").alias("hashtags"),
        pl.col("mentions").list.join(",").alias("mentions"),
        pl.col("links").list.join(",").alias("urls"),
        "url",
        "medium",
        "lang",
        "likes",
        "reposts",
        "replies",
        "views",
        pl.coalesce("repost_of_id", pl.lit("")).alias("repost_of"),
    )


def plain(posts: pl.DataFrame) -> pl.DataFrame:
    """The table «posts» as text: lists separated by spaces, instants as ISO 8601 in UTC."""
    lists = [name for name, kind in posts.schema.items() if kind == pl.List(pl.String)]
    return posts.with_columns(pl.col(lists).list.join(" "), pl.col("published_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _csv(frame: pl.DataFrame, path: Path) -> Path:
    """UTF-8 CSV whose cells no spreadsheet runs: those that look like a formula, an @name first among them, are led by an apostrophe."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    frame.with_columns(pl.col(texts).map_elements(neutral, return_dtype=pl.String)).write_csv(path, line_terminator="\n")
    return path


def _graph(month: Path, path: Path) -> Path:
    source = month / "influencers/graph.gexf"
    if not source.is_file():
        raise RunError(f"{source}: there is no graph; run the step «influencers» of {month.name}")
    path.write_bytes(source.read_bytes())
    return path
