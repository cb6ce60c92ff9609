"""HTML of posts → plain text and links. Written for hostile input: it never fails, and its time is linear in the input's length.

Python's `html.parser` takes time that grows with the square of some mangled inputs (CVE-2025-6069), hence this tokenizer of our own.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]{0,40}+)")
_TAG_END = re.compile(r"""[^>"']*+(?:(?:"[^"]*"|'[^']*')[^>"']*+)*+>""")  # a > inside a quoted attribute ends no tag
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([a-zA-Z_:][\w:.-]*+)\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'>]++)""")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_SPACES_OF_PRE = re.compile(r"[ \t\r\f\v]+")
_BLOCK, _PARAGRAPH = "\x01", "\x02"  # stand for «a new line here» and «an empty line here» until the text is whole
_BREAKS = re.compile(f"(?: ?[\n{_BLOCK}{_PARAGRAPH}])+ ?")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{9,}+|[xX][0-9a-fA-F]{9,}+);?")  # int() refuses numbers of over 4,300 digits
_NOT_TEXT = dict.fromkeys([*range(9), 11, *range(14, 32), 127])

_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote ul ol dl pre table figure section article hr".split())
_BLOCKS = frozenset("div li dt dd tr header footer main nav aside address figcaption caption form fieldset details summary option legend".split())
_CELLS = frozenset(("td", "th"))
_DROPPED = {
    tag: re.compile(rf"</{tag}(?![a-z0-9])", re.IGNORECASE) for tag in ("script", "style", "template", "iframe", "noscript", "svg", "object", "head")
}


class Link(NamedTuple):
    """An `<a href>`: its address, entities decoded, and the words of its class and rel attributes."""

    href: str
    classes: frozenset[str]


class _Tag(NamedTuple):
    name: str
    closing: bool
    attributes: str


def decode_entities(text: str) -> str:
    """`text` with its character references decoded, once, as HTML 5 reads them; unlike `html.unescape` it never fails."""
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", text)) if "&" in text else text


def html_to_text(markup: str) -> str:
    """Plain text of a piece of HTML.

    Paragraphs are separated by an empty line, other blocks and `<br>` by a line end; entities are decoded once; scripts, styles, embedded
    frames and comments are left out. Pictures are left out except emoji, of which the `alt` stays. Mastodon's invisible and
    shortened pieces of a link are kept, so that the link reads whole. Markup cut off at the end is dropped.

    Args:
        markup: HTML, possibly mangled; plain text without `<` and `&` comes back with its white space folded.

    Returns:
        The text, without white space at its ends.
    """
    parts: list[str] = []
    in_pre = 0
    for token in _tokens(markup.translate(_NOT_TEXT)):
        if isinstance(token, str):
            parts.append(decode_entities((_SPACES_OF_PRE if in_pre else _SPACES).sub(" ", token)))
        elif token.name in _PARAGRAPHS:
            parts.append(_PARAGRAPH)
            if token.name == "pre":
                in_pre = max(0, in_pre + (-1 if token.closing else 1))
        elif token.name in _BLOCKS:
            parts.append(_BLOCK)
        elif token.name == "br":
            parts.append("\n")
        elif token.name in _CELLS:
            parts.append(" ")
        elif token.name == "img":
            parts.append(_emoji(token))
    text = re.sub(" {2,}", " ", "".join(parts))
    return _BREAKS.sub(_line_ends, text).strip()


def _line_ends(breaks: re.Match[str]) -> str:
    """One line end or an empty line for a run of breaks, however many tags asked for it."""
    return "\n\n" if _PARAGRAPH in breaks[0] or breaks[0].count("\n") > 1 else "\n"


def html_links(markup: str) -> list[Link]:
    """The `<a href>` of a piece of HTML, in order, each as it stands."""
    found = []
    for token in _tokens(markup):
        if isinstance(token, _Tag) and token.name == "a" and not token.closing:
            attributes = _attributes(token)
            if href := attributes.get("href", "").strip():
                found.append(Link(href, frozenset(f"{attributes.get('class', '')} {attributes.get('rel', '')}".lower().split())))
    return found


def _emoji(token: _Tag) -> str:
    attributes = _attributes(token)
    classes = attributes.get("class", "").lower()
    return attributes.get("alt", "") if "emoji" in classes or "smiley" in classes else ""


def _attributes(token: _Tag) -> dict[str, str]:
    """Attributes by lower-case name; of a repeated one the first counts, as in a browser."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(token.attributes):
        value = match[2]
        found.setdefault(match[1].lower(), decode_entities(value[1:-1] if value[0] in "\"'" else value))
    return found


def _tokens(markup: str) -> Iterator[str | _Tag]:
    """Runs of text (entities not decoded) and tags, in order."""
    position, quotes_close, last_comment_end = 0, True, markup.rfind("-->")
    while (start := markup.find("<", position)) >= 0:
        if start > position:
            yield markup[position:start]
        position = start + 1
        if markup.startswith("!--", position):
            closed = last_comment_end > position
            position = markup.find("-->", position + 1) + 3 if closed else _after(markup, position)
        elif markup[position : position + 1] in ("!", "?"):
            position = _after(markup, position)
        elif name := _NAME.match(markup, position):
            match = _TAG_END.match(markup, name.end()) if quotes_close else None
            # A quote without its fellow hides every later >: from there on tags end at the first >, or time would be quadratic.
            quotes_close = match is not None
            end = match.end() if match else _after(markup, name.end())
            tag = _Tag(name[1].lower(), markup[position] == "/", markup[name.end() : end - 1])
            yield tag
            position = _after_dropped(markup, tag, end)
        else:
            yield "<"
    if position < len(markup):
        yield markup[position:]


def _after(markup: str, position: int) -> int:
    end = markup.find(">", position)
    return end + 1 if end >= 0 else len(markup)


def _after_dropped(markup: str, tag: _Tag, end: int) -> int:
    """Where reading goes on after a tag: behind the closing tag of a script and the like, else right behind it."""
    if tag.closing or tag.name not in _DROPPED or tag.attributes.endswith("/"):
        return end
    closing = _DROPPED[tag.name].search(markup, end)
    return closing.start() if closing else len(markup)
