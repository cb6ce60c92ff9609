"""Reaction times of own accounts: who appeals to them, and when they answer.

- **Appeal**: a post by somebody else that names an own account or replies to one, reposts left out. In a thread only the first of each author
  counts: a person who insists is still waiting for one answer. A thread is what `thread_id` and replies tie together.
- **Answer**: the first later post by any own account that replies to the appeal, or that stands in the same thread and replies to, or names, its
  author. It may come from another own account than the one addressed.
- **End**: an appeal without an answer is followed until the last post that the export holds of its medium. Answers are looked for among all that
  was imported, whatever the query, the language and the month.
"""

import numpy as np
import pandas as pd
import polars as pl
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from conversatoire import tables
from conversatoire.benchmark.voices import authors, handles, is_repost
from conversatoire.note.rows import records

COLUMNS = (
    *("post_id", "medium", "author", "published_at", "reply_to_id", "reply_to_author", "thread_id"),
    *("repost_of_id", "repost_of_author", "mentions", "text"),
)


def with_answers(posts: pd.DataFrame, own_accounts: list[str], imported: list[str]) -> tuple[pd.DataFrame, pd.Series]:
    """The posts, with what own accounts posted beside them, and how far the export goes.

    Args:
        posts: the table «posts» of the month.
        own_accounts: handles of the organisation.
        imported: files of all that was imported; none where only the month is known.

    Returns:
        The columns COLUMNS, with `asks` (whether the post is one of the month's), and the last instant of each medium.
    """
    month = posts[list(COLUMNS)].assign(asks=True)
    found, last = [month], [posts.groupby("medium")["published_at"].max()]
    own = pl.col("author").str.to_lowercase().str.strip_prefix("@").is_in(sorted(handles(own_accounts)))
    for path in imported:
        scan = pl.scan_parquet(path)
        found.append(scan.filter(own).select(COLUMNS).collect().to_pandas().assign(asks=False))
        last.append(scan.group_by("medium").agg(pl.max("published_at")).collect().to_pandas().set_index("medium")["published_at"])
    frames = [frame.astype({"published_at": "datetime64[us, UTC]"}) for frame in found if len(frame)]
    every = pd.concat(frames, ignore_index=True).drop_duplicates("post_id", ignore_index=True) if frames else month
    return every, pd.concat(last).groupby(level=0).max()


def threads(posts: pd.DataFrame) -> pd.Series:
    """Number of the thread of each post: posts that replies or a `thread_id` tie together, whether or not the posts between them are known."""
    names = [posts["post_id"], posts["reply_to_id"], "thread " + posts["thread_id"].astype("str").where(posts["thread_id"].notna())]
    codes = pd.factorize(pd.concat(names, ignore_index=True))[0].reshape(3, -1)
    size = codes.max(initial=-1) + 1
    ends = [(codes[0][known], other[known]) for other in codes[1:] for known in [other >= 0]]
    rows, columns = (np.concatenate(side) for side in zip(*ends, strict=True))
    groups = connected_components(sp.coo_array((np.ones(len(rows), dtype=bool), (rows, columns)), shape=(size, size)), directed=False)[1]
    return pd.Series(groups[codes[0]], index=posts.index)


def reaction_posts(posts: pd.DataFrame, last: pd.Series, own_accounts: list[str]) -> pd.DataFrame:
    """The table «reaction_posts».

    Args:
        posts: COLUMNS and asks, as `with_answers` gives them.
        last: last instant of each medium, as `with_answers` gives it.
        own_accounts: handles of the organisation.
    """
    known = posts.sort_values(["published_at", "post_id"], ignore_index=True)
    known["by"], known["thread"] = authors(known), threads(known)
    known["to"] = known["reply_to_author"].astype("str").where(known["reply_to_author"].notna()).str.lower().str.removeprefix("@")
    own = handles(own_accounts)
    asked = _appeals(known[known["asks"].astype(bool) & ~known["by"].isin(own) & ~is_repost(known)], own)
    if asked.empty:
        return tables.frame("reaction_posts")
    answers = _answers(asked, known[known["by"].isin(own) & ~is_repost(known)])
    found = asked.join(answers, on="post_id")
    ends = found["answered_at"].fillna(found["medium"].map(last))
    found["followed"] = (ends - found["published_at"]).dt.total_seconds().clip(lower=0) / 60
    found["minutes"] = found["followed"].where(found["answer_id"].notna())
    found["repeated"] = _repeated(found["answer_text"])
    columns = list(tables.TABLES["reaction_posts"].columns)
    return tables.frame("reaction_posts", records(found.rename(columns={"published_at": "asked_at"})[columns]))


def _appeals(posts: pd.DataFrame, own: set[str]) -> pd.DataFrame:
    """The first appeal of each author in each thread, with the own accounts that it addresses and how many followed (`again`)."""
    pairs = zip(posts["mentions"], posts["to"], strict=True)
    named = [sorted(own & {*mentions, *([to] if isinstance(to, str) else [])}) for mentions, to in pairs]
    found = posts.assign(accounts=[" ".join(accounts) for accounts in named])[np.array([bool(accounts) for accounts in named], dtype=bool)]
    author = found["by"].fillna("\n" + found["post_id"].astype("str"))  # nobody known: each alone
    group = found.groupby([found["medium"], found["thread"], author])
    return found.assign(again=group["post_id"].transform("size") - 1)[group.cumcount() == 0]


def _answers(asked: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """The first answer to each appeal: answer_id, answered_by, answered_at and answer_text by post_id of the appeal."""
    wanted = asked[["post_id", "medium", "thread", "by", "published_at"]]
    offered = answers[["post_id", "medium", "thread", "by", "published_at", "reply_to_id", "to", "mentions", "text"]]
    pairs = wanted.merge(offered, on=["medium", "thread"], suffixes=("", "_answer"))
    to_author = [by == to or (isinstance(by, str) and by in named) for by, to, named in zip(pairs["by"], pairs["to"], pairs["mentions"], strict=True)]
    fits = (pairs["reply_to_id"] == pairs["post_id"]) | np.array(to_author, dtype=bool)
    pairs = pairs[fits & (pairs["published_at_answer"] >= pairs["published_at"])]
    first = pairs.sort_values(["published_at_answer", "post_id_answer"]).drop_duplicates("post_id").set_index("post_id")
    columns = {"post_id_answer": "answer_id", "by_answer": "answered_by", "published_at_answer": "answered_at", "text": "answer_text"}
    return first[list(columns)].rename(columns=columns)


def _repeated(texts: pd.Series) -> pd.Series:
    """Whether another answer has the same words, handles and links aside; false where there is no answer."""
    plain = texts.astype("str").str.replace(r"(?:https?://\S+|@\w+|\s)+", " ", regex=True).str.lower().str.strip()
    return plain.where(texts.notna()).duplicated(keep=False) & texts.notna()
