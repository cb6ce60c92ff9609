"""Accuracy and speed of the lexicon against plain VADER, on labelled posts. `python bench/tone.py [--rows 200000]`, from the repository's root.

The named baselines are the packages' own scorers at their own neutral zone (±.05): vaderSentiment for English; vaderSentiment-fr for French, where it
and its dependencies can be imported (it needs unidecode and fuzzywuzzy, which the project does not: install them apart).

Labelled posts: English, the four sets of Hutto & Gilbert (2014) in the source distribution of vaderSentiment 2.5
(`pip download --no-deps --no-binary :all: vaderSentiment==2.5`, unpacked, its folder given as --hutto; a mean rating of at least half a point makes
a side); French, the demo's planted tone, and a CSV of one's own with the columns text and code (--coded), such as `conversatoire annotate` makes.
"""

import argparse
import html
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
from sklearn.metrics import f1_score

from conversatoire.tone.lexicons import lexicon
from conversatoire.tone.score import of_texts
from conversatoire.tone.zone import DEFAULT, TONES, Zone, tones

VADERS = 0.05  # the neutral zone that VADER's authors give
Scorer = Callable[[list[str]], np.ndarray]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hutto", type=Path, help="the unpacked folder hutto_ICWSM_2014")
    options.add_argument("--coded", type=Path, action="append", default=[], help="a CSV with the columns text and code")
    options.add_argument("--rows", type=int, default=100_000, help="posts of the speed test")
    given = options.parse_args()
    sets = [("en", name, *hutto(file)) for name, file in english(given.hutto)]
    sets += [("fr", f"demo {month.name}", *demo(month)) for month in sorted(Path("results/demo").glob("2011-*"))]
    sets += [("fr", path.name, *coded(path)) for path in given.coded]
    ours = {lang: scorer(lang) for lang in ("en", "fr")}
    baseline = {lang: vader(lang) for lang in ("en", "fr")}
    print(f"{'set':34} posts   ours(±{DEFAULT})  VADER(±{VADERS})   macro-F1")
    for lang, name, texts, labels in sets:
        present = [tone for tone in TONES if (labels == tone).sum() >= 5]
        results = [macro(ours[lang](texts), labels, DEFAULT, present)]
        results += [macro(baseline[lang](texts), labels, VADERS, present)] if baseline[lang] else []
        print(f"{lang} {name:31} {len(texts):6} " + "  ".join(f"{result:12.3f}" for result in results))
    for lang, _, texts, _ in {row[0]: row for row in sets}.values():
        many = (texts * (given.rows // len(texts) + 1))[: given.rows]
        print(f"{lang}: ours {rate(ours[lang], many):,.0f} posts/s" + (f", VADER {rate(baseline[lang], many[:5000]):,.0f}" if baseline[lang] else ""))


def scorer(lang: str) -> Scorer:
    return lambda texts: of_texts(pl.Series("text", texts), lexicon(lang))["score"].to_numpy()


def vader(lang: str) -> Scorer | None:
    try:
        if lang == "en":
            from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
        else:
            from vaderSentiment_fr.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError as error:
        print(f"no baseline for {lang}: {error}")
        return None
    analyser = SentimentIntensityAnalyzer()
    return lambda texts: np.array([analyser.polarity_scores(text)["compound"] for text in texts])


def macro(scores: np.ndarray, labels: np.ndarray, zone: float, present: list[str]) -> float:
    return float(f1_score(labels, tones(scores, Zone(zone, zone)), labels=present, average="macro"))


def rate(score: Scorer, texts: list[str]) -> float:
    start = time.perf_counter()
    score(texts)
    return len(texts) / (time.perf_counter() - start)


def english(folder: Path | None) -> list[tuple[str, Path]]:
    return [(file.name.removesuffix("_GroundTruth.txt"), file) for file in sorted(folder.glob("*_GroundTruth.txt"))] if folder else []


def hutto(file: Path) -> tuple[list[str], np.ndarray]:
    rows = pd.read_csv(file, sep="\t", header=None, names=["id", "mean", "text"], quoting=3, encoding_errors="replace")
    return rows["text"].map(html.unescape).tolist(), np.select([rows["mean"] <= -0.5, rows["mean"] >= 0.5], ["negative", "positive"], "neutral")


def demo(month: Path) -> tuple[list[str], np.ndarray]:
    truth = pd.read_csv("data/raw/demo/truth/posts.csv", dtype=str, keep_default_na=False).query("outcome == 'kept'").set_index("post_id")["tone"]
    posts = pd.read_parquet(month / "collection/posts.parquet", columns=["post_id", "text"])
    return posts["text"].tolist(), posts["post_id"].map(truth).to_numpy()


def coded(path: Path) -> tuple[list[str], np.ndarray]:
    rows = pd.read_csv(path, dtype=str, keep_default_na=False).query("code != ''")
    return rows["text"].str.replace(" ⏎ ", "\n").tolist(), rows["code"].to_numpy()


if __name__ == "__main__":
    main()
