"""What the site takes from a month's note: its sections with their anchors and texts, read from the HTML that the run wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from conversatoire.note.anchors import SECTIONS

_UNREAD = ("style", "script", "svg", "nav", "table", "pre", "head")


@dataclass(frozen=True)
class Section:
    """One heading of a note with the text that follows it, tables and pictures left out."""

    anchor: str
    level: int
    title: str
    text: str


@dataclass(frozen=True)
class Note:
    """A note in one language: its file, relative to the month's folder, and its sections in order."""

    file: str
    sections: tuple[Section, ...]

    def anchor(self, section: str, lang: str, under: str = "") -> str:
        """`#anchor` of a section (see `anchors.SECTIONS`), or of the heading in it that begins with `under` (`3. `); "" where the note has none."""
        inside, found = False, ""
        for one in self.sections:
            if one.level == 2:
                inside = one.anchor == SECTIONS[section][lang]
                found = f"#{one.anchor}" if inside else found
            elif inside and under and one.title.startswith(under):
                return f"#{one.anchor}"
        return found


def read_notes(folder: Path, languages: Sequence[str]) -> dict[str, Note]:
    """The notes that a month's folder holds, by language."""
    found = {lang: folder / f"note/note.{lang}.html" for lang in languages}
    return {lang: Note(f"note/{path.name}", sections(path.read_text(encoding="utf-8"))) for lang, path in found.items() if path.is_file()}


def sections(html: str) -> tuple[Section, ...]:
    """The sections of a page, by its headings h2 and h3 that have an id."""
    reader = _Reader()
    reader.feed(html)
    return tuple(
        Section(anchor, level, " ".join("".join(title).split()), " ".join("".join(text).split())) for anchor, level, title, text in reader.found
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int, list[str], list[str]]] = []
        self._in_heading, self._unread = False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id")
        if tag in ("h2", "h3") and anchor:
            self.found.append((anchor, int(tag[1]), [], []))
            self._in_heading = True
        self._unread += tag in _UNREAD

    def handle_endtag(self, tag: str) -> None:
        self._in_heading = self._in_heading and tag not in ("h2", "h3")
        self._unread = max(0, self._unread - (tag in _UNREAD))

    def handle_data(self, data: str) -> None:
        if self.found and not self._unread:
            self.found[-1][2 if self._in_heading else 3].append(data)
