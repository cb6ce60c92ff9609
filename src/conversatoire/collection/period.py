"""The posts of one month: cut out of everything imported, without duplicates, in the languages kept, and on the query.

Each imported post meets these questions in this order, and is counted where it stops: another month (off_period), a copy of
another row (duplicate), another language (off_language), refused by the query (off_query); else it is kept.
"""

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
import pyarrow.parquet as pq

from conversatoire import tables
from conversatoire.collection import coverage, dedupe, query
from conversatoire.errors import RunError
from conversatoire.settings.collection import Query

_PARENTS = ("reply_to", "repost_of", "quote_of")
SAMPLE = 10  # posts a notebook shows of each kind


class Collected(NamedTuple):
    """A month: what is studied, and what became of the rest."""

    posts: pl.DataFrame  # table "posts", by published_at and post_id
    coverage: pd.DataFrame  # table "coverage"
    days: pd.DataFrame  # table "coverage_days"
    volume: pd.DataFrame  # table "volume"
    rejects: pd.DataFrame  # table "rejects"
    languages: pd.DataFrame  # lang, posts, share, kept: the month's posts before the choice of languages
    terms: pd.DataFrame  # list, term, posts: how many of the posts in the languages kept hold each term
    kept_sample: pd.DataFrame  # published_at, source, author, lang, title, text
    refused_sample: pd.DataFrame  # the same, with fate (off_query or off_language) and why (the term or language that refused it)


def collect(
    imported: Path | str, sources: list[dict[str, str]], period: str, timezone: str, languages: list[str], wanted: Query, seed: int
) -> Collected:
    """Collects a month of a study.

    Args:
        imported: folder with {source}.parquet and {source}.rejects.csv, as the importer writes them.
        sources: name and medium of each source, in the order of the study.
        period: the month, such as 2011-05.
        timezone: zone in which months and days are cut.
        languages: languages to keep, `und` beside them; [] keeps all.
        wanted: the study's query.
        seed: of the two samples.

    Raises:
        RunError: an imported file is missing or is not one, or the counts do not add up.
    """
    paths = {source["name"]: Path(imported) / f"{source['name']}.parquet" for source in sources}
    rejects = pd.concat([tables.read(path.with_suffix(".rejects.csv"), "rejects") for path in paths.values()], ignore_index=True)
    start, end = bounds(period, timezone)
    month = pl.concat([_month(path, start, end) for path in paths.values()])
    is_copy = dedupe.is_duplicate(month)
    found = query.hits(month.select(query.SEARCHED).filter(~is_copy & coverage.speaks(month["lang"], languages)), wanted)
    fates = decide(month, is_copy, languages, found.filter(query.belongs(found, wanted))["post_id"])
    latest = dedupe.latest_engagement(month, is_copy)
    samples = [_sample(month, fates, kinds, seed) for kinds in (["kept"], ["off_query", "off_language"])]
    posts = dedupe.with_engagement(_take(month, _rows(fates, ["kept"])), latest)
    days = coverage.days(fates, sources, period, timezone)
    return Collected(
        posts=fill_parent_authors(posts, list(paths.values())),
        coverage=coverage.coverage(
            fates, {name: _count(path) for name, path in paths.items()}, {name: _ruined(path) for name, path in paths.items()}, rejects, sources, days
        ),
        days=days,
        volume=coverage.volume(posts, sources, period, timezone),
        rejects=rejects,
        languages=coverage.languages(fates, languages),
        terms=query.term_counts(found, wanted).to_pandas(),
        kept_sample=samples[0].drop("post_id", "fate").to_pandas(),
        refused_sample=_with_why(samples[1], found, wanted),
    )


def decide(month: pl.DataFrame, is_copy: pl.Series, languages: list[str], on_query: pl.Series) -> pl.DataFrame:
    """The fate of each row of the month: duplicate, off_language, off_query or kept.

    Args:
        month: table "posts", in the order of the study.
        is_copy: true for the rows that are duplicates.
        languages: as in the study.
        on_query: post_id of the posts that the query accepts.

    Returns:
        post_id, source, published_at, lang and fate of each row, in the same order.
    """
    is_foreign, is_on_query = ~coverage.speaks(month["lang"], languages), month["post_id"].is_in(on_query.implode())
    fate = pl.when(is_copy).then(pl.lit("duplicate")).when(is_foreign).then(pl.lit("off_language"))
    fate = fate.when(is_on_query).then(pl.lit("kept")).otherwise(pl.lit("off_query"))
    return month.select("post_id", "source", "published_at", "lang", fate=fate)


def bounds(period: str, timezone: str) -> tuple[datetime, datetime]:
    """First instant of a month and of the next in a time zone, summer time heeded; in UTC, as posts are."""
    year, month = int(period[:4]), int(period[5:])
    firsts = (datetime(year, month, 1), datetime(year + month // 12, month % 12 + 1, 1))
    start, end = (first.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC) for first in firsts)
    return start, end


def fill_parent_authors(posts: pl.DataFrame, imported: list[Path]) -> pl.DataFrame:
    """Fills reply_to_author, repost_of_author and quote_of_author where only the id is known.

    Parents are looked up among all that was imported, whatever the month, language or query; the last row that knows the author wins.
    """
    lacking = {kind: pl.col(f"{kind}_id").is_not_null() & pl.col(f"{kind}_author").is_null() for kind in _PARENTS}
    ids = pl.concat([posts.filter(condition).select(post_id=f"{kind}_id") for kind, condition in lacking.items()]).unique()
    wanted = pl.col("post_id").is_in(ids["post_id"].implode()) & pl.col("author").is_not_null()
    parents = pl.concat([pl.scan_parquet(path).filter(wanted).select("post_id", "author").collect() for path in imported])
    parents = parents.unique("post_id", keep="last", maintain_order=True)
    for kind in _PARENTS:
        # joined as one narrow column: a join of the whole frame would copy it
        found = posts.select(post_id=f"{kind}_id").join(parents, on="post_id", how="left", maintain_order="left")["author"]
        posts = posts.with_columns(pl.col(f"{kind}_author").fill_null(found))
    return posts


def _month(path: Path, start: datetime, end: datetime) -> pl.DataFrame:
    """The month's rows of one source, in the order of the file; rows of other months are skipped while reading."""
    try:
        return pl.scan_parquet(path).filter(pl.col("published_at").is_between(start, end, closed="left")).collect()
    except FileNotFoundError:
        raise RunError(f"{path}: there is no such file; import the source first (conversatoire run does)") from None
    except pl.exceptions.PolarsError as error:
        raise RunError(f"{path}: is not a file of imported posts ({str(error).splitlines()[0]}); delete it and run again") from None


def _count(path: Path) -> int:
    return pl.scan_parquet(path).select(pl.len()).collect().item()


def _ruined(path: Path) -> int:
    """Posts whose id a spreadsheet had ruined, as the importer counted them."""
    counts = (pq.read_metadata(path).metadata or {}).get(b"conversatoire", b"{}")
    return json.loads(counts).get("ruined_ids", 0)


def _rows(fates: pl.DataFrame, wanted: list[str]) -> pl.Series:
    """Numbers of the month's rows with one of these fates, by published_at and post_id."""
    rows = fates.select("published_at", "post_id", "fate").with_row_index("row").filter(pl.col("fate").is_in(wanted))
    return rows["row"].gather(rows.select(pl.arg_sort_by("published_at", "post_id")).to_series())


def _take(month: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """These rows, in this order. `month` is emptied, column by column: two copies of a large month would be the peak of the memory."""
    return pl.DataFrame([month.drop_in_place(name).gather(rows) for name in month.columns])


def _sample(month: pl.DataFrame, fates: pl.DataFrame, wanted: list[str], seed: int) -> pl.DataFrame:
    """Some posts by chance, the same ones whatever the number of cores: the rows are in a fixed order before they are drawn."""
    rows = _rows(fates, wanted)
    drawn = rows[sorted(random.Random(seed).sample(range(len(rows)), min(SAMPLE, len(rows))))]
    shown = month.select("post_id", "published_at", "source", "author", "lang", "title", "text")[drawn]
    return shown.with_columns(fates["fate"][drawn], pl.col("author", "title").fill_null(""))


def _with_why(sample: pl.DataFrame, found: pl.DataFrame, wanted: Query) -> pd.DataFrame:
    """The refused posts with what refused them: their language, or a term of the query."""
    hits = {row["post_id"]: row for row in found.filter(pl.col("post_id").is_in(sample["post_id"].implode())).iter_rows(named=True)}
    why = [
        query.why_refused(hits[post_id], wanted) if fate == "off_query" else f"lang: {lang}"
        for post_id, fate, lang in sample.select("post_id", "fate", "lang").iter_rows()
    ]
    return sample.with_columns(why=pl.Series(why, dtype=pl.String)).drop("post_id").to_pandas()
