"""X (Twitter) API v2 as twarc writes it: JSON lines of pages (`data` and `includes`), of streamed tweets, or flattened, a tweet a line.

The tweets in `includes` are context, not rows. A line that holds an API error and no tweet is a reject; errors beside tweets tell only
that a tweet or account they refer to is gone, and are no rows.

Rows: a line counts one, or as many as its page has tweets. So in a flattened file it is the line's number.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from conversatoire.collection.formats import Reject, in_batches
from conversatoire.collection.formats._bytes import shown
from conversatoire.collection.formats._fields import as_dict, dicts_in, text_of, texts_in
from conversatoire.collection.formats._json import Line, json_lines
from conversatoire.markup import decode_entities
from conversatoire.settings.collection import Source

API_ERROR = "error message of the API, no tweet"
NOT_A_TWEET = "no tweet: no id"
_RETWEET = re.compile(r"RT @(\w{1,30}):\s*")
_OWN_MEDIA = re.compile(r"/status/(\d+)/(?:photo|video)/\d+$")


class Context(NamedTuple):
    """What a page includes: accounts and tweets by id."""

    users: dict[str, dict[str, Any]]
    tweets: dict[str, dict[str, Any]]


@in_batches
def read(path: Path, source: Source) -> Iterator[dict[str, Any] | Reject]:
    """Reads the tweets of a twarc file.

    Raises:
        SourceError: the file cannot be opened or read to its end.
    """
    row = line_before = 0
    for line in json_lines(path, source.encoding):
        row += line.row - line_before  # a blank line counts one too
        line_before = line.row
        if isinstance(line, Reject):
            yield line._replace(row=row)
            continue
        tweets = _tweets(line)
        if isinstance(tweets, str):
            yield Reject(row, tweets, shown(line.raw))
            continue
        context = _context(line.value)
        for number, tweet in enumerate(tweets):
            yield _post(row + number, tweet, context)
        row += max(0, len(tweets) - 1)


def _tweets(line: Line) -> list[Any] | str:
    """The tweets of a line; the reason where it has none. The page of a search that found nothing has none and no fault."""
    value = line.value
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return NOT_A_TWEET
    if "data" in value:
        data = value["data"]
        return data if isinstance(data, list) else [data]
    if "errors" in value or ("title" in value and "detail" in value):
        return API_ERROR
    return [] if as_dict(value.get("meta")).get("result_count") == 0 else [value]


def _context(page: Any) -> Context:
    includes = as_dict(as_dict(page).get("includes"))
    users, tweets = ({key: item for item in dicts_in(includes.get(kind)) if (key := text_of(item.get("id")))} for kind in ("users", "tweets"))
    return Context(users, tweets)


def _post(row: int, tweet: Any, context: Context) -> dict[str, Any] | Reject:
    tweet_id = text_of(as_dict(tweet).get("id"))
    if tweet_id is None:
        return Reject(row, NOT_A_TWEET, str(tweet))
    author = _account(tweet.get("author_id"), tweet.get("author"), context)
    handle = text_of(author.get("username"))
    metrics = as_dict(tweet.get("public_metrics"))
    references = _references(tweet, context)
    is_repost = "repost_of" in references
    return {
        "row": row,
        "native_id": tweet_id,
        "published_at": text_of(tweet.get("created_at")),
        "author": handle,
        "author_name": text_of(author.get("name")),
        "author_id": text_of(tweet.get("author_id")),
        "author_followers": text_of(as_dict(author.get("public_metrics")).get("followers_count")),
        "url": f"https://twitter.com/{handle or 'i'}/status/{tweet_id}",
        "lang": text_of(tweet.get("lang")),
        "thread": text_of(tweet.get("conversation_id")),
        "likes": text_of(metrics.get("like_count")),
        # The API repeats the original's count on each of its retweets: a sum over posts would count it hundreds of times.
        "reposts": None if is_repost else text_of(metrics.get("retweet_count")),
        "replies": text_of(metrics.get("reply_count")),
        "views": text_of(metrics.get("impression_count")),
        **references,
        **_content(tweet, context),
    }


def _account(account_id: Any, inline: Any, context: Context) -> dict[str, Any]:
    """An account: written into a flattened tweet, else among the page's."""
    return as_dict(inline) or context.users.get(text_of(account_id) or "", {})


def _references(tweet: dict[str, Any], context: Context) -> dict[str, str | None]:
    """The columns of what a tweet replies to, passes on or quotes, and of whom."""
    columns: dict[str, str | None] = {}
    for kind, reference in _referenced(tweet):
        target = _target(reference, context)
        author = _account(target.get("author_id"), target.get("author"), context)
        columns[kind] = text_of(reference.get("id"))
        columns[f"{kind}_author"] = text_of(author.get("username"))
    if "repost_of" in columns and not columns["repost_of_author"]:
        prefix = _RETWEET.match(text_of(tweet.get("text")) or "")
        columns["repost_of_author"] = prefix[1] if prefix else None
    if "reply_to" in columns and not columns["reply_to_author"]:
        columns["reply_to_author"] = _replied_account(tweet, context)
    return columns


def _referenced(tweet: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    kinds = {"retweeted": "repost_of", "replied_to": "reply_to", "quoted": "quote_of"}
    for reference in dicts_in(tweet.get("referenced_tweets")):
        kind = text_of(reference.get("type"))
        if kind in kinds:
            yield kinds[kind], reference


def _target(reference: dict[str, Any], context: Context) -> dict[str, Any]:
    """The tweet referred to: written into the reference of a flattened tweet, else among the page's; empty where it is gone."""
    return reference if "text" in reference else context.tweets.get(text_of(reference.get("id")) or "", {})


def _replied_account(tweet: dict[str, Any], context: Context) -> str | None:
    """The account replied to where its tweet is gone: by its id among the accounts, or among the mentions."""
    account_id = tweet.get("in_reply_to_user_id")
    known = text_of(_account(account_id, tweet.get("in_reply_to_user"), context).get("username"))
    mentions = dicts_in(as_dict(tweet.get("entities")).get("mentions"))
    return known or next((text_of(mention.get("username")) for mention in mentions if account_id and mention.get("id") == account_id), None)


def _content(tweet: dict[str, Any], context: Context) -> dict[str, Any]:
    """Text, tags, mentions and links; of a retweet those of the original, whose text it holds cut off behind «RT @x:»."""
    original = next((target for kind, reference in _referenced(tweet) if kind == "repost_of" and (target := _target(reference, context))), tweet)
    long = as_dict(original.get("note_tweet"))
    text = text_of(long.get("text")) or text_of(original.get("text")) or ""
    prefix = _RETWEET.match(text) if original is tweet and any(kind == "repost_of" for kind, _ in _referenced(tweet)) else None
    content: dict[str, Any] = {"text": decode_entities(text[prefix.end() :] if prefix else text)}
    # Of a long tweet `entities` covers the first 280 characters only. Without any entities they were not asked for: the text tells.
    entities = as_dict(long.get("entities")) or as_dict(original.get("entities"))
    if not entities:
        return content
    mentions = [mention for mention in dicts_in(entities.get("mentions")) if not (prefix and mention.get("start") == len("RT "))]
    return content | {
        "hashtags": texts_in(tag.get("tag") for tag in dicts_in(entities.get("hashtags"))),
        "mentions": texts_in(mention.get("username") for mention in mentions),
        "links": texts_in(_address(url) for url in dicts_in(entities.get("urls")) if not _is_own_media(url, original)),
    }


def _address(url: dict[str, Any]) -> str | None:
    return text_of(url.get("unwound_url")) or text_of(url.get("expanded_url")) or text_of(url.get("url"))


def _is_own_media(url: dict[str, Any], tweet: dict[str, Any]) -> bool:
    """Whether an address leads to the pictures or the film of the tweet itself: that is no link shared."""
    media = _OWN_MEDIA.search(text_of(url.get("expanded_url")) or "")
    return bool(media) and media[1] == text_of(tweet.get("id"))
