"""Differences and their intervals, against worked numbers and another library."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from conversatoire.compare import intervals
from conversatoire.watch.intervals import wilson


def side(*counts: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame([wilson(count, of) for count, of in counts]).rename(columns={"share": "value"}).astype(float)


@pytest.mark.parametrize(("a", "b"), [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((5, 56), (0, 29)), ((10, 10), (10, 10))])
def test_of_two_shares_it_is_newcombe_s_method_10(a, b):
    found = intervals.difference(side(a), side(b)).iloc[0]
    low, high = confint_proportions_2indep(b[0], b[1], a[0], a[1], method="newcomb", compare="diff")
    assert found["difference"] == pytest.approx(b[0] / b[1] - a[0] / a[1])
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=1e-9)


def test_newcombe_s_own_table_is_found_again():
    # Newcombe 1998, table II, example (a): 56/70 − 48/80, method 10: 0.0524 to 0.3339
    found = intervals.difference(side((48, 80)), side((56, 70))).iloc[0]
    assert (found["low"], found["high"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_difference_is_beyond_only_where_its_interval_does_not_hold_zero():
    found = pd.DataFrame({"difference": [0.2, 0.2, 0.0, 0.2, -0.1], "low": [0.1, -0.1, -0.1, np.nan, -0.2], "high": [0.3, 0.5, 0.1, 0.3, -0.01]})
    assert intervals.verdict(found).tolist() == ["beyond", "within", "same", "untold", "beyond"]


def test_the_chance_of_drawing_posts_adds_to_an_interval_by_its_square():
    exact = pd.DataFrame({"value": [0.25], "low": [0.25], "high": [0.25]})
    drawn = wilson(25, 100)
    found = intervals.sampled(exact, pd.Series([25]), 100).iloc[0]
    assert (found["low"], found["high"]) == pytest.approx((drawn["low"], drawn["high"]))
    wide = intervals.sampled(exact.assign(low=0.25 - 0.03, high=0.25 + 0.04), pd.Series([25]), 100).iloc[0]
    assert wide["low"] == pytest.approx(0.25 - np.hypot(0.03, 0.25 - drawn["low"]))
    assert wide["high"] == pytest.approx(0.25 + np.hypot(0.04, drawn["high"] - 0.25))


def test_posts_a_day_have_student_s_interval():
    counts = pd.Series([3, 9, 4, 8, 6])
    low, high = stats.t.interval(0.95, 4, loc=6, scale=stats.sem(counts))
    assert intervals.daily_mean(counts) == pytest.approx((6, low, high))
    assert intervals.daily_mean(pd.Series([3])) == (3, None, None)
