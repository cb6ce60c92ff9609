"""From posts to the documents an engine counts: tokens by language, each distinct content once."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.by_hand.words import NOTHING, OwnWords
from conversatoire.text import fold, lemma_of, spans
from conversatoire.topics import phrases
from conversatoire.topics.duplicates import leaders

UNKNOWN = "und"
FEWEST_DOCUMENTS = {0: 2, 20_000: 3, 50_000: 5}  # documents → how many of them a word is in at least: one links nothing to anything
LARGEST_SHARE = 0.5  # a word of more than half of the documents, such as the query's own, tells no topic from another
WRITTEN = 50_000  # documents that tell how a token is mostly written
UNREAD = -2

Place = tuple[str, int, int]  # a token, and where its word starts and ends
Reader = Callable[[int], tuple[str, list[Place]]]  # row → its text and its tokens


class Documents(NamedTuple):
    """What an engine counts, and the way back to the posts.

    Attributes:
        tokens: per document, its known tokens: words in order, then phrases. No two documents hold the same set, none is empty.
        of_post: per post, the number of its document; −1 where it holds no known word.
        surface: per token, how people mostly wrote it.
    """

    tokens: list[list[str]]
    of_post: np.ndarray
    surface: dict[str, str]


def prepare(posts: pd.DataFrame, languages: list[str], own: OwnWords = NOTHING) -> Documents:
    """Documents of a month: posts with the same words, or nearly the same, count once, and a repost counts with its original.

    Args:
        posts: table posts; the order of its rows changes nothing but the order of `of_post`.
        languages: the study's; a post whose language is unknown is read in the first, or without one in the month's most frequent.
        own: the study's own stop words and synonyms.
    """
    read = _reader(posts, languages, own)
    order = np.lexsort([posts["post_id"], posts["published_at"], posts["repost_of_id"].notna()])  # originals first, then the oldest
    rows, spoken, of_post = _distinct(read, _originals(posts), order)
    together = phrases.learn(spoken)
    tokens = [_tokens(document, together) for document in spoken]
    known = _known(tokens)
    tokens = [[token for token in document if token in known] for document in tokens]
    # Posts that differ only by words that are out, or by few words, are one document, too.
    kept, merged = _merged([frozenset(document) for document in tokens])
    surface = _surfaces(read, [rows[document] for document in kept[:WRITTEN]], together, known)
    meant = {_token_of(word, lang): word for others in own.instead.values() for word in others for lang in languages or sorted(set(posts["lang"]))}
    return Documents(
        [tokens[document] for document in kept],
        np.where(of_post >= 0, merged[of_post], -1) if len(merged) else of_post,
        surface | {token: word for token, word in meant.items() if token in known},
    )


def _reader(posts: pd.DataFrame, languages: list[str], own: OwnWords) -> Reader:
    default = languages[0] if languages else _most_frequent(posts["lang"])
    kept = frozenset(own.instead)
    titles, texts, langs = (posts[name].tolist() for name in ("title", "text", "lang"))

    def read(row: int) -> tuple[str, list[tuple[str, int, int]]]:
        title, text, lang = titles[row], texts[row], langs[row]
        has_title = isinstance(title, str) and title and not text.startswith(title)
        spoken = default if lang == UNKNOWN else lang
        plain, found = spans(f"{title}\n{text}" if has_title else text, spoken, kept)
        return plain, _as_meant(plain, found, own, spoken) if own != NOTHING else found

    return read


def _as_meant(plain: str, found: list[Place], own: OwnWords, lang: str) -> list[Place]:
    """The tokens without the study's stop words, its synonyms read as it says; a word is known by its form or its lemma."""
    meant = []
    for token, start, end in found:
        forms = (fold(plain[start:end]), fold(token))
        if not own.stop.intersection(forms):
            others = next((own.instead[form] for form in forms if form in own.instead), None)
            meant += [(token, start, end)] if others is None else [(_token_of(other, lang), start, end) for other in others]
    return meant


def _token_of(word: str, lang: str) -> str:
    return word.lower() if word.startswith("#") else lemma_of(word.lower(), lang)


def _most_frequent(langs: pd.Series) -> str:
    counts = Counter(lang for lang in langs if lang != UNKNOWN)
    return min(counts, key=lambda lang: (-counts[lang], lang)) if counts else "fr"


def _originals(posts: pd.DataFrame) -> np.ndarray:
    """Per row, the row of the post it passes on; its own where it is no repost or the original was not collected."""
    row_of = {post_id: row for row, post_id in enumerate(posts["post_id"])}
    return np.array([row_of.get(original, row) for row, original in enumerate(posts["repost_of_id"])], dtype=np.int64)


def _distinct(read: Reader, originals: np.ndarray, order: np.ndarray) -> tuple[list[int], list[list[str]], np.ndarray]:
    """Rows that stand for a distinct set of tokens, in `order`; their tokens, with breaks; per row the place of its own (−1 without tokens)."""
    rows, documents, place = [], [], {}
    of_row = np.full(len(originals), UNREAD, dtype=np.int64)
    for row in originals[order].tolist():
        if of_row[row] != UNREAD:
            continue
        document = phrases.with_breaks(*read(row))
        content = frozenset(document) - {phrases.BREAK}
        if content and content not in place:
            place[content] = len(rows)
            rows.append(row)
            documents.append(document)
        of_row[row] = place.get(content, -1)
    return rows, documents, of_row[originals]


def _tokens(document: list[str], together: frozenset[str]) -> list[str]:
    """The words of a document with breaks, then its phrases: a phrase adds to its words, which still link it to posts that put it otherwise."""
    joined = phrases.join(document, together)
    return [word for word in document if word != phrases.BREAK] + [token for token, first, last in joined if first < last]


def _known(documents: list[list[str]]) -> set[str]:
    """Tokens of enough documents, and of not too many."""
    counts = Counter(token for document in documents for token in set(document))
    least = max(fewest for size, fewest in FEWEST_DOCUMENTS.items() if len(documents) >= size)
    return {token for token, count in counts.items() if least <= count <= max(least, LARGEST_SHARE * len(documents))}


def _merged(contents: list[frozenset[str]]) -> tuple[list[int], np.ndarray]:
    """Documents that stand for others with nearly the same words, and per document the place of its own in that list (−1 without words)."""
    some = [document for document, content in enumerate(contents) if content]
    leader = leaders([contents[document] for document in some])
    kept = sorted(set(leader))
    place = {document: number for number, document in enumerate(kept)}
    merged = np.full(len(contents), -1, dtype=np.int64)
    merged[some] = [place[document] for document in leader]
    return [some[document] for document in kept], merged


def _surfaces(read: Reader, rows: list[int], together: frozenset[str], known: set[str]) -> dict[str, str]:
    inside: Counter[tuple[str, str]] = Counter()
    opening: Counter[tuple[str, str]] = Counter()  # a post's first word has its capital from there
    for row in rows:
        plain, found = read(row)
        joined = phrases.join(phrases.with_breaks(plain, found), together)
        places = found + [(token, found[first][1], found[last][2]) for token, first, last in joined if first < last]
        for token, start, end in places:
            (inside if plain[:start].strip() else opening)[token, " ".join(plain[start:end].split())] += 1
    best: dict[str, str] = {}
    for counts in (inside, opening):
        # most frequent first; equals: the lower-case one, then by alphabet
        for token, surface in sorted(counts, key=lambda pair: (-counts[pair], pair[1] != pair[1].lower(), pair[1])):
            best.setdefault(token, surface)
    return {token: best.get(token, token.replace(phrases.JOINT, " ")) for token in known}
