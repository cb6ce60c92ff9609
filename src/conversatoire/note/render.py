"""The note's files: Markdown, self-contained HTML, DOCX that can be edited, and PDF, in each language of the study."""

import calendar
from datetime import UTC, datetime
from pathlib import Path

from conversatoire.note import boxes, document, figures, form_docx, form_html, form_pdf, theme
from conversatoire.note.behind import lists
from conversatoire.note.facts import Facts
from conversatoire.note.markdown import local_day, markdown
from conversatoire.note.theme import Theme
from conversatoire.note.words import Words


def write(facts: Facts, out: str | Path, languages: list[str]) -> list[Path]:
    """Writes `note.{lang}.md`, `.html`, `.pdf`, `.docx`, the figures, and the ids of the posts behind each count (`posts/`).

    Args:
        facts: what to tell.
        out: the note's folder, made where it is missing.
        languages: `fr`, `en` or both.

    Returns:
        The notes' paths, by language, then Markdown, HTML, PDF, DOCX. Dates inside the files are the month's last day: no clock is read.

    Raises:
        RunError: pandoc or typst refuses.
        StudyError: the theme is wrong, see `theme.read`.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    lists.write(facts.behind, out)
    look, logo = theme.read(facts.settings.theme)
    written = []
    for lang in languages:
        text = markdown(facts, lang, figures.write(facts, lang, out))
        told = boxes.boxes(facts, lang) if facts.settings.teaching else {}
        written += publish(text, lang, facts.period, out, "note", look, logo, cover(facts, lang), told)
    return written


def publish(
    text: str,
    lang: str,
    period: str,
    out: Path,
    stem: str,
    look: Theme | None = None,
    logo: Path | None = None,
    cover: form_pdf.Cover | None = None,
    told: dict[str, str] | None = None,
) -> list[Path]:
    """Writes a document as `{stem}.{lang}.md`, `.html`, `.pdf` and `.docx`, and gives their paths in this order.

    Args:
        text: its Markdown; the first heading becomes the title, the paragraph after it the subtitle, and figures are paths relative to `out`.
        lang: `fr` or `en`.
        period: the month whose last day the files carry.
        out: a folder that is there.
        stem: what the files' names begin with.
        look: colours and lines of an organisation; ours by default.
        logo: its picture.
        cover: lines of the PDF's title page, each with its name.
        told: anchor of a section → the box that explains it.

    Raises:
        RunError: pandoc or typst refuses.
    """
    look, told = look or Theme(), told or {}
    md, page, pdf, docx = (out / f"{stem}.{lang}.{suffix}" for suffix in ("md", "html", "pdf", "docx"))
    md.write_text(boxes.quoted(text, told), encoding="utf-8", newline="\n")
    tree = document.with_boxes(document.without_empty_columns(document.caption_figures(document.parse(text))), told)
    form_html.write(tree, lang, page, look, logo)
    form_pdf.write(tree, lang, last_day(period), pdf, look, logo, cover or [])
    form_docx.write(tree, lang, last_day(period), docx, look)
    return [md, page, pdf, docx]


COVER = {
    "fr": ("Question", "Période", "Médias", "Messages", "Données", "Version"),
    "en": ("Question", "Period", "Media", "Posts", "Data", "Version"),
}


def cover(facts: Facts, lang: str) -> form_pdf.Cover:
    """The lines of the title page: question, period, media, posts, first and last of them, version of the program."""
    w, days = (
        Words(lang),
        [local_day(facts.frames["posts"]["published_at"].agg(end), facts.timezone) for end in ("min", "max")] if facts.volume["posts"] else [],
    )
    between = {"fr": " au ", "en": " to "}[lang].join(w.short_day(day) for day in days)
    media = str(w.media([row["medium"] for row in facts.media if row["posts"]])).replace("\\", "")
    said = (facts.about["question"], w.month(facts.period), media, w.n(facts.volume["posts"]), between, facts.provenance["versions"]["conversatoire"])
    colon = {"fr": "\u00a0:", "en": ":"}[lang]
    return [(name + colon, str(text)) for name, text in zip(COVER[lang], said, strict=True)]


def last_day(period: str) -> datetime:
    """Noon UTC of the month's last day: the date that the files carry."""
    year, month = map(int, period.split("-"))
    return datetime(year, month, calendar.monthrange(year, month)[1], 12, tzinfo=UTC)
