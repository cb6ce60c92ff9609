"""Small months of results, made by hand, to compare."""

from pathlib import Path

import pandas as pd
import yaml

from conversatoire import tables

DAY = pd.Timestamp("2011-05-03T10:00:00Z")


def posts(ids: list[str]) -> pd.DataFrame:
    """Posts of the medium «blog», one a post id."""
    empty: dict[str, object] = {"hashtags": [], "mentions": [], "links": []}
    fixed = {"medium": "blog", "source": "blogs", "published_at": DAY, "text": "pont", "lang": "fr"} | empty
    rows = [fixed | {"post_id": f"blog:{name}", "author": f"author {name}", "origin": f"blogs.csv:{n}"} for n, name in enumerate(ids, 2)]
    return tables.frame("posts", rows)


def month(folder: Path, ids: list[str], topics: dict[str, int], words: dict[int, list[str]], query: list[str] | None = None) -> Path:
    """A month's folder with the tables of collection and topics and their parameters, and the imported table beside it.

    Args:
        folder: `…/study/2011-05`.
        ids: its posts.
        topics: post → topic; −1 where it is not there.
        words: topic → its words, the first the strongest.
        query: terms.
    """
    tables.write(posts(ids), folder / "collection/posts.parquet", "posts")
    counts = [len(ids) * (day == DAY.day) for day in range(1, 32)]
    volume = [{"day": f"2011-05-{day:02}", "medium": "blog", "posts": n, "authors": n} for day, n in enumerate(counts, 1)]
    tables.write(tables.frame("volume", volume), folder / "collection/volume.csv", "volume")
    held = {topic: sum(one == topic for one in topics.values()) for topic in words}
    rows = [
        {
            "topic": topic, "label": ", ".join(terms[:2]), "posts": held[topic], "share": held[topic] / len(ids), "stability": 0.9, "coherence": 0.1,
            "words": " ".join(terms), "share_low": held[topic] / len(ids), "share_high": held[topic] / len(ids),
        }
        for topic, terms in words.items()
    ]  # fmt: skip
    tables.write(tables.frame("topics", rows), folder / "topics/topics.csv", "topics")
    listed = [
        {"topic": topic, "rank": rank, "word": term, "weight": 1 / rank, "token": term}
        for topic, terms in words.items()
        for rank, term in enumerate(terms, 1)
    ]
    tables.write(tables.frame("topic_words", listed), folder / "topics/topic_words.csv", "topic_words")
    assigned = [{"post_id": f"blog:{name}", "topic": topics.get(name, -1), "nearest": topics.get(name, -1), "weight": 1.0} for name in ids]
    tables.write(tables.frame("post_topics", assigned), folder / "topics/post_topics.parquet", "post_topics")
    asked = {"study": "study", "period": folder.name, "timezone": "Europe/Paris", "languages": ["fr"]}
    asked |= {"query": {"any": query or [], "all": [], "none": []}}
    (folder / "params").mkdir()
    (folder / "params/collection.yaml").write_text(yaml.safe_dump(asked | {"sources": [{"name": "blogs", "medium": "blog"}], "seed": 42}))
    (folder / "params/topics.yaml").write_text(yaml.safe_dump({"study": "study", "period": folder.name, "settings": {"count": "auto", "seed": 42}}))
    return folder
