"""The handles and names that a source's exports tell, and which of them are masked where they stand in a text without an @.

A name can be a common word («Printemps», «Free», «bon plan»): masking it would ruin the texts. So a name is masked as a bare word only

- where it is a handle with a digit or an underscore, which nobody writes by chance;
- else, where it has FEWEST letters, is no word of a dictionary, and no more than COMMON accounts other than its own write it: a name that many
  write is a public figure's, a brand's or a word's;
- a name of several words that are all in the dictionary («Pierre Martin») is masked where each word has its capital.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from conversatoire.privacy import pseudonyms
from conversatoire.privacy.pseudonyms import Keyed, plain

FEWEST = 4  # letters of a bare word that can be a name
COMMON = 5  # accounts that write a name, above which it stays
LONGEST = 6  # words of a name; what is longer is a slogan
WORD = re.compile(r"\w+")
_SURE = re.compile(r"(?=.*[^\W\d_])(?=.*[\d_])[\w.-]{4,}")
_LANGUAGES = ("fr", "en")
Words = tuple[str, ...]


class Person(NamedTuple):
    """A name that is masked in texts: what stands for it, and whether each of its words must have a capital."""

    pseudonym: str
    capitals: bool


class Names(NamedTuple):
    """What is masked: bare, where `people` has it; behind an @, as one account, where `spaced` has it.

    Attributes:
        people: the words of a name, in small letters → what is masked.
        longest: first word → how many words the longest name has that starts with it.
        spaced: the words of each handle and name of several words → what stands for it; None where the study names it and it stays.
        reach: `longest` of `spaced`.
    """

    people: Mapping[Words, Person]
    longest: Mapping[str, int]
    spaced: Mapping[Words, str | None] = MappingProxyType({})
    reach: Mapping[str, int] = MappingProxyType({})


def words_of(name: str) -> Words:
    """The words of a name in small letters: «Jean-Paul Sy 🇫🇷» → jean, paul, sy."""
    return tuple(_spelt(word) for word in WORD.findall(plain(name)))


def _spelt(word: str) -> str:
    """A word in small letters, without the underscores around it."""
    word = word.casefold()
    return word.strip("_") or word


def everyone(accounts: Mapping[str, str], people: Mapping[str, set[str]], keyed: Keyed) -> dict[Words, str]:
    """All handles and names that exports tell → pseudonym.

    Args:
        accounts: handle (plain) → handle as written.
        people: displayed name (plain) → handles (plain) of that name; empty where none is known.
        keyed: what pseudonyms are made with.
    """
    found: dict[Words, str] = {}
    for name, handles in sorted(people.items()):
        one = next(iter(handles)) if len(handles) == 1 else None
        found[words_of(name)] = pseudonyms.account(keyed, one) if one else pseudonyms.person(keyed, name)
    for handle in sorted(accounts):
        mask = pseudonyms.account(keyed, handle)
        found[words_of(handle)] = mask
        if "@" in handle:
            local, _, host = handle.partition("@")
            found[(*words_of(local), "at", *words_of(host))] = mask  # as list archives write addresses
    return {words: mask for words, mask in found.items() if words}


def candidates(found: Mapping[Words, str], keyed: Keyed) -> dict[Words, str]:
    """Which of `everyone` may be masked where they stand bare."""
    clear = {words_of(name) for name in keyed.clear}
    return {words: mask for words, mask in found.items() if words not in clear and len(words) <= LONGEST and _is_long(words)}


def spaced(found: Mapping[Words, str], keyed: Keyed) -> dict[Words, str | None]:
    """Those of `everyone` that have several words: behind an @ each is one account, however common it is."""
    clear = {words_of(name) for name in keyed.clear}
    return {words: None if words in clear or plain(mask) in keyed.clear else mask for words, mask in found.items() if len(words) > 1}


def masked(found: Mapping[Words, str], sure: set[Words], writers: Mapping[Words, int]) -> Names:
    """Which candidates are masked where they stand bare.

    Args:
        found: as `candidates` gives them.
        sure: those that are handles which nobody writes by chance.
        writers: how many accounts other than its own write a candidate bare.
    """
    people = {}
    for words, mask in found.items():
        in_dictionary = all(is_word(word) for word in words)
        if words in sure or (writers.get(words, 0) <= COMMON and not (in_dictionary and len(words) == 1)):
            people[words] = Person(mask, in_dictionary and words not in sure)
    return Names(people, longest(people))


def longest(people: Iterable[Words]) -> dict[str, int]:
    """First word → words of the longest name that starts with it."""
    found: dict[str, int] = {}
    for words in people:
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


def is_sure(handle: str) -> bool:
    """Whether a handle is one that nobody writes by chance: letters with a digit or an underscore."""
    return bool(_SURE.fullmatch(handle.strip("_")))


def find(text: str, people: Mapping[Words, object], first: Mapping[str, int]) -> Iterator[tuple[int, int, Words]]:
    """Start, end and words of each name of `people` that stands in a text as whole words, the longest that fits first."""
    places = [(match.start(), match.end(), match[0].casefold()) for match in WORD.finditer(text)]
    if first.keys().isdisjoint(word for _, _, word in places) and not any("_" in word for _, _, word in places):
        return
    places = [(start, end, word.strip("_") or word) for start, end, word in places]
    at = 0
    while at < len(places):
        reach = first.get(places[at][2], 0)
        for size in range(min(reach, len(places) - at), 0, -1):
            part = places[at : at + size]
            words = tuple(word for _, _, word in part)
            if words in people and all(0 < after[0] - before[1] <= 2 for before, after in itertools.pairwise(part)):
                yield part[0][0], part[-1][1], words
                at += size - 1
                break
        at += 1


def whole(text: str, start: int, people: Mapping[Words, object], first: Mapping[str, int]) -> tuple[int, Words] | None:
    """End and words of the longest name of `people` that stands at a place of a text; None where there is none."""
    reach = first.get(_spelt(one[0]), 0) if (one := WORD.match(text, start)) else 0
    run = [(match.start(), match.end(), _spelt(match[0])) for match in itertools.islice(WORD.finditer(text, start), reach)]
    for size in range(len(run), 1, -1):
        words = tuple(word for _, _, word in run[:size])
        if words in people and all(0 < after[0] - before[1] <= 2 for before, after in itertools.pairwise(run[:size])):
            return run[size - 1][1], words
    return None


def with_capitals(text: str) -> bool:
    """Whether each word of a text starts with a capital."""
    return all(word[0][0].isupper() for word in WORD.finditer(text))


@functools.lru_cache(maxsize=200_000)
def is_word(word: str) -> bool:
    """Whether a word stands in a French or English dictionary."""
    import simplemma

    return word.isdecimal() or any(simplemma.is_known(word, lang=language) for language in _LANGUAGES)


def _is_long(words: Words) -> bool:
    return sum(len(word) for word in words) >= FEWEST and any(not word.isdecimal() for word in words)
