"""The tables of the step «tone»: how the posts sound, and how well that is known."""

from conversatoire.columns.base import FLOAT, INT, TEXT, Column, Table

_BY = "all, voice (public, or own: the organisation’s accounts), medium, topic, day or community"
_DRAWN = "where authors are drawn again; empty where too few"
_SHARES = {
    "posts": Column(INT, "posts"),
    "share": Column(FLOAT, "posts / posts of this row’s value whose tone is known, 0–1; empty where these are too few", True),
    "low": Column(FLOAT, f"lower bound, 95 %, {_DRAWN}", True),
    "high": Column(FLOAT, f"upper bound, 95 %, {_DRAWN}", True),
    "corrected": Column(FLOAT, "share corrected for the errors seen on the coded posts, 0–1; empty without enough codes", True),
    "corrected_low": Column(FLOAT, "lower bound, 95 %, where authors and codes are drawn again", True),
    "corrected_high": Column(FLOAT, "upper bound, 95 %, of the same", True),
}

TABLES = {
    "post_tone": Table(
        "The tone of each post.",
        {
            "post_id": Column(TEXT, "the post"),
            "tone": Column(TEXT, "positive, neutral or negative; unknown where nothing can tell"),
            "score": Column(FLOAT, "−1 to 1 by the lexicon; empty in a language without one", True),
            "words": Column(INT, "words, phrases and emoji that carry a tone"),
            "method": Column(TEXT, "what gave the tone: code (a person), lexicon, classifier or model; empty where unknown", True),
        },
        ("post_id",),
    ),
    "shares": Table(
        "Shares of the tones, with their intervals.",
        {
            "by": Column(TEXT, _BY),
            "value": Column(TEXT, "which one; empty for all", True),
            "tone": Column(TEXT, "positive, neutral or negative"),
            **_SHARES,
        },
        ("by", "value", "tone"),
    ),
    "evaluation": Table(
        "How well the tone and the code books are measured on this study.",
        {
            "codebook": Column(TEXT, "tone, or the name of a code book"),
            "measure": Column(TEXT, "name of the measure"),
            "value": Column(FLOAT, "its value; empty where it is not measured", True),
            "low": Column(FLOAT, "lower bound, 95 %, where coded posts are drawn again", True),
            "high": Column(FLOAT, "upper bound, 95 %", True),
            "about": Column(TEXT, "what it is"),
        },
        ("codebook", "measure"),
    ),
    "confusion": Table(
        "What persons said of the coded posts, and what was said without them (cross-validated).",
        {
            "codebook": Column(TEXT, "tone, or the name of a code book"),
            "method": Column(TEXT, "lexicon, classifier or model"),
            "code": Column(TEXT, "code by persons"),
            "predicted": Column(TEXT, "code by the method"),
            "posts": Column(INT, "coded posts"),
            "share": Column(FLOAT, "part of the posts that they stand for (weighted), 0–1"),
        },
        ("codebook", "method", "code", "predicted"),
    ),
    "agreement": Table(
        "Agreement of the coders on the posts that several of them coded.",
        {
            "codebook": Column(TEXT, "tone, or the name of a code book"),
            "code": Column(TEXT, "one code against all others; empty for all codes", True),
            "coders": Column(INT, "coders"),
            "posts": Column(INT, "posts that two or more coded"),
            "kappa": Column(FLOAT, "Cohen’s kappa (1960), −1 to 1; of two coders only", True),
            "kappa_low": Column(FLOAT, "lower bound, 95 %, where posts are drawn again", True),
            "kappa_high": Column(FLOAT, "upper bound", True),
            "alpha": Column(FLOAT, "Krippendorff’s alpha, nominal, up to 1 (Krippendorff 2018)", True),
            "alpha_low": Column(FLOAT, "lower bound, 95 %, where posts are drawn again", True),
            "alpha_high": Column(FLOAT, "upper bound", True),
        },
        ("codebook", "code"),
    ),
    "disagreements": Table(
        "The posts on which coders disagree, to be talked over.",
        {
            "codebook": Column(TEXT, "tone, or the name of a code book"),
            "post_id": Column(TEXT, "the post"),
            "coder": Column(TEXT, "who coded"),
            "code": Column(TEXT, "with what"),
        },
        ("codebook", "post_id", "coder"),
    ),
    "extremes": Table(
        "The most negative and the most positive posts, each of another author.",
        {
            "tone": Column(TEXT, "negative or positive"),
            "rank": Column(INT, "1 is the most extreme score"),
            "post_id": Column(TEXT, "the post"),
            "score": Column(FLOAT, "−1 to 1 by the lexicon"),
        },
        ("tone", "rank"),
    ),
    "tone_words": Table(
        "The words that weigh most in the month’s scores: what to look at before believing them.",
        {
            "tone": Column(TEXT, "negative or positive, the side on which the word counted"),
            "rank": Column(INT, "1 weighs most"),
            "word": Column(TEXT, "word, phrase (joined by _) or emoji, lower-case"),
            "valence": Column(FLOAT, "its mean valence where it counted on this side, after negation and the like"),
            "posts": Column(INT, "posts"),
        },
        ("tone", "rank"),
    ),
    "post_codes": Table(
        "The code of each post, by each code book.",
        {
            "codebook": Column(TEXT, "name of the code book"),
            "post_id": Column(TEXT, "the post"),
            "code": Column(TEXT, "its code"),
            "probability": Column(FLOAT, "of that code by the classifier, 0–1; 1 where a person gave it"),
        },
        ("codebook", "post_id"),
    ),
    "code_shares": Table(
        "Shares of the codes of each code book, with their intervals.",
        {
            "codebook": Column(TEXT, "name of the code book"),
            "by": Column(TEXT, _BY),
            "value": Column(TEXT, "which one; empty for all", True),
            "code": Column(TEXT, "the code"),
            **_SHARES,
        },
        ("codebook", "by", "value", "code"),
    ),
}
