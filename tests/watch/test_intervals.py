"""Intervals against statsmodels, and how often they hold the true value."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.stats.proportion import proportion_confint

from conversatoire.watch.intervals import FEWEST_POSTS, odds_ratio, rate_ratio, wilson

BEFORE, DURING, AFTER = [12, 9, 20, 7, 15, 11, 3], [40, 75, 31], [14, 22, 9, 18, 12]
REST = ([120, 190, 110, 95, 130, 211, 160], [160, 120, 250], [130, 80, 190, 150, 101])


@pytest.mark.parametrize(("count", "total"), [(0, 10), (3, 10), (10, 10), (50, 1000), (1, 100_000)])
def test_the_interval_of_a_share_is_that_of_statsmodels(count, total):
    found = wilson(count, total)
    assert found["share"] == count / total
    assert (found["low"], found["high"]) == pytest.approx(proportion_confint(count, total, method="wilson"), abs=1e-12)


def test_no_posts_have_no_share():
    assert wilson(0, 0) == {"share": None, "low": None, "high": None}


def days(*series):
    frame = pd.concat([pd.DataFrame(dict(zip(("posts", "rest"), part, strict=False))).assign(phase=place) for place, part in enumerate(series)])
    return frame, np.column_stack([np.ones(len(frame)), frame["phase"] == 1, frame["phase"] == 2]).astype(float)


@pytest.mark.parametrize("phase", [1, 2])
def test_the_ratio_of_two_phases_is_that_of_a_quasi_poisson_regression(phase):
    frame, design = days((BEFORE,), (DURING,), (AFTER,))
    fitted = sm.GLM(frame["posts"].to_numpy(), design, family=sm.families.Poisson()).fit(scale="X2", use_t=True)
    found = rate_ratio([BEFORE, DURING, AFTER], phase, 0)
    assert found.value == pytest.approx(np.exp(fitted.params[phase]))
    assert (found.low, found.high) == pytest.approx(np.exp(fitted.conf_int()[phase]), rel=1e-6)
    assert found.dispersion == pytest.approx(fitted.scale) and fitted.scale > 1


@pytest.mark.parametrize("phase", [1, 2])
def test_the_ratio_against_the_rest_is_that_of_a_quasi_binomial_regression(phase):
    frame, design = days(*zip((BEFORE, DURING, AFTER), REST, strict=True))
    all_posts = (frame["posts"] + frame["rest"]).to_numpy()
    # shares with weights: given posts and rest as two columns, statsmodels leaves the number of posts out of the dispersion
    model = sm.GLM(frame["posts"].to_numpy() / all_posts, design, family=sm.families.Binomial(), var_weights=all_posts)
    fitted = model.fit(scale="X2", use_t=True)
    found = odds_ratio([BEFORE, DURING, AFTER], REST, phase, 0)
    assert found.value == pytest.approx(np.exp(fitted.params[phase]))
    assert (found.low, found.high) == pytest.approx(np.exp(fitted.conf_int()[phase]), rel=1e-6)
    assert found.dispersion == pytest.approx(fitted.scale) and fitted.scale > 1


def test_days_more_alike_than_chance_do_not_shorten_the_interval():
    found = rate_ratio([[10] * 7, [20] * 7], 1, 0)
    assert found.dispersion == 1
    # log 2 ± t(12) · √(1/140 + 1/70)
    assert (found.low, found.high) == pytest.approx((1.4540, 2.7510), abs=1e-3)


@pytest.mark.parametrize(
    ("phases", "why"),
    [
        ([[1, 0, 1, 1, 0, 1, 0], [20, 30]], "posts"),
        ([[20] * 7, [0, 0]], "posts"),
        ([[20], [30]], "days"),
        ([[], [20, 30, 40, 50, 60]], "days"),
        ([[20] * 7, []], "days"),
    ],
)
def test_too_few_posts_or_days_are_said_instead_of_a_ratio(phases, why):
    assert sum(phases[0]) < FEWEST_POSTS or why == "days" or not sum(phases[1])
    for found in (rate_ratio(phases, 1, 0), odds_ratio(phases, [[100] * len(phase) for phase in phases], 1, 0)):
        assert (found.value, found.low, found.high, found.why) == (None, None, None, why)


def drawn(chance, mean, size, dispersion=4.0):
    """Counts of days whose variance is `dispersion` times their mean (negative binomial)."""
    return chance.negative_binomial(mean / (dispersion - 1), 1 / dispersion, size)


def test_nineteen_intervals_in_twenty_hold_the_true_ratio_where_days_differ_by_more_than_chance():
    chance, times, held, poisson = np.random.default_rng(3), 1500, 0, 0
    for _ in range(times):
        phases = [drawn(chance, 40, 14), drawn(chance, 80, 7), drawn(chance, 40, 14)]
        found = rate_ratio(phases, 1, 0)
        held += found.low <= 2 <= found.high
        half = 1.96 * (1 / phases[0].sum() + 1 / phases[1].sum()) ** 0.5
        poisson += abs(np.log(found.value / 2)) <= half
    assert 0.93 <= held / times <= 0.97
    assert poisson / times < 0.75  # what chance alone would have: far too short


def test_a_rise_of_all_posts_is_no_rise_against_the_rest():
    chance, times, held, without = np.random.default_rng(4), 1000, 0, 0
    for _ in range(times):
        level = [chance.gamma(10, 0.1, 10), 2 * chance.gamma(10, 0.1, 7)]  # days that move all posts alike, twice as many during
        phases = [drawn(chance, 60 * days, len(days), 2.0) for days in level]
        rest = [chance.poisson(600 * days) for days in level]
        found = odds_ratio(phases, rest, 1, 0)
        held += found.low <= 1 <= found.high
        without += rate_ratio(phases, 1, 0).low <= 1
    assert 0.93 <= held / times <= 0.97
    assert without / times < 0.2  # its own baseline alone would call it a success
