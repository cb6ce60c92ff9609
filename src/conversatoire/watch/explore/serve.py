"""Serving a study's watch tool on this machine: `conversatoire explore`."""

import contextlib
import errno
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conversatoire.config import Study
from conversatoire.errors import RunError, StudyError
from conversatoire.watch import db
from conversatoire.watch.errors import SearchError
from conversatoire.watch.explore.asked import Site

_PORTS = 20  # ports tried after the one asked for
_SQL_SECONDS = 5  # of a question on Datasette's own pages
_LONGEST = 1 << 20  # bytes of an address: 10,000 emoji are 120,000
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def serve(
    path: Path | str,
    study_name: str,
    study: Study,
    results: Path | str,
    host: str = "127.0.0.1",
    port: int = 8001,
    open_browser: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Serves until it is stopped (Ctrl-C).

    Args:
        path: the index, `results/{study}/watch/posts.sqlite`.
        study_name: name of the study.
        study: the study.
        results: the folder of all studies' results.
        host: address to listen on; any but loopback lets others in.
        port: port to listen on; where it is taken the next free one is, and is told.
        open_browser: whether to open the page in the user's browser.
        say: gets what the user is told.

    Raises:
        SearchError: there is no index, or it cannot be read.
        StudyError: the machine has no such address, or the port may not be used.
        RunError: no port is free.
    """
    import uvicorn

    from conversatoire.watch.explore.plugin import respond

    site = Site(Path(path), study_name, study, Path(results))
    db.connect(site.index).close()
    listening = listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    if listening.getsockname()[1] != port:
        say(f"port {port} is taken; the next free one is used")
    if host not in _LOOPBACK:
        say(f"others who reach this machine ({host}) can read the posts of the study; there is no password")
    say(f"{study_name}: {address}  (Ctrl-C stops)")
    # The first page loads the libraries of the analyses, some seconds: it is asked for before the user does.
    threading.Thread(target=respond, args=(site, "search", {}), daemon=True).start()
    if open_browser:
        import webbrowser

        webbrowser.open(address)
    settings = uvicorn.Config(
        application(site, guarded=host in _LOOPBACK), http="h11", h11_max_incomplete_event_size=_LONGEST, log_level="warning", lifespan="off"
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(settings).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on the first free port from `port` on.

    Raises:
        StudyError, RunError: as `serve`.
    """
    for number in range(port, min(port + _PORTS, 65_536)):
        try:
            family, kind, protocol, _, place = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
            listening = socket.socket(family, kind, protocol)
        except (OSError, UnicodeError) as error:
            raise StudyError(f"--host {host}: this machine has no such address ({error}); leave --host out to use 127.0.0.1") from None
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(place)
            listening.listen()
        except PermissionError:
            listening.close()
            raise StudyError(f"--port {number}: may not be used without special rights; choose one above 1023") from None
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE:
                raise StudyError(f"--host {host}: this machine cannot listen there ({error}); leave --host out to use 127.0.0.1") from None
            continue
        return listening
    raise RunError(f"ports {port} to {number} are all taken; give a free one with --port")


def application(site: Site, guarded: bool = True) -> Any:
    """The ASGI application of a site. When the index has been built anew it is opened anew: SQLite's old file would be read for ever."""
    app, seen = None, None

    async def current(scope: dict[str, Any], receive: Any, send: Any) -> None:
        nonlocal app, seen
        now = _version(site.index)
        if app is None or now != seen:
            app, seen = _datasette(site, guarded), now
        await app(scope, receive, send)

    return current


def _datasette(site: Site, guarded: bool) -> Any:
    """Datasette over the index with our pages; the index is opened as a file that nobody changes, which cannot be written to."""
    from datasette.app import Datasette
    from datasette.plugins import pm

    from conversatoire.watch.explore.plugin import CELLS, Pages

    # Where rich is installed, Datasette prints a trace for each unknown address, or fails at it.
    pm.get_plugin("datasette.handle_exception").rich = None
    settings = {"sql_time_limit_ms": _SQL_SECONDS * 1000, "allow_download": False, "max_returned_rows": 1000, "suggest_facets": False}
    files = {"immutables": [str(site.index)]} if _can_be_read(site.index) else {"memory": True}
    back = {"title": site.study.title, "source": "conversatoire explore", "source_url": "/watch/search"}
    if not pm.is_registered(CELLS):  # asked at each cell, and the same for every site: it stays
        pm.register(CELLS)
    pages = Pages(site, guarded)
    # Datasette collects routes and wrappers once, when it makes the application; registered longer, they would be those of other sites too.
    pm.register(pages)
    try:
        return Datasette([], **files, settings=settings, metadata=back).app()
    finally:
        pm.unregister(pages)


def _can_be_read(index: Path) -> bool:
    try:
        db.connect(index).close()
    except SearchError:
        return False
    return True


def _version(index: Path) -> tuple[int, int, int] | None:
    try:
        told = index.stat()
    except OSError:
        return None
    return told.st_ino, told.st_mtime_ns, told.st_size
