"""The section `audit`."""

from typing import Annotated

from pydantic import Field

from conversatoire.settings.base import File, Section, Seed, Whole


class Audit(Section):
    """The image audit: one document over all months up to the last one asked for."""

    own_brands: list[str] = Field(
        [],
        description="Which of `brands` are the organisation's own, such as a maker and its products; the first of them where not given. The "
        "others are taken for its competitors.",
    )
    dimensions: File | None = Field(
        None,
        description="CSV of the dimensions of the reputation and their words (dimension, lang, word); data/reference/dimensions.csv where not given. "
        "Words of your sector make the dimensions see more. See docs/audit.md.",
    )
    press: File | None = Field(None, description="CSV of press sites (site); data/reference/press_sites.csv where not given.")
    fewest: Annotated[Whole, Field(ge=20, le=10_000)] = Field(
        30, description="A share of fewer posts is left empty and the audit says «too few». Lower it and intervals get very wide."
    )
    top: Annotated[Whole, Field(ge=3, le=50)] = Field(
        10, description="How many sites, accounts and subjects the document shows; the tables hold all."
    )
    resamples: Annotated[Whole, Field(ge=200, le=10_000)] = Field(1000, description="How often authors are drawn again for the intervals.")
    seed: Seed | None = Field(None, description="The study's seed where not given.")
