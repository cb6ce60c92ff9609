"""A campaign afterwards: before, during and after, against its own baseline and against all other posts of the same days."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, timedelta

from conversatoire.watch import counts, find, steps
from conversatoire.watch.cards import cards
from conversatoire.watch.errors import SearchError
from conversatoire.watch.intervals import Ratio, odds_ratio, rate_ratio
from conversatoire.watch.selection import Selection

FEWEST_BEFORE = 7  # days of baseline asked for at least: each weekday once
MOST_DAYS = 3660  # of a baseline: ten years
LENGTH = 5  # rows of each list of a phase
PHASES = ("before", "during", "after")


@dataclass(frozen=True)
class Campaign:
    """A campaign's three phases.

    Attributes:
        phases: before, during, after: `phase`, `first`, `last` (days, YYYY-MM-DD; None where the data have no day of it), `days`, `posts`,
            `per_day` (None without days), `accounts` (distinct), `reach` (followers of the distinct accounts, added up: of each the most that the
            export tells; None where it tells none), `reach_told` (accounts whose followers are known), `engagement` (added up, reposts left
            out; None where none is known), `engagement_told` (posts whose engagement is known), `links` (distinct), `first_posts` (see
            `cards.py`), `top_accounts` (`medium`, `account`, `posts`, `followers`), `top_links` (`link`, `posts`), `top_tags` (`tag`, `shown`,
            `posts`).
        days: each day of the three: `day`, `phase`, `posts`, `rest` (other posts of the study that day, in the selection's media).
        asked: days of baseline asked for; `phases[0]["days"]` is fewer where the data do not reach so far back.
        during: posts per day against the baseline's.
        after: the same of the time after.
        during_rest: `during` against what all other posts of these days did: 1 where the campaign's posts rose as all others.
        after_rest: the same of the time after.
    """

    phases: list[dict]
    days: list[dict]
    asked: int
    during: Ratio
    after: Ratio
    during_rest: Ratio
    after_rest: Ratio


def campaign(connection: sqlite3.Connection, selection: Selection, first: date, last: date, before: int | None = None) -> Campaign:
    """Follows a campaign.

    Args:
        connection: the index.
        selection: what belongs to the campaign (words, a tag, a link, media, …); its own start and end are not heeded.
        first: first local day of the campaign.
        last: its last day; beyond the data it ends with them.
        before: days of the baseline before it, and of the time after; None for as many as the campaign has, at least FEWEST_BEFORE.

    Raises:
        SearchError: the last day comes before the first, the campaign lies outside the data, or `before` is below 1.
    """
    asked = max(FEWEST_BEFORE, (last - first).days + 1) if before is None else before
    covered = _covered(connection, first, last, asked)
    first, last = max(first, covered[0]), min(last, covered[-1])
    wanted = ((first - timedelta(asked), first - timedelta(1)), (first, last), (last + timedelta(1), last + timedelta(asked)))
    spans = [[day for day in covered if start <= day <= end] for start, end in wanted]
    found = [_phase(connection, selection, name, span) for name, span in zip(PHASES, spans, strict=True)]
    posts = [[day["posts"] for day in days] for _, days in found]
    rest = [[day["rest"] for day in days] for _, days in found]
    return Campaign(
        [phase for phase, _ in found],
        [day for _, days in found for day in days],
        asked,
        during=rate_ratio(posts, 1, 0),
        after=rate_ratio(posts, 2, 0),
        during_rest=odds_ratio(posts, rest, 1, 0),
        after_rest=odds_ratio(posts, rest, 2, 0),
    )


def _covered(connection: sqlite3.Connection, first: date, last: date, asked: int) -> list[date]:
    """The days of the index, once the dates are found to make sense."""
    if last < first:
        raise SearchError("the campaign ends before it starts; swap its two dates", "la campagne finit avant de commencer ; échangez ses deux dates")
    if not 1 <= asked <= MOST_DAYS:
        raise SearchError(f"the baseline needs 1 to {MOST_DAYS} days", f"la période de référence doit compter de 1 à {MOST_DAYS} jours")
    days = steps.days(connection)
    if not days or last < days[0] or first > days[-1]:
        told = f"{days[0]} – {days[-1]}" if days else "–"
        raise SearchError(f"no day of the campaign is in the data ({told})", f"aucun jour de la campagne n’est dans les données ({told})")
    return days


def _phase(connection: sqlite3.Connection, selection: Selection, name: str, span: list[date]) -> tuple[dict, list[dict]]:
    """A row of `Campaign.phases`, and those of `Campaign.days`."""
    start, end = steps.instants(connection, span) if span else (0, 0)
    with find.chosen(connection, replace(selection, start=start, end=end)) as chosen:
        posts = counts.by(connection, chosen, "day")
        told = _told(connection, chosen)
    with find.chosen(connection, Selection(media=selection.media, start=start, end=end)) as every:
        all_posts = counts.by(connection, every, "day")
    days = [{"day": day, "phase": name, "posts": posts.get(day, 0), "rest": all_posts.get(day, 0) - posts.get(day, 0)} for day in map(str, span)]
    count = sum(posts.values())
    ends = {"first": str(span[0]), "last": str(span[-1])} if span else {"first": None, "last": None}
    per_day = count / len(span) if span else None
    return {"phase": name, **ends, "days": len(span), "posts": count, "per_day": per_day, **told}, days


def _told(connection: sqlite3.Connection, chosen: str) -> dict:
    """What a phase's posts tell beyond their number."""
    walk = f"FROM {chosen} c CROSS JOIN posts p ON p.n = c.n"
    followers = f"SELECT max(p.author_followers) AS followers {walk} WHERE p.account <> '' GROUP BY p.medium, p.account"
    accounts, told, reach = connection.execute(f"SELECT count(*), count(followers), sum(followers) FROM ({followers})").fetchone()
    engagement = connection.execute(f"SELECT sum(p.engagement), count(p.engagement) {walk} WHERE p.kind <> 'repost'").fetchone()
    links = connection.execute(f"SELECT count(DISTINCT l.link) FROM {chosen} c CROSS JOIN links l ON l.n = c.n").fetchone()
    first = connection.execute(f"SELECT n FROM {chosen} ORDER BY n LIMIT ?", [LENGTH])
    return {
        "accounts": accounts,
        "reach": reach,
        "reach_told": told,
        "engagement": engagement[0],
        "engagement_told": engagement[1],
        "links": links[0],
        "first_posts": cards(connection, [row[0] for row in first]),
        "top_accounts": counts.authors(connection, chosen, LENGTH),
        "top_links": counts.links(connection, chosen, LENGTH),
        "top_tags": counts.tags(connection, chosen, LENGTH),
    }
