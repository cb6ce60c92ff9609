"""Which months of earlier runs stay in the site. Light to import, since the Snakefile does."""

from pathlib import Path

from conversatoire.config import Study
from conversatoire.manifest import NAME


def months(name: str, study: Study, asked: list[str], results: str) -> list[str]:
    """Folders of the study's other months whose run an earlier one has ended, oldest first: a run of one month takes no other out of the site.

    Args:
        name: the study's name.
        study: the study.
        asked: the months that this run makes.
        results: the folder of results.
    """
    others = [Path(results, name, month) for month in study.periods.months() if month not in asked]
    return [folder.as_posix() for folder in others if (folder / NAME).is_file()]
