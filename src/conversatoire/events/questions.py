"""Open questions: the posts that ask something, grouped by subject and wording, with what was replied to them in the posts collected."""

from collections.abc import Collection

import numpy as np
import pandas as pd
import polars as pl

from conversatoire import tables
from conversatoire.events.interrogatives import CUES, Asked, asked
from conversatoire.text import tokens

# Columns of the table «posts» that are read.
COLUMNS = [
    *("post_id", "medium", "author", "published_at", "title", "text", "lang", "mentions"),
    *("reply_to_id", "reply_to_author", "repost_of_id", "repost_of_author"),
]
_AGAIN = r"(?i)^\s*(?:re|fwd?|tr|aw|réf?)\s*:"  # a reply repeats the title of what it answers
STOCK = 3  # times that an own account sends the same words, from which they are a stock message
_LEAST_ALIKE = 3  # words, under which two sentences are the same question only when they hold the same


def questions(posts: pd.DataFrame, topic: pd.Series, own_accounts: Collection[str]) -> pd.DataFrame:
    """Table «questions»: the posts that ask something, a row a post.

    Own accounts and reposts are left out. Posts of one topic whose sentences share their words (near-duplicates) are one question. Unanswered
    questions come first (no reply to any of their posts), then those that got stock messages alone; then those asked most.

    Args:
        posts: COLUMNS of the table «posts» of the month.
        topic: number of each post's topic, in their order; −1 where none is clear.
        own_accounts: handles of the organisation.
    """
    own = {account.lower().lstrip("@") for account in own_accounts}
    author = posts["author"].astype(object).str.lower()
    reposted = posts["repost_of_id"].notna() | posts["repost_of_author"].notna()
    texts = pl.Series(posts["text"].astype(object).where(posts["text"].notna(), "").tolist(), dtype=pl.String)
    titles = pl.Series(posts["title"].astype(object).where(posts["title"].notna(), "").tolist(), dtype=pl.String)
    titles = pl.select(pl.when(titles.str.contains(_AGAIN)).then(pl.lit("")).otherwise(titles)).to_series()
    whole = titles.to_frame("title").select(pl.when(pl.col("title") == "").then(texts).otherwise(pl.col("title") + "\n" + texts)).to_series()
    likely = whole.str.contains(CUES).to_numpy() & ~author.isin(own).to_numpy() & ~reposted.to_numpy()
    places, found = [], []
    for place in np.flatnonzero(likely):
        if sentences := asked(whole[int(place)], posts["lang"].iloc[place]):
            places.append(place)
            found.append(_main(sentences))
    if not places:
        return tables.frame("questions")
    rows = posts[COLUMNS].iloc[places].reset_index(drop=True)
    rows = rows.assign(sentence=[one.sentence for one in found], form=[one.form for one in found], topic=topic.iloc[places].to_numpy())
    rows = rows.assign(to_own=_to_own(rows, own), group=_groups(rows)).merge(_replies(posts, own), on="post_id", how="left")
    answered = np.select([rows["stock"].eq(0.0), rows["own_hours"].notna(), rows["hours"].notna()], ["own", "stock", "other"], "no")
    rows = rows.assign(replies=rows["replies"].fillna(0).astype("int64"), answered=answered)
    rows["question"] = _numbers(rows)
    return rows[list(tables.TABLES["questions"].columns)].sort_values(["question", "published_at", "post_id"], ignore_index=True)


def _main(sentences: list[Asked]) -> Asked:
    """The sentence that tells a post's question best: of those with a form of their own the longest, else the longest with a mark."""
    formed = [one for one in sentences if one.form != "mark"]
    return max(formed or sentences, key=lambda one: min(len(one.sentence), 200))


def _to_own(rows: pd.DataFrame, own: set[str]) -> pd.Series:
    mentioned = rows["mentions"].map(lambda names: any(name.lstrip("@") in own for name in names)).astype(bool)
    return mentioned | rows["reply_to_author"].astype(object).str.lower().isin(own)


def _groups(rows: pd.DataFrame) -> list[int]:
    """The number of the first row that asks the same: of the same topic, in nearly the same words."""
    from conversatoire.topics.duplicates import leaders

    contents: list[frozenset[str]] = []
    for sentence, lang, number in zip(rows["sentence"], rows["lang"], rows["topic"], strict=True):
        words = frozenset(tokens(sentence, lang))
        # few words are the same by chance: then all of the sentence must be
        contents.append(frozenset(f"{number} {word}" for word in (words if len(words) >= _LEAST_ALIKE else [" ".join(sentence.lower().split())])))
    return leaders(contents)


def _replies(posts: pd.DataFrame, own: set[str]) -> pd.DataFrame:
    """For each post with replies by others than its author: post_id, replies, and hours to the first.

    own_hours: to the first by an own account; stock: whether those by own accounts are all stock messages (missing without any).
    """
    asked_by = posts[["post_id", "author", "published_at"]].assign(author=posts["author"].astype(object).str.lower())
    made = posts.loc[posts["reply_to_id"].notna() & posts["repost_of_id"].isna(), ["reply_to_id", "author", "published_at"]]
    made = made.assign(by=made["author"].astype(object).str.lower(), at=made["published_at"])
    made = made.assign(stock=_stock(posts, own).loc[made.index].where(made["by"].isin(own)))[["reply_to_id", "by", "at", "stock"]]
    pairs = asked_by.merge(made, left_on="post_id", right_on="reply_to_id")
    pairs = pairs[(pairs["by"].isna() | (pairs["by"] != pairs["author"])) & (pairs["at"] >= pairs["published_at"])]
    pairs = pairs.assign(hours=(pairs["at"] - pairs["published_at"]).dt.total_seconds() / 3600)
    pairs["own_hours"] = pairs["hours"].where(pairs["by"].isin(own))
    return pairs.groupby("post_id", as_index=False).agg(
        replies=("hours", "size"), hours=("hours", "min"), own_hours=("own_hours", "min"), stock=("stock", "min")
    )


def _stock(posts: pd.DataFrame, own: set[str]) -> pd.Series:
    """1.0 for words that own accounts sent STOCK times or more in the month, handles, links and signs apart; else 0.0."""
    words = posts["text"].astype(object).fillna("").str.replace(r"https?://\S+|@\w+", " ", regex=True).str.lower()
    words = words.str.replace(r"[\W_]+", " ", regex=True).str.strip()
    times = words[posts["author"].astype(object).str.lower().isin(own)].value_counts()
    return (words.map(times).fillna(0) >= STOCK).astype("float64")


def _numbers(rows: pd.DataFrame) -> pd.Series:
    """The number of each row's question, from 1: unanswered, then by stock messages alone; asked most; in the form of a question; earliest."""
    known = rows.assign(rank=rows["answered"].map({"no": 0, "stock": 1, "other": 2, "own": 2}), vague=rows["form"].eq("mark"))
    groups = known.groupby("group").agg(
        rank=("rank", "max"), posts=("post_id", "size"), vague=("vague", "min"), first=("published_at", "min"), post=("post_id", "min")
    )
    order = groups.sort_values(["rank", "posts", "vague", "first", "post"], ascending=[True, False, True, True, True], kind="stable").index
    return rows["group"].map({group: number for number, group in enumerate(order, 1)}).astype("int64")
