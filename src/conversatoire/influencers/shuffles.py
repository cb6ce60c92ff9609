"""How often two accounts would share the same things close in time by chance: months whose times are shuffled.

Who shared what is kept; when is changed in three ways, and a pair must stand out from each of them (the largest p-value counts: an
intersection–union test, Berger 1982), since each keeps something that brings strangers together:

* `in_days`: instants change places among the shares of a day. Kept: what each day spoke of, its busy hours, posts planned for eight o'clock sharp.
* `nearby`: each share moves by three hours at most. Kept: the hours at which each account is awake, events of an afternoon (the jitter of
  Amarasingham et al. 2012, who look for neurons that fire together).
* `of_delays`: delays since an item was first shared change places among items that spread about as fast. Kept: that news is passed on
  while it is fresh (the delay by which Giglietto et al. 2020 tell coordinated from usual sharing).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Draw = Callable[[np.random.Generator], Ints]
"""Draws a month: the times (microseconds) of the shares that are needed, in their order."""
SECOND = 1_000_000  # microseconds
NEARBY = 3 * 3600 * SECOND
PACES, FEW = 20, 200  # groups of items by the speed they spread at, and the delays that each needs to be shuffled among strangers


class Chance(NamedTuple):
    """Windows × pairs: hits to be expected, and the p-value of those there are."""

    expected: NDArray[np.float64]
    p_value: NDArray[np.float64]


def in_days(at: Ints, day: Ints, needed: Ints) -> Draw:
    """Instants, shuffled within the day."""
    order = np.lexsort((at, day))
    slot = np.empty(len(at), np.int64)
    slot[order] = np.arange(len(at))
    return _shuffled(at[order], day[order], slot[needed])


def nearby(at: Ints, needed: Ints) -> Draw:
    """Instants, moved by NEARBY at most, all distances alike."""
    return lambda rng: at[needed] + rng.integers(-NEARBY, NEARBY, len(needed), endpoint=True)


def of_delays(item: Ints, delay: Ints, lent_item: Ints, lent_delay: Ints, needed: Ints) -> Draw:
    """Delays, shuffled among items that spread about as fast; the first share of an item stays the first.

    Items are ordered by their median delay and cut into at most PACES groups, of about FEW delays or more: a live match and an evergreen page have
    no common pace.

    Args:
        item: number of each share's item, in order; those of an item by time.
        delay: of each share, since the first of its item.
        lent_item: as `item`, of further shares, which only fill the pool.
        lent_delay: their delays.
        needed: the shares asked for.
    """
    items, delays = np.concatenate([item, lent_item + len(item)]), np.concatenate([delay, lent_delay])
    is_first = np.diff(items, prepend=-1) > 0
    starts = np.flatnonzero(is_first)
    sizes = np.diff(starts, append=len(items))
    pace, later = np.repeat(delays[starts + sizes // 2], sizes), np.flatnonzero(~is_first)
    order = later[np.lexsort((items[later], pace[later]))]
    places = np.arange(len(order))
    begins = np.maximum.accumulate(np.where(np.diff(items[order], prepend=-1) != 0, places, 0))  # an item is not cut
    groups = begins * min(PACES, max(1, len(order) // FEW)) // max(1, len(order))
    slot = np.full(len(items), len(order))  # the first shares: the 0 that closes the pool
    slot[order] = places
    return _shuffled(np.append(delays[order], 0), np.append(groups, -1), slot[needed])


def _shuffled(pool: Ints, group: Ints, slot: Ints) -> Draw:
    """Values that change places within their group (equal numbers, side by side)."""
    pool, ends = pool.copy(), [*np.flatnonzero(np.diff(group)) + 1, len(group)]
    blocks = [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]
    used = [blocks[number] for number in np.unique(np.searchsorted(ends, slot, side="right"))]

    def draw(rng: np.random.Generator) -> Ints:
        for block in used:
            rng.shuffle(pool[block])
        return pool[slot]

    return draw


def hits(gap: Ints, step: Ints, starts: Ints, windows: Ints) -> Ints:
    """Windows × pairs: how many meetings of each pair are within the window, where their instants are exact enough for it.

    Args:
        gap: microseconds between the two shares of each meeting, those of a pair side by side.
        step: seconds, the coarser of the two instants.
        starts: where the meetings of each pair begin.
        windows: seconds.
    """
    if not len(starts):
        return np.zeros((len(windows), 0), np.int64)
    return np.stack([np.add.reduceat(((gap <= SECOND * window) & (step < window)).astype(np.int64), starts) for window in windows])


def chance(
    draw: Draw, first: Ints, second: Ints, step: Ints, starts: Ints, windows: Ints, times: Ints, shuffles: int, rng: np.random.Generator
) -> Chance:
    """Compares the hits of each pair with those of shuffled months.

    The p-value is the part of the months, the real one counted, with as many hits or more. Where no shuffled month has as many, all that this
    tells is «1 / (months + 1) at most»; the tail of the Poisson law with their mean, one hit added to their sum, then tells how much less: hits are
    rare and of different items (Barbour, Holst & Janson 1992; fitting the tail of few shuffles is an idea of Knijnenburg et al. 2009).

    Args:
        draw: gives the times of a month.
        first: one share of each meeting, as a place in what `draw` gives.
        second: the other.
        step: as in `hits`.
        starts: as in `hits`.
        windows: as in `hits`.
        times: hits of the real month.
        shuffles: number of months.
        rng: draws them.
    """
    from scipy.special import gammainc

    total, reached = np.zeros_like(times), np.zeros_like(times)
    for _ in range(shuffles):
        at = draw(rng)
        found = hits(np.abs(at[first] - at[second]), step, starts, windows)
        total += found
        reached += found >= times
    part = (1 + reached) / (1 + shuffles)
    tail = gammainc(np.maximum(times, 1), (1 + total) / shuffles)  # P(Poisson ≥ times)
    return Chance(total / shuffles, np.where((reached == 0) & (times > 0), np.minimum(part, tail), part))
