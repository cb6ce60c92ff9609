"""Words and their valence (−4 to 4), in French and English: the data files of vaderSentiment and vaderSentiment-fr, led by words of our own.

Both packages are under the MIT licence (Hutto & Gilbert 2014; Deprez & Thomas); only their data files are read, none of their code runs. The French
one is a translation with the valences of single forms («mauvais» −1.2, «mauvaise» −2.6): all forms of a lemma get their mean here. Our own words
(`french.txt`, `english.txt`, `emoji.txt`) mend what a reading of real posts showed to be wrong or missing; the analyst's own words win over all.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from statistics import fmean

from conversatoire.text import fold, lemma_of, stop_words

LANGUAGES = ("fr", "en")  # those with a lexicon
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# A word without its accents is looked up without them only where it is long: «peche», «sur» and «du» are other words than «péché», «sûr» and «dû».
_FOLDED_FROM = 4
WEAKEST = 0.5  # below, the translation's valences are everyday words («verser» .1, «autorité» .3), no tone
_BODY = re.compile(r"\b(?:face|heart|hearts|eyes|hands?|thumbs|kiss|cat|person)\b")  # others are signs: ▶ is named «play button»
_REPEATED = re.compile(r"(\w)\1{2,}")


@dataclass(frozen=True)
class Lexicon:
    """The valences of one language.

    Attributes:
        lang: fr or en.
        words: word, lower-case, or emoji → valence; 0 says that the word has none.
        lemmas: lemma → valence, for forms that `words` does not hold.
        phrases: words of a phrase, folded → valence; it wins over its words.
        own: the analyst's words, folded → valence; they win over all.
        folded: words and lemmas of four letters and more without their accents → valence.
    """

    lang: str
    words: dict[str, float]
    lemmas: dict[str, float]
    phrases: dict[tuple[str, ...], float]
    own: dict[str, float] = field(default_factory=dict)
    folded: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        known = {**self.lemmas, **self.words}
        folded = {fold(word): valence for word, valence in known.items() if len(word) >= _FOLDED_FROM and fold(word) not in stop_words(self.lang)}
        object.__setattr__(self, "folded", folded)

    def valence(self, word: str) -> tuple[float, bool]:
        """Valence of a word or an emoji as its author wrote it (0 where it has none), and whether letters were repeated («géniaaal»)."""
        lower = word.lower().lstrip("#")
        if not _REPEATED.search(lower):
            return self._plain(lower), False
        for times in (r"\1", r"\1\1"):
            if found := self._plain(_REPEATED.sub(times, lower)):
                return found, True
        return 0.0, False

    def _plain(self, word: str) -> float:
        lemma = lemma_of(word, self.lang)
        if self.own:
            for mine in (fold(word), fold(lemma)):
                if mine in self.own:
                    return self.own[mine]
        if word in self.words:
            return self.words[word]
        for known in (self.words, self.lemmas):
            if lemma in known:
                return known[lemma]
        return self.folded.get(word, 0.0) if word == fold(word) else 0.0


@functools.cache
def general(lang: str) -> Lexicon:
    """The lexicon of a language, French or English, without any analyst's words."""
    own, phrases = _own({"fr": "french.txt", "en": "english.txt"}[lang])
    emoji, _ = _own("emoji.txt")
    package = _french() if lang == "fr" else _english()
    # the forms that we list stand for their lemma too, unless another of our words is that lemma
    own = {lemma_of(word, lang): valence for word, valence in own.items()} | own
    if lang == "fr":
        forms: dict[str, list[float]] = {}
        for word, valence in package.items():
            forms.setdefault(lemma_of(word, lang), []).append(valence)
        lemmas = {lemma: fmean(valences) for lemma, valences in forms.items()}
        lemmas = {lemma: valence for lemma, valence in lemmas.items() if abs(valence) >= WEAKEST}
        return Lexicon(lang, _emoji() | emoji | own, lemmas, phrases)
    return Lexicon(lang, package | _emoji() | emoji | own, {}, phrases)


def lexicon(lang: str, own: Mapping[str, float] | None = None, neutral: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of a language with the analyst's words.

    Args:
        lang: fr or en.
        own: word or phrase (words separated by spaces) → valence; accents and case are ignored.
        neutral: words without tone whatever the lexicon says, such as the name of the brand that the study is about.
    """
    base = general(lang)
    mine = {fold(word): 0.0 for word in neutral} | {fold(word): valence for word, valence in (own or {}).items()}
    phrases = {phrase(word): valence for word, valence in mine.items() if " " in word}
    return replace(base, own={word: valence for word, valence in mine.items() if " " not in word}, phrases=base.phrases | phrases)


def phrase(words: str) -> tuple[str, ...]:
    """The words of a phrase, folded, as the reader of posts meets them: «n'importe quoi» is ne, importe, quoi."""
    return tuple({"n": "ne", "qu": "que"}.get(word, word) for word in fold(words).replace("'", " ").split())


def _own(file: str) -> tuple[dict[str, float], dict[tuple[str, ...], float]]:
    """Words, and phrases, of one of our files: a valence, a colon, words; `_` joins the words of a phrase."""
    words: dict[str, float] = {}
    phrases: dict[tuple[str, ...], float] = {}
    for line in _lines("conversatoire.tone", file):
        if line and not line.startswith("#"):
            valence, _, listed = line.partition(":")
            for word in listed.split():
                if "_" in word:
                    phrases[phrase(word.replace("_", " "))] = float(valence)
                else:
                    words[word] = float(valence)
    return words, phrases


def _french() -> dict[str, float]:
    pairs = (line.rpartition("->") for line in _lines("vaderSentiment_fr", "fr_lexicon.txt"))
    return {word.lower(): float(valence) for word, arrow, valence in pairs if arrow and _WORD.fullmatch(word)}


def _english() -> dict[str, float]:
    pairs = (line.split("\t")[:2] for line in _lines("vaderSentiment", "vader_lexicon.txt"))
    return {pair[0].lower(): float(pair[1]) for pair in pairs if len(pair) == 2}


def _emoji() -> dict[str, float]:
    """Emoji of faces, hearts and gestures → sum of the valences of the words of its English name, as VADER has it; without those of no tone."""
    english = _english()
    named = (line.split("\t")[:2] for line in _lines("vaderSentiment", "emoji_utf8_lexicon.txt"))
    found = {pair[0]: sum(english.get(word, 0.0) for word in pair[1].split()) for pair in named if len(pair) == 2 and _BODY.search(pair[1])}
    return {emoji: valence for emoji, valence in found.items() if valence and len(emoji) == 1}


def _lines(package: str, file: str) -> Iterator[str]:
    text = resources.files(package).joinpath(file).read_text(encoding="utf-8")
    return (line.strip("\r\n") for line in text.split("\n"))
