"""Communities over the months: which go on, are new or have gone, by their members.

`python -m conversatoire.influencers.community_match LINKS.csv ACCOUNTS.csv [PREVIOUS_ACCOUNTS.csv]` writes the table community_links. It is a job of
its own, and not a part of the notebook, so that a month's communities never wait for those of the month before.
"""

import sys

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from conversatoire import tables

# Jaccard index of the accounts from which two communities are one. In the teaching corpus, those of one planted group have .46 at least from month to
# month, others .07 at most. Where each month only 35 % of the accounts are kept, by chance, 71 of 72 pairs are still found and 1 is wrong, and .2
# would lose a quarter of them. Among a telecom operator's customers, who come and go, one large community in three months
# goes on (.19).
SAME = 0.1
SHARED = 2  # accounts that both months must have: one alone carries no community from one to the next
ALMOST_NOTHING = 1e-12  # what a community without a match adds to the sum
COLUMNS = ["community", "previous_community", "similarity", "status"]


def links(accounts: pd.DataFrame, before: pd.DataFrame | None) -> pd.DataFrame:
    """Matches the month's communities with those of the month before.

    One to one, so that the sum of the similarities is the highest (Kuhn 1955); equals: the lower number. An account that one of the months does
    not have counts as a difference, so that a community whose members are replaced is a new one.

    Args:
        accounts: columns medium, account, community (−1: none) of the month.
        before: the same of the month before; None in the study's first, whose communities are neither new nor old: «first».

    Returns:
        Table community_links: a row a community of the month, and a row a community of the month before that does not go on.
    """
    sizes = _sizes(accounts)
    if before is None:
        return _table([(community, None, None, "first") for community in sizes.index])
    earlier = _sizes(before)
    continued = _matched(_similarities(accounts, before, sizes, earlier))
    rows: list[tuple] = []
    for community in sizes.index:
        previous, similarity = continued.get(community, (None, None))
        rows.append((community, previous, similarity, "new" if previous is None else "continued"))
    gone = sorted(set(earlier.index) - {previous for previous, _ in continued.values()})
    return _table(rows + [(None, previous, None, "gone") for previous in gone])


def _sizes(accounts: pd.DataFrame) -> pd.Series:
    """Accounts of each community, in the order of their numbers."""
    return accounts.loc[accounts["community"] >= 0, "community"].value_counts().sort_index()


def _similarities(accounts: pd.DataFrame, before: pd.DataFrame, sizes: pd.Series, earlier: pd.Series) -> pd.DataFrame:
    """The pairs that are one community: community, previous_community, similarity (Jaccard index of their accounts), sorted."""
    columns = ["medium", "account", "community"]
    now, past = (frame.loc[frame["community"] >= 0, columns] for frame in (accounts, before))
    both = now.merge(past.rename(columns={"community": "previous_community"}), on=["medium", "account"], validate="one_to_one")
    pairs = both.groupby(["community", "previous_community"]).size().rename("shared").reset_index()
    union = pairs["community"].map(sizes) + pairs["previous_community"].map(earlier) - pairs["shared"]
    pairs["similarity"] = (pairs["shared"] / union).round(6)  # the last bits of a quotient must not choose between equals
    return pairs[(pairs["similarity"] >= SAME) & (pairs["shared"] >= SHARED)]


def _matched(pairs: pd.DataFrame) -> dict[int, tuple[int, float]]:
    """The matching of the highest sum: community → community of the month before, similarity.

    Sparse (Jonker & Volgenant 1987): a month may have tens of thousands of communities, each like a few of the month before.
    """
    (row, now), (column, past) = (pd.factorize(pairs[name], sort=True) for name in ("community", "previous_community"))
    rows, columns = len(now), len(past)
    # Less than the similarities' last digit in all, and highest where equals are matched in the order of their numbers.
    order = (rows - row) * (columns - column) * 1e-7 / max(rows * columns * min(rows, columns), 1)
    weights = sp.csr_array((pairs["similarity"].to_numpy() + order, (row, column)), shape=(rows, columns))
    alone = sp.dia_array((np.full((1, rows), ALMOST_NOTHING), [0]), shape=(rows, rows))  # so that a row may stay without a match
    chosen = zip(*min_weight_full_bipartite_matching(sp.hstack([weights, alone], format="csr"), maximize=True), strict=True)
    similarity = pairs.set_index(["community", "previous_community"])["similarity"]
    found = [(int(now[i]), int(past[j])) for i, j in chosen if j < columns]
    return {community: (previous, similarity[community, previous]) for community, previous in found}


def _table(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"community": "Int64", "previous_community": "Int64", "similarity": "float64", "status": "object"})


if __name__ == "__main__":
    target, *months = sys.argv[1:]
    read = [tables.read(path, "accounts", ["medium", "account", "community"]) for path in months]
    tables.write(links(read[0], read[1] if len(read) > 1 else None), target, "community_links")
