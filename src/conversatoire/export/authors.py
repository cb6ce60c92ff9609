"""How many distinct authors stand behind each row of a table, and behind each word, tag, link and site."""

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

import pandas as pd

from conversatoire.export.people import PART
from conversatoire.text import fold

LONGEST = 4  # words of a phrase


def cut(posts: pd.DataFrame, post_topics: pd.DataFrame, post_tone: pd.DataFrame, timezone: str) -> pd.DataFrame:
    """The posts with what tables are cut by: all, source, medium, day, weekday, hour, topic, tone, and one key an author.

    Posts without an author count as one author a medium: nothing tells that they are of several.
    """
    local = posts["published_at"].dt.tz_convert(timezone)
    frame = posts[["post_id", "source", "medium", "hashtags", "links", "text", "title", "repost_of_id", "repost_of_author"]].assign(
        all="all",
        day=local.dt.strftime("%Y-%m-%d"),
        weekday=local.dt.day_of_week + 1,
        hour=local.dt.hour,
        person=posts["medium"] + ":" + posts["author"].fillna("").str.lower(),
    )
    frame = frame.merge(post_topics[["post_id", "topic"]], on="post_id", how="left").merge(post_tone[["post_id", "tone"]], on="post_id", how="left")
    return frame.assign(topic=frame["topic"].fillna(-1).astype(int))


def of_rows(table: pd.DataFrame, behind: str, cut_posts: pd.DataFrame) -> pd.Series:
    """Distinct authors behind each row of a table, as `allowed.Release.behind` says; none where no post is."""
    way, columns, *_ = behind.split(":")
    if way == "column":
        return table[columns].fillna(0).astype(int)
    if way == "tone":
        parts = [cut_posts.assign(by=by, value=cut_posts[by].astype(str) if by != "all" else "") for by in ("all", "medium", "topic", "day")]
        cut_posts = pd.concat(parts)
    keys = columns.split(",")
    if keys == ["all"]:
        return pd.Series(cut_posts["person"].nunique(), index=table.index)
    counts = cut_posts.groupby(keys)["person"].nunique()
    rows = table[keys].fillna("").astype({key: cut_posts[key].dtype for key in keys})
    found = [counts.get(row if len(keys) > 1 else row[0], 0) for row in rows.itertuples(index=False, name=None)]
    return pd.Series(found, index=table.index, dtype=int)


def of_items(items: Iterable[str], cut_posts: pd.DataFrame) -> dict[str, int]:
    """Distinct authors who used each word, phrase, #tag, link or site themselves: passing on another's post does not count.

    Args:
        items: as tables show them; the words of a phrase are joined by spaces or by _.
        cut_posts: of `cut`.
    """
    own = cut_posts[cut_posts["repost_of_id"].isna() & cut_posts["repost_of_author"].isna()]
    wanted = {item: tuple(PART.findall(fold(item.replace("_", " ")))) for item in items}
    phrases = {words for words in wanted.values() if 0 < len(words) <= LONGEST}
    users: dict[object, set[str]] = defaultdict(set)
    for person, title, text, tags, links in own[["person", "title", "text", "hashtags", "links"]].itertuples(index=False, name=None):
        for tag in tags if tags is not None else []:
            users["#" + fold(tag)].add(person)
            users[tuple(PART.findall(fold(tag)))].add(person)
        for link in links if links is not None else []:
            users[link].add(person)
            users[host(link)].add(person)
        words = PART.findall(fold(f"{title if isinstance(title, str) else ''} \n {text}"))
        for size in range(1, LONGEST + 1):
            for run in zip(*(words[start:] for start in range(size)), strict=False):
                if run in phrases:
                    users[run].add(person)
    keys = {item: fold(item) if item.startswith("#") else item if item in users else words for item, words in wanted.items()}
    return {item: len(users.get(key, ())) for item, key in keys.items()}


def host(link: str) -> str:
    """Host of a link, without www; "" where it has none."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
