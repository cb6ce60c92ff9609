"""The tone of the demo against what was planted, and the corrected shares over samples coded as planted."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score

from conversatoire import tables
from conversatoire.tone import classify, estimate, groups, sampling
from conversatoire.tone.judge import judge
from conversatoire.tone.score import scores, texts_of
from conversatoire.tone.zone import DEFAULT, TONES, Zone, calibrate, tones

MONTHS = ["2011-04", "2011-05", "2011-06"]
SAMPLES = 30  # of SIZE posts each, coded as planted
SIZE = 200


@pytest.fixture(scope="module")
def planted(demo) -> pd.Series:
    truth = pd.read_csv(demo / "data/raw/demo/truth/posts.csv", dtype=str, keep_default_na=False).query("outcome == 'kept'")
    return truth.set_index("post_id")["tone"]


@pytest.mark.parametrize("month", MONTHS)
def test_the_lexicon_finds_the_planted_tone(demo, planted, month, capsys):
    posts = tables.read(demo / f"results/demo/{month}/collection/posts.parquet", "posts")
    found = tables.read(demo / f"results/demo/{month}/tone/post_tone.parquet", "post_tone").set_index("post_id")["tone"]
    truth = posts["post_id"].map(planted)
    said = posts["post_id"].map(found)
    score = f1_score(truth, said, average="macro")
    by_medium = {medium: f1_score(truth[rows.index], said[rows.index], average="macro") for medium, rows in posts.groupby("medium")}
    with capsys.disabled():
        print(f"\n{month}: macro-F1 of the lexicon {score:.3f} against the planted tone; " + ", ".join(f"{m} {v:.3f}" for m, v in by_medium.items()))
    assert score > 0.8


@pytest.fixture(scope="module")
def month(demo, planted) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """May's posts, what the lexicon finds in them, and the planted tone."""
    posts = tables.read(demo / "results/demo/2011-05/collection/posts.parquet", "posts")
    found = scores(posts, ["fr"], neutral=["veltamine", "orsenne"])
    return posts, found[classify.FEATURES].assign(text=texts_of(posts).to_list()), posts["post_id"].map(planted)


def sampled(month: tuple, seed: int) -> pd.DataFrame:
    """A sample coded as planted, by its place in the month."""
    posts, features, truth = month
    lexicon = pd.Series(tones(features["score"].to_numpy(), Zone(DEFAULT, DEFAULT)))
    drawn = sampling.draw(posts, lexicon, SIZE, seed)
    places = pd.Series(range(len(posts)), posts["post_id"])[drawn["post_id"]].to_numpy()
    return features.iloc[places].assign(code=truth.iloc[places], weight=drawn["weight"].to_numpy()).reset_index(drop=True)


def test_the_intervals_of_corrected_shares_hold_the_planted_shares(month, capsys):
    posts, features, truth = month
    whole = pd.DataFrame({"by": "all", "value": "", "unit": groups.units(posts)})
    held, wrong, plain = [], [], []
    for seed in range(SAMPLES):
        coded = sampled(month, seed)
        zone, crossed = calibrate(coded, seed)
        verdict = judge("tone", coded, {"lexicon": crossed}, TONES, 200, seed)
        said = tones(features["score"].to_numpy(), zone)
        shares = estimate.shares(whole.assign(code=said, predicted=said), TONES, 200, seed, verdict.coded, verdict.drawn)
        right = shares["code"].map(truth.value_counts(normalize=True))
        held += (shares["corrected_low"].le(right) & shares["corrected_high"].ge(right)).tolist()
        wrong.append(((shares["corrected"] - right) ** 2).mean())
        plain.append(((shares["share"] - right) ** 2).mean())
    coverage, error, before = np.mean(held), np.sqrt(np.mean(wrong)), np.sqrt(np.mean(plain))
    with capsys.disabled():
        print(f"\n{SAMPLES} samples of {SIZE} codes: 95 % intervals of the corrected shares hold the planted share in {coverage:.1%} of the cases;")
        print(f"root mean square error {error:.3f}, uncorrected {before:.3f}")
    assert coverage > 0.88
    assert error < before


def test_a_classifier_learnt_from_two_hundred_codes_beats_the_lexicon(month, capsys):
    _, features, truth = month
    coded = sampled(month, 1)
    _, crossed = calibrate(coded, 1)
    learnt = classify.learn(coded, features, 1)
    verdict = judge("tone", coded, {"lexicon": crossed, "classifier": learnt.crossed}, TONES, 200, 1)
    told = {row["measure"]: row for row in verdict.evaluation}
    real = {"lexicon": f1_score(truth, tones(features["score"].to_numpy(), Zone(DEFAULT, DEFAULT)), average="macro")}
    real["classifier"] = f1_score(truth, learnt.codes, average="macro")
    with capsys.disabled():
        for method, value in real.items():
            row = told[f"macro_f1_{method}"]
            print(f"\n{method}: macro-F1 {row['value']:.3f} [{row['low']:.3f}–{row['high']:.3f}] on {SIZE} codes, {value:.3f} on the whole month")
    assert verdict.method == "classifier"
    assert real["classifier"] > real["lexicon"]
    assert told["macro_f1_classifier"]["value"] == pytest.approx(real["classifier"], abs=0.06)
