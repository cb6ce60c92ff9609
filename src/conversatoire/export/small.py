"""Counts that would tell of few people are left out, with one more where the rest would give them away."""

from itertools import combinations

import pandas as pd


def hidden(table: pd.DataFrame, authors: pd.Series, cells: list[str], at_least: int) -> pd.Series:
    """Which rows of a table are blanked.

    A row is hidden where someone is behind it, but fewer than `at_least` people. Where a line of the table (the rows that agree in all of `cells`
    but one) has exactly one hidden row, the line's next smallest is hidden too, else subtracting the others from the line's total gives the
    first (complementary cell suppression; Hundepool et al., Statistical Disclosure Control, 2012). A row that nobody is behind stays: 0 tells of
    nobody.

    Args:
        table: its rows.
        authors: distinct authors behind each.
        cells: columns that together name a row; empty where rows add up to nothing.
        at_least: fewest authors that may be told.

    Returns:
        True for each row to blank.
    """
    small = (authors > 0) & (authors < at_least)
    lines = [list(line) for line in combinations(cells, len(cells) - 1)] if cells else []
    changed = True
    while changed:
        changed = False
        for line in lines:
            groups = table.groupby(line if len(line) > 1 else line[0], dropna=False).groups.values() if line else [table.index]
            for rows in groups:
                others = authors[rows][~small[rows] & (authors[rows] > 0)]
                if small[rows].sum() == 1 and len(others):
                    small[others.idxmin()] = changed = True
    return small
