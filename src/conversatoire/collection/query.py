"""The query of a study: which posts belong to it, and which term found how many.

What users may count on (docs and tests say the same):

- A word is found as a whole word, accents and case ignored: «free» not in «freebox», «vaccin» not in «vaccins»,
  «indemnisation» in «l'Indemnisation», «sante» in «santé», «coeur» in «cœur».
- In "several words", white space, apostrophes and hyphens stand for any run of white space and punctuation: "pouvoir d'achat" finds
  «pouvoir d’achat» and «pouvoir-d'achat». Any other sign (C++, R&B, 🚀) must be there as written.
- A plain word is found wherever it stands as a word, so in «#free» and «@free» too; words inside web addresses do not count.
- `@free` finds mentions of the account only: in the text or in the export's list of mentions; not «free», nor x@free.fr, nor what the account writes.
- `#free` finds the tag only, in the text or in the export's list of tags.
- `/regex/` is searched in the text as it stands, addresses included; only case is ignored. The syntax is Python's.

Title and text are searched each for itself: no phrase spans both.
"""

import re
import warnings
from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from conversatoire.settings.collection import Query

SEARCHED = ("post_id", "title", "text", "hashtags", "mentions")
# Marks that accents decompose to, and signs without a width (variation selectors, soft hyphen, joiners).
# Not all of \p{M}: the vowels of Indic scripts are marks too, and they tell words apart.
_MARKS = (
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    r"\u00ad\u200c-\u200d\u2060\ufeff]"
)
# What NFKD leaves whole: ligatures and crossed letters, ß, the final sigma, apostrophes.
_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ"} | dict.fromkeys("’‘ʼ′`", "'")
_BEFORE_NFKD = {"™": " ", "℠": " ", "´": "'"}  # NFKD makes letters of the trade-mark sign, and would glue them to the brand
ADDRESS = r"(?i:https?://|\bwww\.)\S+"
_LINKING = re.compile(r"[\s'‐-―-]+")  # what may stand between the words of a phrase as any white space or punctuation
# The same sign means another thing in Rust's and in Python's regexes: such patterns go to Python.
_RUST_DIFFERS = re.compile(r"\[[^\]]*\[|&&|--|~~|\\[<>]|\\[bB]\{|[*+?}]\+|\$")
_SLICE = 100_000  # posts folded at a time, so that memory does not grow with the month


class Term(NamedTuple):
    """A term of one of the query's lists (`any`, `all` or `none`)."""

    list: str
    term: str

    @property
    def column(self) -> str:
        """Its column in the result of `hits`."""
        return f"{self.list} {self.term}"


def terms(query: Query) -> list[Term]:
    """The terms of a query, each once a list, in the order of the study."""
    return [Term(name, term) for name in ("any", "all", "none") for term in dict.fromkeys(getattr(query, name))]


def hits(posts: pl.DataFrame, query: Query) -> pl.DataFrame:
    """Tells for each post and each term whether the term is there.

    Args:
        posts: the columns SEARCHED of the table "posts".
        query: a study's query.

    Returns:
        A row a post, in the same order: post_id, and a boolean column a term, named by `Term.column`.
    """
    wanted = terms(query)
    return pl.concat([_hits(part, wanted) for part in posts.iter_slices(_SLICE)] or [_hits(posts, wanted)])


def belongs(found: pl.DataFrame, query: Query) -> pl.Expr:
    """The decision on the result of `hits`: one of `any` (if there are any), every one of `all`, none of `none`."""
    lists = {name: [term.column for term in terms(query) if term.list == name] for name in ("any", "all", "none")}
    some = pl.any_horizontal(lists["any"]) if lists["any"] else pl.lit(True)
    every = pl.all_horizontal(lists["all"]) if lists["all"] else pl.lit(True)
    return some & every & ~(pl.any_horizontal(lists["none"]) if lists["none"] else pl.lit(False))


def term_counts(found: pl.DataFrame, query: Query) -> pl.DataFrame:
    """How many of the posts searched hold each term: columns list, term, posts, in the order of the study."""
    rows = [(term.list, term.term, int(found[term.column].sum())) for term in terms(query)]
    return pl.DataFrame(rows, schema={"list": pl.String, "term": pl.String, "posts": pl.Int64}, orient="row")


def why_refused(row: dict[str, bool], query: Query) -> str:
    """One row of `hits` in words: which unwanted term is there, or which wanted one is not."""
    unwanted = [term.term for term in terms(query) if term.list == "none" and row[term.column]]
    lacking = [term.term for term in terms(query) if term.list == "all" and not row[term.column]]
    if unwanted:
        return f"none: {unwanted[0]}"
    return f"all: {lacking[0]} is not there" if lacking else "no term of any"


def folded(column: pl.Expr) -> pl.Expr:
    """Texts without case, accents, ligatures and invisible signs: how posts and terms are compared."""
    decomposed = column.str.replace_many(_BEFORE_NFKD).str.normalize("NFKD").str.replace_all(_MARKS, "")
    return decomposed.str.to_lowercase().str.replace_many(_LETTERS)


def _hits(posts: pl.DataFrame, wanted: list[Term]) -> pl.DataFrame:
    """`hits` of one slice. Lists are searched as the end of the text: `… @account #tag`."""
    in_text = folded(pl.col("text").str.replace_all(ADDRESS, " "))
    lists = [marked(pl.col(name), sign) for name, sign in (("mentions", "@"), ("hashtags", "#"))]
    posts = posts.with_columns(_title=folded(pl.col("title").str.replace_all(ADDRESS, " ")).fill_null(""), _text=in_text)
    if any(term.term[0] in "@#" for term in wanted):
        posts = posts.with_columns(_marks=pl.concat_str("_title", "_text", *map(folded, lists), separator=" "))
    return posts.select("post_id", *(_search(term.term).fill_null(False).alias(term.column) for term in wanted))


def marked(items: pl.Expr, sign: str) -> pl.Expr:
    """A list as text, each item led by `sign`: «@a @b»; an empty one is an empty text."""
    return pl.when(items.list.len() > 0).then(pl.lit(sign) + items.list.join(f" {sign}")).otherwise(pl.lit(""))


def _search(term: str) -> pl.Expr:
    if len(term) > 2 and term.startswith("/") and term.endswith("/"):
        return _regex(term[1:-1])
    if term[0] in "@#":
        return pl.col("_marks").str.contains(pattern(term))
    return pl.col("_title").str.contains(pattern(term)) | pl.col("_text").str.contains(pattern(term))


def pattern(term: str) -> str:
    r"""The Rust regex that finds a word, phrase, @handle or #tag in folded text.

    Rust has no look-around, and its Unicode `\b` is slow: the neighbours of a word are matched with it.
    """
    term = pl.select(folded(pl.lit(term))).item()
    if term.startswith("@"):
        # a handle goes on after a full stop or hyphen that a letter follows: @free is not in @free.bsky.social
        return rf"(?:^|[^\w@]){re.escape(term)}(?:$|[^\w@.-]|[@.-]+(?:$|[^\w@.-]))"
    if term.startswith("#"):
        return rf"(?:^|[^\w&]){re.escape(term)}(?:$|\W)"
    words = [word for word in _LINKING.split(term) if word]
    before, after = (r"(?:^|\W)" if re.match(r"\w", words[0]) else ""), (r"(?:$|\W)" if re.match(r"\w", words[-1][-1]) else "")
    return before + r"[\s\p{P}]+".join(map(re.escape, words)) + after


def _regex(regex: str) -> pl.Expr:
    """Searches a user's regex in title and text, by Rust where it reads the pattern as Python does, else by Python."""
    columns = [pl.col("title"), pl.col("text")]
    rust = f"(?i){regex}"
    if not _RUST_DIFFERS.search(regex):
        try:
            pl.select(pl.lit("").str.contains(rust))
            return pl.any_horizontal(column.str.contains(rust).fill_null(False) for column in columns)
        except pl.exceptions.PolarsError:
            pass  # look-around, a back-reference: Python's alone
    with warnings.catch_warnings(action="ignore"):
        search = re.compile(regex, re.IGNORECASE).search
    return pl.any_horizontal(column.map_batches(lambda texts: _found(search, texts), pl.Boolean) for column in columns)


def _found(search: Callable[[str], object], texts: pl.Series) -> pl.Series:
    return pl.Series([text is not None and search(text) is not None for text in texts], dtype=pl.Boolean)
