"""Plans the corpus: walks through the instants of each source and decides who writes what, in answer to whom.

``plan`` returns the one list of records from which the exports and the truth are both made.
"""

import random
from datetime import datetime
from itertools import accumulate

from . import broken, plan_others, planted
from .dressing import dress, engage, pick_link, pick_tags, snowflake
from .people import everyone
from .records import OFF_QUERY, Account, Burst, Post, Subject, day_of
from .rhythm import instants_of, usual_instants
from .subjects import BURSTS, BY_KEY, OFF_KINDS, pick_off_kind, pick_subject
from .writing import Writer

_MEMORY = 260  # posts of the timeline that one may still answer or repost


def plan(seed: int) -> list[Post]:
    """Returns every row of every export, in the order of the exports, with file, row and outcome."""
    rng = random.Random(seed)
    writer, people = Writer(rng), everyone(rng)
    posts = Timeline(people["x"], writer, rng).posts()
    for source in ("facebook", "forum", "blog"):
        posts += plan_others.PLANS[source](people[source], writer, rng)
    posts += planted.ring(people["x"], rng)
    posts += planted.hostile(people["x"], rng)
    posts += planted.near_duplicates(posts, people, rng)
    again = planted.exported_twice(posts, rng)
    return planted.layout(posts + broken.rows(people, writer, rng), again)


class Timeline:
    """The X timeline: originals, replies and reposts, mostly inside a community."""

    def __init__(self, accounts: list[Account], writer: Writer, rng: random.Random):
        self.rng, self.writer = rng, writer
        communities = dict.fromkeys(account.community for account in accounts)
        self._in = {name: [account for account in accounts if name in account.communities] for name in communities}
        self._activity = {name: list(accumulate(account.activity for account in members)) for name, members in self._in.items()}
        self._fame = {name: list(accumulate(account.fame for account in members)) for name, members in self._in.items()}
        self._recent: list[Post] = []
        self._reposted: set[tuple[str, str]] = set()

    def posts(self) -> list[Post]:
        """Returns the timeline's posts, oldest first."""
        slots: list[tuple[datetime, Burst | None]] = [(at, None) for at in usual_instants("x", self.rng)]
        for burst in BURSTS:
            for day, count in burst.excess.items():
                slots += [(at, burst) for at in instants_of("x", day, count, self.rng)]
        slots.sort(key=lambda slot: slot[0])
        return [self._post(at, burst) for at, burst in slots]

    def _post(self, at: datetime, burst: Burst | None) -> Post:
        roll = self.rng.random()
        post = None
        if roll < (0.4 if burst else 0.22):
            post = self._repost(at, burst)
        elif roll < 0.42 and not burst:
            post = self._reply(at)
        post = post or self._original(at, burst)
        post.native_id = snowflake(at, self.rng)
        if post.repost_of is None:
            engage(post, post.author, self.rng)
            self._recent = [*self._recent[-_MEMORY:], post]
        return post

    def _original(self, at: datetime, burst: Burst | None) -> Post:
        kind = "" if burst else pick_off_kind(self.rng, 0.05)
        if kind:
            author = self._author(self.rng.choice(list(self._in)))
            return Post("x", at, author, self.writer.new(self.writer.off, kind), outcome=OFF_KINDS[kind])
        post = Post("x", at, self._in["patients"][0], "")
        subject = BY_KEY[burst.subject] if burst else pick_subject("x", post.period, self.rng)
        post.author = self._author(self._community_of(subject))
        self._fill(post, subject, burst)
        if self.rng.random() < 0.34:
            post.mentions = [self._someone(post.author).handle]
        dress(post, self.rng)
        return post

    def _fill(self, post: Post, subject: Subject, burst: Burst | None) -> None:
        """Gives a post on the medicine its tone, text, tags and links."""
        rng, writer = self.rng, self.writer
        post.subject, post.tone = subject.key, writer.tone(subject)
        if burst:
            post.text = writer.new(writer.burst, burst.key, subject, post.tone)
            post.burst, post.tags, post.links = burst.key, [burst.tag], [burst.link]
            return
        post.text = writer.new(writer.tweet, subject, post.tone)
        post.tags = pick_tags(subject.key, rng)
        post.links = [pick_link(subject.key, rng)] if rng.random() < 0.36 else []

    def _reply(self, at: datetime) -> Post | None:
        author = self._author(self.rng.choice(list(self._in)))
        parent = self._from_recent(author, None, itself=0.04)
        if parent is None:
            return None
        post = Post("x", at, author, "", reply_to=parent)
        post.mentions = [parent.author.handle] if parent.author is not author else []
        kind = "chatter" if not parent.subject or self.rng.random() < 0.06 else ""
        if kind:
            post.text, post.outcome = self.writer.new(self.writer.off, kind), OFF_QUERY
        else:
            subject = BY_KEY[parent.subject]
            self._fill(post, subject if subject.months[post.period] else pick_subject("x", post.period, self.rng), None)
            if self.rng.random() < 0.2:
                other = self._someone(author).handle
                post.mentions += [other] if other not in post.mentions else []
        dress(post, self.rng)
        return post

    def _repost(self, at: datetime, burst: Burst | None) -> Post | None:
        author = self._author(self.rng.choice(list(self._in)))
        original = self._from_recent(author, burst, itself=0.0)
        if original is None or (author.handle, original.native_id) in self._reposted:
            return None
        if original.subject and not BY_KEY[original.subject].months[day_of(at)[:7]]:
            return None  # the subject ended with the month
        self._reposted.add((author.handle, original.native_id))
        original.counts["reposts"] += 1
        return Post(
            "x",
            at,
            author,
            f"RT @{original.author.handle}: {original.text}",
            subject=original.subject,
            tone=original.tone,
            burst=burst.key if burst else "",
            links=original.links,
            tags=original.tags,
            mentions=original.mentions,
            repost_of=original,
            outcome=original.outcome,
            counts=dict.fromkeys(original.counts, 0),
        )

    def _from_recent(self, reader: Account, burst: Burst | None, itself: float) -> Post | None:
        """Returns a post that the reader answers or reposts: of a known account of its own community, as a rule."""
        if itself and self.rng.random() < itself:
            own = [post for post in self._recent if post.author is reader]
            return own[-1] if own else None
        # ASSUME a post of one's own community is seen 14 times as often as another's.
        posts = [post for post in self._recent if post.author is not reader and (post.burst == burst.key if burst else not post.burst)]
        weights = [post.author.fame**0.7 * (14 if set(post.author.communities) & set(reader.communities) else 1) for post in posts]
        return self.rng.choices(posts, weights=weights)[0] if posts else None

    def _community_of(self, subject: Subject) -> str:
        return self.rng.choices(list(subject.communities), weights=list(subject.communities.values()))[0]

    def _author(self, community: str) -> Account:
        return self.rng.choices(self._in[community], cum_weights=self._activity[community])[0]

    def _someone(self, author: Account) -> Account:
        """Returns an account to mention, other than the author: nine times in ten of one of its communities."""
        own = self.rng.random() < 0.9
        community = self.rng.choice(author.communities if own else list(self._in))
        other = self.rng.choices(self._in[community], cum_weights=self._fame[community])[0]
        return other if other is not author else self._someone(author)
