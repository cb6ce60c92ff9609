"""The section `influencers`."""

from typing import Annotated

from pydantic import Field, Strict

from conversatoire.settings.base import Section, Seed, Whole


class Influencers(Section):
    """Who carries the conversation."""

    top: Annotated[Whole, Field(ge=1, le=500)] = Field(
        20, description="Length of each ranking and of the lists of cascades; the note shows the first `note.top` of them."
    )
    resolution: Annotated[float, Strict(), Field(gt=0, le=10)] = Field(
        1.0, description="Higher gives more, smaller communities (Leiden, modularity)."
    )
    bots: list[str] = Field([], description="Handles of accounts that post automatically: marked, and left out of `rank_without`.")
    windows: list[Annotated[Whole, Field(ge=1, le=86_400)]] = Field(
        [10, 60, 300, 3600], min_length=1, description="Seconds within which two posts of the same thing count as coordinated; each is tried."
    )
    resamples: Annotated[Whole, Field(ge=200, le=10_000)] = Field(
        200, description="How often the posts are drawn again for the intervals of the ranks."
    )
    betweenness_sources: Annotated[Whole, Field(ge=10)] = Field(
        1000, description="Betweenness is exact up to this many accounts that address someone, and estimated from so many of them above."
    )
    seed: Seed | None = Field(None, description="The study's seed where not given.")
