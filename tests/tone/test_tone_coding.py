"""Samples to code: drawn with known probabilities, written once, read with care; agreement against another library."""

import csv

import krippendorff
import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from conversatoire.errors import StudyError
from conversatoire.tone import agreement, coding, own_words, sampling, widget

CODES = ["negative", "neutral", "positive"]


@pytest.fixture
def posts() -> pd.DataFrame:
    """Nine hundred posts of one medium and a hundred of another; each tenth is negative."""
    number = range(1000)
    return pd.DataFrame(
        {
            "post_id": [f"p{n:04d}" for n in number],
            "medium": ["twitter"] * 900 + ["blog"] * 100,
            "published_at": pd.date_range("2011-05-01", periods=1000, freq="40min", tz="UTC"),
            "lang": "fr",
            "title": None,
            "text": [f"=texte {n}\ndeux" for n in number],
        }
    )


@pytest.fixture
def tones(posts) -> pd.Series:
    return pd.Series(np.where(np.arange(len(posts)) % 10 == 0, "negative", "neutral"))


def sheet(path, rows: list[tuple[str, str]], weight: str = "2") -> str:
    """A coder's file with posts and codes."""
    known = {"medium": "twitter", "published_at": "2011-05-01T00:00:00Z", "lang": "fr", "text": "t", "remark": "", "weight": weight}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, coding.COLUMNS)
        writer.writeheader()
        writer.writerows(known | {"post_id": post, "code": code} for post, code in rows)
    return str(path)


def test_a_sample_has_its_size_and_its_weights_estimate_the_month(posts, tones):
    drawn = [sampling.draw(posts, tones, 100, seed) for seed in range(40)]
    assert {len(sample) for sample in drawn} <= {99, 100, 101}
    totals = np.array([sample["weight"].sum() for sample in drawn])
    assert totals.mean() == pytest.approx(1000, rel=0.01)
    blogs = np.array([sample.loc[sample["medium"] == "blog", "weight"].sum() for sample in drawn])
    assert blogs.mean() == pytest.approx(100, rel=0.05)


def test_small_groups_are_drawn_more_often_and_every_post_has_its_known_probability(posts, tones):
    known = posts.assign(tone=tones)
    probability = sampling.probabilities(known, 100)
    assert probability.sum() == pytest.approx(100)
    # a group's part goes with the root of its size: 810, 90, 90 and 10 posts
    of_group = known.assign(p=probability).groupby(["medium", "tone"])["p"].sum()
    expected = 100 * np.sqrt([10, 90, 90, 810]) / np.sqrt([10, 90, 90, 810]).sum()
    assert of_group.to_numpy() == pytest.approx(expected)
    assert (sampling.probabilities(known, 2000) == 1).all()
    assert sampling.probabilities(known.head(12), 11).max() <= 1


def test_the_same_seed_draws_the_same_posts_in_any_order(posts, tones):
    shuffled = posts.sample(frac=1, random_state=1)
    one, other = sampling.draw(posts, tones, 50, 7), sampling.draw(shuffled, tones.reindex(shuffled.index), 50, 7)
    assert one["post_id"].tolist() == other["post_id"].tolist()


def test_a_written_sample_is_neutral_for_spreadsheets_and_never_overwrites_codes(posts, tones, tmp_path):
    path = tmp_path / "tone.alice.csv"
    sample = sampling.draw(posts, tones, 20, 1).assign(lang="fr")
    coding.write(sample, path)
    coding.write(sample, path)  # nothing is coded yet
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert {row["text"][:2] for row in rows} == {"'="}
    assert coding.read([path], CODES).empty == {"alice": 20}
    form = widget.Sheet(path, CODES)
    form.give("positive", "  vu  ")
    form.give("negative")
    form.move(-1)
    form.give("neutral")
    again = widget.Sheet(path, CODES)
    assert (again.done, again.place) == (2, 2)
    read = coding.read([path], CODES)
    assert read.codes["code"].tolist() == ["positive", "neutral"]
    assert read.posts["text"].str.startswith("=texte ").all()
    assert read.posts["text"].str.endswith("\ndeux").all()
    before = path.read_bytes()
    with pytest.raises(StudyError, match="holds 2 codes already"):
        coding.write(sample, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "rows, weight, told",
    [
        ([("a", "positif")], "2", r"x\.alice\.csv:2: «positif» is no code of this code book; did you mean «positive»"),
        ([("a", "neutral"), ("a", "neutral")], "2", r":3: the post a stands in line 2 already"),
        ([("", "neutral")], "2", r":2: has no post_id"),
        ([("a", "neutral")], "0", r":2: the weight «0» is no number above 0"),
    ],
)
def test_a_wrong_coding_file_is_told_with_its_line(tmp_path, rows, weight, told):
    with pytest.raises(StudyError, match=told):
        coding.read([sheet(tmp_path / "x.alice.csv", rows, weight)], CODES)


def test_the_code_that_most_coders_gave_counts_and_a_tie_is_left_out(tmp_path):
    files = [
        sheet(tmp_path / f"tone.{who}.csv", list(zip("abcd", given, strict=True)))
        for who, given in {
            "ann": ["neutral", "NEUTRAL", "positive", ""],
            "bob": ["neutral", "positive", "positive", ""],
            "cid": ["positive", "", "positive", ""],
        }.items()
    ]
    read = coding.read(files, CODES)
    posts, contested = coding.settled(read)
    assert dict(zip(posts["post_id"], posts["code"], strict=True)) == {"a": "neutral", "c": "positive"}
    assert contested == 1
    assert read.empty == {"ann": 1, "bob": 1, "cid": 2}
    assert agreement.disagreements(read, "tone")["post_id"].tolist() == ["a", "b", "a", "b", "a"]


def test_two_files_of_one_coder_are_refused(tmp_path):
    (tmp_path / "other").mkdir()
    files = [sheet(tmp_path / "tone.ann.csv", [("a", "neutral")]), sheet(tmp_path / "other/tone.ann.csv", [("b", "neutral")])]
    with pytest.raises(StudyError, match="another file is by the coder «ann»"):
        coding.read(files, CODES)


@pytest.mark.parametrize("coders, missing", [(2, 0.0), (2, 0.3), (4, 0.4)])
def test_alpha_and_kappa_are_those_of_other_libraries(coders, missing):
    chance = np.random.default_rng(coders)
    truth = chance.integers(3, size=60)
    units = np.stack([np.where(chance.random(60) < 0.7, truth, chance.integers(3, size=60)) for _ in range(coders)], axis=1).astype(float)
    units[chance.random(units.shape) < missing] = np.nan
    assert agreement.alpha(units) == pytest.approx(krippendorff.alpha(units.T, level_of_measurement="nominal"))
    if coders == 2:
        both = units[~np.isnan(units).any(axis=1)]
        assert agreement.kappa(units) == pytest.approx(cohen_kappa_score(both[:, 0], both[:, 1]))


def test_agreement_has_a_row_a_code_with_an_interval_and_none_where_nobody_can_be_compared(tmp_path):
    given = ["neutral", "positive", "negative", "neutral", "positive"] * 6
    names = [f"p{n}" for n in range(len(given))]
    one = sheet(tmp_path / "tone.ann.csv", list(zip(names, given, strict=True)))
    other = sheet(tmp_path / "tone.bob.csv", list(zip(names, ["neutral", *given[1:]], strict=True)))
    same = agreement.agreement(coding.read([one, other], CODES), CODES, "tone", 200, 1)
    assert same["alpha"].tolist() == [1.0] * 4
    assert agreement.agreement(coding.read([one], CODES), CODES, "tone", 200, 1).empty
    changed = sheet(tmp_path / "tone.cid.csv", list(zip(names, ["positive"] * 6 + given[6:], strict=True)))
    differing = agreement.agreement(coding.read([one, changed], CODES), CODES, "tone", 200, 1)
    assert (differing["alpha_low"] < differing["alpha"]).all()
    assert (differing["alpha"] < differing["alpha_high"]).all()


def test_alpha_of_a_single_code_says_nothing():
    assert agreement.alpha(np.ones((5, 2))) is None
    assert agreement.kappa(np.ones((5, 2))) is None


@pytest.mark.parametrize(
    "rows, told",
    [
        ("box,strong", r"words\.csv:2: the valence of «box» is «strong»"),
        ("box,5", "from −4"),
        (",2", "has no word"),
        ("été,1\nete,2", r":3: «ete» stands in line 2 already"),
    ],
)
def test_a_wrong_list_of_own_words_is_told_with_its_line(tmp_path, rows, told):
    path = tmp_path / "words.csv"
    path.write_text(f"word,valence\n{rows}\n", encoding="utf-8")
    with pytest.raises(StudyError, match=told):
        own_words.read(path)


def test_own_words_may_be_phrases_and_emoji_and_use_a_decimal_comma(tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("valence;word\n-2,5;Mal Barré\n0;#Télé\n−1;❤️\n", encoding="utf-8")
    assert own_words.read(path) == {"mal barre": -2.5, "tele": 0.0, "❤": -1.0}
