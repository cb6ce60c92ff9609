"""The tables of `conversatoire compare`: A is the first of its two folders, B the second; a table holds all months that were compared."""

from conversatoire.columns.base import FLAG, FLOAT, INSTANT, INT, TEXT, Column, Table

_MONTHS = {"month_a": Column(TEXT, "month of A, YYYY-MM"), "month_b": Column(TEXT, "month of B; another one where two months are compared")}


def _value(side: str) -> dict[str, Column]:
    """A measure of one side and its interval."""
    return {
        f"value_{side}": Column(FLOAT, f"value in {side.upper()}, in `unit`; empty where it has none", True),
        f"low_{side}": Column(FLOAT, "lower bound of its 95 % interval, as its own table tells it", True),
        f"high_{side}": Column(FLOAT, "upper bound of the same", True),
    }


_DIFFERENCE = {
    "difference": Column(FLOAT, "B − A; empty where one side has none", True),
    "low": Column(FLOAT, "lower bound of its 95 % interval, by MOVER (Newcombe 1998; Zou & Donner 2008), see docs/compare.md", True),
    "high": Column(FLOAT, "upper bound of the same", True),
    "verdict": Column(TEXT, "same; beyond (the interval does not hold 0); within; counted (same month: no sample); untold (no interval)"),
}
_WHERE = "both, only_a or only_b"
TABLES = {
    "compare_parameters": Table(
        "Parameters, files, versions and code that differ.",
        {
            **_MONTHS,
            "step": Column(TEXT, "a step; study (what all steps share), import (how a source is read), inputs (files), versions or code"),
            "key": Column(TEXT, "dotted key of the parameter, file, or package"),
            "a": Column(TEXT, "value in A, as JSON; empty where it has none", True),
            "b": Column(TEXT, "value in B", True),
        },
        ("month_a", "month_b", "step", "key"),
    ),
    "compare_kinds": Table(
        "Whether each kind of measure compares.",
        {
            **_MONTHS,
            "kind": Column(TEXT, "posts, media, topics, ranks, indices, tone, voice (share of voice) or events (peaks and crisis)"),
            "state": Column(TEXT, "comparable, not_comparable (differences may come from `reasons`), or not_compared (tables are `missing`)"),
            "reasons": Column(TEXT, "what differs, separated by spaces: query, sources, topics.count …", True),
            "missing": Column(TEXT, "tables that are not there, separated by spaces: a or b, the table, and absent or unreadable", True),
        },
        ("month_a", "month_b", "kind"),
    ),
    "compare_posts": Table(
        "Posts in both, in A only and in B only.",
        {
            **_MONTHS,
            "medium": Column(TEXT, "label of the medium"),
            "source": Column(TEXT, "name of the source"),
            "where": Column(TEXT, _WHERE),
            "reason": Column(
                TEXT,
                "why the other side lacks it: off_query, off_language, off_period, rejected, not_in_exports, unknown (no imported table there), "
                "or other_month (none in common is expected); empty for both",
                True,
            ),
            "posts": Column(INT, "posts"),
        },
        ("month_a", "month_b", "medium", "source", "where", "reason"),
    ),
    "compare_post_ids": Table(
        "The posts of one side only, and those of both whose subject is not the same; two months that share no post give no rows.",
        {
            **_MONTHS,
            "post_id": Column(TEXT, "the post"),
            "medium": Column(TEXT, "its medium"),
            "source": Column(TEXT, "its source"),
            "where": Column(TEXT, _WHERE),
            "reason": Column(TEXT, "as in compare_posts", True),
            "topic_a": Column(INT, "its topic in A, −1 where none is clear", True),
            "topic_b": Column(INT, "its topic in B", True),
        },
        ("month_a", "month_b", "post_id"),
    ),
    "compare_topics": Table(
        "The topics of A and B, matched one to one, and what moved.",
        {
            **_MONTHS,
            "topic_a": Column(INT, "topic in A; empty where only_b", True),
            "topic_b": Column(INT, "topic in B; empty where only_a", True),
            "label_a": Column(TEXT, "its name in A", True),
            "label_b": Column(TEXT, "its name in B", True),
            "status": Column(
                TEXT,
                "same; split (a topic of B that is a part of one of A, which goes on in another); merged (a topic of A that went into one of B); "
                "only_a; only_b",
            ),
            "similarity": Column(FLOAT, "what they are matched by, 0–1: the mean of the next two, or the first where no posts are common", True),
            "words": Column(FLOAT, "cosine of their words' weights, 0–1", True),
            "posts": Column(FLOAT, "Jaccard index of their posts among those that A and B have in common, 0–1; empty where there are none", True),
            "posts_a": Column(INT, "posts of the topic in A", True),
            "posts_b": Column(INT, "posts of the topic in B", True),
            "common": Column(INT, "posts that both topics hold", True),
            **{name: column for side in "ab" for name, column in _value(side).items()},
            **_DIFFERENCE,
            "stability_a": Column(FLOAT, "stability of the topic in A (table topics)", True),
            "stability_b": Column(FLOAT, "stability in B", True),
            "gained": Column(TEXT, "words among the first ten in B and not in A, separated by a comma and a space", True),
            "lost": Column(TEXT, "words among the first ten in A and not in B", True),
        },
        ("month_a", "month_b", "topic_a", "topic_b"),
    ),
    "compare_flows": Table(
        "Where the posts that A and B have in common went: from which topic to which.",
        {
            **_MONTHS,
            "topic_a": Column(INT, "topic in A, −1 where none is clear"),
            "topic_b": Column(INT, "topic in B, −1 where none is clear"),
            "posts": Column(INT, "posts"),
            "moved": Column(FLAG, "whether the two topics are not matched with each other"),
        },
        ("month_a", "month_b", "topic_a", "topic_b"),
    ),
    "compare_partitions": Table(
        "How much the two cuts of the common posts into topics agree.",
        {
            **_MONTHS,
            "measure": Column(
                TEXT,
                "adjusted_rand (Hubert & Arabie 1985: 1 the same cut, 0 chance), nmi (normalised mutual information, arithmetic mean, 0–1), each on "
                "the posts that both assign and, `_all`, on all common posts with those without a topic as one group; common, assigned: how many; "
                "seed_nmi_a, seed_nmi_b: the nmi that two seeds of one run have",
            ),
            "value": Column(FLOAT, "its value; empty where it cannot be measured", True),
        },
        ("month_a", "month_b", "measure"),
    ),
    "compare_ranks": Table(
        "The ranks of accounts: pagerank of all, the other rankings as far as their lists go.",
        {
            **_MONTHS,
            "ranking": Column(TEXT, "pagerank, mentioned, reposted, betweenness or followers"),
            "medium": Column(TEXT, "medium"),
            "account": Column(TEXT, "handle, lower-case"),
            **{
                f"{name}_{side}": Column(INT, f"{about} in {side.upper()}", True)
                for side in "ab"
                for name, about in (("rank", "rank"), ("low", "best rank in 95 % of resamples"), ("high", "worst rank in 95 % of resamples"))
            },
            "status": Column(
                TEXT,
                "up or down (the intervals of the ranks do not overlap); within (another rank, or behind a list’s end, not beyond chance); same; "
                "untold (another rank, no interval); entered or left (on one side only)",
            ),
        },
        ("month_a", "month_b", "ranking", "medium", "account"),
    ),
    "compare_values": Table(
        "Volumes, shares and indices beside each other.",
        {
            **_MONTHS,
            "kind": Column(TEXT, "posts, media, indices, tone, voice or events"),
            "measure": Column(
                TEXT, "posts, authors, posts_per_day, share, share_corrected (tone), the name of an index, peaks, or days (of a level of crisis)"
            ),
            "item": Column(TEXT, "the medium, tone, brand, index or level measured; empty where there is but one", True),
            "within": Column(TEXT, "among what: all, medium:…, voice:public or voice:own; empty for all", True),
            "unit": Column(TEXT, "share (0–1), posts, accounts, days, peaks or index"),
            **{name: column for side in "ab" for name, column in _value(side).items()},
            **_DIFFERENCE,
        },
        ("month_a", "month_b", "kind", "measure", "within", "item"),
    ),
    "compare_peaks": Table(
        "The peaks of A and B; in one month those of the same series that overlap in time are one.",
        {
            **_MONTHS,
            "where": Column(TEXT, _WHERE + "; two months have none in common"),
            "number_a": Column(INT, "number of the peak in A", True),
            "number_b": Column(INT, "number of the peak in B", True),
            "series": Column(TEXT, "as in peaks; of B where only_b"),
            "start": Column(INSTANT, "first instant of either, UTC"),
            "end": Column(INSTANT, "instant after the last of either, UTC"),
            "posts_a": Column(INT, "posts of the peak in A", True),
            "posts_b": Column(INT, "posts of the peak in B", True),
            "cause_kind": Column(TEXT, "as in peaks, of A where it has the peak", True),
            "cause": Column(TEXT, "as in peaks", True),
            "cause_medium": Column(TEXT, "as in peaks", True),
        },
        ("month_a", "month_b", "start", "series", "number_a", "number_b"),
    ),
}
