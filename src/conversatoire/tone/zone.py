"""The neutral zone: between which scores a post has no tone. Set on coded posts where there are enough, else a default that was measured."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.tone.classify import folds, labels_of, macro_f1

# ASSUME the default suits a study without codes. The best on three sets of labelled posts lay between .2 and .3 (docs/tone.md).
DEFAULT = 0.25
GRID = np.arange(0.0, 0.61, 0.05)
TONES = ("negative", "neutral", "positive")


class Zone(NamedTuple):
    """Scores below −`low` are negative, those above `high` positive."""

    low: float
    high: float


def tones(scores: np.ndarray, zone: Zone) -> np.ndarray:
    """Tone of each score; unknown where there is none."""
    found = np.select([np.isnan(scores), scores < -zone.low, scores > zone.high], ["unknown", "negative", "positive"], "neutral")
    return found.astype(object)


def calibrate(coded: pd.DataFrame, seed: int) -> tuple[Zone, np.ndarray]:
    """The zone with the highest macro-F1 on coded posts, and the tone of each by a zone set on the others.

    The default stays where a zone set on the other parts does not beat it (cross-validation).

    Args:
        coded: text, code, weight, score.
        seed: of the cross-validation.
    """
    default = Zone(DEFAULT, DEFAULT)
    by_default = tones(coded["score"].to_numpy(dtype=float), default)
    crossed = by_default.copy()
    for train, test in folds(coded, seed):
        crossed[test] = tones(coded["score"].to_numpy(dtype=float)[test], _best(coded.iloc[train]))
    codes, weights, labels = coded["code"].to_numpy(), coded["weight"].to_numpy(), labels_of(coded["code"], TONES)
    if macro_f1(codes, crossed, weights, labels) <= macro_f1(codes, by_default, weights, labels):
        return default, by_default
    return _best(coded), crossed


def _best(coded: pd.DataFrame) -> Zone:
    """By macro-F1; of equals, the one nearest to the default."""
    scores, codes, weights = coded["score"].to_numpy(dtype=float), coded["code"].to_numpy(), coded["weight"].to_numpy()
    labels = labels_of(coded["code"], TONES)
    zones = [Zone(float(low), float(high)) for low in GRID for high in GRID]
    zones.sort(key=lambda zone: (abs(zone.low - DEFAULT) + abs(zone.high - DEFAULT), zone))
    return max(zones, key=lambda zone: macro_f1(codes, tones(scores, zone), weights, labels))
