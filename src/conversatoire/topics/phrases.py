"""Phrases: two or three words that stand together far oftener than by chance («fuite de données») are one more token, «fuite_donnée».

Words are together where at most a few letters and no punctuation part them: the stop words between them are left out.
"""

import itertools
import re
from collections.abc import Iterable, Iterator

from gensim.models.phrases import Phrases

BREAK = ""  # stands between two tokens that are not together
JOINT = "_"
READ = 100_000  # documents from which phrases are learned
FEWEST = 5  # times that a phrase is used
LEAST = 0.4  # normalised pointwise mutual information of the two words, −1 to 1 (Bouma 2009)
_APART = re.compile(r'[.!?;:,…()«»"“”|\n/]')
_FARTHEST = 12  # letters between two words, such as « de la part »


def is_phrase(token: str) -> bool:
    """Whether a token stands for several words; a #tag may hold the joint too."""
    return JOINT in token and not token.startswith("#")


def with_breaks(plain: str, found: list[tuple[str, int, int]]) -> list[str]:
    """The tokens of a text and their places (`text.spans`) as a list of tokens, BREAK between two that are not together."""
    tokens: list[str] = []
    end = None
    for token, start, stop in found:
        if end is not None and (token.startswith("#") or tokens[-1].startswith("#") or _are_apart(plain[end:start])):
            tokens.append(BREAK)
        tokens.append(token)
        end = stop
    return tokens


def _are_apart(between: str) -> bool:
    return len(between) > _FARTHEST or _APART.search(between) is not None


def learn(documents: Iterable[list[str]]) -> frozenset[str]:
    """The phrases of two and three words in documents with breaks, each as the token that stands for it."""
    segments = [segment for document in itertools.islice(documents, READ) for segment in _segments(document) if len(segment) > 1]
    pairs = _learn(segments)
    return pairs | _learn([[token for token, _, _ in join(segment, pairs)] for segment in segments])


def _learn(segments: list[list[str]]) -> frozenset[str]:
    return frozenset(Phrases(segments, min_count=FEWEST, threshold=LEAST, scoring="npmi", delimiter=JOINT).freeze().phrasegrams)


def _segments(document: list[str]) -> Iterator[list[str]]:
    segment: list[str] = []
    for token in document:
        if token == BREAK:
            yield segment
            segment = []
        else:
            segment.append(token)
    yield segment


def join(document: list[str], known: frozenset[str]) -> list[tuple[str, int, int]]:
    """The tokens of a document with breaks, phrases joined from the left; each with the places of its first and last word among the words."""
    joined: list[tuple[str, int, int]] = []
    word, is_open = 0, False  # whether the token before may go on
    for token in document:
        if token == BREAK:
            is_open = False
            continue
        phrase = f"{joined[-1][0]}{JOINT}{token}" if is_open else ""
        if phrase in known:
            joined[-1] = (phrase, joined[-1][1], word)
        else:
            joined.append((token, word, word))
        is_open = True
        word += 1
    return joined
