"""What a note tells of the month's topics: plain numbers and texts, no word of any language."""

import re
from typing import Any

import pandas as pd

from conversatoire import tables
from conversatoire.config import Note, Topics
from conversatoire.note.escape import HIDDEN, hide_addresses, is_address
from conversatoire.note.names import show
from conversatoire.note.rows import records

# A post longer than this is cut at a word in the note; the tables hold it whole.
VERBATIM_LENGTH = 400
LISTED = 40  # topics of the note's table, one line each; the first `settings.top` are told in detail
STABLE = 0.75  # mean Jaccard index from which a cluster may be called stable (Hennig 2007); between UNSTABLE and this, fairly so
KEYS = 5  # tags, links, sites and accounts told of a topic; the table holds more
FEW = 20  # posts that differ: under that, a month without topics has too few
# All of a post but the letters of its words. Han, kana, Thai, Lao, Burmese and Khmer have no space between words.
_NO_LETTER = re.compile(r"\brt\s+@\w+|(?:https?://|www\.)\S+|@[\w.@-]*|[^\w@]+|[\d_]+", re.IGNORECASE)
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

Names = dict[tuple[str, str], str]


def topics(frames: dict[str, pd.DataFrame], before: pd.DataFrame | None, names: Names, settings: Note, study: Topics) -> dict[str, Any]:
    """The month's topics with all the note says of each, the posts outside, and the topics gone since the month before.

    Args:
        frames: the month's tables by name.
        before: table topics of the month before; None without one.
        names: how accounts are shown, see `names.shown_names`.
        settings: how many topics and verbatims to show.
        study: the settings the topics were made with.
    """
    links = frames["topic_links"]
    earlier = {} if before is None else {row["topic"]: row | {"unstable": _unstable(row)} for row in records(before)}
    keys = _keys(frames["topic_keys"], names)
    rows = [_topic(row, frames, links, earlier, keys, names, settings) for row in records(frames["topics"].sort_values("topic"))]
    stable, unstable = [row for row in rows if not row["unstable"]], [row for row in rows if row["unstable"]]
    return {
        "all": rows,
        "listed": rows[: max(LISTED, settings.top)],
        "shown": rows[: settings.top],
        "stable": stable,
        "unstable": unstable,
        "new": [row for row in stable + unstable if row["status"] == "new"],
        "gone": [earlier[link["previous_topic"]] | {"id": link["id"]} for link in _links(links, "gone") if link["previous_topic"] in earlier],
        "compared": bool(earlier),
        "identified": any(row["id"] for row in rows),
        "threshold": tables.UNSTABLE,
        "solid": STABLE,
        "measures": {row["measure"]: row["value"] for row in records(frames["topic_model"])},
        "made": {"engine": "glp" if study.engine == "auto" else study.engine, "count": study.count, "granularity": study.granularity},
        "none": None if rows else why_none(frames["posts"]),
    } | outside(frames["post_topics"])


def outside(post_topics: pd.DataFrame) -> dict[str, float | None]:
    """Shares of the posts that are in no topic, 0–1: `unassigned`, made of `unknown` (no known word) and `between` (no topic is clear)."""
    if not len(post_topics):
        return dict.fromkeys(("unassigned", "unknown", "between"))
    is_out, is_unknown = post_topics["topic"] == -1, post_topics["nearest"] == -1
    return {"unassigned": float(is_out.mean()), "unknown": float((is_out & is_unknown).mean()), "between": float((is_out & ~is_unknown).mean())}


def why_none(posts: pd.DataFrame) -> dict[str, Any]:
    """Why a month has no topic: a reason, the number of posts, and of those that differ by their letters.

    The reason is `posts` (there are none), `wordless` (links, accounts and signs only), `unspaced` (scripts without spaces between words),
    `same` (one text), `few` or `scattered` (enough posts, but words that do not come back).
    """
    said = [_NO_LETTER.sub("", text).lower() for text in posts["title"].fillna("").astype(str) + " " + posts["text"]]
    distinct = len(set(said))
    reasons = {
        "posts": not said,
        "wordless": not any(said),
        "unspaced": 2 * sum(bool(_UNSPACED.search(text)) for text in said) > len(said),
        "same": distinct == 1 < len(said),
        "few": distinct < FEW,
    }
    return {"reason": next((name for name, holds in reasons.items() if holds), "scattered"), "posts": len(said), "distinct": distinct}


def _topic(row: dict, frames: dict, links: pd.DataFrame, earlier: dict, keys: pd.DataFrame, names: Names, settings: Note) -> dict[str, Any]:
    number = row["topic"]
    own = records(links[links["topic"] == number])
    link = next((link for link in own if link["status"] != "merged"), None)
    status = link["status"] if link and earlier else None
    shares = frames["topic_media"].query("topic == @number and posts > 0").sort_values(["posts", "medium"], ascending=[False, True])
    days = frames["topic_days"].query("topic == @number and posts > 0").sort_values(["posts", "day"], ascending=[False, True])
    told = keys[keys["topic"] == number]
    return row | {
        "unstable": _unstable(row),
        "solidity": "unstable" if _unstable(row) else "fairly" if row["stability"] < STABLE else "stable",
        "words": frames["topic_words"].query("topic == @number").sort_values("rank")["word"].tolist() or row["words"].split(),
        "media": shares[["medium", "posts", "share"]].to_dict("records"),
        "peak": days[["day", "posts"]].to_dict("records")[0] if len(days) else None,
        "told_by": {kind: records(rows.head(KEYS)) for kind, rows in told.groupby("kind", sort=True)},
        "id": link["id"] if link else None,
        "status": status,
        "before": earlier.get(link["previous_topic"]) if status in ("continued", "split") else None,
        "merged": [earlier[link["previous_topic"]] for link in own if link["status"] == "merged" and link["previous_topic"] in earlier],
        "verbatims": verbatims(frames, number, names, settings.verbatims),
    }


def _unstable(row: dict[str, Any]) -> bool:
    return row["stability"] <= tables.UNSTABLE


def _links(links: pd.DataFrame, status: str) -> list[dict[str, Any]]:
    return records(links[links["status"] == status].sort_values("previous_topic"))


def _keys(keys: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The keys in order, accounts as they are shown, without links that hold an e-mail address."""
    keys = keys.sort_values(["topic", "kind", "rank"]).reset_index(drop=True)
    accounts = keys["kind"].isin(["mentioned", "author"])
    shown = keys["item"].astype(object).mask(accounts, show(keys["item"], keys["medium"], names, HIDDEN))
    return keys.assign(item=shown)[accounts | ~keys["item"].map(is_address).astype(bool)]


def verbatims(frames: dict[str, pd.DataFrame], topic: int, names: Names, count: int) -> list[dict[str, Any]]:
    """The first `count` representative posts of a topic: author as shown, medium, instant, text (cut, without addresses), url."""
    chosen = frames["representative_posts"].query("topic == @topic").sort_values("rank").head(count)
    posts = frames["posts"]
    found = posts[posts["post_id"].isin(chosen["post_id"])].set_index("post_id")
    rows = found.reindex([post for post in chosen["post_id"] if post in found.index])
    return [
        {
            "post_id": row["post_id"],
            "author": names.get((row["medium"], row["author"].lower())) if isinstance(row["author"], str) else None,
            "medium": row["medium"],
            "published_at": row["published_at"],
            "text": quotation(row["title"], row["text"]),
            "url": row["url"] if isinstance(row["url"], str) else None,
        }
        for row in rows.reset_index().to_dict("records")
    ]


def quotation(title: object, text: str, length: int = VERBATIM_LENGTH) -> str:
    """Title and text of a post on one line, cut at a word where longer than `length`, without e-mail addresses."""
    lead = title.strip() if isinstance(title, str) else ""
    whole = f"{lead}{'' if lead[-1:] in '.!?…:' else '.'} {text}" if lead and not text.startswith(lead) else text
    whole = " ".join(hide_addresses(whole or lead, HIDDEN).split())
    if len(whole) <= length:
        return whole
    cut = whole[:length].rsplit(" ", 1)[0].rstrip(" ,;:.-")
    return f"{cut} […]"
