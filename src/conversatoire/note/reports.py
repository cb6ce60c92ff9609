"""The periodic reports of a month (listening, exchanges, indicators, crisis): parts of the note, each for those who read only theirs."""

from pathlib import Path

from conversatoire.note import figures, render, theme
from conversatoire.note.facts import Facts
from conversatoire.note.markdown import markdown


def write(facts: Facts, out: str | Path, languages: list[str]) -> list[Path]:
    """Writes `report_{name}.{lang}.md`, `.html`, `.pdf` and `.docx` of each report in the study's `note.reports`.

    Args:
        facts: what to tell.
        out: the note's folder, whose figures are drawn already.
        languages: `fr`, `en` or both.

    Raises:
        RunError: pandoc or typst refuses.
        StudyError: the theme is wrong, see `theme.read`.
    """
    look, logo = theme.read(facts.settings.theme)
    written = []
    for lang in languages:
        drawn, cover = figures.paths(facts, lang), render.cover(facts, lang)
        for name in facts.settings.reports:
            text = markdown(facts, lang, drawn, f"reports/{name}")
            written += render.publish(text, lang, facts.period, Path(out), f"report_{name}", look, logo, cover)
    return written
