"""Items of the same posts, or of the same peak, are one signal; and which signals are told first."""

import numpy as np
import pandas as pd

SAME = 0.5  # part of the posts of the rarer of two items that hold the other one, too


def grouped(rows: dict[int, np.ndarray], order: list[int], of_peak: dict[int, int | None]) -> dict[int, list[int]]:
    """Groups of items: each goes to the first leader with which it shares its posts, or leads a group of its own.

    Args:
        rows: item → the rows of the posts that hold it.
        order: the items, those that lead first.
        of_peak: item → number of the peak that its posts are of; those of a peak are one group.

    Returns:
        leader → the items of its group, itself first, all in `order`.
    """
    held = {item: frozenset(rows[item].tolist()) for item in order}
    groups: dict[int, list[int]] = {}
    for item in order:
        near = (leader for leader in groups if of_peak[leader] == of_peak[item] and (of_peak[item] is not None or _same(held[item], held[leader])))
        groups.setdefault(next(near, item), []).append(item)
    return groups


def _same(first: frozenset[int], second: frozenset[int]) -> bool:
    return len(first & second) >= SAME * min(len(first), len(second))


def ranked(signals: pd.DataFrame) -> pd.DataFrame:
    """The item that leads each signal, those of peaks left out: what the month's last day still shows first, then by days and by chance.

    Args:
        signals: table «weak_signals».
    """
    first = signals[(signals["rank"] == 1) & signals["peak"].isna()]
    keys = np.lexsort([first["signal"], first["p_value"].round(15), -first["days"], ~first["open"].astype(bool)])
    return first.iloc[keys].reset_index(drop=True)
