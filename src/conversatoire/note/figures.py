"""The figures of the note, drawn from the month's tables and saved per language as SVG (HTML, PDF) and PNG (DOCX)."""

from collections.abc import Callable, Iterator
from pathlib import Path

from matplotlib.figure import Figure

from conversatoire import plots
from conversatoire.note.facts import Facts


def drawable(facts: Facts) -> Iterator[tuple[str, Callable[[str], Figure]]]:
    """Name and drawing function (of the language) of each figure that has something to show."""
    t = facts.frames
    shown = [row["topic"] for row in facts.topics["shown"]]
    top = facts.settings.top
    if facts.volume["posts"]:
        yield "volume", lambda lang: plots.volume(t["volume"], lang)
        yield "gaps", lambda lang: plots.gaps(t["coverage_days"], lang)
        yield "hours", lambda lang: plots.hours(t["hours"], lang)
    if len(facts.media) > 1:
        yield "media_shares", lambda lang: plots.media_shares(t["volume"], lang)
    if shown:
        yield "topic_shares", lambda lang: plots.topic_shares(t["topics"], lang)
        yield "topic_days", lambda lang: plots.topic_days(t["topic_days"], t["topics"], lang)
        yield "topic_words", lambda lang: plots.topic_words(t["topic_words"], t["topics"], lang)
    if shown and len(t["topic_map"]):
        yield "topic_map", lambda lang: plots.topic_map(t["topic_map"], t["post_topics"], t["topics"], lang)
    if shown and len(facts.media) > 1:
        yield "topic_media", lambda lang: plots.topic_media(t["topic_media"], t["topics"], lang)
    if facts.actors["top"]:
        yield "rankings", lambda lang: plots.rankings(t["rankings"], lang, top)
        yield "actors", lambda lang: plots.actors(t["accounts"], t["edges"], lang, communities=t["communities"])
    if facts.actors["disagree"]["shared"]:
        yield "metrics_disagree", lambda lang: plots.metrics_disagree(t["accounts"], t["edges"], lang)
    if facts.actors["spread"]["link"]:
        yield "cascades", lambda lang: plots.cascades(t["cascade_posts"], t["cascades"], lang)
    if facts.actors["coordination"]["pairs"]:
        yield "coordination", lambda lang: plots.coordination(t["coordination"], lang, facts.actors["made"]["windows"])


def write(facts: Facts, lang: str, out: Path) -> dict[str, str]:
    """Saves every figure under `out`/figures; returns name → path relative to `out`."""
    plots.style()
    found = {}
    for name, draw in drawable(facts):
        path = plots.save(draw(lang), out / "figures" / f"{name}.{lang}")
        found[name] = path.relative_to(out).as_posix()
    return found
