"""Which dimension of the reputation is hit most: dimensions and their words are a table, which a study may replace."""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl

from conversatoire import plan, tables
from conversatoire.audit.sampling import LEVEL, Drawing, Value, share
from conversatoire.by_hand import table
from conversatoire.collection.query import folded
from conversatoire.errors import StudyError
from conversatoire.text import fold

OURS = Path("data/reference/dimensions.csv")  # under plan.HOME
NONE = "none"  # posts without a word of any dimension
WORDS = 6  # words told of each dimension
MOST = 30  # dimensions; more cannot be told apart
LANGUAGES = ("fr", "en")
_WORD = re.compile(r"\w[\w' -]*\*?")
_ADDRESS = r"(?i:https?://|\bwww\.)\S+|[\w.+-]*@[\w@.-]*\w"  # neither an address nor a handle says anything


class Entry(NamedTuple):
    """A word or phrase of a dimension: as its author wrote it, its language, and as it stands in `_texts`."""

    word: str
    lang: str
    sought: str


def read(path: Path | str | None = None) -> dict[str, list[Entry]]:
    """Reads a table with the columns dimension, lang (fr or en) and word; a word that ends in * stands for all that begin so.

    Raises:
        StudyError: the file cannot be read; a row has no dimension, no word, an unknown language, or stands there twice; too many dimensions.
    """
    path, found = path or plan.HOME / OURS, {}
    for line, (dimension, lang, word) in table.read(path, ("dimension", "lang", "word")):
        key = fold(word)
        if not dimension or dimension == NONE or len(dimension) > 40:
            raise StudyError(f"{path}:{line}: «{dimension}» cannot name a dimension; write up to 40 letters, but not «{NONE}»")
        if lang not in LANGUAGES:
            raise StudyError(f"{path}:{line}: «{lang}» is not fr or en; write the language in which «{word}» counts")
        if not _WORD.fullmatch(key) or len(key.rstrip("*")) < 2:
            raise StudyError(f"{path}:{line}: «{word}» is not a word or phrase of two letters or more; write one, with * at its end at most")
        entries = found.setdefault(dimension, [])
        sought = " ".join(re.split("[ '-]+", key.rstrip("*")))
        entry = Entry(word, lang, f" {sought}" if key.endswith("*") else f" {sought} ")
        if any(entry[1:] == other[1:] for other in entries):
            raise StudyError(f"{path}:{line}: «{word}» stands twice in «{dimension}» for {lang} (case and accents are ignored); keep one")
        entries.append(entry)
    if not found or len(found) > MOST:
        raise StudyError(f"{path}:1: has {len(found)} dimensions; name at least one and {MOST} at most")
    return found


def held(posts: pd.DataFrame, dimensions: dict[str, list[Entry]]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Which posts hold a word of each dimension, in their language; in both where the language is not one of the two.

    Args:
        posts: lang, title, text.
        dimensions: as `read` gives them.

    Returns:
        A column a dimension, indexed as the posts; and the words of each that most posts hold: `prix (12), facture* (3)`.
    """
    texts, columns, told = _texts(posts), {}, {}
    for name, entries in dimensions.items():
        hits = pl.Series([False] * len(texts), dtype=pl.Boolean)
        counts: dict[str, int] = {}
        for lang in LANGUAGES:
            mine = [entry for entry in entries if entry.lang == lang]
            speaks = (texts["lang"] == lang) | ~texts["lang"].is_in(LANGUAGES)
            found = speaks & texts["text"].str.contains_any([entry.sought for entry in mine]) if mine else ~hits & hits
            those = texts["text"].filter(found)
            for entry in mine:
                counts[entry.word] = counts.get(entry.word, 0) + int(those.str.contains(entry.sought, literal=True).sum())
            hits |= found
        columns[name] = hits.to_numpy()
        first = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:WORDS]
        told[name] = ", ".join(f"{word} ({count})" for word, count in first if count)
    return pd.DataFrame(columns, index=posts.index, dtype=bool), told


def _texts(posts: pd.DataFrame) -> pl.DataFrame:
    """lang, and the words of title and text: folded, without addresses and handles, one space around each."""
    strings = {name: posts[name].astype(object).where(posts[name].notna(), "").tolist() for name in ("lang", "title", "text")}
    frame = pl.DataFrame(strings, schema=dict.fromkeys(strings, pl.String))
    plain = folded(pl.concat_str("title", "text", separator="\n").str.replace_all(_ADDRESS, " "))
    return frame.select("lang", text=pl.concat_str(pl.lit(" "), plain.str.replace_all(r"\W+", " "), pl.lit(" ")))


def dimensions(posts: pd.DataFrame, inside: pd.DataFrame, told: dict[str, str], drawing: Drawing) -> pd.DataFrame:
    """The table «dimensions».

    The excess of a dimension is n − t·N/T: its n negative posts of t whose tone is known, beyond those it would have at the share N/T of all posts.

    Args:
        posts: posts of the public: tone, cluster.
        inside: the dimensions of each, see `held`.
        told: their words found most, see `held`.
        drawing: how shares are bounded.
    """
    known, negative, positive = posts["tone"].notna(), posts["tone"] == "negative", posts["tone"] == "positive"
    inside = inside.assign(**{NONE: ~inside.any(axis=1)})
    excess = excesses(inside.drop(columns=NONE), known, negative, posts["cluster"], drawing)
    rows = []
    for name, holds in inside.items():
        those = holds & known
        bad = int((those & negative).sum())
        rows.append(
            {"dimension": name, "posts": int(holds.sum()), "toned": int(those.sum()), "negative": bad, "words": told.get(name, "")}
            | dict(zip(("share", "low", "high"), share(holds, posts["cluster"], drawing), strict=True))
            | share(negative[those], posts["cluster"][those], drawing).named("negative_share")
            | share(positive[those], posts["cluster"][those], drawing).named("positive_share")
            | ({"of_negative": bad / negative.sum()} if negative.sum() >= drawing.fewest else {})
            | excess.get(name, {})
        )
    return tables.frame("dimensions", rows)


def excesses(inside: pd.DataFrame, known: pd.Series, negative: pd.Series, cluster: pd.Series, drawing: Drawing) -> dict[str, dict[str, float | None]]:
    """Excess of negative posts, its bounds and how often it is the largest, for each dimension with enough posts.

    Authors are drawn again; the bounds hold all these dimensions together at 95 % (Bonferroni), from the spread of the resamples and Student's
    quantile by the effective number of authors (Kish 1965).
    """
    from scipy.stats import t

    told = [name for name in inside if int((inside[name] & known).sum()) >= drawing.fewest]
    if not told or known.sum() < drawing.fewest:
        return {}
    columns = [known, negative & known] + [part for name in told for part in (inside[name] & known, inside[name] & negative & known)]
    counts = pd.DataFrame(np.column_stack(columns).astype(int)).groupby(cluster.to_numpy()).sum().to_numpy()
    kinds, times = np.unique(counts, axis=0, return_counts=True)
    rng = np.random.default_rng(drawing.seed)
    drawn = np.stack([_excess(rng.multinomial(times.sum(), times / times.sum()) @ kinds) for _ in range(drawing.resamples)])
    value = _excess(counts.sum(axis=0))
    authors = counts[:, 0].sum() ** 2 / (counts[:, 0].astype(float) ** 2).sum()
    half = t.ppf(1 - (1 - LEVEL) / 2 / len(told), max(authors - 1, 1)) * drawn.std(axis=0)
    first = np.bincount(drawn.argmax(axis=1), minlength=len(told)) / len(drawn)
    return {
        name: Value(float(one), float(one - wide), float(one + wide)).named("excess") | {"first": float(often)}
        for name, one, wide, often in zip(told, value, half, first, strict=True)
    }


def _excess(sums: np.ndarray) -> np.ndarray:
    """Excess of each dimension, out of the posts and negative posts of all and of each."""
    return sums[3::2] - sums[2::2] * (sums[1] / max(sums[0], 1))
