"""How accounts are shown: their own spelling, and never an e-mail address, which is the handle of authors in mailing lists."""

from collections.abc import Iterable

import pandas as pd

from conversatoire.note.escape import hide_addresses, is_address


def shown_names(posts: pd.DataFrame, instead: str, others: Iterable[tuple[str, str]] = ()) -> dict[tuple[str, str], str]:
    """What to show for each account: (medium, handle in lower case) → the handle as written, or the name where it is an address.

    Args:
        posts: medium, author, author_name.
        instead: stands for accounts of which nothing but an address is known.
        others: (medium, handle in lower case) of accounts that are spoken to, authors or not.

    Two accounts of one name on a medium are told apart by a number, so that they stay two in graphs and tables.
    """
    known = posts.dropna(subset=["author"])[["medium", "author", "author_name"]]
    known = known.assign(key=known["author"].str.lower()).sort_values(["medium", "key", "author", "author_name"], na_position="last", kind="stable")
    shown: dict[tuple[str, str], str] = {}
    taken: dict[tuple[str, str], int] = {}
    authors = known.drop_duplicates(["medium", "key"])[["medium", "key", "author", "author_name"]].itertuples(index=False, name=None)
    silent = [(medium, handle, handle, None) for medium, handle in sorted(set(others)) if is_address(handle)]
    for medium, key, author, name in [*authors, *silent]:
        if (medium, key) in shown:
            continue
        if is_address(author):
            author = _without_address(name) if isinstance(name, str) else ""
            author = author or instead
        twice = taken[medium, author.lower()] = taken.get((medium, author.lower()), 0) + 1
        shown[medium, key] = author if twice == 1 else f"{author} ({twice})"
    return shown


def show(handles: pd.Series, media: pd.Series, names: dict[tuple[str, str], str], instead: str) -> pd.Series:
    """`handles` (lower case) as they are shown; one that wrote nothing is itself, or `instead` where it is an address."""
    shown = [names.get((medium, handle), instead if is_address(handle) else handle) for medium, handle in zip(media, handles, strict=True)]
    return pd.Series(shown, index=handles.index, dtype=object)


def _without_address(name: str) -> str:
    return hide_addresses(name, "").replace("<>", "").replace("()", "").strip(" \"'")
