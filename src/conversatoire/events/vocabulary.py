"""The crisis vocabulary: words of danger, victims, blame, law, leaks, fraud, apology … in French and English, from a table one may change."""

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import polars as pl

from conversatoire import plan, tables
from conversatoire.by_hand import table
from conversatoire.collection.query import folded
from conversatoire.errors import StudyError
from conversatoire.text import fold

OURS = Path("data/reference/crisis_words.csv")  # under plan.HOME
LANGUAGES = ("fr", "en")
_WORD = re.compile(r"\w[\w' -]*\*?")
_ADDRESS = r"(?i:https?://|\bwww\.)\S+|[\w.+-]*@[\w@.-]*\w"  # neither an address nor a handle says anything of a crisis
_SLICE = 100_000  # posts folded at a time, so that memory does not grow with the month


class Entry(NamedTuple):
    """A word or phrase of the vocabulary: as its author wrote it, folded, its language and family."""

    word: str
    folded: str
    lang: str
    family: str

    @property
    def pattern(self) -> str:
        """Regex of it in folded text; what stands around it is not told."""
        linked = r"[\s'\p{Pd}]+".join(re.escape(part) for part in re.split(r"[\s'-]+", self.folded.removesuffix("*")))
        return linked + (r"\w*" if self.folded.endswith("*") else "")


def read(path: Path | str | None = None) -> list[Entry]:
    """Reads a table with the columns word, lang (fr or en) and family; a word that ends in * stands for all that begin so.

    Args:
        path: the study's own table, `events.crisis_words`; None takes the project's.

    Raises:
        StudyError: the file cannot be read; a row's word is missing, no word or there twice, its language unknown, or its family missing.
    """
    path = path or plan.HOME / OURS
    found: dict[tuple[str, str], Entry] = {}
    for line, (word, lang, family) in table.read(path, ("word", "lang", "family")):
        key = fold(word)
        if not _WORD.fullmatch(key) or len(key.rstrip("*")) < 3:
            raise StudyError(f"{path}:{line}: «{word}» is not a word or phrase of three letters or more; write one, with * at its end at most")
        if lang not in LANGUAGES:
            raise StudyError(f"{path}:{line}: «{lang}» is not fr or en; write the language in which «{word}» counts")
        if not family:
            raise StudyError(f"{path}:{line}: «{word}» has no family; write one, such as danger or blame")
        if (key, lang) in found:
            raise StudyError(f"{path}:{line}: «{word}» stands twice for {lang} (case and accents are ignored); keep one")
        found[key, lang] = Entry(word, key, lang, family)
    return list(found.values())


def holds(posts: pd.DataFrame, entries: list[Entry]) -> pl.Series:
    """Whether each post holds a word of the vocabulary of its language; a post of unknown language is searched for all words.

    Args:
        posts: lang, title, text of the table «posts».
        entries: the vocabulary.
    """
    frame = _texts(posts)
    patterns = {lang: _any([entry for entry in entries if entry.lang == lang]) for lang in LANGUAGES}
    found = [_search(part, patterns) for part in frame.iter_slices(_SLICE)]
    return pl.concat(found) if found else pl.Series(dtype=pl.Boolean)


def counts(posts: pd.DataFrame, entries: list[Entry], inside: pd.Series) -> pd.DataFrame:
    """Table «crisis_words»: the words found in the posts where `inside`, and how often they would be there at the rate of the other posts.

    Args:
        posts: lang, title, text of the posts that count (no reposts, no own accounts).
        entries: the vocabulary.
        inside: a flag a post: whether it is of the day told.
    """
    frame = _texts(posts).with_columns(inside=pl.Series(inside.to_numpy(dtype=bool)))
    frame = frame.with_columns(text=folded(pl.col("text")))
    here, elsewhere = int(inside.sum()), int((~inside.astype(bool)).sum())
    rows: dict[str, dict[str, object]] = {}
    for entry in entries:
        matches = (pl.col("lang") == entry.lang) | ~pl.col("lang").is_in(LANGUAGES)
        held = frame.filter(matches & pl.col("text").str.contains(_bounded(entry.pattern)))["inside"]
        if now := int(held.sum()):
            row = rows.setdefault(entry.word, {"word": entry.word, "family": entry.family, "posts": 0, "usual": 0.0})
            row["posts"] += now
            row["usual"] += (len(held) - now) * here / elsewhere if elsewhere else 0.0
    return tables.frame("crisis_words", list(rows.values()))


def _texts(posts: pd.DataFrame) -> pl.DataFrame:
    """lang, and title and text in one without addresses and handles."""
    columns = {
        name: pl.Series(posts[name].astype(object).where(posts[name].notna(), "").tolist(), dtype=pl.String) for name in ("lang", "title", "text")
    }
    whole = pl.concat_str("title", "text", separator="\n").str.replace_all(_ADDRESS, " ")
    return pl.DataFrame(columns).select("lang", text=whole)


def _search(part: pl.DataFrame, patterns: dict[str, str | None]) -> pl.Series:
    text = folded(pl.col("text"))
    hits = {lang: text.str.contains(pattern) if pattern else pl.lit(False) for lang, pattern in patterns.items()}
    found = pl.when(pl.col("lang") == "fr").then(hits["fr"]).when(pl.col("lang") == "en").then(hits["en"]).otherwise(hits["fr"] | hits["en"])
    return part.select(found.alias("found"))["found"]


def _any(entries: list[Entry]) -> str | None:
    return _bounded("|".join(sorted(entry.pattern for entry in entries))) if entries else None


def _bounded(pattern: str) -> str:
    return rf"(?:^|[^\w#])#?(?:{pattern})(?:$|\W)"
