"""The site's files: `index.html`, `site.css`, and a folder of pages a language."""

from collections.abc import Iterator
from pathlib import Path

from conversatoire.site.page_accounts import accounts
from conversatoire.site.page_calendar import calendar
from conversatoire.site.page_index import index
from conversatoire.site.page_measures import measures
from conversatoire.site.page_search import search
from conversatoire.site.page_subjects import subjects
from conversatoire.site.pages import TEMPLATES, Page, Writer, environment
from conversatoire.site.site import Site
from conversatoire.site.texts import TEXTS


def write(site: Site, out: Path) -> None:
    """Writes the site into the folder `out`, whose earlier pages are taken away: no page of somebody who has been purged stays."""
    for old in [*out.glob("fr/*.html"), *out.glob("en/*.html")]:
        old.unlink()
    out.mkdir(parents=True, exist_ok=True)
    choice = environment().get_template("choose.html").render(site=site, texts=TEXTS, names={"fr": "Français", "en": "English"})
    (out / "index.html").write_text(choice, encoding="utf-8", newline="\n")
    (out / "site.css").write_bytes((TEMPLATES / "site.css").read_bytes())
    for lang in site.languages:
        (out / lang).mkdir(parents=True, exist_ok=True)
        for file, html in pages(Writer(site, lang)):
            (out / lang / file).write_text(html, encoding="utf-8", newline="\n")


def pages(writer: Writer) -> Iterator[Page]:
    """All pages of a language."""
    yield index(writer)
    yield from subjects(writer)
    yield from accounts(writer)
    yield measures(writer)
    yield calendar(writer)
    yield search(writer)
