"""The table consequences / aims / means / follow-up: Markdown and DOCX to be filled in by the analyst, beside the note."""

from pathlib import Path

from conversatoire.note import document, form_docx, theme, trace
from conversatoire.note.facts import Facts
from conversatoire.note.markdown import environment
from conversatoire.note.render import last_day
from conversatoire.note.words import Words


def write(facts: Facts, out: str | Path, languages: list[str]) -> list[Path]:
    """Writes `crisis_plan.{lang}.md` and `.docx` into `out`.

    Args:
        facts: what was measured.
        out: a folder, made where it is missing.
        languages: fr, en or both.

    Raises:
        RunError: pandoc refuses.
        StudyError: the theme is wrong, see `theme.read`.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    look, _ = theme.read(facts.settings.theme)
    written = []
    for lang in languages:
        text = (
            environment().get_template(f"events/plan.{lang}.md.j2").render(f=facts, w=Words(lang), **trace.linkers(facts.behind, facts.period, lang))
        )
        paths = [out / f"crisis_plan.{lang}.{suffix}" for suffix in ("md", "docx")]
        paths[0].write_text(text, encoding="utf-8", newline="\n")
        form_docx.write(document.parse(text), lang, last_day(facts.period), paths[1], look)
        written += paths
    return written
