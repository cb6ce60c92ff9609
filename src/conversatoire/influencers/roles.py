"""The role of each account in words, by rules that are told with their figures."""

import numpy as np
import pandas as pd

QUANTILE = 0.9  # «the highest tenth» of those on the medium who have any …
MINIMUM = 3  # … and never less than this, for small graphs
SPREAD = 0.5  # participation of an account whose ties are halved between two communities: a bridge has more


def roles(accounts: pd.DataFrame) -> pd.DataFrame:
    """The role of each account, and why; the first rule that holds gives it.

    «Many» is the highest tenth of those on the account's medium that have any, and three at least.

    1. own: an own account of the organisation;
    2. bridge: addressed by many, betweenness among the highest tenth, and ties more spread over communities than two equal halves are
       (participation above .5);
    3. hub: addressed by many and addresses many;
    4. source: addressed by many, and posts itself;
    5. addressed: addressed by many, without a post of its own;
    6. relay: more than half of its posts are reposts, three at least;
    7. talker: addresses many, or posts much;
    8. audience: everyone else.

    Args:
        accounts: columns medium, posts, relays (its posts that are reposts), in_degree, out_degree, betweenness, participation, own.

    Returns:
        role and why, in the order of `accounts`.
    """
    named = {name: _highest(accounts, name, MINIMUM) for name in ("in_degree", "out_degree", "posts")}
    heard, speaks, writes = (accounts[name] >= least for name, least in named.items())
    between = _highest(accounts, "betweenness", 0)
    spread = accounts["participation"].fillna(0).round(9)
    rules = {
        "own": accounts["own"],
        "bridge": heard & (accounts["betweenness"] > 0) & (accounts["betweenness"] >= between) & (spread > SPREAD),
        "hub": heard & speaks,
        "source": heard & (accounts["posts"] > 0),
        "addressed": heard,
        "relay": (2 * accounts["relays"] > accounts["posts"]) & (accounts["relays"] >= MINIMUM),
        "talker": speaks | writes,
    }
    figures = {name: _told(accounts[name], least, ".0f") for name, least in named.items()}
    told = {
        "own": pd.Series("an own account of the organisation", index=accounts.index),
        "bridge": figures["in_degree"]
        + "; "
        + _told(accounts["betweenness"], between, ".3g")
        + "; participation "
        + spread.map("{:.2f}".format)
        + f" (> {SPREAD})",
        "hub": figures["in_degree"] + "; " + figures["out_degree"],
        "source": figures["in_degree"],
        "addressed": figures["in_degree"] + "; no post of its own",
        "relay": accounts["relays"].astype("str") + " of its " + accounts["posts"].astype("str") + " posts are reposts",
        "talker": figures["out_degree"].where(speaks, figures["posts"]),
    }
    held = [rule.to_numpy(dtype=bool) for rule in rules.values()]
    role = np.select(held, list(rules), default="audience")
    why = np.select(held, [told[name].to_numpy(dtype=object) for name in rules], default="no other rule holds")
    return pd.DataFrame({"role": role, "why": why}, index=accounts.index, dtype="str")


def _highest(accounts: pd.DataFrame, name: str, minimum: int) -> pd.Series:
    """From what value on an account is among the highest tenth of its medium, for each account."""
    some = accounts.loc[accounts[name] > 0].groupby("medium")[name].quantile(QUANTILE)
    least = accounts["medium"].map(some).astype("float64").fillna(0)
    return np.ceil(least).clip(lower=minimum) if minimum else least


def _told(values: pd.Series, least: pd.Series, form: str) -> pd.Series:
    """Such as «in_degree 41, among the highest tenth (≥ 12)»."""
    pairs = zip(values, least, strict=True)
    return pd.Series([f"{values.name} {value:{form}}, among the highest tenth (≥ {low:{form}})" for value, low in pairs], index=values.index)
