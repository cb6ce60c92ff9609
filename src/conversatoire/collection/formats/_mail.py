"""Headers and text of a mail message, whatever its faults: nothing here raises.

The headers are decoded here and not by `email.policy.default`, whose parser fails on some mangled ones and takes ten times longer.
"""

import email.header
import email.utils
import re
from email.message import Message

from conversatoire.markup import html_to_text

_LONGEST_ENCODED = 10_000  # characters: email takes time that grows with the square of a header's length
_LONGEST_SENDER = 1_000  # characters
_SPACES = re.compile(r"\s+")
_OBFUSCATED = re.compile(r"(\S+) at ([\w-]+(?:\.[\w-]+)+)(?:\s*\((.*)\))?")  # what list archives write against spam


def headers(message: Message) -> dict[str, str]:
    """Headers by lower-case name, decoded; of a repeated one the first."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), _decoded_header(str(value)))
    return found


def header(found: dict[str, str], name: str) -> str:
    """One header, or an empty text."""
    return found.get(name, "")


def sender(value: str) -> tuple[str | None, str | None]:
    """E-mail address in lower case and displayed name out of a `From` header; without an address what stands there is the author."""
    value = value[:_LONGEST_SENDER]
    if match := _OBFUSCATED.fullmatch(value.strip()):
        return f"{match[1]}@{match[2]}".lower(), match[3] or None
    try:
        name, address = email.utils.parseaddr(value)
    except RecursionError:  # hundreds of brackets
        name = address = ""
    if "@" not in address:
        return value.strip().lower() or None, value.strip() or None
    return _SPACES.sub("", address).lower(), name.strip() or None


def body(message: Message) -> str:
    """The message's own text: its first plain part with anything in it, else its first HTML part made plain."""
    parts = [part for part in message.walk() if not part.is_multipart() and not _is_attachment(part)]
    plain = (_flowed(part, _text(part)) for part in parts if part.get_content_type() == "text/plain")
    rich = (html_to_text(_text(part)) for part in parts if part.get_content_type() == "text/html")
    return next((text for texts in (plain, rich) for text in texts if text.strip()), "")


def decoded(raw: bytes, charset: str | None) -> str:
    """Bytes as text: in the charset stated if it fits, else UTF-8 if it fits, else cp1252."""
    for name in (charset or "utf-8", "utf-8"):
        try:
            return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def _decoded_header(raw: str) -> str:
    """`=?utf-8?q?…?=` decoded, raw 8-bit bytes too, folded lines made one."""
    if not raw.isascii():
        raw = decoded(raw.encode("utf-8", "surrogateescape"), None)
    try:
        parts = email.header.decode_header(raw) if "=?" in raw and len(raw) <= _LONGEST_ENCODED else [(raw, None)]
    except (ValueError, email.errors.MessageError):
        parts = [(raw, None)]
    text = "".join(part if isinstance(part, str) else decoded(part, charset) for part, charset in parts)
    return _SPACES.sub(" ", text).strip()


def _is_attachment(part: Message) -> bool:
    return str(part.get("content-disposition", "")).strip().lower().startswith("attachment")


def _text(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except (LookupError, ValueError, TypeError, AttributeError):  # known ways in which email fails on mangled parts
        raw, charset = str(part.get_payload()).encode("utf-8", "surrogateescape"), None
    return decoded(raw if isinstance(raw, bytes) else b"", charset).replace("\r\n", "\n")


def _flowed(part: Message, text: str) -> str:
    """format=flowed (RFC 3676) undone: a line that ends in a space goes on in the next one of the same quote depth."""
    try:
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        joins_words = str(part.get_param("delsp", "")).lower() == "yes"
    except (LookupError, ValueError, TypeError, AttributeError):
        return text
    if not flowed:
        return text
    lines: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        if depth == open_depth and content != "-- ":
            lines[-1] += content
        else:
            lines.append((">" * depth + " " if depth else "") + content)
        open_depth = depth if content.endswith(" ") and content != "-- " else -1
        if open_depth >= 0 and joins_words:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
