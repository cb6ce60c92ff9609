"""A watch tool to visit: a small study, its index and a client; the numbers on its pages can be counted by hand."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
from small_index import made, post

from conversatoire.config import Study
from conversatoire.watch.explore.asked import Site
from conversatoire.watch.explore.serve import application, listen

MONTHS = ["2024-05", "2024-06"]
LINK = "https://journal.example/panne"
PAGES = {
    "search": "search?q=panne",
    "everything": "search",
    "nothing": "search?q=zzz&medium=mastodon",
    "compare": "compare?term=panne&term=facture",
    "begin compare": "compare",
    "campaign": "campaign?q=panne&from=2024-05-02&to=2024-05-03",
    "begin campaign": "campaign",
    "competitors": "competitors",
    "link": f"link?url={LINK}",
    "begin link": "link",
    "post": "post?id=x:1",
    "account": "account?medium=x&name=anne",
    "barometer": "barometer?last=7d",
    "about": "about",
}


def posts() -> list[dict]:
    """Ten posts: six hold «panne», five of them in May; anne wrote four; the link stands in three; four follow from x:1, two of them reposts."""
    return [
        post(1, "2024-05-02T10:00", "Anne", "La panne du réseau dure", links=[LINK], hashtags=["fibre"], likes=5, reposts=2, replies=1, topic=0),
        post(2, "2024-05-02T10:30", "bob", "RT la panne du réseau dure", links=[LINK], repost_of_id="x:1", repost_of_author="anne", topic=0),
        post(
            3, "2024-05-02T12:00", "chloe", "Une panne, @anne ? chez moi aussi", mentions=["anne"], reply_to_id="x:1", reply_to_author="anne", likes=1
        ),
        post(4, "2024-05-03T09:00", "denis", "RT la panne du réseau dure", links=[LINK], repost_of_id="x:1", repost_of_author="anne", topic=0),
        post(5, "2024-05-03T18:00", "elsa", "Ma facture augmente", "mastodon", hashtags=["fibre"], likes=9, topic=1),
        post(6, "2024-05-06T08:00", "Anne", "Facture et panne le même jour", quote_of_id="x:1", quote_of_author="anne", likes=2),
        post(7, "2024-05-20T08:00", "farid", "Rien à signaler", lang="en"),
        post(8, "2024-06-01T08:00", "Anne", "La panne est finie", likes=3),
        post(9, "2024-06-02T08:00", "bob", "Bonjour @anne", mentions=["anne"]),
        post(10, "2024-06-10T08:00", "Anne", "Fibre pour tous", hashtags=["Fibre"]),
    ]


def study(**more: object) -> Study:
    """The study of these posts."""
    source = {"name": "x", "medium": "x", "format": "csv", "path": "x.csv", "columns": {"published_at": "date", "text": "text"}}
    told = {
        "title": "Le réseau",
        "periods": {"from": "2024-05", "to": "2024-06"},
        "sources": [source],
        "brands": {"Panne": ["panne"], "Prix": ["facture"]},
    }
    return Study.model_validate(told | {"lists": {"amis": ["anne", "bob"]}} | more)


def site(folder: Path, rows: list[dict] | None = None, **more: object) -> Site:
    """The site of some posts (those above where None), with the results in `folder`."""
    made(folder, posts() if rows is None else rows, MONTHS).close()
    return Site(folder / "small/watch/posts.sqlite", "small", study(**more), folder)


class Visitor:
    """A client of a site that speaks to its application without a network."""

    def __init__(self, shown: Site, guarded: bool = True) -> None:
        self.application = application(shown, guarded)

    def get(self, address: str, **headers: str) -> httpx.Response:
        """The response to one address; of the pages under /watch/ where it does not begin with a slash."""
        return asyncio.run(self._get(address if address.startswith("/") else f"/watch/{address}", headers))

    async def _get(self, address: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.application)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8001") as client:
            return await client.get(address, headers=headers)


@contextlib.contextmanager
def serving(shown: Site) -> Iterator[str]:
    """The site on a free port of this machine, as `explore` serves it; its address."""
    import uvicorn

    listening = listen("127.0.0.1", 8600)
    settings = uvicorn.Config(application(shown), http="h11", h11_max_incomplete_event_size=1 << 20, log_level="warning", lifespan="off")
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
