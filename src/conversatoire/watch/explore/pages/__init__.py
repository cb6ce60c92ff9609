"""The pages, by the last part of their address."""

from collections.abc import Callable

from conversatoire.watch import db
from conversatoire.watch.errors import SearchError
from conversatoire.watch.explore.asked import Answer, Asked
from conversatoire.watch.explore.pages.about import about
from conversatoire.watch.explore.pages.account import account
from conversatoire.watch.explore.pages.barometer import barometer
from conversatoire.watch.explore.pages.campaign import campaign
from conversatoire.watch.explore.pages.compare import compare
from conversatoire.watch.explore.pages.competitors import competitors
from conversatoire.watch.explore.pages.link import link
from conversatoire.watch.explore.pages.narrow import form
from conversatoire.watch.explore.pages.post import post
from conversatoire.watch.explore.pages.search import search

PAGES: dict[str, Callable[[Asked], Answer]] = {
    page.__name__: page for page in (search, compare, campaign, competitors, link, post, account, barometer, about)
}
_WITH_FORM = ("search", "compare", "campaign", "competitors", "barometer")


def refused(asked: Asked, error: SearchError) -> Answer:
    """The page with what is wrong in the question, and the form to put it right."""
    told = form(asked, db.about(asked.connection)) if asked.page in _WITH_FORM else None
    shown = {"message": error.told(asked.lang), "form": told, "to_link": asked.one("q") if asked.one("q").startswith(("http://", "https://")) else ""}
    return Answer("refused.html", asked.texts[f"title_{asked.page}"], shown, status=400)
