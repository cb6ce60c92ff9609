"""The tables of the step «benchmark»: brands, pages, reaction times, and what the analyst sets beside them."""

from conversatoire.columns.base import FLAG, FLOAT, INSTANT, INT, TEXT, Column, Table

_DAY = Column(TEXT, "day in the study's time zone, YYYY-MM-DD")
_LOW, _HIGH = Column(FLOAT, "lower bound of its 95 % interval", True), Column(FLOAT, "upper bound of the same", True)
_MEDIUM = Column(TEXT, "medium; all for all media together")


def _share(about: str) -> dict[str, Column]:
    return {"share": Column(FLOAT, about, True), "low": _LOW, "high": _HIGH}


# How a group of appeals was answered: by account, by hour, by weekday.
_ANSWERED = {
    "addressed": Column(INT, "appeals: posts of others that name or answer an own account, the first of each author in a thread; no reposts"),
    "answered": Column(INT, "those that any own account answered before the export ends"),
    **_share("answered / addressed, 0–1; empty for too few appeals"),
    "p25": Column(FLOAT, "minutes within which a quarter of the appeals are answered (Kaplan & Meier 1958)", True),
    "median": Column(FLOAT, "minutes within which half of them are; empty where too few appeals or answers tell", True),
    "median_low": Column(FLOAT, "lower bound of the median's 95 % interval", True),
    "median_high": Column(FLOAT, "upper bound of the same; empty where it is not reached", True),
    "p75": Column(FLOAT, "minutes within which three quarters are", True),
    "p90": Column(FLOAT, "minutes within which nine tenths are", True),
}

TABLES = {
    "share_of_voice": Table(
        "Share of voice of each brand, by medium and over all. Posts of own accounts and of `benchmark.accounts` are counted apart.",
        {
            "brand": Column(TEXT, "the brand, as the study names it"),
            "medium": _MEDIUM,
            "posts": Column(INT, "posts that name the brand; one that names several counts once for each"),
            "share": Column(
                FLOAT, "its part of the posts that name a brand, 0–1; the shares may add up to more than 1; empty for too few posts", True
            ),
            "low": Column(FLOAT, "lower bound of its 95 % interval: authors are drawn again, for their posts resemble each other", True),
            "high": Column(FLOAT, "upper bound of the same", True),
            "of": Column(INT, "posts of the medium that name at least one brand"),
            "alone": Column(INT, "posts that name this brand and no other"),
            "originals": Column(INT, "posts that name it and are no reposts"),
            "authors": Column(INT, "distinct authors of the posts, as far as the export tells them"),
            "own_posts": Column(INT, "posts that name it by own accounts or by accounts of `benchmark.accounts`; not in the other columns"),
        },
        ("medium", "brand"),
    ),
    "brand_days": Table(
        "Posts a day that name each brand, own voices left out.",
        {"day": _DAY, "brand": Column(TEXT, "brand"), "posts": Column(INT, "posts that name it")},
        ("day", "brand"),
    ),
    "brand_pairs": Table(
        "Brands named in the same posts, own voices left out.",
        {
            "first": Column(TEXT, "brand; the first by the study's order"),
            "second": Column(TEXT, "brand"),
            "posts": Column(INT, "posts that name both"),
            "of_first": Column(FLOAT, "part of the posts of the first, 0–1; empty for too few posts", True),
            "of_second": Column(FLOAT, "part of the posts of the second, 0–1; empty for too few posts", True),
        },
        ("first", "second"),
    ),
    "brand_tone": Table(
        "Tone of the posts that name one brand alone: in a post that names two, nothing tells which of them is meant.",
        {
            "brand": Column(TEXT, "brand"),
            "tone": Column(TEXT, "positive, neutral or negative"),
            "posts": Column(INT, "posts"),
            **_share("posts / posts that name this brand alone and whose tone is known, 0–1; empty for too few posts"),
        },
        ("brand", "tone"),
    ),
    "pages": Table(
        "Pages and accounts of organisations: audience, its growth, and what their posts set off. Reposts are left out of the engagement.",
        {
            "medium": Column(TEXT, "medium"),
            "account": Column(TEXT, "handle or page, lower-case"),
            "own": Column(FLAG, "an own account of the organisation"),
            "brand": Column(TEXT, "brand it belongs to, by `benchmark.accounts`", True),
            "posts": Column(INT, "its posts of the month"),
            "followers": Column(INT, "followers, the last known by the month's end", True),
            "followers_day": Column(TEXT, "day of that count, YYYY-MM-DD", True),
            "gained": Column(INT, "followers gained since `since`", True),
            "since": Column(TEXT, "day of the count before: the last by the month's first day, else the first in the month", True),
            "growth": Column(FLOAT, "gained / followers on the day `since`", True),
            "engagement": Column(INT, "likes, reposts and comments of its posts, as the platform counts", True),
            "comments": Column(INT, "comments or replies of its posts, as the platform counts", True),
            "engagement_per_10k": Column(FLOAT, "engagement of the month per 10,000 followers", True),
            "rate_low": Column(FLOAT, "lower bound of its 95 % interval: the page's posts are drawn again; empty for too few posts", True),
            "rate_high": Column(FLOAT, "upper bound of the same", True),
            "comments_per_10k": Column(FLOAT, "comments of the month per 10,000 followers", True),
            "median": Column(FLOAT, "median engagement of a post; empty for too few posts", True),
            "low": Column(FLOAT, "lower bound of the median's 95 % interval (order statistics)", True),
            "high": Column(FLOAT, "upper bound of the same", True),
            "rank": Column(INT, "rank on its medium by `ranked_by`, 1 the highest; equals share it", True),
            "rank_low": Column(INT, "best rank in 95 % of the resamples of the posts", True),
            "rank_high": Column(INT, "worst rank in 95 % of them", True),
            "ranked_by": Column(
                TEXT, "engagement_per_10k where it is known of two pages of the medium, else median; empty where not ranked, as a page alone is", True
            ),
        },
        ("medium", "rank", "account"),
    ),
    "reaction": Table(
        "How often and how fast own accounts answer, by the account that was addressed.",
        {
            "account": Column(TEXT, "own account addressed, lower-case; all for all of them"),
            "medium": _MEDIUM,
            **_ANSWERED,
            "repeated": Column(INT, "answers with the same words as another answer of the month, handles and links aside"),
            "by_itself": Column(INT, "appeals whose first answer came from the account addressed itself"),
            "hour": Column(FLOAT, "part answered within an hour (Kaplan & Meier 1958), 0–1", True),
            "hour_low": _LOW,
            "hour_high": _HIGH,
            "day": Column(FLOAT, "part answered within 24 hours (Kaplan & Meier 1958), 0–1", True),
            "day_low": _LOW,
            "day_high": _HIGH,
            "again": Column(INT, "further posts by which the same authors addressed it in the same threads; not counted as appeals"),
        },
        ("medium", "account"),
    ),
    "reaction_posts": Table(
        "The appeals to own accounts, and the first answer to each.",
        {
            "post_id": Column(TEXT, "the appeal"),
            "medium": Column(TEXT, "medium"),
            "accounts": Column(TEXT, "own accounts addressed, lower-case, separated by a space"),
            "asked_at": Column(INSTANT, "instant of the appeal, UTC"),
            "answer_id": Column(TEXT, "the first answer; empty where there is none", True),
            "answered_by": Column(TEXT, "own account that answered, lower-case", True),
            "minutes": Column(FLOAT, "minutes from the appeal to the answer", True),
            "followed": Column(FLOAT, "minutes from the appeal to its answer, or to the end of what the export holds of the medium"),
            "repeated": Column(FLAG, "another answer of the month has the same words, handles and links aside"),
            "again": Column(INT, "later posts of the same author in the thread that address own accounts"),
        },
        ("asked_at", "post_id"),
    ),
    "reaction_times": Table(
        "The same by hour and by weekday of the appeal, in the study's time zone.",
        {
            "by": Column(TEXT, "hour (six bands of four hours) or weekday"),
            "value": Column(INT, "first hour of the band (0, 4 … 20), or 1 Monday … 7 Sunday"),
            **_ANSWERED,
        },
        ("by", "value"),
    ),
    "reaction_curve": Table(
        "Part of the appeals answered within a time (Kaplan & Meier 1958), all own accounts together.",
        {
            "medium": _MEDIUM,
            "minutes": Column(FLOAT, "minutes since the appeal"),
            **_share("part answered, 0–1"),
            "at_risk": Column(INT, "appeals not answered so far and still followed"),
        },
        ("medium", "minutes"),
    ),
    "terms": Table(
        "Terms compared: posts of the month that hold each. Posts of own accounts and of `benchmark.accounts` are left out.",
        {
            "term": Column(TEXT, "name of the term"),
            "posts": Column(INT, "posts that hold it; one that holds several counts for each"),
            **_share("posts / all posts of the month by others, 0–1; empty for too few posts"),
            "authors": Column(INT, "distinct authors, as far as the export tells them"),
        },
        ("term",),
    ),
    "term_days": Table(
        "Posts a day that hold each term, own voices left out.",
        {
            "day": _DAY,
            "term": Column(TEXT, "name of the term"),
            "posts": Column(INT, "posts"),
            "of": Column(INT, "all posts of the day, own voices left out"),
        },
        ("day", "term"),
    ),
    "term_pairs": Table(
        "Whether the curves of two terms move together; posts that hold both are in neither curve here, since they would move both.",
        {
            "first": Column(TEXT, "term"),
            "second": Column(TEXT, "term"),
            "both": Column(INT, "posts that hold both"),
            "correlation": Column(FLOAT, "correlation of their days as in `internal_lags`, lag 0; empty where too few posts or days tell", True),
            "low": _LOW,
            "high": _HIGH,
            "points": Column(INT, "days compared"),
        },
        ("first", "second"),
    ),
    "internal": Table(
        "Internal series beside the posts.",
        {
            "series": Column(TEXT, "name of the series"),
            "day": Column(TEXT, "day, or Monday of the week, YYYY-MM-DD"),
            "value": Column(FLOAT, "value; mean of the week's values for a weekly series", True),
            "filled": Column(FLAG, "the value was missing and lies on the line between its neighbours"),
            "posts": Column(FLOAT, "posts of the day, or posts a day of the week"),
        },
        ("series", "day"),
    ),
    "internal_series": Table(
        "What became of each internal series.",
        {
            "series": Column(TEXT, "name of the series"),
            "unit": Column(TEXT, "unit of its values", True),
            "step": Column(TEXT, "day or week"),
            "points": Column(INT, "days or weeks set beside the posts"),
            "filled": Column(INT, "of which missing in the series and filled"),
            "first": Column(TEXT, "first of them, YYYY-MM-DD", True),
            "last": Column(TEXT, "last of them, YYYY-MM-DD", True),
            "why": Column(TEXT, "why nothing is compared: none (no common day), few, gaps or constant; empty where it is compared", True),
        },
        ("series",),
    ),
    "internal_lags": Table(
        "Correlation of each internal series with the posts at each lag, after what each does by itself was taken out.",
        {
            "series": Column(TEXT, "name of the series"),
            "lag": Column(INT, "days or weeks by which the series follows the posts; negative where it goes before them"),
            "correlation": Column(FLOAT, "of the normal scores of both, weekday's median taken out and prewhitened (Box & Jenkins 1970), −1 to 1"),
            "low": Column(FLOAT, "lower bound of an interval that holds all lags of the series at 95 % (Bonferroni)"),
            "high": Column(FLOAT, "upper bound of the same"),
            "p_value": Column(FLOAT, "of no correlation, corrected for the number of lags (Bonferroni)"),
            "effective": Column(FLOAT, "pairs of points that count, autocorrelation heeded (Bartlett 1935)"),
        },
        ("series", "lag"),
    ),
    "returns": Table(
        "Return on investment, out of gains and costs that the analyst gives.",
        {
            "name": Column(TEXT, "what was paid for"),
            "gain": Column(FLOAT, "what it brought in"),
            "cost": Column(FLOAT, "what it cost"),
            "roi": Column(FLOAT, "(gain − cost) / cost: 0 breaks even, 1 doubles the money"),
        },
        ("name",),
    ),
    "visibility": Table(
        "What search engines show: negative results among the first pages, by date and query.",
        {
            "date": Column(TEXT, "day of the search, YYYY-MM-DD"),
            "engine": Column(TEXT, "search engine, where the file tells", True),
            "query": Column(TEXT, "what was searched for; all for all queries together"),
            "pages": Column(INT, "first pages looked at: 1, 5 or 10"),
            "results": Column(INT, "results found on them"),
            "told": Column(INT, "of which the tone is told"),
            "negative": Column(INT, "of which negative"),
            **_share("negative / told, 0–1; bounds for all queries together where there are ten or more: queries are drawn again"),
            "weighted": Column(FLOAT, "the same, each result weighed by 1 / log2(rank + 1) (Järvelin & Kekäläinen 2002)", True),
            "own": Column(INT, "results on own sites"),
            "best_negative": Column(INT, "rank of the first negative result", True),
        },
        ("date", "engine", "query", "pages"),
    ),
}
