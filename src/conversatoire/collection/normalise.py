"""Rows as exported into posts as studied: one table, whatever the format, and every row that is no post told with its reason."""

import hashlib
from typing import NamedTuple

import orjson
import polars as pl

from conversatoire.collection import dates, entities
from conversatoire.collection.formats import LIST_COLUMNS, RAW_COLUMNS, Reject
from conversatoire.collection.language import stated_or_detected
from conversatoire.collection.links import canonical_lists
from conversatoire.settings.collection import Source
from conversatoire.tables import TABLES

NO_DATE = "no date"
BAD_DATE = "impossible date"
NO_CONTENT = "no text and no link"

_POSTS = tuple(TABLES["posts"].columns)
_REFERENCES = {"reply_to": "reply_to_id", "repost_of": "repost_of_id", "quote_of": "quote_of_id", "thread": "thread_id"}
_HANDLES = ("author", "reply_to_author", "repost_of_author", "quote_of_author", "reference_author")
_IDS = ("native_id", "author_id", "reply_to", "repost_of", "quote_of", "thread", "reference")
COUNTS = ("author_followers", "likes", "reposts", "replies", "views")
_KINDS = {"reply": "reply_to", "repost": "repost_of", "quote": "quote_of"}
_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\x{FEFF}\x{FFFE}\x{FFFF}]"
# 1,45E+18 and 1.8110409873654211E18 are numbers that a spreadsheet made of ids; so is 1811040987365421056.0
_RUINED = r"^\d+(?:[.,]\d+)?[eE]\+\d{1,2}$|^\d[.,]\d+[eE]\d{1,2}$|^\d{16,}\.0+$"
_KEPT_DIGITS = 15  # of a number in a spreadsheet; it writes the others as zeros
_FEWEST_LONG = 5  # long ids that must all end in zeros before the zeros are taken for a spreadsheet's


class Normalised(NamedTuple):
    """Posts as `tables.TABLES["posts"]` has them, rejects, and how many posts lost their own id to a spreadsheet."""

    posts: pl.DataFrame
    rejects: list[Reject]
    ruined_ids: int


def normalise(rows: pl.DataFrame, source: Source, file: str, day_first: bool = True) -> Normalised:
    """Makes posts of rows.

    Args:
        rows: `row` and any of RAW_COLUMNS, as a format's reader gives them.
        source: the source; its time zone must be filled in.
        file: name of the file, for `origin`.
        day_first: whether 03/04/2024 is in April (`dates.day_first`).

    Returns:
        One post or reject for every row.
    """
    given = frozenset(rows.columns)
    whole = _all_columns(rows)
    clean = _clean(whole)
    ruined = _ruined(clean["native_id"])
    table = clean.with_columns(_without_ruined(clean, name) for name in _IDS)
    table = table.with_columns(dates.instants(table["published_at"], source.timezone or "UTC", source.date_format, day_first).alias("instant"))
    table = _with_entities(_with_references(table, source), source.medium, given)
    content = (pl.col("text") != "") | pl.col("title").is_not_null() | (pl.col("links").list.len() > 0)
    reason = pl.when(pl.col("published_at").is_null()).then(pl.lit(NO_DATE)).when(pl.col("instant").is_null()).then(pl.lit(BAD_DATE))
    reasons = table.select(reason.when(~content).then(pl.lit(NO_CONTENT)).alias("reason")).to_series()
    kept = reasons.is_null()
    rejects = [_reject(row, why) for row, why in zip(rows.filter(~kept).iter_rows(named=True), reasons.drop_nulls(), strict=True)]
    return Normalised(_posts(table.filter(kept), source, file), rejects, int((ruined & kept).sum()))


def _all_columns(rows: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None, dtype=pl.List(pl.String) if n in LIST_COLUMNS else pl.String).alias(n) for n in RAW_COLUMNS if n not in rows.columns]
    return rows.with_columns(*missing)


def _clean(rows: pl.DataFrame) -> pl.DataFrame:
    r"""Texts composed (NFC), with `\n` line ends and without control characters; other cells trimmed; empty ones null, but for the text."""
    singles = [name for name in RAW_COLUMNS if name not in (*LIST_COLUMNS, "text", "title")]
    text = [
        pl.col(name).str.replace_all("\r\n?|\u0085", "\n").str.replace_all(_CONTROLS, "").str.normalize("NFC").str.strip_chars()
        for name in ("text", "title")
    ]
    rows = rows.with_columns(*text, pl.col(singles).str.replace_all(_CONTROLS, "").str.strip_chars())
    rows = rows.with_columns(pl.col(_HANDLES).str.strip_prefix("@"))
    empty = pl.col(*singles, "title")
    one_line = pl.col("title", "author_name").str.replace_all(r"\s+", " ")
    return rows.with_columns(pl.col("text").fill_null("")).with_columns(one_line).with_columns(pl.when(empty != "").then(empty).name.keep())


def _ruined(ids: pl.Series) -> pl.Series:
    """Whether each id is a number that a spreadsheet has rounded: told by its form, or by the zeros in which nearly all long ids of the rows end."""
    shape = ids.str.contains(_RUINED).fill_null(False)
    long = ids.str.contains(rf"^\d{{{_KEPT_DIGITS + 2},}}$").fill_null(False)
    zeros = ids.str.contains(rf"^\d{{{_KEPT_DIGITS}}}0{{2,}}$").fill_null(False)
    rounded = zeros.sum() >= _FEWEST_LONG and zeros.sum() >= 0.9 * long.sum()
    return shape | zeros if rounded else shape


def _without_ruined(table: pl.DataFrame, name: str) -> pl.Series:
    ids = table[name].str.replace(r"^(\d{1,15})\.0+$", "$1")
    return pl.select(pl.when(~_ruined(table[name])).then(ids)).to_series().alias(name)


def _with_references(table: pl.DataFrame, source: Source) -> pl.DataFrame:
    """What `kind` and `reference` say, filled into the columns for replies, reposts and quotes; then `RT @x:` where nothing says a repost."""
    kinds = {key.casefold(): value for key, value in source.kinds.items()}
    kind = pl.col("kind").str.to_lowercase()
    kind = kind.replace_strict(kinds, default=None, return_dtype=pl.String) if kinds else kind
    filled = [
        pl.coalesce(target, pl.when(kind == name).then(pl.col(reference))).alias(target)
        for name, column in _KINDS.items()
        for target, reference in ((column, "reference"), (f"{column}_author", "reference_author"))
    ]
    return table.with_columns(filled).with_columns(pl.coalesce("repost_of_author", entities.reposted_author(pl.col("text"))))


def _with_entities(table: pl.DataFrame, medium: str, given: frozenset[str]) -> pl.DataFrame:
    """Hashtags, mentions and links: the export's lists where it has them, else those of the text."""
    table = table.with_columns(bare=entities.without_links(pl.col("text")))
    in_text = {"hashtags": entities.hashtags(pl.col("bare")), "mentions": entities.mentions(pl.col("bare"), medium)}
    found = {"links": pl.coalesce("links", entities.links(pl.col("text")))}
    for name, signs in (("hashtags", " #＃"), ("mentions", " @＠")):
        listed = entities.distinct(pl.col(name).list.eval(pl.element().str.strip_chars_start(signs)))
        found[name] = pl.when(pl.col(name).is_null()).then(in_text[name]).otherwise(listed) if name in given else in_text[name]
    table = table.with_columns(**found)
    return table.with_columns(canonical_lists(table["links"]))


def _posts(table: pl.DataFrame, source: Source, file: str) -> pl.DataFrame:
    prefix = pl.lit(f"{source.medium}:")
    references = [(prefix + pl.col(raw)).alias(name) for raw, name in _REFERENCES.items()]
    counts = [whole_numbers(table[name]) for name in COUNTS]
    return table.with_columns(
        *references,
        *counts,
        _hashed(table).alias("post_id"),
        published_at=pl.col("instant"),
        medium=pl.lit(source.medium),
        source=pl.lit(source.name),
        lang=stated_or_detected(table["lang"], table.select(pl.when(pl.col("text") != "").then("text").otherwise("title"))["text"]),
        origin=pl.lit(f"{file}:") + pl.col("row").cast(pl.String),
        url=pl.when(pl.col("url").str.contains(r"^(?i)https?://\S+$")).then("url"),
    ).select(pl.coalesce(prefix + pl.col("native_id"), prefix + "~" + pl.col("post_id")).alias("post_id"), *_POSTS[1:])


def _hashed(table: pl.DataFrame) -> pl.Series:
    """16 hexadecimal digits (BLAKE2b) of author, instant and text of the posts without an id; of title and links too where there is no text."""
    wanted = table.filter(pl.col("native_id").is_null()).select(
        pl.col("author").fill_null(""),
        pl.col("instant").dt.timestamp("us").cast(pl.String),
        pl.when(pl.col("text") != "")
        .then("text")
        .otherwise(pl.concat_str(pl.col("title").fill_null(""), pl.col("links").list.join(" "), separator="\n")),
    )
    digests = [hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest() for parts in wanted.iter_rows()]
    without = table["native_id"].is_null().arg_true()
    return pl.Series([None] * len(table), dtype=pl.String).scatter(without, pl.Series(digests, dtype=pl.String))


def whole_numbers(cells: pl.Series) -> pl.Series:
    """Counts as exported (12, 12.0, 1 234, 1,234, 1.2K, 3M) as whole numbers; null for what is negative or cannot be read."""
    plain = cells.cast(pl.Int64, strict=False)
    odd = (plain.is_null() & cells.is_not_null()).arg_true()
    numbers = plain.scatter(odd, cells.gather(odd).to_frame("cell").select(_whole(pl.col("cell"))).to_series()) if len(odd) else plain
    return pl.select(pl.when(numbers >= 0).then(numbers)).to_series().alias(cells.name)


def _whole(cell: pl.Expr) -> pl.Expr:
    bare = cell.str.replace_all(r"[\s\x{A0}\x{202F}']", "")
    bare = pl.when(bare.str.contains(r"^\d{1,3}(?:,\d{3})+$")).then(bare.str.replace_all(",", "", literal=True)).otherwise(bare)
    figure = bare.str.extract(r"^(\d+(?:[.,]\d+)?)[kKmM]?$").str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    scale = pl.when(bare.str.contains("[kK]$")).then(1_000).when(bare.str.contains("[mM]$")).then(1_000_000).otherwise(1)
    scaled = (figure * scale).round(6)
    return pl.when((scaled == scaled.floor()) | (scale > 1)).then(scaled.round(0)).cast(pl.Int64, strict=False)


def _reject(row: dict, reason: str) -> Reject:
    values = {name: value for name, value in row.items() if value is not None and name != "row"}
    return Reject(row["row"], reason, orjson.dumps(values).decode())
