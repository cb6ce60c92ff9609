"""The section `barometer`."""

from typing import Annotated

from pydantic import Field

from conversatoire.settings.base import Section, Seed, Whole


class Barometer(Section):
    """Top lists, indices and hours of activity."""

    top: Annotated[Whole, Field(ge=1, le=500)] = Field(20, description="Length of each list.")
    reference_weeks: Annotated[Whole, Field(ge=3, le=52)] = Field(
        4,
        description="Whole weeks before a window that tell what is usual at each hour of the week; with fewer than 3 there is no reference.",
    )
    resamples: Annotated[Whole, Field(ge=200, le=10_000)] = Field(1000, description="How often the posts are drawn again for the intervals.")
    seed: Seed | None = Field(None, description="The study's seed where not given.")
