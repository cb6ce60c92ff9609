"""The section `events`."""

from pydantic import Field

from conversatoire.settings.base import Seed
from conversatoire.settings.events_watch import Watching


class Events(Watching):
    """Alerts and crises."""

    seed: Seed | None = Field(None, description="The study's seed where not given.")
