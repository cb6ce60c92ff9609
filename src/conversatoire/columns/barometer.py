"""The tables of the step «barometer»: indices, lists and hours."""

from conversatoire.columns.base import FLOAT, INSTANT, INT, TEXT, Column, Table

TABLES = {
    "indices": Table(
        "The barometer's indices over the month.",
        {
            "index": Column(TEXT, "posts_per_minute, activity, hashtag, conversation, sharing"),
            "value": Column(FLOAT, "value of the month; empty where there is no post, or no reference", True),
            "baseline": Column(FLOAT, "value of the month before, empty where there is none; of activity 100, what is usual", True),
            "formula": Column(TEXT, "how it is computed"),
            "low": Column(FLOAT, "2.5th percentile of the value when posts are drawn again", True),
            "high": Column(FLOAT, "97.5th percentile of the same", True),
            "window": Column(TEXT, "first and last day of the month, `YYYY-MM-DD/YYYY-MM-DD`"),
            "reference": Column(TEXT, "first and last day that the baseline is taken from; empty where there is no reference", True),
        },
        (),
    ),
    "windows": Table(
        "The same indices over the last 24 hours and the last 7 days before the month's last post.",
        {
            "window": Column(TEXT, "day (24 hours) or week (7 days)"),
            "start": Column(INSTANT, "first instant, UTC"),
            "end": Column(INSTANT, "last instant: that of the month's last post, UTC"),
            "index": Column(TEXT, "as in indices"),
            "value": Column(FLOAT, "value of the window", True),
            "baseline": Column(FLOAT, "value of the window before, of the same length; of activity 100, what is usual", True),
            "low": Column(FLOAT, "2.5th percentile of the value when posts are drawn again", True),
            "high": Column(FLOAT, "97.5th percentile of the same", True),
            "reference": Column(TEXT, "first and last instant that the baseline is taken from, ISO 8601; empty where there is no reference", True),
        },
        (),
    ),
    "thermometer": Table(
        "The activity index as a temperature: over the last 24 hours, the last 7 days, the month, and each of its days.",
        {
            "span": Column(TEXT, "day, week, month (the windows), or date (one day of the month)"),
            "start": Column(INSTANT, "first instant, UTC"),
            "end": Column(INSTANT, "instant after the last, UTC"),
            "posts": Column(INT, "posts"),
            "expected": Column(FLOAT, "posts at activity 100: what is usual in these hours of the week; empty where there is no reference", True),
            "activity": Column(FLOAT, "100 × posts / expected", True),
            "low": Column(FLOAT, "2.5th percentile of the activity when posts are drawn again", True),
            "high": Column(FLOAT, "97.5th percentile of the same", True),
            "temperature": Column(FLOAT, "°C, 36 to 42 (see barometer/thermometer.py)", True),
            "zone": Column(TEXT, "calm, normal, lively, feverish or burning; empty where there is no reference", True),
        },
        (),
    ),
    "top": Table(
        "The barometer's lists.",
        {
            "list": Column(TEXT, "hashtags, links, sites, cited, active, sociable, influential"),
            "rank": Column(INT, "1 is the highest; equals are ordered by name"),
            "item": Column(TEXT, "tag (in its most frequent spelling), canonical link, site, or account (lower-case)"),
            "value": Column(FLOAT, "posts that contain it; posts written; accounts addressed; PageRank"),
            "previous_rank": Column(INT, "rank the month before; empty where it was absent or there is no month before", True),
            "medium": Column(TEXT, "medium of an account; empty for tags, links and sites", True),
            "variants": Column(TEXT, "other spellings of a tag that are counted with it, separated by spaces", True),
        },
        ("list", "rank"),
    ),
    "window_top": Table(
        "The same lists over the last 24 hours and the last 7 days before the month's last post.",
        {
            "window": Column(TEXT, "day (24 hours) or week (7 days)"),
            "list": Column(TEXT, "as in top"),
            "rank": Column(INT, "1 is the highest"),
            "item": Column(TEXT, "as in top"),
            "value": Column(FLOAT, "as in top"),
            "previous_rank": Column(INT, "rank in the window before, of the same length", True),
            "medium": Column(TEXT, "medium of an account", True),
            "variants": Column(TEXT, "as in top", True),
        },
        ("window", "list", "rank"),
    ),
    "hours": Table(
        "Activity by hour and weekday in the study's time zone.",
        {
            "weekday": Column(INT, "1 Monday … 7 Sunday"),
            "hour": Column(INT, "0–23"),
            "posts": Column(INT, "posts of the month in that hour of that weekday"),
        },
        ("weekday", "hour"),
    ),
    "hours_media": Table(
        "The same by medium, without own accounts, with how much the posts of each hour were answered and passed on; every medium has its 168 hours.",
        {
            "medium": Column(TEXT, "medium"),
            "weekday": Column(INT, "1 Monday … 7 Sunday"),
            "hour": Column(INT, "0–23"),
            "posts": Column(INT, "posts of the month in that hour of that weekday"),
            "times": Column(INT, "how often that hour of the week comes in the month"),
            "rated": Column(INT, "of these posts, those whose engagement is known (reposts left out)"),
            "engagement": Column(
                FLOAT, "mean percentile rank of their engagement among the medium's posts, 0–1; .5 is usual; empty where too few are known", True
            ),
            "low": Column(FLOAT, "2.5th percentile of it when authors are drawn again", True),
            "high": Column(FLOAT, "97.5th percentile of the same", True),
        },
        ("medium", "weekday", "hour"),
    ),
    "best_hours": Table(
        "The best hours to listen (most posts) and to post (most engagement), by medium.",
        {
            "purpose": Column(TEXT, "listen or post"),
            "medium": Column(TEXT, "medium"),
            "rank": Column(INT, "1 is the best"),
            "weekday": Column(INT, "1 Monday … 7 Sunday"),
            "hour": Column(INT, "0–23"),
            "posts": Column(INT, "posts behind it"),
            "value": Column(FLOAT, "listen: posts an hour; post: mean percentile rank of the engagement, as in hours_media"),
            "low": Column(FLOAT, "2.5th percentile of it when authors (post) or the weeks of the month (listen) are drawn again", True),
            "high": Column(FLOAT, "97.5th percentile of the same", True),
            "q_value": Column(FLOAT, "post: false discovery rate of «better than usual» over the medium's hours (Benjamini & Hochberg 1995)", True),
        },
        ("purpose", "medium", "rank"),
    ),
}
