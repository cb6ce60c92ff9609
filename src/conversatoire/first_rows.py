"""The first rows of every file that a run would import, read before it starts: what the user has to mend is then told at once."""

from pathlib import Path

import yaml

from conversatoire import plan
from conversatoire.collection.heads import read_heads, some, without_rows
from conversatoire.config import Study
from conversatoire.errors import SourceError


def before_run(study: Study, results: Path) -> list[str]:
    """A warning for each file without a row, of the sources that were not imported as they are now.

    Args:
        study: the study.
        results: `results/{study}`.

    Raises:
        SourceError: some files cannot be read, or lack columns; all sources are looked at first.
    """
    warnings, errors = [], []
    for source in study.sources:
        params = plan.source_params(study, source.name)
        if _imported(params, results / "imported" / source.name):
            continue
        heads = read_heads(source, [Path(file) for file in params["files"]])
        warnings += [f"warning: source «{source.name}»: {line}" for line in some(without_rows(heads.heads))]
        errors += [f"source «{source.name}»: {line}" for line in some(heads.errors)]
    if errors:
        raise SourceError("\n".join(errors))
    return warnings


def _imported(params: dict, made: Path) -> bool:
    """Whether a source's files were imported with these parameters and have not changed since."""
    try:
        known = yaml.safe_load(made.with_name(f"{made.name}.yaml").read_text(encoding="utf-8"))
        when = made.with_name(f"{made.name}.parquet").stat().st_mtime
        return all(known.get(key) == value for key, value in params.items()) and all(Path(file).stat().st_mtime < when for file in params["files"])
    except (OSError, ValueError, AttributeError, yaml.YAMLError):
        return False
