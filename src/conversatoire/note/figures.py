"""The figures of the note, drawn from the month's tables and saved per language as SVG (HTML, PDF) and PNG (DOCX)."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
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
        yield "thermometer", lambda lang: plots.thermometer(t["thermometer"], lang, facts.timezone)
        yield "thermometer_days", lambda lang: plots.thermometer_days(t["thermometer"], lang, facts.timezone)
        yield "hours", lambda lang: plots.hours(t["hours"], lang)
    if len(facts.media) > 1:
        yield "hours_media", lambda lang: plots.hours_media(t["hours_media"], t["best_hours"], "listen", lang)
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
    if facts.tone["all"]:
        yield "tone_shares", lambda lang: plots.tone_shares(t["shares"], t["topics"], lang, top)
        yield "tone_days", lambda lang: plots.tone_days(t["shares"], lang)
    if facts.happening["peaks"]:
        yield "peaks", lambda lang: plots.peaks(t["series"], t["peaks"], t["causes"], t["topics"], facts.timezone, lang)
    if facts.happening["signals"]:
        yield "weak_signals", lambda lang: plots.weak_signals(t["weak_signals"], t["topics"], lang)
    if facts.watching["crisis"]["told"]:
        yield "crisis", lambda lang: plots.crisis(t["crisis"], t["crisis_course"], lang)
    if facts.watching["questions"]["posts"]:
        yield "questions", lambda lang: plots.questions(t["questions"], t["topics"], lang)
    voice, series = facts.benchmark["voice"], facts.benchmark["internal"] or []
    if voice and voice["of"]:
        yield "share_of_voice", lambda lang: plots.share_of_voice(t["share_of_voice"], lang)
        yield "brand_days", lambda lang: plots.brand_days(t["brand_days"], lang)
    if facts.benchmark["pages"] and facts.benchmark["pages"]["figure"]:
        yield "pages", lambda lang: plots.pages(t["pages"], lang, top)
    if facts.benchmark["reaction"] and facts.benchmark["reaction"]["figure"]:
        yield "reaction_curve", lambda lang: plots.reaction_curve(t["reaction_curve"], lang)
    if facts.benchmark["terms"]:
        yield "term_days", lambda lang: plots.term_days(t["term_days"], lang)
    if facts.benchmark["visibility"]:
        yield "visibility_course", lambda lang: plots.visibility_course(t["visibility"], lang)
    for number, row in enumerate(series, 1):
        if row["points"]:
            yield f"internal_{number}", functools.partial(_internal, t, row)
    if facts.actors["coordination"]["pairs"]:
        yield "coordination", lambda lang: plots.coordination(t["coordination"], lang, facts.actors["made"]["windows"])


def _internal(frames: dict[str, pd.DataFrame], row: dict[str, Any], lang: str) -> Figure:
    return plots.internal_series(frames["internal"], frames["internal_lags"], row["series"], row["unit"], lang)


def write(facts: Facts, lang: str, out: Path) -> dict[str, str]:
    """Saves every figure under `out`/figures; returns name → path relative to `out`."""
    plots.style()
    found = {}
    for name, draw in drawable(facts):
        path = plots.save(draw(lang), out / "figures" / f"{name}.{lang}")
        found[name] = path.relative_to(out).as_posix()
    for old in (out / "figures").glob(f"*.{lang}.*"):  # of an earlier run, which had more to show
        if old.name.split(".")[0] not in found:
            old.unlink()
    return found


def paths(facts: Facts, lang: str) -> dict[str, str]:
    """What `write` gives, of figures that are drawn already."""
    return {name: f"figures/{name}.{lang}.svg" for name, _ in drawable(facts)}
