"""The careers of accounts: their rank and role, month by month."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from conversatoire.note.escape import HIDDEN, is_address
from conversatoire.note.rows import records
from conversatoire.site.months import Month, line

TOP = 20  # an account that was among the first so many of a month has a career


@dataclass
class Career:
    """One account over the months.

    Attributes:
        medium: its medium; accounts of two media are never merged.
        handle: in lower case.
        shown: its name as the latest note shows it.
        months: of each month in which it is in the graph, oldest first: period, accounts (in the graph), rank, rank_low, rank_high, posts, followers,
            in_degree, reposted, role, community, speaks (first words of its community), own, bot.
    """

    medium: str
    handle: str
    shown: str = ""
    months: list[dict[str, Any]] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The name of its page: a hash, so that no name becomes a path."""
        name = "\n".join((self.medium, self.handle))
        return f"account-{hashlib.sha256(name.encode()).hexdigest()[:12]}.html"

    @property
    def best(self) -> int:
        """Its best rank."""
        return min(month["rank"] for month in self.months)

    @property
    def at_top(self) -> int:
        """Months in which it was among the first."""
        return sum(month["rank"] <= TOP for month in self.months)

    def at(self, period: str) -> dict[str, Any] | None:
        """What it was in a month."""
        return next((month for month in self.months if month["period"] == period), None)


def careers(months: Sequence[Month]) -> list[Career]:
    """The accounts that were among the first `TOP` of a month by PageRank, in all months; those most often there first, then by their best rank."""
    wanted = {
        (row["medium"], row["account"])
        for month in months
        for row in records(month.frames["accounts"].query("rank <= @TOP")[["medium", "account"]])
    }  # fmt: skip
    found = {key: Career(*key) for key in sorted(wanted)}
    for month in months:
        accounts = month.frames["accounts"]
        speaks = dict(zip(month.frames["communities"]["community"], month.frames["communities"]["words"], strict=True))
        for row in records(accounts[accounts["account"].isin({handle for _, handle in wanted})]):
            career = found.get((row["medium"], row["account"]))
            if career:
                career.shown = month.names.get((row["medium"], row["account"]), HIDDEN if is_address(row["account"]) else row["account"])
                career.months.append(_month(month.period, row, len(accounts), line(speaks.get(row["community"], ""))))
    return sorted(found.values(), key=lambda career: (-career.at_top, career.best, career.medium, career.handle))


def _month(period: str, row: dict[str, Any], accounts: int, speaks: str) -> dict[str, Any]:
    kept = ("rank", "rank_low", "rank_high", "posts", "followers", "in_degree", "reposted", "role", "community", "own", "bot")
    return {"period": period, "accounts": accounts, "speaks": " ".join(speaks.split()[:6])} | {key: row[key] for key in kept}
