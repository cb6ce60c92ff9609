"""Accounts whose ranks moved beyond their uncertainty."""

import pandas as pd

KEY = ["ranking", "medium", "account"]
BOUNDS = ["rank", "rank_low", "rank_high"]


def ranks(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Table compare_ranks without its months.

    Args:
        a: of A: ranking, medium, account, rank, rank_low, rank_high (see `listed`).
        b: the same of B.
    """
    names = dict(zip(BOUNDS, ["rank", "low", "high"], strict=True))
    sides = [frame[[*KEY, *BOUNDS]].rename(columns={old: f"{new}_{side}" for old, new in names.items()}) for frame, side in ((a, "a"), (b, "b"))]
    found = sides[0].merge(sides[1], "outer", on=KEY, validate="1:1")
    number = [column for column in found.columns if column not in KEY]
    found = found.astype(dict.fromkeys(number, "Int64")).sort_values(KEY, ignore_index=True)
    return found.assign(status=_status(found))


def _ends(found: pd.DataFrame, side: str) -> pd.Series:
    """The last rank that the list of a side goes to, of each row's ranking; none for PageRank, which all accounts have."""
    last = found["ranking"].map(found.groupby("ranking")[f"rank_{side}"].max())
    return last.mask(found["ranking"] == "pagerank")


def listed(accounts: pd.DataFrame, rankings: pd.DataFrame) -> pd.DataFrame:
    """All ranks that a month tells: PageRank of every account, and the other rankings as far as they are listed.

    Args:
        accounts: table «accounts».
        rankings: table «rankings».
    """
    whole = accounts.assign(ranking="pagerank")[[*KEY, *BOUNDS]]
    return pd.concat([whole, rankings[rankings["ranking"] != "pagerank"][[*KEY, *BOUNDS]]], ignore_index=True)


def _status(found: pd.DataFrame) -> pd.Series:
    """What became of each rank; up and down only where the two intervals do not overlap.

    A list ends somewhere: an account that may well stand right behind the end of the other list neither entered nor left beyond chance.
    """
    status = pd.Series("within", index=found.index, dtype=object)
    status[found[["low_a", "high_a", "low_b", "high_b"]].isna().any(axis=1)] = "untold"
    status[_true(found["rank_a"] == found["rank_b"])] = "same"
    status[_true(found["low_a"] > found["high_b"])] = "up"
    status[_true(found["high_a"] < found["low_b"])] = "down"
    for side, other, name in (("a", "b", "left"), ("b", "a", "entered")):
        alone, end = found[f"rank_{other}"].isna(), _ends(found, other)
        status[alone] = name
        status[alone & end.notna() & found[f"high_{side}"].isna()] = "untold"
        status[alone & _true(found[f"high_{side}"] >= end)] = "within"
    return status


def _true(flags: pd.Series) -> pd.Series:
    """Flags with what cannot be told as false."""
    return flags.fillna(False).astype(bool)
