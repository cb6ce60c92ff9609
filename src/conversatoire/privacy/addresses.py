"""Web addresses without the accounts and posts that they name: x.com/anne/status/12 becomes x.com/u_…/status/p_….

On the sites of SOCIAL every part of a path that is not one of the site's own words is hashed; elsewhere what follows an @ or a word such as
`author/`, and the first label of blogs' hosts. What the study's exports themselves tell to be a handle is hashed wherever it stands.
"""

import re
import urllib.parse
from collections.abc import Callable, Mapping

from conversatoire.privacy import pseudonyms
from conversatoire.privacy.pseudonyms import Keyed

SOCIAL = {
    "twitter.com": "twitter", "x.com": "twitter", "nitter.net": "twitter", "fxtwitter.com": "twitter", "vxtwitter.com": "twitter",
    "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook", "fb.watch": "facebook", "messenger.com": "facebook", "m.me": "facebook",
    "instagram.com": "instagram", "threads.net": "threads", "threads.com": "threads", "tiktok.com": "tiktok", "snapchat.com": "snapchat",
    "reddit.com": "reddit", "redd.it": "reddit", "youtube.com": "youtube", "youtu.be": "youtube", "twitch.tv": "twitch",
    "dailymotion.com": "dailymotion", "linkedin.com": "linkedin", "bsky.app": "bluesky", "t.me": "telegram", "telegram.me": "telegram",
    "vk.com": "vk", "pinterest.com": "pinterest", "pinterest.fr": "pinterest", "quora.com": "quora", "github.com": "github", "wa.me": "whatsapp",
}  # fmt: skip
_BLOGS = (
    "tumblr.com", "substack.com", "blogspot.com", "blogspot.fr", "wordpress.com", "over-blog.com", "over-blog.fr", "canalblog.com", "skyrock.com",
    "medium.com", "github.io", "livejournal.com", "hautetfort.com", "eklablog.com", "blog4ever.com", "bsky.social",
)  # fmt: skip
# Sites whose path starts with the account.
_ACCOUNT_FIRST = {"twitter", "facebook", "instagram", "threads", "snapchat", "twitch", "telegram", "vk", "pinterest", "github", "dailymotion"}
_WORDS = frozenset(
    """about browse c channel comments company events explore feed gallery groups hashtag home i in intent lists live media mobile notes p pages
    people permalink permalink.php photo photo.php photos pin playlist post posts profile profile.php pub public r reel reels search share sharer
    sharer.php shorts status statuses stories story.php submit tag tags topic topics tweet u update user users v video video.php videos watch web
    with_replies""".split()
)
_BEFORE_OPEN = {"r", "hashtag", "tag", "tags", "topic", "topics", "search"}  # what follows is a community or a subject
_BEFORE_ACCOUNT = frozenset(
    """account accounts author authors auteur auteurs c channel company in member members membre membres pages people profil profile profiles
    pub u user users utilisateur""".split()
)
_OPEN_KEYS = {"q", "query", "t", "s", "lang", "hl", "sort", "type"}
_ACCOUNT_KEYS = {"screen_name", "user", "username", "user_id", "id", "via", "related", "author", "u", "member", "uid"}
_INNER = re.compile(r"https?:/{1,2}", re.IGNORECASE)
_TOKENS = (re.compile(r"[\w.-]*\w"), re.compile(r"[\w-]*\w"), re.compile(r"\w+"))
LONGEST = 4096  # what follows is left out: no browser opens it


def without_accounts(address: str, keyed: Keyed, names: Mapping[str, str], depth: int = 0) -> str:
    """An address without handles and ids.

    Args:
        address: as it stands in a text or in `links`; its protocol may lack.
        keyed: what pseudonyms are made with.
        names: handles known from the source (plain) → pseudonym.
        depth: how many addresses it stands in.
    """
    address = address[:LONGEST]
    protocol, host, rest = _cut(address)
    if not host or depth > 3:
        return f"{protocol}post.invalid/{pseudonyms.native_id(keyed, address)}"
    inner = _INNER.search(rest)
    if inner and inner.start() and "?" not in rest[: inner.start()]:  # an archive's address holds another
        head = _path(rest[: inner.start()], host, keyed)
        return protocol + _host(host, keyed) + _known(head, names) + without_accounts(rest[inner.start() :], keyed, names, depth + 1)
    path, mark, query = rest.partition("#")[0].partition("?")
    values = "&".join(_value(part, host, keyed, names, depth) for part in query.split("&")) if mark else ""
    return protocol + _known(_host(host, keyed), names) + _known(_path(path, host, keyed), names) + mark + values


def _cut(address: str) -> tuple[str, str, str]:
    """Protocol, host (lower case, without user and port) and the rest."""
    protocol = match[0] if (match := re.match(r"(?:https?:)?/{1,2}", address, re.IGNORECASE)) else ""
    host, rest = re.match(r"([^/?#]*)(.*)", address[len(protocol) :], re.DOTALL).groups()  # type: ignore[union-attr]
    return protocol, host.rpartition("@")[2].partition(":")[0].lower(), rest


def _site(host: str) -> str | None:
    """The medium of a host of SOCIAL, or of a subdomain of one."""
    labels = host.split(".")
    return next((medium for start in range(len(labels) - 1) if (medium := SOCIAL.get(".".join(labels[start:])))), None)


def _host(host: str, keyed: Keyed) -> str:
    blog = next((blog for blog in _BLOGS if host.endswith(f".{blog}")), None)
    label = host.removesuffix(f".{blog}") if blog else "www"
    return host if label == "www" or not blog else f"{pseudonyms.account(keyed, label.removeprefix('www.'), blog)}.{blog}"


def _path(path: str, host: str, keyed: Keyed) -> str:
    site = _site(host)
    segments = [urllib.parse.unquote(segment) for segment in path.split("/")]
    lower = [segment.lower() for segment in segments]
    hide = _on_social(site, keyed) if site else _elsewhere(host, keyed)
    made = [hide(number, segment, lower[number - 1] if number else "") if segment else "" for number, segment in enumerate(segments)]
    return "/".join(
        raw if new == segment else urllib.parse.quote(new, safe="@") for raw, segment, new in zip(path.split("/"), segments, made, strict=True)
    )


def _on_social(site: str, keyed: Keyed) -> Callable[[int, str, str], str]:
    def hide(number: int, segment: str, before: str) -> str:
        if segment.lower() in _WORDS or before in _BEFORE_OPEN:
            return segment
        if segment[0] in "@＠" or before in _BEFORE_ACCOUNT or (number == 1 and site in _ACCOUNT_FIRST):
            sign = "@" if segment[0] in "@＠" else ""
            return sign + pseudonyms.account(keyed, segment.lstrip("@＠"), site)
        return pseudonyms.native_id(keyed, segment, site)

    return hide


def _elsewhere(host: str, keyed: Keyed) -> Callable[[int, str, str], str]:
    below_account = False  # the posts of an account stand below it

    def hide(number: int, segment: str, before: str) -> str:
        nonlocal below_account
        if segment[0] in "@＠" and len(segment) > 1:  # the fediverse, and sites like Medium
            below_account, name = True, segment.lstrip("@＠")
            return "@" + pseudonyms.account(keyed, name if "@" in name else f"{name}@{host}", "mastodon")
        if below_account and segment.lower() not in _WORDS:
            return pseudonyms.native_id(keyed, segment, "mastodon")
        return pseudonyms.account(keyed, segment, host) if before in _BEFORE_ACCOUNT and segment.lower() not in _WORDS else segment

    return hide


def _value(part: str, host: str, keyed: Keyed, names: Mapping[str, str], depth: int) -> str:
    """One `key=value` of a query."""
    key, sign, raw = part.partition("=")
    value = urllib.parse.unquote_plus(raw)
    site = _site(host)
    if _INNER.match(value):
        return key + sign + urllib.parse.quote(without_accounts(value, keyed, names, depth + 1), safe="")
    if "@" in value:
        return key + sign + pseudonyms.account(keyed, value, site)
    is_video = key == "v" and site == "youtube" and keyed.medium != "youtube"  # a film that people share is a page, not a post
    if not site or not value or key in _OPEN_KEYS or is_video:
        return key + sign + _known(raw, names)
    return key + sign + (pseudonyms.account(keyed, value, site) if key in _ACCOUNT_KEYS else pseudonyms.native_id(keyed, value, site))


def _known(part: str, names: Mapping[str, str]) -> str:
    """Part of an address with the handles that the source knows replaced, the longest that fits first."""
    for tokens in _TOKENS if names else ():
        part = tokens.sub(lambda match: names.get(match[0].casefold(), match[0]), part)
    return part
