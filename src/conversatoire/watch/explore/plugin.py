"""The pages as a plugin of Datasette: routes, the guard of the host's name, headers, and faults told to people."""

import asyncio
import re
import sqlite3
import sys
import time
import traceback
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from datasette import hookimpl
from datasette.utils.asgi import Request, Response, asgi_send_file

from conversatoire.note.escape import is_address
from conversatoire.watch import db
from conversatoire.watch.errors import SearchError
from conversatoire.watch.explore import months, out, pages, render
from conversatoire.watch.explore.asked import Answer, Asked, Site
from conversatoire.watch.explore.words import TEXTS

POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
# Datasette's own pages hold their scripts in themselves.
_DATASETTE = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-resource-policy": "same-origin"}
_OWN = {"content-security-policy": POLICY, "cache-control": "no-store"}
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
_STEPS = 20_000  # of SQLite between two looks at the clock: a few milliseconds
_HERE = Path(__file__).parent
_STATIC = {"explore.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


class Cells:
    """The plugin of every site: what Datasette's own pages show."""

    __name__ = "conversatoire.watch.cells"

    @hookimpl
    def render_cell(self, value: Any) -> str | None:
        """A cell: e-mail addresses are masked as on our pages; None leaves a cell as it is."""
        return render.line(value) if is_address(value) else None


CELLS = Cells()


class Pages:
    """The plugin of one site."""

    __name__ = "conversatoire.watch"  # Datasette asks every plugin for its package

    def __init__(self, site: Site, guarded: bool) -> None:
        """Serves `site`; `guarded`: to loopback names of the host only, so that no page elsewhere reaches it by a name of its own (DNS rebinding)."""
        self.site, self.guarded = site, guarded

    @hookimpl
    def register_routes(self) -> list[tuple[str, Any]]:
        """The pages, their style sheet, and the folders of the months."""
        return [
            (r"/$", self.first_page),
            (r"/watch/?$", self.first_page),
            (r"/watch/(?P<name>explore\.css|icon\.svg)$", self.static),
            (r"/watch/(?P<page>.*)$", self.page),
            (rf"/(?P<month>{months.MONTH.pattern})/(?P<rest>.+)$", self.month_file),
        ]

    @hookimpl
    def asgi_wrapper(self) -> Any:
        """Every answer, Datasette's own too, passes through `_sealed`."""
        return self._sealed

    async def first_page(self) -> Response:
        """The search page, wherever it is asked without its name."""
        return Response.redirect("/watch/search", headers=dict(_OWN))

    async def static(self, request: Request) -> Response:
        """A file of ours."""
        name = request.url_vars["name"]
        return Response((_HERE / name).read_bytes(), content_type=_STATIC[name], headers={"cache-control": "no-cache"})

    async def page(self, request: Request) -> Response:
        """A page; the work is done beside the loop, so that a slow question holds up nobody."""
        values = {name: request.args.getlist(name) for name in request.args}
        return await asyncio.to_thread(respond, self.site, unquote(request.url_vars["page"]), values)

    async def month_file(self, request: Request, send: Any) -> Response | None:
        """A file of a month's results."""
        found = months.find(self.site.folder, request.url_vars["month"], unquote(request.url_vars["rest"]))
        if not found:
            month, rest = request.url_vars["month"], unquote(request.url_vars["rest"])
            values = {name: request.args.getlist(name) for name in request.args}
            return respond_folder(self.site, values, month, rest) or respond_plainly(self.site, values, "no_file", 404)
        headers = {"cache-control": "no-cache"} | ({"content-security-policy": found.policy} if found.policy else {})
        await asgi_send_file(send, found.path, content_type=found.type, headers=headers)
        return None

    def _sealed(self, app: Any) -> Any:
        """The app behind the guard of the host's name, with headers that keep pages to themselves."""

        async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
            async def sealed(message: dict[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    told = {name.lower() for name, _ in message["headers"]}
                    policy = {} if b"application/pdf" in dict(message["headers"]).values() else {"content-security-policy": _DATASETTE}
                    extra = [(name.encode(), value.encode()) for name, value in (_HEADERS | policy).items() if name.encode() not in told]
                    message = message | {"headers": [*message["headers"], *extra]}
                await send(message)

            if scope["type"] == "http" and self.guarded and not is_loopback(scope):
                response = Response.text(" ".join(TEXTS[lang]["wrong_host"] for lang in ("fr", "en")), status=400, headers=_OWN)
                await response.asgi_send(sealed)
            else:
                await app(scope, receive, sealed)

        return guarded


def is_loopback(scope: Mapping[str, Any]) -> bool:
    """Whether a request names this machine itself as the host."""
    hosts = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
    return len(hosts) == 1 and re.sub(r":\d+$", "", hosts[0]) in _LOOPBACK


def respond(site: Site, page: str, values: Mapping[str, list[str]]) -> Response:
    """The response to one question; whatever is wrong with it is told in a page, and a fault of ours in the log too."""
    if page not in pages.PAGES:
        return respond_plainly(site, values, "no_page", 404)
    try:
        with closing(db.connect(site.index)) as connection:
            until = time.monotonic() + site.seconds
            connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
            asked = Asked(site, page, values, language(site, values), connection)
            try:
                answer = pages.PAGES[page](asked)
            except SearchError as error:
                answer = pages.refused(asked, error)
            return _written(asked, answer)
    except SearchError as error:  # of the index itself
        return respond_plainly(site, values, "no_index", 503, error)
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            return respond_plainly(site, values, "too_slow", 503, f"{site.seconds:g}")
        return _fault(site, values)
    except Exception:
        return _fault(site, values)


def language(site: Site, values: Mapping[str, list[str]]) -> str:
    """The page's language: `ui`, else the study's first."""
    asked = (values.get("ui") or [""])[0]
    return asked if asked in TEXTS else site.study.note_languages[0]


def respond_plainly(site: Site, values: Mapping[str, list[str]], what: str, status: int, detail: Any = "") -> Response:
    """A page that needs no index: what is wrong, and what to do."""
    lang = language(site, values)
    detail = detail.told(lang) if isinstance(detail, SearchError) else detail
    return Response.html(render.plain_page(site, lang, what, detail), status=status, headers=_OWN)


def respond_folder(site: Site, values: Mapping[str, list[str]], month: str, rest: str) -> Response | None:
    """The files of a folder of a month's results, to which the note leads; None where it holds none that is served."""
    names = months.listed(site.folder, month, rest)
    return Response.html(render.folder_page(site, language(site, values), f"{month}/{rest}", names), headers=_OWN) if names else None


def _fault(site: Site, values: Mapping[str, list[str]]) -> Response:
    """A fault of ours: an apology for the reader, the trace for whoever started the server."""
    traceback.print_exc(file=sys.stderr)
    return respond_plainly(site, values, "fault", 500)


def _written(asked: Asked, answer: Answer) -> Response:
    """The answer in the form asked for: a page, CSV of one of its tables, or JSON of all."""
    form = asked.one("format")
    if form == "csv" and answer.tables:
        table = asked.one("table")
        table = table if table in answer.tables else next(iter(answer.tables))
        name = f"{asked.site.name}-{asked.page}-{table.replace('_', '-')}.csv"
        headers = _OWN | {"content-disposition": f'attachment; filename="{name}"'}
        return Response(out.as_csv(answer.tables[table]), answer.status, headers, "text/csv; charset=utf-8")
    if form == "json":
        about = {"study": asked.site.name, "page": asked.page, "asked": dict(asked.values), "title": answer.title}
        return Response(out.as_json(answer, about), answer.status, _OWN, "application/json; charset=utf-8")
    return Response.html(render.page(asked, answer), status=answer.status, headers=_OWN)
