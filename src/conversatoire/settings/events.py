"""The section `events`."""

from typing import Annotated

from pydantic import Field, Strict

from conversatoire.settings.base import Seed, Whole
from conversatoire.settings.events_watch import Watching


class Events(Watching):
    """Peaks, weak signals, alerts and crises."""

    level: Annotated[float, Strict(), Field(gt=0, le=0.2)] = Field(
        0.05,
        description="False alarms one accepts: the chance of any peak in a month without events, and the part of the peaks and weak signals told "
        "that are chance. Lower tells fewer of them, and surer ones.",
    )
    fewest_posts: Annotated[Whole, Field(ge=5)] = Field(
        10, description="Posts of the month under which a medium, a topic or a link is not searched for peaks, nor the month itself."
    )
    fewest_authors: Annotated[Whole, Field(ge=3, le=1000)] = Field(
        5, description="Distinct authors within a week that a weak signal needs; fewer finds smaller ones, and lets a handful of people make one."
    )
    small: Annotated[float, Strict(), Field(gt=0, le=0.5)] = Field(
        0.1,
        description="Share of a week's authors up to which a weak signal is weak; what more of them speak of is a subject, and has its place there.",
    )
    weeks: Annotated[Whole, Field(ge=2, le=12)] = Field(
        4, description="Weeks before the last seven days that tell how often a word, tag, link or topic was usual; in the first month they fill up."
    )
    seed: Seed | None = Field(None, description="The study's seed where not given.")
