"""The audit's files in each language: Markdown, HTML, PDF, DOCX and its figures, by the note's machinery."""

from pathlib import Path

from conversatoire import plots
from conversatoire.audit.facts import AuditFacts
from conversatoire.audit.words import Forms
from conversatoire.note.markdown import filled, given
from conversatoire.note.render import publish
from conversatoire.plots.audit import dimensions, image_months, image_subjects


def write(facts: AuditFacts, out: str | Path, languages: list[str]) -> list[Path]:
    """Writes `audit.{lang}.md`, `.html`, `.pdf`, `.docx` and the figures into `out`, made where it is missing; gives the documents' paths.

    Raises:
        RunError: pandoc or typst refuses.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    plots.style()
    return [path for lang in languages for path in publish(markdown(facts, lang, figures(facts, lang, out)), lang, facts.period, out, "audit")]


def markdown(facts: AuditFacts, lang: str, drawn: dict[str, str]) -> str:
    """The document of one language; `drawn` maps the name of each figure to its path relative to the document."""
    return filled(f"audit/audit.{lang}.md.j2", f=facts, w=Forms(lang), figures=given(drawn))


def figures(facts: AuditFacts, lang: str, out: Path) -> dict[str, str]:
    """Saves the figures that have something to show under `out`/figures; name → path relative to `out`."""
    tables, drawn = facts.frames, {}
    if facts.posts["public"]:
        drawn["months"] = image_months(tables["image_media"], lang)
    if facts.subjects["shown"]:
        drawn["subjects"] = image_subjects(tables["image_subjects"], lang, facts.settings.top)
    if facts.dimensions["told"]:
        drawn["dimensions"] = dimensions(tables["dimensions"], lang)
    return {name: plots.save(figure, out / "figures" / f"{name}.{lang}").relative_to(out).as_posix() for name, figure in drawn.items()}
