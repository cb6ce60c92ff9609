"""Words and links of a community."""

import pandas as pd

from conversatoire.influencers.community_words import SEEN, characteristic, links, words


def items(**uses):
    """Items by community: c0="a a b" is two uses of a and one of b in community 0; none= is −1."""
    rows = [("m", -1 if name == "none" else int(name[1:]), item) for name, text in uses.items() for item in text.split()]
    return pd.DataFrame(rows, columns=["medium", "community", "item"])


def authored(rows):
    return pd.DataFrame(rows, columns=["community", "account", "text"]).assign(medium="m", lang="fr", title=None, links=[[] for _ in rows])


def test_what_is_as_frequent_elsewhere_characterises_nobody():
    found = characteristic(items(c0="same same only only", c1="same same other other"), 5)
    assert found.to_dict() == {0: "only", 1: "other"}


def test_the_strongest_comes_first_equals_by_name_and_the_list_ends():
    found = characteristic(items(c0="z z z z b b a a once", c1="x x x x x x x x x"), 2)
    assert found[0] == "z a"
    assert SEEN == 2  # «once» would stand in a longer list otherwise
    assert characteristic(items(c0="z z z z b b a a once", c1="x x"), 9)[0] == "z a b"


def test_posts_of_accounts_outside_every_community_are_compared_with_but_not_told():
    found = characteristic(items(c0="a a b b", none="a a a a a a"), 5)
    assert found.to_dict() == {0: "b"}


def test_a_community_is_compared_with_others_on_its_medium():
    elsewhere = items(c2="retweet").assign(medium="n")
    found = characteristic(pd.concat([items(c0="same same only only", c1="same same other other"), elsewhere]), 5)
    assert found.to_dict() == {0: "only", 1: "other"}  # «same» stands on their medium alone, in both


def test_where_nobody_else_has_posted_the_most_frequent_are_told():
    assert characteristic(items(c0="b b a a a once"), 5).to_dict() == {0: "a b"}


def test_a_text_that_many_pass_on_counts_once():
    rows = [(0, f"u{n}", "RT le festival annulé") for n in range(9)] + [
        (0, "v", "la rivière polluée"),
        (0, "w", "une rivière propre"),
        (1, "x", "rien"),
    ]
    assert words(authored(rows))[0] == "rivière"


def test_a_link_that_one_account_repeats_counts_once():
    rows = pd.DataFrame(
        {
            "community": [0, 0, 0, 0, 1],
            "medium": "m",
            "account": ["ann", "ann", "ann", "bob", "cyd"],
            "links": [["https://spam.example"], ["https://spam.example"], ["https://both.example"], ["https://both.example"], ["https://c.example"]],
        }
    )
    assert links(rows).to_dict() == {0: "https://both.example"}
