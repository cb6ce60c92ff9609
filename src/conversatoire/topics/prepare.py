"""From posts to the documents an engine counts: tokens by language, each distinct content once."""

from collections import Counter
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.text import words

UNKNOWN = "und"
FEWEST_DOCUMENTS = 2  # a word of one document links nothing to anything
LARGEST_SHARE = 0.5  # a word of more than half of the documents, such as the query's own, tells no topic from another


class Documents(NamedTuple):
    """What an engine counts, and the way back to the posts.

    Attributes:
        tokens: per document, its known tokens in order; no two documents hold the same set, none is empty.
        of_post: per post, the number of its document; −1 where it holds no known word.
        surface: per token, how people mostly wrote it.
    """

    tokens: list[list[str]]
    of_post: np.ndarray
    surface: dict[str, str]


def prepare(posts: pd.DataFrame, languages: list[str]) -> Documents:
    """Documents of a month: posts with the same set of tokens count once, a repost counts with its original.

    Args:
        posts: table posts; the order of its rows changes nothing but the order of `of_post`.
        languages: the study's; a post whose language is unknown is read in the first, or without one in the month's most frequent.
    """
    order = np.lexsort([posts["post_id"], posts["published_at"], posts["repost_of_id"].notna()])  # originals first, then the oldest
    default = languages[0] if languages else _most_frequent(posts["lang"])
    spoken = [
        _words(title, text, default if lang == UNKNOWN else lang)
        for title, text, lang in zip(posts["title"], posts["text"], posts["lang"], strict=True)
    ]
    rows, distinct = _distinct(spoken, _originals(posts), order)
    spoken = [spoken[row] for row in rows]
    known = _known([{token for _, token in document} for document in spoken])
    tokens = [[token for _, token in document if token in known] for document in spoken]
    # Posts that differ only by words that are out are one document, too.
    kept, merged = _merge(tokens)
    of_post = np.array([merged[document] if document >= 0 else -1 for document in distinct], dtype=np.int64)
    surface = _surfaces(spoken, known)
    return Documents([tokens[document] for document in kept], of_post, surface)


def _most_frequent(langs: pd.Series) -> str:
    counts = Counter(lang for lang in langs if lang != UNKNOWN)
    return min(counts, key=lambda lang: (-counts[lang], lang)) if counts else "fr"


def _words(title: str | None, text: str, lang: str) -> list[tuple[str, str]]:
    has_title = isinstance(title, str) and title and not text.startswith(title)
    return words(f"{title}\n{text}" if has_title else text, lang)


def _originals(posts: pd.DataFrame) -> np.ndarray:
    """Per row, the row of the post it passes on; its own where it is no repost or the original was not collected."""
    row_of = {post_id: row for row, post_id in enumerate(posts["post_id"])}
    return np.array([row_of.get(original, row) for row, original in enumerate(posts["repost_of_id"])], dtype=np.int64)


def _distinct(spoken: list[list[tuple[str, str]]], originals: np.ndarray, order: np.ndarray) -> tuple[list[int], np.ndarray]:
    """Rows that stand for a distinct set of tokens, in `order`, and per row the place of its own in that list (−1 without tokens)."""
    rows, place = [], {}
    of_row = np.full(len(spoken), -1, dtype=np.int64)
    for row in order:
        content = frozenset(token for _, token in spoken[originals[row]])
        if not content:
            continue
        if content not in place:
            place[content] = len(rows)
            rows.append(originals[row])
        of_row[row] = place[content]
    return rows, of_row


def _known(contents: list[set[str]]) -> set[str]:
    """Words of enough documents, and of not too many."""
    counts = Counter(token for content in contents for token in content)
    return {token for token, count in counts.items() if FEWEST_DOCUMENTS <= count <= max(FEWEST_DOCUMENTS, LARGEST_SHARE * len(contents))}


def _merge(tokens: list[list[str]]) -> tuple[list[int], list[int]]:
    """Documents that stand for a distinct set of known tokens, and per document the place of its own in that list (−1 without any)."""
    kept, place, merged = [], {}, []
    for document, known in enumerate(tokens):
        content = frozenset(known)
        if content and content not in place:
            place[content] = len(kept)
            kept.append(document)
        merged.append(place.get(content, -1))
    return kept, merged


def _surfaces(documents: list[list[tuple[str, str]]], known: set[str]) -> dict[str, str]:
    counts = Counter(pair for document in documents for pair in document if pair[1] in known)
    # most frequent first; equals: the lower-case one, then by alphabet
    best: dict[str, str] = {}
    for surface, token in sorted(counts, key=lambda pair: (-counts[pair], pair[0] != pair[0].lower(), pair[0])):
        best.setdefault(token, surface)
    return best
