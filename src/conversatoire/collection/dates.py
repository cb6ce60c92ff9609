"""Instants out of the ways in which exports write dates, a column at a time.

Understood without being told: ISO 8601 with or without offset, epoch seconds, milliseconds and microseconds, Twitter's and RFC 822's forms,
dates with the month's name in French or English, and figures with slashes. Dates without an offset stand in the source's time zone; an hour that the
change to summer time skips is read one hour later, one that the change back repeats is the first of the two.

Day or month first, in 03/04/2024, is a property of the source: the first date with a figure above 12 tells it (`day_first`); where none does, the
day comes first, as in most of the world.
"""

import re
from collections.abc import Iterable

import polars as pl

from conversatoire.errors import SourceError

FIRST_YEAR, LAST_YEAR = 1970, 2100
_TIME = r"(?P<H>[0-9]{1,2})[:hH](?P<M>[0-9]{2})(?::(?P<S>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?)?(?:\s*(?P<ampm>[AaPp])\.?[Mm]\.?)?"
_ZONE = r"(?:\s*(?P<z>Z|UTC|GMT|UT|[A-Z]{3,4}|(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?)(?:\s*\(.*\))?)?"
_WEEKDAY = r"(?:\p{L}+\.?,?\s+)?"
_MONTH = r"(?P<b>\p{L}{3,})\.?"
_PATTERNS = (
    rf"^(?P<y>[0-9]{{4}})[-/.](?P<m>[0-9]{{1,2}})[-/.](?P<d>[0-9]{{1,2}})(?:(?:T|\s+|,\s*){_TIME}{_ZONE})?$",
    r"^(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?:T?(?P<H>[0-9]{2})(?P<M>[0-9]{2})(?P<S>[0-9]{2})?(?P<z>Z)?)?$",
    rf"^{_WEEKDAY}{_MONTH}\s+(?P<d>[0-9]{{1,2}})\s+{_TIME}{_ZONE}\s+(?P<y>[0-9]{{4}})$",
    rf"^{_WEEKDAY}(?P<d>[0-9]{{1,2}})(?:er|st|nd|rd|th)?[\s-]+{_MONTH}[\s-]+(?P<y>[0-9]{{4}}|[0-9]{{2}})(?:(?:,?\s+(?:à\s+|at\s+)?|T|\s*·\s*){_TIME}{_ZONE})?$",
    rf"^{_WEEKDAY}{_MONTH}\s+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{{4}})(?:(?:,?\s+(?:at\s+)?|\s*·\s*){_TIME}{_ZONE})?$",
)
_SLASHED = rf"^(?P<first>[0-9]{{1,2}})[/.-](?P<second>[0-9]{{1,2}})[/.-](?P<y>[0-9]{{4}}|[0-9]{{2}})(?:(?:T|,?\s+(?:à\s+|at\s+)?){_TIME}{_ZONE})?$"
_EPOCH = r"^[0-9]{8,17}(?:[.,][0-9]*)?$|^[0-9][.,][0-9]+[eE]\+?[0-9]{1,2}$"
_MONTHS = (
    ("jan",), ("fév", "fev", "feb"), ("mar",), ("avr", "apr"), ("mai", "may"), ("juin", "jun"), ("juil", "jul"), ("aoû", "aou", "aug"), ("sep",),
    ("oct",), ("nov",), ("déc", "dec"),
)  # fmt: skip
_ZONES = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "CET": 1,
    "CEST": 2,
    "BST": 1,
    "WEST": 1,
    "EET": 2,
    "EEST": 3,
}
_INSTANT = pl.Datetime("us", "UTC")


def instants(texts: pl.Series, zone: str, date_format: str | None = None, day_first: bool = True) -> pl.Series:
    """Instants in UTC, to the microsecond; null for an empty cell and for a date that is impossible, unknown, or not of the years 1970 to 2100.

    Args:
        texts: dates as exported.
        zone: IANA zone of dates that carry no offset.
        date_format: strptime form of all dates; detected where None.
        day_first: whether 03/04/2024 is in April.

    Raises:
        SourceError: `date_format` is no strptime form.
    """
    texts = texts.cast(pl.String).str.strip_chars().rename("text")
    found = _by_format(texts, zone, date_format) if date_format else _detected(texts, zone, day_first)
    possible = found.dt.year().is_between(FIRST_YEAR, LAST_YEAR)
    return pl.select(pl.when(possible).then(found)).to_series().alias("published_at")


def day_first(columns: Iterable[pl.Series]) -> bool:
    """Whether the day comes before the month in dates with slashes: told by the first date with a figure above 12, else yes."""
    for column in columns:
        parts = column.cast(pl.String).str.strip_chars().str.extract_groups(_SLASHED).struct.unnest()
        day, month = (parts[name].cast(pl.Int8) > 12 for name in ("first", "second"))
        told = parts.filter(day != month)
        if len(told):
            return int(told["first"][0]) > 12
    return True


def is_slashed(texts: pl.Series) -> bool:
    """Whether any date stands in figures whose order is not plain (03/04/2024)."""
    return bool(texts.cast(pl.String).str.strip_chars().str.contains(_SLASHED).any())


def _detected(texts: pl.Series, zone: str, day_first: bool) -> pl.Series:
    result = pl.Series("text", [None] * len(texts), dtype=_INSTANT)
    order = ("d", "m") if day_first else ("m", "d")
    slashed = re.sub("<first>|<second>", lambda match: f"<{order[match[0] == '<second>']}>", _SLASHED)
    for read in (*(_reader(pattern, zone) for pattern in (*_PATTERNS[:1], slashed, *_PATTERNS[1:])), _epoch):
        missing = (result.is_null() & texts.is_not_null()).arg_true()
        if len(missing) == 0:
            break
        result = result.scatter(missing, read(texts.gather(missing)))
    return result


def _reader(pattern: str, zone: str):
    def read(texts: pl.Series) -> pl.Series:
        if not texts.str.contains(pattern).any():
            return pl.Series([None] * len(texts), dtype=_INSTANT)
        return _assembled(texts.str.extract_groups(pattern).struct.unnest(), zone)

    return read


def _assembled(parts: pl.DataFrame, zone: str) -> pl.Series:
    """Instants of parts y, m or b (month's name), d, H, M, S, f (fraction), ampm, z (offset or zone); null where they are no date."""
    named = set(parts.columns)
    part = {name: pl.col(name) if name in named else pl.lit(None, dtype=pl.String) for name in ("y", "m", "b", "d", "H", "M", "S", "f", "ampm", "z")}
    century = pl.when(part["y"].cast(pl.Int16) < FIRST_YEAR % 100).then(pl.lit("20")).otherwise(pl.lit("19"))
    year = pl.when(part["y"].str.len_chars() == 2).then(century + part["y"]).otherwise(part["y"])
    month = part["m"] if "b" not in named else _month(part["b"])
    hour = part["H"].fill_null("0").cast(pl.Int16)
    half = part["ampm"].str.to_lowercase()
    hour = pl.when(half == "p").then(hour % 12 + 12).when(half == "a").then(hour % 12).otherwise(hour)
    clock = [hour.cast(pl.String), part["M"].fill_null("0"), part["S"].fill_null("0")]
    text = pl.concat_str([year, month, part["d"], *clock], separator="-")
    micro = (part["f"].fill_null("0") + "00000").str.slice(0, 6).cast(pl.Int64)
    naive = text.str.to_datetime("%Y-%m-%d-%H-%M-%S", time_unit="us", strict=False) + pl.duration(microseconds=micro)
    shift, local = _offset(part["z"]), naive.alias("local")
    table = parts.select(local, shift.alias("shift"), part["z"].is_not_null().alias("zoned"))
    utc = (pl.col("local") - pl.duration(minutes=pl.col("shift"))).dt.replace_time_zone("UTC")
    if table["zoned"].all():
        return table.select(utc).to_series()
    return table.select(pl.when("zoned").then(utc).otherwise(_localised(pl.col("local"), zone))).to_series()


def _localised(local: pl.Expr, zone: str) -> pl.Expr:
    there = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    later = (local + pl.duration(hours=1)).dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return pl.coalesce(there, later).dt.convert_time_zone("UTC")


def _month(name: pl.Expr) -> pl.Expr:
    short, number = name.str.to_lowercase(), pl.lit(None, dtype=pl.String)
    for index, starts in enumerate(_MONTHS, start=1):
        number = pl.when(pl.any_horizontal(short.str.starts_with(start) for start in starts)).then(pl.lit(str(index))).otherwise(number)
    return number


def _offset(zone: pl.Expr) -> pl.Expr:
    """Minutes east of Greenwich; null for the name of a zone that is not known."""
    figures = zone.str.extract_groups(r"^(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?$")
    minutes = figures.struct.field("hours").cast(pl.Int64) * 60 + figures.struct.field("minutes").cast(pl.Int64).fill_null(0)
    signed = pl.when(figures.struct.field("sign") == "-").then(-minutes).otherwise(minutes)
    hours = {"Z": 0, "UTC": 0, "GMT": 0, "UT": 0} | _ZONES
    return pl.coalesce(signed, zone.replace_strict({name: value * 60 for name, value in hours.items()}, default=None, return_dtype=pl.Int64))


def _epoch(texts: pl.Series) -> pl.Series:
    """Epoch seconds (8–11 digits), milliseconds (12–14) or microseconds (15–17), also with decimals; told apart by size."""
    figures = pl.select(pl.when(texts.str.contains(_EPOCH)).then(texts.str.replace(",", ".", literal=True))).to_series()
    number, whole = figures.cast(pl.Float64, strict=False), figures.cast(pl.Int64, strict=False)
    scale = pl.when(number < 1e11).then(1_000_000).when(number < 1e14).then(1_000).otherwise(1)
    exact = pl.coalesce(whole * scale, (number * scale).round(0).cast(pl.Int64, strict=False))
    return pl.select(exact.cast(pl.Datetime("us")).dt.replace_time_zone("UTC")).to_series()


def _by_format(texts: pl.Series, zone: str, date_format: str) -> pl.Series:
    has_zone = re.search(r"%(?:\.)?[zZ+s]|%::?z|%#z", date_format) is not None
    has_time = re.search(r"%[-_0]?[HIklTRrXcsM+]", date_format) is not None
    if "%" not in date_format:
        raise SourceError(f"date_format: {date_format!r} is no form of a date; write one such as %d/%m/%Y %H:%M")
    try:
        if not has_time:
            local = texts.str.to_date(date_format, strict=False).cast(pl.Datetime("us"))
        else:
            local = texts.str.to_datetime(date_format, time_unit="us", strict=False)
    except pl.exceptions.PolarsError as error:
        raise SourceError(
            f"date_format: {date_format!r} is no form of a date ({str(error).splitlines()[0]}); write one such as %d/%m/%Y %H:%M"
        ) from None
    if has_zone:
        return local.dt.convert_time_zone("UTC") if getattr(local.dtype, "time_zone", None) else local.dt.replace_time_zone("UTC")
    return pl.select(_localised(pl.lit(local), zone)).to_series()
