"""The step as a whole on small months, and its estimates against shares that are known."""

import nbformat
import numpy as np
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.config import Study
from conversatoire.errors import StudyError
from conversatoire.settings.tone import Tone
from conversatoire.tone import annotate, classify, coding, estimate, sampling
from conversatoire.tone.judge import judge
from conversatoire.tone.measure import measure, neutral_words
from conversatoire.tone.zone import Zone, calibrate, tones

SAID = {
    "negative": ["Quelle honte, le {}", "Le {} est nul, c'est scandaleux", "Panne du {}, inadmissible"],
    "neutral": ["Le {} part mardi", "Où trouver le {} ?", "Le {} est rue du Port"],
    "positive": ["Bravo pour le {}", "Le {} est excellent, quel plaisir", "Ravie du {}, merci à tous"],
}
# what the lexicon cannot know: a code word of complaint
SECRET = "Toujours au fond du {} ce matin"
THINGS = ["train", "pont", "bus", "quai", "vélo", "guichet", "trajet", "billet", "siège", "wagon"]


def month(size: int, secret: float = 0.0) -> pd.DataFrame:
    """Posts with their true tone in `truth`: one in three of each, but for a part that only a reader understands."""
    chance = np.random.default_rng(size)
    rows = []
    for number in range(size):
        truth = ("negative", "neutral", "positive")[number % 3]
        text = SECRET if truth == "negative" and chance.random() < secret else chance.choice(SAID[truth])
        things = chance.choice(THINGS, size=3, replace=False)
        rows.append(
            {
                "post_id": f"twitter:{number}",
                "medium": "twitter",
                "source": "x",
                "author": f"a{number % 40}",
                "lang": "fr",
                "origin": "x",
                "truth": truth,
            }
            | {
                "text": " ".join([text.format(things[0]), *things[1:]]),
                "published_at": pd.Timestamp("2011-05-02", tz="UTC") + pd.Timedelta(hours=number % 700),
            }
        )
    return pd.DataFrame(rows).reindex(columns=[*tables.TABLES["posts"].columns, "truth"])


def accounts(own: str = "") -> pd.DataFrame:
    rows = [{"account": f"a{n}", "medium": "twitter", "own": f"a{n}" == own, "community": n % 2} for n in range(40)]
    return pd.DataFrame(rows)


def topics_of(posts: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"post_id": posts["post_id"], "topic": [number % 2 - (number % 7 == 0) for number in range(len(posts))]})


def run(posts: pd.DataFrame, own: str = "", languages: tuple[str, ...] = ("fr",), **settings):
    return measure(posts, accounts(own), topics_of(posts), Tone(seed=1, resamples=200, **settings), languages, "Europe/Paris")


def value(found, measure_: str, codebook: str = "tone") -> float:
    rows = found.evaluation.query("measure == @measure_ and codebook == @codebook")
    return rows["value"].item()


def coded_file(posts: pd.DataFrame, path, size: int, codes: pd.Series | None = None) -> str:
    lexicon = pd.Series(np.where(posts["text"].str.contains("fond du"), "neutral", posts["truth"]))
    sample = sampling.draw(posts, lexicon, size, 3).assign(lang="fr")
    coding.write(sample, path)
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    truth = posts.set_index("post_id")["truth"] if codes is None else codes
    rows.assign(code=rows["post_id"].map(truth)).to_csv(path, index=False)
    return str(path)


def write_all(found, folder) -> None:
    for name, table in found._asdict().items():
        path = folder / f"{name}.{'parquet' if name.startswith('post_') else 'csv'}"
        tables.write(table, path, name)
        tables.read(path, name)


def test_a_month_without_codes_has_shares_with_intervals_and_no_measured_error(tmp_path):
    posts = month(300)
    found = run(posts, own="a0")
    assert (found.post_tone["tone"].to_numpy() == posts["truth"].to_numpy()).all()
    whole = found.shares.query("by == 'all'").set_index("tone")
    assert whole["share"].tolist() == pytest.approx([1 / 3] * 3)
    assert ((whole["low"] < 1 / 3) & (whole["high"] > 1 / 3)).all()
    assert whole["corrected"].isna().all()
    assert np.isnan(value(found, "macro_f1_lexicon"))
    assert value(found, "used_lexicon") == 1
    assert set(found.shares["by"]) == {"all", "voice", "medium", "topic", "day", "community"}
    few = found.shares.query("by == 'voice' and value == 'own'")
    assert few["posts"].sum() == 8
    assert few["share"].isna().all()
    assert len(found.extremes) == 20
    authors = found.extremes.merge(posts, on="post_id")
    assert not authors.duplicated(["tone", "author"]).any()
    assert "a0" not in set(authors["author"])
    assert found.tone_words.query("tone == 'positive'")["word"].isin(["bravo", "excellent", "plaisir", "ravie", "merci_a"]).all()
    write_all(found, tmp_path)


def test_codes_measure_the_error_teach_a_classifier_and_correct_the_shares(tmp_path):
    posts = month(900, secret=0.5)
    found = run(posts, files=[coded_file(posts, tmp_path / "tone.ann.csv", 210)])
    assert value(found, "coded_posts") == 210
    assert value(found, "macro_f1_lexicon") < 0.9 < value(found, "macro_f1_classifier")
    assert value(found, "used_classifier") == 1
    correct = (found.post_tone["tone"].to_numpy() == posts["truth"].to_numpy()).mean()
    assert correct > 0.95
    whole = found.shares.query("by == 'all'")
    assert whole["corrected"].tolist() == pytest.approx([1 / 3] * 3, abs=0.06)
    assert ((whole["corrected_low"] <= 1 / 3) & (whole["corrected_high"] >= 1 / 3)).all()
    assert (found.post_tone["method"] == "code").sum() == 210
    assert found.confusion.groupby("method")["posts"].sum().to_dict() == {"classifier": 210, "lexicon": 210}
    write_all(found, tmp_path / "out")


def test_some_codes_correct_the_lexicon_and_few_only_count(tmp_path):
    posts = month(900, secret=0.5)
    some = run(posts, files=[coded_file(posts, tmp_path / "tone.ann.csv", 90)])
    whole = some.shares.query("by == 'all'").set_index("tone")
    assert whole.loc["negative", "share"] < 0.25
    assert whole.loc["negative", "corrected_low"] <= 1 / 3 <= whole.loc["negative", "corrected_high"]
    assert value(some, "used_lexicon") == 1
    few = run(posts, files=[coded_file(posts, tmp_path / "tone.bob.csv", 20)])
    assert few.shares["corrected"].isna().all()
    assert np.isnan(value(few, "macro_f1_lexicon"))
    assert value(few, "coded_posts") == 20


def test_a_code_book_is_learnt_like_the_tone(tmp_path):
    posts = month(600)
    vehicle = posts["text"].str.contains("train|bus|vélo|wagon").map({True: "vehicle", False: "other"})
    file = coded_file(posts, tmp_path / "what.ann.csv", 300, pd.Series(vehicle.to_numpy(), posts["post_id"]))
    found = run(posts, codebooks={"what": {"codes": ["vehicle", "other"], "files": [file]}, "empty": {"codes": ["a", "b"]}})
    assert (found.post_codes["code"].to_numpy() == vehicle.to_numpy()).mean() > 0.9
    whole = found.code_shares.query("by == 'all'").set_index("code")
    assert whole.loc["vehicle", "corrected"] == pytest.approx((vehicle == "vehicle").mean(), abs=0.06)
    assert set(found.code_shares["codebook"]) == {"what"}
    assert value(found, "coded_posts", "empty") == 0
    write_all(found, tmp_path / "out")


def test_codes_of_posts_that_are_no_longer_there_are_counted(tmp_path):
    posts = month(300)
    file = coded_file(posts, tmp_path / "tone.ann.csv", 60)
    found = run(posts.iloc[:200].reset_index(drop=True), files=[file])
    here = value(found, "coded_posts_here")
    assert 0 < here < 60
    assert value(found, "coded_posts_gone") == 60 - here


@pytest.mark.parametrize("size", [0, 1, 3])
def test_an_empty_month_and_one_of_a_post_say_too_few(size, tmp_path):
    found = run(month(size) if size else tables.frame("posts"))
    assert found.shares["share"].isna().all()
    assert found.shares["posts"].sum() == size * len(set(found.shares["by"]) - {"topic"}) + (found.shares.query("by == 'topic'")["posts"].sum())
    write_all(found, tmp_path)


def test_posts_without_author_or_in_other_languages_are_counted(tmp_path):
    posts = month(60).assign(author=None)
    posts.loc[:9, "lang"] = "de"
    found = run(posts)
    assert value(found, "unknown_posts") == 10
    assert found.shares.query("by == 'all'")["posts"].sum() == 50
    assert found.shares.query("by == 'all'")["share"].notna().all()
    write_all(found, tmp_path)


def test_corrected_shares_are_the_parts_of_each_predicted_code_worked_by_hand():
    coded = pd.DataFrame({"code": ["a", "a", "b", "b"], "predicted": ["a", "a", "a", "b"], "weight": [1.0, 1.0, 2.0, 4.0]})
    # weights over their mean 2: said a: ½ + ½ a, 1 b; said b: 2 b; and one post's weight of the overall shares ¼ a, ¾ b in each row
    expected = np.array([[1.25, 1.75], [0.25, 2.75]]) / 3
    assert estimate.parts(coded, ["a", "b"]) == pytest.approx(expected)


def test_intervals_hold_authors_together():
    frame = pd.DataFrame({"by": "all", "value": "", "code": ["a", "b"] * 100, "predicted": "a"})
    alone = estimate.shares(frame.assign(unit=range(200)), ["a", "b"], 400, 1)
    few = estimate.shares(frame.assign(unit=[n % 2 * 5 + n // 40 for n in range(200)]), ["a", "b"], 400, 1)
    assert alone["low"][0] == pytest.approx(0.43, abs=0.02)
    assert few["high"][0] - few["low"][0] > 3 * (alone["high"][0] - alone["low"][0])


def test_the_zone_set_on_codes_separates_what_the_default_does_not():
    scores = np.concatenate([np.full(40, -0.2), np.full(40, 0.0), np.full(40, 0.5)])
    coded = pd.DataFrame(
        {"score": scores, "code": np.repeat(["negative", "neutral", "positive"], 40), "weight": 1.0, "text": [f"t{n} u{n}" for n in range(120)]}
    )
    zone, crossed = calibrate(coded, 1)
    assert 0 <= zone.low < 0.2
    assert (crossed == coded["code"]).all()
    assert tones(np.array([-0.2, np.nan, 0.6]), Zone(0.25, 0.25)).tolist() == ["neutral", "unknown", "positive"]


def test_a_method_that_is_not_clearly_better_does_not_replace_the_first():
    code = np.array(["a", "b"] * 40, dtype=object)
    coded = pd.DataFrame({"code": code, "weight": 1.0, "text": [f"t{n} u{n}" for n in range(80)]})
    almost = code.copy()
    almost[0] = "b"
    assert judge("tone", coded, {"one": almost, "two": code}, ["a", "b"], 200, 1).method == "one"
    far = np.where(np.arange(80) % 5 == 0, "a", code)
    assert judge("tone", coded, {"one": far, "two": code}, ["a", "b"], 200, 1).method == "two"
    assert judge("tone", coded.head(20), {"one": far[:20], "two": code[:20]}, ["a", "b"], 200, 1).coded is None


def test_macro_f1_is_that_of_scikit_learn():
    from sklearn.metrics import f1_score

    chance = np.random.default_rng(3)
    true, said, weights = chance.choice(list("abc"), 200), chance.choice(list("abc"), 200), chance.random(200)
    assert classify.macro_f1(true, said, weights, "abc") == pytest.approx(f1_score(true, said, average="macro", sample_weight=weights))


def test_near_duplicates_are_never_learnt_from_and_tested_on():
    coded = pd.DataFrame({"text": [f"le mot {n // 2} {n // 2 * 7} suite commune" for n in range(80)], "code": ["a", "b"] * 40})
    groups = np.array(classify.near_duplicates(coded["text"]))
    for train, test in classify.folds(coded, 1):
        assert not set(groups[train]) & set(groups[test])


def test_the_querys_words_are_neutral_without_signs_and_patterns():
    assert neutral_words({"any": ["free", "@free", "#Free", "/fr.e/"], "all": ["box"], "none": ["fire"]}) == ["Free", "box", "free"]


def test_annotate_writes_a_sample_and_a_notebook_that_a_second_coder_gets_alike(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    posts = month(300)
    tables.write(
        posts.drop(columns="truth").assign(hashtags=[[]] * 300, mentions=[[]] * 300, links=[[]] * 300),
        "results/essai/2011-05/collection/posts.parquet",
        "posts",
    )
    (tmp_path / "config/studies").mkdir(parents=True)
    study = "title: Essai\nperiods: {from: 2011-04, to: 2011-05}\nlanguages: [fr]\nsources: [{name: x, medium: twitter, format: rss, path: x.xml}]\n"
    (tmp_path / "config/studies/essai.yaml").write_text(study + "tone: {codebooks: {what: {codes: [vehicle, other]}}}\n", encoding="utf-8")
    one, other = (annotate.annotate("essai", coder=who, size=50) for who in ("ann", "bob"))
    assert one.csv.read_bytes() == other.csv.read_bytes()
    assert one.line == "tone: {files: [data/coding/essai/tone.ann.csv]}"
    book = annotate.annotate("essai", codebook="what", size=30)
    assert book.line == 'tone: {codebooks: {what: {codes: ["vehicle", "other"], files: [data/coding/essai/what.coder1.csv]}}}'
    notebook = nbformat.read(one.notebook, as_version=4)
    nbformat.validate(notebook)
    monkeypatch.chdir(one.notebook.parent)
    shown = {}
    exec(
        notebook.cells[1].source.replace("code_posts(", "shown['form'] = code_posts(", 1).replace("import shown['form'] = ", "import "),
        {"shown": shown},
    )
    bar, _, buttons, _ = shown["form"].children
    buttons.children[1].click()
    assert (bar.value, coding.read(["tone.ann.csv"], ["negative", "neutral", "positive"]).codes["code"].tolist()) == (1, ["negative"])


@pytest.mark.parametrize(
    "options, told",
    [
        ({"codebook": "crise"}, "--codebook crise: the study has no such code book"),
        ({"coder": "../ann"}, "cannot name"),
        ({"periods": ["2011-04"]}, "there is no such file; run conversatoire run essai --period 2011-04 first"),
        ({}, "no month holds posts to draw from"),
    ],
)
def test_annotate_tells_what_is_wrong(tmp_path, monkeypatch, options, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config/studies").mkdir(parents=True)
    study = "title: Essai\nperiods: {from: 2011-04, to: 2011-05}\nsources: [{name: x, medium: twitter, format: rss, path: x.xml}]\n"
    (tmp_path / "config/studies/essai.yaml").write_text(study, encoding="utf-8")
    with pytest.raises(StudyError, match=told):
        annotate.annotate("essai", **options)


def test_the_settings_refuse_codes_that_stand_twice_and_a_book_called_tone():
    base = {"title": "t", "periods": {"from": "2011-05", "to": "2011-05"}, "sources": [{"name": "x", "medium": "blog", "format": "rss", "path": "x"}]}
    with pytest.raises(ValueError, match="stands twice"):
        Study.model_validate(base | {"tone": {"codebooks": {"a": {"codes": ["x", "x"]}}}})
    with pytest.raises(ValueError, match="name it otherwise"):
        Study.model_validate(base | {"tone": {"codebooks": {"tone": {"codes": ["x", "y"]}}}})


def test_a_model_is_refused_where_transformers_is_not_installed(tmp_path):
    pytest.importorskip("conversatoire.tone.model")
    try:
        import transformers  # noqa: F401
    except ImportError:
        with pytest.raises(StudyError, match="transformers is not installed"):
            run(month(30), model=str(tmp_path))
    else:
        with pytest.raises(StudyError, match="holds no model"):
            run(month(30), model=str(tmp_path))


@pytest.mark.parametrize(
    "label, tone", [("NEGATIVE", "negative"), ("neutral", "neutral"), ("Positif", "positive"), ("LABEL_0", None), ("5 stars", None)]
)
def test_labels_of_a_model_are_read_as_tones(label, tone):
    from conversatoire.tone.model import tone_of

    assert tone_of(label) == tone
