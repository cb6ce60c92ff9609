"""What posts hold: words and phrases, tags, links, sites, authors, those addressed, the post they follow from, and their topic."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from conversatoire.barometer.top import site
from conversatoire.text import spans
from conversatoire.topics import phrases

# What is read of the posts, those of the weeks before included.
COLUMNS = [
    *("post_id", "medium", "source", "author", "published_at", "title", "text", "lang", "hashtags", "mentions", "links"),
    *("repost_of_id", "repost_of_author", "quote_of_id", "quote_of_author", "reply_to_id", "reply_to_author"),
]
REFERENCES = ("repost_of", "quote_of", "reply_to")


class Items(NamedTuple):
    """The items of one kind and the posts that hold them, a post once an item.

    Attributes:
        rows: row of the post.
        codes: place of the item in `names`.
        names: the items.
        media: medium of an account, None of all others.
    """

    rows: np.ndarray
    codes: np.ndarray
    names: list[str]
    media: list[str | None]


def items(posts: pd.DataFrame) -> dict[str, Items]:
    """The items of posts (COLUMNS and `topic`) by kind, in the order in which a cause is looked for."""
    posts = posts.reset_index(drop=True)
    topic = posts.loc[posts["topic"] >= 0, "topic"].astype(str)
    links = _exploded(posts["links"])
    tags = _exploded(posts["hashtags"])
    site_of = {link: site(link) for link in links.unique()}
    return {
        "account": _coded(_lower(posts["author"]), posts["medium"]),
        "post": _coded(_followed(posts)),
        "link": _coded(links),
        "hashtag": _coded("#" + tags),
        "site": _coded(links.map(site_of)),
        "topic": _coded(topic),
        "addressed": _coded(_addressed(posts), posts["medium"]),
        "word": words(posts),
    }


def is_repost(posts: pd.DataFrame) -> np.ndarray:
    """Whether each post passes on another one."""
    return (posts["repost_of_id"].notna() | posts["repost_of_author"].notna()).to_numpy()


def _exploded(column: pd.Series) -> pd.Series:
    held = column.explode()
    return held[held.notna() & (held != "")].astype("str")


def _lower(column: pd.Series) -> pd.Series:
    known = column[column.notna() & (column != "")]
    return known.astype("str").str.lower()


def _followed(posts: pd.DataFrame) -> pd.Series:
    """The post that each one passes on, quotes or answers; itself where others do so."""
    of = [posts[f"{how}_id"].dropna() for how in REFERENCES]
    named = set().union(*of)
    return pd.concat([*of, posts.loc[posts["post_id"].isin(named), "post_id"]])


def _addressed(posts: pd.DataFrame) -> pd.Series:
    return pd.concat([_lower(_exploded(posts["mentions"])), *[_lower(posts[f"{how}_author"]) for how in REFERENCES]])


def _coded(held: pd.Series, media: pd.Series | None = None) -> Items:
    """Items out of a column whose index tells the row."""
    frame = pd.DataFrame({"row": held.index.to_numpy(), "item": held.to_numpy(dtype=object)})
    frame["medium"] = None if media is None else media.to_numpy(dtype=object)[frame["row"]]
    frame = frame.drop_duplicates(["row", "item"])
    keys = frame["item"] if media is None else pd.Series(list(zip(frame["item"], frame["medium"], strict=True)), dtype=object)
    codes, names = pd.factorize(keys.to_numpy(), sort=False)
    names = [(name, None) if media is None else name for name in names]
    return Items(frame["row"].to_numpy(), codes, [name for name, _ in names], [medium for _, medium in names])


def words(posts: pd.DataFrame) -> Items:
    """Words, tags aside, and phrases of two and three words (joined by _), each named as most posts write it."""
    documents, read, written = _documents(posts)
    together = phrases.learn(documents)
    place: dict[str, int] = {}
    held = [np.unique([place.setdefault(token, len(place)) for token in _said(document, together)]).astype(np.int64) for document in documents]
    sizes = np.array([len(codes) for codes in held], dtype=np.int64)[read] if len(read) else np.zeros(0, np.int64)
    codes = np.concatenate([held[document] for document in read]) if len(read) else np.zeros(0, np.int64)
    surface = _surfaces(written)
    names = ["_".join(surface.get(part, part) for part in token.split(phrases.JOINT)) for token in place]
    return Items(np.repeat(np.arange(len(posts)), sizes), codes, names, [None] * len(names))


def _said(document: list[str], together: frozenset[str]) -> Iterator[str]:
    """The words of a document and the phrases they make."""
    for token in document:
        if token != phrases.BREAK and not token.startswith("#"):
            yield token
    for token, first, last in phrases.join(document, together):
        if last > first and "#" not in token:
            yield token


def _documents(posts: pd.DataFrame) -> tuple[list[list[str]], np.ndarray, Counter]:
    """The distinct texts as tokens with breaks, the place of each post's, and how often each (token, word as written) stands in them."""
    known = [lang for lang in posts["lang"] if lang != "und"]
    usual = min(set(known), key=lambda lang, counts=Counter(known): (-counts[lang], lang), default="fr")
    place: dict[tuple[str, str], int] = {}
    read = np.zeros(len(posts), np.int64)
    documents: list[list[str]] = []
    written: Counter = Counter()
    titles = posts["title"].astype(object).where(posts["title"].notna(), "")
    for row, (title, text, lang) in enumerate(zip(titles, posts["text"], posts["lang"], strict=True)):
        said, spoken = (text if text.startswith(title) else f"{title}\n{text}"), (usual if lang == "und" else lang)
        number = place.setdefault((said, spoken), len(place))
        read[row] = number
        if number == len(documents):
            plain, found = spans(said, spoken)
            written.update((token, plain[start:end].lower()) for token, start, end in found)
            documents.append(phrases.with_breaks(plain, found))
    return documents, read, written


def _surfaces(written: Counter) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for (token, word), times in written.items():
        if token not in best or (-times, word) < best[token]:
            best[token] = (-times, word)
    return {token: word for token, (_, word) in best.items()}
