"""Everything behind a note, put together."""

from typing import Any

import pandas as pd

from conversatoire.note.behind import actors, barometer, benchmark, events, month, subjects, tone, watched
from conversatoire.note.behind.known import known
from conversatoire.note.behind.lists import Behind


def behind(told: Any, given: dict[str, dict[str, Any]], timezone: str) -> Behind:
    """The lists and marks of a month.

    Args:
        told: the facts of the note (`facts.Facts`), with the tables of the month; the accounts of these have their handles beside them (`handle`).
        given: what each step got (`manifest.parameters`).
        timezone: IANA zone in which days are cut.
    """
    frames, settings = told.frames, told.settings
    posts = known(frames, timezone)
    if posts.empty:
        return Behind(rows=month.rejected(frames["rejects"], told))
    of_events, of_actors = given.get("events", {}), given.get("influencers", {})
    own_accounts = of_events.get("own_accounts") or []
    talk = actors.talked(posts)
    public = barometer.by_others(posts, given.get("barometer", {}).get("own_accounts") or [])
    labels = pd.Series({row["topic"]: row["label"] for row in told.topics["all"]}, dtype=object)
    flags, watch = watched.flags(posts, of_events, labels, timezone)
    left_out = [*(of_actors.get("own_accounts") or []), *((of_actors.get("settings") or {}).get("bots") or [])]
    found = month.lists(posts, told) | subjects.lists(posts, told, frames["topic_keys"]) | actors.lists(posts, told)
    found |= actors.addressing(posts, talk) | actors.spread(posts, told, frames["cascade_posts"])
    found |= actors.coordination(posts, told.actors["coordination"]["pairs"], timezone, left_out)
    found |= barometer.lists(posts, told, public)
    found |= tone.lists(posts, told, frames["post_codes"]) | events.peaks(posts, told, own_accounts) | events.signals(posts, told)
    found |= events.questions(posts, told, frames["questions"]) | watched.lists(posts, told, flags, watch)
    found |= benchmark.lists(posts, told, given.get("benchmark", {}), frames["reaction_posts"])
    marks = month.marks(posts, found, told) | month.thermometer(posts, frames["thermometer"], found) | barometer.marks(posts, found, public)
    marks |= subjects.marks(posts, found, frames["topic_map"]["post_id"]) | actors.marks(posts, found, frames, talk, settings.top)
    marks |= tone.marks(posts, found, told) | events.marks(posts, found, told, frames["questions"]) | watched.marks(posts, told, flags)
    marks |= benchmark.marks(posts, found, told, frames["reaction_posts"])
    return Behind(posts["post_id"].to_numpy(dtype=object), found, month.rejected(frames["rejects"], told), marks)
