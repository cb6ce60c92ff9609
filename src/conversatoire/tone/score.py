"""Score of the tone of posts, −1 to 1, from a lexicon and rules.

The formula is that of VADER (Hutto & Gilbert 2014): the valences of the words, mended by the words around them, are summed, and the sum s becomes
s / √(s² + 15). Three things differ: French negation stands on both sides of the verb, and «plus» is a negation after «ne» only; a clause ends what
a word acts on; and s is divided by the root of the number of sentences, since chance words add up in long posts: one neutral zone then fits all.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import polars as pl

from conversatoire.tone.lexicons import LANGUAGES, lexicon
from conversatoire.tone.reading import INCREMENT, Read, read

# Constants of Hutto & Gilbert (2014).
NEGATED = -0.74  # a negated word keeps so much of its valence, on the other side
CAPITALS = 0.733  # added where a word is in capitals and others are not
FADING = (1.0, 0.95, 0.9)  # what is left of an intensifier's strength one, two and three words away
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
EXCLAMATION, MOST_EXCLAMATIONS = 0.292, 4
ALPHA = 15  # so that the largest sums approach 1
REACH = 3  # words that a negation or an intensifier reaches over
CHUNK = 100_000  # posts read at once: bounds the memory


def scores(posts: pd.DataFrame, languages: Sequence[str], own: Mapping[str, float] | None = None, neutral: Sequence[str] = ()) -> pd.DataFrame:
    """The score of each post.

    Args:
        posts: title, text, lang.
        languages: the study's languages; a post too short to tell its own is read with the one of these that finds most in it.
        own: the analyst's words, see `own_words.read`.
        neutral: words without tone in this study, such as its brand.

    Returns:
        score (−1 to 1; missing where the language has no lexicon), words (words, phrases and emoji with a valence), language (of the lexicon that was
        used), positive and negative (sums of the valences on each side), in the order of `posts`.
    """
    known = [lang for lang in languages if lang in LANGUAGES] or ([] if languages else list(LANGUAGES))
    out = pd.DataFrame(index=posts.index, columns=["score", "positive", "negative"], dtype=float)
    out["words"], out["language"] = 0, pd.Series(None, index=posts.index, dtype=object)
    texts = texts_of(posts)
    for lang in LANGUAGES:
        mine = ((posts["lang"] == lang) | ((posts["lang"] == "und") & (lang in known))).to_numpy()
        places = np.flatnonzero(mine)
        words = lexicon(lang, own, tuple(neutral)) if len(places) else None
        for start in range(0, len(places), CHUNK):
            at = places[start : start + CHUNK]
            found = of_texts(texts.gather(at), words)
            # of the languages tried on a text too short to tell, the one that finds most; the study's first among equals
            better = out["words"].to_numpy()[at] < found["words"].to_numpy()
            fresh = out["language"].isna().to_numpy()[at]
            use = np.where(fresh | better)[0]
            rows = out.index[at[use]]
            out.loc[rows, list(found.columns)] = found.iloc[use].to_numpy()
            out.loc[rows, "language"] = lang
    return out.astype({"words": "int64"})


def texts_of(posts: pd.DataFrame) -> pl.Series:
    """Titles and texts; a title that the text repeats counts once."""
    heads, bodies = (posts[name].astype(object).where(posts[name].notna(), "").tolist() for name in ("title", "text"))
    whole = [body if not head or body.startswith(head.rstrip("… .")) else f"{head}\n{body}" for head, body in zip(heads, bodies, strict=True)]
    return pl.Series("text", whole, dtype=pl.String)


def of_texts(texts: pl.Series, words) -> pd.DataFrame:
    """score, positive, negative, words of each text under one lexicon."""
    signs = read(texts, words)
    places, valences = mended(signs)
    post = signs.post[places]
    positive = np.bincount(post, weights=np.clip(valences, 0, None), minlength=signs.size)
    negative = np.bincount(post, weights=np.clip(valences, None, 0), minlength=signs.size)
    total = (positive + negative) / np.sqrt(signs.sentences())
    total += np.sign(total) * EXCLAMATION * np.minimum(signs.exclamations, MOST_EXCLAMATIONS)
    count = np.bincount(post, minlength=signs.size)
    return pd.DataFrame({"score": total / np.sqrt(total**2 + ALPHA), "positive": positive, "negative": negative, "words": count})


def mended(signs: Read) -> tuple[np.ndarray, np.ndarray]:
    """The places of the signs with a valence, and their valences mended by what stands around them."""
    places = np.flatnonzero(signs.valence)
    repeats = np.flatnonzero(_same(signs, places, -1) & ~signs.marks["word"][places])
    places = np.delete(places, repeats)  # 😡😡😡 counts once
    _, followed = _at(signs, places, 1)
    places = places[followed | ~signs.marks["thanks"][places]]
    valence = signs.valence[places]
    side = np.sign(valence)
    valence = valence + side * INCREMENT * signs.marks["repeated"][places]
    valence = valence + side * CAPITALS * _shouted(signs)[places]
    after_ne = _near(signs, places, "ne", range(-REACH, 0))
    for distance, strength in enumerate(FADING, start=1):
        at, inside = _at(signs, places, -distance)
        stronger = signs.marks["stronger"][at] & ~(signs.marks["plus"][at] & after_ne)
        valence = valence + side * INCREMENT * strength * inside * (stronger.astype(float) - signs.marks["weaker"][at])
    valence = np.where(_negated(signs, places, after_ne), valence * NEGATED, valence)
    return places, valence * _contrast(signs, places)


def _at(signs: Read, places: np.ndarray, offset: int) -> tuple[np.ndarray, np.ndarray]:
    """The signs so many places away, and which of them belong to the same clause."""
    at = np.clip(places + offset, 0, max(len(signs.word) - 1, 0))
    return at, (at == places + offset) & (signs.clause[at] == signs.clause[places])


def _near(signs: Read, places: np.ndarray, mark: str, offsets: range) -> np.ndarray:
    found = np.zeros(len(places), dtype=bool)
    for offset in offsets:
        at, inside = _at(signs, places, offset)
        found |= inside & signs.marks[mark][at]
    return found


def _same(signs: Read, places: np.ndarray, offset: int) -> np.ndarray:
    at = np.clip(places + offset, 0, None)
    return (at == places + offset) & (signs.word[at] == signs.word[places]) & (signs.post[at] == signs.post[places])


def _negated(signs: Read, places: np.ndarray, after_ne: np.ndarray) -> np.ndarray:
    """Whether a negation reaches a word: before it; in French around it («n'aime pas») or, in speech, behind the verb («j'aime pas»)."""
    before = _near(signs, places, "negator", range(-REACH, 0)) | (after_ne & _near(signs, places, "plus", range(-REACH, 0)))
    behind = _near(signs, places, "negator", range(1, 2)) & signs.marks["verb"][places]
    around = after_ne & (_near(signs, places, "negator", range(1, REACH)) | _near(signs, places, "plus", range(1, REACH)))
    # «sans aucun problème», «ne … jamais»: two negations on one side are one; on both sides of a word they belong together, too
    return before | behind | around


def _shouted(signs: Read) -> np.ndarray:
    """Signs in capitals in posts where other words are not."""
    words = np.bincount(signs.post, weights=signs.marks["word"], minlength=signs.size)
    upper = np.bincount(signs.post, weights=signs.marks["upper"], minlength=signs.size)
    return signs.marks["upper"] & (upper < words)[signs.post]


def _contrast(signs: Read, places: np.ndarray) -> np.ndarray:
    """Half before the last «mais» or «but» of a sentence, half as much again after it."""
    last = np.full(int(signs.sentence[-1]) + 1 if len(signs.sentence) else 1, -1)
    at = np.flatnonzero(signs.marks["contrast"])
    np.maximum.at(last, signs.sentence[at], at)
    turn = last[signs.sentence[places]]
    return np.where(turn < 0, 1.0, np.where(places < turn, BEFORE_BUT, AFTER_BUT))
