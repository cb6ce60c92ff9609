"""The tone and the codes of a month's posts: from posts and coded samples to the tables of the step."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.settings.tone import TONES, Tone
from conversatoire.tone import agreement, classify, coding, estimate, groups, own_words, verbatims
from conversatoire.tone.judge import Verdict, judge, row
from conversatoire.tone.score import scores, texts_of
from conversatoire.tone.zone import DEFAULT, Zone, calibrate, tones

WORDS = 30  # words on each side of the table «tone_words»


class Measured(NamedTuple):
    """The tables of the step, by their names."""

    post_tone: pd.DataFrame
    shares: pd.DataFrame
    evaluation: pd.DataFrame
    confusion: pd.DataFrame
    agreement: pd.DataFrame
    disagreements: pd.DataFrame
    extremes: pd.DataFrame
    tone_words: pd.DataFrame
    post_codes: pd.DataFrame
    code_shares: pd.DataFrame


class Book(NamedTuple):
    """A code book with what its coders wrote: `coded` holds the settled posts with their features, `rows` what the evaluation says of them."""

    name: str
    codes: Sequence[str]
    coded: pd.DataFrame
    rows: list[dict[str, object]]
    agreement: pd.DataFrame
    disagreements: pd.DataFrame


def measure(
    posts: pd.DataFrame,
    accounts: pd.DataFrame,
    post_topics: pd.DataFrame,
    settings: Tone,
    languages: Sequence[str],
    timezone: str,
    neutral: Sequence[str] = (),
) -> Measured:
    """The tone of a month's posts, and their codes.

    Args:
        posts: table «posts».
        accounts: table «accounts» of the month.
        post_topics: table «post_topics» of the month.
        settings: the study's section `tone`.
        languages: the study's languages.
        timezone: IANA zone in which days are cut.
        neutral: words without tone in this study: its query's.

    Raises:
        StudyError: a table kept by hand is wrong, see `own_words.read` and `coding.read`.
    """
    own = own_words.read(settings.words) if settings.words else {}
    found = scores(posts, languages, own, neutral)
    own_posts = groups.own_posts(posts, accounts)
    around = list(groups.parts(posts, accounts, post_topics, timezone))
    features = _features(texts_of(posts).to_list(), found)

    def book(name: str, codes: Sequence[str], files: Sequence[str]) -> Book:
        return _book(name, codes, files, posts, lambda coded: scores(coded, languages, own, neutral), settings)

    by_tone = book("tone", TONES, settings.files)
    tone, verdict, zone = _tone(by_tone, posts, found, features, settings)
    others = [(part, *_codes(part, posts, features, settings)) for part in (book(name, b.codes, b.files) for name, b in settings.codebooks.items())]
    shared = _shares(tone.assign(code=tone["tone"]), posts, around, TONES, verdict, settings)
    books = [by_tone, *(part for part, _, _ in others)]
    rows = [*by_tone.rows, *verdict.evaluation, *_known(tone, zone, verdict)]
    return Measured(
        post_tone=tone[["post_id", "tone", "score", "words", "method"]],
        shares=shared.rename(columns={"code": "tone"}),
        evaluation=tables.frame("evaluation", rows + [line for part, _, told in others for line in [*part.rows, *told.evaluation]]),
        confusion=tables.frame("confusion", verdict.confusion + [line for _, _, told in others for line in told.confusion]),
        agreement=_joined("agreement", [part.agreement for part in books]),
        disagreements=_joined("disagreements", [part.disagreements for part in books]),
        extremes=verbatims.extremes(posts[~own_posts], tone[~own_posts], settings.top),
        tone_words=verbatims.tone_words(posts[~own_posts], found.loc[~own_posts, "language"], own, neutral, WORDS),
        post_codes=_joined("post_codes", [codes[["post_id", "code", "probability"]].assign(codebook=part.name) for part, codes, _ in others]),
        code_shares=_joined(
            "code_shares",
            [_shares(codes, posts, around, part.codes, told, settings).assign(codebook=part.name) for part, codes, told in others if len(codes)],
        ),
    )


def neutral_words(query: dict[str, list[str]]) -> list[str]:
    """The words and phrases of a study's query: what is in every post tells nothing of its tone, whatever the lexicon says of «free» or «crise»."""
    terms = [term for key in ("any", "all") for term in query.get(key, []) if not term.startswith("/")]
    return sorted({term.lstrip("@#") for term in terms})


def _features(texts: list[str], found: pd.DataFrame) -> pd.DataFrame:
    return found[["score", "positive", "negative", "words"]].fillna({"score": 0.0, "positive": 0.0, "negative": 0.0}).assign(text=texts)


def _book(name: str, codes: Sequence[str], files: Sequence[str], posts: pd.DataFrame, score, settings: Tone) -> Book:
    seed = settings.seed or 0
    read = coding.read(files, codes)
    coded, contested = coding.settled(read)
    found = score(coded)
    coded = coded.join(_features(coded["text"].tolist(), found)[["positive", "negative", "words"]]).assign(score=found["score"])
    months = posts["published_at"].dt.strftime("%Y-%m").unique()
    here = coded["post_id"].isin(posts["post_id"])
    gone = coded["published_at"].dt.strftime("%Y-%m").isin(months) & ~here if len(coded) else here
    rows = [
        row(name, "coded_posts", len(coded), "posts with a code that most of their coders gave"),
        row(name, "coded_posts_here", int(here.sum()), "of them, posts of this month"),
        row(name, "coded_posts_gone", int(gone.sum()), "of them, posts of this month’s dates that are not among its posts"),
        row(name, "coders", len(read.empty), "files, one a coder"),
        row(name, "contested_posts", contested, "coded posts left out: no code has more votes than another"),
        row(name, "empty_codes", sum(read.empty.values()), "rows without a code yet"),
    ]
    told = agreement.agreement(read, codes, name, settings.resamples, seed)
    return Book(name, codes, coded, rows, told, agreement.disagreements(read, name))


def _tone(book: Book, posts: pd.DataFrame, found: pd.DataFrame, features: pd.DataFrame, settings: Tone) -> tuple[pd.DataFrame, Verdict, Zone]:
    """The tone of each post by the method that the codes favour, codes by persons first."""
    seed, coded = settings.seed or 0, book.coded
    score = found["score"].to_numpy(dtype=float)
    methods: dict[str, tuple[np.ndarray, np.ndarray]] = {}  # name → of the coded posts, of the posts
    if settings.model:
        from conversatoire.tone import model

        methods["model"] = (model.tones(coded["text"], settings.model), model.tones(features["text"], settings.model))
    zone = Zone(DEFAULT, DEFAULT) if settings.neutral is None else Zone(settings.neutral, settings.neutral)
    by_zone = tones(coded["score"].to_numpy(dtype=float), zone)
    if settings.neutral is None and len(coded) >= classify.MEASURED:
        zone, by_zone = calibrate(coded, seed)
    methods["lexicon"] = (by_zone, tones(score, zone))
    if learnt := classify.learn(coded.fillna({"score": 0.0}), features, seed):
        methods["classifier"] = (learnt.crossed, np.where(np.isnan(score), "unknown", learnt.codes).astype(object))
    verdict = judge(book.name, coded, {name: said for name, (said, _) in methods.items()}, book.codes, settings.resamples, seed)
    predicted = methods[verdict.method][1]
    by_hand = posts["post_id"].map(coded.set_index("post_id")["code"])
    tone = pd.DataFrame({"post_id": posts["post_id"], "score": found["score"], "words": found["words"], "predicted": predicted})
    tone["tone"] = by_hand.where(by_hand.notna(), predicted)
    tone["method"] = np.where(by_hand.notna(), "code", np.where(predicted == "unknown", None, verdict.method))
    return tone, verdict, zone


def _codes(book: Book, posts: pd.DataFrame, features: pd.DataFrame, settings: Tone) -> tuple[pd.DataFrame, Verdict]:
    """The code of each post by one code book; none where too few posts are coded to learn from."""
    seed, coded = settings.seed or 0, book.coded
    learnt = classify.learn(coded.fillna({"score": 0.0}), features, seed)
    methods = {"classifier": learnt.crossed} if learnt else {}
    verdict = judge(book.name, coded, methods, book.codes, settings.resamples, seed)
    if not learnt:
        return pd.DataFrame(columns=["post_id", "code", "predicted", "probability"]), verdict
    by_hand = posts["post_id"].map(coded.set_index("post_id")["code"])
    codes = pd.DataFrame({"post_id": posts["post_id"], "predicted": learnt.codes, "probability": learnt.probabilities})
    codes["code"] = by_hand.where(by_hand.notna(), codes["predicted"])
    return codes.assign(probability=codes["probability"].where(by_hand.isna(), 1.0)), verdict


def _shares(given: pd.DataFrame, posts: pd.DataFrame, around, codes: Sequence[str], verdict: Verdict, settings: Tone) -> pd.DataFrame:
    """Shares by every part of the month; one part after the other, so that a large month fits in memory."""
    unit = groups.units(posts)
    found = []
    for by, value in around:
        frame = pd.DataFrame({"by": by, "value": value, "unit": unit, "code": given["code"], "predicted": given["predicted"]})
        frame = frame[value.notna()]
        found.append(estimate.shares(frame, codes, settings.resamples, settings.seed or 0, verdict.coded, verdict.drawn))
    shared = pd.concat([part for part in found if len(part)] or found[:1], ignore_index=True)
    return shared.assign(value=shared["value"].where(shared["by"] != "all", None), posts=shared["posts"].astype("int64"))


def _known(tone: pd.DataFrame, zone: Zone, verdict: Verdict) -> list[dict[str, object]]:
    unknown = tone["tone"] == "unknown"
    used = [
        row("tone", f"used_{name}", float(name == verdict.method), "1 where this method gave the tones")
        for name in ("lexicon", "classifier", "model")
    ]
    return [
        row("tone", "neutral_low", -zone.low, "scores from here …"),
        row("tone", "neutral_high", zone.high, "… to here are neutral"),
        row("tone", "unknown_posts", int(unknown.sum()), "posts in languages without a lexicon: in no share"),
        row("tone", "silent_posts", int(((tone["words"] == 0) & ~unknown).sum()), "posts without any word of tone: neutral by the lexicon"),
        *used,
    ]


def _joined(name: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True)[list(tables.TABLES[name].columns)] if filled else tables.frame(name)
