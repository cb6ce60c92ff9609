"""A post as the scorer reads it: its words, emoji and signs, in flat arrays over all posts, so that a million posts take minutes.

Words are numbered once; what a word does (negate, intensify, open a clause) is looked up once a distinct word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from conversatoire.text import fold, lemma_of
from conversatoire.tone.lexicons import Lexicon

_LINKS = r"(?i)(?:https?://|www\.)\S+"
_HANDLES = r"(?i)(?:^|[^\w])(?:rt )?@[\w.@-]*\w:?"
_APOSTROPHES = "[’‘ʼ′＇`´]"
# What a post is made of: emoticons, words (with hyphens and apostrophes inside), emoji, runs of ! and ?, other ends of clauses.
_EMOTICONS = r"[:;=]'?-?(?:[)(/\\|*]+|[DPp]\b)|\b[xX]D+\b|<3"
_TOKENS = rf"{_EMOTICONS}|[\p{{L}}\p{{M}}\p{{Nd}}_]+(?:['-][\p{{L}}\p{{M}}\p{{Nd}}_]+)*|\p{{Extended_Pictographic}}|[!?]+|[.,;:…\n()«»\"“”–—]"
_EMOTICON = re.compile(_EMOTICONS)
_SENTENCE_ENDS = frozenset(".…\n")
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset(',;:()«»"“”–—')
_SMILING, _FROWNING = 1.8, -1.8  # valences that VADER's raters gave to :) and :( are near these (Hutto & Gilbert 2014)
INCREMENT = 0.293  # of an intensifier, and of letters repeated: the raters' mean (Hutto & Gilbert 2014)

NEGATORS = {
    "fr": "pas jamais rien aucun aucune sans ni guère nullement aucunement peu pa",
    "en": "not no never without nor neither nothing nowhere none hardly scarcely rarely seldom cannot cant dont wont isnt arent wasnt didnt doesnt",
}
# «plus» negates after «ne» only; else it intensifies.
STRONGER = {
    "fr": """très trop vraiment tellement si super hyper ultra archi extrêmement absolument totalement complètement carrément franchement
    vachement particulièrement incroyablement terriblement bien plus tout beaucoup énormément toujours encore fort sacrément tres trés vrmt bcp""",
    "en": """absolutely amazingly awfully completely considerably decidedly deeply effing enormously entirely especially exceptionally extremely
    fabulously flipping freaking frickin fucking fully greatly hella highly hugely incredibly intensely majorly more most particularly purely quite
    really remarkably so substantially thoroughly totally tremendously uber unbelievably unusually utterly very""",
}
WEAKER = {
    "fr": "un_peu plutôt assez presque quasi quasiment légèrement vaguement a_peine moins",
    "en": "almost barely kind_of sort_of kinda sorta less little marginally occasionally partly slightly somewhat a_bit",
}
CONTRAST = {"fr": "mais cependant pourtant toutefois néanmoins", "en": "but however yet nevertheless"}
# Words that open another clause: what is negated before them is not what follows.
OPENERS = {
    "fr": "que qui quand comme parce car puisque donc pourquoi comment où et ou mais alors cependant pourtant toutefois néanmoins lorsque",
    "en": "that which who when because so why how where and or but however yet nevertheless if while",
}
# A word of thanks that ends its clause closes the message, whatever it says: «Merci», «Merci !», «Thanks, John».
THANKS = {"fr": "merci mercii", "en": "thanks thank thx"}
_MULTI = {"fr": ("un_peu", "a_peine"), "en": ("kind_of", "sort_of", "a_bit")}


@dataclass(frozen=True)
class Read:
    """The signs of many posts, one after the other: each array has a value a sign, but for `size`.

    Attributes:
        post: place of its post.
        word: number of the sign in `vocabulary`.
        clause: number of its clause.
        sentence: number of its sentence.
        valence: its valence, −4 to 4; the first word of a phrase carries that of the phrase.
        vocabulary: the distinct signs.
        marks: whether its word is `negator`, `ne`, `plus`, `stronger`, `weaker`, `contrast`, `verb`, `thanks`, `repeated`,
            `upper` or `word`, an array each.
        exclamations: exclamation marks of each post.
        size: posts.
    """

    post: np.ndarray
    word: np.ndarray
    clause: np.ndarray
    sentence: np.ndarray
    valence: np.ndarray
    vocabulary: list[str]
    marks: dict[str, np.ndarray]
    exclamations: np.ndarray
    size: int

    def sentences(self) -> np.ndarray:
        """Sentences of each post that hold a word, at least 1."""
        worded = np.flatnonzero(self.marks["word"])
        first = worded[np.diff(self.sentence[worded], prepend=-1) > 0]
        return np.bincount(self.post[first], minlength=self.size).clip(1)


def read(texts: pl.Series, lexicon: Lexicon) -> Read:
    """Reads posts (plain text) with a lexicon; links and handles say nothing, a #tag is its word."""
    found = texts.fill_null("").rename("text").to_frame().select(_plain(lexicon.lang).str.extract_all(_TOKENS).alias("sign"))
    found = found.with_row_index("post").explode("sign").drop_nulls("sign")
    vocabulary = found["sign"].unique().sort().to_list()
    word, post = found["sign"].cast(pl.Enum(vocabulary)).to_physical().to_numpy().astype(np.int64), found["post"].to_numpy().astype(np.int64)
    post, word, vocabulary, phrases = _join_phrases(post, word, vocabulary, lexicon)
    by_word = [(phrases[sign], False) if sign in phrases else _valence(sign, lexicon) for sign in vocabulary]
    marks = {name: np.array(values, dtype=bool)[word] for name, values in _marks(vocabulary, by_word, lexicon.lang).items()}
    starts = np.flatnonzero(np.diff(post, prepend=-1))
    ends = np.array([sign[0] in "!?" or sign in _CLAUSE_ENDS for sign in vocabulary], dtype=bool)[word]
    stops = np.array([sign[0] in "!?" or sign in _SENTENCE_ENDS for sign in vocabulary], dtype=bool)[word]
    first = np.zeros(len(word), dtype=bool)
    first[starts] = True
    size = len(texts)
    loud = np.array([sign.count("!") for sign in vocabulary], dtype=float)[word]
    return Read(
        post=post,
        word=word,
        clause=np.cumsum(ends | first | marks.pop("opener")),
        sentence=np.cumsum(stops | first),
        valence=np.array([valence for valence, _ in by_word], dtype=float)[word],
        vocabulary=vocabulary,
        marks=marks,
        exclamations=np.bincount(post, weights=loud, minlength=size),
        size=size,
    )


def _plain(lang: str) -> pl.Expr:
    """The text without links, handles and French elisions («n'» becomes «ne», «qu'» «que»)."""
    text = pl.col("text").str.normalize("NFC").str.replace_all(_APOSTROPHES, "'").str.replace_all(_LINKS, " ").str.replace_all(_HANDLES, " ")
    text = text.str.replace_all("\ufe0f", "", literal=True)
    if lang == "fr":
        text = text.str.replace_all(r"(?i)\bn'", "ne ").str.replace_all(r"(?i)\b((?:lors|puis|jus|quoi)?qu)'", "${1}e ")
        text = text.str.replace_all(r"(?i)\b([cdjlmst])'", "$1 ")
    return text


def _valence(sign: str, lexicon: Lexicon) -> tuple[float, bool]:
    if _EMOTICON.fullmatch(sign):
        return (_FROWNING if any(mouth in sign for mouth in "(/\\|") else _SMILING), False
    return lexicon.valence(sign)


def _marks(vocabulary: list[str], by_word: list[tuple[float, bool]], lang: str) -> dict[str, list[bool]]:
    """What each distinct sign does."""
    low = [sign.lower() for sign in vocabulary]
    sets = {"negator": NEGATORS, "stronger": STRONGER, "weaker": WEAKER, "contrast": CONTRAST, "opener": OPENERS, "thanks": THANKS}
    marks = {name: [sign in known for sign in low] for name, words in sets.items() for known in [frozenset(words[lang].split())]}
    if lang == "en":
        marks["negator"] = [known or sign.endswith("n't") for known, sign in zip(marks["negator"], low, strict=True)]
    marks["ne"] = [lang == "fr" and sign == "ne" for sign in low]
    marks["plus"] = [lang == "fr" and sign == "plus" for sign in low]
    # «j'aime pas»: a French verb is negated by what follows
    toned = [valence != 0 for valence, _ in by_word]
    marks["verb"] = [lang == "fr" and known and lemma_of(sign, "fr").endswith(("er", "ir", "re")) for sign, known in zip(low, toned, strict=True)]
    marks["repeated"] = [repeated for _, repeated in by_word]
    marks["word"] = [len(sign) > 1 and sign[0].isalpha() for sign in vocabulary]
    marks["upper"] = [len(sign) > 2 and sign.isupper() for sign in vocabulary]
    return marks


def _join_phrases(
    post: np.ndarray, word: np.ndarray, vocabulary: list[str], lexicon: Lexicon
) -> tuple[np.ndarray, np.ndarray, list[str], dict[str, float]]:
    """The same signs with each phrase of the lexicon as one sign; and the phrases found, with their valence."""
    known = lexicon.phrases | {tuple(fold(phrase).split("_")): 0.0 for phrase in _MULTI[lexicon.lang]}
    names, number_of = np.unique([fold(sign) for sign in vocabulary], return_inverse=True) if vocabulary else (np.array([]), np.array([], dtype=int))
    number = {str(name): place for place, name in enumerate(names)}
    folded = number_of[word]
    firsts = np.zeros(len(names), dtype=bool)
    firsts[[number[phrase[0]] for phrase in known if phrase[0] in number]] = True
    starts = np.flatnonzero(firsts[folded])
    by_first = dict(_split(starts, folded[starts]))
    vocabulary, found, kept, word = list(vocabulary), {}, np.ones(len(word), dtype=bool), word.copy()
    # longer phrases first; then by alphabet, so that the result never depends on the order of the file
    for phrase in sorted(known, key=lambda words: (-len(words), words)):
        at = by_first.get(number.get(phrase[0], -1), starts[:0])
        at = at[at + len(phrase) <= len(word)]
        for offset, part in enumerate(phrase):
            at = at[(folded[at + offset] == number.get(part, -1)) & kept[at + offset]]
        at = at[post[at] == post[at + len(phrase) - 1]]
        if len(at):
            name = "_".join(phrase)
            found[name] = known[phrase]
            vocabulary.append(name)
            word[at], folded[at] = len(vocabulary) - 1, -2  # no longer a word of its own
            for offset in range(1, len(phrase)):
                kept[at + offset] = False
    return post[kept], word[kept], vocabulary, found


def _split(places: np.ndarray, values: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Each value with its places, in order."""
    order = np.argsort(values, kind="stable")
    known, starts = np.unique(values[order], return_index=True)
    return zip(known.tolist(), np.split(places[order], starts[1:]), strict=bool(len(known)))
