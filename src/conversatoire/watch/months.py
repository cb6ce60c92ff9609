"""Which months stand in the index of a study's posts."""

from pathlib import Path

import yaml

from conversatoire.config import Study

TABLES = ("collection/posts.parquet", "topics/post_topics.parquet", "topics/topics.csv", "topics/topic_links.csv")


def made(study: Study, asked: list[str]) -> list[str]:
    """The months that a run makes, oldest first: all up to the last one asked for, since topics are matched from month to month."""
    return [month for month in study.periods.months() if month <= max(asked)]


def kept(name: str, study: Study, asked: list[str], results: str) -> list[str]:
    """Folders of later months that an earlier run left, so that a run of one month takes none out of the index.

    Left out are those without all tables, and those cut in another time zone than the study now has.
    """
    later = [Path(results, name, month) for month in study.periods.months() if month > max(asked)]
    return [folder.as_posix() for folder in later if all((folder / table).is_file() for table in TABLES) and _zone(folder) == study.timezone]


def _zone(month: Path) -> str | None:
    """The zone by which a month was cut."""
    try:
        return yaml.safe_load((month / "params/collection.yaml").read_text(encoding="utf-8"))["timezone"]
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
        return None
