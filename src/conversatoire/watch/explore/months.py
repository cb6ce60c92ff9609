"""The results of a month as they stand in its folder, read-only: notes, notebooks, the network's page, figures and tables.

Nothing outside the study's folder is served, nothing hidden, and no kind of file that is not named here. Pages of a month run in a sandbox: what a
post might smuggle into one could neither read the watch tool nor ask anything of a server.
"""

import re
from pathlib import Path
from typing import NamedTuple

_PAGE = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
)
_FILE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".yaml": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gexf": "application/xml",
    ".ipynb": "application/x-ipynb+json",
}
MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")


class MonthFile(NamedTuple):
    """A file to serve: its path, type and policy."""

    path: Path
    type: str
    policy: str


def find(folder: Path, month: str, rest: str) -> MonthFile | None:
    """The file of a month by its address; None where it is not to be served, whatever the reason.

    Args:
        folder: the study's results.
        month: YYYY-MM.
        rest: path inside the month's folder, decoded.
    """
    kind = TYPES.get(Path(rest).suffix.lower())
    parts = rest.split("/")
    if not MONTH.fullmatch(month) or kind is None or any(part.startswith(".") or not part or "\\" in part or "\0" in part for part in parts):
        return None
    try:
        root = (folder / month).resolve()
        path = root.joinpath(*parts).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            return None
    except (OSError, ValueError):
        return None
    # A PDF reader does not start in a sandbox.
    policy = _PAGE if path.suffix.lower() == ".html" else "" if path.suffix.lower() == ".pdf" else _FILE
    return MonthFile(path, kind, policy)


def listed(folder: Path, month: str, rest: str) -> list[str]:
    """The names of the files served that lie in a folder of a month (`topics/`); none where it is no folder, or is not to be shown."""
    if not rest.endswith("/") or not MONTH.fullmatch(month):
        return []
    try:
        names = [path.name for path in (folder / month / rest).iterdir()]
    except (OSError, ValueError):
        return []
    return sorted(name for name in names if find(folder, month, rest + name))


def notes(folder: Path) -> list[dict[str, str]]:
    """The notes that are there, month by month: month, lang, path (`2024-10/note/note.fr.html`)."""
    found = sorted(folder.glob("*/note/note.*.html"))
    return [
        {"month": path.parent.parent.name, "lang": path.name.split(".")[1], "path": f"{path.parent.parent.name}/note/{path.name}"}
        for path in found
        if MONTH.fullmatch(path.parent.parent.name)
    ]


def pages(folder: Path) -> list[dict[str, str]]:
    """The other pages of each month that are there: month, name (network, or the notebook's), path."""
    found = sorted([*folder.glob("*/influencers/graph.html"), *folder.glob("*/notebooks/*.html")])
    return [
        {"month": path.parent.parent.name, "name": path.stem, "path": path.relative_to(folder).as_posix()}
        for path in found
        if MONTH.fullmatch(path.parent.parent.name)
    ]
