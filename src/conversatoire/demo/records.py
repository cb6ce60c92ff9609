"""The records of the teaching corpus: what is planned once, then both exported and counted as truth."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
MEDIA = {"x": "twitter", "facebook": "facebook", "forum": "forum", "blog": "blog"}  # source → label in the tables
KEPT, DUPLICATE, OFF_QUERY, OFF_LANGUAGE, REJECTED = "kept", "duplicate", "off_query", "off_language", "rejected"


def day_of(at: datetime) -> str:
    """Returns the day of an instant in Paris, ``2011-05-17``."""
    return at.astimezone(PARIS).date().isoformat()


@dataclass(frozen=True)
class Account:
    """An invented account. ``handle`` is what tables name it by: @handle, e-mail address, page or pen name."""

    handle: str
    name: str
    source: str
    community: str
    second_community: str = ""  # a bridge speaks in two communities
    role: str = "member"  # hub, bridge, member or ring
    number: str = ""  # the platform's own id
    activity: float = 1.0  # relative chance to be the author of a post
    fame: float = 1.0  # relative chance to be mentioned

    @property
    def communities(self) -> tuple[str, ...]:
        """The one or two communities the account speaks in."""
        return (self.community, self.second_community) if self.second_community else (self.community,)


@dataclass(frozen=True)
class Subject:
    """A planted subject, with its weight in each month, medium and community, and in each tone."""

    key: str
    name_fr: str
    name_en: str
    months: dict[str, float]
    media: dict[str, float]
    communities: dict[str, float]
    tones: tuple[float, float, float]  # negative, neutral, positive


@dataclass(frozen=True)
class Burst:
    """Posts that come on top of a usual day, for a known cause; their phrases stand in ``material/events.txt``."""

    key: str
    name_fr: str
    name_en: str
    subject: str
    link: str
    tag: str
    excess: dict[date, int]  # day → posts on top of the usual ones, on X


@dataclass(eq=False)
class Post:
    """One row of one export. ``links`` are canonical; ``text`` holds them as written."""

    source: str
    at: datetime  # UTC, to the second
    author: Account
    text: str
    native_id: str = ""
    title: str = ""
    subject: str = ""
    second_subject: str = ""
    tone: str = ""
    burst: str = ""
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)  # as written, without #
    mentions: list[str] = field(default_factory=list)  # as written, without @
    reply_to: "Post | None" = None
    repost_of: "Post | None" = None
    near_duplicate_of: "Post | None" = None
    quoted: list[str] = field(default_factory=list)  # forum: the lines quoted from the parent
    counts: dict[str, int] = field(default_factory=dict)  # likes, reposts, replies, views, …
    outcome: str = KEPT
    reason: str = ""  # why a row is rejected, one of the keys of broken.BREAKS
    file: str = ""  # set by layout: relative to the corpus folder
    row: int = 0

    @property
    def medium(self) -> str:
        """The label of the medium in the tables."""
        return MEDIA[self.source]

    @property
    def post_id(self) -> str:
        """``{medium}:{native id}``, empty without a native id."""
        return f"{self.medium}:{self.native_id}" if self.native_id else ""

    @property
    def day(self) -> str:
        """The day in Paris."""
        return day_of(self.at)

    @property
    def period(self) -> str:
        """The month in Paris."""
        return self.day[:7]
