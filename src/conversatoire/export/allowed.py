"""The allow-list of the release pack: which tables leave the house, and which of their columns.

Every table and column that is not named here stays in, so that a new one is private until someone decides otherwise. Out are all tables of
persons (accounts, edges, rankings, coordination), of single posts (cascades, extremes, questions), of the organisation's own figures (internal,
returns, visibility), and all that cannot be told to stand on enough authors.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Release:
    """How one table is released.

    Attributes:
        step: folder of the table.
        keys: columns that say what a row is about; they stay as they are (the words of a topic are made anew, see `release.month`).
        values: columns that are blanked in rows with too few authors.
        behind: the way to a row's authors: a column of the table that counts them, with the columns over which rows add up, if they do
            (`column:authors:day,medium`); or the properties of posts by which rows are cut (`posts:day,medium`), equal to columns of the row;
            or of posts with a tone (`tone:by,value,tone`); empty for tables that count nobody.
        texts: columns of words, tags, links or sites, each of which needs enough authors of its own.
        only: by column, the values that are released; other rows stay out.
    """

    step: str
    keys: tuple[str, ...]
    values: tuple[str, ...] = ()
    behind: str = ""
    texts: tuple[str, ...] = ()
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)


_BOUNDS = ("low", "high")
_CORRECTED = ("corrected", "corrected_low", "corrected_high")
_ROWS = ("read", "rejected", "duplicate", "off_query", "off_period", "off_language", "kept", "days_without_posts", "ruined_ids")
_TOPIC = (
    "posts",
    "share",
    "share_low",
    "share_high",
    "stability",
    "stability_seeds",
    "stability_samples",
    "stability_words",
    "coherence",
    "diversity",
)
_GROWTH = ("distinct", "expected", "share", "growth", "growth_low", "growth_high", "p_value", "q_value")

ALLOWED = {
    "coverage": Release("collection", ("source", "medium"), _ROWS, "posts:source"),
    "coverage_days": Release("collection", ("source", "medium", "day"), ("collected", "kept"), "posts:source,day"),
    "volume": Release("collection", ("day", "medium"), ("posts", "authors"), "column:authors:day,medium"),
    "topics": Release("topics", ("topic", "words"), _TOPIC, "posts:topic"),
    "topic_model": Release("topics", ("measure", "value", "about")),
    "topic_words": Release("topics", ("topic", "rank"), ("weight",), "posts:topic", ("word",)),
    "topic_keys": Release(
        "topics", ("topic", "kind", "rank"), ("posts", "share", "lift"), "posts:topic", ("item",), {"kind": ("hashtag", "link", "site")}
    ),
    "topic_media": Release("topics", ("topic", "medium"), ("posts", "share"), "posts:topic,medium"),
    "topic_days": Release("topics", ("topic", "day"), ("posts",), "posts:topic,day"),
    "topic_links": Release("topics", ("topic", "previous_topic", "status", "id", "similarity")),
    "graphs": Release(
        "influencers",
        ("graph",),
        ("accounts", "edges", "weight", "self_loops", "reciprocity", "density", "components", "largest", "modularity"),
        "column:accounts",
    ),
    "communities": Release("influencers", ("community",), ("accounts", "posts", "internal", "stability"), "column:accounts"),
    "indices": Release("barometer", ("index", "formula", "window", "reference"), ("value", "baseline", *_BOUNDS), "posts:all"),
    "top": Release("barometer", ("list", "rank"), ("value", "previous_rank"), "posts:all", ("item",), {"list": ("hashtags", "links", "sites")}),
    "hours": Release("barometer", ("weekday", "hour"), ("posts",), "posts:weekday,hour"),
    "shares": Release(
        "tone",
        ("by", "value", "tone"),
        ("posts", "share", *_BOUNDS, *_CORRECTED),
        "tone:by,value,tone",
        (),
        {"by": ("all", "medium", "topic", "day")},
    ),
    "agreement": Release("tone", ("codebook", "code", "coders", "posts", "kappa", "kappa_low", "kappa_high", "alpha", "alpha_low", "alpha_high")),
    "evaluation": Release("tone", ("codebook", "measure", "about", "value", *_BOUNDS)),
    "tone_words": Release("tone", ("tone", "rank"), ("valence",), "posts:all", ("word",)),
    "series": Release("events", ("step", "series", "day"), ("posts", "expected", *_BOUNDS), "posts:day", (), {"step": ("day",), "series": ("all",)}),
    "weak_signals": Release(
        "events", ("signal", "rank", "kind", "first_seen", "last_seen", "days", "open", "day"), _GROWTH, "column:distinct", ("item",)
    ),
    "crisis_course": Release("events", ("day", "level", "made_by", "raised", "told", "worst")),
    "share_of_voice": Release("benchmark", ("brand", "medium"), ("posts", "share", *_BOUNDS, "of", "authors"), "column:authors:brand,medium"),
    "terms": Release("benchmark", ("term",), ("posts", "share", *_BOUNDS, "authors"), "column:authors"),
}
