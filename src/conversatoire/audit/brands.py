"""Company, competitors, customers: the measures of each."""

from typing import NamedTuple

import pandas as pd

from conversatoire import tables
from conversatoire.audit.dimensions import NONE
from conversatoire.audit.presence import answered
from conversatoire.audit.sampling import Drawing, Value, median, share, shares, weekly
from conversatoire.benchmark.naming import partial
from conversatoire.errors import StudyError
from conversatoire.note.rows import records
from conversatoire.settings.collection import Query
from conversatoire.study_file import nearest

NOTHING = Value()
TONES = ("negative", "positive")


class Brands(NamedTuple):
    """The brands of the study, those of the organisation as one."""

    own: str | None
    """The organisation's: its brands, separated by a comma; None where the study names none."""
    terms: dict[str, list[str]]
    """Terms of each, the organisation's first."""
    comparable: set[str]
    """Brands that the query looks for, so that all of their posts were collected."""


def grouped(brands: dict[str, list[str]], own_brands: list[str], query: Query) -> Brands:
    """The brands with those of the organisation as one; the first is its own where the study does not say.

    Raises:
        StudyError: an own brand is not one of `brands`.
    """
    own = own_brands or list(brands)[:1]
    if unknown := [name for name in own if name not in brands]:
        raise StudyError(f"audit.own_brands: «{unknown[0]}» is not one of the study's brands; {nearest(unknown[0], list(brands))}")
    lacking = set(partial(brands, query))
    name = ", ".join(own) or None
    terms = {name: [term for one in own for term in brands[one]]} if name else {}
    terms |= {rival: those for rival, those in brands.items() if rival not in own}
    return Brands(name, terms, {rival for rival in terms if rival not in lacking} - ({name} if own and set(own) <= lacking else set()))


def three_c(
    posts: pd.DataFrame,
    names: pd.DataFrame,
    brands: Brands,
    found: dict[str, pd.DataFrame],
    appeals: pd.DataFrame,
    weeks: list[str],
    drawing: Drawing,
) -> pd.DataFrame:
    """The table «three_c».

    Args:
        posts: `months.marked`.
        names: which posts name each brand (`benchmark.naming.named`), indexed as the posts.
        brands: the organisation's and its competitors'.
        found: the tables «dimensions» and «image_subjects».
        appeals: the tables «reaction_posts» of all months.
        weeks: `months.weeks`.
        drawing: how shares are bounded.
    """
    public = posts["side"] == "public"
    rows = _named(posts[public], names[public], brands, drawing)
    rows += _conduct(posts[posts["side"] == "own"], "company", brands.own, weeks)
    for brand, those in posts[posts["side"] == "competitor"].groupby("brand"):
        rows += _conduct(those, "competitor", brand, weeks)
    reply = answered(appeals, drawing.fewest)
    if reply:
        interval = Value(reply["share"], reply["low"], reply["high"])
        rows.append(_row("company", brands.own, "answered", interval, reply["addressed"]))
        rows.append(_row("company", brands.own, "minutes", Value(reply["median"], reply["median_low"], reply["median_high"]), reply["addressed"]))
    return tables.frame("three_c", rows + _customers(posts[public], found, len(appeals), drawing))


def _named(posts: pd.DataFrame, names: pd.DataFrame, brands: Brands, drawing: Drawing) -> list[dict]:
    """Share of voice of each brand, and the tone of the posts that name it alone."""
    rows, any_brand = [], names.any(axis=1)
    compared = len(brands.comparable) > 1
    voices = shares(names[any_brand], posts.loc[any_brand, "cluster"], drawing) if names.shape[1] else []
    for brand, voice in zip(names.columns, voices, strict=True):
        c = "company" if brand == brands.own else "competitor"
        whole = brand in brands.comparable
        rows.append(_row(c, brand, "voice", voice if whole and compared else NOTHING, int(names[brand].sum())))
        alone = posts[names[brand] & (names.sum(axis=1) == 1) & posts["tone"].notna()]
        tones = shares(pd.DataFrame({tone: alone["tone"] == tone for tone in TONES}), alone["cluster"], drawing)
        rows += [_row(c, brand, tone, told if whole else NOTHING, len(alone)) for tone, told in zip(TONES, tones, strict=True)]
    return rows


def _conduct(posts: pd.DataFrame, c: str, brand: str | None, weeks: list[str]) -> list[dict]:
    """How much an organisation's accounts post, and what their posts set off."""
    engagement = posts.loc[~posts["repost"], "engagement"]
    return [
        _row(c, brand, "week", weekly(posts["day"], weeks)[0], len(weeks)),
        _row(c, brand, "engagement", median(engagement), int(engagement.notna().sum())),
    ]


def _customers(posts: pd.DataFrame, found: dict[str, pd.DataFrame], appeals: int, drawing: Drawing) -> list[dict]:
    """What the public does: how many they are, their tone, what they speak of, what hits most."""
    known = posts[posts["tone"].notna()]
    authors = int(posts.loc[posts["account"].notna(), "cluster"].nunique())
    rows = [
        _row("customers", None, "posts", Value(float(len(posts))), len(posts)),
        _row("customers", None, "authors", Value(float(authors)), len(posts)),
    ]
    rows += [_row("customers", None, tone, share(known["tone"] == tone, known["cluster"], drawing), len(known)) for tone in ("negative", "positive")]
    rows.append(_row("customers", None, "appeals", Value(float(appeals)), len(posts)))
    subjects = found["image_subjects"]
    if len(subjects):
        first = records(subjects[subjects["month"] == subjects["month"].max()].sort_values(["posts", "id"], ascending=[False, True]))[0]
        rows.append(_row("customers", None, "subject", Value(first["share"], first["low"], first["high"]), first["posts"], first["id"]))
    hit = hit_most(found["dimensions"])
    if hit:
        rows.append(_row("customers", None, "dimension", Value(hit["excess"], hit["excess_low"], hit["excess_high"]), hit["toned"], hit["dimension"]))
    return rows


def _row(c: str, name: str | None, measure: str, value: Value, of: int, detail: str | None = None) -> dict[str, object]:
    return {"c": c, "name": name, "measure": measure, **value._asdict(), "of": of, "detail": detail}


def hit_most(dimensions: pd.DataFrame) -> dict | None:
    """The dimension with the largest excess of negative posts; None where none has enough posts or none is above the mean."""
    known = dimensions[(dimensions["dimension"] != NONE) & (dimensions["excess"] > 0)]
    return records(known.sort_values(["excess", "dimension"], ascending=[False, True]).head(1))[0] if len(known) else None
