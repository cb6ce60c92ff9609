"""Follows the links of a note back to its posts, as a reader would, and counts them again."""

import asyncio
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pandas as pd

# What a column counts, by its header.
POSTS = {
    *("Posts", "Messages", "Kept", "Gardées", "Questions", "Without a reply", "Sans réponse", "Named alone", "Seule nommée", "Without reposts"),
    *("Hors reprises", "Appeals", "Sollicitations", "Answered", "Répondues", "By itself", "Par lui-même", "Rejected", "Rejetées", "Rows", "Lignes"),
}
AUTHORS = {"Authors", "Auteurs"}
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre January February March April May June July August"
MONTHS = {*MONTHS.split(), "September", "October", "November", "December"}
COUNT = re.compile(r"(\d+(?:[\u202f\u00a0,]\d{3})*)(?=$|\s+([^\W\d]+))")


class Link(NamedTuple):
    """A link of a note: text, target, header of its column («» outside of tables), first cell of its row, and number of its row or paragraph."""

    text: str
    target: str
    header: str
    row: str
    block: int


class Note(HTMLParser):
    """Reads a note: its links, the cells of its tables (header, text, whether it holds a link), and caption → file of marks of its figures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.cells: list[tuple[str, str, bool]] = []
        self.figures: dict[str, str] = {}
        self._headers: list[str] = []
        self._row: list[str] = []
        self._text = self._in = self._target = self._shown = ""
        self._linked, self._heads, self._block = False, False, 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._block += tag in ("tr", "p", "li")
        if tag in ("thead", "tbody"):
            self._heads = tag == "thead"
            self._headers = [] if self._heads else self._headers
        elif tag == "tr":
            self._row = []
        elif tag in ("th", "td"):
            self._in, self._text, self._linked = "head" if self._heads else "cell", "", False
        elif tag == "a":
            self._target, self._shown = dict(attrs).get("href") or "", ""
        elif tag == "figcaption":
            self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data
        self._shown += data

    def handle_endtag(self, tag: str) -> None:
        text = self._text.replace("\n", " ").strip()
        header = self._headers[len(self._row)] if self._in == "cell" and len(self._row) < len(self._headers) else ""
        if tag == "a":
            self._linked = True
            self.links.append(
                Link(self._shown.replace("\n", " ").strip(), self._target, header, self._row[0] if self._in and self._row else "", self._block)
            )
            if self.figures and self._target.startswith("posts/figure-"):
                self.figures[list(self.figures)[-1]] = self._target
        elif tag == "figcaption":
            self.figures[text] = ""
        elif tag == "th" and self._heads:
            self._headers.append(text)
            self._in = ""
        elif tag in ("th", "td"):
            self.cells.append((header, text, self._linked))
            self._row.append(text)
            self._in = ""


def number(text: str) -> int | None:
    """The count that a text begins with, `1 079` or `1,079 posts`; None for a date, a share and a word."""
    found = COUNT.match(text.strip())
    return int(re.sub(r"\D", "", found[1])) if found and found[2] not in MONTHS else None


def ids(folder: Path, target: str) -> list[str]:
    """The lines of a list."""
    return (folder / target).read_text(encoding="utf-8").splitlines()


def authors(posts: pd.DataFrame, of: list[str]) -> int:
    """Distinct authors of some posts, by medium."""
    known = posts[posts["post_id"].isin(of)].dropna(subset=["author"])
    return len(set(zip(known["medium"], known["author"].str.lower(), strict=True)))


def miscounted(folder: Path, note: Note, posts: pd.DataFrame) -> list[tuple[Link, int]]:
    """The links whose number is not that of their list, with what the list holds; −1 for a list that is no list of posts of the month."""
    known, wrong = set(posts["post_id"]), []
    for link in note.links:
        if not re.match(r"posts/.*\.txt$", link.target):
            continue
        held, said = ids(folder, link.target), number(link.text)
        count = authors(posts, held) if "authored" in link.target else len(held)
        is_row = link.target.startswith(("posts/rejected", "posts/reason"))
        if not held or len(held) != len(set(held)) or not (is_row or known.issuperset(held)):
            wrong.append((link, -1))
        elif said is not None and said != count:
            wrong.append((link, count))
    return wrong


def marks(folder: Path, figure: str) -> list[tuple[dict[str, str], list[str]]]:
    """The rows of a figure's file, each with the ids that it leads to."""
    found = []
    for row in pd.read_csv(folder / figure, dtype=str, keep_default_na=False).to_dict("records"):
        held = ids(folder, f"posts/{row['list']}")
        spans = [[int(end) for end in span.split("-")] for span in row["lines"].split()]
        found.append((row, [post for first, *last in spans for post in held[first - 1 : (last or [first])[0]]] if spans else held))
    return found


def answers(application: Any, addresses: list[str]) -> list[httpx.Response]:
    """What the watch tool answers to each address, without a network."""

    async def ask() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url="http://127.0.0.1:8001") as client:
            return [await client.get(address) for address in addresses]

    return asyncio.run(ask())
