"""Text of posts is data: here it becomes Markdown that shows it as it stands, whatever it holds.

The templates escape every value by themselves (`finalize`); only a `Markdown` made here or in a template passes as it is.
"""

import re
from urllib.parse import quote, urlsplit

# Breaks of lines, tabs and runs of blanks become one space; no-break spaces (U+00A0, U+202F) are typography and stay.
_BLANKS = re.compile(r"[\t-\r\x1c-\x20\x85\u2028\u2029]+")
# No text: controls, lone surrogates, non-characters, and the marks that turn the direction of what follows them, even outside of the post.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile(r"[\\`*_{}\[\]#|<>&$~^@]")
# What makes a list, a rule, an underlined heading or a caption, at the start of a line only; the sign to escape is the last of the group.
_START = re.compile(r"^([-+](?=[-\s]|$)|=(?==*$)|:(?=\s)|\d+[.)](?=\s|$))")
# Tried once a run of its signs: else time grows with the square of a long word.
_ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]++(?:@|\(at\)|&#64;)[\w-]++(?:\.[\w-]+)+")
HIDDEN = "\u2026"  # stands for an e-mail address whose owner has no name, in every language
_LONG = re.compile(r"(?<!\S)(\S{120})\S{2,}+")  # a stranger's handle or tag may have a million signs; the first 120 are shown
_UNSAFE_IN_URL = re.compile(r"[\s\\<>\"'`{}|^()\[\]*_~$]")


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""


def plain(text: str) -> str:
    """`text` on one line, without controls, direction overrides and code points that are no characters.

    Every format below can hold the result; nothing that a reader would see is lost.
    """
    text = _NO_TEXT.sub("", _BLANKS.sub(" ", text))
    text = "".join(c for c in text if ord(c) & 0xFFFE != 0xFFFE)  # the last two code points of each plane
    return re.sub(" +", " ", text).strip(" ")


def md(value: object) -> Markdown:
    """Markdown that shows `value` literally, on one line, in a paragraph, a heading, a quotation or a cell; endless words are cut."""
    if isinstance(value, Markdown):
        return value
    text = _SPECIAL.sub(lambda found: "\\" + found[0], shortened(plain(str(value))))
    first = _START.match(text)
    if first:
        cut = first.end() - 1
        text = f"{text[:cut]}\\{text[cut:]}"
    return Markdown(text)


def shortened(text: str) -> str:
    """`text` with «…» for the end of words that no reader reads to it."""
    return _LONG.sub(r"\1…", text)


def is_link(url: object) -> bool:
    """Whether `url` is an absolute http or https address of a host; nothing else may become a link."""
    if not isinstance(url, str) or plain(url) != url or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def link(text: object, url: object) -> Markdown:
    """A link where `url` is one (see `is_link`), else the text alone."""
    if not is_link(url):
        return md(text)
    safe = _UNSAFE_IN_URL.sub(lambda found: quote(found[0], safe=""), str(url)).replace("&", "&amp;")
    return Markdown(f"[{md(text)}]({safe})")


def hide_addresses(text: str, instead: str) -> str:
    """`text` with `instead` in the place of each e-mail address: the note prints none."""
    return _ADDRESS.sub(lambda _: instead, text)


def is_address(text: object) -> bool:
    """Whether `text` holds an e-mail address."""
    return isinstance(text, str) and bool(_ADDRESS.search(text))
