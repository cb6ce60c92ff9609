"""Writes a forum as an mbox: RFC 822 messages with References, quoted lines, UTF-8 in 8 bits."""

from email.header import Header
from email.utils import format_datetime

from .records import PARIS, Post

_NOTICE = "Corpus de fiction: the Veltamine, its maker, these people and their messages are invented."

_SEPARATOR = "From MAILER-DAEMON Fri Jul 08 09:12:44 2011"  # the day of the export: it tells nothing of a message's own date


def render(posts: list[Post]) -> bytes:
    """Returns the bytes of one mbox."""
    return "".join(_message(post) for post in posts).encode("utf-8")


def _message(post: Post) -> str:
    local = post.at.astimezone(PARIS)
    headers = [
        _SEPARATOR,
        f"From: {_encoded(post.author.name)} <{post.author.handle}>",
        *_date(post, format_datetime(local)),
        f"Subject: {_encoded(post.title)}",
        "Newsgroups: fr.fiction.veltamine",
        f"Message-ID: <{post.native_id}>",
        *_references(post),
        f"X-Fiction: {_NOTICE}",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: 8bit",
        "MIME-Version: 1.0",
    ]
    body = [*_quotation(post), post.text]
    escaped = [f">{line}" if line.startswith("From ") else line for line in "\n".join(body).split("\n")]
    return "\n".join([*headers, "", *escaped, "", ""])


def _date(post: Post, date: str) -> list[str]:
    if post.reason == "no_date":
        return []
    return ["Date: Mon, 31 Jun 2011 25:61:00 +0200"] if post.reason == "impossible_date" else [f"Date: {date}"]


def _references(post: Post) -> list[str]:
    """Returns In-Reply-To and References: the thread from its first message to the parent."""
    if post.reply_to is None:
        return []
    chain, parent = [], post.reply_to
    while parent is not None:
        chain.insert(0, f"<{parent.native_id}>")
        parent = parent.reply_to
    return [f"In-Reply-To: {chain[-1]}", "References: " + "\n ".join(chain)]


def _quotation(post: Post) -> list[str]:
    if not post.quoted:
        return []
    return [f"{post.reply_to.author.name} a écrit :", *(f"> {line}" for line in post.quoted), ""]


def _encoded(text: str) -> str:
    """Returns a header's text, as an encoded word where it is not ASCII."""
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=400).encode()
