"""Pairs of accounts that share the same things within seconds, oftener than chance would have it: to be looked at, no accusation.

Accounts are tied by what they share in time, as in Pacheco et al. (2021) and Nizzoli et al. (2021); what chance is, `shuffles.py` says. Accounts
of different media are never paired: who says the same on two media within seconds is mostly one person, or one tool, with an account on each.

What is found may have good reasons: newspapers of one owner, feeds that a tool reads, campaigns that say their name. What is not found may exist:
where a ring makes up most of what is shared, it is compared with itself; where a few things spread in their own way, some pairs stand out by chance.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from conversatoire import tables
from conversatoire.influencers import shuffles as null
from conversatoire.influencers.meetings import FEWEST, Events, Meetings, events, meetings, of_pairs
from conversatoire.influencers.shares import shares
from conversatoire.influencers.shuffles import Ints

SHUFFLES = 500
FALSE_DISCOVERIES = 0.05  # part of the pairs shown of a window and kind that chance may have put there
_KINDS = ("link", "text", "post")
_EXAMINED = {"kind": "str", "medium": "str", "shares": "int64", "things": "int64", "pairs": "int64", "crowds": "int64", "crowd": "Int64"}


class Coordination(NamedTuple):
    """Table «coordination», and what was examined to find it."""

    pairs: pd.DataFrame
    examined: pd.DataFrame
    """kind, medium, shares, things (shared by two accounts or more), pairs (that share two things at whatever distance: those tested), crowds
    (things left out because too many accounts share them), crowd (accounts of the smallest of these; empty where there is none)."""


def coordination(
    posts: pd.DataFrame, windows: Sequence[int], seed: int, timezone: str, left_out: Collection[str] = (), shuffles: int = SHUFFLES
) -> Coordination:
    """Finds the pairs of accounts of a medium that share the same links, texts or posts within a window oftener than in shuffled months.

    All pairs that share two things of a kind, at whatever distance in time, are tested in each window. Those are shown that share two within it
    and whose false discovery rate, over the window and kind, is 5 % at most. `shares.imprecise` tells which sources cannot take part.

    Args:
        posts: table «posts» of the month, in any order.
        windows: seconds; each is tried.
        seed: of the shuffled months.
        timezone: IANA zone in which days are cut.
        left_out: handles of accounts whose agreement is no news: the study's own, and its bots.
        shuffles: how many months are shuffled, in each of the three ways.
    """
    every = shares(posts, timezone, left_out)
    limits = np.array(sorted(set(windows)), np.int64)
    found = {group: events(some) for group, some in every.group_by("kind", "medium", maintain_order=True)}
    tested, examined = [], []
    for kind, medium in sorted(found, key=lambda group: (_KINDS.index(group[0]), group[1])):
        shared = found[kind, medium]
        met = meetings(shared)
        # Long texts that two accounts share are so few that a ring would be compared with itself alone: links lend their delays.
        lender = found.get(("link", medium)) if kind == "text" else None
        rng = np.random.default_rng([seed, *f"{kind} {medium}".encode()])
        tested.append(_tested(shared, lender, met, limits, shuffles, rng).assign(kind=kind, medium=medium))
        examined.append((kind, medium, len(shared.at), met.things, len(met.pairs), met.crowds, met.crowd))
    table = pd.DataFrame(examined, columns=list(_EXAMINED)).astype(_EXAMINED)
    return Coordination(_survivors(tested, table.groupby("kind")["pairs"].sum()), table)


def _tested(shared: Events, lender: Events | None, met: Meetings, windows: Ints, shuffles: int, rng: np.random.Generator) -> pd.DataFrame:
    """window, first, second, times, expected, p_value of the pairs that share two things within the window; the others' p-value is 1."""
    close = (_times(shared, met, windows) >= FEWEST).any(axis=0)
    met = of_pairs(met, close)
    times, step = _times(shared, met, windows), _step(shared, met)
    needed, place = np.unique(np.concatenate([met.first, met.second]), return_inverse=True)
    lent = (lender.item, lender.delay) if lender else (np.empty(0, np.int64),) * 2
    expected, p_value = np.zeros(times.shape), np.zeros(times.shape)
    if close.any():
        draws = null.in_days(shared.at, shared.day, needed), null.nearby(shared.at, needed), null.of_delays(shared.item, shared.delay, *lent, needed)
        for draw in draws:
            by_chance = null.chance(draw, *np.split(place, 2), step, met.starts, windows, times, shuffles, rng)
            expected, p_value = np.maximum(expected, by_chance.expected), np.maximum(p_value, by_chance.p_value)
    window, pair = np.nonzero(times >= FEWEST)
    first, second = (shared.names.gather(met.pairs[pair, side]).to_list() for side in (0, 1))
    columns = {"window": windows[window], "first": first, "second": second, "times": times[window, pair]}
    return pd.DataFrame(columns | {"expected": expected[window, pair], "p_value": p_value[window, pair]})


def _times(shared: Events, met: Meetings, windows: Ints) -> Ints:
    return null.hits(np.abs(shared.at[met.first] - shared.at[met.second]), _step(shared, met), met.starts, windows)


def _step(shared: Events, met: Meetings) -> Ints:
    return np.maximum(shared.step[met.first], shared.step[met.second])


def _survivors(tested: list[pd.DataFrame], pairs: pd.Series) -> pd.DataFrame:
    """Table «coordination»: what is left of the tested pairs (of each kind and medium), in groups; `pairs` were tested, by kind."""
    if not any(map(len, tested)):
        return tables.frame("coordination")
    found = pd.concat(tested, ignore_index=True).groupby(["window", "kind"])
    table = pd.concat([some.assign(q_value=q_values(some["p_value"].to_numpy(), pairs[kind])) for (_, kind), some in found])
    table = table[table["q_value"] <= FALSE_DISCOVERIES]
    table = table.assign(group=np.array(_groups(table), np.int64))
    return table.sort_values(["group", "first", "second", "kind", "window"], ignore_index=True)[list(tables.TABLES["coordination"].columns)]


def q_values(p_values: NDArray[np.float64], pairs: int) -> NDArray[np.float64]:
    """False discovery rates (Benjamini & Hochberg 1995) of the smallest p-values of `pairs` tests; the p-value of the others is 1."""
    order = np.argsort(p_values, kind="stable")
    rates = p_values[order] * pairs / np.arange(1, len(order) + 1)
    found = np.empty_like(rates)
    found[order] = np.minimum.accumulate(rates[::-1])[::-1].clip(max=1)
    return found


def _groups(table: pd.DataFrame) -> list[int]:
    """The number of the group of each pair: connected components of the accounts, the largest first, equals by name."""
    graph = nx.Graph()
    ends = [[(medium, account) for medium, account in zip(table["medium"], table[side], strict=True)] for side in ("first", "second")]
    graph.add_edges_from(zip(*ends, strict=True))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    number = {account: group for group, part in enumerate(parts) for account in part}
    return [number[account] for account in ends[0]]
