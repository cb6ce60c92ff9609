"""Figure of a ranking: the first accounts, how sure their ranks are, and which of them cannot be told apart."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from conversatoire.note.words import Words
from conversatoire.plots.look import account_name, media_colours, nothing

RANKINGS = {
    "fr": {
        "pagerank": "PageRank",
        "mentioned": "mentions",
        "reposted": "comptes qui reprennent",
        "betweenness": "intermédiarité",
        "followers": "abonnés",
    },
    "en": {
        "pagerank": "PageRank",
        "mentioned": "mentions",
        "reposted": "accounts that repost",
        "betweenness": "betweenness",
        "followers": "followers",
    },
}


def rankings(rankings: pd.DataFrame, lang: str, top: int = 20, ranking: str = "pagerank") -> Figure:
    """Rank of the first accounts with its 95 % interval; brackets join those whose ranks cannot be told apart.

    Args:
        rankings: table «rankings».
        lang: fr or en.
        top: accounts shown.
        ranking: the one drawn.
    """
    words, name = Words(lang), RANKINGS[lang][ranking]
    title = {"fr": f"Premiers comptes par {name}", "en": f"First accounts by {name}"}[lang]
    shown = rankings[rankings["ranking"] == ranking].sort_values(["rank", "medium", "account"]).head(top).reset_index(drop=True)
    if shown.empty:
        return nothing(title, lang)
    figure, axes = plt.subplots(figsize=(8, 1.2 + 0.27 * len(shown)), layout="constrained")
    colours = media_colours(shown["medium"].tolist())
    sure = bool(shown["rank_low"].notna().all())
    if sure:
        title += {"fr": " : rang et son incertitude", "en": ": rank and its uncertainty"}[lang]
    for medium, rows in shown.groupby("medium"):
        known = rows.dropna(subset=["rank_low", "rank_high"])
        axes.hlines(known.index, known["rank_low"].astype(float), known["rank_high"].astype(float), color=colours[medium], linewidth=2, alpha=0.5)
        axes.scatter(rows["rank"], rows.index, color=colours[medium], s=36, zorder=3, label=words.title(medium))
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlim(0.9, max(10, shown["rank"].max(), shown["rank_high"].max() if sure else 0) * 1.15)
    axes.set_yticks(shown.index, [account_name(account) for account in shown["account"]], fontsize=9, parse_math=False)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
    axes.set_xlabel(_about(name, sure, bool(shown["tied"].notna().any()), lang), fontsize=9)
    axes.set_title(title)
    if len(colours) > 1:
        axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.1, 1), fontsize=9)
    _brackets(axes, shown, lang)
    return figure


def _about(name: str, sure: bool, tied: bool, lang: str) -> str:
    """How to read the marks that are there."""
    parts = [{"fr": f"rang par {name} (échelle logarithmique)", "en": f"rank by {name} (logarithmic scale)"}]
    parts += [{"fr": "trait : intervalle à 95 %", "en": "line: 95% interval"}] if sure else []
    parts += [{"fr": "crochet : rangs que rien ne distingue", "en": "bracket: ranks that cannot be told apart"}] if tied else []
    return {"fr": " ; ", "en": "; "}[lang].join(part[lang] for part in parts)


def _brackets(axes: Axes, shown: pd.DataFrame, lang: str) -> None:
    """A bracket on the right over the rows of each group, with its first and last rank."""
    at = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    to = {"fr": "{} à {}", "en": "{} to {}"}[lang]
    for _, rows in shown[shown["tied"].notna()].groupby("tied"):
        if len(rows) > 1:
            high, low = rows.index.min() - 0.3, rows.index.max() + 0.3
            axes.plot([1.01, 1.025, 1.025, 1.01], [high, high, low, low], color="#444444", linewidth=1, **at)
            first, last = rows["rank"].min(), rows["rank"].max()
            ranks = str(first) if first == last else to.format(first, last)
            axes.text(1.035, (high + low) / 2, ranks, va="center", fontsize=8.5, color="#444444", transform=at["transform"])
