"""What a note tells of the month before: the measures that it sets beside the month's own, and what keeps them from being compared."""

from pathlib import Path
from typing import Any

import pandas as pd

from conversatoire import manifest, tables
from conversatoire.benchmark.naming import ALL
from conversatoire.compare.parameters import differences, not_comparable
from conversatoire.note.facts_tone import heard
from conversatoire.note.rows import records

TABLES = {"coverage": "collection", "topics": "topics", "accounts": "influencers", "shares": "tone", "share_of_voice": "benchmark"}


def earlier(month: Path, past: Path | None, coverage: pd.DataFrame) -> dict[str, Any] | None:
    """The measures of the month before; None in the first month of a study.

    Args:
        month: `results/{study}/{period}`.
        past: the same of the month before.
        coverage: the month's table «coverage».

    Returns:
        `apart`: kind of measure (`compare.parameters.KINDS`) → the keys that changed since, which keep it from being compared; `sources`: those that
        gave posts in one of the months only; `topics`: how many, `accounts`: how many, `ranks`: (medium, handle) → its rank with `rank_low` and
        `rank_high`; `tone`: `all` and `public`, see `facts_tone.heard`; `voice`: brand → its share with `low` and `high`; `rejected`: share of the
        rows that were rejected. What was not made is None.
    """
    if past is None:
        return None
    frames = {name: _read(past / step / f"{name}.csv", name) for name, step in TABLES.items()}
    apart = not_comparable(differences(manifest.parameters(past), manifest.parameters(month)))
    accounts, voice, before = frames["accounts"], frames["share_of_voice"], frames["coverage"]
    return {
        "apart": apart,
        "sources": [] if before is None else sorted(_giving(before) ^ _giving(coverage)),
        "topics": None if frames["topics"] is None else len(frames["topics"]),
        "accounts": None if accounts is None else len(accounts),
        "ranks": None if accounts is None else {(row["medium"], row["account"]): row for row in records(accounts[accounts["in_degree"] > 0])},
        "tone": None if frames["shares"] is None else heard(frames["shares"]),
        "voice": None if voice is None else {row["brand"]: row for row in records(voice[voice["medium"] == ALL])},
        "rejected": None if before is None or not before["read"].sum() else float(before["rejected"].sum() / before["read"].sum()),
    }


def _read(path: Path, name: str) -> pd.DataFrame | None:
    return tables.read(path, name) if path.is_file() else None


def _giving(coverage: pd.DataFrame) -> set[str]:
    """The sources that gave a post."""
    return set(coverage.loc[coverage["kept"] > 0, "source"])
