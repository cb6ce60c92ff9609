"""The posts behind a number of a note as a filter: the list of ids that the number leads to, `results/{study}/{month}/note/posts/{name}.txt`."""

import re
from pathlib import Path

from conversatoire.watch.errors import SearchError

_NAME = re.compile(r"([12][0-9]{3}-(?:0[1-9]|1[0-2]))/([a-z0-9-]+)")


def listed(value: str, folder: Path | None) -> tuple[str, ...]:
    """The ids of a list, `2011-05/topic-3`; none where the value is empty.

    Args:
        value: month and name of the list, without the ending of its file.
        folder: the study's results; None where they are not at hand.

    Raises:
        SearchError: there is no such list.
    """
    if not value:
        return ()
    found = _NAME.fullmatch(value)
    path = folder / found[1] / "note/posts" / f"{found[2]}.txt" if found and folder else None
    if path is None or not path.is_file():
        raise SearchError(
            f"behind: «{value[:60]}» is no list of posts; such as 2011-05/topic-1, a file of the month's note/posts",
            f"behind : « {value[:60]} » n’est pas une liste de messages ; par exemple 2011-05/topic-1, un fichier de note/posts du mois",
        )
    return tuple(path.read_text(encoding="utf-8").splitlines())
