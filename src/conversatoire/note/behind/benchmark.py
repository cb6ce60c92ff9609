"""Brands, pages, appeals and terms: the lists and marks of the benchmark."""

from typing import Any

import pandas as pd

from conversatoire.benchmark.naming import ALL
from conversatoire.benchmark.naming import named as naming
from conversatoire.benchmark.voices import authors, owners
from conversatoire.config import Benchmark
from conversatoire.note.behind.known import places_of
from conversatoire.note.behind.lists import Lists, Mark, Marks, by, named, some, where
from conversatoire.settings.tone import TONES


def lists(posts: pd.DataFrame, told: Any, given: dict[str, Any], appeals: pd.DataFrame) -> Lists:
    """The lists of every part of the section that the note tells.

    Args:
        posts: as `known.known` gives them.
        told: the facts of the note.
        given: what the step got (`params/benchmark.yaml`).
        appeals: table «reaction_posts».
    """
    study = Benchmark(**given.get("settings", {}))
    organised = authors(posts).isin(list(owners(given.get("own_accounts") or [], study.accounts)))
    bench = told.benchmark
    found: Lists = {}
    if bench["voice"] and bench["voice"]["of"] and given.get("brands"):
        found |= _brands(posts, bench["voice"], naming(posts, given["brands"]), ~organised)
    if bench["pages"]:
        found |= _pages(posts, bench["pages"])
    if bench["reaction"] and bench["reaction"]["whole"]:
        found |= _appeals(posts, bench["reaction"], appeals)
    if bench["terms"] and study.terms:
        found |= _terms(posts, bench["terms"], naming(posts, study.terms), ~organised)
    return found


def _brands(posts: pd.DataFrame, voice: dict[str, Any], names: pd.DataFrame, public: pd.Series) -> Lists:
    """`brands`, `brands-several`; of each brand, by its place in the note, `brand-R` and its parts; `brands-pair-R`."""
    number = names.sum(axis=1)
    found = {named("brands"): public & (number > 0), named("brands", "several"): public & (number > 1)}
    for rank, row in enumerate(voice["rows"], 1):
        held = public & names[row["brand"]]
        found |= {named("brand", rank): held, named("brand", rank, "alone"): held & (number == 1)}
        found |= {named("brand", rank, "originals"): held & ~posts["repost"], named("brand", rank, "authored"): held & posts["account"].notna()}
        found |= {named("brand", rank, "medium", part["medium"]): held & (posts["medium"] == part["medium"]) for part in voice["media"]}
        found |= {named("brand", rank, tone): held & (number == 1) & (posts["tone"] == tone) for tone in TONES}
    for rank, pair in enumerate(voice["pairs"], 1):
        found[named("brands", "pair", rank)] = public & names[pair["first"]] & names[pair["second"]]
    return some(found)


def _pages(posts: pd.DataFrame, pages: dict[str, Any]) -> Lists:
    """`page-{medium}-R`, by the order of the note."""
    author = authors(posts)
    rows = {(part["medium"], rank): row["handle"] for part in pages["media"] for rank, row in enumerate(part["rows"], 1)}
    return some({named("page", medium, rank): (posts["medium"] == medium) & (author == handle) for (medium, rank), handle in rows.items()})


def _appeals(posts: pd.DataFrame, reaction: dict[str, Any], appeals: pd.DataFrame) -> Lists:
    """`appeals`, `appeals-answered`, `appeals-repeated`, and by account addressed `appeals-R`, `appeals-R-answered`, `appeals-R-itself`."""
    is_answered = appeals["answer_id"].notna()
    rows = {
        named("appeals"): is_answered | True,
        named("appeals", "answered"): is_answered,
        named("appeals", "repeated"): appeals["repeated"].astype(bool),
    }
    rows |= {named("appeals", "medium", medium): appeals["medium"] == medium for medium in sorted(appeals["medium"].unique())}
    for rank, row in enumerate(reaction["rows"], 1):
        to = (appeals["medium"] == row["medium"]) & appeals["accounts"].str.split(" ").map(lambda names, who=row["handle"]: who in names).astype(bool)
        rows |= {named("appeals", rank): to, named("appeals", rank, "answered"): to & is_answered}
        rows[named("appeals", rank, "itself")] = to & (appeals["answered_by"] == row["handle"])
    return some({name: places_of(posts, appeals.loc[mask.fillna(False).astype(bool), "post_id"]) for name, mask in rows.items()})


def _terms(posts: pd.DataFrame, terms: dict[str, Any], names: pd.DataFrame, public: pd.Series) -> Lists:
    """`term-R`, `term-R-authored` and `terms-pair-R`, by the order of the note."""
    found = {}
    for rank, row in enumerate(terms["rows"], 1):
        held = public & names[row["term"]]
        found |= {named("term", rank): held, named("term", rank, "authored"): held & posts["account"].notna()}
    found |= {named("terms", "pair", rank): public & names[pair["first"]] & names[pair["second"]] for rank, pair in enumerate(terms["both"], 1)}
    return some(found)


def marks(posts: pd.DataFrame, found: Lists, told: Any, appeals: pd.DataFrame) -> Marks:
    """Those of the figures of the section; an internal series stands beside the posts of each day."""
    bench = told.benchmark
    brands = [(row["brand"], named("brand", rank)) for rank, row in enumerate((bench["voice"] or {"rows": []})["rows"], 1)]
    terms = [(row["term"], named("term", rank)) for rank, row in enumerate((bench["terms"] or {"rows": []})["rows"], 1)]
    pages = [
        (row["account"], named("page", part["medium"], rank))
        for part in (bench["pages"] or {"media": []})["media"]
        for rank, row in enumerate(part["rows"], 1)
    ]
    made = {
        "share_of_voice": [mark for brand, name in brands if name in found for mark in _voice(posts, brand, name, found[name])],
        "brand_days": [mark for brand, name in brands if name in found for mark in by(name, found[name], posts["day"], brand)],
        "term_days": [mark for term, name in terms if name in found for mark in by(name, found[name], posts["day"], term)],
        "pages": [Mark(account, "", name, found[name]) for account, name in pages if name in found],
        "reaction_curve": _waits(posts, found, appeals),
    }
    return made | {f"internal_{number}": by("month", found["month"], posts["day"], "posts") for number, _ in enumerate(bench["internal"] or [], 1)}


def _voice(posts: pd.DataFrame, brand: str, name: str, places: Any) -> list[Mark]:
    return [Mark(brand, ALL, name, places), *by(name, places, posts["medium"], brand)]


def _waits(posts: pd.DataFrame, found: Lists, appeals: pd.DataFrame) -> list[Mark]:
    """The appeals of each medium, and those answered: the ends of each curve."""
    media = [name for name in found if name.startswith("appeals-medium-")]
    answered = posts["post_id"].isin(set(appeals.loc[appeals["answer_id"].notna(), "post_id"]))
    whole = [Mark(name.removeprefix("appeals-medium-"), "addressed", name, found[name]) for name in media]
    return whole + [mark._replace(x="answered", places=mark.places[where(answered.iloc[mark.places])]) for mark in whole]
