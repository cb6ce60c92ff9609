"""The table consequences / aims / means / follow-up: Markdown and DOCX to be filled in by the analyst, beside the note."""

from pathlib import Path

from conversatoire.note import document, trace
from conversatoire.note.facts import Facts
from conversatoire.note.markdown import environment
from conversatoire.note.render import write_docx
from conversatoire.note.words import Words


def write(facts: Facts, out: str | Path, languages: list[str]) -> list[Path]:
    """Writes `crisis_plan.{lang}.md` and `.docx` into `out`.

    Args:
        facts: what was measured.
        out: a folder, made where it is missing.
        languages: fr, en or both.

    Raises:
        RunError: pandoc refuses.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for lang in languages:
        text = (
            environment().get_template(f"events/plan.{lang}.md.j2").render(f=facts, w=Words(lang), **trace.linkers(facts.behind, facts.period, lang))
        )
        paths = [out / f"crisis_plan.{lang}.{suffix}" for suffix in ("md", "docx")]
        paths[0].write_text(text, encoding="utf-8", newline="\n")
        write_docx(document.parse(text), lang, facts.period, paths[1])
        written += paths
    return written
