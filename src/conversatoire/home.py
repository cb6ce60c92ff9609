"""Where the code lies. Light to import, and imports nothing of ours: what needs only this depends on nothing else."""

from pathlib import Path

PACKAGE = Path(__file__).parent
# The package lies in src/ of the repository, or (from a wheel) beside its copies of notebooks/ and workflow/.
HOME = PACKAGE.parents[1] if (PACKAGE.parents[1] / "notebooks").is_dir() else PACKAGE / "project"
