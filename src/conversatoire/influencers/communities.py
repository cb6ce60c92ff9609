"""Communities: groups of accounts that address each other more than they address others, their words and their leaders."""

import networkx as nx
import numpy as np
import pandas as pd

from conversatoire.text import tokens

ALONE = -1
WORDS, LEADERS = 8, 3
PRIOR = 1000  # words of the whole month that each side of a comparison is given beforehand: rare words need more than luck
SEEN = 2  # posts of the community that a word must stand in


def communities(graph: nx.DiGraph, resolution: float, seed: int) -> np.ndarray:
    """The community of each node by Louvain modularity (Blondel et al. 2008), in the order of the nodes; 0 is the largest.

    The weights of both directions are added. Accounts without any tie have no community (−1). Communities of equal size are numbered
    by their first account.
    """
    found = np.full(len(graph), ALONE, dtype="int64")
    # Integers: sets of strings have another order in every process, and Louvain depends on it.
    plain = nx.convert_node_labels_to_integers(graph, ordering="default")
    both = nx.Graph()
    both.add_nodes_from(node for node in plain if plain.degree(node))
    for source, target, weight in plain.edges(data="weight"):
        both.add_edge(source, target, weight=weight + (both[source][target]["weight"] if both.has_edge(source, target) else 0))
    if not both:
        return found
    groups = nx.community.louvain_communities(both, weight="weight", resolution=resolution, seed=seed)
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), min(group)))):
        found[list(group)] = number
    return found


def describe(accounts: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Sizes, words and leaders of the communities: the table «communities».

    Args:
        accounts: columns medium, account, posts, pagerank, community.
        posts: table «posts».
    """
    inside = accounts[accounts["community"] != ALONE]
    ordered = inside.sort_values(["community", "pagerank", "account", "medium"], ascending=[True, False, True, True])
    grouped = ordered.groupby("community", sort=True)
    frame = grouped.agg(accounts=("account", "size"), posts=("posts", "sum")).reset_index()
    leaders = ordered[grouped.cumcount() < LEADERS].groupby("community")["account"].agg(", ".join)
    words = community_words(_post_words(posts, inside))
    frame["leaders"] = frame["community"].map(leaders).astype("str")
    frame["words"] = frame["community"].map(words).astype("str").fillna("")
    return frame[["community", "accounts", "posts", "words", "leaders"]]


def _post_words(posts: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """The words of each community's posts (columns community, word), each word once a post; −1 for posts of accounts outside every community."""
    authors = posts.assign(account=posts["author"].str.lower())[["medium", "account"]]
    community = authors.merge(accounts[["medium", "account", "community"]], how="left", on=["medium", "account"])["community"]
    texts = posts["title"].astype("str").fillna("") + "\n" + posts["text"]
    words = [sorted(set(tokens(text, lang))) for text, lang in zip(texts, posts["lang"], strict=True)]
    frame = pd.DataFrame({"community": community.fillna(ALONE).astype("int64").to_numpy(), "word": pd.Series(words, dtype=object)})
    return frame.explode("word").dropna()


def community_words(words: pd.DataFrame) -> pd.Series:
    """The words of each community, by log-odds against all other posts with an informative prior (Monroe, Colaresi & Quinn 2008).

    Args:
        words: columns community (−1: none) and word, one row per post and word.

    Returns:
        Series over community: at most eight words, separated by spaces, the strongest first; only words that stand in two of its posts and are more
        frequent there than elsewhere. Where nobody else has posted, its most frequent words.
    """
    counts = words.groupby(["community", "word"]).size().rename("here").reset_index()
    total = counts.groupby("word")["here"].transform("sum")
    size = counts.groupby("community")["here"].transform("sum")
    everything = counts["here"].sum()
    prior = PRIOR * total / everything
    here, elsewhere = counts["here"] + prior, total - counts["here"] + prior
    odds = here / (size + PRIOR - here), elsewhere / (everything - size + PRIOR - elsewhere)
    # A month of one single word has infinite odds on both sides: no word of it says more than another.
    with np.errstate(divide="ignore", invalid="ignore"):
        strength = (np.log(odds[0]) - np.log(odds[1])) / np.sqrt(1 / here + 1 / elsewhere)
    counts["strength"] = strength.where(size < everything, counts["here"]).fillna(0)
    kept = counts[(counts["community"] != ALONE) & (counts["here"] >= SEEN) & (counts["strength"].round(9) > 0)]
    # Rounded: the last bits of a logarithm must not order equals.
    kept = kept.assign(strength=kept["strength"].round(9)).sort_values(["community", "strength", "word"], ascending=[True, False, True])
    return kept[kept.groupby("community").cumcount() < WORDS].groupby("community")["word"].agg(" ".join)
