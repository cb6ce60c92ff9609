"""How communities look and are called, the same in every figure, in `graph.html` and in `graph.gexf` of a month."""

import pandas as pd

from conversatoire.plots.look import GREY, PALETTE, short

COLOURED = PALETTE[:7]  # the eighth, dark grey, is too close to the grey of the others
OTHERS = {"fr": "autres communautés ou aucune", "en": "other communities or none"}
_WORDS = 3  # that name a community
_LONGEST = 42  # characters of a name


def community_colours(accounts: pd.DataFrame) -> dict[int, str]:
    """A colour for each of the seven communities that hold most PageRank, largest first; the others are drawn in GREY.

    Args:
        accounts: table «accounts», whole: a figure that shows a part of it then keeps the colours of the others.
    """
    held = accounts[accounts["community"] >= 0].groupby("community")["pagerank"].sum().round(9)
    first = held.sort_values(ascending=False, kind="stable").index[: len(COLOURED)]
    return dict(zip((int(community) for community in first), COLOURED, strict=False))


def colours_of(accounts: pd.DataFrame, colours: dict[int, str]) -> list[str]:
    """The colour of each row's community."""
    return [colours.get(community, GREY) for community in accounts["community"]]


def community_names(accounts: pd.DataFrame, communities: pd.DataFrame | None, lang: str) -> dict[int, str]:
    """A name for each community: its first words, or its first account where it has none.

    Args:
        accounts: table «accounts».
        communities: table «communities»; None names all by their first account.
        lang: fr or en.
    """
    around = {"fr": "autour de {}", "en": "around {}"}[lang]
    first = accounts[accounts["community"] >= 0].sort_values(["rank", "medium", "account"]).drop_duplicates("community")
    names = {int(row.community): around.format(short(row.account, _LONGEST)) for row in first.itertuples()}
    for row in communities.itertuples() if communities is not None else ():
        if isinstance(row.words, str) and row.words.strip():
            names[int(row.community)] = _first_words(row.words.split())
    return names


def _first_words(words: list[str]) -> str:
    """The first words that fit in a name; a tag and the same word count once."""
    kept = list({word.lstrip("#"): word for word in reversed(words)}.values())[::-1][:_WORDS]
    while len(kept) > 1 and len(", ".join(kept)) > _LONGEST:
        kept.pop()
    return short(", ".join(kept), _LONGEST)
