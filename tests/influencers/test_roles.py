"""Roles by rules worked out by hand, and the figures they tell."""

import pandas as pd

from conversatoire.influencers import roles

COLUMNS = ["account", "posts", "relays", "in_degree", "out_degree", "betweenness", "participation", "own"]


def table(*rows, medium="twitter"):
    """Some accounts beside thirty of whom each does a little of everything, and nobody stands between others."""
    crowd = [(f"x{n}", 1, 0, 1, 1, 0.0, 0.0, False) for n in range(30)]
    return pd.DataFrame([*rows, *crowd], columns=COLUMNS).assign(medium=medium)


def found(accounts):
    return accounts.join(roles.roles(accounts)).set_index("account")


def test_the_first_rule_that_holds_gives_the_role():
    accounts = table(
        ("brand", 9, 0, 9, 9, 0.5, 0.7, True),
        ("bridge", 1, 0, 9, 9, 0.5, 0.6, False),
        ("unheard", 1, 0, 1, 1, 0.5, 0.6, False),
        ("both", 1, 0, 9, 9, 0.5, 0.5, False),  # halved between two communities, and no more
        ("star", 1, 0, 9, 0, 0.0, None, False),
        ("silent", 0, 0, 9, 0, 0.0, None, False),
        ("relay", 5, 3, 0, 2, 0.0, 0.9, False),
        ("half", 6, 3, 0, 2, 0.0, 0.9, False),
        ("twice", 2, 2, 0, 2, 0.0, 0.9, False),
        ("talker", 1, 0, 0, 9, 0.0, 0.0, False),
        ("writer", 9, 0, 0, 0, 0.0, None, False),
    )
    role = found(accounts)["role"].to_dict()
    assert {role.pop(f"x{n}") for n in range(30)} == {"audience"}
    assert role == {
        "brand": "own",
        "bridge": "bridge",
        "unheard": "audience",  # nobody but one speaks to it
        "both": "hub",
        "star": "source",
        "silent": "addressed",
        "relay": "relay",
        "half": "talker",  # 6 posts are among the highest tenth, and half of them are reposts, not more
        "twice": "audience",  # two reposts are too few to tell
        "talker": "talker",
        "writer": "talker",
    }


def test_why_tells_the_rule_with_its_figures():
    accounts = table(
        ("brand", 9, 0, 9, 9, 0.5, 0.7, True),
        ("bridge", 1, 0, 9, 9, 0.6, 0.6, False),
        ("hub", 1, 0, 12, 9, 0.0, 0.2, False),
        ("star", 0, 0, 41, 0, 0.0, None, False),
        ("relay", 5, 3, 0, 2, 0.0, 0.9, False),
        ("writer", 9, 0, 0, 0, 0.0, None, False),
    )
    why = found(accounts)["why"]
    # in_degree > 0: 30 × 1, 9, 9, 12, 41: the ninth decile of 34 stands at place 29.7 from 0, so between 1 and 9: 6.6 → 7, whole
    assert why["star"] == "in_degree 41, among the highest tenth (≥ 7); no post of its own"
    assert why["hub"] == "in_degree 12, among the highest tenth (≥ 7); out_degree 9, among the highest tenth (≥ 3)"
    between = "betweenness 0.6, among the highest tenth (≥ 0.59); participation 0.60 (> 0.5)"
    assert why["bridge"] == f"in_degree 9, among the highest tenth (≥ 7); {between}"
    assert why["relay"] == "3 of its 5 posts are reposts"
    assert why["brand"] == "an own account of the organisation"
    assert why["x0"] == "no other rule holds"


def test_an_account_is_compared_with_those_of_its_medium():
    loud = table(("star", 0, 0, 100, 0, 0.0, None, False), *[(f"big{n}", 0, 0, 90, 0, 0.0, None, False) for n in range(9)])
    quiet = table(("star", 0, 0, 5, 0, 0.0, None, False), medium="forum")
    both = pd.concat([loud, quiet], ignore_index=True)
    assert both.join(roles.roles(both)).query("account == 'star'")["role"].tolist() == ["addressed", "addressed"]


def test_no_accounts_have_no_roles():
    assert roles.roles(table().head(0)).empty
