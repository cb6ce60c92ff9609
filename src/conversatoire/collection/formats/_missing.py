"""The message for columns that an export lacks: all of them at once."""

from pathlib import Path

from conversatoire.errors import SourceError
from conversatoire.study_file import nearest

SHOWN = 40  # names, and letters of each


def missing_columns(
    path: Path, missing: dict[str, str], known: list[str], one: str = "there is no column", many: str = "there are no columns"
) -> SourceError:
    """The error for columns that are not there.

    Args:
        path: the file.
        missing: key of `columns:` → the name that the file lacks; at least one.
        known: the names that the file has.
        one: how the message starts for one column …
        many: … and for several.
    """
    names = [name[:SHOWN] for name in known if name and name.isprintable()][:SHOWN] or ["(no readable column name)"]
    hints = {raw: nearest(name, names) for raw, name in missing.items()}
    if len(missing) == 1:
        ((raw, name),) = missing.items()
        return SourceError(f"{path}: {one} «{name}» (columns: {raw}); {hints[raw]}")
    listed = ", ".join(f"«{name}» (columns: {raw}{_meant(hints[raw])})" for raw, name in missing.items())
    return SourceError(f"{path}: {many} {listed}; known: {', '.join(names)}")


def _meant(hint: str) -> str:
    return f"; {hint}" if hint.startswith("did you mean") else ""
