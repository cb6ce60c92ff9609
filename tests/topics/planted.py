"""A month of posts on three subjects that share no word but the query's, in two languages of spelling: as tags and as words."""

import random
from datetime import UTC, datetime, timedelta

import pandas as pd

SUBJECTS = {
    "justice": "tribunal juge avocat procès plainte audience verdict parquet greffe magistrat".split(),
    "water": "rivière robinet fontaine nappe mairie riverain station analyse captage puits".split(),
    "price": "caisse mutuelle tarif remboursement facture cotisation budget franchise barème euro".split(),
}


def posts(count: int = 240, seed: int = 5) -> pd.DataFrame:
    """Table posts (the columns this step reads) with a column `subject`; one post in six is a repost, and every post names the medicine."""
    chance = random.Random(seed)
    rows: list[dict] = []
    for number in range(count):
        subject = chance.choice(sorted(SUBJECTS))
        original = chance.choice(rows) if rows and number % 6 == 5 else None
        text = f"Veltamine : {' '.join(chance.sample(SUBJECTS[subject], 5))}"
        rows.append(
            {
                "post_id": f"twitter:{1000 + number}",
                "medium": "twitter" if number % 4 else "forum",
                "author": f"auteur{number % 50}",
                "published_at": datetime(2011, 4, 30, 22, 30, tzinfo=UTC) + timedelta(hours=3 * number),
                "title": None,
                "text": f"RT @x: {original['text'][:45]}" if original else text,
                "lang": "fr" if number % 3 else "und",
                "repost_of_id": original["post_id"] if original else None,
                "repost_of_author": original["author"] if original else None,
                "subject": original["subject"] if original else subject,
            }
        )
    return table(rows)


def table(rows: list[dict]) -> pd.DataFrame:
    """Rows as the step reads posts."""
    names = ["post_id", "medium", "author", "published_at", "title", "text", "lang", "repost_of_id", "repost_of_author"]
    frame = pd.DataFrame(rows, columns=names + (["subject"] if rows and "subject" in rows[0] else []), dtype=object)
    lists = {name: [[] for _ in rows] for name in ("hashtags", "mentions", "links")}
    return frame.assign(published_at=pd.to_datetime(frame["published_at"], utc=True), **lists)


def said(*texts: str) -> pd.DataFrame:
    """One post a text, an hour apart, each by its own author."""
    start = datetime(2011, 5, 2, 8, tzinfo=UTC)
    return table(
        [
            {"post_id": f"blog:{i}", "medium": "blog", "author": f"a{i}", "published_at": start + timedelta(hours=i), "text": text, "lang": "fr"}
            for i, text in enumerate(texts)
        ]
    )
