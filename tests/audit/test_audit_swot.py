"""Company, competitors, customers, and the sides that the rules of the SWOT suggest."""

import pandas as pd
import pytest
from small_study import BRANDS

from conversatoire import tables
from conversatoire.audit import brands, swot
from conversatoire.audit.sampling import Drawing
from conversatoire.config import Query
from conversatoire.errors import StudyError

DRAWING = Drawing(fewest=20, resamples=300, seed=1)


def test_the_first_brand_is_the_organisations_own_unless_the_study_says_otherwise():
    assert brands.grouped(BRANDS, [], Query()) == brands.Brands("Maison", BRANDS, {"Maison", "Rivale"})
    both = brands.grouped(BRANDS | {"Autre": ["autre"]}, ["Maison", "Autre"], Query())
    assert both.own == "Maison, Autre" and both.terms == {"Maison, Autre": ["maison", "autre"], "Rivale": ["rivale"]}
    assert brands.grouped(BRANDS, [], Query(any=["maison"])).comparable == {"Maison"}
    assert brands.grouped({}, [], Query()).own is None
    with pytest.raises(StudyError, match=r"audit.own_brands: «Maisn»"):
        brands.grouped(BRANDS, ["Maisn"], Query())


def row(c: str, name: str | None, measure: str, value: float | None, low: float | None = None, high: float | None = None) -> dict:
    return {"c": c, "name": name, "measure": measure, "value": value, "low": low, "high": high, "of": 100}


NOTHING = {name: tables.frame(name) for name in ("dimensions", "image_subjects", "image_media")}


def suggested(*rows: dict, **found: list[dict]) -> dict[tuple, str]:
    known = NOTHING | {name: tables.frame(name, those) for name, those in found.items()}
    table = swot.swot(tables.frame("three_c", list(rows)), known)
    return {(rule, None if pd.isna(name) else name): side for rule, name, side in zip(table["rule"], table["name"], table["side"], strict=True)}


def tones(negative: float, positive: float, name: str = "Maison", c: str = "company") -> list[dict]:
    parts = (("negative", negative), ("positive", positive))
    return [row(c, name, tone, share, share - 0.04, share + 0.04) for tone, share in parts]


def test_a_side_is_suggested_only_where_intervals_lie_apart():
    rival = tones(0.5, 0.1, "Rivale", "competitor")
    assert suggested(*tones(0.3, 0.1), *rival)["tone", "Maison"] == "strength"
    assert suggested(*tones(0.7, 0.1), *rival)["tone", "Maison"] == "weakness"
    assert suggested(*tones(0.45, 0.1), *rival)["tone", "Maison"] == "open"
    assert suggested(*tones(0.3, 0.1))["tone", "Maison"] == "open"  # no competitor


def test_a_large_voice_is_a_strength_only_where_it_is_liked():
    voices = [row("company", "Maison", "voice", 0.8, 0.75, 0.85), row("competitor", "Rivale", "voice", 0.3, 0.25, 0.35)]
    assert suggested(*voices, *tones(0.1, 0.5))["voice", "Maison"] == "strength"
    assert suggested(*voices, *tones(0.5, 0.1))["voice", "Maison"] == "open" == suggested(*voices)["voice", "Maison"]
    small = [voices[0] | {"name": "Rivale", "c": "competitor"}, voices[1] | {"name": "Maison", "c": "company"}]
    assert suggested(*small)["voice", "Maison"] == "threat"


def dimension(name: str, excess: float, negative: float, positive: float) -> dict:
    counts = {"dimension": name, "posts": 100, "toned": 100, "negative": 1, "words": ""}
    shares = {f"{tone}_share{end}": value + off for tone, value in (("negative", negative), ("positive", positive)) for end, off in BOUNDS}
    return counts | shares | {"excess": excess, "excess_low": excess - 10, "excess_high": excess + 10, "first": 0.5}


BOUNDS = (("", 0), ("_low", -0.05), ("_high", 0.05))


def test_a_dimension_less_negative_than_the_rest_is_a_strength_only_where_it_is_liked():
    rows = [dimension("hit", 20, 0.6, 0.1), dimension("unsure", 5, 0.5, 0.1), dimension("cool", -20, 0.2, 0.1), dimension("liked", -20, 0.1, 0.7)]
    found = suggested(dimensions=rows)
    assert [found["dimension", name] for name in ("hit", "unsure", "cool", "liked")] == ["weakness", "open", "open", "strength"]


def month(name: str, negative: float, positive: float = 0.1) -> dict:
    counts = dict.fromkeys(("posts", "authors", "organised", "originals", "replied", "reposted", "toned"), 100)
    shares = {f"{tone}{end}": value + off for tone, value in (("negative", negative), ("positive", positive)) for end, off in BOUNDS}
    return {"month": name, "medium": "all"} | counts | shares


def test_the_last_month_is_set_against_the_one_before():
    assert suggested(image_media=[month("2011-04", 0.3), month("2011-05", 0.5)]) == {("trend", None): "threat"}
    assert suggested(image_media=[month("2011-04", 0.5), month("2011-05", 0.3)]) == {("trend", None): "opportunity"}
    assert suggested(image_media=[month("2011-05", 0.3)]) == {}


def test_stable_subjects_of_the_last_month_that_stand_apart_are_threats_or_opportunities():
    def subject(name: str, negative: float, positive: float, unstable: bool = False) -> dict:
        known = month("2011-05", negative, positive)
        known = {key: value for key, value in known.items() if key.startswith(("negative", "positive"))}
        return {"id": name, "label": name, "month": "2011-05", "posts": 50, "organised": 0, "toned": 50, "unstable": unstable} | known

    rows = [subject("bad", 0.6, 0.1), subject("good", 0.1, 0.6), subject("same", 0.3, 0.1), subject("gone", 0.9, 0.0, unstable=True)]
    found = suggested(image_media=[month("2011-05", 0.3)], image_subjects=rows)
    assert found == {("subject", "bad"): "threat", ("subject", "good"): "opportunity"}


def test_brands_are_told_only_where_all_of_their_posts_were_collected():
    tone = ["negative"] * 30 + ["positive"] * 30
    posts = pd.DataFrame({"tone": tone, "cluster": range(60), "day": "2011-05-02"})
    names = pd.DataFrame({"Maison": [True] * 40 + [False] * 20, "Rivale": [False] * 30 + [True] * 30})
    whole = {(r["name"], r["measure"]): r for r in brands._named(posts, names, brands.grouped(BRANDS, [], Query()), DRAWING)}
    assert whole["Maison", "voice"]["value"] == pytest.approx(2 / 3) and whole["Maison", "negative"]["of"] == 30
    assert whole["Maison", "negative"]["value"] == 1 and whole["Rivale", "positive"]["value"] == 1
    part = {(r["name"], r["measure"]): r for r in brands._named(posts, names, brands.grouped(BRANDS, [], Query(any=["maison"])), DRAWING)}
    assert part["Maison", "voice"]["value"] is None and part["Rivale", "positive"]["value"] is None and part["Maison", "negative"]["value"] == 1
