"""The search page, with all that can be found in it."""

import base64
import hashlib
from collections.abc import Iterator
from urllib.parse import quote

from markupsafe import Markup

from conversatoire.site.months import line
from conversatoire.site.page_accounts import name
from conversatoire.site.page_calendar import cause, when, where
from conversatoire.site.pages import TEMPLATES, Page, Writer
from conversatoire.site.search import Document, embedded, index, joined

SHOWN = 60  # results shown, as `search.js` has it
LONGEST = 1200  # letters of a note's section that are searched and excerpted


def search(writer: Writer) -> Page:
    """The search page: its index and its script stand in it, so that it works from a disk; the policy lets that one script run, by its hash."""
    t = writer.t
    script = (TEMPLATES / "search.js").read_text(encoding="utf-8")
    texts = {kind: t[f"kind_{kind}"] for kind in ("subject", "account", "peak", "quote", "note")}
    texts |= {"one": t["found_one"], "found": t["found"], "none": t["found_none"], "more": t["found_more"].format(SHOWN)}
    return writer.page(
        "search.html",
        "search.html",
        t["search_title"],
        data=Markup(embedded({"index": index(list(documents(writer))), "texts": texts})),
        script=Markup(script),
        digest=Markup("sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()),
    )


def documents(writer: Writer) -> Iterator[Document]:
    """All that can be found: subjects with their words, quotations, accounts, peaks, sections of the notes."""
    site, w = writer.site, writer.w
    for life in site.lives:
        names = (month["label"] for month in life.months)
        yield Document("subject", life.label, life.file, joined([*names, *(" ".join(month["words"]) for month in life.months)]))
        for month in life.months:
            for number, post in enumerate(month["verbatims"], 1):
                by = w.account(post["author"], post["medium"])
                yield Document(
                    "quote", f"{life.label}, {w.month(month['period'])}", f"{life.file}#q{month['period']}-{number}", f"{line(by)} – {post['text']}"
                )
    for career in site.careers:
        roles = (f"{w.month(month['period'])} : {w.name(month['role'])}" for month in career.months)
        yield Document("account", name(writer, career), career.file, joined([w.title(career.medium), *roles]))
    for peaks in site.peaks.values():
        for peak in peaks:
            text = joined([where(writer, peak), cause(writer, peak), *peak["words"]])
            yield Document("peak", writer.t["peak_of"].format(when(writer, peak)), "calendar.html#peaks", text)
    for month in site.months:
        note = month.notes.get(writer.lang)
        for section in note.sections if note else ():
            address = f"../../{month.period}/{note.file}#{quote(section.anchor)}"
            yield Document("note", f"{line(section.title)}, {w.month(month.period)}", address, line(section.text)[:LONGEST])
