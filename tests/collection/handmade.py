"""Imported files made by hand, as the importer would write them: rows stay in the order given."""

import datetime as dt
from pathlib import Path

import pandas as pd
import polars as pl

from conversatoire import tables

POLARS = pl.from_arrow(tables.TABLES["posts"].schema.empty_table())


def post(native_id: str, instant: str, text: str = "free", **values: object) -> dict[str, object]:
    """A row of the table "posts" of medium twitter; `instant` as ISO 8601, UTC where it tells no offset."""
    at = dt.datetime.fromisoformat(instant)
    row: dict[str, object] = {"medium": "twitter", "source": "x", "lang": "fr", "hashtags": [], "mentions": [], "links": []}
    row |= {"published_at": at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=dt.UTC), "text": text, "author": f"a{native_id}"}
    row |= {"origin": f"a.csv:{native_id}"} | values
    return row | {"post_id": f"{row['medium']}:{native_id}"}


def frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    """The rows as table "posts", in their order."""
    return pl.DataFrame([{name: row.get(name) for name in POLARS.columns} for row in rows], schema=POLARS.schema)


def write(folder: Path, rows: dict[str, list[dict[str, object]]], rejects: dict[str, list[str]] | None = None) -> Path:
    """Writes {source}.parquet and {source}.rejects.csv (a reason a row) for each source."""
    for source, posts in rows.items():
        frame([row | {"source": source} for row in posts]).write_parquet(folder / f"{source}.parquet")
        reasons = (rejects or {}).get(source, [])
        told = {"source": source, "origin": [f"a.csv:{i}" for i in range(len(reasons))], "reason": reasons, "raw": "=raw"}
        tables.write(pd.DataFrame(told, dtype=object), folder / f"{source}.rejects.csv", "rejects")
    return folder
