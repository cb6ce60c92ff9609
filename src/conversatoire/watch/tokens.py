"""What counts as a word in the index: the same for posts and for what is searched, and the same as in the study's query (`collection/query.py`).

Texts are cut here, and SQLite's tokenizer (TOKENIZER) only at the spaces that stand between the tokens: it knows no letter or sign younger than 2012.

- words: letters, digits and _ that stand together, after `query.folded`;
- signs that are neither white space nor punctuation (emoji, currencies, + …), each a token of its own, and the & of R&B;
- marks: `@account` and `#tag`, whole, and EVERY, which each post has.
"""

import polars as pl

from conversatoire.collection.query import folded

TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Cn Co Cf'"
EVERY = "*"
# Between letters & belongs to a name; as a full-width sign, which folding leaves nowhere else, it is a token. Two names may share a letter (A&B&C).
_NAME, _KEPT = r"(\w)&(\w)", "${1} ＆ ${2}"
_SIGN = r"[^\w\s\p{P}]"
_BETWEEN = r"[\p{P}&&[^\w＆]]+"
_HANDLE = r"(?:^|[^\w@])@\w[\w@.-]*"
_FIRST_OF_TWO = r"^.*[.-]@"  # of @a.@b the study's query finds b alone
_TAG = r"(?:^|[^\w&])#\w+"


def tokens(texts: pl.Expr) -> pl.Expr:
    """The tokens of texts without addresses, between spaces."""
    plain = folded(texts).str.replace_all(_NAME, _KEPT).str.replace_all(_NAME, _KEPT)
    return plain.str.replace_all(_SIGN, " ${0} ").str.replace_all(_BETWEEN, " ")


def marks(texts: pl.Expr) -> pl.Expr:
    """The accounts and tags that texts without addresses name, between spaces: `@account #tag`, each once."""
    plain = folded(texts)
    handles = _found(plain, _HANDLE, "@").list.eval(pl.element().str.replace(_FIRST_OF_TWO, "@").str.strip_chars_end("@.-"))
    return pl.concat_list(handles, _found(plain, _TAG, "#")).list.unique(maintain_order=True).list.join(" ")


def _found(texts: pl.Expr, pattern: str, sign: str) -> pl.Expr:
    return texts.str.extract_all(pattern).list.eval(pl.element().str.extract(f"({sign}\\w.*)", 1))
