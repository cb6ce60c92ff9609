"""Texts without handles, addresses of people, telephone numbers and known names, in one pass over each text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from conversatoire.collection.links import tidy
from conversatoire.privacy import names as known
from conversatoire.privacy import pseudonyms
from conversatoire.privacy.addresses import without_accounts
from conversatoire.privacy.names import Names
from conversatoire.privacy.pseudonyms import Keyed

TELEPHONE = "☎"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_NARROW = r"[A-Za-z0-9_]+|\w+"  # X: «@anne.merci» names anne
_WIDE = r"\w(?:[\w.\-]{0,200}\w)?(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})?"  # elsewhere handles hold dots and hyphens, and on the fediverse a host
# All repetitions are bounded or cannot be read in two ways: a word of a megabyte costs no more than its length.
_TOKEN = r"""
    (?P<link> https?://[^\s<>"“”«»]+ | (?<![\w@.-])(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,12}/[^\s<>"“”«»]* )
  | (?P<mail> (?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8} )
  | (?: [@＠﹫]INVISIBLE | %40 )(?P<handle> HANDLE )
  | (?<![\w/])(?P<slash> /?u/)(?P<redditor> [A-Za-z0-9_-]{3,20})
  | (?P<telephone> (?<![\w+.,])
      (?: (?:\+|00)[1-9]\d{0,2}[\s.()-]{0,2}(?:\d[\s.-]?){7,11}\d | 0[1-9](?:[\s.-]?\d\d){4} | \(\d{3}\)\s?\d{3}-\d{4} )(?!\w) )
"""


class Masks(NamedTuple):
    """What a text is read for: the tokens of its medium, what pseudonyms are made with, and the names masked where they stand bare."""

    token: re.Pattern[str]
    keyed: Keyed
    names: Names
    handles: dict[str, str]  # masked names of one word → pseudonym, for addresses


def masks(keyed: Keyed, names: Names) -> Masks:
    """What texts of a source are read for."""
    handle = _NARROW if keyed.medium == "twitter" else _WIDE
    token = re.compile(_TOKEN.replace("INVISIBLE", _INVISIBLE).replace("HANDLE", handle), re.VERBOSE)
    single = {words[0]: person.pseudonym for words, person in names.people.items() if len(words) == 1}
    return Masks(token, keyed, names, single)


def without_people(text: str, read: Masks) -> str:
    """A text with pseudonyms in the place of handles, e-mail addresses and known names, and ☎ in that of telephone numbers."""
    return "".join(_parts(text, read))


def _parts(text: str, read: Masks) -> Iterator[str]:
    at = 0
    while match := read.token.search(text, at):
        yield _bare(text[at : match.start()], read)
        at, made = _spaced(match, text, read) or (match.end(), _token(match, read))
        yield made
    yield _bare(text[at:], read)


def _spaced(match: re.Match[str], text: str, read: Masks) -> tuple[int, str] | None:
    """Where a known name of several words behind an @ ends, and what stands for it: «@Paul Martin» is one account, not @Paul."""
    if match.lastgroup != "handle" or not (found := known.whole(text, match.start("handle"), read.names.spaced, read.names.reach)):
        return None
    end, words = found
    if end <= match.end():
        return None
    mask = read.names.spaced[words]
    return end, text[match.start() : end] if mask is None else f"@{mask}"


def _token(match: re.Match[str], read: Masks) -> str:
    kind, whole = match.lastgroup, match[0]
    if kind == "link":
        link = tidy(whole[:8192])
        return without_accounts(link, read.keyed, read.handles) + (whole[len(link) :] if len(whole) < 8192 else "")
    if kind == "mail":
        address = re.sub(r"\s?(?:@|\(at\)|\[at\])\s?", "@", whole, count=1)
        return "@" + pseudonyms.account(read.keyed, address)
    if kind == "handle":
        return "@" + pseudonyms.account(read.keyed, match["handle"])
    if kind == "redditor":
        return match["slash"] + pseudonyms.account(read.keyed, match["redditor"], "reddit")
    return TELEPHONE


def _bare(text: str, read: Masks) -> str:
    """What stands between tokens. A masked name gets an @, by which readers and word counts tell an account from a word."""
    if not text or not read.names.people:
        return text
    made, at = [], 0
    for start, end, words in known.find(text, read.names.people, read.names.longest):
        person = read.names.people[words]
        if person.capitals and not known.with_capitals(text[start:end]):
            continue
        made += [text[at:start], "" if text[:start].endswith("#") else "@", person.pseudonym]
        at = end
    return "".join([*made, text[at:]]) if made else text
