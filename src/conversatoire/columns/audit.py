"""The tables of the image audit, over the whole study."""

from conversatoire.columns.base import FLAG, FLOAT, INT, TEXT, Column, Table

_MEDIUM = Column(TEXT, "medium; all for all media together")
_LOW, _HIGH = Column(FLOAT, "lower bound of its 95 % interval", True), Column(FLOAT, "upper bound of the same", True)
_VALUE = {"value": Column(FLOAT, "its value; empty where too few posts tell", True), "low": _LOW, "high": _HIGH}


def _share(name: str, about: str) -> dict[str, Column]:
    bounds = {f"{name}_low": _LOW, f"{name}_high": _HIGH} if name != "share" else {"low": _LOW, "high": _HIGH}
    return {name: Column(FLOAT, about, True), **bounds}


TABLES = {
    "image_media": Table(
        "Where it is spoken of, in what tone, by month and medium. Posts of own accounts and of `benchmark.accounts` are counted apart.",
        {
            "month": Column(TEXT, "YYYY-MM; all for all months"),
            "medium": _MEDIUM,
            "posts": Column(INT, "posts by the public"),
            "authors": Column(INT, "their distinct authors, as far as the export tells them"),
            "organised": Column(INT, "posts by own accounts and by accounts of `benchmark.accounts`"),
            "originals": Column(INT, "posts by the public that are neither reposts nor replies"),
            "replied": Column(INT, "replies by the public"),
            "reposted": Column(INT, "reposts by the public"),
            "toned": Column(INT, "posts by the public whose tone is known"),
            **_share("negative", "negative posts / posts whose tone is known, 0–1; empty for too few; authors are drawn again for the interval"),
            **_share("positive", "positive posts / posts whose tone is known, 0–1"),
            **_share("engagement", "median of likes, reposts and replies of a post that is no repost, as the platform counts"),
        },
        ("month", "medium"),
    ),
    "image_sites": Table(
        "Sites that posts of the public link to.",
        {
            "site": Column(TEXT, "host, without www"),
            "posts": Column(INT, "posts that link to it"),
            "authors": Column(INT, "their distinct authors"),
            "months": Column(INT, "months in which it is linked to"),
            "press": Column(FLAG, "a site of the list of press sites"),
            "shortener": Column(FLAG, "a shortener or the platform's own redirect: what is behind it is not known"),
        },
        ("posts", "site"),
    ),
    "image_accounts": Table(
        "Who speaks: the accounts of all months.",
        {
            "medium": Column(TEXT, "medium"),
            "account": Column(TEXT, "handle, lower-case"),
            "posts": Column(INT, "posts over all months"),
            "months": Column(INT, "months in which it posts or is addressed"),
            "addressed_by": Column(INT, "distinct accounts that mention, answer, relay or quote it, over all months"),
            "best_rank": Column(INT, "its best rank of a month by PageRank"),
            "role": Column(TEXT, "its role in that month (the last one where several are equal)"),
            "side": Column(TEXT, "own, competitor (an account of `benchmark.accounts`) or public"),
            "list": Column(TEXT, "the study's lists that name it, separated by a space", True),
        },
        ("addressed_by", "medium", "account"),
    ),
    "image_subjects": Table(
        "About what: subjects over the months, by the id that they keep.",
        {
            "id": Column(TEXT, "id of the subject, see `topic_links`"),
            "label": Column(TEXT, "its last label"),
            "month": Column(TEXT, "YYYY-MM"),
            "posts": Column(INT, "posts of the month by the public; 0 where the subject is not there"),
            "organised": Column(INT, "the same by own accounts and by those of `benchmark.accounts`"),
            **_share("share", "posts / all posts of the month by the public, 0–1; empty in a month of too few; authors are drawn again"),
            "toned": Column(INT, "posts by the public whose tone is known"),
            **_share("negative", "negative posts / posts whose tone is known, by the public, 0–1"),
            **_share("positive", "positive posts / posts whose tone is known, by the public, 0–1"),
            "unstable": Column(FLAG, "dissolves when computed again in its last month: no subject to be reported alone"),
        },
        ("id", "month"),
    ),
    "dimensions": Table(
        "Dimensions of the reputation, found by their words in posts of the public; a post may count in several.",
        {
            "dimension": Column(TEXT, "the dimension; none for posts that hold no word of any"),
            "posts": Column(INT, "posts that hold one of its words"),
            **_share("share", "posts / all posts of the public, 0–1; authors are drawn again for the interval"),
            "toned": Column(INT, "those whose tone is known"),
            "negative": Column(INT, "those that are negative"),
            **_share("negative_share", "negative / toned, 0–1; empty for too few"),
            **_share("positive_share", "positive / toned, 0–1; empty for too few"),
            "of_negative": Column(FLOAT, "its part of all negative posts, 0–1; the parts may add up to more than 1", True),
            "excess": Column(FLOAT, "negative posts beyond those at the mean share of negative posts; the dimension hit most has the largest", True),
            "excess_low": Column(FLOAT, "lower bound of an interval that holds all dimensions at 95 % (Bonferroni); authors are drawn again", True),
            "excess_high": Column(FLOAT, "upper bound of the same", True),
            "first": Column(FLOAT, "part of the resamples in which its excess is the largest, 0–1", True),
            "words": Column(TEXT, "its words found most, each with its posts"),
        },
        ("dimension",),
    ),
    "presence": Table(
        "Presence of the organisation and of its competitors: a row an account and medium.",
        {
            "side": Column(TEXT, "own or competitor"),
            "brand": Column(TEXT, "brand by `benchmark.accounts`", True),
            "medium": Column(TEXT, "medium; empty where the account wrote nothing that was collected", True),
            "account": Column(TEXT, "handle, lower-case"),
            "posts": Column(INT, "posts collected"),
            "months": Column(INT, "months with posts"),
            "first": Column(TEXT, "day of the first, YYYY-MM-DD", True),
            "last": Column(TEXT, "day of the last", True),
            "followers": Column(INT, "followers, the last count known", True),
            "followers_day": Column(TEXT, "day of that count", True),
            **_share("week", "posts a week, over the weeks of which every day was collected (Student's interval); empty under four weeks"),
            **_share("replying", "replies / posts, 0–1; days are drawn again for the interval; empty for too few"),
            **_share("gap", "median hours between two posts (order statistics); empty under six"),
            **_share("engagement", "median of likes, reposts and replies of a post that is no repost; empty under six"),
            "addressed": Column(INT, "appeals to it, see `reaction`; own accounts only", True),
            "answered": Column(INT, "of which answered by any own account", True),
            **_share("answers", "answered / addressed, 0–1; empty for too few"),
            "minutes": Column(FLOAT, "minutes within which half of the appeals are answered", True),
        },
        ("side", "brand", "account", "medium"),
    ),
    "three_c": Table(
        "Company, competitors, customers.",
        {
            "c": Column(TEXT, "company, competitor or customers"),
            "name": Column(TEXT, "brand; empty for the customers", True),
            "measure": Column(TEXT, "what is measured"),
            **_VALUE,
            "of": Column(INT, "posts, appeals or weeks that it is made of"),
            "detail": Column(TEXT, "which subject or dimension", True),
        },
        ("c", "name", "measure", "detail"),
    ),
    "swot": Table(
        "Measures for a SWOT. A side is suggested only where a stated rule holds; the judgement is the analyst's.",
        {
            "side": Column(TEXT, "strength, weakness, opportunity, threat, or open where no rule holds"),
            "rule": Column(TEXT, "the rule looked at: tone, voice, dimension, subject, trend or answers (see docs/audit.md)"),
            "name": Column(TEXT, "brand, dimension or subject (its id)", True),
            "measure": Column(TEXT, "what is measured"),
            **_VALUE,
            "of": Column(INT, "posts or appeals that it is made of"),
            "against": Column(TEXT, "what it is set against: a brand, all, before", True),
            "against_value": Column(FLOAT, "its value", True),
            "against_low": _LOW,
            "against_high": _HIGH,
        },
        ("side", "rule", "name", "measure", "against"),
    ),
    "strengths": Table(
        "The four strengths of a digital identity, each by what can be observed; no score is made of them.",
        {
            "strength": Column(TEXT, "connection, proof, coherence or history"),
            "measure": Column(TEXT, "what is observed"),
            "scope": Column(TEXT, "own or public, whose posts"),
            **_VALUE,
            "of": Column(INT, "what it is made of: accounts, posts, weeks, subjects; 0 where there is nothing"),
            "detail": Column(TEXT, "day or media", True),
        },
        ("strength", "measure", "scope", "detail"),
    ),
}
