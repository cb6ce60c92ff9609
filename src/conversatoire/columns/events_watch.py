"""The tables of the step «events» that watch: alerts and their false alarms, the indicators and levels of a crisis, open questions."""

from conversatoire.columns.base import FLAG, FLOAT, INSTANT, INT, TEXT, Column, Table

TABLES = {
    "alerts": Table(
        "The alert rules, day by day over the month.",
        {
            "rule": Column(TEXT, "name of the rule"),
            "when": Column(TEXT, "its kind: volume, negative, crisis_words, named_by, term, tag or topic"),
            "day": Column(TEXT, "day, YYYY-MM-DD"),
            "value": Column(FLOAT, "what is compared with the threshold: posts, or the low end of the share's interval"),
            "threshold": Column(FLOAT, "threshold of that day; empty where there is none yet", True),
            "fired": Column(FLAG, "whether the rule fired"),
            "state": Column(
                TEXT,
                "fired, calm, too_few (above, from fewer posts than the rule asks for), no_norm (too few days before) or unknown (nothing to count)",
            ),
            "posts": Column(INT, "posts counted by the rule"),
            "of": Column(INT, "posts among which they were counted"),
            "share": Column(FLOAT, "posts / of, where the rule is on a share, 0–1", True),
            "low": Column(FLOAT, "low end of the share's 95 % interval (Wilson 1927)", True),
            "high": Column(FLOAT, "high end of the same", True),
            "in_peak": Column(TEXT, "yes or no: whether a peak of the month covers the day; empty where no peaks are known", True),
            "post_ids": Column(TEXT, "the first posts that fired it, as a JSON list; empty where it did not fire", True),
        },
        ("rule", "day"),
    ),
    "alert_rates": Table(
        "How often each rule fires: in this month, and in all earlier months of the study.",
        {
            "rule": Column(TEXT, "name of the rule"),
            "span": Column(TEXT, "month, or earlier: the study's earlier months"),
            "days": Column(INT, "days on which the rule could be told"),
            "fired": Column(INT, "days on which it fired"),
            "rate": Column(FLOAT, "fired / days, 0–1; where no real event is known, the upper bound of the false-alarm rate", True),
            "low": Column(FLOAT, "low end of the rate's 95 % interval (Wilson 1927), as if days were independent", True),
            "high": Column(FLOAT, "high end of the same", True),
            "episodes": Column(INT, "runs of consecutive days on which it fired"),
            "per_month": Column(FLOAT, "episodes per 30 days told", True),
            "in_peaks": Column(INT, "fired days that lie in a peak; empty where no peaks are known", True),
        },
        ("rule", "span"),
    ),
    "crisis": Table(
        "The separate indicators of a crisis, day by day.",
        {
            "day": Column(TEXT, "day, YYYY-MM-DD"),
            "indicator": Column(TEXT, "volume, negative, crisis_words, media, communities, press or speed"),
            "value": Column(
                FLOAT,
                "posts (volume, press), share 0–1 (negative, crisis_words), how many rise at once (media, communities), hours that hold half of "
                "the day's posts (speed)",
                True,
            ),
            "low": Column(FLOAT, "low end of a share's 95 % interval (Wilson 1927)", True),
            "high": Column(FLOAT, "high end of the same", True),
            "posts": Column(INT, "posts behind the value", True),
            "of": Column(INT, "posts, media or communities among which they were counted", True),
            "norm": Column(FLOAT, "median of the days before", True),
            "spread": Column(FLOAT, "1.4826 × median absolute deviation of the days before, never less than chance", True),
            "score": Column(FLOAT, "(value − norm) / spread, turned round for speed; empty for media and communities", True),
            "level": Column(INT, "0–3, by the rule of docs/alerts.md; empty where it cannot be told", True),
            "state": Column(TEXT, "told, too_few (posts), no_norm (days before), or absent (nothing to measure it by)"),
        },
        ("day", "indicator"),
    ),
    "crisis_course": Table(
        "The level of each day, and the indicators that made it.",
        {
            "day": Column(TEXT, "day, YYYY-MM-DD"),
            "level": Column(TEXT, "calm, watch, alert or crisis; too_few, no_norm or unknown (nothing collected) where it cannot be told"),
            "made_by": Column(TEXT, "indicators at level 2 or 3, separated by spaces", True),
            "raised": Column(TEXT, "indicators at level 1, separated by spaces", True),
            "told": Column(INT, "indicators that could be told that day"),
            "posts": Column(INT, "posts of the day that are not by own accounts"),
            "worst": Column(FLAG, "whether it is the month's worst day; none where every day is calm or cannot be told"),
        },
        ("day",),
    ),
    "crisis_words": Table(
        "Words of the crisis vocabulary on the worst day, or in the month where no day is worst.",
        {
            "word": Column(TEXT, "word as the vocabulary has it"),
            "family": Column(TEXT, "its family"),
            "posts": Column(INT, "posts that hold it, reposts and own accounts left out"),
            "usual": Column(FLOAT, "posts that would hold it at the rate of the month's other days"),
        },
        ("word",),
    ),
    "crisis_plan": Table(
        "What was measured for the table consequences / aims / means / follow-up.",
        {
            "part": Column(TEXT, "reach, topic, press, account (to answer) or question (without an answer)"),
            "rank": Column(INT, "1 first"),
            "item": Column(TEXT, "what: the measure, the topic's number, the account or site, the question's number"),
            "medium": Column(TEXT, "medium of an account", True),
            "value": Column(FLOAT, "posts, accounts, views or addresses: what the part counts"),
            "post_id": Column(TEXT, "a post that shows it", True),
        },
        ("part", "rank"),
    ),
    "questions": Table(
        "Posts that ask something, grouped; own accounts and reposts are left out.",
        {
            "question": Column(INT, "number of the group: the unanswered first, then those with stock replies alone; the one asked most first"),
            "post_id": Column(TEXT, "the post"),
            "sentence": Column(TEXT, "the sentence that asks, as written, without links and the handles that lead it"),
            "form": Column(
                TEXT, "by what it was found: inversion, word, spoken, est_ce_que, indirect, someone, request, aux or mark (a question mark alone)"
            ),
            "topic": Column(INT, "topic of the post; −1 where none is clear"),
            "medium": Column(TEXT, "medium"),
            "author": Column(TEXT, "handle", True),
            "published_at": Column(INSTANT, "instant, UTC"),
            "to_own": Column(FLAG, "whether it addresses an own account"),
            "replies": Column(INT, "replies by other accounts among the posts collected"),
            "answered": Column(
                TEXT,
                "own (an own account replied), stock (only with words that it sent to three posts or more), other (another account replied) or no",
            ),
            "hours": Column(FLOAT, "hours until the first reply by another account", True),
            "own_hours": Column(FLOAT, "hours until the first reply by an own account", True),
        },
        ("question", "published_at", "post_id"),
    ),
}
