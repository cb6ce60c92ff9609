"""Which accounts shared the same things, at whatever distance in time: the pairs that coordination is looked for in."""

from typing import NamedTuple

import numpy as np
import polars as pl

from conversatoire.influencers.shuffles import Ints

FEWEST = 2  # things that a pair shares: once is chance, or a friend at the next desk
MOST = 20_000_000  # meetings of a kind and medium: some 2 GB at work


class Events(NamedTuple):
    """The shares of a kind and medium, by item and time; accounts and items are numbers."""

    item: Ints
    account: Ints
    names: pl.Series
    """The account of each number, sorted."""
    at: Ints
    """Microseconds."""
    delay: Ints
    """Microseconds since the item's first share."""
    day: Ints
    step: Ints
    """Seconds: how coarse the instant is."""


class Meetings(NamedTuple):
    """Pairs of shares of the same item, by two accounts that share FEWEST items or more."""

    pairs: Ints
    """Two columns: the numbers of the accounts of each pair, sorted."""
    starts: Ints
    """Where the meetings of each pair begin in `first` and `second`."""
    first: Ints
    second: Ints
    things: int
    """Items that two accounts or more share."""
    crowds: int
    """Items left out because too many accounts share them."""
    crowd: int | None
    """Accounts of the smallest of these."""


def events(shares: pl.DataFrame) -> Events:
    """Numbers the `shares` of one kind and medium."""
    shares = shares.sort("item", "at", "account")
    names = shares["account"].unique().sort()
    account = shares["account"].rank("dense").cast(pl.Int64).to_numpy() - 1
    is_first = shares["item"].is_first_distinct().to_numpy()
    item, at = np.cumsum(is_first) - 1, shares["at"].to_numpy()
    return Events(item, account, names, at, at - at[is_first][item], shares["day"].to_numpy(), shares["step"].to_numpy())


def meetings(shared: Events, most: int = MOST) -> Meetings:
    """Pairs up the shares of each item. The items that most accounts share are left out until there are no more than `most` meetings.

    What a crowd shares tells little of two of its members; leaving it out depends on who shared what alone, never on when, so that the shuffled
    months lack the same items.
    """
    item, account = shared.item, shared.account
    rows, alone = np.arange(len(item)), True
    while alone:  # who shares one thing, and what one account shares, makes no pair; leaving them out may leave others alone
        kept = rows[(np.bincount(item[rows])[item[rows]] > 1) & (np.bincount(account[rows])[account[rows]] >= FEWEST)] if len(rows) else rows
        alone, rows = len(kept) < len(rows), kept
    sizes = np.bincount(item[rows], minlength=1)
    by_size = np.argsort(sizes, kind="stable")
    over = by_size[np.cumsum(sizes[by_size] * (sizes[by_size] - 1) // 2) > most]
    rows = rows[~np.isin(item[rows], over)]

    partners = np.searchsorted(item[rows], item[rows], side="right") - np.arange(len(rows)) - 1  # the later shares of the same item
    first = np.repeat(np.arange(len(rows)), partners)
    second = np.arange(len(first)) - np.repeat(np.cumsum(partners) - partners, partners) + first + 1
    first, second = rows[first], rows[second]
    key = np.minimum(account[first], account[second]) * len(shared.names) + np.maximum(account[first], account[second])
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    counts = np.diff(starts, append=len(order))
    order = order[np.repeat(counts >= FEWEST, counts)]
    counts = counts[counts >= FEWEST]
    starts = np.cumsum(counts) - counts
    pairs = np.stack(np.divmod(key[order[starts]], max(len(shared.names), 1)), axis=1)
    things = int((np.bincount(item, minlength=1) > 1).sum())
    return Meetings(pairs, starts, first[order], second[order], things, len(over), int(sizes[over].min()) if len(over) else None)


def of_pairs(met: Meetings, kept: np.ndarray) -> Meetings:
    """The meetings of some pairs (a mask)."""
    counts = np.diff(met.starts, append=len(met.first))
    rows = np.repeat(kept, counts)
    starts = np.cumsum(counts[kept]) - counts[kept]
    return met._replace(pairs=met.pairs[kept], starts=starts, first=met.first[rows], second=met.second[rows])
