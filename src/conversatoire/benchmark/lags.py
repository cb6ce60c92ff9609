"""Do two series move together, and which goes first? Cross-correlation that does not take weekends, trends and single bursts for a tie.

Two series that each rise, or each resemble their own day before, correlate by themselves (Yule 1926). Here the median of each weekday is taken out,
the AR model of the first series is applied to both (prewhitening: Box & Jenkins 1970, 11.1), and what is left becomes normal scores, so that one
burst in each is no correlation. The pairs that count are fewer than the days where something regular is left (Bartlett 1935), and an interval holds
all lags together (Bonferroni).
"""

import numpy as np
import pandas as pd

LEVEL = 0.95
FEWEST_POINTS = 20  # days or weeks: below, no correlation that one meets in life could be told from chance
WEEK = 7


def correlations(first: np.ndarray, second: np.ndarray, most: int, weekly: bool) -> pd.DataFrame:
    """Correlation of two series at each lag.

    Args:
        first: values at equal steps; it is modelled, and so is best the one that is supposed to lead.
        second: values at the same steps.
        most: the largest lag in steps.
        weekly: whether a step is a week; days have their weekday taken out.

    Returns:
        lag (by how many steps the second follows the first, −most … most), correlation, low, high, p_value (both corrected for the number of lags)
        and effective (pairs that count).
    """
    from scipy.stats import norm

    one, two = (values.astype(float) if weekly else _without_weekdays(values) for values in (first, second))
    model = _ar(one)
    one, two = (_scores(_prewhitened(values, model)) for values in (one, two))
    lags = np.arange(-most, most + 1)
    found = _cross(one, two, most)
    # The medians of the weekdays were fitted too: as many pairs tell nothing.
    effective = (len(one) - np.abs(lags)) / _inflation(one, two) - (0 if weekly else WEEK - 1)
    deviation = 1 / np.sqrt(np.maximum(effective - 3, 1))
    score = np.arctanh(np.clip(found, -1 + 1e-9, 1 - 1e-9))
    half = norm.ppf(1 - (1 - LEVEL) / (2 * len(lags))) * deviation
    p_value = np.minimum(1, len(lags) * 2 * norm.sf(np.abs(score) / deviation))
    bounds = {"low": np.tanh(score - half), "high": np.tanh(score + half)}
    return pd.DataFrame({"lag": lags, "correlation": found, **bounds, "p_value": p_value, "effective": np.maximum(effective, 0)})


def _without_weekdays(values: np.ndarray) -> np.ndarray:
    left = values.astype(float)
    for day in range(min(WEEK, len(left))):
        left[day::WEEK] -= np.median(left[day::WEEK])
    return left


def _ar(values: np.ndarray) -> np.ndarray:
    """Coefficients of an autoregressive model, its order by the corrected AIC (Hurvich & Tsai 1989), a week of steps at most."""
    longest = min(WEEK, len(values) // 6)
    size, best = len(values) - longest, (np.inf, np.zeros(0))
    past = np.column_stack([np.ones(size), *(values[longest - k : len(values) - k] for k in range(1, longest + 1))])
    for order in range(longest + 1):
        fitted = np.linalg.lstsq(past[:, : order + 1], values[longest:], rcond=None)[0]
        left = values[longest:] - past[:, : order + 1] @ fitted
        penalty = 2 * (order + 1) * size / max(size - order - 2, 1)
        best = min(best, (size * np.log(max(float(left @ left), 1e-12) / size) + penalty, fitted[1:]), key=lambda pair: pair[0])
    return best[1]


def _prewhitened(values: np.ndarray, model: np.ndarray) -> np.ndarray:
    """What the model does not foresee of a series, from its first complete past on."""
    return np.convolve(values, np.concatenate([[1.0], -model]), mode="valid")


def _scores(values: np.ndarray) -> np.ndarray:
    """Normal scores (van der Waerden 1952); equal values share theirs."""
    from scipy.stats import norm, rankdata

    return norm.ppf(rankdata(values.round(9)) / (len(values) + 1))


def _cross(one: np.ndarray, two: np.ndarray, most: int) -> np.ndarray:
    one, two = one - one.mean(), two - two.mean()
    scale = np.sqrt((one @ one) * (two @ two))
    whole = np.correlate(two, one, mode="full")[len(one) - 1 - most : len(one) + most]
    return whole / scale if scale else np.zeros(2 * most + 1)


def _inflation(one: np.ndarray, two: np.ndarray) -> float:
    """By how much the variance of the correlation exceeds that of independent points (Bartlett 1935); never below 1."""
    reach = len(one) // 4
    own = [_cross(values, values, reach)[reach + 1 :] for values in (one, two)]
    return max(1.0, float(1 + 2 * ((1 - np.arange(1, reach + 1) / len(one)) * own[0] * own[1]).sum()))
