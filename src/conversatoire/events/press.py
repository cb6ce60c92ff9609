"""Press sites: whose links are press pick-up. A table one may change."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from conversatoire import plan
from conversatoire.by_hand import table
from conversatoire.errors import StudyError

OURS = Path("data/reference/press_sites.csv")  # under plan.HOME
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
# Hosts that hide where a link leads; a link through them cannot be told to be the press.
SHORTENERS = frozenset("t.co bit.ly ow.ly buff.ly lnkd.in tinyurl.com goo.gl is.gd fb.me dlvr.it trib.al ift.tt tr.im".split())


def read(path: Path | str | None = None) -> frozenset[str]:
    """Reads a table with the column site (lemonde.fr); None takes the project's own.

    Raises:
        StudyError: the file cannot be read, or a row is no site.
    """
    path = path or plan.HOME / OURS
    found = set()
    for line, (site,) in table.read(path, ("site",)):
        bare = site.lower().removeprefix("www.")
        if not _HOST.fullmatch(bare):
            raise StudyError(f"{path}:{line}: «{site}» is not a site; write its name alone, such as lemonde.fr")
        found.add(bare)
    return frozenset(found)


def host(link: str) -> str:
    """The host of a link without www; "" where it has none."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def site(link: str, sites: frozenset[str]) -> str | None:
    """The press site that a link leads to, by its host or a host above it (immobilier.lefigaro.fr); None where it leads to none."""
    parts = host(link).split(".")
    return next((name for start in range(len(parts) - 1) if (name := ".".join(parts[start:])) in sites), None)


def hidden(links: list[str]) -> bool:
    """Whether all links go through a shortener, so that none can be told to lead to the press."""
    hosts = {host(link) for link in links}
    return bool(hosts) and hosts <= SHORTENERS
