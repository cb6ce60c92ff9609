"""The tables of the step «topics»: subjects of conversation."""

from conversatoire.columns.base import FLOAT, INT, TEXT, Column, Table

TABLES = {
    "topics": Table(
        "The month's topics, largest first.",
        {
            "topic": Column(INT, "number of the topic in the month, 0 the largest"),
            "label": Column(TEXT, "name: the analyst's own (`topics.names`) where one fits, else `label_auto`"),
            "posts": Column(INT, "posts assigned"),
            "share": Column(FLOAT, "posts / all posts of the month, those without a topic included, 0–1"),
            "stability": Column(
                FLOAT,
                "the lower of stability_seeds and stability_samples, 0–1; up to .5 the topic has dissolved (Hennig 2007)",
            ),
            "coherence": Column(FLOAT, "NPMI of its ten first words, −1 to 1 (Bouma 2009)"),
            "words": Column(TEXT, "first words, separated by spaces"),
            "share_low": Column(
                FLOAT, "2.5th percentile of the share that its best match has in the recomputations, or the share itself where that is lower", True
            ),
            "share_high": Column(FLOAT, "97.5th percentile of the same, or the share itself where that is higher", True),
            "stability_seeds": Column(FLOAT, "mean Jaccard index of its posts with its best match under other seeds", True),
            "stability_samples": Column(FLOAT, "the same in samples of 80 % of the posts", True),
            "stability_words": Column(
                FLOAT, "mean Jaccard index of its ten first words with those of its best match, both kinds of recomputation", True
            ),
            "diversity": Column(FLOAT, "share of its ten first words that are in no other topic's ten, 0–1 (Dieng et al. 2020)", True),
            "label_auto": Column(TEXT, "name made of its words, tags and phrases", True),
        },
        ("topic",),
    ),
    "topic_model": Table(
        "What the topics of the month were made from, and how good they are as a whole.",
        {
            "measure": Column(TEXT, "name of the measure"),
            "value": Column(FLOAT, "its value; empty where it cannot be measured", True),
            "about": Column(TEXT, "what it measures, with its unit"),
        },
        ("measure",),
    ),
    "topic_keys": Table(
        "What else tells a topic: the tags, links, sites and accounts that its posts share, and who writes them.",
        {
            "topic": Column(INT, "topic"),
            "kind": Column(TEXT, "hashtag, link, site, mentioned (account spoken of or to) or author"),
            "rank": Column(INT, "1 is the strongest"),
            "item": Column(TEXT, "the tag (with its #), canonical link, host, or handle (lower-case)"),
            "medium": Column(TEXT, "medium of an account; empty for tags, links and sites", True),
            "posts": Column(INT, "posts of the topic that hold it"),
            "share": Column(FLOAT, "posts / posts of the topic, 0–1"),
            "lift": Column(FLOAT, "share in the topic / share in all posts of the month; 1 is no more than elsewhere"),
        },
        ("topic", "kind", "rank"),
    ),
    "topic_map": Table(
        "A map of the month's posts in two dimensions: neighbours share words. A sample where there are many.",
        {
            "post_id": Column(TEXT, "the post"),
            "x": Column(FLOAT, "place; the axes have no unit and no meaning of their own"),
            "y": Column(FLOAT, "place"),
        },
        ("post_id",),
    ),
    "post_topics": Table(
        "The topic of each post.",
        {
            "post_id": Column(TEXT, "the post"),
            "topic": Column(INT, "its topic, −1 where none is clear"),
            "nearest": Column(INT, "the closest topic; −1 where no word of the post is known"),
            "weight": Column(
                FLOAT,
                "how sure: share of the post's nearest neighbours that are in `nearest` (glp), else the part of it that belongs to `nearest`, 0–1",
            ),
            "second": Column(INT, "the next closest topic; −1 where there is none", True),
            "second_weight": Column(FLOAT, "the same measure for `second`", True),
        },
        ("post_id",),
    ),
    "topic_words": Table(
        "The words of each topic.",
        {
            "topic": Column(INT, "topic"),
            "rank": Column(INT, "1 is the strongest"),
            "word": Column(TEXT, "word or tag as most people wrote it"),
            "weight": Column(FLOAT, "weight in the topic; the weights of a topic's listed words are comparable"),
            "token": Column(TEXT, "what is counted: lower-case lemma, tag, or phrase (its lemmas joined by _); months are matched by it", True),
        },
        ("topic", "rank"),
    ),
    "topic_media": Table(
        "Topics by medium.",
        {
            "topic": Column(INT, "topic; −1 unassigned"),
            "medium": Column(TEXT, "medium"),
            "posts": Column(INT, "posts"),
            "share": Column(FLOAT, "posts / posts of the medium, 0–1"),
        },
        ("topic", "medium"),
    ),
    "topic_days": Table(
        "Topics by day; every topic has every day of the month.",
        {"topic": Column(INT, "topic; −1 unassigned"), "day": Column(TEXT, "day, YYYY-MM-DD"), "posts": Column(INT, "posts")},
        ("topic", "day"),
    ),
    "representative_posts": Table(
        "Posts that show a topic best, by distinct authors.",
        {
            "topic": Column(INT, "topic"),
            "rank": Column(INT, "1 is the most typical"),
            "post_id": Column(TEXT, "the post"),
            "weight": Column(FLOAT, "its weight in post_topics"),
        },
        ("topic", "rank"),
    ),
    "topic_links": Table(
        "Topics matched with the month before, and an id that a topic keeps over the months.",
        {
            "topic": Column(INT, "topic of this month; empty where gone", True),
            "previous_topic": Column(INT, "topic of the month before; empty where first or new", True),
            "similarity": Column(FLOAT, "cosine of the two topics' words, 0–1; empty where first, new or gone", True),
            "status": Column(
                TEXT,
                "first (of the study's first month); new; continued; split (another part of one that goes on); merged (into one that goes on); gone",
            ),
            "id": Column(
                TEXT,
                "`YYYY-MM/n`: the month in which it first appeared and its rank there; of `previous_topic` where gone or merged",
                True,
            ),
        },
        ("topic", "previous_topic"),
    ),
}
