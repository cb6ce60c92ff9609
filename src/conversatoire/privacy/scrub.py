"""An account taken out of other people's rows: cells, JSON values and texts."""

import re
from collections.abc import Callable
from typing import Any

from conversatoire.privacy.deletions import MASK
from conversatoire.privacy.names import is_sure, is_word, words_of
from conversatoire.privacy.pseudonyms import plain
from conversatoire.privacy.subject import Subject

_OWNER = ("user", "account", "author")
_HANDLE_KEYS = frozenset("author username screen_name acct handle user_screen_name user_name".split())
_ID_KEYS = frozenset("author_id user_id author_fullname account_id".split())
_PASSED_ON = ("reblog", "retweeted_status")
# Keys and columns whose whole value is an id or a handle.
_REFERENCE = re.compile(r"(?:^|_)(?:id|ids|id_str|to|of|parent|thread|name|author|user|url|uri|link|permalink)$", re.IGNORECASE)


def pattern(who: Subject) -> re.Pattern[str]:
    """Where a text names an account: its handles and long ids as whole words, its telling names.

    A handle that is a common word («pont») is a trace behind an @ or in an address only.
    """
    parts = []
    for handle in sorted(who.handles, key=lambda name: (-len(name), name)):
        alone = is_sure(handle) or not all(map(is_word, words_of(handle)))
        before = "" if alone else r"(?:(?<=[@＠﹫/=])|(?<=%40))"
        after = r"(?!\w)" if who.medium == "twitter" or is_sure(handle) else r"(?!\w|[.-]\w)"  # elsewhere @anne.martin is not @anne
        parts.append(rf"{before}(?:(?<!\w)|(?<=%40)){_spelt(handle)}{after}")
        if "@" in handle:
            local, _, host = handle.partition("@")
            parts.append(rf"(?<!\w){re.escape(local)}(?:\s+at\s+|\s?[(\[]at[)\]]\s?|%40){re.escape(host)}(?!\w)")
    parts += [rf"(?<!\w){re.escape(number)}(?!\w)" for number in sorted(who.long_ids)]
    parts += [rf"(?<!\w){_spelt(name)}(?!\w)" for name in sorted(who.telling_names, key=lambda name: (-len(name), name))]
    return re.compile("|".join(parts), re.IGNORECASE)


def _spelt(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def texts(who: Subject) -> Callable[[str], str]:
    """A function that masks the account in a text."""
    trace = pattern(who)
    return lambda text: trace.sub(MASK, text)


def cells(who: Subject) -> Callable[[str, str], str]:
    """A function that takes the account out of one cell, given its column's name: the cell is emptied where it is the account or a post of it."""
    clean = texts(who)
    whole = {*who.handles, *who.numbers, *who.posts}

    def cell(column: str, value: str) -> str:
        if not value:
            return value
        if plain(value) in who.handles or value in who.long_ids or (_REFERENCE.search(column) and plain(value) in whole):
            return ""
        return clean(value)

    return cell


def values(who: Subject) -> Callable[[Any], Any]:
    """A function that takes the account out of a JSON value: objects that are it or by it go, references to it are emptied, texts masked."""
    cell = cells(who)

    def clean(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {cell("", name) or MASK: None if belongs(item, who) else clean(item, name) for name, item in value.items()}
        if isinstance(value, list):
            pairs = [(item, clean(item, key)) for item in value if not belongs(item, who)]
            return [after for before, after in pairs if after is not None or before is None]
        if isinstance(value, str):
            return cell(key, value) or (None if value else value)  # an empty text stays one
        if isinstance(value, int) and not isinstance(value, bool):
            return value if cell(key, str(value)) else None
        return value

    return clean


def belongs(value: Any, who: Subject) -> bool:
    """Whether a JSON object is the account, a post by it, or a post that passes on one of its posts."""
    if not isinstance(value, dict):
        return False
    if any(isinstance(value.get(key), str) and plain(value[key]) in who.handles for key in _HANDLE_KEYS):
        return True
    if any(str(value.get(key)) in who.numbers for key in _ID_KEYS):
        return True
    if any(str(value.get(key)) in who.posts | who.numbers for key in ("id", "id_str", "name")) and ("text" in value or "username" in value):
        return True
    references = value.get("referenced_tweets")
    passed_on = [ref for ref in references if isinstance(ref, dict) and ref.get("type") == "retweeted"] if isinstance(references, list) else []
    if any(str(ref.get("id")) in who.posts for ref in passed_on):
        return True
    return any(belongs(value.get(key), who) for key in (*_OWNER, *_PASSED_ON))
