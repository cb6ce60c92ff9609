"""Names of topics out of their own words, as a newspaper would head them: «Fuite de données, Free Mobile, IBAN»."""

import itertools
import math
import re
from typing import NamedTuple

from conversatoire.text import fold, lemma_of
from conversatoire.topics.model import Model, strongest
from conversatoire.topics.phrases import JOINT, is_phrase

POOL = 40  # strongest words of a topic among which its name is sought
PARTS, WORDS = 3, 4  # parts of a name, at most; words from which it is long enough, a phrase's small words not counted
LONGEST = 30  # letters of a part; what is longer is a sentence that was passed on
ROOT_LETTERS, ROOT = 4, 0.7  # letters that two words of one family share at least, and their part of the shorter: «résilier», «résiliation»
SPOKEN = 0.3  # part of its strongest word's weight from which a phrase says it better: «données» is mostly «fuite de données» here
VERB = 0.5  # a name wants nouns
NAME = 1.25  # «IBAN», «WhatsApp» (a capital inside) tell more than a common word said as often
_ENDINGS = ("", "s", "x", "e", "es", "le", "les", "ne", "nes")  # of nouns and adjectives after their lemma; another form is a verb's
_LINKS = frozenset("à au aux d de des du en et l la le les pour sans sur and at for in of on the to with".split())  # what may join a phrase's words
_DATES = frozenset(  # when it was said, not of what
    """lundi mardi mercredi jeudi vendredi samedi dimanche week-end janvier février mars avril mai juin juillet août septembre octobre novembre
    décembre monday tuesday wednesday thursday friday saturday sunday weekend january february april june july august september october november
    december""".split()
)
_BREAK = re.compile(r"[^\w\s'’°&+.-]|\.\s|\s[.-]|[.-]\s")  # a mark between words: the phrase runs over the end of a clause


class _Part(NamedTuple):
    text: str
    score: float
    roots: tuple[str, ...]  # its words as counted, folded


def labels(model: Model, surface: dict[str, str]) -> list[str]:
    """A readable name per topic: two to four words, of which some may be a phrase, the most telling first; no two names are alike.

    A word counts by its weight (`model.word_weights`), up to half less where another topic says it more, half if it is a verb; a phrase in
    which its words are mostly said goes before them. No name holds two words of one family, nor a #tag that the posts also write as words.

    Args:
        model: the topics; a token that joins lemmas with `_` is a phrase.
        surface: per token, how people mostly write it.
    """
    names: list[str] = []
    taken: set[frozenset[str]] = set()
    for topic, parts in enumerate(_candidates(model, surface)):
        chosen = _choose(parts, taken)
        taken.add(_content(chosen))
        name = ", ".join(part.text for part in chosen) or f"n° {topic + 1}"
        names.append(name if _has_capital(name) else name[:1].upper() + name[1:])
    return [name if names.index(name) == topic else f"{name} ({topic + 1})" for topic, name in enumerate(names)]


def _candidates(model: Model, surface: dict[str, str]) -> list[list[_Part]]:
    """Per topic, what may stand in its name, the best first, equals by alphabet."""
    pools = _pools(model, surface)
    most = dict(sorted(((token, weight) for pool in pools for token, weight in pool.items()), key=lambda pair: pair[1]))
    found = []
    for pool in pools:
        parts = [_part(token, surface[token], _spoken(token, pool) * (1 + weight / most[token]) / 2) for token, weight in pool.items()]
        found.append(sorted(parts, key=lambda part: (-part.score, part.text)))
    return found


def _spoken(token: str, pool: dict[str, float]) -> float:
    """The weight of a word; of a phrase with the weight of its strongest word on top, where the word is mostly said in that phrase."""
    strongest_word = max(pool.get(word, 0.0) for word in token.split(JOINT))
    return pool[token] + max(strongest_word, pool[token]) if is_phrase(token) and pool[token] >= SPOKEN * strongest_word else pool[token]


def _pools(model: Model, surface: dict[str, str]) -> list[dict[str, float]]:
    """Per topic, the weight of its strongest readable words; a tag counts as the word it writes, where the posts have that word."""
    plain = [word for word in sorted(model.vocabulary, reverse=True) if not word.startswith("#") and _is_readable(word, surface[word])]
    written = {_letters(surface[word]): word for word in plain}
    pools = []
    for strong in strongest(model, POOL):
        pool: dict[str, float] = {}
        for token, weight in strong:
            word = written.get(_letters(surface[token]), token) if token.startswith("#") else token
            if _is_readable(word, surface[word]):
                pool[word] = pool.get(word, 0.0) + weight
        pools.append(pool)
    return pools


def _part(token: str, text: str, weight: float) -> _Part:
    lemmas, forms = token.split(JOINT), _forms(text)
    factor = 1.0
    if not token.startswith("#"):
        factor *= VERB if any(map(_is_verb, lemmas, forms)) else 1.0
        factor *= NAME if len(lemmas) == 1 and _has_capital(text) else 1.0
    return _Part(text, round(weight * factor, 9), tuple(fold(token).lstrip("#").split(JOINT)))


def _is_verb(lemma: str, form: str) -> bool:
    """Whether a word is one by its form, or (in French) because its lemma has an imperfect: «prélever», but not «courrier»."""
    imperfect = (lemma[:-2] + "ait", lemma[:-1] + "ssait") if lemma.endswith(("er", "ir", "re")) else ()
    return fold(form) not in [fold(lemma) + ending for ending in _ENDINGS] or any(lemma_of(word, "fr") == lemma for word in imperfect)


def _is_readable(token: str, text: str) -> bool:
    """Whether it is short and no date, a tag one tag, and a phrase nothing but its words and what may join them."""
    is_whole = " " not in text if token.startswith("#") else len(_forms(text)) == token.count(JOINT) + 1 and not _BREAK.search(text)
    return is_whole and len(text) <= LONGEST and _DATES.isdisjoint(token.split(JOINT))


def _forms(text: str) -> list[str]:
    """The words of a part as written, without those that join them."""
    words = re.split(r"[\s'’]+", text)
    return [word for word in words if word.lower() not in _LINKS] if len(words) > 1 else words


def _choose(parts: list[_Part], taken: set[frozenset[str]]) -> list[_Part]:
    """The first parts of different families; where another topic has that name already, its last part gives way to the next."""
    chosen: list[_Part] = []
    for part in parts:
        both = [*chosen, part]
        is_last = len(both) == PARTS or sum(len(one.roots) for one in both) >= WORDS
        if any(_akin(part, other) for other in chosen) or (is_last and _content(both) in taken):
            continue
        chosen = both
        if is_last:
            break
    return chosen


def _content(parts: list[_Part]) -> frozenset[str]:
    return frozenset(root for part in parts for root in part.roots)


def _akin(part: _Part, other: _Part) -> bool:
    """Whether a word of one and a word of the other are of one family: one ends or begins with the other, or they begin alike."""
    for one, two in itertools.product(part.roots, other.roots):
        short, long = sorted((one, two), key=len)
        root = max(ROOT_LETTERS, math.ceil(ROOT * len(short)))
        if long.startswith(short) or long.endswith(short) or short[:root] == long[:root]:
            return True
    return False


def _has_capital(text: str) -> bool:
    """Whether its first word has a capital inside."""
    first = re.split(r"[\s,]", text, maxsplit=1)[0]
    return first[1:] != first[1:].lower()


def _letters(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
