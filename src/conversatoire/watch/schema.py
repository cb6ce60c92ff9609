"""The index of a study's posts, `results/{study}/watch/posts.sqlite`: its tables and columns. Whole months stand in it, all media together.

A post's `n` follows its time (published_at, then post_id): an interval of time is an interval of `n`, and so of rowids in the full-text table.
Accounts are handles in lower case and belong to a medium; `folded` is `collection.query.folded` (no case, accents, ligatures).
"""

POSTS = {
    "n": int,  # primary key, 1 the earliest
    "post_id": str,
    "month": str,  # YYYY-MM, day, weekday and hour are the study's local time
    "day": str,  # YYYY-MM-DD
    "weekday": int,  # 1 Monday … 7 Sunday
    "hour": int,  # 0–23
    "published_at": int,  # seconds since 1970, UTC
    "medium": str,
    "source": str,
    "kind": str,  # repost, quote, reply or post: the first of these that holds
    "author": str,  # as written; NULL where the export does not tell
    "account": str,  # author, lower-case
    "author_name": str,
    "author_followers": int,
    "title": str,
    "text": str,
    "url": str,
    "lang": str,
    "reply_to_id": str,
    "reply_to_account": str,  # lower-case, as the two below
    "repost_of_id": str,
    "repost_of_account": str,
    "quote_of_id": str,
    "quote_of_account": str,
    "thread_id": str,
    "likes": int,
    "reposts": int,
    "replies": int,
    "views": int,
    "engagement": int,  # likes + reposts + replies, of those that the export tells; NULL where it tells none
    "topic": str,  # id that a topic keeps over the months, `YYYY-MM/n` (table topic_links); NULL where the post has none
}
# One row a post and item; (n, item) is the primary key, (item, n) indexed.
LISTS = {
    "tags": {"n": int, "tag": str},  # folded, without #: the spellings of a tag are one
    "links": {"n": int, "link": str, "site": str},  # canonical address, host without www.
    "mentions": {"n": int, "account": str},
}
TOPICS = {"topic": str, "month": str, "number": int, "label": str, "posts": int}  # (topic, month) is the primary key
SPELLINGS = {"tag": str, "shown": str}  # each tag as most posts write it, lower-case
# study, title, timezone, months, media, languages (space-separated), posts, first, last (instants; "" without posts), made (version of the schema)
ABOUT = {"key": str, "value": str}
VERSION = "1"  # another version is built anew

# The full-text table «words»: rowid is posts.n; columns title, text (both folded, without web addresses), marks (`@account #tag *`, see tokens.py).
# Contentless: texts stand once, in posts.
