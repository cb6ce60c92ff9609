"""The interval of a difference out of the intervals of what is subtracted.

MOVER, the method of variance estimates recovery: Newcombe 1998 (Statistics in Medicine 17: 873–890, his method 10) for two proportions, which
Zou & Donner 2008 (Statistics in Medicine 27: 1693–1702) carry over to any two measures that were estimated independently.
"""

import numpy as np
import pandas as pd

from conversatoire.watch.intervals import wilson


def difference(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """The difference b − a with its interval, of the same confidence as those that are given.

    Low is d − √((b − low of b)² + (high of a − a)²), high is d + √((high of b − b)² + (a − low of a)²). Where two runs share posts, their
    errors go the same way, and the interval is wider than it need be: it then errs on the side of «not beyond».

    Args:
        a: columns value, low, high, a row a measure; bounds that are missing leave the difference without interval.
        b: the same, on the same index.

    Returns:
        difference, low, high, on the same index.
    """
    found = pd.DataFrame({"difference": b["value"] - a["value"]}).astype(float)
    below = np.hypot((b["value"] - b["low"]).astype(float), (a["high"] - a["value"]).astype(float))
    above = np.hypot((b["high"] - b["value"]).astype(float), (a["value"] - a["low"]).astype(float))
    return found.assign(low=found["difference"] - below, high=found["difference"] + above)


def sampled(shares: pd.DataFrame, posts: pd.Series, of: int) -> pd.DataFrame:
    """Shares whose interval tells another uncertainty, with that of drawing the posts (Wilson 1927) added to it.

    Independent errors add up by their squares, on each side of the value, as in `difference`. Posts are taken as drawn one by one, which those of
    one author are not: the interval is rather too narrow.

    Args:
        shares: columns value, low, high.
        posts: posts counted, on the same index.
        of: posts of the month.
    """
    drawn = pd.DataFrame([wilson(int(count), of) for count in posts.fillna(0)], index=shares.index, dtype=float)
    below = np.hypot((shares["value"] - shares["low"]).astype(float), drawn["share"] - drawn["low"])
    above = np.hypot((shares["high"] - shares["value"]).astype(float), drawn["high"] - drawn["share"])
    return shares.assign(low=shares["value"] - below, high=shares["value"] + above)


def verdict(found: pd.DataFrame) -> pd.Series:
    """What a difference with `low` and `high` amounts to: same, beyond (its interval does not hold 0), within, or untold (no interval).

    A measure that only one side has is untold.
    """
    told = pd.Series("within", index=found.index, dtype=object)
    told[(found["low"] > 0) | (found["high"] < 0)] = "beyond"
    told[found["low"].isna() | found["high"].isna()] = "untold"
    told[found["difference"] == 0] = "same"
    return told


def daily_mean(counts: pd.Series) -> tuple[float, float | None, float | None]:
    """Mean of daily counts with its 95 % interval by Student's t, as if days were independent; bounds are None for fewer than two days."""
    from scipy.special import stdtrit

    mean = float(counts.mean())
    if len(counts) < 2:
        return mean, None, None
    half = float(stdtrit(len(counts) - 1, 0.975)) * float(counts.std(ddof=1)) / len(counts) ** 0.5
    return mean, max(0.0, mean - half), mean + half
