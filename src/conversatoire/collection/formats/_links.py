"""Web addresses written in a text, for the formats that also hold a post's links elsewhere."""

import re

from conversatoire.collection.links import tidy

_ADDRESS = re.compile(r"(?i)(?:https?://|\bwww\.)[^\s<>\"“”«»\]]+")  # as in entities.URL, and no «]»: Markdown writes [address](address)


def links_in(text: str) -> list[str]:
    """The web addresses of a text, in order, without the punctuation that follows them; `[words](address)` of Markdown is understood."""
    return [tidy(address) for address in _ADDRESS.findall(text)]
