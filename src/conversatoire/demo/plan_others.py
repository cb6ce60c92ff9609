"""Plans the slower media: Facebook pages, threads of a forum, blogs."""

import random
from dataclasses import dataclass, field
from datetime import datetime

from .dressing import engage, pick_link, pick_tags
from .records import Account, Post, Subject
from .rhythm import usual_instants
from .subjects import OFF_KINDS, pick_off_kind, pick_subject
from .writing import Writer

_OPEN_THREADS = 14  # threads that still get answers
_OFF_TITLES = {
    "band": "Les Veltamine, le groupe de rock",
    "chatter": "Le coin des bavardages de la semaine",
    "english": "Question about Veltamine from abroad",
}


@dataclass
class Thread:
    """A forum thread: its title, what it is about, its messages so far."""

    title: str
    subject: Subject | None
    off: str
    messages: list[Post] = field(default_factory=list)


def facebook(accounts: list[Account], writer: Writer, rng: random.Random) -> list[Post]:
    """Returns the posts of the pages, oldest first."""
    posts = []
    for number, at in enumerate(usual_instants("facebook", rng)):
        post = Post("facebook", at, accounts[0], "")
        off = pick_off_kind(rng, 0.06)
        if off:
            post.author = rng.choice(accounts)
            post.text, post.outcome = writer.new(writer.off, off), OFF_KINDS[off]
        else:
            subject = pick_subject(post.source, post.period, rng)
            post.author = _speaker(accounts, subject, rng)
            _fill(post, subject, writer.page, writer, rng)
            post.tags = pick_tags(subject.key, rng)[:2]
            post.text += "".join(f" #{tag}" for tag in post.tags)
            post.links = [pick_link(subject.key, rng)] if rng.random() < 0.4 else []
        post.native_id = f"{post.author.number}_{10150000000000 + number * 7919 + rng.randrange(7000)}"
        engage(post, post.author, rng)
        posts.append(post)
    return posts


def forum(accounts: list[Account], writer: Writer, rng: random.Random) -> list[Post]:
    """Returns the messages of the forum, oldest first; an answer follows its thread's subject."""
    posts, threads = [], []
    for at in usual_instants("forum", rng):
        if len(threads) < 3 or rng.random() < 0.2:
            post = _question(at, threads, accounts, writer, rng)
        else:
            post = _answer(at, threads, accounts, writer, rng)
        post.native_id = f"{rng.randrange(16**14):014x}@forumsante.example"
        posts.append(post)
    return posts


def blog(accounts: list[Account], writer: Writer, rng: random.Random) -> list[Post]:
    """Returns the blog posts, oldest first; half of them say a word on a second subject."""
    posts = []
    for number, at in enumerate(usual_instants("blog", rng)):
        post = Post("blog", at, accounts[0], "")
        subject = pick_subject(post.source, post.period, rng)
        second = pick_subject(post.source, post.period, rng) if rng.random() < 0.5 else None
        second = None if second is subject else second
        post.author = _speaker(accounts, subject, rng)
        post.subject, post.second_subject, post.tone = subject.key, second.key if second else "", writer.tone(subject)
        post.title = writer.title(subject)
        post.text = writer.new(writer.blog, subject, second, post.tone)
        post.links = list(dict.fromkeys(pick_link(subject.key, rng) for _ in range(rng.randint(0, 3))))
        post.native_id = f"tag:planete-veltamine.example,2011:billet-{number + 1:04d}"
        posts.append(post)
    return posts


PLANS = {"facebook": facebook, "forum": forum, "blog": blog}


def _speaker(accounts: list[Account], subject: Subject, rng: random.Random) -> Account:
    weights = [account.activity * subject.communities[account.community] for account in accounts]
    return rng.choices(accounts, weights=weights)[0]


def _fill(post: Post, subject: Subject, draw, writer: Writer, rng: random.Random) -> None:
    post.subject, post.tone = subject.key, writer.tone(subject)
    post.text = writer.new(draw, subject, post.tone)


def _question(at: datetime, threads: list[Thread], accounts: list[Account], writer: Writer, rng: random.Random) -> Post:
    post = Post("forum", at, accounts[0], "")
    off = pick_off_kind(rng, 0.06)
    subject = None if off else pick_subject(post.source, post.period, rng)
    thread = Thread(_OFF_TITLES[off] if off else writer.title(subject), subject, off)
    threads.append(thread)
    return _write(post, thread, writer.question, accounts, writer, rng)


def _answer(at: datetime, threads: list[Thread], accounts: list[Account], writer: Writer, rng: random.Random) -> Post:
    post = Post("forum", at, accounts[0], "")
    alive = [thread for thread in threads[-_OPEN_THREADS:] if thread.subject is None or thread.subject.months[post.period]]
    if not alive:
        return _question(at, threads, accounts, writer, rng)
    thread = rng.choice(alive)
    post.reply_to = thread.messages[0] if rng.random() < 0.6 else rng.choice(thread.messages)
    post = _write(post, thread, writer.answer, accounts, writer, rng)
    lines = [line for line in post.reply_to.text.split("\n") if "https://" not in line and len(line) > 20]
    post.quoted = lines[: rng.randint(1, 2)] if rng.random() < 0.7 else []
    return post


def _write(post: Post, thread: Thread, draw, accounts: list[Account], writer: Writer, rng: random.Random) -> Post:
    """Gives a forum message its author, title and text, and adds it to its thread."""
    post.author = rng.choices(accounts, weights=[account.activity for account in accounts])[0]
    post.title = f"Re: {thread.title}" if post.reply_to else thread.title
    if thread.off:
        post.text, post.outcome = writer.new(writer.off, thread.off), OFF_KINDS[thread.off]
    else:
        _fill(post, thread.subject, draw, writer, rng)
        if rng.random() < 0.12:
            post.links = [pick_link(thread.subject.key, rng)]
            post.text += f"\n{post.links[0]}"
    thread.messages.append(post)
    return post
