"""The site as a whole: the study, its months, and what is worked out of them once for all pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conversatoire.site import courses, happenings, overview
from conversatoire.site.careers import Career, careers
from conversatoire.site.lives import Life, lives
from conversatoire.site.months import Month, follows, line


@dataclass(frozen=True)
class Site:
    """What all pages share.

    Attributes:
        study: the study's name.
        title: its title.
        question: its question, or "".
        timezone: IANA zone in which days are cut.
        languages: those of the pages, `fr`, `en` or both.
        months: oldest first, one at least.
        refused: months that another version of the program left.
        lives: see `lives.lives`.
        careers: see `careers.careers`.
        breaks: see `courses.breaks`.
        figures: see `overview.figures`.
        peaks: period → `happenings.peaks`.
    """

    study: str
    title: str
    question: str
    timezone: str
    languages: tuple[str, ...]
    months: list[Month]
    refused: list[str]
    lives: list[Life]
    careers: list[Career]
    breaks: dict[str, dict[str, list[str]]]
    figures: list[dict[str, Any]]
    peaks: dict[str, list[dict[str, Any]]]

    @property
    def periods(self) -> list[str]:
        """The months, oldest first."""
        return [month.period for month in self.months]

    def broken(self, kind: str) -> set[str]:
        """The months in which a kind of measure does not compare with the month before, or whose month before is not there."""
        holes = {after for before, after in zip(self.periods, self.periods[1:], strict=False) if not follows(before, after)}
        return holes | {period for period, kinds in self.breaks.items() if kind in kinds}


def site(study: str, title: str, question: str, timezone: str, languages: Sequence[str], months: list[Month], refused: list[str]) -> Site:
    """The site of a study out of its months, oldest first."""
    return Site(
        study=study,
        title=line(title),
        question=line(question),
        timezone=timezone,
        languages=tuple(languages),
        months=months,
        refused=refused,
        lives=lives(months),
        careers=careers(months),
        breaks=courses.breaks(months),
        figures=overview.figures(months, timezone),
        peaks={month.period: happenings.peaks(month, timezone) for month in months},
    )
