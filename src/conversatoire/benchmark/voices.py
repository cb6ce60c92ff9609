"""Whose voice a post is: an organisation's (own accounts, those of other brands) or the public's."""

import pandas as pd


def handles(names: list[str]) -> set[str]:
    """Handles as they are compared: lower case, without the leading @."""
    return {name.strip().lower().removeprefix("@") for name in names} - {""}


def owners(own_accounts: list[str], accounts: dict[str, list[str]]) -> dict[str, str | None]:
    """The brand of each organisation's account by `benchmark.accounts`; None for an own account that stands in no brand's list."""
    found: dict[str, str | None] = dict.fromkeys(sorted(handles(own_accounts)))
    for brand, names in accounts.items():
        found |= dict.fromkeys(sorted(handles(names)), brand)
    return found


def authors(posts: pd.DataFrame) -> pd.Series:
    """Author of each post in lower case; missing where the export does not tell."""
    return posts["author"].astype("str").where(posts["author"].notna()).str.lower().str.removeprefix("@").replace("", None)


def is_repost(posts: pd.DataFrame) -> pd.Series:
    """Whether each post passes another on."""
    return posts["repost_of_id"].notna() | posts["repost_of_author"].notna()


def clusters(posts: pd.DataFrame) -> pd.Series:
    """A number for the author of each post (medium and handle); a post without an author is alone."""
    author = authors(posts)
    key = posts["medium"].astype("str").str.cat(author, sep="\n", na_rep="")
    return pd.Series(pd.factorize(key.where(author.notna(), "\n" + posts["post_id"].astype("str")))[0], index=posts.index)
