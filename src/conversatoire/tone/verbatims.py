"""What to read before believing a score: the most extreme posts, and the words that weigh most."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.tone.classify import near_duplicates
from conversatoire.tone.groups import units
from conversatoire.tone.lexicons import LANGUAGES, lexicon
from conversatoire.tone.reading import read
from conversatoire.tone.score import CHUNK, mended, texts_of

SIDES = ("negative", "positive")
_DEPTH = 20  # posts looked at for each that is listed, so that reposts and near-duplicates do not empty the list


def extremes(posts: pd.DataFrame, tones: pd.DataFrame, top: int) -> pd.DataFrame:
    """Table «extremes»: of the posts that have the tone, those with the most extreme scores, each of another author and with other words.

    Args:
        posts: post_id, medium, author, text, repost_of_id, repost_of_author.
        tones: tone, score, in the order of `posts`.
        top: how many on each side.
    """
    rows = []
    original = posts["repost_of_id"].isna() & posts["repost_of_author"].isna()
    for side, sign in zip(SIDES, (1, -1), strict=True):
        wanted = original & (tones["tone"] == side) & tones["score"].notna()
        here = posts.loc[wanted, ["post_id", "medium", "author", "text"]].assign(score=tones["score"])
        here = here[here["score"] * sign < 0]
        here = here.assign(order=here["score"] * sign).sort_values(["order", "post_id"], kind="stable").head(top * _DEPTH)
        who = units(here)
        here = here[~who.duplicated()]
        here = here[~pd.Series(near_duplicates(here["text"]), index=here.index, dtype=object).duplicated()].head(top)
        rows += [
            {"tone": side, "rank": rank, "post_id": post_id, "score": score}
            for rank, (post_id, score) in enumerate(zip(here["post_id"], here["score"], strict=True), start=1)
        ]
    return tables.frame("extremes", rows)


def tone_words(posts: pd.DataFrame, language: pd.Series, own: Mapping[str, float], neutral: Sequence[str], top: int) -> pd.DataFrame:
    """Table «tone_words»: the words that move the scores most, on each side.

    Args:
        posts: title, text.
        language: of the lexicon that each was read with, see `score.scores`.
        own: the analyst's words.
        neutral: words without tone in this study.
        top: how many on each side.
    """
    totals: dict[tuple[str, str], list[float]] = {}
    for lang in LANGUAGES:
        places = np.flatnonzero((language == lang).to_numpy())
        words = lexicon(lang, own, tuple(neutral)) if len(places) else None
        for start in range(0, len(places), CHUNK):
            signs = read(texts_of(posts.iloc[places[start : start + CHUNK]]), words)
            at, valences = mended(signs)
            low = [sign.lower() for sign in signs.vocabulary]
            sums = pd.DataFrame({"word": signs.word[at], "positive": valences > 0, "valence": valences, "post": signs.post[at]})
            found = sums.groupby(["word", "positive"]).agg(sum=("valence", "sum"), count=("valence", "size"), posts=("post", "nunique"))
            for (word, positive), *part in found.itertuples(name=None):
                total = totals.setdefault((SIDES[int(positive)], low[word]), [0.0, 0, 0])
                for place, value in enumerate(part):
                    total[place] += value
    rows = []
    for side in SIDES:
        ranked = sorted(((-abs(total[0]), word, total) for (tone, word), total in totals.items() if tone == side))[:top]
        rows += [
            {"tone": side, "rank": rank, "word": word, "valence": total[0] / total[1], "posts": int(total[2])}
            for rank, (_, word, total) in enumerate(ranked, start=1)
        ]
    return tables.frame("tone_words", rows)
